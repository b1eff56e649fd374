-- Audit samples: pupils drawn at random from those who were not mapped, so that the rest can be estimated; records of a
-- chain.

-- Of which framework version, by which dimensions it is stratified (codes with commas between), from which seed, how many
-- were asked for, and the sample that it extends. That is named without being held to, and so are the pupils below: a
-- workspace with a slice of the pupils has the sample without them.
CREATE TABLE audit (
    id                TEXT PRIMARY KEY,
    origin            TEXT NOT NULL,
    framework         TEXT NOT NULL,
    framework_version TEXT NOT NULL,
    extends           TEXT,
    stratified        TEXT NOT NULL,
    seed              INTEGER NOT NULL,
    asked             INTEGER NOT NULL,
    reader            TEXT NOT NULL,
    role              TEXT NOT NULL CHECK (role IN ('officer', 'school', 'moderator')),
    recorded          INTEGER NOT NULL,
    payload           BLOB NOT NULL,
    FOREIGN KEY (framework, framework_version) REFERENCES framework (id, version)
) STRICT;

-- `keys` is a JSON list of the stratum's value in each dimension. `frame` has the pupils that it is drawn from, in the order
-- of their ids, each a UUID in its sixteen bytes: a country's would be rows by the million. It is null where a sample that
-- this one extends has it, at the same place.
CREATE TABLE audit_stratum (
    audit TEXT NOT NULL REFERENCES audit (id),
    i     INTEGER NOT NULL,
    keys  TEXT NOT NULL,
    frame BLOB CHECK (length(frame) % 16 = 0),
    PRIMARY KEY (audit, i)
) STRICT, WITHOUT ROWID;

-- Those drawn, in the order of the draw. Who had left scope by then was passed over (`gone`), and is kept so that the draw
-- can be made again.
CREATE TABLE audit_member (
    audit   TEXT NOT NULL REFERENCES audit (id),
    i       INTEGER NOT NULL,
    stratum INTEGER NOT NULL,
    pupil   TEXT NOT NULL,
    gone    INTEGER NOT NULL CHECK (gone IN (0, 1)),
    PRIMARY KEY (audit, i),
    FOREIGN KEY (audit, stratum) REFERENCES audit_stratum (audit, i)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'rows of audit are never changed');
END;
CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON audit BEGIN
    SELECT RAISE(ABORT, 'rows of audit are never removed');
END;
CREATE TRIGGER audit_stratum_is_not_changed BEFORE UPDATE ON audit_stratum BEGIN
    SELECT RAISE(ABORT, 'rows of audit_stratum are never changed');
END;
CREATE TRIGGER audit_stratum_is_not_removed BEFORE DELETE ON audit_stratum BEGIN
    SELECT RAISE(ABORT, 'rows of audit_stratum are never removed');
END;
CREATE TRIGGER audit_member_is_not_changed BEFORE UPDATE ON audit_member BEGIN
    SELECT RAISE(ABORT, 'rows of audit_member are never changed');
END;
CREATE TRIGGER audit_member_is_not_removed BEFORE DELETE ON audit_member BEGIN
    SELECT RAISE(ABORT, 'rows of audit_member are never removed');
END;
