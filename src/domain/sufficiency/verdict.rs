//! The verdict: what a plan would cost beside what the tariff and the school's own share give.

use crate::domain::caseload::Entry;
use crate::domain::exact::Money;
use crate::domain::framework::Route;
use crate::domain::identity::{PlanId, PupilId, PupilRef, RecordId, TariffId};
use crate::domain::place::Setting;

use super::cost::PlanCost;

/// Why a plan cannot be costed, or its cost not compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cannot {
    /// None of its provisions counts: it has none, or all were set aside.
    NothingThere,
    /// Less than 60 in a hundred of its provisions have hours.
    NotQuantified,
    /// Enough of them have hours, and too few of these a price.
    NotPriced,
    /// Its hours are beyond what can be counted.
    TooMuch,
    /// The rate set has no rate for the tariff here.
    NoRate,
    /// Nobody knows what the school's own share is: its setting is not recorded, or has none in the file.
    NoShare,
    /// The Community of schools' budget pays, not a rate.
    Community,
    /// A sum agreed by hand pays, not a rate.
    Bespoke,
}

impl Cannot {
    /// Every reason.
    pub const ALL: [Self; 8] = [
        Self::NothingThere,
        Self::NotQuantified,
        Self::NotPriced,
        Self::TooMuch,
        Self::NoRate,
        Self::NoShare,
        Self::Community,
        Self::Bespoke,
    ];

    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::NothingThere => "nothing_there",
            Self::NotQuantified => "not_quantified",
            Self::NotPriced => "not_priced",
            Self::TooMuch => "too_much",
            Self::NoRate => "no_rate",
            Self::NoShare => "no_share",
            Self::Community => "community",
            Self::Bespoke => "bespoke",
        }
    }

    /// The reason in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::NothingThere => "no provision of it counts",
            Self::NotQuantified => "less than 60 % of its provisions say how long and how often",
            Self::NotPriced => "the cost book has no price for too many of its roles",
            Self::TooMuch => "its hours are beyond what can be counted",
            Self::NoRate => "the rate set has no rate for its tariff here",
            Self::NoShare => "the school's own share is not known for its setting",
            Self::Community => "the Community of schools' budget pays, not a rate",
            Self::Bespoke => "a sum agreed by hand pays, not a rate",
        }
    }
}

/// A mapped pupil, as sufficiency looks at them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The pupil.
    pub pupil: PupilId,
    /// The reference.
    pub reference: PupilRef,
    /// Where the pupil is taught.
    pub setting: Option<Setting>,
    /// The tariff of the mapping that counts.
    pub tariff: TariffId,
    /// Who pays.
    pub route: Route,
    /// The mapping that counts.
    pub mapping: RecordId,
    /// The plan version that is current now.
    pub plan: Option<PlanId>,
    /// Whether the plan was amended since the mapping read it.
    pub amended: bool,
}

impl Case {
    /// Gives the case of a pupil whose mapping counts and came to a tariff.
    pub fn of(entry: &Entry) -> Option<Self> {
        use crate::domain::caseload::MappingResult;
        use crate::domain::worklist::{amended, current};
        let mapping = current(entry)?;
        let MappingResult::Tariff(tariff, route) = &mapping.result else {
            return None;
        };
        Some(Self {
            pupil: entry.pupil.clone(),
            reference: entry.facts.reference.clone(),
            setting: entry.facts.setting,
            tariff: tariff.clone(),
            route: *route,
            mapping: mapping.id.clone(),
            plan: entry.plan.as_ref().map(|plan| plan.id.clone()),
            amended: amended(entry).is_some(),
        })
    }
}

/// What pays for a pupil's plan, or why nobody can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gives {
    /// The tariff's rate for a whole year; nothing for the route `core`.
    pub rate: Result<Money, Cannot>,
    /// What the school meets itself before the tariff: Element 2, or the place's funding.
    pub share: Result<Money, Cannot>,
}

/// Whether what is given covers what the plan would cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It covers the lower bound, with so much left.
    Sufficient(Money),
    /// The plan costs so much more, at the least.
    Exceeds(Money),
    /// Nobody can say; and by how much what is costed exceeds already, where it does.
    CannotBeCosted(Cannot, Option<Money>),
}

impl Verdict {
    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Sufficient(_) => "sufficient",
            Self::Exceeds(_) => "exceeds",
            Self::CannotBeCosted(..) => "cannot_be_costed",
        }
    }

    /// By how much the plan costs more, at the least, where it does: these plans are listed and take an outcome.
    pub fn shortfall(self) -> Option<Money> {
        match self {
            Self::Exceeds(by) => Some(by),
            Self::CannotBeCosted(_, already) => already,
            Self::Sufficient(_) => None,
        }
    }

    /// The verdict in words.
    pub fn words(self) -> String {
        match self {
            Self::Sufficient(left) => format!("sufficient at the lower bound, {left} left"),
            Self::Exceeds(by) => format!("costs at least {by} more"),
            Self::CannotBeCosted(why, None) => format!("cannot be costed: {}", why.words()),
            Self::CannotBeCosted(why, Some(already)) => {
                let why = why.words();
                format!("cannot be costed ({why}); what is costed is {already} more already")
            }
        }
    }
}

/// A pupil with what the plan would cost and whether that is covered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    /// The pupil.
    pub case: Case,
    /// What the plan would cost.
    pub cost: PlanCost,
    /// What pays.
    pub gives: Gives,
    /// Whether it covers it.
    pub verdict: Verdict,
    /// What the plan would cost more than is given if what is queried as health's or care's fell to education as well;
    /// only where it does.
    pub with_queried: Option<Money>,
}

/// Judges whether a plan's cost is covered.
///
/// The school's share meets its own offer first; what is left of it and the tariff's rate are asked for the rest. What the
/// school's own offer costs beyond the share is the school's: no tariff is asked for it.
pub fn cover(case: Case, cost: PlanCost, gives: Gives) -> Covered {
    let given = gives.rate.and_then(|rate| {
        let left = gives.share? - cost.core.money;
        Ok(rate + left.max(Money::default()))
    });
    let asked = cost.plan.money;
    let short = |asked: Money| {
        let given = given.ok()?;
        (asked > given).then(|| asked - given)
    };
    let unclear = unclear(&cost);
    let verdict = match (given, unclear) {
        (Err(why), _) => Verdict::CannotBeCosted(why, None),
        (Ok(_), Some(why)) => Verdict::CannotBeCosted(why, short(asked)),
        (Ok(given), None) => {
            short(asked).map_or(Verdict::Sufficient(given - asked), Verdict::Exceeds)
        }
    };
    let queried = cost.queried.money;
    let with_queried = short(asked + queried).filter(|_| queried > Money::default());
    Covered {
        case,
        cost,
        gives,
        verdict,
        with_queried,
    }
}

/// Why a plan's cost says too little to call it sufficient.
fn unclear(cost: &PlanCost) -> Option<Cannot> {
    if cost.counted == 0 {
        return Some(Cannot::NothingThere);
    }
    if !cost.is_enough(cost.quantified) {
        return Some(Cannot::NotQuantified);
    }
    if cost.too_much {
        return Some(Cannot::TooMuch);
    }
    (!cost.is_enough(cost.priced)).then_some(Cannot::NotPriced)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::domain::judgement::SetAside;
    use crate::domain::sufficiency::cost::tests::{book, item};
    use crate::domain::sufficiency::cost::{Item, Taken, cost};

    pub(crate) fn case(reference: &str, tariff: &str) -> Case {
        Case {
            pupil: PupilId::new(format!("id of {reference}")),
            reference: PupilRef::new(reference),
            setting: Some(Setting::Mainstream),
            tariff: TariffId::new(tariff),
            route: Route::Tariff,
            mapping: RecordId::new("mapping"),
            plan: Some(PlanId::new("plan")),
            amended: false,
        }
    }

    fn pounds(pounds: i64) -> Money {
        Money::from_pence(pounds * 100)
    }

    fn gives(rate: i64, share: i64) -> Gives {
        Gives {
            rate: Ok(pounds(rate)),
            share: Ok(pounds(share)),
        }
    }

    fn judged(items: &[Item], gives: Gives) -> Covered {
        cover(case("K-1", "T2"), cost(items, &book()), gives)
    }

    /// So many TA hours at £20.
    fn hours(n: u32, hours: u32) -> Item {
        item(n, &hours.to_string())
    }

    fn core(n: u32, so_many: u32) -> Item {
        Item {
            taken: Taken::Aside(SetAside::Core),
            ..hours(n, so_many)
        }
    }

    #[test]
    fn a_plan_is_sufficient_to_the_penny() {
        // 500 h × £20 = £10,000 beside £4,000 + £6,000.
        let verdict = |rate| judged(&[hours(1, 500)], gives(rate, 6_000)).verdict;
        assert_eq!(verdict(4_000), Verdict::Sufficient(Money::default()));
        assert_eq!(verdict(3_999), Verdict::Exceeds(pounds(1)));
        assert_eq!(verdict(4_250), Verdict::Sufficient(pounds(250)));
    }

    #[test]
    fn the_share_meets_the_schools_own_offer_first_and_no_tariff_is_asked_for_it() {
        // £10,000 of plan and £2,000 of core beside £4,000 + £6,000: the share has £4,000 left.
        let short = judged(&[hours(1, 500), core(2, 100)], gives(4_000, 6_000));
        assert_eq!(short.verdict, Verdict::Exceeds(pounds(2_000)));
        // Core beyond the share, £8,000 of £6,000, is the school's alone.
        let beyond = judged(&[hours(1, 100), core(2, 400)], gives(2_000, 6_000));
        assert_eq!(beyond.verdict, Verdict::Sufficient(Money::default()));
    }

    #[test]
    fn what_is_queried_is_said_beside_the_verdict() {
        let queried = Item {
            taken: Taken::Aside(SetAside::QueryHealth),
            ..hours(2, 10)
        };
        let found = judged(&[hours(1, 500), queried], gives(4_100, 6_000));
        assert_eq!(found.verdict, Verdict::Sufficient(pounds(100)));
        assert_eq!(found.with_queried, Some(pounds(100)));
    }

    #[test]
    fn less_than_sixty_in_a_hundred_is_not_sufficient_and_a_shortfall_seen_already_is_said() {
        let vague = |n| Item {
            annual_hours: None,
            ..hours(n, 0)
        };
        let three_of_five = [hours(1, 10), hours(2, 10), hours(3, 10), vague(4), vague(5)];
        let found = judged(&three_of_five, gives(0, 6_000)).verdict;
        assert_eq!(found, Verdict::Sufficient(pounds(5_400)));
        let two_of_four = [hours(1, 10), hours(2, 10), vague(3), vague(4)];
        let found = judged(&two_of_four, gives(0, 6_000)).verdict;
        assert_eq!(found, Verdict::CannotBeCosted(Cannot::NotQuantified, None));
        let found = judged(&two_of_four, gives(0, 300)).verdict;
        let already = Some(pounds(100));
        assert_eq!(
            found,
            Verdict::CannotBeCosted(Cannot::NotQuantified, already)
        );
        assert_eq!(found.shortfall(), already);
    }

    #[test]
    fn what_is_not_known_is_not_sufficient() {
        let found = |items: &[Item], gives| judged(items, gives).verdict;
        let nothing = found(&[], gives(1, 1));
        assert_eq!(nothing, Verdict::CannotBeCosted(Cannot::NothingThere, None));
        let nobody = Item {
            who: None,
            ..hours(1, 10)
        };
        let unpriced = found(&[nobody], gives(1, 1));
        assert_eq!(unpriced, Verdict::CannotBeCosted(Cannot::NotPriced, None));
        let rate = Gives {
            rate: Err(Cannot::NoRate),
            ..gives(0, 6_000)
        };
        let no_rate = found(&[hours(1, 10_000)], rate);
        assert_eq!(no_rate, Verdict::CannotBeCosted(Cannot::NoRate, None));
    }
}
