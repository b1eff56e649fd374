//! What the pack does not tell, so that nobody reads it there.

use crate::domain::rates::NOT_IN_HERE;

use super::Contents;
use super::pieces::{Section, said};

pub(super) fn section(pack: &Contents) -> Section {
    let mut section = Section::new("limits", "What this does not tell", "Limits");
    section.point(NOT_IN_HERE);
    let account = &pack.release.account;
    section.point(format!(
        "{} pupils in scope are not mapped yet and the plans of {} cannot be mapped: they are in no cost of those mapped.",
        said(account.not_yet),
        said(account.cannot_map)
    ));
    section.point("Pupils are mapped in order of priority, not at random. The tariffs of those mapped so far are not the tariffs of all: only a random audit sample says something of the rest.");
    section.point("What is paid today is known only where the caseload says so. Whoever has no figure is compared with nothing.");
    section.point("The cost of a plan is a lower bound: provision that does not say how long and how often costs nothing here.");
    section.point("Sums agreed for a single pupil are in no total, for no rate says them.");
    section.point("Costs are of a whole year with the pupils of one day. Who comes, goes or is mapped otherwise changes them.");
    section.point("A tariff is what readers made of the words of plans. Two readers may differ; how often they did stands under how the mappings were checked.");
    if pack.is_public() {
        section.point("Small numbers are not shown, to protect pupils. Publish no other count of these pupils beside this pack: the two could be subtracted from each other.");
    }
    section
}
