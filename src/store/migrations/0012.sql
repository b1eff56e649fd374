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
