//! The names of people, schools and communities, as `names.toml` gives them.

use serde::Deserialize;

use super::county::Shares;
use crate::domain::draw::Draw;
use crate::domain::place::Setting;

/// Every name of the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Register {
    pub(super) people: Vec<People>,
    pub(super) officers: Vec<String>,
    pub(super) schools: Vec<School>,
    pub(super) district: Vec<District>,
}

/// Names that are common among some ethnicities.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct People {
    pub(super) ethnicities: Vec<String>,
    pub(super) girls: Vec<String>,
    pub(super) boys: Vec<String>,
    pub(super) surnames: Vec<String>,
}

/// A school, college or nursery.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct School {
    pub(super) name: String,
    pub(super) urn: String,
    pub(super) setting: Setting,
    /// What kind of school it is, for people who read the file.
    #[serde(rename = "phase")]
    _phase: String,
    /// The age at which pupils come.
    pub(super) low: i16,
    /// The age at which they leave.
    pub(super) high: i16,
    pub(super) district: String,
}

impl School {
    fn is_state_funded(&self) -> bool {
        matches!(
            self.setting,
            Setting::Mainstream | Setting::Srp | Setting::Special
        )
    }
}

/// A district and its Communities of schools.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct District {
    pub(super) name: String,
    pub(super) communities: Vec<String>,
}

impl Register {
    /// Draws a forename and a surname.
    pub(super) fn name(&self, ethnicity: &str, female: bool, draw: &mut Draw) -> (&str, &str) {
        let own = |people: &&People| people.ethnicities.iter().any(|one| one == ethnicity);
        let mut people = || {
            let any = draw.pick(&self.people);
            self.people.iter().find(own).or(any)
        };
        let (first, last) = (people(), people());
        let forenames = first.map(|people| if female { &people.girls } else { &people.boys });
        let forename = forenames.and_then(|names| draw.pick(names));
        let surname = last.and_then(|people| draw.pick(&people.surnames));
        (
            forename.map_or("", String::as_str),
            surname.map_or("", String::as_str),
        )
    }

    /// Draws a school of a setting that takes an age, by the size of its district; where none takes
    /// the age, any of the setting.
    pub(super) fn school(
        &self,
        setting: Setting,
        age: i16,
        sizes: &Shares<String>,
        draw: &mut Draw,
    ) -> Option<&School> {
        let weight = |school: &School, takes: bool| {
            if school.setting == setting && takes {
                sizes.of(&school.district).max(1)
            } else {
                0
            }
        };
        draw.weighted(&self.schools, |school| {
            weight(school, school.low <= age && age < school.high)
        })
        .or_else(|| draw.weighted(&self.schools, |school| weight(school, true)))
    }

    /// The Community of a state-funded school, always the same for the same school; others have none.
    pub(super) fn community(&self, school: &School) -> Option<&str> {
        if !school.is_state_funded() {
            return None;
        }
        let district = self
            .district
            .iter()
            .find(|district| district.name == school.district)?;
        let place = self
            .schools
            .iter()
            .filter(|other| other.district == school.district && other.is_state_funded())
            .position(|other| other.urn == school.urn)?;
        let communities = &district.communities;
        communities
            .get(place.checked_rem(communities.len())?)
            .map(String::as_str)
    }
}
