//! What is told of drift: the outlook on an office, and the mappings behind each officer and each signal.

use std::collections::{HashMap, HashSet};

use super::super::super::day::Moment;
use super::super::super::framework::Framework;
use super::super::super::identity::{PupilId, PupilRef, RecordId};
use super::super::ranks::Measure;
use super::super::week::Week;
use super::Outlook;
use super::gap::Gap;
use super::series::{Series, Trend, between};
use super::signal::Signal;

/// How steadily officers read, with whose mappings that rests on.
#[derive(Clone, Debug, Default)]
pub struct Drifted {
    /// Who reads otherwise, the weekly means, the shares and the gaps.
    pub outlook: Outlook,
    /// Who mapped, by name.
    pub people: Vec<Person>,
    /// The weeks in which anybody mapped.
    pub weeks: Vec<Week>,
    /// How many plans the random samples have read twice.
    pub pairs: usize,
    /// How many officers' mappings there are.
    pub mapped: usize,
}

/// An officer, and what they mapped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Their name.
    pub name: String,
    /// Their current mappings, oldest first.
    pub mapped: Vec<Behind>,
}

/// A mapping that something rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behind {
    /// The mapping.
    pub mapping: RecordId,
    /// The pupil.
    pub pupil: PupilId,
    /// The pupil's reference.
    pub reference: PupilRef,
    /// When it was recorded.
    pub recorded: Moment,
}

/// An officer's weeks at one measure, as they are shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Weeks {
    /// What the framework calls the measure.
    pub measure: String,
    /// The weekly means, a sign a week.
    pub signs: String,
    /// Which way they go.
    pub trend: String,
    /// How far they lie from the moderators'; empty where nobody has said.
    pub gap: String,
}

impl Drifted {
    /// The officer of a name, as they are written.
    pub fn person(&self, name: &str) -> Option<&Person> {
        self.people.iter().find(|one| one.name == name)
    }

    /// The pupils' references, by the mapping.
    pub fn references(&self) -> HashMap<&RecordId, &PupilRef> {
        let mapped = self.people.iter().flat_map(|one| &one.mapped);
        mapped.map(|one| (&one.mapping, &one.reference)).collect()
    }

    /// The mappings that a signal is of, oldest first.
    pub fn of_signal(&self, signal: &Signal) -> Vec<Behind> {
        let wanted: HashSet<&RecordId> = signal.mappings.iter().collect();
        let own = self.person(&signal.officer).into_iter();
        let own = own.flat_map(|one| &one.mapped);
        own.filter(|one| wanted.contains(&one.mapping))
            .cloned()
            .collect()
    }

    /// How far an officer lies from the moderators at a measure.
    pub fn gap(&self, officer: &str, measure: &Measure) -> Option<&Gap> {
        let mut gaps = self.outlook.gaps.iter();
        gaps.find(|gap| gap.officer == officer && gap.measure == *measure)
    }

    /// The signals of an officer, the surest first.
    pub fn signals_of(&self, officer: &str) -> impl Iterator<Item = &Signal> {
        let signals = self.outlook.signals.iter();
        signals.filter(move |one| one.officer == officer)
    }

    /// An officer's tariffs week by week, a sign a week.
    pub fn signs(&self, officer: &str) -> String {
        let range = between(&self.outlook.series, &Measure::Tariff);
        let mut series = self.outlook.series.iter();
        let of = |one: &&Series| one.officer == officer && one.measure == Measure::Tariff;
        (series.find(of)).map_or_else(String::new, |one| one.sparkline(range))
    }

    /// An officer's weeks at every measure, the tariff first.
    pub fn weeks_of(&self, officer: &str, framework: &Framework) -> Vec<Weeks> {
        let own = self.outlook.series.iter();
        let own = own.filter(|one| one.officer == officer);
        let told = own.map(|one| {
            let gap = self.gap(officer, &one.measure);
            Weeks {
                measure: one.measure.words(framework),
                signs: one.sparkline(between(&self.outlook.series, &one.measure)),
                trend: one.trend.map_or("too few weeks".to_owned(), Trend::words),
                gap: gap.map_or_else(String::new, Gap::words),
            }
        });
        told.collect()
    }
}

impl Signal {
    /// Says how sure its size is and when it may have begun.
    pub fn bounds(&self) -> String {
        let ((low, high), (from, to)) = (self.interval, self.between);
        format!(
            "by {:+.2} ranks (95 %: {low:+.2} to {high:+.2}); begun between {from} and {to}",
            self.by
        )
    }
}
