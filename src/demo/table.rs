//! The caseload as rows of the plain table.

use super::person::Person;
use crate::domain::day::Day;
use crate::domain::exact::Money;
use crate::domain::pupil::{PhaseTransfer, PlacementChange, PlacementStatus};

/// The names of the columns.
pub(super) const HEADER: [&str; 29] = [
    "ref",
    "upn",
    "surname",
    "forename",
    "dob",
    "sex",
    "ethnicity",
    "year_group",
    "urn",
    "school",
    "setting",
    "district",
    "community",
    "need_1",
    "need_2",
    "plan_start",
    "plan_version",
    "last_review",
    "review_due",
    "phase_transfer",
    "phase_transfer_due",
    "next_urn",
    "next_setting",
    "next_from",
    "placement_status",
    "placement_change",
    "current_top_up",
    "current_epn",
    "section_f",
];

fn text(value: Option<&String>) -> String {
    value.cloned().unwrap_or_default()
}

fn day(value: Option<Day>) -> String {
    value.map(|day| day.to_string()).unwrap_or_default()
}

fn pounds(value: Option<Money>) -> String {
    let whole = value.map(|money| money.pence() / 100);
    whole.map(|pounds| pounds.to_string()).unwrap_or_default()
}

/// Gives the row of a pupil, in the order of the columns.
pub(super) fn row(person: &Person<'_>, section_f: String) -> Vec<String> {
    let facts = &person.facts;
    let mut row = vec![
        facts.reference.to_string(),
        facts
            .upn
            .as_ref()
            .map(|upn| upn.as_str().to_owned())
            .unwrap_or_default(),
        text(facts.surname.as_ref()),
        text(facts.forename.as_ref()),
        day(facts.dob),
        text(facts.sex.as_ref()),
        text(facts.ethnicity.as_ref()),
        facts
            .year_group
            .map(|year| year.to_string())
            .unwrap_or_default(),
        text(facts.urn.as_ref()),
        text(facts.school.as_ref()),
        person.setting.code().to_owned(),
        text(facts.district.as_ref()),
        text(facts.community.as_ref()),
        text(facts.need_1.as_ref()),
        text(facts.need_2.as_ref()),
        day(facts.plan_start),
        text(facts.plan_version.as_ref()),
        day(facts.last_review),
        day(facts.review_due),
    ];
    row.extend(coming(person));
    row.push(section_f);
    row
}

/// The columns on what comes next and what is paid today.
fn coming(person: &Person<'_>) -> [String; 9] {
    let facts = &person.facts;
    let transfer = match &facts.phase_transfer {
        PhaseTransfer::Unsaid => String::new(),
        PhaseTransfer::No => "no".to_owned(),
        PhaseTransfer::Yes(phase) => phase.clone().unwrap_or_else(|| "yes".to_owned()),
    };
    let status = match facts.placement_status {
        Some(PlacementStatus::Named) => "named",
        Some(PlacementStatus::TypeOnly) => "type_only",
        Some(PlacementStatus::None) => "none",
        None => "",
    };
    let change = match facts.placement_change {
        PlacementChange::No => "no".to_owned(),
        PlacementChange::Requested(asked) => asked.map_or("yes".to_owned(), |day| day.to_string()),
    };
    let next = facts.next_setting.map(|setting| setting.code().to_owned());
    [
        transfer,
        day(facts.phase_transfer_due),
        text(facts.next_urn.as_ref()),
        next.unwrap_or_default(),
        day(facts.next_from),
        status.to_owned(),
        change,
        pounds(facts.current_top_up),
        pounds(facts.current_epn),
    ]
}
