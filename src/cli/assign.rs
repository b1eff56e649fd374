//! `continuum assign`: who works on which group of pupils.

use crate::domain::place::Setting;
use crate::domain::printable::printable;
use crate::domain::worklist::{Assignment, Part, Priority};

use super::arguments::Assign;
use super::failure::Failure;
use super::output;
use super::room::Room;

pub(super) fn run(order: &Assign, room: &Room) -> Result<(), Failure> {
    let mut workspace = room.workspace()?;
    let group = group(order)?;
    match (&order.officer, group, order.take_back) {
        (None, Some((part, value)), true) => {
            if !workspace.take_back(part, &value)? {
                let what = format!("Nobody has the {} \"{value}\".", part.code());
                return Err(Failure::refused(what).hint("`continuum assign` lists who has what."));
            }
        }
        (Some(officer), Some((part, value)), false) => {
            let officer = officer.trim().to_owned();
            workspace.assign(Assignment {
                part,
                value,
                officer,
            })?;
        }
        (None, None, false) => {}
        (Some(_), _, true) | (Some(_), None, false) | (None, _, _) => {
            return Err(Failure::usage("Say who has which group.").hint(
                "continuum assign \"Ada Reader\" --district Ashford; to take it back: continuum assign --district Ashford --take-back",
            ));
        }
    }
    let groups = workspace.assignments().list();
    if order.json {
        return output::json(&groups);
    }
    if groups.is_empty() {
        return output::line("No group of pupils is anybody's own: everybody takes the next one.");
    }
    let lines: Vec<String> = groups.iter().map(ToString::to_string).collect();
    output::text(&printable(&(lines.join("\n") + "\n")))
}

/// The group that was named.
fn group(order: &Assign) -> Result<Option<(Part, String)>, Failure> {
    if let Some(code) = &order.setting {
        Setting::from_code(code)
            .ok_or_else(|| Failure::usage(format!("There is no setting \"{code}\".")))?;
    }
    if let Some(code) = &order.priority {
        Priority::from_code(code)
            .ok_or_else(|| Failure::usage(format!("There is no priority group \"{code}\".")))?;
    }
    let named = [
        (Part::School, &order.school),
        (Part::Community, &order.community),
        (Part::District, &order.district),
        (Part::Setting, &order.setting),
        (Part::Priority, &order.priority),
    ];
    let mut named = named.into_iter();
    Ok(named.find_map(|(part, value)| Some((part, value.clone()?))))
}
