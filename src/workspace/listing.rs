//! The pupils one by one, as they leave the office: read in stretches, so that a country's list takes no more memory than a
//! district's.

use std::io::Write;

use crate::domain::caseload::Entry;
use crate::domain::day::Moment;
use crate::domain::distribution::{self, Dimension, Distribution, Format, PupilLine};
use crate::domain::worklist::{Basis, Roster};
use crate::exchange::distribution::{PupilList, Who};
use crate::store::{Pseudonyms, Sight, StoreError};

use super::problem::{Problem, Result};
use super::watching::{Watch, tell_store};
use super::{Workspace, files};

/// How many pupils are in memory at a time, and put in the order of their pseudonyms: the order in which they came would say
/// who they are to anybody who has the caseload.
const AT_A_TIME: usize = 1 << 14;

/// Which pupils are told how.
#[derive(Clone, Debug)]
pub struct Listing {
    /// What each is told with.
    pub by: Vec<Dimension>,
    /// Whether their names are told.
    pub identifiable: bool,
    /// The format: CSV or JSON.
    pub format: Format,
}

/// A pupil on the way out.
struct Told {
    pseudonym: String,
    names: Option<[String; 4]>,
}

impl Workspace {
    /// Writes every pupil of the caseload, with where they are counted; gives how many.
    ///
    /// # Errors
    ///
    /// [`Problem::NotListed`] for a format that cannot be written as it comes.
    pub fn list_pupils(
        &self,
        listing: &Listing,
        now: Moment,
        out: impl Write,
        watch: &mut Watch<'_>,
    ) -> Result<u64> {
        let framework = self.framework.clone();
        let basis = self.basis(&framework, now.day());
        let sight = Sight {
            until: None,
            moderation: true,
            levels: listing.by.contains(&Dimension::Area),
        };
        let counted = self.account_of(&basis, sight, watch)?;
        let from = self.provenance(&basis, &counted)?;
        let begun = match listing.format {
            Format::Csv => PupilList::csv(&counted, &from, &listing.by, listing.identifiable, out),
            Format::Json => {
                PupilList::json(&counted, &from, &listing.by, listing.identifiable, out)
            }
            Format::Xlsx | Format::Html | Format::Md => return Err(Problem::NotListed),
        };
        let unwritten = |error| Problem::from(files::unwritten(&self.folder, error));
        let mut list = begun.map_err(unwritten)?;
        let keyed = self.store.pseudonyms()?;
        let mut failed = None;
        let mut written = 0;
        let mut stretch = Vec::new();
        let mut flush = |stretch: &mut Vec<(Told, Entry)>| {
            written += stretch.len() as u64;
            let put = put(&mut list, &basis, listing, stretch);
            put.map_err(|error| {
                failed = Some(error);
                StoreError::Stopped
            })?;
            tell_store(watch, "Writing pupils", written, counted.caseload)
        };
        let read = self
            .store
            .each_entry_in(&framework.key, sight, &mut |entry| {
                stretch.push((told(&keyed, &entry, listing.identifiable), entry));
                if stretch.len() == AT_A_TIME {
                    return flush(&mut stretch);
                }
                Ok(())
            });
        let read = read.and_then(|()| flush(&mut stretch));
        if let Some(error) = failed {
            return Err(unwritten(error));
        }
        read?;
        if written != counted.caseload {
            return Err(Problem::Moved);
        }
        list.finish().map_err(unwritten)?;
        Ok(written)
    }

    /// Counts where everybody is, in stretches.
    fn account_of(
        &self,
        basis: &Basis<'_>,
        sight: Sight,
        watch: &mut Watch<'_>,
    ) -> Result<Distribution> {
        let mut counted = Distribution::default();
        let mut roster = Roster::default();
        self.store
            .each_entry_in(&basis.framework.key, sight, &mut |entry| {
                roster.add(basis, entry);
                if roster.len() == AT_A_TIME {
                    counted.absorb(&distribution::tally(basis, &roster, &[]));
                    roster = Roster::default();
                    tell_store(watch, "Counting pupils", counted.caseload, 0)?;
                }
                Ok(())
            })?;
        counted.absorb(&distribution::tally(basis, &roster, &[]));
        Ok(counted)
    }
}

/// Who a pupil is in the list.
fn told(keyed: &Pseudonyms, entry: &Entry, identifiable: bool) -> Told {
    let facts = &entry.facts;
    let names = || {
        let text = |text: Option<String>| text.unwrap_or_default();
        [
            facts.reference.to_string(),
            text(facts.upn.as_ref().map(|upn| upn.as_str().to_owned())),
            facts.name(),
            text(facts.dob.map(|dob| dob.to_string())),
        ]
    };
    Told {
        pseudonym: keyed.of(&entry.pupil),
        names: identifiable.then(names),
    }
}

/// Writes a stretch of pupils: in the order of their pseudonyms, or as they came where they are named.
fn put<W: Write>(
    list: &mut PupilList<W>,
    basis: &Basis<'_>,
    listing: &Listing,
    stretch: &mut Vec<(Told, Entry)>,
) -> std::io::Result<()> {
    if !listing.identifiable {
        stretch.sort_by(|(one, _), (other, _)| one.pseudonym.cmp(&other.pseudonym));
    }
    let mut roster = Roster::default();
    let (told, entries): (Vec<Told>, Vec<Entry>) = stretch.drain(..).unzip();
    for entry in entries {
        roster.add(basis, entry);
    }
    for (told, brief) in told.into_iter().zip(roster.briefs()) {
        let who = match told.names {
            Some(names) => Who::Named(names),
            None => Who::Pseudonym(told.pseudonym),
        };
        list.row(&who, &PupilLine::of(basis, &brief, &listing.by))?;
    }
    Ok(())
}
