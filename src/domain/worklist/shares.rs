//! Shares: whose each pupil is, the groups looked up once for all who are taught at the same place.

use super::assignment::Assignments;
use super::order::Priority;
use super::roster::Roster;

/// Whose the pupils of a roster are.
#[derive(Clone, Debug)]
pub struct Shares {
    groups: Assignments,
    /// The officer of each whereabouts, by its number: the place of the group that holds it.
    by_whereabouts: Vec<Option<usize>>,
    /// The officer of each priority group.
    by_priority: [Option<usize>; Priority::ALL.len()],
}

impl Shares {
    /// Looks the groups up for a roster.
    pub fn of(groups: &Assignments, roster: &Roster) -> Self {
        let whereabouts = roster.whereabouts();
        Self {
            by_whereabouts: whereabouts.map(|one| groups.holding(one)).collect(),
            by_priority: Priority::ALL.map(|priority| groups.ranking(priority)),
            groups: groups.clone(),
        }
    }

    /// The groups that were looked up.
    pub fn groups(&self) -> &Assignments {
        &self.groups
    }

    /// Whose a pupil of a number and a priority is; nobody's where no group holds them.
    pub(super) fn officer(&self, roster: &Roster, pupil: u32, priority: Priority) -> Option<&str> {
        let place = roster.whereabouts_of(pupil)?;
        let by_place = self.by_whereabouts.get(place).copied().flatten();
        let by_priority = || self.by_priority.get(priority as usize).copied().flatten();
        let group = self.groups.list().get(by_place.or_else(by_priority)?)?;
        Some(&group.officer)
    }
}
