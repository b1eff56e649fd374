//! Totals: whether a tariff is set too low for the plans that it is given for.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::dose::Who;
use crate::domain::exact::{Money, Quantity};
use crate::domain::framework::Framework;
use crate::domain::identity::TariffId;
use crate::domain::place::Setting;

use super::verdict::{Cannot, Covered, Verdict};

/// With fewer costed plans nothing is said of a tariff.
const TOO_FEW: u64 = 5;

/// The pupils of one tariff in one setting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// How many are mapped.
    pub mapped: u64,
    /// How many plans could be costed and compared.
    pub costed: u64,
    /// How many of these are covered.
    pub sufficient: u64,
    /// How many cost more.
    pub exceeds: u64,
    /// How many could not be costed, by reason.
    pub cannot: BTreeMap<Cannot, u64>,
    /// How many of those cost more already.
    pub already: u64,
    /// How many would cost more with what is queried as health's or care's, and do not without.
    pub with_queried: u64,
    /// What the plans that were costed would cost together.
    pub cost: Money,
    /// The shortfalls of the costed, smallest first.
    shortfalls: Vec<Money>,
}

impl Group {
    fn add(&mut self, one: &Covered) {
        self.mapped += 1;
        self.with_queried +=
            u64::from(one.with_queried.is_some() && one.verdict.shortfall().is_none());
        match one.verdict {
            Verdict::Sufficient(_) => self.sufficient += 1,
            Verdict::Exceeds(by) => {
                self.exceeds += 1;
                self.shortfalls.push(by);
            }
            Verdict::CannotBeCosted(why, already) => {
                *self.cannot.entry(why).or_default() += 1;
                self.already += u64::from(already.is_some());
                return;
            }
        }
        self.costed += 1;
        self.cost = self.cost + one.cost.plan.money;
    }

    /// What the plans cost more than they are given, together.
    pub fn shortfall(&self) -> Money {
        self.shortfalls.iter().copied().sum()
    }

    /// The largest shortfall; nothing where no plan has one.
    pub fn largest(&self) -> Option<Money> {
        self.shortfalls.last().copied()
    }

    /// The median shortfall of the plans that have one; of two in the middle their mean, rounded to the penny.
    pub fn median(&self) -> Option<Money> {
        let last = self.shortfalls.len().checked_sub(1)?;
        let low = *self.shortfalls.get(last / 2)?;
        let high = *self.shortfalls.get(last.div_ceil(2))?;
        let half = (low + high).part(1_u32.into(), 2_u32.into())?;
        Some(half.money)
    }

    /// The plans that cost more in a hundred of the costed, to two decimals; nothing where none was costed.
    pub fn percent(&self) -> Option<Quantity> {
        let number = |count: u64| u32::try_from(count).ok().map(Quantity::from);
        let share = number(self.exceeds)?.times(100_u32.into())?;
        Some(share.over(number(self.costed)?)?.rounded())
    }

    /// What the rate would have to be higher by for nine in ten of the costed plans to be covered; nothing where they are.
    pub fn rise(&self) -> Option<Money> {
        let stays = usize::try_from(self.costed / 10).ok()?;
        let at = self.shortfalls.len().checked_sub(stays)?.checked_sub(1)?;
        self.shortfalls.get(at).copied()
    }

    /// Says whether the tariff is set too low.
    ///
    /// Fewer than five costed plans say nothing. More than half of them costing more is too low for most, more than one in
    /// ten too low for many; below that it is plans that are looked at one by one.
    pub fn words(&self) -> String {
        if self.costed == 0 {
            return "no plan could be costed, so nothing can be said".to_owned();
        }
        if self.exceeds == 0 {
            return format!("covers each of the {} plans costed", self.costed);
        }
        let (so_many, of) = (self.exceeds, self.costed);
        if of < TOO_FEW {
            return format!("{so_many} of {of} cost more; too few to say it of the tariff");
        }
        let how = if so_many * 2 > of {
            "set too low for most"
        } else if so_many * 10 > of {
            "set too low for many"
        } else {
            return format!("{so_many} of {of} cost more: look at each of these plans");
        };
        let rise = self.rise().map_or_else(String::new, |rise| {
            format!("; {rise} more would cover nine in ten")
        });
        format!("{how}: {so_many} of {of} cost more{rise}")
    }
}

/// All the plans, and each tariff in each setting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Everybody mapped.
    pub all: Group,
    /// By tariff in the framework's order, then by setting.
    pub groups: Vec<(TariffId, Option<Setting>, Group)>,
    /// Roles that give hours and have no price, each with how many plans have such hours.
    pub missing: BTreeMap<Option<Who>, u64>,
}

impl Totals {
    /// Sums plans up.
    pub fn of<'a>(covered: impl IntoIterator<Item = &'a Covered>, framework: &Framework) -> Self {
        let mut totals = Self::default();
        let mut groups: BTreeMap<_, Group> = BTreeMap::new();
        for one in covered {
            totals.all.add(one);
            let rank = framework
                .tariff_rank(&one.case.tariff)
                .unwrap_or(usize::MAX);
            let key = (rank, one.case.tariff.clone(), one.case.setting);
            groups.entry(key).or_default().add(one);
            let missing: &BTreeSet<Option<Who>> = &one.cost.missing;
            for who in missing {
                *totals.missing.entry(*who).or_default() += 1;
            }
        }
        let group = |((_, tariff, setting), group)| (tariff, setting, group);
        totals.groups = groups.into_iter().map(group).collect();
        let groups = totals.groups.iter_mut().map(|(.., group)| group);
        for group in groups.chain([&mut totals.all]) {
            group.shortfalls.sort_unstable();
        }
        totals
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::framework;
    use crate::domain::sufficiency::cost::PlanCost;
    use crate::domain::sufficiency::verdict::Gives;
    use crate::domain::sufficiency::verdict::tests::case;

    fn covered(tariff: &str, verdict: Verdict) -> Covered {
        Covered {
            case: case("K-1", tariff),
            cost: PlanCost::default(),
            gives: Gives {
                rate: Ok(Money::default()),
                share: Ok(Money::default()),
            },
            verdict,
            with_queried: None,
        }
    }

    fn group(exceeds: &[i64], sufficient: usize) -> Group {
        let short = |pence: &i64| covered("T1", Verdict::Exceeds(Money::from_pence(*pence)));
        let all = exceeds.iter().map(short);
        let enough = covered("T1", Verdict::Sufficient(Money::default()));
        let all: Vec<Covered> = all.chain(std::iter::repeat_n(enough, sufficient)).collect();
        Totals::of(&all, &framework()).all
    }

    #[test]
    fn shortfalls_are_summed_and_have_their_middle() {
        let three = group(&[300, 100, 900], 1);
        assert_eq!(three.shortfall(), Money::from_pence(1_300));
        assert_eq!(three.median(), Some(Money::from_pence(300)));
        assert_eq!(three.largest(), Some(Money::from_pence(900)));
        assert_eq!(three.percent(), Some(75_u32.into()));
        // The mean of 100 and 201 is 150.5, which goes to the even side.
        assert_eq!(group(&[201, 100], 0).median(), Some(Money::from_pence(150)));
        let none = group(&[], 2);
        assert_eq!(
            (none.median(), none.largest(), none.rise()),
            (None, None, None)
        );
        assert_eq!(group(&[], 0).percent(), None);
    }

    #[test]
    fn a_rise_covers_nine_in_ten() {
        // Of ten, one may stay short: the second largest shortfall is what the rate lacks.
        assert_eq!(
            group(&[100, 200, 300], 7).rise(),
            Some(Money::from_pence(200))
        );
        assert_eq!(group(&[100], 9).rise(), None);
        assert_eq!(group(&[100], 8).rise(), Some(Money::from_pence(100)));
    }

    #[test]
    fn the_tariff_is_said_to_be_too_low_only_where_enough_plans_say_so() {
        let words = |exceeds: usize, sufficient| group(&vec![100; exceeds], sufficient).words();
        assert_eq!(
            words(0, 0),
            "no plan could be costed, so nothing can be said"
        );
        assert_eq!(words(0, 3), "covers each of the 3 plans costed");
        assert_eq!(
            words(3, 1),
            "3 of 4 cost more; too few to say it of the tariff"
        );
        assert_eq!(
            words(3, 2),
            "set too low for most: 3 of 5 cost more; £1 more would cover nine in ten"
        );
        assert!(words(2, 8).starts_with("set too low for many: 2 of 10"));
        assert_eq!(
            words(1, 9),
            "1 of 10 cost more: look at each of these plans"
        );
    }

    #[test]
    fn groups_sum_to_all() {
        let cannot = Verdict::CannotBeCosted(Cannot::NotQuantified, Some(Money::from_pence(1)));
        let all = [
            covered("T2", Verdict::Exceeds(Money::from_pence(5))),
            covered("T1", Verdict::Sufficient(Money::default())),
            covered("T1", cannot),
        ];
        let totals = Totals::of(&all, &framework());
        let tariffs: Vec<&str> = totals.groups.iter().map(|(id, ..)| id.as_str()).collect();
        assert_eq!(tariffs, ["T1", "T2"]);
        let sum = |of: fn(&Group) -> u64| totals.groups.iter().map(|(.., one)| of(one)).sum();
        let all = &totals.all;
        assert_eq!(
            (all.mapped, all.costed, all.already),
            (
                sum(|one| one.mapped),
                sum(|one| one.costed),
                sum(|one| one.already)
            )
        );
        assert_eq!((all.mapped, all.costed, all.exceeds), (3, 2, 1));
    }
}
