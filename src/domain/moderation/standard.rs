//! Standardisation: every officer reads the same agreed plans before live work under a framework version.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::day::Moment;
use super::super::identity::PlanId;
use super::ranks::Ranks;
use super::settings::{SettingFault, whole};
use super::tolerance::{Difference, Tolerance, differ};

/// A plan of a standardisation set, with the reading that two seniors agreed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The plan.
    pub plan: PlanId,
    /// The agreed reading.
    pub ranks: Ranks,
    /// From when on it is in the set.
    pub from: Moment,
    /// Until when.
    pub until: Option<Moment>,
}

impl Member {
    fn is_in(&self, at: Moment) -> bool {
        self.from <= at && self.until.is_none_or(|until| until > at)
    }
}

/// How a set is passed; settings of the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Bar {
    /// How many in a hundred of the set may lie outside tolerance: 20, one in five, so that four fifths lie within.
    pub outside: usize,
    /// How many attempts there are: 2.
    pub attempts: u8,
    /// What counts as within: kept with the framework, not here.
    #[serde(skip)]
    pub tolerance: Tolerance,
}

impl Default for Bar {
    fn default() -> Self {
        Self {
            outside: 20,
            attempts: 2,
            tolerance: Tolerance::default(),
        }
    }
}

impl Bar {
    /// The names of its settings.
    pub const NAMES: [&str; 2] = ["outside", "attempts"];

    /// Sets one of them by its name.
    ///
    /// # Errors
    ///
    /// A name that none has, a share above a hundred, or no attempt at all.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), SettingFault> {
        match name {
            "outside" => self.outside = whole(name, value, 0..=100)?,
            "attempts" => {
                let attempts = whole(name, value, 1..=9)?;
                self.attempts = u8::try_from(attempts).unwrap_or(u8::MAX);
            }
            _ => return Err(SettingFault::unknown(name, &Self::NAMES)),
        }
        Ok(())
    }
}

/// An officer's reading of a plan of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sitting {
    /// The plan.
    pub plan: PlanId,
    /// When it was recorded.
    pub at: Moment,
    /// What the officer made of it.
    pub ranks: Ranks,
}

/// What one attempt came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Which, from 1.
    pub attempt: u8,
    /// How many of the set were read.
    pub read: usize,
    /// How many the set has.
    pub of: usize,
    /// How many of those read lie outside tolerance.
    pub outside: usize,
    /// What it came to.
    pub result: Passed,
    /// How each plan that was read differs from the agreed reading, in the order of the set; shown once all are read.
    pub plans: Vec<(PlanId, Difference)>,
}

impl Attempt {
    /// Whether the whole set was read.
    pub fn is_whole(&self) -> bool {
        self.read == self.of
    }
}

/// Whether an attempt is passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passed {
    /// Few enough lie outside tolerance.
    Yes,
    /// Too many do; the rest of the set is still read, so that the officer learns of all of it.
    No,
    /// Not all of the set was read.
    NotFinished,
}

/// Where an officer stands under a framework version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Who.
    pub officer: String,
    /// Every attempt begun, the first first.
    pub attempts: Vec<Attempt>,
    /// What follows.
    pub state: State,
    /// The plans that are still to be read in the attempt at hand, in the order of the set.
    pub left: Vec<PlanId>,
}

/// What follows from an officer's attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// There is no set, or the officer knows all of it, so there is nothing to pass.
    NoSet,
    /// The set is to be read, for this attempt.
    ToRead(u8),
    /// Passed.
    Passed,
    /// No attempt is left.
    Failed,
}

impl State {
    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoSet => "no_set",
            Self::ToRead(_) => "to_read",
            Self::Passed => "passed",
            Self::Failed => "failed",
        }
    }
}

impl Standing {
    /// Whether the officer may map live.
    pub fn may_map(&self) -> bool {
        matches!(self.state, State::Passed | State::NoSet)
    }

    /// The last attempt that was read as a whole: of it the officer is shown where they differ.
    pub fn last_whole(&self) -> Option<&Attempt> {
        self.attempts.iter().rev().find(|one| one.is_whole())
    }

    /// What waits for the officer, beside their name on the screens.
    pub fn waits(&self) -> String {
        match (self.state, self.left.len()) {
            (State::ToRead(_), 1) => "the standardisation set waits, 1 plan to read".to_owned(),
            (State::ToRead(_), left) => {
                format!("the standardisation set waits, {left} plans to read")
            }
            (State::NoSet | State::Passed | State::Failed, _) => {
                format!("the standardisation set is {}", self.words())
            }
        }
    }

    /// Where the officer stands, in a sentence without its stop.
    pub fn words(&self) -> String {
        let last = self.attempts.last();
        match self.state {
            State::NoSet => "nothing to read".to_owned(),
            State::Passed => {
                let passed = last.map_or(1, |one| one.attempt);
                format!("passed at attempt {passed}")
            }
            State::Failed => {
                let attempts = self.attempts.len();
                format!("not passed, and no attempt is left after {attempts}")
            }
            State::ToRead(attempt) => {
                let open = last.filter(|one| one.attempt == attempt);
                let read = open.map_or(0, |one| one.read);
                format!(
                    "not passed yet: attempt {attempt}, {read} of {} read",
                    read + self.left.len()
                )
            }
        }
    }
}

/// Says where an officer stands with a set as it is now, by their readings of its plans in whatever order.
///
/// An attempt is whole once every plan is read that was in the set at that moment: what comes into the set later is not
/// asked of whoever has passed it, nor of an attempt that was lost. The next attempt begins only then. A plan read twice in
/// one attempt counts by its first reading: the second was read knowing more.
pub fn standing(
    set: &[Member],
    sittings: &[Sitting],
    officer: &str,
    bar: &Bar,
    now: Moment,
) -> Standing {
    let mut own: Vec<&Sitting> = sittings.iter().collect();
    own.sort_by(|one, other| (one.at, &one.plan).cmp(&(other.at, &other.plan)));
    let mut attempts: Vec<Attempt> = Vec::new();
    let mut open: Readings<'_> = BTreeMap::new();
    let ended = |attempts: &[Attempt]| {
        let passed = attempts.last().is_some_and(|one| one.result == Passed::Yes);
        passed || attempts.len() >= usize::from(bar.attempts)
    };
    for one in own {
        if ended(&attempts) {
            break;
        }
        let members = in_set(set, one.at);
        if members.iter().any(|member| member.plan == one.plan) {
            open.entry(&one.plan).or_insert(&one.ranks);
            close(&mut attempts, &members, &mut open, bar);
        }
    }
    let members = in_set(set, now);
    if !ended(&attempts) && !open.is_empty() {
        // The set may have become smaller since.
        close(&mut attempts, &members, &mut open, bar);
    }
    let done = ended(&attempts);
    let next = number(attempts.len());
    let left: Vec<PlanId> = (members.iter())
        .filter(|member| !done && !open.contains_key(&member.plan))
        .map(|member| member.plan.clone())
        .collect();
    let passed = attempts.last().is_some_and(|one| one.result == Passed::Yes);
    let state = match (members.is_empty(), passed, done) {
        (true, ..) => State::NoSet,
        (false, true, _) => State::Passed,
        (false, false, true) => State::Failed,
        (false, false, false) => State::ToRead(next),
    };
    if !done && !open.is_empty() {
        attempts.push(attempt(next, &members, &open, bar));
    }
    Standing {
        officer: officer.to_owned(),
        attempts,
        state,
        left,
    }
}

/// What an officer made of plans, by the first reading of each.
type Readings<'a> = BTreeMap<&'a PlanId, &'a Ranks>;

fn in_set(set: &[Member], at: Moment) -> Vec<&Member> {
    set.iter().filter(|member| member.is_in(at)).collect()
}

/// The number of the attempt after so many.
fn number(before: usize) -> u8 {
    u8::try_from(before + 1).unwrap_or(u8::MAX)
}

/// Ends the attempt at hand where every plan of the set is read.
fn close(attempts: &mut Vec<Attempt>, members: &[&Member], open: &mut Readings<'_>, bar: &Bar) {
    let whole = members.iter().all(|member| open.contains_key(&member.plan));
    if whole && !members.is_empty() {
        attempts.push(attempt(number(attempts.len()), members, open, bar));
        open.clear();
    }
}

fn attempt(number: u8, members: &[&Member], open: &Readings<'_>, bar: &Bar) -> Attempt {
    let read = members.iter().filter_map(|member| {
        let ranks = open.get(&member.plan)?;
        let difference = differ(ranks, &member.ranks, bar.tolerance);
        Some((member.plan.clone(), difference))
    });
    let plans: Vec<(PlanId, Difference)> = read.collect();
    let outside = plans.iter().filter(|(_, one)| !one.within()).count();
    let (read, of) = (plans.len(), members.len());
    let too_many = outside * 100 > bar.outside * of;
    Attempt {
        attempt: number,
        read,
        of,
        outside,
        result: match (too_many, read == of) {
            (true, _) => Passed::No,
            (false, true) => Passed::Yes,
            (false, false) => Passed::NotFinished,
        },
        plans,
    }
}

#[cfg(test)]
mod tests;
