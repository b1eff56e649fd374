-- The first shape of a workspace.
--
-- Moments are milliseconds since 1970 UTC, days ISO texts, money whole pence, ids UUIDv7 texts,
-- digests thirty-two bytes. Rows are only ever added, and triggers hold that, but for `draft` (unfinished
-- work), `pupil` (which facts are current, and which import named them last), `seal` (the signed head) and the settings in `workspace`.

CREATE TABLE workspace (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE framework (
    seq     INTEGER PRIMARY KEY,
    id      TEXT NOT NULL,
    version TEXT NOT NULL,
    hash    BLOB NOT NULL,
    bytes   BLOB NOT NULL,
    kept    INTEGER NOT NULL,
    UNIQUE (id, version)
) STRICT;

-- The caseload, versioned by import.

CREATE TABLE import (
    id     TEXT PRIMARY KEY,
    at     INTEGER NOT NULL,
    file   TEXT NOT NULL,
    digest BLOB NOT NULL,
    kind   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- How an import ended: known only when its last pupil is in, and no row is written twice.
CREATE TABLE import_account (
    import    TEXT PRIMARY KEY REFERENCES import (id),
    added     INTEGER NOT NULL,
    changed   INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    conflicts INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- `version` points to the current facts, `named` to the latest import that named the pupil, changed or not. The
-- first is no foreign key: the two tables would name each other, and every import would be checked row by row twice.
CREATE TABLE pupil (
    id      TEXT PRIMARY KEY,
    ref     TEXT NOT NULL UNIQUE,
    upn     TEXT UNIQUE,
    version INTEGER NOT NULL,
    named   TEXT NOT NULL REFERENCES import (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE pupil_version (
    id                 INTEGER PRIMARY KEY,
    pupil              TEXT NOT NULL REFERENCES pupil (id),
    import             TEXT NOT NULL REFERENCES import (id),
    ref                TEXT NOT NULL,
    upn                TEXT,
    surname            TEXT,
    forename           TEXT,
    dob                TEXT,
    sex                TEXT,
    ethnicity          TEXT,
    year_group         INTEGER,
    urn                TEXT,
    school             TEXT,
    setting            TEXT,
    district           TEXT,
    community          TEXT,
    need_1             TEXT,
    need_2             TEXT,
    plan_start         TEXT,
    plan_version       TEXT,
    last_review        TEXT,
    review_due         TEXT,
    phase_transfer     TEXT,
    phase_transfer_due TEXT,
    next_urn           TEXT,
    next_setting       TEXT,
    next_from          TEXT,
    placement_status   TEXT,
    placement_change   TEXT,
    current_top_up     INTEGER,
    current_epn        INTEGER
) STRICT;

CREATE INDEX pupil_version_by_pupil ON pupil_version (pupil);

CREATE TABLE plan (
    seq        INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    pupil      TEXT NOT NULL REFERENCES pupil (id),
    import     TEXT REFERENCES import (id),
    version    TEXT,
    source     TEXT NOT NULL,
    received   INTEGER NOT NULL,
    provisions INTEGER NOT NULL,
    digest     BLOB NOT NULL,
    text       TEXT NOT NULL
) STRICT;

-- Covers what a list needs of a plan, so that no text is read for it.
CREATE INDEX plan_head ON plan (pupil, seq, id, provisions, digest);

-- Unfinished work: the only rows that change as keys are pressed. A draft's id is never used again.

CREATE TABLE draft (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    rev               INTEGER NOT NULL,
    pupil             TEXT NOT NULL REFERENCES pupil (id),
    framework         TEXT NOT NULL,
    framework_version TEXT NOT NULL,
    reader            TEXT NOT NULL,
    role              TEXT NOT NULL CHECK (role IN ('officer', 'school', 'moderator')),
    saved             INTEGER NOT NULL,
    parked            TEXT,
    body              TEXT NOT NULL,
    UNIQUE (pupil, framework, framework_version, reader, role)
) STRICT;

-- Records. What may name a person lies in `payload`, and the record holds its salted digest: the payload can go
-- and the record still stands. The chain's digest covers every column of a record and of its child rows that is
-- not null, by name, so that a later migration may add a column that is null in older rows.

CREATE TABLE mapping (
    id                   TEXT PRIMARY KEY,
    origin               TEXT NOT NULL,
    pupil                TEXT NOT NULL REFERENCES pupil (id),
    plan                 TEXT REFERENCES plan (id),
    framework            TEXT NOT NULL,
    framework_version    TEXT NOT NULL,
    framework_hash       BLOB NOT NULL,
    reader               TEXT NOT NULL,
    role                 TEXT NOT NULL CHECK (role IN ('officer', 'school', 'moderator')),
    setting              TEXT,
    phase                TEXT,
    tariff               TEXT,
    route                TEXT,
    chosen               TEXT,
    cannot_map           TEXT,
    unsure               INTEGER NOT NULL,
    opened               INTEGER NOT NULL,
    revealed             INTEGER,
    changed_after_reveal INTEGER NOT NULL,
    recorded             INTEGER NOT NULL,
    payload              BLOB NOT NULL,
    FOREIGN KEY (framework, framework_version) REFERENCES framework (id, version),
    CHECK ((tariff IS NULL) = (route IS NULL)),
    CHECK ((tariff IS NULL) = (cannot_map IS NOT NULL))
) STRICT;

CREATE INDEX mapping_by_pupil ON mapping (pupil, framework, framework_version);
CREATE INDEX mapping_by_framework ON mapping (framework, framework_version, recorded);

CREATE TABLE mapping_provision (
    mapping      TEXT NOT NULL REFERENCES mapping (id),
    n            INTEGER NOT NULL,
    span_start   INTEGER NOT NULL,
    span_end     INTEGER NOT NULL,
    area         TEXT NOT NULL,
    who          TEXT,
    amount       TEXT,
    unit         TEXT,
    per          TEXT,
    ratio        TEXT,
    annual_hours TEXT,
    duplicate_of INTEGER,
    words_key    BLOB NOT NULL,
    PRIMARY KEY (mapping, n)
) STRICT, WITHOUT ROWID;

CREATE INDEX mapping_provision_by_words ON mapping_provision (words_key);

CREATE TABLE judgement (
    mapping   TEXT NOT NULL REFERENCES mapping (id),
    i         INTEGER NOT NULL,
    n         INTEGER NOT NULL,
    area      TEXT,
    level     TEXT,
    set_aside TEXT,
    PRIMARY KEY (mapping, i),
    FOREIGN KEY (mapping, n) REFERENCES mapping_provision (mapping, n),
    CHECK ((area IS NULL) = (set_aside IS NOT NULL)),
    CHECK (area IS NOT NULL OR level IS NULL)
) STRICT, WITHOUT ROWID;

CREATE TABLE area_level (
    mapping  TEXT NOT NULL REFERENCES mapping (id),
    i        INTEGER NOT NULL,
    area     TEXT NOT NULL,
    level    TEXT NOT NULL,
    evidence TEXT NOT NULL,
    PRIMARY KEY (mapping, i)
) STRICT, WITHOUT ROWID;

CREATE TABLE flag (
    mapping TEXT NOT NULL REFERENCES mapping (id),
    i       INTEGER NOT NULL,
    rule    TEXT NOT NULL,
    PRIMARY KEY (mapping, i)
) STRICT, WITHOUT ROWID;

CREATE TABLE offered (
    mapping TEXT NOT NULL REFERENCES mapping (id),
    i       INTEGER NOT NULL,
    n       INTEGER NOT NULL,
    area    TEXT NOT NULL,
    level   TEXT NOT NULL,
    place   INTEGER NOT NULL,
    taken   INTEGER NOT NULL,
    PRIMARY KEY (mapping, i)
) STRICT, WITHOUT ROWID;

CREATE TABLE trace (
    mapping TEXT NOT NULL REFERENCES mapping (id),
    i       INTEGER NOT NULL,
    line    TEXT NOT NULL,
    PRIMARY KEY (mapping, i)
) STRICT, WITHOUT ROWID;

-- Two workspaces may each take back the same mapping: both rows stand, the first counts.
CREATE TABLE withdrawal (
    id       TEXT PRIMARY KEY,
    origin   TEXT NOT NULL,
    mapping  TEXT NOT NULL REFERENCES mapping (id),
    reader   TEXT NOT NULL,
    role     TEXT NOT NULL CHECK (role IN ('officer', 'school', 'moderator')),
    recorded INTEGER NOT NULL,
    payload  BLOB NOT NULL
) STRICT;

CREATE INDEX withdrawal_by_mapping ON withdrawal (mapping);

CREATE TABLE payload (
    record TEXT PRIMARY KEY,
    salt   BLOB NOT NULL,
    body   TEXT NOT NULL
) STRICT;

-- Names the records whose payload may go, or is gone.
CREATE TABLE erasure (
    record TEXT PRIMARY KEY,
    at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE chain (
    origin  TEXT NOT NULL,
    n       INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    record  TEXT NOT NULL UNIQUE,
    content BLOB NOT NULL,
    link    BLOB NOT NULL,
    PRIMARY KEY (origin, n)
) STRICT, WITHOUT ROWID;

-- One row an origin, replaced with every record: an older seal left lying here would cover up a cut tail.
CREATE TABLE seal (
    origin    TEXT PRIMARY KEY,
    n         INTEGER NOT NULL,
    link      BLOB NOT NULL,
    signature BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Recorded is recorded.

CREATE TRIGGER framework_is_not_changed BEFORE UPDATE ON framework BEGIN
    SELECT RAISE(ABORT, 'rows of framework are never changed');
END;
CREATE TRIGGER framework_is_not_removed BEFORE DELETE ON framework BEGIN
    SELECT RAISE(ABORT, 'rows of framework are never removed');
END;

CREATE TRIGGER import_is_not_changed BEFORE UPDATE ON import BEGIN
    SELECT RAISE(ABORT, 'rows of import are never changed');
END;
CREATE TRIGGER import_is_not_removed BEFORE DELETE ON import BEGIN
    SELECT RAISE(ABORT, 'rows of import are never removed');
END;

CREATE TRIGGER import_account_is_not_changed BEFORE UPDATE ON import_account BEGIN
    SELECT RAISE(ABORT, 'rows of import_account are never changed');
END;
CREATE TRIGGER import_account_is_not_removed BEFORE DELETE ON import_account BEGIN
    SELECT RAISE(ABORT, 'rows of import_account are never removed');
END;

CREATE TRIGGER pupil_version_is_not_changed BEFORE UPDATE ON pupil_version BEGIN
    SELECT RAISE(ABORT, 'rows of pupil_version are never changed');
END;
CREATE TRIGGER pupil_version_is_not_removed BEFORE DELETE ON pupil_version BEGIN
    SELECT RAISE(ABORT, 'rows of pupil_version are never removed');
END;

CREATE TRIGGER plan_is_not_changed BEFORE UPDATE ON plan BEGIN
    SELECT RAISE(ABORT, 'rows of plan are never changed');
END;
CREATE TRIGGER plan_is_not_removed BEFORE DELETE ON plan BEGIN
    SELECT RAISE(ABORT, 'rows of plan are never removed');
END;

CREATE TRIGGER mapping_is_not_changed BEFORE UPDATE ON mapping BEGIN
    SELECT RAISE(ABORT, 'rows of mapping are never changed');
END;
CREATE TRIGGER mapping_is_not_removed BEFORE DELETE ON mapping BEGIN
    SELECT RAISE(ABORT, 'rows of mapping are never removed');
END;

CREATE TRIGGER mapping_provision_is_not_changed BEFORE UPDATE ON mapping_provision BEGIN
    SELECT RAISE(ABORT, 'rows of mapping_provision are never changed');
END;
CREATE TRIGGER mapping_provision_is_not_removed BEFORE DELETE ON mapping_provision BEGIN
    SELECT RAISE(ABORT, 'rows of mapping_provision are never removed');
END;

CREATE TRIGGER judgement_is_not_changed BEFORE UPDATE ON judgement BEGIN
    SELECT RAISE(ABORT, 'rows of judgement are never changed');
END;
CREATE TRIGGER judgement_is_not_removed BEFORE DELETE ON judgement BEGIN
    SELECT RAISE(ABORT, 'rows of judgement are never removed');
END;

CREATE TRIGGER area_level_is_not_changed BEFORE UPDATE ON area_level BEGIN
    SELECT RAISE(ABORT, 'rows of area_level are never changed');
END;
CREATE TRIGGER area_level_is_not_removed BEFORE DELETE ON area_level BEGIN
    SELECT RAISE(ABORT, 'rows of area_level are never removed');
END;

CREATE TRIGGER flag_is_not_changed BEFORE UPDATE ON flag BEGIN
    SELECT RAISE(ABORT, 'rows of flag are never changed');
END;
CREATE TRIGGER flag_is_not_removed BEFORE DELETE ON flag BEGIN
    SELECT RAISE(ABORT, 'rows of flag are never removed');
END;

CREATE TRIGGER offered_is_not_changed BEFORE UPDATE ON offered BEGIN
    SELECT RAISE(ABORT, 'rows of offered are never changed');
END;
CREATE TRIGGER offered_is_not_removed BEFORE DELETE ON offered BEGIN
    SELECT RAISE(ABORT, 'rows of offered are never removed');
END;

CREATE TRIGGER trace_is_not_changed BEFORE UPDATE ON trace BEGIN
    SELECT RAISE(ABORT, 'rows of trace are never changed');
END;
CREATE TRIGGER trace_is_not_removed BEFORE DELETE ON trace BEGIN
    SELECT RAISE(ABORT, 'rows of trace are never removed');
END;

CREATE TRIGGER withdrawal_is_not_changed BEFORE UPDATE ON withdrawal BEGIN
    SELECT RAISE(ABORT, 'rows of withdrawal are never changed');
END;
CREATE TRIGGER withdrawal_is_not_removed BEFORE DELETE ON withdrawal BEGIN
    SELECT RAISE(ABORT, 'rows of withdrawal are never removed');
END;

CREATE TRIGGER erasure_is_not_changed BEFORE UPDATE ON erasure BEGIN
    SELECT RAISE(ABORT, 'rows of erasure are never changed');
END;
CREATE TRIGGER erasure_is_not_removed BEFORE DELETE ON erasure BEGIN
    SELECT RAISE(ABORT, 'rows of erasure are never removed');
END;

CREATE TRIGGER chain_is_not_changed BEFORE UPDATE ON chain BEGIN
    SELECT RAISE(ABORT, 'rows of chain are never changed');
END;
CREATE TRIGGER chain_is_not_removed BEFORE DELETE ON chain BEGIN
    SELECT RAISE(ABORT, 'rows of chain are never removed');
END;

CREATE TRIGGER payload_is_not_changed BEFORE UPDATE ON payload BEGIN
    SELECT RAISE(ABORT, 'rows of payload are never changed');
END;
CREATE TRIGGER payload_goes_only_by_erasure BEFORE DELETE ON payload
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE erasure.record = old.record) BEGIN
    SELECT RAISE(ABORT, 'a payload goes only when an erasure names its record');
END;

CREATE TRIGGER workspace_keeps_its_name BEFORE UPDATE ON workspace
WHEN old.key IN ('origin', 'created', 'public_key') BEGIN
    SELECT RAISE(ABORT, 'the workspace keeps its origin and its key');
END;
CREATE TRIGGER workspace_is_not_nameless BEFORE DELETE ON workspace
WHEN old.key IN ('origin', 'created', 'public_key') BEGIN
    SELECT RAISE(ABORT, 'the workspace keeps its origin and its key');
END;
