-- Check sums of what no chain holds: the facts of pupils and schools, what is known of plans beside their text, what was said
-- of cohorts, imports, whom they left out and which were undone, drafts, documents, and by what those who were erased are
-- known again. A byte that changed in any of them shows by these.

-- The check sum of a row, over every column that is not null, by name, but its own number: so a later migration may add
-- a column that is null in older rows. Of a plan the text is left out, which has its digest. A pupil's is their columns
-- `named`, `departed` and `undone` put into one number.
ALTER TABLE pupil ADD COLUMN checksum INTEGER;
ALTER TABLE pupil_version ADD COLUMN checksum INTEGER;
ALTER TABLE plan ADD COLUMN checksum INTEGER;
ALTER TABLE cohort ADD COLUMN checksum INTEGER;
ALTER TABLE import ADD COLUMN checksum INTEGER;
ALTER TABLE departure ADD COLUMN checksum INTEGER;
ALTER TABLE undoing ADD COLUMN checksum INTEGER;
ALTER TABLE school_version ADD COLUMN checksum INTEGER;
ALTER TABLE school_succession ADD COLUMN checksum INTEGER;
ALTER TABLE import_account ADD COLUMN checksum INTEGER;
ALTER TABLE draft ADD COLUMN checksum INTEGER;
ALTER TABLE paper ADD COLUMN checksum INTEGER;
ALTER TABLE paper_step ADD COLUMN checksum INTEGER;
ALTER TABLE erased_mark ADD COLUMN checksum INTEGER;

-- How many rows of a table an import brought, and their check sums added up, so that one that is gone or was put in shows;
-- 0 for what came by no import. Changes only with the rows.
CREATE TABLE checksum (
    rows_of TEXT NOT NULL,
    import  INTEGER NOT NULL,
    rows    INTEGER NOT NULL,
    total   INTEGER NOT NULL,
    PRIMARY KEY (rows_of, import)
) STRICT, WITHOUT ROWID;
