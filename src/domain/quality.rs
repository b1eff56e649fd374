//! The wording of many plans: the vague words of each, what each sums up to, what is most frequent.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use serde::Serialize;

use super::exact::Quantity;
use super::framework::YearShape;
use super::provision::Reading;
use super::summary::Summary;

/// How many plans the tally keeps whole: those that say least.
pub const KEPT: usize = 200;

/// Vague words in a provision, as the plan's writer is asked about them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// The provision's number.
    pub n: u32,
    /// The provision's words.
    pub text: String,
    /// The vague words as they stand.
    pub phrase: String,
    /// Why they cannot be counted.
    pub why: String,
    /// What to ask the plan's writer.
    pub question: String,
}

/// A plan as read: what it sums up to, and its vague words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// What it sums up to.
    pub summary: Summary,
    /// Its vague words, in the order of the text; of what is said twice, the first only.
    pub findings: Vec<Finding>,
}

impl Wording {
    /// Gives the wording of a reading as a year counts it.
    pub fn of(reading: &Reading, year: YearShape) -> Self {
        let mut findings = Vec::new();
        let first = |n: &Option<u32>| n.is_none();
        for one in (reading.provisions.iter()).filter(|one| first(&one.duplicate_of)) {
            findings.extend(one.vague.iter().map(|vague| Finding {
                n: one.n,
                text: one.text.clone(),
                phrase: vague.text.clone(),
                why: vague.why.clone(),
                question: vague.question.clone(),
            }));
        }
        Self {
            summary: Summary::of(&reading.provisions, &reading.foreign_codes, year),
            findings,
        }
    }
}

/// A plan that was looked at: its wording, or why it could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examined {
    /// The plan's file, or its pupil's reference.
    pub plan: String,
    /// Its wording, or why it could not be read.
    pub outcome: Result<Wording, String>,
}

/// What all the plans sum up to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// The plans read.
    pub plans: u64,
    /// The plans that could not be read.
    pub not_read: u64,
    /// Their provisions, those said twice among them.
    pub provisions: u64,
    /// The provisions that say again what stands before.
    pub duplicates: u64,
    /// The others that say a length of time and how often.
    pub quantified: u64,
    /// The others that have words too vague to count.
    pub vague: u64,
    /// The others that have both.
    pub both: u64,
    /// The others that have neither.
    pub neither: u64,
    /// The plans of which too little is quantified for them to be costed.
    pub cannot_be_costed: u64,
    /// The plans whose hours are more than a school week.
    pub over_school_week: u64,
    /// The plans that name another pupil.
    pub name_others: u64,
}

impl Totals {
    /// So many of the provisions, each counted once, in a hundred; nothing where there are none.
    pub fn percent(&self, so: u64) -> Option<Quantity> {
        let number = |count: u64| u32::try_from(count).ok().map(Quantity::from);
        let all = self.provisions.saturating_sub(self.duplicates);
        let share = number(so)?.times(100.into())?.over(number(all)?)?;
        Some(share.rounded())
    }
}

/// Vague words, however they are written, and how often they stand in the plans.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Frequent {
    /// The words, in small letters.
    pub phrase: String,
    /// Why they cannot be counted.
    pub why: String,
    /// What to ask the plan's writer.
    pub question: String,
    /// How often they stand.
    pub count: u64,
    /// In how many plans.
    pub plans: u64,
}

/// A plan kept whole, ordered so that the one which says most comes first to go.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Kept {
    share: (Quantity, Reverse<usize>),
    plan: String,
    wording: Wording,
}

impl PartialOrd for Kept {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Kept {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (&self.share, &self.plan).cmp(&(&other.share, &other.plan))
    }
}

/// What many plans sum up to, taken in one by one.
///
/// It holds the plans that could not be read, the phrases, and the [`KEPT`] plans that say least: it
/// does not grow with the plans.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    totals: Totals,
    phrases: BTreeMap<(String, String), Frequent>,
    least: BinaryHeap<Kept>,
    not_read: Vec<(String, String)>,
}

impl Tally {
    /// Takes a plan in.
    pub fn add(&mut self, examined: Examined) {
        let wording = match examined.outcome {
            Ok(wording) => wording,
            Err(why) => {
                self.totals.not_read += 1;
                self.not_read.push((examined.plan, why));
                return;
            }
        };
        self.count(&wording.summary);
        self.listen(&wording.findings);
        let share = wording.summary.quantified_percent.unwrap_or_default();
        self.least.push(Kept {
            share: (share, Reverse(wording.findings.len())),
            plan: examined.plan,
            wording,
        });
        if self.least.len() > KEPT {
            self.least.pop();
        }
    }

    fn count(&mut self, sum: &Summary) {
        let totals = &mut self.totals;
        totals.plans += 1;
        totals.provisions += sum.provisions as u64;
        totals.duplicates += sum.duplicates as u64;
        totals.quantified += sum.quantified as u64;
        totals.vague += sum.vague as u64;
        totals.both += sum.both as u64;
        totals.neither += sum.neither as u64;
        totals.cannot_be_costed += u64::from(!sum.can_be_costed);
        totals.over_school_week += u64::from(sum.over_school_week);
        totals.name_others += u64::from(!sum.foreign_codes.is_empty());
    }

    fn listen(&mut self, findings: &[Finding]) {
        let mut here = Vec::new();
        for finding in findings {
            let words: Vec<&str> = finding.phrase.split_whitespace().collect();
            let key = (words.join(" ").to_lowercase(), finding.why.clone());
            let frequent = self.phrases.entry(key.clone());
            let frequent = frequent.or_insert_with(|| Frequent {
                phrase: key.0.clone(),
                why: finding.why.clone(),
                question: finding.question.clone(),
                count: 0,
                plans: 0,
            });
            frequent.count += 1;
            if !here.contains(&key) {
                frequent.plans += 1;
                here.push(key);
            }
        }
    }

    /// What all the plans sum up to.
    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    /// The vague words, the most frequent first.
    pub fn phrases(&self) -> Vec<&Frequent> {
        let mut phrases: Vec<&Frequent> = self.phrases.values().collect();
        phrases.sort_by_key(|one| (Reverse(one.count), &one.phrase, &one.why));
        phrases
    }

    /// The plans that say least, the one that says least first: of each its name and wording.
    pub fn least(&self) -> Vec<(&str, &Wording)> {
        let mut least: Vec<&Kept> = self.least.iter().collect();
        least.sort();
        least
            .into_iter()
            .map(|kept| (kept.plan.as_str(), &kept.wording))
            .collect()
    }

    /// The plans that could not be read, each with the reason.
    pub fn not_read(&self) -> &[(String, String)] {
        &self.not_read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(plan: &str, quantified: usize, phrases: &[&str]) -> Examined {
        let finding = |(phrase, n): (&&str, u32)| Finding {
            n,
            text: format!("has {phrase}"),
            phrase: (*phrase).to_owned(),
            why: "no frequency".into(),
            question: "How often?".into(),
        };
        Examined {
            plan: plan.into(),
            outcome: Ok(Wording {
                summary: Summary {
                    provisions: 4,
                    quantified,
                    quantified_percent: u32::try_from(quantified * 25).ok().map(Quantity::from),
                    can_be_costed: quantified > 2,
                    ..Summary::default()
                },
                findings: phrases.iter().zip(1..).map(finding).collect(),
            }),
        }
    }

    #[test]
    fn the_plans_that_say_least_come_first_and_phrases_by_their_number() {
        let mut tally = Tally::default();
        tally.add(plan("b", 3, &["Regular", "regular", "often"]));
        tally.add(plan("a", 1, &["regular"]));
        tally.add(plan("c", 1, &["often", "regular"]));
        tally.add(Examined {
            plan: "d.pdf".into(),
            outcome: Err("is a picture".into()),
        });
        let names: Vec<&str> = tally.least().into_iter().map(|(name, _)| name).collect();
        // Of two that say as little, the one with more vague words.
        assert_eq!(names, ["c", "a", "b"]);
        let phrases: Vec<(&str, u64, u64)> = (tally.phrases().into_iter())
            .map(|one| (one.phrase.as_str(), one.count, one.plans))
            .collect();
        assert_eq!(phrases, [("regular", 4, 3), ("often", 2, 2)]);
        let totals = tally.totals();
        assert_eq!((totals.plans, totals.not_read), (3, 1));
        assert_eq!(totals.cannot_be_costed, 2);
        assert_eq!(totals.percent(totals.quantified), "41.67".parse().ok());
        assert_eq!(tally.not_read().len(), 1);
    }

    #[test]
    fn no_more_plans_are_kept_whole_than_can_be_shown() {
        let mut tally = Tally::default();
        for n in 0..2 * KEPT {
            tally.add(plan(&format!("{n:04}"), n % 5, &[]));
        }
        let least = tally.least();
        assert_eq!(least.len(), KEPT);
        let most = least.iter().map(|(_, one)| one.summary.quantified).max();
        // 80 plans of each kind: the first 200 say nothing, one thing, or two.
        assert_eq!(most, Some(2));
        assert_eq!(tally.totals().plans, 2 * KEPT as u64);
    }
}
