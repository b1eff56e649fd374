//! The worth of a flag rule: whether those it flags end adjusted more often than those drawn at random.

use std::collections::{BTreeMap, BTreeSet};

use super::super::agreement::TOO_FEW;
use super::super::flag::FlagRule;
use super::super::interval::{Confidence, Interval, wilson_of};
use super::super::normal::float;

/// A flagged mapping that was reviewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// Its flags.
    pub flags: Vec<FlagRule>,
    /// Whether the review ended in an adjustment.
    pub adjusted: bool,
}

/// How many of those reviewed ended adjusted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Adjusted {
    /// Reviewed.
    pub reviewed: usize,
    /// Of those, adjusted.
    pub adjusted: usize,
    /// The share; nothing of nothing.
    pub share: Option<f64>,
    /// Its interval (Wilson, 95 %).
    pub interval: Interval,
}

impl Adjusted {
    fn of(reviewed: usize, adjusted: usize) -> Self {
        Self {
            reviewed,
            adjusted,
            share: (reviewed > 0).then(|| float(adjusted) / float(reviewed)),
            interval: wilson_of(adjusted, reviewed, Confidence::NINETY_FIVE),
        }
    }
}

/// What a rule is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worth {
    /// The rule.
    pub rule: FlagRule,
    /// Of those it flagged.
    pub flagged: Adjusted,
    /// Of the random sample.
    pub random: Adjusted,
    /// The flagged share less the random one, and its interval, 95 % (Newcombe's, from the two Wilson intervals); nothing
    /// where either has none.
    pub difference: Option<(f64, f64, f64)>,
}

/// What a rule's worth comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// Those it flags are adjusted more often than others: it finds what it should.
    More,
    /// Less often.
    Less,
    /// Not to be told apart, by what was reviewed so far.
    Alike,
}

impl Worth {
    /// What it comes to.
    pub fn says(&self) -> Says {
        match self.difference {
            Some((_, low, _)) if low > 0.0 => Says::More,
            Some((_, _, high)) if high < 0.0 => Says::Less,
            Some(_) | None => Says::Alike,
        }
    }

    /// Whether too few were reviewed, of those flagged or of the sample, to speak of.
    pub fn too_few(&self) -> bool {
        self.flagged.reviewed.min(self.random.reviewed) < TOO_FEW
    }

    /// What it comes to, in a sentence.
    pub fn sentence(&self) -> String {
        let counted = format!(
            "{} of {} flagged ended adjusted, {} of {} drawn at random",
            self.flagged.adjusted,
            self.flagged.reviewed,
            self.random.adjusted,
            self.random.reviewed
        );
        let says = match self.says() {
            _ if self.too_few() => "too few to say what the flag is worth",
            Says::More => "the flag finds what it should",
            Says::Less => "the flag finds fewer than chance would, and costs reading for nothing",
            Says::Alike => "the flag cannot be told from chance yet",
        };
        format!("{counted}: {says}.")
    }
}

/// A rule, on how many it stands, and what that is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flagged {
    /// The rule.
    pub rule: FlagRule,
    /// How many current mappings carry it.
    pub carried: usize,
    /// On how many of them it was found harmless.
    pub harmless: usize,
    /// How much it weighs in the queue.
    pub weight: u32,
    /// What it is worth; nothing where no flagged mapping that carries it was reviewed.
    pub worth: Option<Worth>,
}

/// Weighs each rule that flagged anything reviewed, by `flagged`, against the reviews of the random sample, each adjusted or
/// not.
pub fn worth(flagged: &[Reviewed], random: &[bool]) -> Vec<Worth> {
    let adjusted = random.iter().filter(|adjusted| **adjusted).count();
    let random = Adjusted::of(random.len(), adjusted);
    let mut counts: BTreeMap<FlagRule, (usize, usize)> = BTreeMap::new();
    for one in flagged {
        // A rule that holds twice for a mapping flagged it once.
        let rules: BTreeSet<FlagRule> = one.flags.iter().copied().collect();
        for rule in rules {
            let count = counts.entry(rule).or_default();
            *count = (count.0 + 1, count.1 + usize::from(one.adjusted));
        }
    }
    let one = |(rule, (reviewed, adjusted))| {
        let flagged = Adjusted::of(reviewed, adjusted);
        Worth {
            rule,
            flagged,
            random,
            difference: newcombe(flagged, random),
        }
    };
    counts.into_iter().map(one).collect()
}

/// Newcombe (1998), method 10: the difference of two shares and its interval.
fn newcombe(one: Adjusted, other: Adjusted) -> Option<(f64, f64, f64)> {
    let (p, q) = (one.share?, other.share?);
    let (a, b) = (one.interval, other.interval);
    let apart = p - q;
    let low = apart - (p - a.low).hypot(b.high - q);
    let high = apart + (a.high - p).hypot(q - b.low);
    Some((apart, low, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reviews(rule: FlagRule, adjusted: usize, of: usize) -> Vec<Reviewed> {
        let one = |n| Reviewed {
            flags: vec![rule, rule],
            adjusted: n < adjusted,
        };
        (0..of).map(one).collect()
    }

    fn random(adjusted: usize, of: usize) -> Vec<bool> {
        (0..of).map(|n| n < adjusted).collect()
    }

    #[test]
    fn newcombes_published_difference() {
        // 56 of 70 against 48 of 80: .2000 (.0524, .3339).
        let (apart, low, high) = newcombe(Adjusted::of(70, 56), Adjusted::of(80, 48)).unwrap();
        for (found, published) in [(apart, 0.2), (low, 0.0524), (high, 0.3339)] {
            assert!(
                (found - published).abs() < 5e-5,
                "{found} is not {published}"
            );
        }
    }

    #[test]
    fn a_rule_is_held_against_the_random_sample() {
        let mut flagged = reviews(FlagRule::Unsure, 18, 30);
        flagged.extend(reviews(FlagRule::StalePlan, 1, 40));
        flagged.extend(reviews(FlagRule::Vague, 2, 10));
        let found = worth(&flagged, &random(20, 100));
        let says: Vec<_> = found.iter().map(|one| (one.rule, one.says())).collect();
        let expected = [
            (FlagRule::Vague, Says::Alike),
            (FlagRule::StalePlan, Says::Less),
            (FlagRule::Unsure, Says::More),
        ];
        assert_eq!(says, expected);
        let sentence = found[2].sentence();
        assert_eq!(
            sentence,
            "18 of 30 flagged ended adjusted, 20 of 100 drawn at random: the flag finds what it should."
        );
        assert!(
            found[0]
                .sentence()
                .ends_with("too few to say what the flag is worth.")
        );
        assert_eq!(
            (found[2].flagged.reviewed, found[2].flagged.adjusted),
            (30, 18)
        );
    }

    #[test]
    fn nothing_is_said_of_nothing() {
        assert!(worth(&[], &random(1, 2)).is_empty());
        let found = worth(&reviews(FlagRule::Vague, 1, 1), &[]);
        assert_eq!((found[0].difference, found[0].says()), (None, Says::Alike));
        assert_eq!(
            (found[0].random.share, found[0].random.interval),
            (None, Interval::WHOLE)
        );
    }
}
