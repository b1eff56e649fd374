//! `continuum moderate agreement`: how alike the readings of a table are, or officers and moderators here.

use std::fmt::Write as _;

use serde::{Serialize, Serializer};
use serde_json::json;

use crate::cli::arguments::AgreementOrder;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::room::Room;
use crate::domain::agreement::{Agreement, TOO_FEW};
use crate::domain::framework::Framework;
use crate::domain::moderation::slice::{Slice, Sliced};
use crate::domain::printable::printable;
use crate::exchange::moderation::json::{self, rounded};
use crate::exchange::ratings;
use crate::workspace::{Agreed, files};

pub(super) fn run(order: &AgreementOrder, room: &Room) -> Result<(), Failure> {
    let Some(file) = &order.file else {
        return here(order, room);
    };
    let bytes = files::read(file).map_err(Failure::refused)?;
    let name = file.display().to_string();
    let readings = ratings::read(&name, &bytes, &order.levels).map_err(Failure::refused)?;
    let agreement = readings.agreement();
    if order.json {
        return output::json(&told(&agreement, &order.levels));
    }
    output::text(&written(&agreement, &order.levels))
}

/// How alike officers and moderators read in this workspace.
fn here(order: &AgreementOrder, room: &Room) -> Result<(), Failure> {
    let workspace = room.workspace()?;
    let agreed = workspace.agreed(room.now())?;
    let framework = workspace.framework();
    if !order.json {
        return output::text(&printable(&in_words(&agreed, framework)));
    }
    let mut told = super::head(&workspace, room);
    let parts = [
        ("mapped", json!(agreed.mapped)),
        ("pairs", json!(agreed.pairs)),
        ("too_few", json!(agreed.pairs < TOO_FEW)),
        ("slices", json!(json::agreement(&agreed.slices, framework))),
    ];
    told.extend(parts.map(|(key, value)| (key.to_owned(), value)));
    output::json(&told)
}

fn in_words(agreed: &Agreed, framework: &Framework) -> String {
    let mut text = format!(
        "{} plans of the random samples read twice, of {} mapped\n",
        agreed.pairs, agreed.mapped
    );
    if agreed.slices.is_empty() {
        text += "Nothing is said of agreement until moderators have read some of a sample blind.\n";
    }
    let mut kind = "";
    for one in &agreed.slices {
        if one.slice.code() != kind {
            kind = one.slice.code();
            let _ = writeln!(text, "\n{}", title(&one.slice));
        }
        let name = one.slice.name(framework).unwrap_or_default();
        let measure = one.measure.words(framework);
        let _ = writeln!(text, "  {name:<24} {measure:<36} {}", said(one));
        if one.slice == Slice::All {
            text += &table(&one.measure.scale(framework), &one.agreement.table);
        }
    }
    text
}

fn title(slice: &Slice) -> &'static str {
    match slice {
        Slice::All => "All of them (officers down, moderators across)",
        Slice::Officer(_) => "By officer",
        Slice::Setting(_) => "By setting",
        Slice::Week(_) => "By the week of the mapping",
        Slice::Descriptor(..) => "By the descriptor that the officer gave",
    }
}

/// What is said of a slice: α first; of too few, the counts alone.
fn said(one: &Sliced) -> String {
    let of = one.agreement.units;
    let counts = format!(
        "{} the same, {} within one; {}",
        one.same(),
        one.within_one(),
        one.higher_words()
    );
    if one.too_few() {
        return format!("too few ({of}): {counts}");
    }
    let number = |value: Option<f64>| {
        value.map_or_else(|| "not defined".to_owned(), |value| format!("{value:.3}"))
    };
    let interval = (one.agreement.alpha_ordinal_interval).map_or(String::new(), |(low, high)| {
        format!(" ({low:.3} to {high:.3})")
    });
    format!(
        "α ordinal {}{interval}, AC2 {}; of {of} {counts}",
        number(one.agreement.alpha_ordinal),
        number(one.agreement.ac2_linear),
    )
}

/// The JSON of agreement.
#[derive(Serialize)]
struct Told<'a> {
    n_units: usize,
    n_readers: usize,
    too_few: bool,
    #[serde(serialize_with = "digits")]
    exact: Option<f64>,
    #[serde(serialize_with = "digits")]
    within_one: Option<f64>,
    #[serde(serialize_with = "digits")]
    mean_difference: Option<f64>,
    #[serde(serialize_with = "digits")]
    alpha_nominal: Option<f64>,
    #[serde(serialize_with = "digits")]
    alpha_ordinal: Option<f64>,
    #[serde(serialize_with = "digits")]
    alpha_interval: Option<f64>,
    #[serde(serialize_with = "digits")]
    ac1: Option<f64>,
    #[serde(serialize_with = "digits")]
    ac2_linear: Option<f64>,
    #[serde(serialize_with = "digits")]
    ac2_quadratic: Option<f64>,
    #[serde(serialize_with = "digits")]
    kappa: Option<f64>,
    #[serde(serialize_with = "digits")]
    kappa_linear: Option<f64>,
    #[serde(serialize_with = "digits")]
    kappa_quadratic: Option<f64>,
    alpha_ordinal_ci: Option<[f64; 2]>,
    levels: &'a [String],
    table: &'a [Vec<u64>],
}

/// Writes six decimals: more would be noise, fewer would hide what is published to five.
#[expect(clippy::ref_option, reason = "serde hands a reference to the field")]
fn digits<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    value.map(rounded).serialize(serializer)
}

fn told<'a>(agreement: &'a Agreement, levels: &'a [String]) -> Told<'a> {
    let interval = agreement.alpha_ordinal_interval;
    Told {
        n_units: agreement.units,
        n_readers: agreement.readers,
        too_few: agreement.units < TOO_FEW,
        exact: agreement.exact,
        within_one: agreement.within_one,
        mean_difference: agreement.mean_difference,
        alpha_nominal: agreement.alpha_nominal,
        alpha_ordinal: agreement.alpha_ordinal,
        alpha_interval: agreement.alpha_interval,
        ac1: agreement.ac1,
        ac2_linear: agreement.ac2_linear,
        ac2_quadratic: agreement.ac2_quadratic,
        kappa: agreement.kappa,
        kappa_linear: agreement.kappa_linear,
        kappa_quadratic: agreement.kappa_quadratic,
        alpha_ordinal_ci: interval.map(|(low, high)| [rounded(low), rounded(high)]),
        levels,
        table: &agreement.table,
    }
}

fn written(agreement: &Agreement, levels: &[String]) -> String {
    let number = |value: Option<f64>| {
        value.map_or_else(|| "not defined".to_owned(), |value| format!("{value:.3}"))
    };
    let few = if agreement.units < TOO_FEW {
        format!(": too few to speak of, below {TOO_FEW}")
    } else {
        String::new()
    };
    let interval = agreement.alpha_ordinal_interval.map_or_else(
        || "no interval".to_owned(),
        |(low, high)| format!("95 % interval {low:.3} to {high:.3}"),
    );
    let lines = [
        format!(
            "{} pupils read at least twice, {} readers{few}",
            agreement.units, agreement.readers
        ),
        format!("same level             {}", number(agreement.exact)),
        format!("within one level       {}", number(agreement.within_one)),
        format!(
            "mean signed difference {}",
            number(agreement.mean_difference)
        ),
        format!(
            "α ordinal              {} ({interval})",
            number(agreement.alpha_ordinal)
        ),
        format!(
            "α nominal, interval    {}, {}",
            number(agreement.alpha_nominal),
            number(agreement.alpha_interval)
        ),
        format!("AC1                    {}", number(agreement.ac1)),
        format!(
            "AC2 linear, quadratic  {}, {}",
            number(agreement.ac2_linear),
            number(agreement.ac2_quadratic)
        ),
        format!(
            "κ, linear, quadratic   {}, {}, {}",
            number(agreement.kappa),
            number(agreement.kappa_linear),
            number(agreement.kappa_quadratic)
        ),
    ];
    lines.join("\n") + "\n" + &table(levels, &agreement.table)
}

/// How often each level of the earlier reader, down, stood beside each of the later one, across.
fn table(levels: &[String], table: &[Vec<u64>]) -> String {
    let head: Vec<String> = levels.iter().map(|level| format!("{level:>6}")).collect();
    let mut lines = vec![format!("{:>8}{}", "", head.join(""))];
    for (level, row) in levels.iter().zip(table) {
        let cells: Vec<String> = row.iter().map(|count| format!("{count:>6}")).collect();
        lines.push(format!("{level:>8}{}", cells.join("")));
    }
    lines.join("\n") + "\n"
}
