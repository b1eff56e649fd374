-- Imports at a country's size: each row of `pupil_version` was written to one index more than what is asked of it is
-- worth. What an import told is read by going through the versions, which takes a second of a country's.

DROP INDEX pupil_version_by_import;

-- Pupils taught out of their cohort, where no file says their year group: how many years above or below the one they
-- are in by birth. The latest row counts; null takes it back.
CREATE TABLE cohort (
    id     INTEGER PRIMARY KEY,
    pupil  TEXT NOT NULL REFERENCES pupil (id),
    years  INTEGER,
    at     INTEGER NOT NULL,
    reader TEXT NOT NULL,
    role   TEXT NOT NULL CHECK (role IN ('officer', 'school', 'moderator')),
    reason TEXT NOT NULL
) STRICT;

CREATE INDEX cohort_by_pupil ON cohort (pupil, id, years);

CREATE TRIGGER cohort_is_not_changed BEFORE UPDATE ON cohort BEGIN
    SELECT RAISE(ABORT, 'rows of cohort are never changed');
END;
CREATE TRIGGER cohort_is_not_removed BEFORE DELETE ON cohort BEGIN
    SELECT RAISE(ABORT, 'rows of cohort are never removed');
END;
