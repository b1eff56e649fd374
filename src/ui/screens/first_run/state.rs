//! The three questions and the answers so far.

use std::sync::Arc;

use crate::domain::framework::Framework;
use crate::ui::message::Request;
use crate::ui::parts::input::Input;

/// The first run: three questions, then in.
#[derive(Clone, Debug)]
pub(crate) struct FirstRun {
    pub(super) name: Input,
    /// Nothing until they have come in.
    pub(super) frameworks: Option<Vec<Arc<Framework>>>,
    /// The framework under the cursor.
    pub(super) framework: usize,
    pub(super) caseload: Input,
    pub(super) phase: Phase,
    /// What was refused, and at which question it is said.
    pub(super) refused: Option<(Question, String)>,
}

/// What the keys are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// A question is being answered.
    Asking(Question),
    /// The worker looks what the columns of the caseload are.
    Looking,
    /// Somebody says what they are, on a screen of its own.
    Mapping,
    /// The worker looks again, after that.
    Mapped,
    /// The worker makes the workspace.
    Beginning,
}

/// A question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    Name,
    Framework,
    Caseload,
}

impl Question {
    /// Every question, in order.
    pub(super) const ALL: [Self; 3] = [Self::Name, Self::Framework, Self::Caseload];

    /// The question in words.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Name => "What is your name?",
            Self::Framework => "Which framework are pupils mapped against?",
            Self::Caseload => "Which file has the caseload?",
        }
    }

    /// What to bear in mind.
    pub(super) fn help(self) -> &'static str {
        match self {
            Self::Name => "It stands on every mapping you record. Type it as colleagues know it.",
            Self::Framework => {
                "Choose with the arrows or a digit. Another can be adopted later, with F on the worklist."
            }
            Self::Caseload => {
                "An Excel workbook or a CSV table, one row a pupil, or the SEN2 return. Type its path, or drop the file on this window. Leave it empty to begin without pupils and import later."
            }
        }
    }

    /// The question before.
    pub(super) fn before(self) -> Self {
        match self {
            Self::Name | Self::Framework => Self::Name,
            Self::Caseload => Self::Framework,
        }
    }
}

impl FirstRun {
    /// Opens it and asks which frameworks there are.
    pub(crate) fn open() -> (Self, Vec<Request>) {
        let screen = Self {
            name: Input::default(),
            frameworks: None,
            framework: 0,
            caseload: Input::default(),
            phase: Phase::Asking(Question::Name),
            refused: None,
        };
        (screen, vec![Request::Frameworks])
    }

    /// The framework chosen.
    pub(super) fn chosen(&self) -> Option<&Arc<Framework>> {
        self.frameworks.as_ref()?.get(self.framework)
    }
}
