-- Pupils and imports by number: a country's caseload wrote the thirty-six letters of a pupil's id six times and those of
-- an import's twice, and half of what went to the disk was these. The ids stay what records, bundles and files name.

DROP VIEW standing_version;
DROP TRIGGER import_is_not_changed;

ALTER TABLE import ADD COLUMN seq INTEGER;
UPDATE import SET seq = (SELECT count(*) FROM import earlier WHERE earlier.id <= import.id);
CREATE UNIQUE INDEX import_by_seq ON import (seq);

CREATE TRIGGER import_is_not_changed BEFORE UPDATE ON import BEGIN
    SELECT RAISE(ABORT, 'rows of import are never changed');
END;

-- `version` points to the current facts, `named` to the latest import that named the pupil, changed or not, `departed` to
-- the whole caseload that left the pupil out, `undone` to the import that brought them and was undone. The first is no
-- foreign key: the two tables would name each other, and every import would be checked row by row twice.
CREATE TABLE pupil_by_seq (
    seq      INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    ref      TEXT NOT NULL UNIQUE,
    upn      TEXT UNIQUE,
    version  INTEGER NOT NULL,
    named    INTEGER NOT NULL REFERENCES import (seq),
    departed INTEGER REFERENCES import (seq),
    undone   INTEGER REFERENCES import (seq)
) STRICT;

INSERT INTO pupil_by_seq (seq, id, ref, upn, version, named, departed, undone)
    SELECT row_number() OVER (ORDER BY p.id), p.id, p.ref, p.upn, p.version, n.seq, d.seq, u.seq
    FROM pupil p JOIN import n ON n.id = p.named LEFT JOIN import d ON d.id = p.departed LEFT JOIN import u ON u.id = p.undone
    ORDER BY p.id;

CREATE TABLE version_by_seq (
    id                 INTEGER PRIMARY KEY,
    pupil              INTEGER NOT NULL REFERENCES pupil_by_seq (seq),
    import             INTEGER NOT NULL REFERENCES import (seq),
    line               INTEGER,
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
    current_epn        INTEGER,
    uln                TEXT,
    ukprn              TEXT,
    sen_setting        TEXT,
    base               TEXT,
    authority          TEXT,
    plan_ceased        TEXT,
    cease_reason       TEXT
) STRICT;

INSERT INTO version_by_seq
    SELECT v.id, p.seq, i.seq, v.line, v.ref, v.upn, v.surname, v.forename, v.dob, v.sex, v.ethnicity, v.year_group, v.urn,
        v.school, v.setting, v.district, v.community, v.need_1, v.need_2, v.plan_start, v.plan_version, v.last_review,
        v.review_due, v.phase_transfer, v.phase_transfer_due, v.next_urn, v.next_setting, v.next_from, v.placement_status,
        v.placement_change, v.current_top_up, v.current_epn, v.uln, v.ukprn, v.sen_setting, v.base, v.authority,
        v.plan_ceased, v.cease_reason
    FROM pupil_version v JOIN pupil_by_seq p ON p.id = v.pupil JOIN import i ON i.id = v.import
    ORDER BY v.id;

DROP TABLE pupil_version;
DROP TABLE pupil;
ALTER TABLE pupil_by_seq RENAME TO pupil;
ALTER TABLE version_by_seq RENAME TO pupil_version;

CREATE INDEX pupil_version_by_pupil ON pupil_version (pupil);

CREATE VIEW standing_version AS
    SELECT * FROM pupil_version v
    WHERE NOT EXISTS (SELECT 1 FROM undoing u JOIN import i ON i.id = u.import WHERE i.seq = v.import);

CREATE TRIGGER pupil_version_is_not_changed BEFORE UPDATE ON pupil_version BEGIN
    SELECT RAISE(ABORT, 'rows of pupil_version are never changed');
END;
CREATE TRIGGER pupil_version_is_not_removed BEFORE DELETE ON pupil_version BEGIN
    SELECT RAISE(ABORT, 'rows of pupil_version are never removed');
END;
