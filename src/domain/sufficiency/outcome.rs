//! Outcomes: what was decided of a plan that would cost more than it is given, by whom, when and why.

use crate::domain::day::Moment;
use crate::domain::digest::Digest;
use crate::domain::exact::Money;
use crate::domain::identity::{FrameworkKey, Origin, PlanId, PupilId, PupilRef, Reader, RecordId};

use super::verdict::Covered;

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Somebody looked, and the plan is secured with what is given.
    ReviewedSufficient,
    /// The plan is mapped again.
    Remapped,
    /// So much is paid on top in a year.
    ToppedUp(Money),
    /// The plan is to be amended.
    PlanToBeAmended,
    /// What was decided before holds no longer.
    Open,
}

impl Outcome {
    /// The words that the command line and the files know.
    pub const CODES: [&'static str; 5] = [
        "reviewed_sufficient",
        "remapped",
        "topped_up",
        "plan_to_be_amended",
        "open",
    ];

    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::ReviewedSufficient => "reviewed_sufficient",
            Self::Remapped => "remapped",
            Self::ToppedUp(_) => "topped_up",
            Self::PlanToBeAmended => "plan_to_be_amended",
            Self::Open => "open",
        }
    }

    /// Gives the outcome of a code; a top-up needs its sum, and nothing else has one.
    pub fn from_code(code: &str, top_up: Option<Money>) -> Option<Self> {
        match (code, top_up) {
            ("reviewed_sufficient", None) => Some(Self::ReviewedSufficient),
            ("remapped", None) => Some(Self::Remapped),
            ("topped_up", Some(top_up)) => Some(Self::ToppedUp(top_up)),
            ("plan_to_be_amended", None) => Some(Self::PlanToBeAmended),
            ("open", None) => Some(Self::Open),
            _ => None,
        }
    }

    /// What is paid on top.
    pub fn top_up(self) -> Option<Money> {
        match self {
            Self::ToppedUp(top_up) => Some(top_up),
            Self::ReviewedSufficient | Self::Remapped | Self::PlanToBeAmended | Self::Open => None,
        }
    }

    /// The outcome in words.
    pub fn words(self) -> String {
        match self {
            Self::ReviewedSufficient => "reviewed and sufficient".to_owned(),
            Self::Remapped => "mapped again".to_owned(),
            Self::ToppedUp(top_up) => format!("topped up by {top_up} a year"),
            Self::PlanToBeAmended => "plan to be amended".to_owned(),
            Self::Open => "open again".to_owned(),
        }
    }
}

/// What is to be recorded of a plan that costs more than it is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deciding {
    /// The pupil.
    pub reference: PupilRef,
    /// The file of the rate set that the plan is held against, in the workspace's folder `rates`.
    pub rates: String,
    /// What was decided.
    pub outcome: Outcome,
    /// Who decided.
    pub name: String,
    /// Why.
    pub reason: String,
}

/// What somebody decided, and what it was decided on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The pupil.
    pub pupil: PupilId,
    /// The mapping that counted.
    pub mapping: RecordId,
    /// The plan version that was current.
    pub plan: Option<PlanId>,
    /// The framework and its version.
    pub framework: FrameworkKey,
    /// The rate set's id and the digest of its file.
    pub rates: (String, Digest),
    /// The cost book's id and the digest of its file.
    pub book: (String, Digest),
    /// By how much the plan cost more.
    pub shortfall: Money,
    /// What was decided.
    pub outcome: Outcome,
    /// Who decided.
    pub reader: Reader,
    /// Why.
    pub reason: String,
}

/// An outcome on the record: it never changes, and a later one goes before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its id.
    pub id: RecordId,
    /// The workspace that made it.
    pub origin: Origin,
    /// When it was recorded.
    pub recorded: Moment,
    /// What was decided.
    pub told: Told,
}

/// What has changed since an outcome, so that it holds no longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stale {
    /// Another mapping counts.
    Mapping,
    /// Another version of the plan is current.
    Plan,
    /// The plan costs by another sum more: then, and now.
    Shortfall(Money, Money),
}

impl Stale {
    /// What has changed, in words.
    pub fn words(self) -> String {
        match self {
            Self::Mapping => "another mapping counts since".to_owned(),
            Self::Plan => "the plan was amended since".to_owned(),
            Self::Shortfall(then, now) => format!("it was {then} then and is {now} now"),
        }
    }
}

impl Recorded {
    /// What has changed since of what it was decided on.
    pub fn stale(&self, now: &Covered) -> Vec<Stale> {
        let told = &self.told;
        let shortfall = now.verdict.shortfall().unwrap_or_default();
        let mut stale = Vec::new();
        stale.extend((told.mapping != now.case.mapping).then_some(Stale::Mapping));
        stale.extend((told.plan != now.case.plan).then_some(Stale::Plan));
        let moved = told.shortfall != shortfall;
        stale.extend(moved.then_some(Stale::Shortfall(told.shortfall, shortfall)));
        stale
    }
}

/// How far a listed plan has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing<'a> {
    /// Nothing was decided, or it was opened again.
    Waits(Option<&'a Recorded>),
    /// What was decided holds.
    Settled(&'a Recorded),
    /// What was decided holds no longer, for these reasons.
    Stale(&'a Recorded, Vec<Stale>),
}

impl<'a> Standing<'a> {
    /// Gives where a plan stands by the latest outcome.
    pub fn of(covered: &Covered, latest: Option<&'a Recorded>) -> Self {
        let Some(latest) = latest else {
            return Self::Waits(None);
        };
        if latest.told.outcome == Outcome::Open {
            return Self::Waits(Some(latest));
        }
        let stale = latest.stale(covered);
        if stale.is_empty() {
            Self::Settled(latest)
        } else {
            Self::Stale(latest, stale)
        }
    }

    /// The code in files.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Waits(_) => "waits",
            Self::Settled(_) => "settled",
            Self::Stale(..) => "stale",
        }
    }

    /// The outcome it rests on.
    pub fn outcome(&self) -> Option<&'a Recorded> {
        match self {
            Self::Waits(latest) => *latest,
            Self::Settled(latest) | Self::Stale(latest, _) => Some(latest),
        }
    }

    /// Where it stands, in words.
    pub fn words(&self) -> String {
        let by = |one: &Recorded| {
            let (outcome, told) = (one.told.outcome.words(), &one.told);
            let (name, day) = (&told.reader.name, one.recorded.day());
            format!("{outcome}, {name}, {day}: {}", told.reason)
        };
        match self {
            Self::Waits(None) => "waits for an outcome".to_owned(),
            Self::Waits(Some(one)) => format!("waits for an outcome ({})", by(one)),
            Self::Settled(one) => by(one),
            Self::Stale(one, why) => {
                let why: Vec<String> = why.iter().map(|why| why.words()).collect();
                format!(
                    "waits for a new outcome: {}; before: {}",
                    why.join(", "),
                    by(one)
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::identity::Role;
    use crate::domain::sufficiency::cost::PlanCost;
    use crate::domain::sufficiency::verdict::tests::case;
    use crate::domain::sufficiency::verdict::{Gives, Verdict};

    fn covered(pence: i64) -> Covered {
        Covered {
            case: case("K-1", "T1"),
            cost: PlanCost::default(),
            gives: Gives {
                rate: Ok(Money::default()),
                share: Ok(Money::default()),
            },
            verdict: Verdict::Exceeds(Money::from_pence(pence)),
            with_queried: None,
        }
    }

    fn recorded(outcome: Outcome) -> Recorded {
        let now = covered(500);
        Recorded {
            id: RecordId::new("o"),
            origin: Origin::new("here"),
            recorded: Moment::of_day("2026-10-05".parse().unwrap()),
            told: Told {
                pupil: now.case.pupil,
                mapping: now.case.mapping,
                plan: now.case.plan,
                framework: FrameworkKey {
                    id: "small".to_owned(),
                    version: "1".to_owned(),
                },
                rates: ("rates".to_owned(), Digest::of(b"rates")),
                book: ("book".to_owned(), Digest::of(b"book")),
                shortfall: Money::from_pence(500),
                outcome,
                reader: Reader {
                    name: "Ada".to_owned(),
                    role: Role::Officer,
                },
                reason: "two share".to_owned(),
            },
        }
    }

    #[test]
    fn an_outcome_holds_until_what_it_was_decided_on_changes() {
        let one = recorded(Outcome::ReviewedSufficient);
        let stands = |covered: &Covered| Standing::of(covered, Some(&one)).words();
        assert_eq!(
            stands(&covered(500)),
            "reviewed and sufficient, Ada, 2026-10-05: two share"
        );
        assert_eq!(
            stands(&covered(700)),
            "waits for a new outcome: it was £5 then and is £7 now; before: reviewed and sufficient, Ada, 2026-10-05: two share"
        );
        let mut moved = covered(500);
        moved.case.mapping = RecordId::new("another");
        moved.case.plan = None;
        assert_eq!(one.stale(&moved), [Stale::Mapping, Stale::Plan]);
    }

    #[test]
    fn what_was_opened_again_waits() {
        let one = recorded(Outcome::Open);
        let stands = Standing::of(&covered(500), Some(&one));
        assert_eq!(stands.code(), "waits");
        assert_eq!(
            Standing::of(&covered(500), None).words(),
            "waits for an outcome"
        );
    }

    #[test]
    fn every_code_is_an_outcome_and_only_a_top_up_has_a_sum() {
        let sum = Some(Money::from_pence(5));
        for code in Outcome::CODES {
            let top_up = sum.filter(|_| code == "topped_up");
            let outcome = Outcome::from_code(code, top_up).unwrap();
            assert_eq!((outcome.code(), outcome.top_up()), (code, top_up));
            let other = sum.filter(|_| code != "topped_up");
            assert_eq!(Outcome::from_code(code, other), None);
        }
    }
}
