//! What becomes of what a bundle brings: all in one change, piece by piece.

mod erasing;

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::chains::{Here, Reading};
use super::rows::{Tables, is_id, text, unfit};
use super::{placing, pupils, schools};
use crate::domain::day::Moment;
use crate::domain::digest::Digest;
use crate::domain::identity::{FrameworkKey, Origin, RecordId};
use crate::domain::movement::Undone;
use crate::domain::travel::{Arrived, Cell, Chained, Entry, Named, Piece, Pupil, Refused, Row};
use crate::store::change::{Change, change};
use crate::store::connection::Store;
use crate::store::convert::columns::Columns;
use crate::store::erased::Shunned;
use crate::store::fault::{Result, StoreError};
use crate::store::frameworks::kept_hash;
use crate::store::pseudonym::Coder;
use crate::store::{ask, counted, imports, settings};

/// A bundle as the store knows it again.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// The digest that its maker signed.
    pub digest: Digest,
    /// Its maker's workspace.
    pub origin: Origin,
    /// When it was made.
    pub made: Moment,
    /// The frameworks at hand that a workspace may not have kept yet, and their digests: none comes in their place.
    pub shelf: Vec<(FrameworkKey, Digest)>,
}

impl Store {
    /// The form of this workspace's tables, which a bundle names: one of a later form is not read.
    pub fn form(&self) -> u32 {
        u32::try_from(crate::store::migrate::KNOWN).unwrap_or(u32::MAX)
    }

    /// Takes a bundle in: all that `bring` hands over and that can be taken, or nothing where it ends in an error. A dry
    /// run does everything and takes it back; a bundle that brings nothing new writes nothing.
    pub fn arrive<E: From<StoreError>>(
        &mut self,
        parcel: &Parcel,
        dry_run: bool,
        now: Moment,
        bring: impl FnOnce(&mut Arrival<'_>) -> Result<(), E>,
    ) -> Result<Arrived, E> {
        let coder = self.key.as_ref().map(Coder::of);
        let shunned = Shunned::of(&self.db, self.key.as_ref(), self.door.folder())?;
        let change = change(&mut self.db)?;
        let sql = "SELECT taken FROM bundle WHERE digest = ?1";
        let before = ask::one(&change, sql, [parcel.digest.bytes()], |row| {
            Columns::of(row).moment()
        })?;
        let mut arrival = Arrival {
            public: settings::public_key(&change)?,
            change,
            now,
            coder,
            shunned,
            shelf: &parcel.shelf,
            own: &self.origin,
            tables: Tables::default(),
            told: schools::Told::default(),
            account: Arrived {
                before,
                ..Arrived::default()
            },
            chain: None,
            pupils: Vec::new(),
            records: Vec::new(),
            undoings: Vec::new(),
            refused: BTreeMap::new(),
        };
        bring(&mut arrival)?;
        arrival.settle()?;
        let Arrival {
            change, account, ..
        } = arrival;
        if account.news && !dry_run {
            let sql = "INSERT OR IGNORE INTO bundle (digest, origin, made, taken) VALUES (?1, ?2, ?3, ?4)";
            let row = params![
                parcel.digest.bytes(),
                parcel.origin.as_str(),
                parcel.made.millis(),
                now.millis()
            ];
            ask::act(&change, sql, row)?;
            counted::drop_counted(&change)?;
            change.commit()?;
        }
        Ok(account)
    }
}

/// A bundle that is being taken in.
pub struct Arrival<'a> {
    change: Change<'a>,
    now: Moment,
    /// By what those who are erased will be known again.
    coder: Option<Coder>,
    /// Those who were erased here.
    shunned: Option<Shunned>,
    shelf: &'a [(FrameworkKey, Digest)],
    own: &'a Origin,
    public: Digest,
    tables: Tables,
    told: schools::Told,
    account: Arrived,
    chain: Option<Reading>,
    /// Pupils whose reference or UPN is somebody else's as yet.
    pupils: Vec<Pupil>,
    /// Records that name what is not here as yet.
    records: Vec<Entry>,
    /// Imports that were undone where the bundle is from, and are known here.
    undoings: Vec<Row>,
    /// The references of pupils who were not taken, by id.
    refused: BTreeMap<String, String>,
}

impl Arrival<'_> {
    /// Takes the next piece.
    ///
    /// # Errors
    ///
    /// A piece that no bundle has; nothing of the bundle may be kept then.
    pub fn take(&mut self, piece: Piece) -> Result<()> {
        if !matches!(piece, Piece::Entry(_)) {
            self.end_chain()?;
        }
        match piece {
            Piece::Framework(row) => self.framework(&row),
            Piece::Import(named) => self.import(*named),
            Piece::School(school) => {
                let news = schools::take(&self.change, &mut self.tables, &mut self.told, &school)?;
                self.account.news |= news;
                Ok(())
            }
            Piece::Pupil(pupil) => {
                is_id(&pupil.id, self.now)?;
                self.account.pupils.read += 1;
                self.account.plans.read += pupil.plans.len() as u64;
                let erased = self.turn_away(&pupil)?;
                if !erased && !self.pupil(&pupil)? {
                    self.pupils.push(*pupil);
                }
                Ok(())
            }
            Piece::Chain(chained) => self.begin_chain(*chained),
            Piece::Entry(entry) => self.entry(*entry),
        }
    }

    fn framework(&mut self, row: &Row) -> Result<()> {
        let key = FrameworkKey {
            id: text(row, "id")?.to_owned(),
            version: text(row, "version")?.to_owned(),
        };
        if !placing::is_framework(row) {
            return unfit(format!(
                "the framework {key} with other contents than its digest"
            ));
        }
        self.account.frameworks.read += 1;
        let brought = row.get("hash").and_then(Cell::bytes);
        let shelved = self.shelf.iter().find(|(shelved, _)| *shelved == key);
        let other = shelved
            .map(|(_, hash)| *hash)
            .filter(|hash| brought != Some(hash.bytes()));
        match kept_hash(&self.change, &key)?.or(other) {
            None => {
                self.tables.put(&self.change, "framework", row)?;
                self.account.frameworks.taken += 1;
                self.account.news = true;
            }
            Some(kept) if brought == Some(kept.bytes()) => {
                self.account.frameworks.known += 1;
            }
            Some(_) => {
                self.account.frameworks.refused += 1;
                self.refuse("framework", key.to_string(), "it is here with other contents, and a released version never changes; find out which of the two files is the right one");
            }
        }
        Ok(())
    }

    fn import(&mut self, named: Named) -> Result<()> {
        let db = &self.change;
        let id = text(&named.import, "id")?.to_owned();
        is_id(&id, self.now)?;
        let of_it = |row: &Row| row.get("import").and_then(Cell::text) == Some(id.as_str());
        if !named.account.iter().chain(&named.undoing).all(of_it) {
            return unfit("an import with another's account");
        }
        let sql = "SELECT count(*) FROM import WHERE id = ?1";
        if ask::count(db, sql, [&id])? == 0 {
            let seq = ask::count(db, "SELECT coalesce(max(seq), 0) + 1 FROM import", [])?;
            let mut row = named.import;
            row.insert("seq".to_owned(), Cell::Integer(seq));
            self.tables.put(db, "import", &row)?;
            if let Some(account) = &named.account {
                self.tables.put(db, "import_account", account)?;
            }
            // Nobody here has anything of it yet: what comes finds it undone.
            if let Some(undoing) = &named.undoing {
                self.tables.put(db, "undoing", undoing)?;
            }
        } else {
            self.undoings.extend(named.undoing);
        }
        Ok(())
    }

    /// Takes a pupil; false where their reference or UPN is somebody else's.
    fn pupil(&mut self, pupil: &Pupil) -> Result<bool> {
        let part = self.change.savepoint()?;
        let Some(taken) = pupils::take(&part, &mut self.tables, pupil)? else {
            return Ok(false);
        };
        part.commit()?;
        let news = taken.news || taken.plans > 0;
        if news {
            self.account.pupils.taken += 1;
        } else {
            self.account.pupils.known += 1;
        }
        self.account.plans.taken += taken.plans;
        self.account.plans.known += pupil.plans.len() as u64 - taken.plans;
        self.account.news |= news;
        Ok(true)
    }

    fn begin_chain(&mut self, chained: Chained) -> Result<()> {
        let own = (self.own, &self.public);
        self.chain = Some(Reading::begin(&self.change, own, chained)?);
        Ok(())
    }

    fn end_chain(&mut self) -> Result<()> {
        let Some(chain) = self.chain.take() else {
            return Ok(());
        };
        chain.end(&self.change)?;
        if let Some(why) = &chain.refused {
            let why = format!(
                "{} of their records that came along were not taken: {why}",
                chain.left
            );
            self.refuse("records of", chain.name(), &why);
        }
        Ok(())
    }

    fn entry(&mut self, entry: Entry) -> Result<()> {
        let Some(chain) = &mut self.chain else {
            return unfit("a record of no chain");
        };
        let here = chain.step(&self.change, &entry)?;
        let came = !entry.rows.is_empty();
        let count = self.account.of_kind(&entry.kind);
        count.read += u64::from(came);
        match here {
            Here::Known => count.known += u64::from(came),
            Here::Refused => {
                count.refused += u64::from(came);
                chain.left += u64::from(came);
            }
            Here::New | Here::Awaited => {
                self.account.news |= here == Here::New;
                let placed = came && self.record(&entry)?;
                if !placed && here == Here::New {
                    let sql = "INSERT INTO awaited (record) VALUES (?1)";
                    ask::act(&self.change, sql, [entry.record.as_str()])?;
                }
                if came && !placed {
                    self.records.push(entry);
                }
            }
        }
        Ok(())
    }

    /// Puts a record in; false where it names what is not here.
    fn record(&mut self, entry: &Entry) -> Result<bool> {
        let part = self.change.savepoint()?;
        if !placing::place(&part, &mut self.tables, entry)? {
            return Ok(false);
        }
        part.commit()?;
        self.account.of_kind(&entry.kind).taken += 1;
        self.account.news = true;
        Ok(true)
    }

    fn refuse(&mut self, kind: &str, name: String, why: &str) {
        self.account.refused.push(Refused {
            kind: kind.to_owned(),
            name,
            why: why.to_owned(),
        });
    }

    /// Takes what waited for something that came later, and says why of what still waits.
    fn settle(&mut self) -> Result<()> {
        self.end_chain()?;
        loop {
            let waiting = self.pupils.len() + self.records.len();
            for pupil in std::mem::take(&mut self.pupils) {
                if !self.pupil(&pupil)? {
                    self.pupils.push(pupil);
                }
            }
            for entry in std::mem::take(&mut self.records) {
                if !self.record(&entry)? {
                    self.records.push(entry);
                }
            }
            if self.pupils.len() + self.records.len() == waiting {
                break;
            }
        }
        self.refuse_pupils();
        self.refuse_records()?;
        self.undo()?;
        self.erase()?;
        if self.account.news {
            crate::store::schools::follow(&self.change)?;
        }
        let sql = "SELECT count(*) FROM awaited";
        self.account.awaited = ask::count(&self.change, sql, [])?.unsigned_abs();
        whole(&self.change, self.own)
    }

    fn refuse_pupils(&mut self) {
        for pupil in std::mem::take(&mut self.pupils) {
            let why = "their reference or UPN is here under another id, for both workspaces imported the file by themselves; begin from the lead's bundle in a new workspace, so that the same pupil is the same one";
            self.refuse_pupil(pupil, why);
        }
    }

    fn refuse_records(&mut self) -> Result<()> {
        for entry in std::mem::take(&mut self.records) {
            self.wordless(&entry)?;
            let refused = |pupil: &str| self.refused.get(pupil).cloned();
            let why = placing::reason(&self.change, &entry, refused)?;
            self.account.of_kind(&entry.kind).refused += 1;
            self.refuse(&entry.kind, entry.record.to_string(), &why);
        }
        Ok(())
    }

    /// Undoes the imports that were undone elsewhere since.
    fn undo(&mut self) -> Result<()> {
        for row in std::mem::take(&mut self.undoings) {
            let import = text(&row, "import")?.to_owned();
            let sql = "SELECT count(*) FROM undoing WHERE import = ?1";
            if ask::count(&self.change, sql, [&import])? > 0 {
                continue;
            }
            let part = self.change.savepoint()?;
            self.tables.put(&part, "undoing", &row)?;
            match imports::retreat(
                &part,
                &import,
                &mut Undone::default(),
                &mut |_, _, _| Ok(()),
            ) {
                Err(StoreError::TakenSince(_)) => {
                    drop(part);
                    self.refuse("undoing of", import, "a later import here gave a reference or UPN of its pupils to somebody else; undo that one here first, then import again");
                }
                Err(fault) => return Err(fault),
                Ok(()) => {
                    crate::store::schools::retreat(&part, &import)?;
                    part.commit()?;
                    self.account.news = true;
                }
            }
        }
        Ok(())
    }
}

/// Refuses to leave this workspace's own chain with records that are not here: what is recorded next follows the last.
fn whole(db: &Connection, own: &Origin) -> Result<()> {
    let sql = "SELECT a.record FROM awaited a JOIN chain c ON c.record = a.record WHERE c.origin = ?1 LIMIT 1";
    let missing = ask::one(db, sql, [own.as_str()], |row| {
        Columns::of(row).name(RecordId::new)
    })?;
    missing.map_or(Ok(()), |_| Err(StoreError::OlderCopy))
}
