-- Outcomes: what was decided of a plan that would cost more than its tariff and the school's share give. Records of a chain.

-- What it was decided on is kept with it, so that it shows when it holds no longer: the mapping, the plan version, and the
-- shortfall in pence by a rate set and a cost book (their ids, and the digests of their files). A later outcome goes before
-- an earlier one; `open` takes back what was decided. The plan is named without being held to.
CREATE TABLE outcome (
    id                TEXT PRIMARY KEY,
    origin            TEXT NOT NULL,
    pupil             TEXT NOT NULL REFERENCES pupil (id),
    mapping           TEXT NOT NULL REFERENCES mapping (id),
    plan              TEXT,
    framework         TEXT NOT NULL,
    framework_version TEXT NOT NULL,
    rates             TEXT NOT NULL,
    rates_hash        BLOB NOT NULL,
    book              TEXT NOT NULL,
    book_hash         BLOB NOT NULL,
    shortfall         INTEGER NOT NULL,
    outcome           TEXT NOT NULL CHECK (outcome IN ('reviewed_sufficient', 'remapped', 'topped_up', 'plan_to_be_amended', 'open')),
    top_up            INTEGER,
    reader            TEXT NOT NULL,
    role              TEXT NOT NULL CHECK (role IN ('officer', 'school', 'moderator')),
    recorded          INTEGER NOT NULL,
    payload           BLOB NOT NULL,
    FOREIGN KEY (framework, framework_version) REFERENCES framework (id, version),
    CHECK ((top_up IS NULL) = (outcome <> 'topped_up'))
) STRICT;

CREATE INDEX outcome_by_pupil ON outcome (pupil, framework, framework_version);

CREATE TRIGGER outcome_is_not_changed BEFORE UPDATE ON outcome BEGIN
    SELECT RAISE(ABORT, 'rows of outcome are never changed');
END;
CREATE TRIGGER outcome_is_not_removed BEFORE DELETE ON outcome BEGIN
    SELECT RAISE(ABORT, 'rows of outcome are never removed');
END;

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
