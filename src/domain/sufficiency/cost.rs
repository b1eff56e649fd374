//! What a plan would cost: the hours of its provisions, priced by role and shared by the group, rounded once.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::dose::{Ratio, Who};
use crate::domain::exact::{Money, Quantity, Rounded};
use crate::domain::judgement::SetAside;
use crate::domain::summary::COSTED_FROM;

use super::book::CostBook;

/// What a reader took a provision for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Evidence, for however many areas; also where no reader said anything of it.
    Evidence,
    /// Set aside.
    Aside(SetAside),
}

/// A provision as it is costed: without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its number in the plan.
    pub n: u32,
    /// Who gives it.
    pub who: Option<Who>,
    /// Adults to pupils, where stated.
    pub ratio: Option<Ratio>,
    /// The pupil's hours in a year, where they are known.
    pub annual_hours: Option<Quantity>,
    /// The provision that it says again.
    pub duplicate_of: Option<u32>,
    /// What the reader took it for.
    pub taken: Taken,
}

/// How a provision counts in the cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counts {
    /// It is asked of the tariff and of what is left of the school's share.
    Plan,
    /// The school's own offer: the school's share meets it, and the tariff is never asked for it.
    Core,
    /// Queried as health's or social care's: it must still be secured, and is summed up apart.
    Queried,
    /// It has no hours that can be counted, so it costs nothing here.
    NoHours,
    /// It has hours, and the cost book has no price for whoever gives them.
    NoPrice,
    /// It is said before, and costs once.
    Twice,
    /// It is no provision.
    Nothing,
}

impl Counts {
    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Core => "core",
            Self::Queried => "queried",
            Self::NoHours => "no_hours",
            Self::NoPrice => "no_price",
            Self::Twice => "twice",
            Self::Nothing => "not_provision",
        }
    }

    /// What it means, for a person.
    pub fn words(self) -> &'static str {
        match self {
            Self::Plan => "costed",
            Self::Core => "the school's own offer, met by its share",
            Self::Queried => "perhaps health or care: must still be secured, costed apart",
            Self::NoHours => "no hours that can be counted: costs nothing here",
            Self::NoPrice => "the cost book has no price for this role",
            Self::Twice => "said before, costed once",
            Self::Nothing => "not a provision",
        }
    }
}

/// One provision of a plan, and what it costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The provision's number.
    pub n: u32,
    /// Who gives it.
    pub who: Option<Who>,
    /// Adults and pupils that an hour is of.
    pub ratio: (u32, u32),
    /// The pupil's hours in a year.
    pub hours: Option<Quantity>,
    /// How it counts.
    pub counts: Counts,
    /// What it costs in a year; the lines of a plan sum to what the plan costs.
    pub cost: Money,
    /// Its words; empty where nobody asked for them.
    pub text: String,
}

/// What a plan would cost in a year: a lower bound, for what is not quantified costs nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanCost {
    /// Its provisions, in the order of the plan.
    pub lines: Vec<Line>,
    /// How many count: those that are provisions, each said once.
    pub counted: u32,
    /// How many of them have hours.
    pub quantified: u32,
    /// How many of these have a price.
    pub priced: u32,
    /// Who gives hours that have no price.
    pub missing: BTreeSet<Option<Who>>,
    /// What the tariff and the school's share are asked for.
    pub plan: Rounded,
    /// What the school's own offer costs.
    pub core: Rounded,
    /// What is queried as health's or social care's.
    pub queried: Rounded,
    /// Whether some of it was beyond what can be counted; the sums are then too low.
    pub too_much: bool,
}

impl PlanCost {
    /// The quantified in a hundred of those that count, to two decimals; nothing where none counts.
    pub fn quantified_percent(&self) -> Option<Quantity> {
        let share = Quantity::from(self.quantified).times(100_u32.into())?;
        Some(share.over(self.counted.into())?.rounded())
    }

    /// Whether so many of those that count are enough to cost a plan by: 60 in a hundred.
    pub(super) fn is_enough(&self, so_many: u32) -> bool {
        self.counted > 0
            && u64::from(so_many) * 100 >= u64::from(COSTED_FROM) * u64::from(self.counted)
    }
}

/// Exact pence, by over how many pupils they are shared: they are divided once, when they are summed up.
#[derive(Clone, Debug, Default)]
struct Exact(BTreeMap<u32, Quantity>);

impl Exact {
    /// Adds pence that are shared by so many; nothing out of range.
    fn add(&mut self, pence: Quantity, shared_by: u32) -> Option<()> {
        let sum = self.0.entry(shared_by).or_default();
        *sum = sum.plus(pence)?;
        Some(())
    }

    /// The sum, rounded to the penny, half to even. Over one common divisor, so that three thirds are one.
    fn sum(&self) -> Option<Rounded> {
        let of = (self.0.keys()).try_fold(1_u32, |of, share| {
            of.checked_mul(share / common(of, *share).max(1))
        })?;
        let mut sum = Quantity::ZERO;
        for (share, pence) in &self.0 {
            sum = sum.plus(pence.times((of / (*share).max(1)).into())?)?;
        }
        Money::from_pence(1).part(sum, of.into())
    }
}

/// The greatest common divisor (Euclid).
fn common(one: u32, other: u32) -> u32 {
    if other == 0 {
        one
    } else {
        common(other, one % other)
    }
}

/// A sum that grows line by line: each line's cost is what the rounded sum grows by.
#[derive(Clone, Debug, Default)]
struct Sum {
    exact: Exact,
    rounded: Rounded,
}

impl Sum {
    /// Adds a line; gives what it costs, so that the lines sum to the whole. Nothing out of range: the sum stays.
    fn add(&mut self, pence: Quantity, shared_by: u32) -> Option<Money> {
        let mut exact = self.exact.clone();
        exact.add(pence, shared_by)?;
        let rounded = exact.sum()?;
        let grown = rounded.money - self.rounded.money;
        (self.exact, self.rounded) = (exact, rounded);
        Some(grown)
    }
}

/// Costs a plan: annual hours × pounds an hour with on-costs × adults ÷ pupils, each provision once however many areas it
/// is evidence for.
///
/// A provision that repeats another counts only where that one does not. What the reader set aside as `duplicate` or
/// `not_provision` does not count at all; `core`, `query_health` and `query_care` are costed, and summed up apart. A group
/// "of up to four" is shared by four, for the sum is a lower bound; where no ratio is stated, the book says by how many an
/// hour of the role is shared.
pub fn cost(items: &[Item], book: &CostBook) -> PlanCost {
    let mut found = PlanCost::default();
    let (mut plan, mut core, mut queried) = (Sum::default(), Sum::default(), Sum::default());
    let counting: BTreeSet<u32> = (items.iter().filter(|one| is_provision(one.taken)))
        .map(|one| one.n)
        .collect();
    for item in items {
        let mut line = Line {
            n: item.n,
            who: item.who,
            ratio: (1, 1),
            hours: item.annual_hours,
            counts: counts(item, &counting),
            cost: Money::default(),
            text: String::new(),
        };
        let sum = match line.counts {
            Counts::Plan => &mut plan,
            Counts::Core => &mut core,
            Counts::Queried => &mut queried,
            Counts::NoHours | Counts::NoPrice | Counts::Twice | Counts::Nothing => {
                found.lines.push(line);
                continue;
            }
        };
        found.counted += 1;
        if let Some(hours) = item.annual_hours {
            found.quantified += 1;
            price(&mut line, (item, hours), book, sum, &mut found);
        } else {
            line.counts = Counts::NoHours;
        }
        found.lines.push(line);
    }
    (found.plan, found.core, found.queried) = (plan.rounded, core.rounded, queried.rounded);
    found
}

/// Prices a line that has hours.
fn price(
    line: &mut Line,
    (item, hours): (&Item, Quantity),
    book: &CostBook,
    sum: &mut Sum,
    found: &mut PlanCost,
) {
    let Some(price) = book.price(item.who) else {
        found.missing.insert(item.who);
        line.counts = Counts::NoPrice;
        return;
    };
    line.ratio = shared(item.ratio, price.shared_by);
    let (adults, pupils) = line.ratio;
    let pence = price
        .exact()
        .and_then(|hour| hour.times(hours)?.times(adults.into()));
    match pence.and_then(|pence| sum.add(pence, pupils)) {
        Some(cost) => {
            line.cost = cost;
            found.priced += 1;
        }
        None => found.too_much = true,
    }
}

/// Whether what a reader took it for leaves a provision that somebody has to give.
fn is_provision(taken: Taken) -> bool {
    match taken {
        Taken::Evidence
        | Taken::Aside(SetAside::Core | SetAside::QueryHealth | SetAside::QueryCare) => true,
        Taken::Aside(SetAside::Duplicate | SetAside::NotProvision) => false,
    }
}

fn counts(item: &Item, counting: &BTreeSet<u32>) -> Counts {
    if item
        .duplicate_of
        .is_some_and(|first| counting.contains(&first))
    {
        return Counts::Twice;
    }
    match item.taken {
        Taken::Evidence => Counts::Plan,
        Taken::Aside(SetAside::Core) => Counts::Core,
        Taken::Aside(SetAside::QueryHealth | SetAside::QueryCare) => Counts::Queried,
        Taken::Aside(SetAside::Duplicate) => Counts::Twice,
        Taken::Aside(SetAside::NotProvision) => Counts::Nothing,
    }
}

/// The adults and the pupils that an hour is of.
fn shared(ratio: Option<Ratio>, not_stated: u32) -> (u32, u32) {
    let (adults, pupils) = match ratio {
        None => (1, not_stated),
        Some(Ratio::Adults(adults, pupils)) => (u32::from(adults), u32::from(pupils)),
        Some(Ratio::GroupUpTo(size) | Ratio::Group(size) | Ratio::ClassUpTo(size)) => {
            (1, u32::from(size))
        }
    };
    (adults.max(1), pupils.max(1))
}

#[cfg(test)]
pub(crate) mod tests;
