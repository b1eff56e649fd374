//! `continuum moderate drift`: who has come to read otherwise, where, since when, and how every officer's weeks went.

use std::fmt::Write as _;

use serde_json::json;

use crate::cli::arguments::DriftOrder;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::progress::Bar;
use crate::cli::room::Room;
use crate::domain::framework::Framework;
use crate::domain::identity::RecordId;
use crate::domain::moderation::drift::signal::Signal;
use crate::domain::place::Setting;
use crate::domain::printable::printable;
use crate::exchange::moderation::json;
use crate::workspace::Drifted;

/// How many pupils of a signal are named on the screen.
const SHOWN: usize = 60;

pub(super) fn run(order: &DriftOrder, room: &Room) -> Result<(), Failure> {
    let workspace = room.workspace()?;
    let mut bar = Bar::start("Reading what mappings came to", room);
    let drifted = workspace.drifted(room.now(), &mut bar.watch())?;
    drop(bar);
    let only = match &order.officer {
        Some(name) => Some(known(&drifted, name)?),
        None => None,
    };
    let framework = workspace.framework();
    if !order.json {
        return output::text(&printable(&written(&drifted, only, framework)));
    }
    let mut told = super::head(&workspace, room);
    let counts = [
        ("mapped", json!(drifted.mapped)),
        ("pairs", json!(drifted.pairs)),
        ("officers", json!(names(&drifted))),
    ];
    told.extend(counts.map(|(key, value)| (key.to_owned(), value)));
    let references = drifted.references();
    let reference = |mapping: &RecordId| {
        let known = references.get(mapping);
        known.map_or_else(|| mapping.to_string(), ToString::to_string)
    };
    let outlook = &drifted.outlook;
    told.extend(json::drift(outlook, only, framework, &reference));
    output::json(&told)
}

/// The officer of a name, as they are written.
fn known<'a>(drifted: &'a Drifted, name: &str) -> Result<&'a str, Failure> {
    let mut officers = names(drifted).into_iter();
    let found = officers.find(|one| one.to_lowercase() == name.trim().to_lowercase());
    found.ok_or_else(|| {
        Failure::refused(format!("No officer \"{name}\" has mapped anybody."))
            .hint(format!("Officers: {}.", names(drifted).join(", ")))
    })
}

fn names(drifted: &Drifted) -> Vec<&str> {
    let people = drifted.people.iter();
    people.map(|one| one.name.as_str()).collect()
}

fn written(drifted: &Drifted, only: Option<&str>, framework: &Framework) -> String {
    let wanted = |officer: &str| only.is_none_or(|only| only == officer);
    let mut text = head(drifted);
    let signals = drifted.outlook.signals.iter();
    let signals: Vec<&Signal> = signals.filter(|one| wanted(&one.officer)).collect();
    if signals.is_empty() {
        let quiet = only.map_or_else(
            || {
                "Nobody reads otherwise, beyond what chance would show: the office is quiet."
                    .to_owned()
            },
            |name| format!("{name} does not read otherwise, beyond what chance would show."),
        );
        let _ = writeln!(text, "{quiet}");
    }
    for one in signals {
        signal(&mut text, one, drifted, framework);
    }
    for officer in names(drifted).into_iter().filter(|one| wanted(one)) {
        weeks(&mut text, officer, drifted, framework);
    }
    apart(&mut text, only, drifted, framework);
    text
}

fn head(drifted: &Drifted) -> String {
    let weeks = match (drifted.weeks.first(), drifted.weeks.last()) {
        (Some(first), Some(last)) => format!(" in the weeks {first} to {last}"),
        _ => String::new(),
    };
    format!(
        "{} officers, {} mappings{weeks}; {} plans of the random samples read twice\n\n",
        drifted.people.len(),
        drifted.mapped,
        drifted.pairs
    )
}

fn signal(text: &mut String, one: &Signal, drifted: &Drifted, framework: &Framework) {
    let behind = drifted.of_signal(one);
    let mut pupils: Vec<String> = (behind.iter().take(SHOWN))
        .map(|one| one.reference.to_string())
        .collect();
    let more = behind.len().saturating_sub(SHOWN);
    if more > 0 {
        pupils.push(format!("and {more} more; --json names them all"));
    }
    let _ = writeln!(text, "! {}", one.sentence(framework));
    let _ = writeln!(text, "  {}", one.bounds());
    let _ = writeln!(text, "  {}", pupils.join(" "));
}

/// An officer's weekly means, a line a measure: a sign a week, the trend, the gap to moderators.
fn weeks(text: &mut String, officer: &str, drifted: &Drifted, framework: &Framework) {
    let _ = writeln!(text, "\n{officer}");
    for one in drifted.weeks_of(officer, framework) {
        let (measure, signs) = (one.measure, one.signs);
        let _ = writeln!(text, "  {measure:<36} {signs}  {}; {}", one.trend, one.gap);
    }
}

/// The shares that lie apart from the moderators'.
fn apart(text: &mut String, only: Option<&str>, drifted: &Drifted, framework: &Framework) {
    let wanted = drifted.outlook.shares.iter();
    let wanted = wanted.filter(|one| only.is_none_or(|only| only == one.officer));
    let mut title = "\nShares that lie apart from the moderators' (Goodman, 95 %)\n";
    for shares in wanted {
        for (rank, share) in shares.apart() {
            let place = shares.setting.map_or("all settings", Setting::words);
            let _ = writeln!(
                text,
                "{title}  {}, {}, {place}: {} to {}",
                shares.officer,
                shares.measure.words(framework),
                shares.measure.rank_words(framework, Some(rank)),
                shares.words(share),
            );
            title = "";
        }
    }
}
