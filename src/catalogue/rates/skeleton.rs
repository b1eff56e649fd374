//! The skeletons of rates files, for an authority to fill.

use std::fmt::Write as _;

use crate::catalogue::community_method::INVENTED_METHOD;
use crate::catalogue::cost_book::INVENTED_COST_BOOK;
use crate::catalogue::reading::is_id;
use crate::domain::day::Day;
use crate::domain::framework::{Framework, Route};

/// The kinds of rates files that are begun from a skeleton.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RatesKind {
    /// A rate set in pounds.
    Rates,
    /// A rate set in weights, from which rates are found.
    Weights,
    /// An envelope.
    Envelope,
    /// What schools meet themselves.
    Elements,
    /// A cost book.
    CostBook,
    /// A method of sharing a pot out over Communities.
    Method,
}

const ENVELOPE: &str = include_str!("envelope-skeleton.toml");
const RATES: &str = include_str!("rates-skeleton.toml");
const ELEMENTS: &str = include_str!("elements.toml");

/// Gives a new rates file for a framework, commented and sound as it stands; nothing where its id could not be one.
pub fn rates_skeleton(
    kind: RatesKind,
    id: &str,
    framework: &Framework,
    today: Day,
) -> Option<String> {
    if !is_id(id) {
        return None;
    }
    // Rates take effect no sooner than the framework that they are for.
    let soonest = framework
        .effective_from
        .map_or(today, |from| from.max(today));
    let from = next_april(soonest).to_string();
    Some(match kind {
        RatesKind::Envelope => ENVELOPE.replace("{id}", id).replace("{from}", &from),
        RatesKind::Elements => ELEMENTS.to_owned(),
        RatesKind::CostBook => INVENTED_COST_BOOK.replace("invented-2026", id),
        RatesKind::Method => INVENTED_METHOD.replace("invented-communities", id),
        RatesKind::Rates | RatesKind::Weights => RATES
            .replace("{id}", id)
            .replace("{from}", &from)
            .replace("{framework}", &framework.key.id)
            .replace("{version}", &framework.key.version)
            .replace("{rates}", &lines(kind, framework)),
    })
}

/// The first of April to come: financial years of authorities begin there.
fn next_april(today: Day) -> Day {
    let this = Day::new(today.year(), 4, 1).filter(|april| *april >= today);
    this.or_else(|| Day::new(today.year() + 1, 4, 1))
        .unwrap_or(today)
}

/// A line for each tariff that pays a top-up, each more than the one below.
fn lines(kind: RatesKind, framework: &Framework) -> String {
    let mut text = String::new();
    let paid = framework
        .tariffs
        .iter()
        .filter(|tariff| tariff.route == Route::Tariff);
    for (tariff, nth) in paid.zip(1..) {
        let value = if kind == RatesKind::Weights {
            format!("weight = {nth}")
        } else {
            format!("pounds = {}", nth * 1000)
        };
        let id = super::written::quoted(tariff.id.as_str());
        let name = tariff.name.replace(char::is_control, " ");
        let _ = write!(text, "[[rate]]\ntariff = {id}\n{value} # {name}\n\n");
    }
    text.trim_end().to_owned()
}
