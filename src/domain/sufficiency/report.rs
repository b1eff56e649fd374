//! The report: every mapped pupil's cost beside what is given, the plans that cost more, and what was decided of them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::domain::day::Day;
use crate::domain::digest::Digest;
use crate::domain::framework::Framework;
use crate::domain::identity::{FrameworkKey, Origin, PupilId};
use crate::domain::judgement::SetAside;
use crate::domain::judgement::Verdict as Judged;
use crate::domain::mapping::Sheet;
use crate::domain::worklist::natural;

use super::cost::{Item, Taken};
use super::outcome::{Recorded, Standing};
use super::totals::Totals;
use super::verdict::Covered;

/// What is cited wherever plans are listed.
pub const LAW: &str = "A banding may not undercut a plan: it is lawful provided that it secures what Section F of the plan says in practice (AD v London Borough of Hackney [2019] EWHC 943 (Admin)).";

/// What every cost is.
pub const LOWER_BOUND: &str = "What a plan would cost is a lower bound: only provision that says how long and how often is costed, and what is vague costs nothing here. A plan with less than 60 % quantified cannot be costed, and is not called sufficient.";

/// How what was set aside counts.
pub const ASIDE: &str = "The school's own offer (core) is met by the school's share, and no tariff is asked for it. What is said twice costs once. What is queried as health's or care's must still be secured; it is costed apart.";

/// A file that a report rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where its figures come from.
    pub source: String,
    /// The digest of its file.
    pub hash: Digest,
}

/// What a report is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The framework and its version.
    pub framework: FrameworkKey,
    /// The framework's title.
    pub title: String,
    /// What is said wherever it is named.
    pub notice: String,
    /// The day.
    pub as_of: Day,
    /// The workspace.
    pub origin: Origin,
    /// The rate set.
    pub rates: Named,
    /// The cost book.
    pub book: Named,
    /// Where the school's own share comes from.
    pub share_source: String,
    /// Those in scope whom nobody has mapped yet.
    pub not_yet: u64,
    /// Those in scope whose plan cannot be mapped.
    pub cannot_map: u64,
}

/// A report on sufficiency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What it is about.
    pub about: About,
    /// Every mapped pupil in scope, by reference.
    pub covered: Vec<Covered>,
    /// What was decided last of each pupil.
    pub outcomes: BTreeMap<PupilId, Recorded>,
    /// What all come to.
    pub totals: Totals,
}

impl Report {
    /// Puts a report together.
    pub fn of(
        about: About,
        mut covered: Vec<Covered>,
        outcomes: BTreeMap<PupilId, Recorded>,
        framework: &Framework,
    ) -> Self {
        covered.sort_by(|one, other| {
            let (one, other) = (&one.case, &other.case);
            let order = natural(one.reference.as_str(), other.reference.as_str());
            order.then_with(|| one.pupil.cmp(&other.pupil))
        });
        let totals = Totals::of(&covered, framework);
        Self {
            about,
            covered,
            outcomes,
            totals,
        }
    }

    /// The plans that cost more, those that lack most first.
    pub fn listed(&self) -> Vec<(&Covered, Standing<'_>)> {
        let listed = self
            .covered
            .iter()
            .filter(|one| one.verdict.shortfall().is_some());
        let mut listed: Vec<&Covered> = listed.collect();
        listed.sort_by_key(|one| Reverse(one.verdict.shortfall()));
        let standing = |one| (one, self.standing(one));
        listed.into_iter().map(standing).collect()
    }

    /// Where a plan stands by what was decided of it.
    pub fn standing<'a>(&'a self, one: &Covered) -> Standing<'a> {
        Standing::of(one, self.outcomes.get(&one.case.pupil))
    }

    /// How many of the listed wait for an outcome, new or first.
    pub fn waiting(&self) -> usize {
        let waits = |(_, standing): &(&Covered, Standing<'_>)| match standing {
            Standing::Waits(_) | Standing::Stale(..) => true,
            Standing::Settled(_) => false,
        };
        self.listed().iter().filter(|one| waits(one)).count()
    }
}

/// The provisions of a recorded mapping as they are costed.
pub fn items(sheet: &Sheet) -> Vec<Item> {
    let aside = |n: u32| -> Option<SetAside> {
        let mut judged = sheet.judged.judgements.iter().filter(|one| one.n == n);
        judged.find_map(|one| match one.verdict {
            Judged::SetAside(why) => Some(why),
            Judged::Evidence { .. } => None,
        })
    };
    let item = |one: &crate::domain::provision::Provision| Item {
        n: one.n,
        who: one.who,
        ratio: one.dose.ratio,
        annual_hours: one.dose.annual_hours,
        duplicate_of: one.duplicate_of,
        taken: aside(one.n).map_or(Taken::Evidence, Taken::Aside),
    };
    sheet.provisions.iter().map(item).collect()
}
