-- What the DfE's SEN2 return says of a pupil beside the plain table (null in older versions), and the register of schools.

ALTER TABLE pupil_version ADD COLUMN uln TEXT;
ALTER TABLE pupil_version ADD COLUMN ukprn TEXT;
ALTER TABLE pupil_version ADD COLUMN sen_setting TEXT;
ALTER TABLE pupil_version ADD COLUMN base TEXT;
ALTER TABLE pupil_version ADD COLUMN authority TEXT;
ALTER TABLE pupil_version ADD COLUMN plan_ceased TEXT;
ALTER TABLE pupil_version ADD COLUMN cease_reason TEXT;

-- Schools of the national register, versioned by import.

-- `version` points to what the latest register says of a school, `now` to the school that stands in its place: itself,
-- or the one that follows after it closed.
CREATE TABLE school (
    urn     TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    now     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE school_version (
    id        INTEGER PRIMARY KEY,
    import    TEXT NOT NULL REFERENCES import (id),
    urn       TEXT NOT NULL,
    name      TEXT NOT NULL,
    authority TEXT,
    kind      INTEGER,
    open      INTEGER NOT NULL,
    closed    TEXT,
    low       INTEGER,
    high      INTEGER,
    district  TEXT,
    unit      INTEGER NOT NULL,
    resourced INTEGER NOT NULL
) STRICT;

CREATE TABLE school_succession (
    urn       TEXT NOT NULL,
    successor TEXT NOT NULL,
    import    TEXT NOT NULL REFERENCES import (id),
    PRIMARY KEY (urn, successor)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER school_version_is_not_changed BEFORE UPDATE ON school_version BEGIN
    SELECT RAISE(ABORT, 'rows of school_version are never changed');
END;
CREATE TRIGGER school_version_is_not_removed BEFORE DELETE ON school_version BEGIN
    SELECT RAISE(ABORT, 'rows of school_version are never removed');
END;
CREATE TRIGGER school_succession_is_not_changed BEFORE UPDATE ON school_succession BEGIN
    SELECT RAISE(ABORT, 'rows of school_succession are never changed');
END;
CREATE TRIGGER school_succession_is_not_removed BEFORE DELETE ON school_succession BEGIN
    SELECT RAISE(ABORT, 'rows of school_succession are never removed');
END;
