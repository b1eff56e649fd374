-- Work that travels: the colleagues whose keys are trusted, the bundles that were taken in, and the records of other
-- workspaces of which only the place in the chain has come.

-- `vouched` is this workspace's own signature over the row: without its key nobody can put another one in its place.
CREATE TABLE colleague (
    origin     TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    signing    BLOB NOT NULL,
    encryption TEXT NOT NULL,
    trusted    INTEGER NOT NULL,
    vouched    BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- A chain's links cover digests alone, so that its places can come before the records, and without those of pupils whom
-- a workspace has nothing to do with. Goes when the record comes.
CREATE TABLE awaited (
    record TEXT PRIMARY KEY REFERENCES chain (record)
) STRICT, WITHOUT ROWID;

CREATE TABLE bundle (
    digest BLOB PRIMARY KEY,
    origin TEXT NOT NULL,
    made   INTEGER NOT NULL,
    taken  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER colleague_keeps_its_keys BEFORE UPDATE ON colleague
WHEN old.origin <> new.origin OR old.signing <> new.signing OR old.encryption <> new.encryption BEGIN
    SELECT RAISE(ABORT, 'a colleague keeps their keys');
END;
CREATE TRIGGER colleague_is_not_removed BEFORE DELETE ON colleague BEGIN
    SELECT RAISE(ABORT, 'rows of colleague are never removed');
END;
CREATE TRIGGER awaited_is_not_changed BEFORE UPDATE ON awaited BEGIN
    SELECT RAISE(ABORT, 'rows of awaited are never changed');
END;
CREATE TRIGGER awaited_goes_only_when_the_record_comes BEFORE DELETE ON awaited
WHEN NOT EXISTS (SELECT 1 FROM payload WHERE payload.record = old.record) BEGIN
    SELECT RAISE(ABORT, 'a record is awaited until it comes');
END;
CREATE TRIGGER bundle_is_not_changed BEFORE UPDATE ON bundle BEGIN
    SELECT RAISE(ABORT, 'rows of bundle are never changed');
END;
CREATE TRIGGER bundle_is_not_removed BEFORE DELETE ON bundle BEGIN
    SELECT RAISE(ABORT, 'rows of bundle are never removed');
END;
