-- What is ruled for everyone whom the work reaches: so far, whether suggestions are shown. A record of a chain.
CREATE TABLE notice (
    id       TEXT PRIMARY KEY,
    origin   TEXT NOT NULL,
    subject  TEXT NOT NULL CHECK (subject IN ('suggestions')),
    value    TEXT NOT NULL CHECK (value IN ('on', 'off')),
    reader   TEXT NOT NULL,
    role     TEXT NOT NULL CHECK (role IN ('officer', 'school', 'moderator')),
    recorded INTEGER NOT NULL,
    payload  BLOB NOT NULL
) STRICT;

CREATE TRIGGER notice_is_not_changed BEFORE UPDATE ON notice BEGIN
    SELECT RAISE(ABORT, 'rows of notice are never changed');
END;
CREATE TRIGGER notice_is_not_removed BEFORE DELETE ON notice BEGIN
    SELECT RAISE(ABORT, 'rows of notice are never removed');
END;
