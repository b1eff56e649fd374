-- Rulings: a cohort's outcome carried out, as a shift of its mappings or as mappings sent back; a record of the chain.

-- Of which sample, what (`kind`), and the second name that a shift needs; what is mapped again in one area or for one
-- descriptor only (`area`, `rank`), or by how much a shift goes (`steps`, JSON). The sample is named without being held
-- to: a workspace with a slice of the pupils has the ruling without the sample.
CREATE TABLE ruling (
    id                TEXT PRIMARY KEY,
    origin            TEXT NOT NULL,
    framework         TEXT NOT NULL,
    framework_version TEXT NOT NULL,
    sample            TEXT NOT NULL,
    kind              TEXT NOT NULL CHECK (kind IN ('shift', 'again')),
    second            TEXT,
    area              TEXT,
    rank              INTEGER,
    steps             TEXT,
    reader            TEXT NOT NULL,
    role              TEXT NOT NULL CHECK (role IN ('officer', 'school', 'moderator')),
    recorded          INTEGER NOT NULL,
    payload           BLOB NOT NULL,
    CHECK ((second IS NULL) = (kind = 'again')),
    CHECK ((steps IS NULL) = (kind = 'again')),
    CHECK (rank IS NULL OR area IS NOT NULL),
    FOREIGN KEY (framework, framework_version) REFERENCES framework (id, version)
) STRICT;

-- The officers' mappings that it touches; likewise named only.
CREATE TABLE ruling_mapping (
    ruling  TEXT NOT NULL REFERENCES ruling (id),
    i       INTEGER NOT NULL,
    mapping TEXT NOT NULL,
    PRIMARY KEY (ruling, i)
) STRICT, WITHOUT ROWID;

-- The ruling that made a mapping. Null elsewhere, so that the digests of older records stand.
ALTER TABLE mapping ADD COLUMN ruled TEXT;

CREATE TRIGGER ruling_is_not_changed BEFORE UPDATE ON ruling BEGIN
    SELECT RAISE(ABORT, 'rows of ruling are never changed');
END;
CREATE TRIGGER ruling_is_not_removed BEFORE DELETE ON ruling BEGIN
    SELECT RAISE(ABORT, 'rows of ruling are never removed');
END;
CREATE TRIGGER ruling_mapping_is_not_changed BEFORE UPDATE ON ruling_mapping BEGIN
    SELECT RAISE(ABORT, 'rows of ruling_mapping are never changed');
END;
CREATE TRIGGER ruling_mapping_is_not_removed BEFORE DELETE ON ruling_mapping BEGIN
    SELECT RAISE(ABORT, 'rows of ruling_mapping are never removed');
END;
