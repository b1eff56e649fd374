-- Imports at a country's size: each row of `pupil_version` was written to one index more than what is asked of it is
-- worth. What an import told is read by going through the versions, which takes a second of a country's.

DROP INDEX pupil_version_by_import;
