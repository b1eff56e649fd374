-- Agreed readings for seeds and standardisation sets, and the reviews of officers that were lifted; all records of a chain.

-- A mapping that two names stand behind is taken for an agreed reading: the one who mapped, and the moderator who read the
-- plan blind and closed its `review`. A row with `removes` takes such a one out of use again. The order in which they were
-- recorded is the order in which they are given out.
CREATE TABLE agreed (
    id       TEXT PRIMARY KEY,
    origin   TEXT NOT NULL,
    mapping  TEXT NOT NULL REFERENCES mapping (id),
    aim      TEXT NOT NULL CHECK (aim IN ('seed', 'standard')),
    review   TEXT REFERENCES review (id),
    removes  TEXT REFERENCES agreed (id),
    reader   TEXT NOT NULL,
    role     TEXT NOT NULL CHECK (role IN ('officer', 'school', 'moderator')),
    recorded INTEGER NOT NULL,
    payload  BLOB NOT NULL,
    CHECK ((review IS NULL) <> (removes IS NULL))
) STRICT;

CREATE INDEX agreed_by_mapping ON agreed (mapping);

-- An officer whose seeds lay outside tolerance twice in a row, and whose new mappings go to review no more.
CREATE TABLE lift (
    id                TEXT PRIMARY KEY,
    origin            TEXT NOT NULL,
    officer           TEXT NOT NULL,
    framework         TEXT NOT NULL,
    framework_version TEXT NOT NULL,
    reader            TEXT NOT NULL,
    role              TEXT NOT NULL CHECK (role IN ('officer', 'school', 'moderator')),
    recorded          INTEGER NOT NULL,
    payload           BLOB NOT NULL,
    FOREIGN KEY (framework, framework_version) REFERENCES framework (id, version)
) STRICT;

CREATE TRIGGER agreed_is_not_changed BEFORE UPDATE ON agreed BEGIN
    SELECT RAISE(ABORT, 'rows of agreed are never changed');
END;
CREATE TRIGGER agreed_is_not_removed BEFORE DELETE ON agreed BEGIN
    SELECT RAISE(ABORT, 'rows of agreed are never removed');
END;
CREATE TRIGGER lift_is_not_changed BEFORE UPDATE ON lift BEGIN
    SELECT RAISE(ABORT, 'rows of lift are never changed');
END;
CREATE TRIGGER lift_is_not_removed BEFORE DELETE ON lift BEGIN
    SELECT RAISE(ABORT, 'rows of lift are never removed');
END;

-- Colleagues who are trusted no longer, and since when: what they signed stays theirs, so their row stays. `vouched` is
-- then over other words, for without them clearing the day would be enough.
ALTER TABLE colleague ADD COLUMN ended INTEGER;

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

-- Asked with every page of the worklist: what came back to its reader.
CREATE INDEX review_returned ON review (mapping, id) WHERE outcome = 'returned';
