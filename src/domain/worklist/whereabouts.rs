//! Where pupils are taught: what groups of pupils are told by.

use serde::{Deserialize, Serialize};

use super::super::place::Setting;
use super::super::pupil::Facts;

/// Where a pupil is taught; many pupils share theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Whereabouts {
    /// The school's name.
    pub school: Option<String>,
    /// The school's unique reference number.
    pub urn: Option<String>,
    /// The Community of schools.
    pub community: Option<String>,
    /// The district.
    pub district: Option<String>,
    /// The kind of place.
    pub setting: Option<Setting>,
}

impl Whereabouts {
    /// Takes them from a pupil's facts.
    pub(super) fn taken(facts: &mut Facts) -> Self {
        Self {
            school: facts.school.take(),
            urn: facts.urn.take(),
            community: facts.community.take(),
            district: facts.district.take(),
            setting: facts.setting,
        }
    }
}
