//! The caseload read on other terms than the worklist's: looked back on, moved on to September, with schools' own
//! readings, or under another version.

use std::collections::HashMap;

use crate::domain::caseload::Entry;
use crate::domain::day::Day;
use crate::domain::distribution::{SettingOf, Terms, Wanted};
use crate::domain::identity::FrameworkKey;
use crate::domain::worklist::{Basis, Moving, Roster, Schools, Whereabouts, move_on};
use crate::store::{Result as StoreResult, Sight, Store};

use super::super::Workspace;
use super::super::problem::Result;
use super::super::veil::until;
use super::super::watching::{Watch, tell_store};
use super::Looked;

/// How many pupils go by between two words on the progress.
const STRIDE: u64 = 25_000;

/// A caseload that was read on other terms, kept until anything changes.
pub(in crate::workspace) struct Otherwise {
    terms: Terms,
    under: FrameworkKey,
    levels: bool,
    /// The day it was reckoned for, and the store's count of changes.
    read: (Day, i64),
    roster: Roster,
    moved_on: u64,
    not_placed: u64,
}

impl Otherwise {
    pub(super) fn looked(&self) -> Looked<'_> {
        Looked {
            roster: &self.roster,
            moved_on: self.moved_on,
            not_placed: self.not_placed,
        }
    }
}

impl Workspace {
    /// Reads the caseload as it is wanted, unless it was the last time.
    pub(super) fn read_otherwise(
        &mut self,
        basis: &Basis<'_>,
        wanted: &Wanted,
        watch: &mut Watch<'_>,
    ) -> Result<&Otherwise> {
        let (terms, under) = (wanted.terms, &basis.framework.key);
        let (levels, read) = (wanted.asks_levels(), (basis.today, self.store.version()?));
        let kept = self.otherwise.take().filter(|kept| {
            (kept.terms, &kept.under, kept.read) == (terms, under, read) && kept.levels >= levels
        });
        let otherwise = if let Some(kept) = kept {
            kept
        } else {
            let mut otherwise = Otherwise {
                terms,
                under: under.clone(),
                levels,
                read,
                roster: Roster::default(),
                moved_on: 0,
                not_placed: 0,
            };
            self.fill(&mut otherwise, basis, watch)?;
            otherwise
        };
        Ok(self.otherwise.insert(otherwise))
    }

    fn fill(&self, into: &mut Otherwise, basis: &Basis<'_>, watch: &mut Watch<'_>) -> Result<()> {
        let sight = Sight {
            until: into.terms.as_at.map(until),
            moderation: true,
            levels: into.levels,
        };
        self.each(basis, sight, watch, |entry| {
            into.roster.add(basis, entry);
            Ok(())
        })?;
        if into.terms.setting == SettingOf::September {
            // Twice over everybody: where a school is, its pupils say, and any of them may come last.
            let mut places = Places {
                store: &self.store,
                pupils: Schools::of(into.roster.whereabouts()),
                register: HashMap::new(),
            };
            into.roster = Roster::default();
            self.each(basis, sight, watch, |mut entry| {
                let next = match &entry.facts.next_urn {
                    Some(urn) => places.school(urn)?,
                    None => None,
                };
                match move_on(&mut entry.facts, basis.today, next.as_ref()) {
                    Moving::Stays => {}
                    Moving::NotPlaced => into.not_placed += 1,
                    Moving::Moved => into.moved_on += 1,
                }
                into.roster.add(basis, entry);
                Ok(())
            })?;
        }
        into.roster.fit();
        Ok(())
    }

    fn each(
        &self,
        basis: &Basis<'_>,
        sight: Sight,
        watch: &mut Watch<'_>,
        mut take: impl FnMut(Entry) -> StoreResult<()>,
    ) -> Result<()> {
        let (of, mut done) = (self.store.pupils()?, 0);
        let key = &basis.framework.key;
        self.store.each_entry_in(key, sight, &mut |entry| {
            if done % STRIDE == 0 && done > 0 {
                tell_store(watch, "Reading the caseload", done, of)?;
            }
            done += 1;
            take(entry)
        })?;
        Ok(())
    }
}

/// Where schools are: as their pupils say, else as the register says.
struct Places<'a> {
    store: &'a Store,
    pupils: Schools,
    register: HashMap<String, Option<Whereabouts>>,
}

impl Places<'_> {
    fn school(&mut self, urn: &str) -> StoreResult<Option<Whereabouts>> {
        let registered = if let Some(known) = self.register.get(urn) {
            known.clone()
        } else {
            let found = self.store.school_of(urn)?.map(|school| Whereabouts {
                setting: school.setting(None),
                school: Some(school.name.clone()),
                urn: Some(urn.to_owned()),
                community: None,
                district: school.district.clone(),
            });
            self.register.insert(urn.to_owned(), found.clone());
            found
        };
        let Some(mut school) = self.pupils.get(urn).cloned() else {
            return Ok(registered);
        };
        if let Some(registered) = registered {
            school.setting = registered.setting.or(school.setting);
            school.school = school.school.or(registered.school);
            school.district = school.district.or(registered.district);
        }
        Ok(Some(school))
    }
}
