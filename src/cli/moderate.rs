//! `continuum moderate`: samples, the queue, reviews, and what moderation measures.

mod queue;
mod review;
mod sample;

use serde::{Serialize, Serializer};

use crate::domain::agreement::{Agreement, TOO_FEW};
use crate::domain::identity::{Reader, Role};
use crate::exchange::ratings;
use crate::workspace::{Workspace, files};

use super::arguments::{Moderate, ModerateCommand};
use super::failure::Failure;
use super::output;
use super::room::Room;

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

fn rounded(value: f64) -> f64 {
    let rounded = (value * 1e6).round() / 1e6;
    // No minus before a zero.
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// The moderator who was named, else the workspace's reader, in that role.
fn moderator(named: Option<&String>, workspace: &Workspace) -> Reader {
    Reader {
        name: named.unwrap_or(&workspace.reader().name).clone(),
        role: Role::Moderator,
    }
}

pub(super) fn run(order: &Moderate, room: &Room) -> Result<(), Failure> {
    match &order.what {
        ModerateCommand::Sample(order) => sample::run(order, room),
        ModerateCommand::Queue(order) => queue::run(order, room),
        ModerateCommand::Review(order) => review::run(order, room),
        ModerateCommand::Decide(order) => review::decide(order, room),
        ModerateCommand::Harmless(order) => queue::harmless(order, room),
        ModerateCommand::Conflict(order) => queue::conflict(order, room),
        ModerateCommand::Agreement { file, levels, json } => {
            let bytes = files::read(file).map_err(Failure::refused)?;
            let name = file.display().to_string();
            let readings = ratings::read(&name, &bytes, levels).map_err(Failure::refused)?;
            let agreement = readings.agreement();
            if *json {
                return output::json(&told(&agreement, levels));
            }
            output::text(&written(&agreement, levels))
        }
    }
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
    let mut lines = vec![
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
    let head: Vec<String> = levels.iter().map(|level| format!("{level:>6}")).collect();
    lines.push(format!("{:>8}{}", "", head.join("")));
    for (level, row) in levels.iter().zip(&agreement.table) {
        let cells: Vec<String> = row.iter().map(|count| format!("{count:>6}")).collect();
        lines.push(format!("{level:>8}{}", cells.join("")));
    }
    lines.join("\n") + "\n"
}
