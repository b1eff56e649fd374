//! The rates that an envelope affords, put in place of those at hand.

use super::state::{At, Rates, Said};
use crate::domain::exact::Money;
use crate::domain::place::Setting;
use crate::domain::rates::{
    Envelope, Ground, Part, RateSet, Solved, solve, solve_parts, total_weight,
};
use crate::ui::desk::Turn;
use crate::ui::parts::window::moved;

impl Rates {
    /// Finds the rates and takes them.
    pub(super) fn solve(&mut self, at: At) -> Turn {
        let (Some(ground), Some(work), Some(purse)) = (self.ground(), &self.work, self.purse())
        else {
            return Turn::stay();
        };
        match solved(ground, &work.set, purse, at) {
            Err(why) => self.refuse(format!("{why}.")),
            Ok(found) => {
                let words = told(&found, at);
                self.take(found.set);
                self.row = moved(self.row, 0, self.rows().len());
                self.said = Some(Said::Done(words));
                Turn::stay()
            }
        }
    }
}

/// Finds the rates that an envelope affords, the set's own taken for weights; or the reason why there are none.
fn solved(ground: &Ground, set: &RateSet, purse: &Envelope, at: At) -> Result<Solved, String> {
    let too_large = || "These figures are too large to reckon with".to_owned();
    let pounds = purse.for_rates();
    let found = match at {
        At::Counted | At::Parts => {
            let demands = ground.crowd.demands(&ground.cohort, set);
            let demands = demands.map_err(|why| why.to_string())?;
            if at == At::Parts {
                let part =
                    |part: &Part| -> (Vec<Setting>, Money) { (part.settings.clone(), part.pounds) };
                let parts: Vec<_> = purse.parts.iter().map(part).collect();
                solve_parts(set, &demands, &parts)
            } else {
                let weight = total_weight(set, &demands).ok_or_else(too_large)?;
                solve(set, &demands, pounds, weight)
            }
        }
        At::Expected | At::Sure => {
            let (demands, most) = ground
                .expected()?
                .demands(set)
                .map_err(|why| why.to_string())?;
            let weight = if at == At::Sure {
                most
            } else {
                total_weight(set, &demands).ok_or_else(too_large)?
            };
            solve(set, &demands, pounds, weight)
        }
    };
    found.map_err(|why| why.to_string())
}

/// What was found, in a sentence.
fn told(found: &Solved, at: At) -> String {
    let scales: Vec<String> = found
        .scales
        .iter()
        .map(|scale| scale.scale.to_string())
        .collect();
    let whom = match at {
        At::Counted | At::Parts => "for those mapped",
        At::Expected => "as expected",
        At::Sure => "affordable with 95 % confidence; as expected",
    };
    format!(
        "Scale {}, rates in whole pounds. They cost {} {whom}; {} is left.",
        scales.join(" and "),
        found.cost,
        found.residue
    )
}
