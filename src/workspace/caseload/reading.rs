//! Reading the caseload: every entry ranked and its name kept as it comes from the store.

use crate::domain::worklist::{Basis, Ranking, Worklist};
use crate::search::fuzzy::Index;
use crate::store::{Sight, Store};
use crate::workspace::problem::Result;
use crate::workspace::watching::{Watch, tell_store};

/// How many pupils go by between two words on the progress; a county's whole caseload is read in the time that one would
/// be on the screen.
const STRIDE: u64 = 25_000;

/// Reads everybody; gives the list, and references and names for finding, in the order of its roster.
///
/// In one thread: a second one that ranked what the first reads was measured, and took half as long again, for what one
/// thread allocates the other has to free.
pub(super) fn read(
    (store, sight): (&Store, Sight),
    basis: &Basis<'_>,
    watch: &mut Watch<'_>,
) -> Result<(Worklist, Index)> {
    let of = store.pupils()?;
    let what = "Reading the caseload";
    let (mut ranking, mut names) = (Ranking::by(basis), Index::default());
    let (mut text, mut done) = (String::new(), 0);
    store.each_entry_in(&basis.framework.key, sight, &mut |entry| {
        if done % STRIDE == 0 && done > 0 {
            tell_store(watch, what, done, of)?;
        }
        done += 1;
        text.clear();
        text.push_str(entry.facts.reference.as_str());
        text.push(' ');
        text.push_str(&entry.facts.name());
        names.add(&text);
        ranking.add(entry);
        Ok(())
    })?;
    names.fit();
    Ok((ranking.finish(), names))
}
