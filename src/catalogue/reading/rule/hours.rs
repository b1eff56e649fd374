//! The keys of a derivation by hours: caps, and cuts on hours a week.

use std::collections::BTreeMap;

use crate::catalogue::fields::Fields;
use crate::catalogue::finding::Report;
use crate::catalogue::places::Places;
use crate::catalogue::values::{Read as _, Spot};
use crate::domain::derivation::Hours;
use crate::domain::dose::Who;
use crate::domain::exact::Quantity;
use crate::domain::framework::Framework;

use super::cuts;

/// Reads the caps and the cuts.
pub(super) fn read(
    table: &mut Fields<'_>,
    framework: &Framework,
    places: &mut Places,
    report: &mut Report<'_>,
) -> Hours {
    let cap_per_week: Option<Spot<Quantity>> = table.maybe("cap_per_week", report);
    if let Some(cap) = &cap_per_week {
        positive(cap, report);
    }
    if framework.year.weeks == 0 {
        let what = "hours a week cannot be counted in a year of 0 weeks; mend \"year\"";
        report.error(table.at, what);
    }
    Hours {
        cap_per_role: by_role(table, report),
        cap_per_week: cap_per_week.map(|cap| cap.value),
        cuts: cuts::read(table, framework, places, report),
    }
}

/// Reads `cap_per_role`: a table from the codes of those who deliver to hours a week.
fn by_role(table: &mut Fields<'_>, report: &mut Report<'_>) -> BTreeMap<Who, Quantity> {
    let mut caps = BTreeMap::new();
    let Some(rows) = table.table("cap_per_role", "a table of caps by role", report) else {
        return caps;
    };
    for entry in rows.entries() {
        let Some(who) = Who::from_code(&entry.key) else {
            let known: Vec<&str> = Who::ALL.into_iter().map(Who::code).collect();
            let what = format!(
                "\"{}\" is no role that Section F is read for; the roles are {}",
                entry.key,
                known.join(", ")
            );
            report.error(entry.at, what);
            continue;
        };
        match Spot::<Quantity>::read(&entry.node) {
            Ok(cap) => {
                positive(&cap, report);
                caps.insert(who, cap.value);
            }
            Err(fault) => report.error(fault.at, format!("\"{}\": {}", entry.key, fault.what)),
        }
    }
    caps
}

fn positive(cap: &Spot<Quantity>, report: &mut Report<'_>) {
    if cap.value <= Quantity::ZERO {
        report.error(
            cap.at,
            "a cap is a number of hours above 0; leave it out to have none",
        );
    }
}
