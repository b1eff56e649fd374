//! A pupil of the caseload: the facts an import brings.

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::exact::Money;
use super::identity::{PupilRef, Upn};
use super::place::Setting;

/// Whether a pupil moves from one phase to the next, and what the file called it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhaseTransfer {
    /// The file says nothing; the year group decides.
    #[default]
    Unsaid,
    /// The file says no.
    No,
    /// The file says yes, or names the phase.
    Yes(Option<String>),
}

/// Whether another placement was asked for, and when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlacementChange {
    /// None was asked for.
    #[default]
    No,
    /// One was asked for, on this day where the file says it.
    Requested(Option<Day>),
}

/// Whether the placement to come is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlacementStatus {
    /// A school is named.
    Named,
    /// Only a type of school is named.
    TypeOnly,
    /// Nothing is named.
    None,
}

/// A specialist base of a mainstream school, or none: together Kent's "SRP".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// The place is in no base.
    None,
    /// A special educational needs unit.
    SenUnit,
    /// Resourced provision.
    ResourcedProvision,
}

/// What is known of a pupil whose plan is pasted before any import named them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Newcomer {
    /// The kind of place.
    pub setting: Option<Setting>,
    /// The national curriculum year.
    pub year_group: Option<i16>,
}

/// What the latest import says of a pupil; every field but the reference may be missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The authority's own reference; the UPN stands in where the file has none.
    pub reference: PupilRef,
    /// The unique pupil number.
    pub upn: Option<Upn>,
    /// The surname.
    pub surname: Option<String>,
    /// The forename.
    pub forename: Option<String>,
    /// The date of birth.
    pub dob: Option<Day>,
    /// The sex, as coded in the file.
    pub sex: Option<String>,
    /// The ethnicity, as coded in the file.
    pub ethnicity: Option<String>,
    /// The national curriculum year the file gives, for pupils taught out of their cohort.
    pub year_group: Option<i16>,
    /// The school's unique reference number.
    pub urn: Option<String>,
    /// The school's name.
    pub school: Option<String>,
    /// The kind of place.
    pub setting: Option<Setting>,
    /// The district of the school.
    pub district: Option<String>,
    /// The Community of schools.
    pub community: Option<String>,
    /// The first named need, joined only for the equality assessment.
    pub need_1: Option<String>,
    /// The second named need.
    pub need_2: Option<String>,
    /// The day the plan was first issued.
    pub plan_start: Option<Day>,
    /// The plan's version, as the authority numbers it.
    pub plan_version: Option<String>,
    /// The day of the last annual review.
    pub last_review: Option<Day>,
    /// The day the next annual review is due.
    pub review_due: Option<Day>,
    /// Whether a phase transfer comes.
    pub phase_transfer: PhaseTransfer,
    /// The day by which the transfer's plan must be final.
    pub phase_transfer_due: Option<Day>,
    /// The next school's unique reference number.
    pub next_urn: Option<String>,
    /// The next kind of place.
    pub next_setting: Option<Setting>,
    /// The day the next placement starts.
    pub next_from: Option<Day>,
    /// Whether the next placement is named.
    pub placement_status: Option<PlacementStatus>,
    /// Whether another placement was asked for.
    pub placement_change: PlacementChange,
    /// The unique learner number.
    pub uln: Option<String>,
    /// The provider's reference number, of a college without a school's number above all.
    pub ukprn: Option<String>,
    /// The code of a place that has no number, as the SEN2 return has it (`OLA`, `EHE` …).
    pub sen_setting: Option<String>,
    /// The specialist base that the place is in, where the file says.
    pub base: Option<Base>,
    /// The code of the authority that maintains the plan, where the file says.
    pub authority: Option<String>,
    /// The day the plan ceased.
    pub plan_ceased: Option<Day>,
    /// Why it ceased, as coded in the file.
    pub cease_reason: Option<String>,
    /// Today's top-up a year, never shown before a mapping is recorded.
    pub current_top_up: Option<Money>,
    /// Today's exceptional pupil need funding a year, never shown before a mapping is recorded.
    pub current_epn: Option<Money>,
}

impl Facts {
    /// Gives the facts of a pupil of whom only the reference is known.
    pub fn unknown(reference: PupilRef) -> Self {
        Self {
            reference,
            upn: None,
            surname: None,
            forename: None,
            dob: None,
            sex: None,
            ethnicity: None,
            year_group: None,
            urn: None,
            school: None,
            setting: None,
            district: None,
            community: None,
            need_1: None,
            need_2: None,
            plan_start: None,
            plan_version: None,
            last_review: None,
            review_due: None,
            phase_transfer: PhaseTransfer::Unsaid,
            phase_transfer_due: None,
            next_urn: None,
            next_setting: None,
            next_from: None,
            placement_status: None,
            placement_change: PlacementChange::No,
            uln: None,
            ukprn: None,
            sen_setting: None,
            base: None,
            authority: None,
            plan_ceased: None,
            cease_reason: None,
            current_top_up: None,
            current_epn: None,
        }
    }

    /// The name as a list shows it: `Okafor, Amara`; the reference where no name is known.
    pub fn name(&self) -> String {
        match (&self.surname, &self.forename) {
            (Some(surname), Some(forename)) => format!("{surname}, {forename}"),
            (Some(only), None) | (None, Some(only)) => only.clone(),
            (None, None) => self.reference.to_string(),
        }
    }
}
