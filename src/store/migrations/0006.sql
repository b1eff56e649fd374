-- Papers: plan documents whose pupil is not sure. What was read of one stays until its text is in as a plan.

CREATE TABLE paper (
    id       INTEGER PRIMARY KEY,
    file     TEXT NOT NULL,
    digest   BLOB NOT NULL,
    received INTEGER NOT NULL,
    UNIQUE (file, digest)
) STRICT;

-- Goes once the text is in as a plan: a child's papers are not kept twice.
CREATE TABLE paper_text (
    paper INTEGER PRIMARY KEY REFERENCES paper (id),
    text  TEXT NOT NULL
) STRICT;

-- What became of a paper, the latest step last; none while it waits for the first time.
CREATE TABLE paper_step (
    id     INTEGER PRIMARY KEY,
    paper  INTEGER NOT NULL REFERENCES paper (id),
    at     INTEGER NOT NULL,
    reader TEXT NOT NULL,
    kind   TEXT NOT NULL CHECK (kind IN ('waiting', 'given', 'taken', 'set_aside')),
    pupil  TEXT REFERENCES pupil (id),
    reason TEXT,
    CHECK ((pupil IS NULL) = (kind NOT IN ('given', 'taken'))),
    CHECK ((reason IS NULL) = (kind <> 'set_aside'))
) STRICT;

CREATE INDEX paper_step_by_paper ON paper_step (paper, id);

CREATE TRIGGER paper_is_not_changed BEFORE UPDATE ON paper BEGIN
    SELECT RAISE(ABORT, 'rows of paper are never changed');
END;
CREATE TRIGGER paper_is_not_removed BEFORE DELETE ON paper BEGIN
    SELECT RAISE(ABORT, 'rows of paper are never removed');
END;
CREATE TRIGGER paper_text_is_not_changed BEFORE UPDATE ON paper_text BEGIN
    SELECT RAISE(ABORT, 'rows of paper_text are never changed');
END;
CREATE TRIGGER paper_text_goes_only_when_taken BEFORE DELETE ON paper_text
WHEN 'taken' IS NOT (SELECT kind FROM paper_step WHERE paper = old.paper ORDER BY id DESC LIMIT 1) BEGIN
    SELECT RAISE(ABORT, 'the text of a paper goes only when it is in as a plan');
END;
CREATE TRIGGER paper_step_is_not_changed BEFORE UPDATE ON paper_step BEGIN
    SELECT RAISE(ABORT, 'rows of paper_step are never changed');
END;
CREATE TRIGGER paper_step_is_not_removed BEFORE DELETE ON paper_step BEGIN
    SELECT RAISE(ABORT, 'rows of paper_step are never removed');
END;
