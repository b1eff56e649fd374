//! A year's budgets with all that they are reported by.

use std::collections::BTreeMap;

use super::budget::{Budget, Budgets};
use super::method::{Community, Method};
use crate::domain::exact::Quantity;

/// The budgets of a year with all that they are reported by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The method.
    pub method: Method,
    /// The communities.
    pub communities: Vec<Community>,
    /// Their budgets.
    pub budgets: Budgets,
    /// How many pupils of the caseload go by the Community's route, by community; empty where they are not told.
    pub routed: BTreeMap<String, u64>,
}

impl Shared {
    /// Each community with its budget and how many pupils of the caseload go by the route.
    pub fn each(&self) -> impl Iterator<Item = (&Community, &Budget, u64)> {
        let both = self.communities.iter().zip(&self.budgets.budgets);
        both.map(|(community, budget)| (community, budget, self.routed_to(&community.name)))
    }

    fn routed_to(&self, name: &str) -> u64 {
        self.routed.get(name).copied().unwrap_or_default()
    }

    /// Pupils of the route whose community is not in the table, or not known.
    pub fn elsewhere(&self) -> u64 {
        let named = |name: &str| self.communities.iter().any(|one| one.name == name);
        let others = self.routed.iter().filter(|(name, _)| !named(name));
        others.map(|(_, count)| *count).sum()
    }

    /// What is said of it as a whole.
    pub fn sentences(&self) -> Vec<String> {
        let (year, method) = (&self.budgets.year, &self.method);
        let formula = Quantity::from(100_u32)
            .minus(year.historic)
            .unwrap_or_default();
        let mut said = vec![
            format!(
                "{}, by the method \"{}\" ({}).",
                year.name,
                method.title,
                method.source.trim_end_matches('.')
            ),
            format!(
                "The pot is {}: {} % of it goes by what communities had before, {formula} % by the formula.",
                year.pot, year.historic
            ),
        ];
        let weights =
            (method.weights.iter()).map(|(by, weight)| format!("{} {weight} %", by.words()));
        let weights: Vec<String> = weights.collect();
        said.push(format!("The formula: {}.", weights.join(", ")));
        if let Some(protection) = method.protection {
            let (cost, months) = (self.budgets.protection(), self.budgets.months);
            let (until, payer) = (protection.until.long(), protection.paid_by.words());
            said.push(if months == 0 {
                format!("Nothing is protected in this year: protection of claims ended on {until}.")
            } else {
                let claims = protection.claims;
                format!("In {months} of its 12 months each community has at least {claims} % of what it claims today, until {until}. That costs {cost}, which {payer}.")
            });
        }
        said.push(format!(
            "All communities together get {}.",
            self.budgets.total()
        ));
        let elsewhere = self.elsewhere();
        if elsewhere > 0 {
            said.push(format!("{elsewhere} pupils of the caseload go by the Community's route, and their Community is not in the table or not known."));
        }
        said
    }
}
