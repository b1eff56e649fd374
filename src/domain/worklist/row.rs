//! A row of the worklist: what a screen or a file shows of one pupil.

use super::super::caseload::{Again, Entry};
use super::super::day::Day;
use super::super::identity::{PupilId, PupilRef};
use super::super::place::{Phase, Setting};
use super::super::pupil::{Facts, PlacementStatus};
use super::amended::{Amended, amended};
use super::basis::Basis;
use super::current::{again, current};
use super::order::Priority;
use super::reason::Reason;
use super::scope::{elsewhere, year_group};
use super::standing::{Standing, reasons};
use super::state::State;

/// One pupil of the worklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The pupil.
    pub pupil: PupilId,
    /// The authority's reference.
    pub reference: PupilRef,
    /// The name, as a list shows it.
    pub name: String,
    /// The group.
    pub priority: Priority,
    /// Every reason that applies; the first decides.
    pub reasons: Vec<Reason>,
    /// The deadline of the reason that decides.
    pub due: Option<Day>,
    /// How many provisions the plan has.
    pub provisions: u32,
    /// How far the mapping has come.
    pub state: State,
    /// What was touched of the plan since it was mapped; a draft may be at it already.
    pub amended: Option<Amended>,
    /// Who sent the mapping back to be made again, and why.
    pub again: Option<Again>,
    /// The framework's version that the pupil was mapped under, where none stands under this one.
    pub mapped_under: Option<String>,
    /// The day the plan was first issued.
    pub waiting_since: Option<Day>,
    /// The kind of place.
    pub setting: Option<Setting>,
    /// The phase, in the school year of the basis.
    pub phase: Option<Phase>,
    /// The year group, in the school year of the basis.
    pub year_group: Option<i16>,
    /// The district.
    pub district: Option<String>,
    /// The Community of schools.
    pub community: Option<String>,
    /// The school.
    pub school: Option<String>,
    /// The number of the other authority in whose school the pupil is taught, where it is not our own.
    pub elsewhere: Option<u16>,
    /// Whether the plan's text has come in.
    pub has_text: bool,
    /// Where a transfer or change of placement leads, in words.
    pub leads_to: Option<String>,
}

impl Row {
    /// What brought the pupil back who was mapped before: an amended plan, moderation, or a later version of the framework.
    pub fn back(&self) -> Option<String> {
        let remap = self.mapped_under.as_ref();
        let remap = remap.map(|version| format!("mapped under {version}, whose words changed"));
        let again = self.again.as_ref().map(Again::words);
        let amended = self.amended.as_ref().map(Amended::words);
        amended.or(again).or(remap)
    }

    /// Writes the row of a pupil who stands so.
    pub fn of(basis: &Basis<'_>, entry: &Entry, standing: Standing) -> Self {
        let facts = &entry.facts;
        let year_group = year_group(entry, basis.school_year());
        Self {
            pupil: entry.pupil.clone(),
            reference: facts.reference.clone(),
            name: facts.name(),
            priority: standing.reason.priority(),
            reasons: reasons(basis, entry),
            due: standing.reason.due(),
            provisions: entry.plan.as_ref().map_or(0, |plan| plan.provisions),
            state: standing.state,
            amended: amended(entry),
            again: again(entry).cloned(),
            mapped_under: (entry.earlier.as_ref())
                .filter(|_| current(entry).is_none())
                .map(|earlier| earlier.version.clone()),
            waiting_since: facts.plan_start,
            setting: facts.setting,
            phase: year_group.map(Phase::of_year),
            year_group,
            district: facts.district.clone(),
            community: facts.community.clone(),
            school: facts.school.clone(),
            elsewhere: elsewhere(basis, entry),
            has_text: entry.plan.is_some(),
            leads_to: leads_to(facts),
        }
    }
}

/// Writes where the next placement is, from when, and whether it is named; nothing where the file says nothing of it.
pub fn leads_to(facts: &Facts) -> Option<String> {
    let school = facts.next_urn.as_ref().map(|urn| format!("school {urn}"));
    let place = match (school, facts.next_setting) {
        (Some(school), Some(setting)) => Some(format!("{school}, {}", setting.words())),
        (Some(school), None) => Some(school),
        (None, Some(setting)) => Some(setting.words().to_owned()),
        (None, None) => None,
    };
    let status = facts.placement_status.map(|status| match status {
        PlacementStatus::Named => "named",
        PlacementStatus::TypeOnly => "type only",
        PlacementStatus::None => "not named yet",
    });
    let from = facts.next_from.map(|day| format!("from {}", day.long()));
    let parts: Vec<String> = [place, from, status.map(str::to_owned)]
        .into_iter()
        .flatten()
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{day, entry};

    #[test]
    fn a_transfer_says_where_it_leads() {
        let mut facts = entry("K-1").facts;
        assert_eq!(leads_to(&facts), None);
        facts.placement_status = Some(PlacementStatus::None);
        assert_eq!(leads_to(&facts).unwrap(), "not named yet");
        facts.placement_status = Some(PlacementStatus::TypeOnly);
        facts.next_setting = Some(Setting::Special);
        facts.next_from = Some(day("2027-09-01"));
        let words = "special school, from 1 Sep 2027, type only";
        assert_eq!(leads_to(&facts).unwrap(), words);
        facts.placement_status = Some(PlacementStatus::Named);
        facts.next_urn = Some("118001".into());
        let words = "school 118001, special school, from 1 Sep 2027, named";
        assert_eq!(leads_to(&facts).unwrap(), words);
    }
}
