//! The cost book: pounds an hour by role, with on-costs, and over how many pupils an hour is shared.

use std::collections::BTreeMap;

use crate::domain::day::Day;
use crate::domain::digest::Digest;
use crate::domain::dose::Who;
use crate::domain::exact::{Money, Quantity};

/// The word for an hour of nobody named.
const NOT_NAMED: &str = "not_named";

/// The word for a role, or for nobody named, in files and tables.
pub fn role(who: Option<Who>) -> &'static str {
    who.map_or(NOT_NAMED, Who::code)
}

/// What was wrong with a word that should have been a role.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no role; write one of {roles}", roles = roles().join(", "))]
pub struct NoRole(pub String);

/// Gives the role of a word in a cost book, or nobody named.
pub fn role_from(word: &str) -> Result<Option<Who>, NoRole> {
    if word == NOT_NAMED {
        return Ok(None);
    }
    let who = Who::from_code(word).map(Some);
    who.ok_or_else(|| NoRole(word.to_owned()))
}

/// The words that a cost book knows, in the order of the roles.
pub fn roles() -> Vec<&'static str> {
    let named = Who::ALL.into_iter().map(Who::code);
    named.chain([NOT_NAMED]).collect()
}

/// What an hour of a role costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HourPrice {
    /// The pay of an hour.
    pub per_hour: Money,
    /// What the employer pays on top, in a hundred of the pay.
    pub on_costs: Quantity,
    /// Over how many pupils an hour is shared where the plan states no ratio; 1 is the pupil alone.
    pub shared_by: u32,
}

impl HourPrice {
    /// The exact pence of an hour with its on-costs; nothing out of range.
    ///
    /// On-costs have two decimals at most, so that this is a decimal that ends.
    pub fn exact(&self) -> Option<Quantity> {
        let hundred = Quantity::from(100_u32);
        let share = hundred.plus(self.on_costs)?.over(hundred)?;
        Quantity::signed(self.per_hour.pence()).times(share)
    }
}

/// A dated book of what hours cost, by role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostBook {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// From when on its figures hold.
    pub effective_from: Day,
    /// Where its figures come from.
    pub source: String,
    /// The digest of its file.
    pub hash: Digest,
    /// The price of an hour by role; hours of nobody named have one only where the book says so.
    pub prices: BTreeMap<Option<Who>, HourPrice>,
}

impl CostBook {
    /// What an hour of a role costs, where the book says.
    pub fn price(&self, who: Option<Who>) -> Option<&HourPrice> {
        self.prices.get(&who)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_its_word_and_nobody_has_one_too() {
        for word in roles() {
            assert_eq!(role_from(word).map(role), Ok(word));
        }
        assert_eq!(role_from("TSA"), Err(NoRole("TSA".to_owned())));
        assert_eq!(roles().len(), Who::ALL.len() + 1);
    }

    #[test]
    fn an_hour_costs_its_pay_and_what_comes_on_top() {
        let price = HourPrice {
            per_hour: Money::from_pence(1_333),
            on_costs: "28.75".parse().unwrap(),
            shared_by: 1,
        };
        // 1333 × 1.2875 = 1716.2375 pence.
        assert_eq!(price.exact(), "1716.2375".parse().ok());
    }
}
