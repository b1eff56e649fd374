//! Priorities: which pupils come first, and the order a setting may change.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// Why a pupil is taken before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priority {
    /// The pupil moves from one phase to the next.
    PhaseTransfer,
    /// The pupil was drawn at random for the audit sample, from which the rest is estimated.
    AuditSample,
    /// The plan was first issued within the last twelve months.
    NewPlan,
    /// Another placement was asked for.
    PlacementChange,
    /// The annual review is due.
    AnnualReview,
    /// None of these.
    Other,
}

impl Priority {
    /// Every priority, in the usual order.
    pub const ALL: [Self; 6] = [
        Self::PhaseTransfer,
        Self::AuditSample,
        Self::NewPlan,
        Self::PlacementChange,
        Self::AnnualReview,
        Self::Other,
    ];

    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::PhaseTransfer => "phase_transfer",
            Self::AuditSample => "audit_sample",
            Self::NewPlan => "new_plan",
            Self::PlacementChange => "placement_change",
            Self::AnnualReview => "annual_review",
            Self::Other => "other",
        }
    }

    /// The words on the screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::PhaseTransfer => "phase transfer",
            Self::AuditSample => "audit sample",
            Self::NewPlan => "new plan",
            Self::PlacementChange => "change of placement",
            Self::AnnualReview => "annual review",
            Self::Other => "the rest",
        }
    }

    /// Gives the priority of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|priority| priority.code() == code)
    }
}

/// The order of the priorities; written as their codes with commas between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order([Priority; 6]);

impl Order {
    /// The place of a priority, 0 for the first.
    pub fn place(self, priority: Priority) -> usize {
        let place = self.0.iter().position(|named| *named == priority);
        place.unwrap_or(self.0.len())
    }

    /// The priorities, first to last.
    pub fn priorities(self) -> [Priority; 6] {
        self.0
    }
}

impl Default for Order {
    fn default() -> Self {
        Self(Priority::ALL)
    }
}

/// What was wrong with a text that should have been an order.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrderFault {
    /// A word that is no priority.
    #[error(
        "\"{0}\" is not a priority; name phase_transfer, audit_sample, new_plan, placement_change, annual_review or other"
    )]
    Unknown(String),
    /// A priority named twice.
    #[error("\"{0}\" stands twice in the order; name it once")]
    Twice(&'static str),
}

impl FromStr for Order {
    type Err = OrderFault;

    /// Reads codes with commas between; what is not named follows in the usual order.
    fn from_str(text: &str) -> Result<Self, OrderFault> {
        let mut named = Vec::new();
        for word in text
            .split(',')
            .map(str::trim)
            .filter(|word| !word.is_empty())
        {
            let priority = Priority::from_code(word);
            let priority = priority.ok_or_else(|| OrderFault::Unknown(word.to_owned()))?;
            if named.contains(&priority) {
                return Err(OrderFault::Twice(priority.code()));
            }
            named.push(priority);
        }
        let mut order = Priority::ALL;
        let unnamed: Vec<_> = order
            .into_iter()
            .filter(|priority| !named.contains(priority))
            .collect();
        for (place, priority) in order.iter_mut().zip(named.into_iter().chain(unnamed)) {
            *place = priority;
        }
        Ok(Self(order))
    }
}

impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.map(Priority::code).join(","))
    }
}

/// Compares references as people count: `K-9` before `K-10`.
pub fn natural(one: &str, other: &str) -> Ordering {
    let (mut a, mut b) = (one.as_bytes(), other.as_bytes());
    loop {
        // Most references share a long beginning, of which only a number under way matters.
        let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
        let shared = a.get(..same).unwrap_or_default();
        let digits = shared.iter().rev().take_while(|byte| byte.is_ascii_digit());
        let from = same - digits.count();
        let (left, right) = (number(a.get(from..)), number(b.get(from..)));
        if left.0.is_empty() || right.0.is_empty() {
            // What is alike as numbers (007 and 7) still has an order of its own.
            let rest = a.get(from..).cmp(&b.get(from..));
            return rest.then_with(|| one.cmp(other));
        }
        let (x, y) = (significant(left.0), significant(right.0));
        let order = x.len().cmp(&y.len()).then_with(|| x.cmp(y));
        if order.is_ne() {
            return order;
        }
        (a, b) = (left.1, right.1);
    }
}

/// Splits the digits off that a text begins with.
fn number(text: Option<&[u8]>) -> (&[u8], &[u8]) {
    let text = text.unwrap_or_default();
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit());
    text.split_at_checked(digits.count()).unwrap_or_default()
}

fn significant(digits: &[u8]) -> &[u8] {
    let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
    digits.get(zeros..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn order(text: &str, expected: &str) {
        let order: Order = text.parse().unwrap();
        assert_eq!(order.to_string(), expected);
        assert_eq!(order.to_string().parse(), Ok(order));
    }

    #[test]
    fn an_order_names_what_comes_first() {
        let usual = "phase_transfer,audit_sample,new_plan,placement_change,annual_review,other";
        order("", usual);
        order(usual, usual);
        order(
            "annual_review, new_plan",
            "annual_review,new_plan,phase_transfer,audit_sample,placement_change,other",
        );
        let unknown = "phase".parse::<Order>().unwrap_err();
        assert!(
            unknown
                .to_string()
                .starts_with("\"phase\" is not a priority")
        );
        assert_eq!(
            "other,other".parse::<Order>(),
            Err(OrderFault::Twice("other"))
        );
    }

    #[test]
    fn references_stand_as_people_count() {
        let mut list = [
            "K-10", "K-9", "J-11", "K-9a", "K-009", "K", "10", "9", "é-2", "K-9-10", "K-9-9",
        ];
        list.sort_by(|a, b| natural(a, b));
        let expected = [
            "9", "10", "J-11", "K", "K-009", "K-9", "K-9-9", "K-9-10", "K-9a", "K-10", "é-2",
        ];
        assert_eq!(list, expected);
    }

    proptest! {
        #[test]
        fn natural_order_is_an_order(mut list in prop::collection::vec("[a0-2-]{0,6}", 3)) {
            list.sort_by(|a, b| natural(a, b));
            for pair in list.windows(2) {
                prop_assert_ne!(natural(&pair[0], &pair[1]), Ordering::Greater);
                prop_assert_eq!(natural(&pair[0], &pair[1]), natural(&pair[1], &pair[0]).reverse());
                prop_assert_eq!(natural(&pair[0], &pair[1]).is_eq(), pair[0] == pair[1]);
            }
            prop_assert_ne!(natural(&list[0], &list[2]), Ordering::Greater);
        }
    }
}
