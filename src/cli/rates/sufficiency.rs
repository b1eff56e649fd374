//! `continuum rates sufficiency` and `outcome`: which plans cost more than they are given, and what is decided of them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::cli::arguments::{AgainstFiles, DecideOutcome, OutcomeWord, RatesFormat, Sufficiency};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::progress::Bar;
use crate::cli::room::Room;
use crate::domain::exact::Money;
use crate::domain::identity::{Reader, Role};
use crate::domain::place::Setting;
use crate::domain::printable::printable;
use crate::domain::sufficiency::report::{LAW, LOWER_BOUND};
use crate::domain::sufficiency::{Outcome, Report};
use crate::exchange::{html, markdown, sufficiency};
use crate::workspace::{Against, Decision};

use super::{files, telling};

/// How many plans a person is shown; the other formats have all.
const SHOWN: usize = 20;

pub(super) fn run(order: &Sufficiency, room: &Room) -> Result<(), Failure> {
    let out = order.out.as_deref();
    let format = order.told.meant(out);
    let against = against(&order.rates, &order.files, room)?;
    let workspace = room.workspace()?;
    let mut bar = Bar::start("Costing plans", room);
    let report = workspace.sufficiency(&against, room.now(), &mut bar.watch())?;
    drop(bar);
    let bytes = match format {
        RatesFormat::Text => printable(&told(&report)).into_owned().into_bytes(),
        RatesFormat::Json => telling::json(&sufficiency::json(&report))?,
        RatesFormat::Csv => {
            let mut bytes = Vec::new();
            sufficiency::csv(&report, &mut bytes)?;
            bytes
        }
        RatesFormat::Md => markdown::page(&sufficiency::document(&report)).into_bytes(),
        RatesFormat::Html => html::page(&sufficiency::document(&report)).into_bytes(),
        RatesFormat::Xlsx => sufficiency::xlsx(&report).map_err(Failure::refused)?,
    };
    output::made(&bytes, out)
}

/// The files that are meant.
fn against(rates: &Path, named: &AgainstFiles, room: &Room) -> Result<Against, Failure> {
    let find = |path: &PathBuf| files::find(path, room);
    Ok(Against {
        rates: files::find(rates, room)?,
        book: named.cost_book.as_ref().map(find).transpose()?,
        elements: named.elements.as_ref().map(find).transpose()?,
    })
}

/// The report as lines for a person.
fn told(report: &Report) -> String {
    let mut text = sufficiency::summary(report) + "\n";
    let about = &report.about;
    let _ = writeln!(
        text,
        "Rates {}, cost book {}.\n",
        about.rates.id, about.book.id
    );
    for (tariff, place, group) in &report.totals.groups {
        let place = place.map_or("not recorded", Setting::words);
        let _ = writeln!(text, "  {tariff:<10} {place:<20} {}", group.words());
    }
    let listed = report.listed();
    if !listed.is_empty() {
        text += "\nPlans that cost more, those that lack most first:\n";
    }
    for (one, standing) in listed.iter().take(SHOWN) {
        let short = one.verdict.shortfall().unwrap_or_default().to_string();
        let case = &one.case;
        let _ = writeln!(
            text,
            "  {:<12} {:<8} {short:>12}  {}",
            case.reference,
            case.tariff,
            standing.words()
        );
    }
    if let Some(more @ 1..) = listed.len().checked_sub(SHOWN) {
        let _ = writeln!(
            text,
            "  and {more} more; --json and --format have all, with the provisions behind each"
        );
    }
    for (why, count) in &report.totals.all.cannot {
        let _ = writeln!(text, "! {count} could not be costed: {}", why.words());
    }
    for (who, plans) in &report.totals.missing {
        let who = crate::domain::sufficiency::role(*who);
        let plans = if *plans == 1 {
            "1 plan has".to_owned()
        } else {
            format!("{plans} plans have")
        };
        let _ = writeln!(
            text,
            "! {plans} hours of {who}, for which the cost book has no price"
        );
    }
    let _ = writeln!(text, "\n{LOWER_BOUND}\n{LAW}");
    text
}

pub(super) fn outcome(order: &DecideOutcome, room: &Room) -> Result<(), Failure> {
    let against = against(&order.rates, &order.files, room)?;
    let decision = Decision {
        outcome: decided(order)?,
        reader: Reader {
            name: order.by.clone(),
            role: Role::Officer,
        },
        reason: order.reason.clone(),
    };
    let mut workspace = room.workspace()?;
    let mut bar = Bar::start("Costing the plan", room);
    let done = workspace.decide_outcome(
        &order.reference,
        decision,
        &against,
        room.now(),
        &mut bar.watch(),
    );
    drop(bar);
    let (recorded, covered) = done?;
    let reference = &covered.case.reference;
    if order.json {
        let mut value = sufficiency::outcome(&recorded);
        if let Value::Object(fields) = &mut value {
            fields.insert("ref".to_owned(), Value::from(reference.as_str()));
        }
        return output::json(&value);
    }
    let (told, day) = (&recorded.told, recorded.recorded.day());
    let line = format!(
        "{reference}, {} short: {}, {}, {day}: {}",
        told.shortfall,
        told.outcome.words(),
        told.reader.name,
        told.reason
    );
    output::line(printable(&line))
}

/// What was decided.
fn decided(order: &DecideOutcome) -> Result<Outcome, Failure> {
    let top_up: Option<Money> = (order.top_up.as_ref())
        .map(|text| text.parse())
        .transpose()
        .map_err(Failure::usage)?;
    let code = match order.outcome {
        OutcomeWord::ReviewedSufficient => "reviewed_sufficient",
        OutcomeWord::Remapped => "remapped",
        OutcomeWord::ToppedUp => "topped_up",
        OutcomeWord::PlanToBeAmended => "plan_to_be_amended",
        OutcomeWord::Open => "open",
    };
    Outcome::from_code(code, top_up).ok_or_else(|| {
        Failure::usage("--top-up goes with the outcome topped_up alone.")
            .hint("Leave it out, or write --outcome topped_up.")
    })
}
