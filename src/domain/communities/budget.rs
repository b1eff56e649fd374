//! Budgets: a year's pot shared out over communities, to the penny.

use crate::domain::apportion::apportion;
use crate::domain::exact::{Money, Quantity};

use super::method::{Community, Indicator, Method, Payer, Protection, Year};

/// A community's budget of a year, and how it comes about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budget {
    /// What it had before.
    pub historic: Money,
    /// What the formula alone would give it of the pot, by indicator.
    pub formula: Vec<(Indicator, Money)>,
    /// What it gets of the part that goes by what communities had before.
    pub by_historic: Money,
    /// What it gets of the part that goes by the formula.
    pub by_formula: Money,
    /// What of its claims is protected in a whole year; nothing where nothing is protected in this year.
    pub protected: Option<Money>,
    /// What it gets for protection.
    pub gets: Money,
    /// What it pays for the protection of others.
    pub pays: Money,
    /// What a pupil of its schools comes to; nothing where it has none.
    pub per_pupil: Option<Money>,
}

impl Budget {
    /// What the formula alone would give it.
    pub fn formula_alone(&self) -> Money {
        self.formula.iter().map(|(_, money)| *money).sum()
    }

    /// What the formula alone would give it by one indicator.
    pub fn part(&self, indicator: Indicator) -> Money {
        let mut own = self.formula.iter().filter(|(by, _)| *by == indicator);
        own.next().map(|(_, money)| *money).unwrap_or_default()
    }

    /// What it gets before protection.
    pub fn blended(&self) -> Money {
        self.by_historic + self.by_formula
    }

    /// What it gets.
    pub fn budget(&self) -> Money {
        self.blended() + self.gets - self.pays
    }

    /// What changes against what it had before.
    pub fn change(&self) -> Money {
        self.budget() - self.historic
    }
}

/// The budgets of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budgets {
    /// The year.
    pub year: Year,
    /// How many months of it are protected.
    pub months: u32,
    /// One a community, in their order.
    pub budgets: Vec<Budget>,
}

impl Budgets {
    /// What protection costs.
    pub fn protection(&self) -> Money {
        self.budgets.iter().map(|one| one.gets).sum()
    }

    /// What all communities get: the pot, and what comes on top of it for protection.
    pub fn total(&self) -> Money {
        self.budgets.iter().map(Budget::budget).sum()
    }
}

/// Why a pot cannot be shared out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unshared {
    /// There is nobody to share it out to.
    #[error("there is no community in the file; write a row for each")]
    Nobody,
    /// An indicator is nothing everywhere.
    #[error(
        "the column \"{column}\" is 0 in every row, so {percent} % of the pot cannot be shared out by it; fill it in, or give it the weight 0 in the method"
    )]
    Nothing {
        /// The column.
        column: &'static str,
        /// Its part of the pot.
        percent: Quantity,
    },
    /// What is protected costs more than the others have.
    #[error(
        "protection costs {cost}, and the communities above their own protected sum have only {room} above it; protect less of the claims, or let it come on top of the pot (paid_by = \"on_top\")"
    )]
    NoRoom {
        /// What protection costs.
        cost: Money,
        /// What the others have.
        room: Money,
    },
    /// The figures are beyond what can be counted.
    #[error("its figures are too large to be shared out by; write counts, and pounds")]
    TooLarge,
}

/// Shares a year's pot out.
///
/// The pot is parted into what goes by history and what goes by the formula, the formula's part by the weights of its
/// indicators, and each part is shared out by its own column: largest remainders get the pence that are left, so that
/// everything sums to the pot.
pub fn budgets(
    method: &Method,
    year: &Year,
    communities: &[Community],
) -> Result<Budgets, Unshared> {
    if communities.is_empty() {
        return Err(Unshared::Nobody);
    }
    let hundred = Quantity::from(100_u32);
    let by_formula = hundred.minus(year.historic).ok_or(Unshared::TooLarge)?;
    let parts = apportion(year.pot, &[year.historic, by_formula]).ok_or(Unshared::TooLarge)?;
    let [of_history, of_formula] = <[Money; 2]>::try_from(parts).map_err(|_| Unshared::TooLarge)?;
    let had: Vec<Quantity> = (communities.iter())
        .map(|one| Quantity::signed(one.historic.pence()))
        .collect();
    let by_historic = shared(of_history, &had, "historic", year.historic)?;
    let formula = formula(method, year.pot, communities)?;
    let blended = self::formula(method, of_formula, communities)?;
    let mut budgets: Vec<Budget> = Vec::with_capacity(communities.len());
    for (at, community) in communities.iter().enumerate() {
        let own = |parts: &[(Indicator, Vec<Money>)]| -> Vec<(Indicator, Money)> {
            let own = |(by, shares): &(Indicator, Vec<Money>)| Some((*by, *shares.get(at)?));
            parts.iter().filter_map(own).collect()
        };
        budgets.push(Budget {
            historic: community.historic,
            formula: own(&formula),
            by_historic: by_historic.get(at).copied().unwrap_or_default(),
            by_formula: own(&blended).into_iter().map(|(_, money)| money).sum(),
            protected: None,
            gets: Money::default(),
            pays: Money::default(),
            per_pupil: None,
        });
    }
    let months = method.protection.map_or(0, |one| one.months(year));
    if let Some(protection) = method.protection.filter(|_| months > 0) {
        protect(&mut budgets, communities, (protection, months))?;
    }
    for (budget, community) in budgets.iter_mut().zip(communities) {
        let part = budget.budget().part(1_u32.into(), community.pupils);
        budget.per_pupil = part.map(|rounded| rounded.money);
    }
    Ok(Budgets {
        year: year.clone(),
        months,
        budgets,
    })
}

/// Shares a pot out by the formula: each indicator's part by its own column.
fn formula(
    method: &Method,
    pot: Money,
    communities: &[Community],
) -> Result<Vec<(Indicator, Vec<Money>)>, Unshared> {
    let weights: Vec<Quantity> = method.weights.iter().map(|(_, weight)| *weight).collect();
    let parts = apportion(pot, &weights).ok_or(Unshared::TooLarge)?;
    let mut found = Vec::with_capacity(parts.len());
    for (part, (indicator, weight)) in parts.into_iter().zip(&method.weights) {
        let figures = communities.iter().map(|one| one.figure(*indicator));
        let figures: Vec<Quantity> = figures.collect();
        let shares = shared(part, &figures, indicator.code(), *weight)?;
        found.push((*indicator, shares));
    }
    Ok(found)
}

/// Shares a part out by a column.
fn shared(
    part: Money,
    by: &[Quantity],
    column: &'static str,
    percent: Quantity,
) -> Result<Vec<Money>, Unshared> {
    if part.is_zero() {
        return Ok(vec![part; by.len()]);
    }
    if by.iter().all(|figure| *figure == Quantity::ZERO) {
        return Err(Unshared::Nothing { column, percent });
    }
    apportion(part, by).ok_or(Unshared::TooLarge)
}

/// Lifts every community to what of its claims is protected, month by month, and asks the others for it where they pay.
///
/// In the months that are protected a community has at least that part of its claims; in the others what it has is its
/// own. So it gets `months ÷ 12` of what it lacks. Who pays is never brought below their own protected sum by it.
fn protect(
    budgets: &mut [Budget],
    communities: &[Community],
    (protection, months): (Protection, u32),
) -> Result<(), Unshared> {
    let twelve = Quantity::from(12_u32);
    let mut room = Vec::with_capacity(budgets.len());
    for (budget, community) in budgets.iter_mut().zip(communities) {
        let protected = community.claims.part(protection.claims, 100_u32.into());
        let protected = protected.ok_or(Unshared::TooLarge)?.money;
        let above = budget.blended() - protected;
        let in_months = |money: Money| money.part(months.into(), twelve).map(|part| part.money);
        if above < Money::default() {
            budget.gets = in_months(-above).ok_or(Unshared::TooLarge)?;
        }
        budget.protected = Some(protected);
        // Whole pence below the exact share, so that nobody pays what they have not.
        let own = above.above_nothing();
        let own = own.part_below(months.into(), twelve);
        room.push(own.ok_or(Unshared::TooLarge)?);
    }
    if protection.paid_by == Payer::OnTop {
        return Ok(());
    }
    let cost: Money = budgets.iter().map(|one| one.gets).sum();
    let all: Money = room.iter().copied().sum();
    if cost > all {
        return Err(Unshared::NoRoom { cost, room: all });
    }
    let room: Vec<Quantity> = (room.iter())
        .map(|one| Quantity::signed(one.pence()))
        .collect();
    let pays = apportion(cost, &room).ok_or(Unshared::TooLarge)?;
    for (budget, pays) in budgets.iter_mut().zip(pays) {
        budget.pays = pays;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
