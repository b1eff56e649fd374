//! A cohort's outcome in a sentence, with the framework's words.

use super::super::super::framework::Framework;
use super::super::ranks::Measure;
use super::pattern::{Scope, Step};
use super::{Outcome, Shift};

impl Outcome {
    /// Says where the cohort stands.
    pub fn sentence(&self, framework: &Framework) -> String {
        match self {
            Self::Empty => "There is no sample.".to_owned(),
            Self::First { left } => format!(
                "The first are being read, {left} are left; none read so far is outside tolerance."
            ),
            Self::Whole { left } => format!(
                "Of those read one is outside tolerance, so the whole sample is read: {left} are left."
            ),
            Self::Stands { read } => format!(
                "All {read} that were read are within tolerance: the cohort's mappings stand."
            ),
            Self::Shift(shift) => proposed(shift, framework),
            Self::Again(scope) => again(scope, framework),
        }
    }
}

fn proposed(shift: &Shift, framework: &Framework) -> String {
    let steps: Vec<String> = shift.steps.iter().map(|one| one.words(framework)).collect();
    format!(
        "All differences run one way. A shift is proposed: {}. It would change {} and is made only with two names.",
        steps.join("; "),
        match shift.lines.len() {
            1 => "1 level or tariff".to_owned(),
            many => format!("{many} levels or tariffs"),
        }
    )
}

impl Step {
    /// Says what a shift does at the measure: it takes off what the officers gave above the moderators.
    pub fn words(&self, framework: &Framework) -> String {
        let ranks = match self.by.unsigned_abs() {
            1 => "1 rank".to_owned(),
            many => format!("{many} ranks"),
        };
        let way = if self.by > 0 { "down" } else { "up" };
        format!("{} {ranks} {way}", self.measure.words(framework))
    }
}

fn again(scope: &Scope, framework: &Framework) -> String {
    let what = match scope {
        Scope::Cohort => {
            return "The differences have no pattern: the whole cohort is mapped again.".to_owned();
        }
        Scope::Area(area) => Measure::Area(area.clone()).words(framework),
        Scope::Descriptor(area, level) => {
            let measure = Measure::Area(area.clone());
            let level = measure.rank_words(framework, Some(*level));
            format!("{} at level {level}", measure.words(framework))
        }
    };
    format!("All differences lie in {what}: in that the cohort is mapped again.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::identity::AreaId;
    use crate::domain::sample::framework;

    #[track_caller]
    fn case(outcome: &Outcome, has: &str) {
        let said = outcome.sentence(&framework());
        assert!(said.contains(has), "{said}");
    }

    #[test]
    fn every_outcome_is_a_sentence() {
        let area = AreaId::new("ci");
        let name = framework().areas[0].name.clone();
        case(&Outcome::Empty, "no sample");
        case(&Outcome::First { left: 2 }, "2 are left");
        case(&Outcome::Whole { left: 3 }, "3 are left");
        case(&Outcome::Stands { read: 6 }, "All 6");
        case(&Outcome::Again(Scope::Cohort), "whole cohort");
        case(
            &Outcome::Again(Scope::Area(area.clone())),
            &format!("lie in {name}:"),
        );
        let shift = |by| {
            Outcome::Shift(Shift {
                steps: vec![Step {
                    measure: Measure::Area(area.clone()),
                    by,
                }],
                lines: Vec::new(),
            })
        };
        case(&shift(-1), &format!("{name} 1 rank up"));
        case(&shift(2), &format!("{name} 2 ranks down"));
        let one = Scope::Descriptor(area.clone(), 1);
        case(&Outcome::Again(one), &format!("{name} at level 2"));
    }
}
