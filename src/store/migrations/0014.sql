-- Erasure: what names a person goes, and the signed record that it went stays.

-- That a pupil was erased; a record of a chain. From then on the triggers below let go what names them: their facts but
-- those that counts need, the words of their plans and records, their drafts and documents. The pupil is named by an id
-- that says nothing of them, and without being held to: a workspace may have the record without the pupil.
CREATE TABLE erased (
    id       TEXT PRIMARY KEY,
    origin   TEXT NOT NULL,
    pupil    TEXT NOT NULL,
    reader   TEXT NOT NULL,
    role     TEXT NOT NULL CHECK (role IN ('officer', 'school', 'moderator')),
    recorded INTEGER NOT NULL,
    payload  BLOB NOT NULL
) STRICT;

CREATE INDEX erased_by_pupil ON erased (pupil);

-- By what a file is told to name somebody who was erased: codes of their UPN, reference, and name with birth date, made
-- with a secret of this workspace's key. Without the key nothing can be tried against them.
CREATE TABLE erased_mark (
    mark  BLOB PRIMARY KEY,
    pupil TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Whose the words of a record are.
CREATE VIEW record_of_pupil AS
    SELECT id AS record, pupil FROM mapping
    UNION ALL SELECT w.id, m.pupil FROM withdrawal w JOIN mapping m ON m.id = w.mapping
    UNION ALL SELECT r.id, m.pupil FROM review r JOIN mapping m ON m.id = r.mapping
    UNION ALL SELECT a.id, m.pupil FROM agreed a JOIN mapping m ON m.id = a.mapping
    UNION ALL SELECT id, pupil FROM outcome;

CREATE TRIGGER erased_is_not_changed BEFORE UPDATE ON erased BEGIN
    SELECT RAISE(ABORT, 'rows of erased are never changed');
END;
CREATE TRIGGER erased_is_not_removed BEFORE DELETE ON erased BEGIN
    SELECT RAISE(ABORT, 'rows of erased are never removed');
END;
CREATE TRIGGER erased_mark_is_not_changed BEFORE UPDATE ON erased_mark BEGIN
    SELECT RAISE(ABORT, 'rows of erased_mark are never changed');
END;

DROP TRIGGER pupil_version_is_not_removed;
CREATE TRIGGER pupil_version_goes_only_by_erasure BEFORE DELETE ON pupil_version
WHEN NOT EXISTS (SELECT 1 FROM erased e JOIN pupil p ON p.id = e.pupil WHERE p.seq = old.pupil) BEGIN
    SELECT RAISE(ABORT, 'facts go only when an erasure names their pupil');
END;

DROP TRIGGER plan_is_not_changed;
CREATE TRIGGER plan_is_changed_only_by_erasure BEFORE UPDATE ON plan
WHEN NOT EXISTS (SELECT 1 FROM erased e WHERE e.pupil = old.pupil)
    OR new.seq <> old.seq OR new.id <> old.id OR new.pupil <> old.pupil OR new.import IS NOT old.import
    OR new.received <> old.received OR new.provisions <> old.provisions
    OR new.version IS NOT NULL OR new.source <> '' OR new.text <> '' OR new.digest <> zeroblob(32) BEGIN
    SELECT RAISE(ABORT, 'the words of a plan go only when an erasure names its pupil');
END;

DROP TRIGGER cohort_is_not_removed;
CREATE TRIGGER cohort_goes_only_by_erasure BEFORE DELETE ON cohort
WHEN NOT EXISTS (SELECT 1 FROM erased e WHERE e.pupil = old.pupil) BEGIN
    SELECT RAISE(ABORT, 'rows of cohort go only when an erasure names their pupil');
END;

-- A paper goes that a step gives to somebody erased: first its text, then its steps, then itself.
DROP TRIGGER paper_text_goes_only_when_taken;
CREATE TRIGGER paper_text_goes_only_when_taken_or_by_erasure BEFORE DELETE ON paper_text
WHEN 'taken' IS NOT (SELECT kind FROM paper_step WHERE paper = old.paper ORDER BY id DESC LIMIT 1)
    AND NOT EXISTS (SELECT 1 FROM paper_step s JOIN erased e ON e.pupil = s.pupil WHERE s.paper = old.paper) BEGIN
    SELECT RAISE(ABORT, 'the text of a paper stays until it is in as a plan');
END;
DROP TRIGGER paper_step_is_not_removed;
CREATE TRIGGER paper_step_goes_only_by_erasure BEFORE DELETE ON paper_step
WHEN NOT EXISTS (SELECT 1 FROM paper_step s JOIN erased e ON e.pupil = s.pupil WHERE s.paper = old.paper) BEGIN
    SELECT RAISE(ABORT, 'rows of paper_step go only when an erasure names their pupil');
END;
DROP TRIGGER paper_is_not_removed;
CREATE TRIGGER paper_goes_only_by_erasure BEFORE DELETE ON paper
WHEN NOT EXISTS (SELECT 1 FROM erased) OR EXISTS (SELECT 1 FROM paper_step s WHERE s.paper = old.id) BEGIN
    SELECT RAISE(ABORT, 'rows of paper go only when an erasure names their pupil');
END;

-- A file that is called after somebody erased loses its name.
DROP TRIGGER import_is_not_changed;
CREATE TRIGGER import_is_changed_only_by_erasure BEFORE UPDATE ON import
WHEN NOT EXISTS (SELECT 1 FROM erased)
    OR new.id <> old.id OR new.at <> old.at OR new.kind <> old.kind OR new.seq IS NOT old.seq
    OR new.file <> 'erased' OR new.digest <> zeroblob(32) BEGIN
    SELECT RAISE(ABORT, 'rows of import are never changed');
END;

-- A record of a colleague's comes without its words where those were erased.
DROP TRIGGER awaited_goes_only_when_the_record_comes;
CREATE TRIGGER awaited_goes_only_when_the_record_comes BEFORE DELETE ON awaited
WHEN NOT EXISTS (SELECT 1 FROM payload WHERE payload.record = old.record)
    AND NOT EXISTS (SELECT 1 FROM erasure WHERE erasure.record = old.record) BEGIN
    SELECT RAISE(ABORT, 'a record is awaited until it comes');
END;
