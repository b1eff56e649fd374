//! Who works on what: groups of pupils given to officers.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::super::place::Setting;
use super::order::Priority;
use super::whereabouts::Whereabouts;

/// What a group of pupils is told by; what stands first decides where several groups hold a pupil.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The school's name or its URN.
    School,
    /// The Community of schools.
    Community,
    /// The district.
    District,
    /// The kind of place.
    Setting,
    /// The priority group.
    Priority,
}

impl Part {
    /// The word in files and on the screen.
    pub fn code(self) -> &'static str {
        match self {
            Self::School => "school",
            Self::Community => "community",
            Self::District => "district",
            Self::Setting => "setting",
            Self::Priority => "priority",
        }
    }

    /// Whether whoever is taught there is of the group; priorities are not told by it.
    fn holds(self, value: &str, at: &Whereabouts) -> bool {
        let is = |text: Option<&str>| text.is_some_and(|text| alike(text, value));
        match self {
            Self::School => is(at.school.as_deref()) || is(at.urn.as_deref()),
            Self::Community => is(at.community.as_deref()),
            Self::District => is(at.district.as_deref()),
            Self::Setting => is(at.setting.map(Setting::code)),
            Self::Priority => false,
        }
    }
}

fn alike(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other.trim())
}

/// A group of pupils, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// What the group is told by.
    pub part: Part,
    /// Its value: the name of a district, say.
    pub value: String,
    /// The officer's name.
    pub officer: String,
}

impl fmt::Display for Assignment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.part.code(), self.value, self.officer)
    }
}

/// Every group that was given to somebody, the most particular first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Assignments(Vec<Assignment>);

impl Assignments {
    /// The groups.
    pub fn list(&self) -> &[Assignment] {
        &self.0
    }

    /// Gives a group to an officer; whoever had it before has it no more.
    pub fn give(&mut self, assignment: Assignment) {
        self.take_back(assignment.part, &assignment.value);
        let place = self.0.partition_point(|one| one.part <= assignment.part);
        self.0.insert(place, assignment);
    }

    /// Takes a group back; gives whether anybody had it.
    pub fn take_back(&mut self, part: Part, value: &str) -> bool {
        let before = self.0.len();
        self.0
            .retain(|one| one.part != part || !alike(&one.value, value));
        self.0.len() < before
    }

    /// The officers, each once, by name.
    pub fn officers(&self) -> Vec<String> {
        let mut officers: Vec<String> = self.0.iter().map(|one| one.officer.clone()).collect();
        officers.sort();
        officers.dedup();
        officers
    }

    /// The place of the group that holds whoever is taught there; it goes before every group of a priority.
    pub(super) fn holding(&self, at: &Whereabouts) -> Option<usize> {
        let mut groups = self.0.iter();
        groups.position(|one| one.part.holds(&one.value, at))
    }

    /// The place of the group that a priority is.
    pub(super) fn ranking(&self, priority: Priority) -> Option<usize> {
        let mut groups = self.0.iter();
        groups.position(|one| one.part == Part::Priority && alike(&one.value, priority.code()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(part: Part, value: &str, officer: &str) -> Assignment {
        Assignment {
            part,
            value: value.to_owned(),
            officer: officer.to_owned(),
        }
    }

    #[test]
    fn the_most_particular_group_decides_and_a_group_is_one_officers() {
        let mut groups = Assignments::default();
        groups.give(given(Part::District, "Ashford", "Ada"));
        groups.give(given(Part::Priority, "new_plan", "Bo"));
        groups.give(given(Part::School, "Alder", "Cy"));
        let mut at = Whereabouts::default();
        let whose = |groups: &Assignments, at: &Whereabouts, priority| {
            let group = groups.holding(at).or_else(|| groups.ranking(priority))?;
            Some(groups.list()[group].officer.clone())
        };
        let new = Priority::NewPlan;
        assert_eq!(whose(&groups, &at, Priority::Other), None);
        assert_eq!(whose(&groups, &at, new).as_deref(), Some("Bo"));
        at.district = Some("ashford ".to_owned());
        assert_eq!(whose(&groups, &at, new).as_deref(), Some("Ada"));
        at.school = Some("Alder".to_owned());
        assert_eq!(whose(&groups, &at, new).as_deref(), Some("Cy"));
        groups.give(given(Part::School, "ALDER", "Bo"));
        assert_eq!(whose(&groups, &at, new).as_deref(), Some("Bo"));
        assert_eq!(groups.officers(), ["Ada", "Bo"]);
        assert!(groups.take_back(Part::School, "alder"));
        assert!(!groups.take_back(Part::School, "alder"));
        assert_eq!(whose(&groups, &at, new).as_deref(), Some("Ada"));
    }
}
