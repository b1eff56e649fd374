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
