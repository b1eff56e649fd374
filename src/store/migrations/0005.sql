-- Imports as a whole: the row that told of a pupil, whom a whole caseload left out, and imports that were undone.

-- The row of the file, the line of a return's XML; null in older versions.
ALTER TABLE pupil_version ADD COLUMN line INTEGER;
CREATE INDEX pupil_version_by_import ON pupil_version (import);

-- `departed` is the whole caseload that left the pupil out, until a file names them again; `undone` the import that
-- brought them and was undone, until another brings them.
ALTER TABLE pupil ADD COLUMN departed TEXT REFERENCES import (id);
ALTER TABLE pupil ADD COLUMN undone TEXT REFERENCES import (id);

CREATE TABLE departure (
    import TEXT NOT NULL REFERENCES import (id),
    pupil  TEXT NOT NULL REFERENCES pupil (id),
    PRIMARY KEY (import, pupil)
) STRICT, WITHOUT ROWID;
CREATE INDEX departure_by_pupil ON departure (pupil, import);

CREATE TABLE undoing (
    import TEXT PRIMARY KEY REFERENCES import (id),
    at     INTEGER NOT NULL,
    reader TEXT NOT NULL,
    role   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What of plans and schools stands: all that came in but by an import that was undone.
DROP INDEX plan_head;
CREATE INDEX plan_head ON plan (pupil, seq, import, id, provisions, digest, same, reworded, dose_changed, added, gone);
CREATE INDEX plan_by_import ON plan (import);
CREATE VIEW standing_plan AS
    SELECT * FROM plan p WHERE NOT EXISTS (SELECT 1 FROM undoing u WHERE u.import = p.import);
CREATE VIEW standing_version AS
    SELECT * FROM pupil_version v WHERE NOT EXISTS (SELECT 1 FROM undoing u WHERE u.import = v.import);

CREATE TRIGGER departure_is_not_changed BEFORE UPDATE ON departure BEGIN
    SELECT RAISE(ABORT, 'rows of departure are never changed');
END;
CREATE TRIGGER departure_is_not_removed BEFORE DELETE ON departure BEGIN
    SELECT RAISE(ABORT, 'rows of departure are never removed');
END;
CREATE TRIGGER undoing_is_not_changed BEFORE UPDATE ON undoing BEGIN
    SELECT RAISE(ABORT, 'rows of undoing are never changed');
END;
CREATE TRIGGER undoing_is_not_removed BEFORE DELETE ON undoing BEGIN
    SELECT RAISE(ABORT, 'rows of undoing are never removed');
END;
