//! What follows from a set: costs by line, all together, and as expected; and the rows that show it.

use crate::domain::exact::Money;
use crate::domain::framework::{Framework, Route};
use crate::domain::identity::TariffId;
use crate::domain::rates::expected::ExpectedLine;
use crate::domain::rates::{Cost, Envelope, ExpectedCost, Ground, RateSet, Sum};

/// What follows from a set.
#[derive(Clone, Debug)]
pub(super) struct Figures {
    /// What it costs for those who are mapped.
    pub(super) cost: Cost,
    /// The same by the lines of the set.
    pub(super) by_line: Vec<Sum>,
    /// What it would cost were all mapped; or the sentence why nobody can say.
    pub(super) expected: Result<ExpectedCost, String>,
}

impl Figures {
    /// Works them out.
    pub(super) fn of(ground: &Ground, set: &RateSet) -> Self {
        let expected = if set.is_weighted() {
            Err("the set is in weights, which cost nothing by themselves".to_owned())
        } else {
            ground.expected_cost(set)
        };
        Self {
            cost: ground.crowd.cost(&ground.cohort, set, &ground.framework),
            by_line: ground.crowd.by_line(&ground.cohort, set),
            expected,
        }
    }

    /// The expected pupils of a tariff.
    pub(super) fn expected_of(&self, tariff: &TariffId) -> Option<&ExpectedLine> {
        let lines = &self.expected.as_ref().ok()?.lines;
        lines
            .iter()
            .find(|line| line.tariff.as_ref() == Some(tariff))
    }
}

/// A row of the tariffs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// A line of the set, by its number.
    Line(usize),
    /// A tariff that no rate is for.
    Unpaid(TariffId, Route),
}

/// The rows: by the tariffs' rank, each with its lines, or by itself where it has none.
pub(super) fn rows(framework: &Framework, set: &RateSet) -> Vec<Row> {
    let mut rows = Vec::new();
    for tariff in &framework.tariffs {
        let lines = set.rates.iter().zip(0..);
        let own = lines.filter(|(rate, _)| rate.tariff == tariff.id);
        let before = rows.len();
        rows.extend(own.map(|(_, line)| Row::Line(line)));
        if rows.len() == before {
            rows.push(Row::Unpaid(tariff.id.clone(), tariff.route));
        }
    }
    rows
}

/// What of an envelope is left after a cost: below nothing where it does not reach.
pub(super) fn left(envelope: &Envelope, cost: Money) -> Money {
    envelope.for_rates() - cost
}
