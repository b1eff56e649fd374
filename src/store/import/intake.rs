//! One file's pupils on their way in: whose row each is, and what it brings.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use crate::store::begun::Head;

use crate::domain::caseload::Entry;
use crate::domain::day::Moment;
use crate::domain::fact::Fact;
use crate::domain::identity::{FrameworkKey, PupilId, Upn};
use crate::domain::pupil::Facts;
use crate::store::batch::{Conflict, File, Imported, Incoming, Taken};
use crate::store::erased::Shunned;
use crate::store::fault::{Result, StoreError};
use crate::store::mint::Mint;
use crate::store::pupils::{self, Away, Current, Told, Versions};
use crate::store::{caseload, plans};

/// The pupils of one file, which go in one by one.
pub struct Intake<'a> {
    pub(super) db: &'a Connection,
    mint: &'a mut Mint,
    head: Head<'a>,
    now: Moment,
    silent: &'a [Fact],
    present: Option<&'a mut HashSet<PupilId>>,
    shunned: Option<&'a Shunned>,
    versions: Versions<'a>,
    /// The rows of those left unchanged, by the pupils' numbers: of the others, their version says the row.
    unchanged: HashMap<i64, usize>,
    account: Imported,
    taken: &'a mut Taken,
}

/// Whose facts a row holds.
enum Whose {
    New,
    Known(PupilId, Box<Current>),
    /// The UPN belongs to somebody else: their reference.
    Held(String),
}

impl<'a> Intake<'a> {
    /// Begins a file's import, of which nothing is written yet.
    pub(super) fn of(
        db: &'a Connection,
        mint: &'a mut Mint,
        (file, now): (&'a File, Moment),
        (present, shunned): (Option<&'a mut HashSet<PupilId>>, Option<&'a Shunned>),
        taken: &'a mut Taken,
    ) -> Result<Self> {
        Ok(Self {
            db,
            head: Head::of(db, mint, file, now)?,
            mint,
            now,
            silent: &file.silent,
            present,
            shunned,
            versions: Versions::of(db)?,
            unchanged: HashMap::new(),
            account: Imported::default(),
            taken,
        })
    }

    /// Takes a pupil in; gives why not, where they are left as they were.
    pub fn take(&mut self, incoming: &Incoming) -> Result<Option<&Conflict>> {
        let shunned = self
            .shunned
            .and_then(|shunned| shunned.whose(&incoming.facts));
        if let Some((pupil, by)) = shunned {
            // They are still there, and counted as long as they are.
            self.present(pupil);
            self.account.conflicts.push(Conflict::Erased {
                row: incoming.row,
                reference: incoming.facts.reference.to_string(),
                by,
            });
            return Ok(self.account.conflicts.last());
        }
        // Most of a first file are new: whoever is not is in the way, and only then looked for.
        if self.head.has_begun() && self.add(incoming)? {
            return Ok(None);
        }
        let reference = || incoming.facts.reference.to_string();
        let row = incoming.row;
        let conflict = match whose(self.db, self.head.seq(), &incoming.facts)? {
            Whose::New => {
                self.head.begin()?;
                return if self.add(incoming)? {
                    Ok(None)
                } else {
                    Err(StoreError::Damaged("an id that was given twice".into()))
                };
            }
            Whose::Known(pupil, current) => {
                let Some(first) = self.met(&current) else {
                    self.renew(pupil, &current, incoming)?;
                    return Ok(None);
                };
                Conflict::Repeated {
                    row,
                    reference: reference(),
                    first,
                }
            }
            Whose::Held(holder) => Conflict::UpnHeld {
                row,
                reference: reference(),
                holder,
            },
        };
        self.account.conflicts.push(conflict);
        Ok(self.account.conflicts.last())
    }

    /// Gives the text that a plan coming in for somebody would follow: nothing where they are not known yet, or their
    /// plan has not come in.
    pub fn plan_before(&self, facts: &Facts) -> Result<Option<String>> {
        let found = self.found(facts)?;
        found.map_or(Ok(None), |pupil| plans::text(self.db, &pupil))
    }

    /// Gives the entry of the pupil whom a row of these facts finds, as it is before the row is taken.
    pub fn before(&self, facts: &Facts, framework: &FrameworkKey) -> Result<Option<Entry>> {
        let found = self.found(facts)?;
        found.map_or(Ok(None), |pupil| caseload::one(self.db, &pupil, framework))
    }

    /// The pupil whom a row of these facts finds; whether it is then taken is its own matter.
    fn found(&self, facts: &Facts) -> Result<Option<PupilId>> {
        let found = pupils::by_reference(self.db, facts.reference.as_str())?;
        match (found, &facts.upn) {
            (None, Some(upn)) => pupils::by_upn(self.db, upn),
            (found, _) => Ok(found),
        }
    }

    /// Gives the account of all that came, and the import's id where it brought anything.
    pub(super) fn finish(mut self) -> Result<(Imported, Option<String>)> {
        self.versions.count()?;
        if self.head.has_begun() {
            let mut unchanged: Vec<_> = self.unchanged.into_keys().collect();
            unchanged.sort_unstable();
            pupils::name(self.db, &unchanged, self.head.seq())?;
        }
        let import = self.head.end(&self.account)?;
        Ok((self.account, import))
    }

    /// Adds a pupil who is not known; false, and nothing written, where the reference or the UPN is.
    fn add(&mut self, incoming: &Incoming) -> Result<bool> {
        let pupil = PupilId::new(self.mint.id(self.now));
        let told = self.told(incoming);
        if !self.versions.add(&pupil, &incoming.facts, told)? {
            return Ok(false);
        }
        self.receive(&pupil, incoming)?;
        self.account.new += 1;
        self.present(pupil);
        Ok(true)
    }

    /// The row of this file that spoke of a pupil before.
    fn met(&self, current: &Current) -> Option<usize> {
        let changed = current.line.filter(|_| current.is_told);
        changed.or_else(|| self.unchanged.get(&current.seq).copied())
    }

    fn present(&mut self, pupil: PupilId) {
        if let Some(present) = &mut self.present {
            present.insert(pupil);
        }
    }

    /// Where it stands what a pupil's row says.
    fn told(&self, incoming: &Incoming) -> Told {
        Told {
            import: self.head.seq(),
            line: incoming.row,
        }
    }

    /// The facts that came in; a UPN that stands in does not replace a true reference, and what the file is silent on
    /// stays.
    fn following(&self, before: &Facts, incoming: &Facts) -> Facts {
        let mut after = incoming.clone();
        if stands_in(incoming) {
            after.reference.clone_from(&before.reference);
        }
        after.follow(before, self.silent);
        after
    }

    fn renew(&mut self, pupil: PupilId, current: &Current, incoming: &Incoming) -> Result<()> {
        let after = self.following(&current.facts, &incoming.facts);
        // Who comes back has a version of their own for it, whatever it says.
        let new_facts = current.facts != after || current.away != Away::No;
        if new_facts {
            let told = self.told(incoming);
            self.head.begin()?;
            self.versions.renew(current, &after, told)?;
        } else {
            self.unchanged.insert(current.seq, incoming.row);
        }
        let new_plan = self.receive(&pupil, incoming)?;
        if current.away == Away::Undone {
            self.account.new += 1;
        } else if new_facts || new_plan {
            self.account.changed += 1;
        } else {
            self.account.unchanged += 1;
        }
        self.present(pupil);
        Ok(())
    }

    /// Takes the plan in, where one came; says whether it is new.
    fn receive(&mut self, pupil: &PupilId, incoming: &Incoming) -> Result<bool> {
        let Some(plan) = &incoming.plan else {
            return Ok(false);
        };
        let Some(news) = plans::news(self.db, pupil, plan)? else {
            return Ok(false);
        };
        self.head.begin()?;
        let intake = news.keep(self.db, self.mint, Some(self.head.id()), self.now)?;
        self.taken.note(pupil, intake);
        Ok(true)
    }
}

fn whose(db: &Connection, import: i64, facts: &Facts) -> Result<Whose> {
    let by_reference = pupils::by_reference(db, facts.reference.as_str())?;
    let by_upn = match &facts.upn {
        Some(upn) => pupils::by_upn(db, upn)?,
        None => None,
    };
    let current = |pupil: &PupilId| pupils::current(db, pupil, import);
    let known = |pupil: PupilId| {
        let current = Box::new(current(&pupil)?);
        Ok(Whose::Known(pupil, current))
    };
    match (by_reference, by_upn) {
        (None, None) => Ok(Whose::New),
        (Some(pupil), None) => known(pupil),
        (Some(pupil), Some(holder)) if pupil == holder => known(pupil),
        (Some(_), Some(holder)) => {
            let holder = current(&holder)?.facts.reference;
            Ok(Whose::Held(holder.to_string()))
        }
        (None, Some(holder)) => {
            let before = current(&holder)?;
            if stands_in(facts) || stands_in(&before.facts) {
                Ok(Whose::Known(holder, Box::new(before)))
            } else {
                Ok(Whose::Held(before.facts.reference.to_string()))
            }
        }
    }
}

/// Whether the UPN stands in for a reference that the file did not have.
fn stands_in(facts: &Facts) -> bool {
    facts.upn.as_ref().map(Upn::as_str) == Some(facts.reference.as_str())
}
