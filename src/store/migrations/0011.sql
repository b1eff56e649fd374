-- What is ruled for everyone whom the work reaches: so far, whether suggestions are shown. A record of a chain.
CREATE TABLE ruling (
    id       TEXT PRIMARY KEY,
    origin   TEXT NOT NULL,
    subject  TEXT NOT NULL CHECK (subject IN ('suggestions')),
    value    TEXT NOT NULL CHECK (value IN ('on', 'off')),
    reader   TEXT NOT NULL,
    role     TEXT NOT NULL CHECK (role IN ('officer', 'school', 'moderator')),
    recorded INTEGER NOT NULL,
    payload  BLOB NOT NULL
) STRICT;

CREATE TRIGGER ruling_is_not_changed BEFORE UPDATE ON ruling BEGIN
    SELECT RAISE(ABORT, 'rows of ruling are never changed');
END;
CREATE TRIGGER ruling_is_not_removed BEFORE DELETE ON ruling BEGIN
    SELECT RAISE(ABORT, 'rows of ruling are never removed');
END;
