//! The desk: what every screen may know, and how a screen says where to go and what to ask.

use std::sync::Arc;

use super::action::{Action, Context, Move};
use super::chord::Chord;
use super::message::{Asked, Opening, Reply, Request, Which};
use crate::domain::day::Moment;
use crate::domain::framework::Framework;
use crate::domain::identity::{PupilId, PupilRef};
use crate::domain::mask::Mask;
use crate::domain::moderation::queue::{SampleState, Waits};
use crate::domain::moderation::readings::Beside;
use crate::domain::survey::Survey;

/// What every screen may know.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The workspace, once there is one.
    pub opening: Option<Opening>,
    /// The moment of the key or reply being heard.
    pub now: Moment,
    /// Whether suggestions are shown where they may be.
    pub suggestions: bool,
    /// Whether pupils' names are hidden.
    pub is_masked: bool,
    /// The names of the pupils whom the screens have shown.
    pub mask: Mask,
    /// The terminal's columns and rows.
    pub size: (u16, u16),
}

impl Desk {
    /// The framework that the workspace maps against.
    pub fn framework(&self) -> Option<&Arc<Framework>> {
        self.opening.as_ref().map(|opening| &opening.framework)
    }

    /// Whether there is room for two columns of panes.
    pub fn is_wide(&self) -> bool {
        self.size.0 >= 80 && self.size.1 >= 24
    }

    /// How many rows of a list are on the screen, about.
    pub fn rows(&self) -> usize {
        usize::from(self.size.1).saturating_sub(6).max(1)
    }
}

/// A place that can be gone to.
#[derive(Clone, Debug)]
pub enum Place {
    /// The worklist.
    Worklist,
    /// A pupil's walk.
    Walk(Which),
    /// The distribution.
    Distribution,
    /// The estimate of the rest.
    Estimate,
    /// The rates.
    Rates,
    /// A pupil's record.
    History(PupilId),
    /// The frameworks.
    Frameworks,
    /// The imports.
    Imports,
    /// The backups.
    Backups,
    /// A file to import.
    Import,
    /// The columns of a table that is to come in.
    Columns(Box<Survey>),
    /// The documents whose pupil is not sure.
    Papers,
    /// What waits for a review.
    Moderation,
    /// Both readings of a pupil's plan, where they are at hand already.
    Review(PupilRef, Option<Box<Beside>>),
    /// How steadily officers read.
    Drift,
    /// The cohorts that a sample can be drawn from.
    Cohorts,
    /// A sample that was drawn.
    Sample(Box<SampleState>),
    /// The standardisation set.
    Standard,
    /// The first run's questions.
    FirstRun,
    /// All keys, those of a context first.
    Help(Context),
    /// Every command, those of a context first.
    Palette(Context),
    /// A question before something is asked for.
    Confirm(Box<Question>),
    /// A plan made from pasted text; what was pasted already.
    Paste(String),
}

impl Place {
    /// Where a case is taken up that waits for a moderator: both readings where they have made their own, else the blind
    /// walk.
    pub fn of_case(waits: &Waits) -> Self {
        let reference = waits.reference.clone();
        if waits.own {
            Self::Review(reference, None)
        } else {
            Self::Walk(Which::Blind(reference))
        }
    }
}

/// A question with yes or no, and what a yes asks for.
#[derive(Clone, Debug)]
pub struct Question {
    /// The question, in full.
    pub words: String,
    /// What a yes asks for.
    pub request: Request,
}

/// Where a screen wants to go.
#[derive(Clone, Debug, Default)]
pub enum Go {
    /// Nowhere.
    #[default]
    Stay,
    /// Back to the screen below.
    Back,
    /// On to a place; this screen stays below it.
    To(Place),
    /// To a place, in this screen's stead.
    Instead(Place),
    /// Back, and there does an action.
    Run(Action),
}

/// What a screen wants after a key or a reply.
#[derive(Clone, Debug, Default)]
pub struct Turn {
    /// Where to go.
    pub go: Go,
    /// What to ask for; a screen that goes back asks for the screen below.
    pub ask: Vec<Request>,
}

impl Turn {
    /// Stays and asks for nothing.
    pub fn stay() -> Self {
        Self::default()
    }

    /// Stays and asks.
    pub fn ask(request: Request) -> Self {
        Self {
            go: Go::Stay,
            ask: vec![request],
        }
    }

    /// Goes back.
    pub fn back() -> Self {
        Self::go(Go::Back)
    }

    /// Goes on to a place.
    pub fn to(place: Place) -> Self {
        Self::go(Go::To(place))
    }

    /// Goes.
    pub fn go(go: Go) -> Self {
        Self {
            go,
            ask: Vec::new(),
        }
    }

    /// Asks for one thing more.
    #[must_use]
    pub fn and(mut self, request: Request) -> Self {
        self.ask.push(request);
        self
    }
}

/// What every screen answers to; most write, paste and click nothing.
pub trait Acts {
    /// Where its keys are looked up now.
    fn context(&self) -> Context;

    /// Hears an action.
    fn act(&mut self, action: Action, desk: &Desk) -> Turn;

    /// Hears a reply to what it asked.
    fn hear(&mut self, asked: Asked, reply: Reply, desk: &Desk) -> Turn;

    /// Which digits choose something now, in words: empty where none does, nothing where all nine do.
    fn digits(&self) -> Option<String> {
        None
    }

    /// Why something done on it could not be kept; nothing where nothing is lost by leaving.
    fn unsaved(&self) -> Option<&str> {
        None
    }

    /// What leaving the program would lose, as a sentence; leaving is then asked for twice.
    fn loses(&self) -> Option<&str> {
        None
    }

    /// Hears a chord that is no action, where text is typed.
    fn write(&mut self, _chord: Chord, _desk: &Desk) -> Turn {
        Turn::stay()
    }

    /// Takes pasted text.
    fn paste(&mut self, _text: &str, _desk: &Desk) -> Turn {
        Turn::stay()
    }

    /// Comes into sight again after the screen above it was closed.
    fn resume(&mut self, _desk: &Desk) -> Turn {
        Turn::stay()
    }

    /// Hears the wheel turned at a column and row, by so many lines down; a list goes up or down.
    fn wheel(&mut self, _at: (u16, u16), lines: i16, desk: &Desk) -> Turn {
        let motion = if lines < 0 { Move::Up } else { Move::Down };
        let mut turn = Turn::stay();
        for _ in 0..lines.unsigned_abs().min(10) {
            turn = self.act(Action::Move(motion), desk);
        }
        turn
    }

    /// Hears a click at a column and row of the terminal.
    fn click(&mut self, _at: (u16, u16), _desk: &Desk) -> Turn {
        Turn::stay()
    }
}
