//! Papers: plan documents whose pupil is not sure, kept until somebody settles them.

use serde::{Deserialize, Serialize};

use super::day::{Day, Moment};
use super::identity::{PupilId, PupilRef};
use super::matching::Outcome;

/// A kept document within the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PaperId(pub i64);

/// Why a document is set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aside {
    /// It belongs to nobody of the caseload.
    Nobody,
    /// A later version of the same plan is there.
    Earlier,
    /// It is no plan.
    NoPlan,
}

impl Aside {
    /// Every reason, in the order of the screens.
    pub const ALL: [Self; 3] = [Self::Nobody, Self::Earlier, Self::NoPlan];

    /// The code in files and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Earlier => "earlier",
            Self::NoPlan => "no_plan",
        }
    }

    /// Gives the reason of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Its words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Nobody => "belongs to nobody of the caseload",
            Self::Earlier => "is an earlier version; a later one is there",
            Self::NoPlan => "is no plan",
        }
    }
}

/// What became of a kept document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It waits for somebody to settle it.
    Waiting,
    /// It is settled as this pupil's; its text goes in when the screen is left.
    Given(PupilId),
    /// Its text is in as this pupil's plan.
    Taken(PupilId),
    /// It is set aside.
    Aside(Aside),
}

impl Fate {
    /// The code in files.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Given(_) => "given",
            Self::Taken(_) => "taken",
            Self::Aside(_) => "set_aside",
        }
    }
}

/// A kept document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Its name within the workspace.
    pub id: PaperId,
    /// The document's file.
    pub file: String,
    /// When it came in.
    pub received: Moment,
    /// What became of it.
    pub fate: Fate,
    /// Its text; empty once it is in as a plan.
    pub text: String,
}

/// A pupil whom a document may belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// The pupil.
    pub pupil: PupilId,
    /// The reference.
    pub reference: PupilRef,
    /// The name.
    pub name: String,
    /// The birth date.
    pub dob: Option<Day>,
    /// The school.
    pub school: Option<String>,
    /// How alike they are, to rank by.
    pub score: i32,
    /// What agrees and what does not.
    pub why: String,
    /// Whether a plan's text has come in already.
    pub has_text: bool,
}

/// A kept document as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its name within the workspace.
    pub id: PaperId,
    /// The document's file.
    pub file: String,
    /// When it came in.
    pub received: Moment,
    /// What became of it.
    pub fate: Fate,
    /// How its text begins.
    pub opening: String,
    /// How sure it is whose it is.
    pub outcome: Outcome,
    /// Why it waits.
    pub why: String,
    /// The nearest, best first.
    pub nearest: Vec<Nearest>,
}
