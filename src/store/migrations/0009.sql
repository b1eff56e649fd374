-- Moderation: samples drawn from cohorts, reviews of mappings, conflicts of interest declared; all records of a chain.

-- What a mapping was read for, where it does not count by itself: a moderator's blind reading, a seed's, a
-- standardisation set's. Null elsewhere, so that the digests of older records stand.
ALTER TABLE mapping ADD COLUMN purpose TEXT CHECK (purpose IN ('blind', 'seed', 'standard'));

-- How many have which tariff in a setting, asked with every mapping that is recorded.
CREATE INDEX mapping_by_setting ON mapping (framework, framework_version, setting, tariff, role, purpose, id);

-- A sample: of which cohort, from which seed, by which limits, from how many mappings.
CREATE TABLE sample (
    id                TEXT PRIMARY KEY,
    origin            TEXT NOT NULL,
    framework         TEXT NOT NULL,
    framework_version TEXT NOT NULL,
    cohort            TEXT NOT NULL,
    name              TEXT,
    seed              INTEGER NOT NULL,
    total             INTEGER NOT NULL,
    limits            TEXT NOT NULL,
    reader            TEXT NOT NULL,
    role              TEXT NOT NULL CHECK (role IN ('officer', 'school', 'moderator')),
    recorded          INTEGER NOT NULL,
    payload           BLOB NOT NULL,
    FOREIGN KEY (framework, framework_version) REFERENCES framework (id, version)
) STRICT;

-- A stratum of it: a tariff, or null for those that cannot be mapped.
CREATE TABLE sample_stratum (
    sample TEXT NOT NULL REFERENCES sample (id),
    i      INTEGER NOT NULL,
    rank   INTEGER,
    tariff TEXT,
    total  INTEGER NOT NULL,
    drawn  INTEGER NOT NULL,
    random INTEGER NOT NULL,
    PRIMARY KEY (sample, i),
    CHECK ((rank IS NULL) = (tariff IS NULL))
) STRICT, WITHOUT ROWID;

-- Those drawn, in the order in which they are read; `why` is a list of codes.
CREATE TABLE sample_member (
    sample  TEXT NOT NULL REFERENCES sample (id),
    i       INTEGER NOT NULL,
    mapping TEXT NOT NULL REFERENCES mapping (id),
    stratum INTEGER NOT NULL,
    first   INTEGER NOT NULL,
    why     TEXT NOT NULL,
    PRIMARY KEY (sample, i),
    FOREIGN KEY (sample, stratum) REFERENCES sample_stratum (sample, i)
) STRICT, WITHOUT ROWID;

CREATE INDEX sample_member_by_mapping ON sample_member (mapping);

-- A review of a mapping: `reading` is the moderator's own blind reading of the plan, `adjusted` the mapping that takes the
-- reviewed one's place, `rule` the flag that was put aside, `area` and `level` the descriptor it turned on.
CREATE TABLE review (
    id       TEXT PRIMARY KEY,
    origin   TEXT NOT NULL,
    mapping  TEXT NOT NULL REFERENCES mapping (id),
    stream   TEXT NOT NULL CHECK (stream IN ('random', 'flagged', 'asked')),
    sample   TEXT REFERENCES sample (id),
    reading  TEXT REFERENCES mapping (id),
    outcome  TEXT NOT NULL CHECK (outcome IN ('agreed', 'within', 'adjusted', 'returned', 'answered', 'cannot_map', 'escalated', 'harmless')),
    adjusted TEXT REFERENCES mapping (id),
    rule     TEXT,
    area     TEXT,
    level    TEXT,
    reader   TEXT NOT NULL,
    role     TEXT NOT NULL CHECK (role IN ('officer', 'school', 'moderator')),
    recorded INTEGER NOT NULL,
    payload  BLOB NOT NULL,
    CHECK ((adjusted IS NULL) = (outcome <> 'adjusted')),
    CHECK ((rule IS NULL) = (outcome <> 'harmless'))
) STRICT;

CREATE INDEX review_by_mapping ON review (mapping);

-- A school whose pupils a moderator declared not to judge.
CREATE TABLE conflict (
    id       TEXT PRIMARY KEY,
    origin   TEXT NOT NULL,
    school   TEXT NOT NULL,
    reader   TEXT NOT NULL,
    role     TEXT NOT NULL CHECK (role IN ('officer', 'school', 'moderator')),
    recorded INTEGER NOT NULL,
    payload  BLOB NOT NULL
) STRICT;

CREATE TRIGGER sample_is_not_changed BEFORE UPDATE ON sample BEGIN
    SELECT RAISE(ABORT, 'rows of sample are never changed');
END;
CREATE TRIGGER sample_is_not_removed BEFORE DELETE ON sample BEGIN
    SELECT RAISE(ABORT, 'rows of sample are never removed');
END;
CREATE TRIGGER sample_stratum_is_not_changed BEFORE UPDATE ON sample_stratum BEGIN
    SELECT RAISE(ABORT, 'rows of sample_stratum are never changed');
END;
CREATE TRIGGER sample_stratum_is_not_removed BEFORE DELETE ON sample_stratum BEGIN
    SELECT RAISE(ABORT, 'rows of sample_stratum are never removed');
END;
CREATE TRIGGER sample_member_is_not_changed BEFORE UPDATE ON sample_member BEGIN
    SELECT RAISE(ABORT, 'rows of sample_member are never changed');
END;
CREATE TRIGGER sample_member_is_not_removed BEFORE DELETE ON sample_member BEGIN
    SELECT RAISE(ABORT, 'rows of sample_member are never removed');
END;
CREATE TRIGGER review_is_not_changed BEFORE UPDATE ON review BEGIN
    SELECT RAISE(ABORT, 'rows of review are never changed');
END;
CREATE TRIGGER review_is_not_removed BEFORE DELETE ON review BEGIN
    SELECT RAISE(ABORT, 'rows of review are never removed');
END;
CREATE TRIGGER conflict_is_not_changed BEFORE UPDATE ON conflict BEGIN
    SELECT RAISE(ABORT, 'rows of conflict are never changed');
END;
CREATE TRIGGER conflict_is_not_removed BEFORE DELETE ON conflict BEGIN
    SELECT RAISE(ABORT, 'rows of conflict are never removed');
END;
