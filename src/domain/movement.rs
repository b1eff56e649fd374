//! What an import moved: who arrived, left, moved school, changed phase, whose plan was amended or ceased, and what
//! follows from it for the work.

mod past;
mod then;

pub use past::{ImportHead, Undone};

use std::fmt;

use serde::Serialize;

use super::amendment::Changes;
use super::caseload::Entry;
use super::day::{Day, SchoolYear};
use super::fact::Fact;
use super::identity::{PupilId, PupilRef};
use super::place::Phase;
use super::pupil::Facts;
use super::worklist::Basis;

/// What a plan's text was to a pupil when it came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanNews {
    /// The first.
    First,
    /// A newer version; what it touched, where that is known.
    Newer(Option<Changes>),
}

/// One pupil before and after an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The pupil.
    pub pupil: PupilId,
    /// The row of the file, where it is known.
    pub line: Option<u64>,
    /// What was known before, and as of which day; nothing of somebody new.
    pub before: Option<(Facts, Day)>,
    /// What is known since.
    pub after: Facts,
    /// The day of the import.
    pub day: Day,
    /// What the plan's text was to them, where one came.
    pub plan: Option<PlanNews>,
    /// Whether a whole caseload left them out.
    pub departed: bool,
    /// Whether one had before, and a file names them again.
    pub returned: bool,
}

/// One thing that moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Moved {
    /// The pupil was not known before.
    Arrived,
    /// The whole caseload does not name them.
    Left,
    /// A file names them again who had left.
    Returned,
    /// Another school.
    School {
        /// The one before.
        from: Option<String>,
        /// The one since.
        to: Option<String>,
    },
    /// Another kind of place.
    Setting {
        /// The code before.
        from: Option<String>,
        /// The code since.
        to: Option<String>,
    },
    /// Another phase of school.
    Phase {
        /// The one before.
        from: Phase,
        /// The one since.
        to: Phase,
    },
    /// The plan's text came in.
    PlanCame,
    /// The plan was amended: how many provisions were touched, where that is known.
    PlanAmended {
        /// Provisions reworded, of another dose, new or gone.
        touched: Option<u32>,
    },
    /// The plan ceased.
    Ceased {
        /// On which day.
        on: Day,
    },
    /// A plan that had ceased stands again.
    Reopened,
    /// Other facts changed.
    Corrected {
        /// Their names.
        facts: Vec<&'static str>,
    },
}

impl Moved {
    /// Every kind, in the order of a summary, each with its words for a count.
    pub const KINDS: [(&'static str, &'static str); 11] = [
        ("arrived", "arrived"),
        ("left", "left"),
        ("returned", "came back"),
        ("school", "moved school"),
        ("setting", "changed setting"),
        ("phase", "changed phase"),
        ("plan_came", "plan text came in"),
        ("plan_amended", "plan amended"),
        ("ceased", "ceased"),
        ("reopened", "opened again"),
        ("corrected", "corrected"),
    ];

    /// The code in files.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Arrived => "arrived",
            Self::Left => "left",
            Self::Returned => "returned",
            Self::School { .. } => "school",
            Self::Setting { .. } => "setting",
            Self::Phase { .. } => "phase",
            Self::PlanCame => "plan_came",
            Self::PlanAmended { .. } => "plan_amended",
            Self::Ceased { .. } => "ceased",
            Self::Reopened => "reopened",
            Self::Corrected { .. } => "corrected",
        }
    }

    /// The words on the screen.
    pub fn words(&self) -> String {
        let shown = |text: &Option<String>| text.clone().unwrap_or_else(|| "none".to_owned());
        match self {
            Self::Arrived => "arrived".to_owned(),
            Self::Left => "left: the whole caseload does not name them".to_owned(),
            Self::Returned => "came back: a file names them again".to_owned(),
            Self::School { from, to } => format!("school {} → {}", shown(from), shown(to)),
            Self::Setting { from, to } => format!("setting {} → {}", shown(from), shown(to)),
            Self::Phase { from, to } => format!("phase {} → {}", from.code(), to.code()),
            Self::PlanCame => "plan text came in".to_owned(),
            Self::PlanAmended { touched: None } => "plan amended".to_owned(),
            Self::PlanAmended { touched: Some(1) } => {
                "plan amended: 1 provision touched".to_owned()
            }
            Self::PlanAmended {
                touched: Some(touched),
            } => format!("plan amended: {touched} provisions touched"),
            Self::Ceased { on } => format!("plan ceased on {}", on.long()),
            Self::Reopened => "a plan that had ceased stands again".to_owned(),
            Self::Corrected { facts } => format!("changed: {}", facts.join(", ")),
        }
    }
}

/// One pupil's part in what an import moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Movement {
    /// The authority's reference.
    #[serde(rename = "ref")]
    pub reference: PupilRef,
    /// The row of the file, where it is known.
    pub row: Option<u64>,
    /// What moved.
    pub what: Vec<Moved>,
    /// What follows for the work on them; nothing where it goes on as it was.
    pub then: Option<String>,
}

impl fmt::Display for Movement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what: Vec<String> = self.what.iter().map(Moved::words).collect();
        write!(f, "{}: {}", self.reference, what.join("; "))?;
        match &self.then {
            Some(then) => write!(f, " → {then}"),
            None => Ok(()),
        }
    }
}

/// The facts that have a word of their own.
const TOLD: [Fact; 8] = [
    Fact::Urn,
    Fact::School,
    Fact::Ukprn,
    Fact::SenSetting,
    Fact::Setting,
    Fact::PlanCeased,
    Fact::CeaseReason,
    Fact::YearGroup,
];

impl Movement {
    /// Tells what a change moved; `after` is the pupil's entry once it is in.
    pub fn of(basis: &Basis<'_>, change: &Change, after: &Entry) -> Self {
        Self {
            reference: change.after.reference.clone(),
            row: change.line,
            what: what(change),
            then: then::follows(basis, change, after),
        }
    }
}

fn what(change: &Change) -> Vec<Moved> {
    let mut what = Vec::new();
    if change.departed {
        what.push(Moved::Left);
    }
    if change.returned {
        what.push(Moved::Returned);
    }
    match &change.before {
        None => what.push(Moved::Arrived),
        Some((before, day)) => moves(before, *day, change, &mut what),
    }
    match change.plan {
        Some(PlanNews::First) if change.before.is_some() => what.push(Moved::PlanCame),
        Some(PlanNews::Newer(changes)) => what.push(Moved::PlanAmended {
            touched: changes.map(|changes| {
                changes.reworded + changes.dose_changed + changes.new + changes.gone
            }),
        }),
        Some(PlanNews::First) | None => {}
    }
    what
}

fn moves(before: &Facts, day: Day, change: &Change, what: &mut Vec<Moved>) {
    let after = &change.after;
    let place = |facts: &Facts| {
        let named = [&facts.school, &facts.urn, &facts.ukprn, &facts.sen_setting];
        named.into_iter().flatten().next().cloned()
    };
    // A school whose name came in beside its number is the same school.
    let moved = match (&before.urn, &after.urn) {
        (Some(from), Some(to)) => from != to,
        (Some(_), None) => true,
        (None, _) => place(before) != place(after),
    };
    if moved {
        let (from, to) = (place(before), place(after));
        what.push(Moved::School { from, to });
    }
    if before.setting != after.setting {
        let code = |facts: &Facts| facts.setting.map(|setting| setting.code().to_owned());
        let (from, to) = (code(before), code(after));
        what.push(Moved::Setting { from, to });
    }
    let phase = |facts: &Facts, day: Day| {
        let year = SchoolYear::of(day);
        let nominal = facts.dob.map(|dob| year.year_group(dob));
        facts.year_group.or(nominal).map(Phase::of_year)
    };
    let phases = phase(before, day).zip(phase(after, change.day));
    if let Some((from, to)) = phases.filter(|(from, to)| from != to) {
        what.push(Moved::Phase { from, to });
    }
    match (before.plan_ceased, after.plan_ceased) {
        (from, Some(on)) if from != Some(on) => what.push(Moved::Ceased { on }),
        (Some(_), None) => what.push(Moved::Reopened),
        (None | Some(_), _) => {}
    }
    let others = Fact::changed(before, after).filter(|fact| !TOLD.contains(fact));
    let facts: Vec<&str> = others.map(Fact::name).collect();
    if !facts.is_empty() {
        what.push(Moved::Corrected { facts });
    }
}

#[cfg(test)]
mod tests;
