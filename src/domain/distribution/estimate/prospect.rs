//! What a sample would show before it is drawn: how many of each stratum, and how wide the intervals would be.

use super::super::super::interval::{Confidence, wilson, wilson_among};
use super::number;

/// How many of each stratum are drawn at least, so that its variance can be reckoned.
const LEAST: u64 = 2;

/// A stratum that a sample is drawn of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allotted {
    /// Its value in each dimension.
    pub keys: Vec<String>,
    /// How many it has in scope.
    pub of: u64,
    /// How many of them were drawn before.
    pub before: u64,
    /// How many are to be drawn now.
    pub drawn: u64,
    /// How many of its pupils are known to stand at each outcome so far: a guess for planning, and for nothing else.
    pub guess: Vec<u64>,
}

impl Allotted {
    /// How many can still be drawn.
    fn left(&self) -> u64 {
        self.of.saturating_sub(self.before + self.drawn)
    }
}

/// A sample that would leave a stratum with fewer than two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{asked} is too few: {strata} strata need two pupils each, where they have them; draw {least} or more, or name fewer dimensions with --by"
)]
pub struct TooFew {
    /// How many were asked for.
    pub asked: u64,
    /// How many strata there are.
    pub strata: usize,
    /// How many are needed.
    pub least: u64,
}

/// Parts a number among strata: two each first, then in proportion to their pupils, what was drawn before counted in.
///
/// Each next pupil goes to the stratum that has the most pupils for each one drawn (Webster's method), so that a sample that
/// is extended comes out as one drawn at once. Where the strata have fewer, all of them are drawn.
///
/// # Errors
///
/// Fewer than two for each stratum.
pub fn allot(strata: &mut [Allotted], wanted: u64) -> Result<(), TooFew> {
    for stratum in strata.iter_mut() {
        stratum.drawn = 0;
        stratum.drawn = LEAST.saturating_sub(stratum.before).min(stratum.left());
    }
    let least = strata.iter().map(|one| one.drawn).sum();
    if wanted < least {
        return Err(TooFew {
            asked: wanted,
            strata: strata.iter().filter(|one| one.drawn > 0).count(),
            least,
        });
    }
    for _ in least..wanted {
        let open = strata.iter_mut().filter(|one| one.left() > 0);
        let next = open.reduce(|best, one| if before(best, one) { best } else { one });
        let Some(next) = next else { break };
        next.drawn += 1;
    }
    Ok(())
}

/// Whether the first of two strata is to be drawn from before the second; the earlier where they are alike.
fn before(one: &Allotted, other: &Allotted) -> bool {
    let odd = |stratum: &Allotted| 2 * u128::from(stratum.before + stratum.drawn) + 1;
    u128::from(one.of) * odd(other) >= u128::from(other.of) * odd(one)
}

/// How wide an interval would be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Width {
    /// The share that is guessed.
    pub share: f64,
    /// Half the width of the interval of it, as a share of 1.
    pub half: f64,
}

/// What a sample would show.
#[derive(Clone, Debug, PartialEq)]
pub struct Prospect {
    /// How many pupils are in scope.
    pub whole: u64,
    /// How many of them are known, so that none is drawn of them.
    pub known: u64,
    /// How many are drawn of each of the other strata.
    pub strata: Vec<Allotted>,
    /// Half the width of a share's own interval at the worst: a share of one half in every stratum.
    pub alone: f64,
    /// The same of the intervals of all outcomes together.
    pub together: f64,
    /// The same of each outcome's own interval as the shares are known so far; empty where nothing is.
    pub guessed: Vec<Width>,
}

impl Prospect {
    /// How many are drawn now.
    pub fn drawn(&self) -> u64 {
        self.strata.iter().map(|one| one.drawn).sum()
    }

    /// The widest of the intervals as shares are known so far.
    pub fn widest(&self) -> Option<Width> {
        let widths = self.guessed.iter().copied();
        widths.max_by(|one, other| one.half.total_cmp(&other.half))
    }
}

/// Reckons what a sample would show; `known` has the pupils known whole, in the order of the outcomes.
pub fn prospect(known: &[u64], strata: Vec<Allotted>, confidence: Confidence) -> Prospect {
    let known_whole: u64 = known.iter().sum();
    let whole = known_whole + strata.iter().map(|one| one.of).sum::<u64>();
    let factors = factors(&strata, whole);
    let all: f64 = factors.iter().sum();
    let half = |parts| {
        if all > 0.0 {
            wilson_among(0.5, 1.0 / all, parts, confidence).width() / 2.0
        } else {
            0.0
        }
    };
    Prospect {
        alone: half(1),
        together: half(known.len()),
        guessed: guessed(known, &strata, &factors, confidence),
        whole,
        known: known_whole,
        strata,
    }
}

/// What each stratum adds to a variance, over q(1 − q).
fn factors(strata: &[Allotted], whole: u64) -> Vec<f64> {
    let factor = |stratum: &Allotted| {
        let drawn = stratum.before + stratum.drawn;
        if drawn >= stratum.of {
            return 0.0;
        }
        let weight = number(stratum.of) / number(whole);
        let left = 1.0 - number(drawn) / number(stratum.of);
        weight * weight * left / (number(drawn) - 1.0).max(0.5)
    };
    strata.iter().map(factor).collect()
}

/// The widths where every stratum's shares are those of its pupils known so far, or of everybody's where it has none.
fn guessed(
    known: &[u64],
    strata: &[Allotted],
    factors: &[f64],
    confidence: Confidence,
) -> Vec<Width> {
    let sum = |at: usize| {
        let each = strata.iter().map(|one| one.guess.get(at).copied());
        each.flatten().sum::<u64>()
    };
    let pooled: Vec<u64> = (0..known.len()).map(sum).collect();
    if pooled.iter().sum::<u64>() == 0 {
        return Vec::new();
    }
    let in_strata: u64 = strata.iter().map(|one| one.of).sum();
    let whole = number(in_strata + known.iter().sum::<u64>());
    let width = |(at, own): (usize, &u64)| {
        let (mut pupils, mut variance) = (number(*own), 0.0);
        for (stratum, factor) in strata.iter().zip(factors) {
            let has = stratum.guess.iter().any(|count| *count > 0);
            let counts = if has { &stratum.guess } else { &pooled };
            let at_it = counts.get(at).copied().unwrap_or(0);
            let share = number(at_it) / number(counts.iter().sum());
            pupils += number(stratum.of) * share;
            variance += factor * share * (1.0 - share);
        }
        let share = (pupils / whole).clamp(0.0, 1.0);
        let all: f64 = factors.iter().sum();
        let half = match (variance > 0.0, all > 0.0) {
            (true, _) => wilson(share, share * (1.0 - share) / variance, confidence).width() / 2.0,
            (false, true) => wilson(share, 1.0 / all, confidence).width() / 2.0,
            (false, false) => 0.0,
        };
        Width { share, half }
    };
    known.iter().enumerate().map(width).collect()
}

/// How many must be drawn now so that a share's own interval reaches no further than `half` to either side at the worst.
pub fn wanted(known: &[u64], strata: &[Allotted], half: f64, confidence: Confidence) -> u64 {
    let most: u64 = strata
        .iter()
        .map(|one| one.of.saturating_sub(one.before))
        .sum();
    let narrow = |drawn: u64| {
        let mut tried = strata.to_vec();
        match allot(&mut tried, drawn) {
            Ok(()) => prospect(known, tried, confidence).alone <= half,
            Err(TooFew { .. }) => false,
        }
    };
    let (mut low, mut high) = (0, most);
    while low < high {
        let middle = low + (high - low) / 2;
        if narrow(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}
