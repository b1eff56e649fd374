//! Signals: who reads otherwise than the office, where, in what, since when, by how much.

use std::fmt;

use super::super::super::framework::Framework;
use super::super::super::identity::RecordId;
use super::super::super::normal::two_sided;
use super::super::super::place::Setting;
use super::super::ranks::Measure;
use super::super::week::Week;
use super::Settings;
use super::office::Office;
use super::scan::{Candidate, Model, known};

/// Which way somebody reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Below the office: less need is seen.
    Lower,
    /// Above it.
    Higher,
}

impl Direction {
    /// The word on the screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Lower => "lower",
            Self::Higher => "higher",
        }
    }
}

/// That an officer reads otherwise than the office, beyond what chance would show.
#[derive(Clone, Debug, PartialEq)]
pub struct Signal {
    /// Who.
    pub officer: String,
    /// In which area, or at the tariff.
    pub measure: Measure,
    /// In which setting, where it is one setting's alone.
    pub setting: Option<Setting>,
    /// The week that it most likely began.
    pub since: Week,
    /// The earliest and the latest week it may have begun in, by likelihood, 95 %.
    pub between: (Week, Week),
    /// By how many ranks, on the mean; below 0 where lower.
    pub by: f64,
    /// Its interval, 95 %.
    pub interval: (f64, f64),
    /// How many false alarms as strong as this a quiet office would see over all weeks, officers and areas: at most the
    /// setting.
    pub chance: f64,
    /// What it has moved the tariff by, where it moved it and the signal is of an area.
    pub tariff: Option<f64>,
    /// The mappings since then, oldest first: one a pupil.
    pub mappings: Vec<RecordId>,
}

impl Signal {
    /// Which way.
    pub fn direction(&self) -> Direction {
        if self.by < 0.0 {
            Direction::Lower
        } else {
            Direction::Higher
        }
    }

    /// How many pupils it touches.
    pub fn pupils(&self) -> usize {
        self.mappings.len()
    }
}

impl Signal {
    /// Says it in one sentence, with the framework's words: who, where, by how much, since when, how many pupils.
    pub fn sentence(&self, framework: &Framework) -> String {
        let what = match &self.measure {
            Measure::Tariff => "tariffs".to_owned(),
            Measure::Area(_) => format!("{} levels", self.measure.words(framework)),
        };
        let place = self.setting.map_or(String::new(), |setting| {
            format!(" in one setting alone ({})", setting.words())
        });
        let pupils = match self.pupils() {
            1 => "1 pupil".to_owned(),
            many => format!("{many} pupils"),
        };
        let tariff = match self.tariff {
            Some(by) if by < 0.0 => format!(", whose tariffs are {:.1} lower for it", by.abs()),
            Some(by) => format!(", whose tariffs are {by:.1} higher for it"),
            None => String::new(),
        };
        format!(
            "{} gives {what}{place} {:.1} {} than colleagues and moderators would, since {} (Monday {}): {pupils}{tariff}.",
            self.officer,
            self.by.abs(),
            self.direction().words(),
            self.since,
            self.since.monday().long(),
        )
    }
}

impl fmt::Display for Signal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match &self.measure {
            Measure::Tariff => "tariffs".to_owned(),
            Measure::Area(area) => format!("{area} levels"),
        };
        let place = self.setting.map_or(String::new(), |setting| {
            format!(" ({} only)", setting.words())
        });
        let text = format!(
            "{} gives {what}{place} {:.1} {} than colleagues since {}: {} pupils",
            self.officer,
            self.by.abs(),
            self.direction().words(),
            self.since,
            self.pupils()
        );
        f.pad(&text)
    }
}

/// How far below the best a week's likelihood may be to be in question, doubled: χ² with one degree of freedom at 95 %.
const IN_QUESTION: f64 = 3.841;

/// The half width of an interval at 95 %, in standard errors.
const NINETY_FIVE: f64 = 1.96;

/// Puts a change that was found into words that name everything.
pub(super) fn signal(
    office: &Office<'_>,
    found: &[Candidate],
    one: &Candidate,
    settings: &Settings,
) -> Option<Signal> {
    let change = one.found.change;
    let most = one.score.gain();
    let asked = one
        .weeks
        .iter()
        .filter(|(_, score)| most - score.gain() <= IN_QUESTION);
    let asked: Vec<usize> = asked.map(|(week, _)| *week).collect();
    let week = |place: usize| office.weeks.get(place).copied();
    let setting = change.setting.and_then(|place| office.settings.get(place));
    let wide = NINETY_FIVE / one.score.i.sqrt();
    Some(Signal {
        officer: office.officers.get(change.officer)?.clone(),
        measure: one.found.measure.clone(),
        setting: setting.copied().flatten(),
        since: week(change.week)?,
        between: (week(*asked.iter().min()?)?, week(*asked.iter().max()?)?),
        by: one.found.by,
        interval: (one.found.by - wide, one.found.by + wide),
        chance: one.chance,
        tariff: consequence(office, found, one, settings),
        mappings: office.covered(&one.found),
    })
}

/// By how many ranks an area's change moved the tariff, where it did beyond doubt.
fn consequence(
    office: &Office<'_>,
    found: &[Candidate],
    one: &Candidate,
    settings: &Settings,
) -> Option<f64> {
    if one.found.measure == Measure::Tariff {
        return None;
    }
    let change = one.found.change;
    // Beside the pupil's other areas, what the tariff owes to this one stands out.
    let mut beside = office.beside(&one.found.measure);
    beside.retain(|measure| *measure != Measure::Tariff);
    let mut others = known(found, &Measure::Tariff);
    others.retain(|other| other.change.officer != change.officer);
    let model = Model::of(office, &Measure::Tariff, &beside, &others, settings);
    let scores = model.scores(change.officer, change.setting);
    let (_, score) = scores.into_iter().find(|(week, _)| *week == change.week)?;
    (two_sided(score.gain().sqrt()) < 0.05).then(|| score.size())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::identity::AreaId;
    use crate::domain::sample::framework;

    #[test]
    fn a_signal_is_one_sentence_that_names_everything() {
        let since = Week::of("2026-11-18".parse().unwrap());
        let mut signal = Signal {
            officer: "Dana Reed".to_owned(),
            measure: Measure::Area(AreaId::new("ci")),
            setting: None,
            since,
            between: (since, since.plus(1)),
            by: -1.04,
            interval: (-1.2, -0.9),
            chance: 0.001,
            tariff: Some(-0.61),
            mappings: vec![RecordId::new("a"), RecordId::new("b")],
        };
        let framework = framework();
        let area = &framework.areas[0].name;
        let expected = format!(
            "Dana Reed gives {area} levels 1.0 lower than colleagues and moderators would, since 2026-W47 (Monday 16 Nov 2026): \
             2 pupils, whose tariffs are 0.6 lower for it."
        );
        assert_eq!(signal.sentence(&framework), expected);
        (signal.measure, signal.setting) = (Measure::Tariff, Some(Setting::Special));
        (signal.by, signal.tariff) = (0.5, None);
        let said = signal.sentence(&framework);
        assert!(said.contains("tariffs in one setting alone (special school) 0.5 higher"));
    }
}
