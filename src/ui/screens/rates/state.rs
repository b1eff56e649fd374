//! The set at hand and what it was, the envelope, and what the keys are for.

use super::figures::{Figures, Row, rows};
use super::moved::{By, Moved, Order};
use super::options::Tried;
use crate::domain::communities::Shared;
use crate::domain::exact::Money;
use crate::domain::rates::{Envelope, Filed, Ground, Level, RateSet, Value};
use crate::domain::sufficiency::{Outcome, Report};
use crate::ui::message::Request;
use crate::ui::parts::input::Input;
use crate::ui::parts::menu::Menu;

/// By how much a rate is raised and lowered at first: £100.
const STEP: i64 = 10_000;

/// The rates.
#[derive(Clone, Debug)]
pub(crate) struct Rates {
    pub(super) told: Told,
    /// The set at hand.
    pub(super) work: Option<Work>,
    /// The envelope, by its number among the files.
    pub(super) envelope: Option<usize>,
    /// By how much a rate is raised and lowered.
    pub(super) step: Money,
    pub(super) pane: Pane,
    /// The row of the tariffs under the cursor.
    pub(super) row: usize,
    /// The other sets of the folder, tried out.
    pub(super) tried: Vec<Tried>,
    /// The set at hand, tried out, where nothing was changed since.
    pub(super) own: Option<Tried>,
    /// The row of the options under the cursor, and the first of the other sets that is shown.
    pub(super) option: (usize, usize),
    /// By what gains and losses are laid out, and in which order.
    pub(super) by: By,
    pub(super) order: Order,
    /// Gains and losses, where nothing was changed since.
    pub(super) moved: Option<Moved>,
    /// The line of gains and losses under the cursor.
    pub(super) mover: usize,
    /// The school whose sheet is open, and its first line that is shown.
    pub(super) sheet: Option<(usize, usize)>,
    pub(super) short: Come<Report>,
    /// The plan that costs more under the cursor.
    pub(super) plan: usize,
    /// The Communities' budgets.
    pub(super) pot: Come<Shared>,
    /// The Community under the cursor.
    pub(super) community: usize,
    /// The first line shown of the plan or the Community that is open.
    pub(super) open: Option<usize>,
    pub(super) phase: Phase,
    pub(super) said: Option<Said>,
}

/// What is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pane {
    /// The tariffs, what each brings and what that costs.
    Tariffs,
    /// The rate sets side by side.
    Options,
    /// Gains and losses.
    Moves,
    /// The plans that cost more than they are given.
    Shortfalls,
    /// The budgets of the Communities of schools.
    Communities,
}

impl Pane {
    /// Every pane, in the order of its digits.
    pub(super) const ALL: [Self; 5] = [
        Self::Tariffs,
        Self::Options,
        Self::Moves,
        Self::Shortfalls,
        Self::Communities,
    ];

    /// In words.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Tariffs => "Tariffs",
            Self::Options => "Options",
            Self::Moves => "Gains and losses",
            Self::Shortfalls => "Costing more",
            Self::Communities => "Communities",
        }
    }

    /// The next one.
    pub(super) fn next(self) -> Self {
        match self {
            Self::Tariffs => Self::Options,
            Self::Options => Self::Moves,
            Self::Moves => Self::Shortfalls,
            Self::Shortfalls => Self::Communities,
            Self::Communities => Self::Tariffs,
        }
    }
}

/// How far what the worker is asked for has come.
#[derive(Clone, Debug)]
pub(super) enum Come<T> {
    /// Nobody has asked for it.
    Unasked,
    /// It was asked for.
    Asked,
    /// It has come.
    Yes(Box<T>),
    /// It could not be done.
    Refused(String),
}

impl<T> Come<T> {
    /// Goes back to before it was asked for, where it was refused.
    pub(super) fn forget_refusal(&mut self) {
        if matches!(self, Self::Refused(_)) {
            *self = Self::Unasked;
        }
    }

    /// What has come.
    pub(super) fn come(&self) -> Option<&T> {
        match self {
            Self::Yes(come) => Some(come),
            Self::Unasked | Self::Asked | Self::Refused(_) => None,
        }
    }
}

/// How far the reading has come.
#[derive(Clone, Debug)]
pub(super) enum Told {
    /// It was asked for.
    Asked,
    /// It has come.
    Yes(Box<Ground>),
    /// It could not be done.
    Refused(String),
}

/// A rate set that is being changed.
#[derive(Clone, Debug)]
pub(super) struct Work {
    /// The set as it is in its file.
    pub(super) kept: Filed<RateSet>,
    /// As it is now.
    pub(super) set: RateSet,
    /// As it was before each change, the latest last.
    pub(super) past: Vec<RateSet>,
    /// What follows from it.
    pub(super) figures: Figures,
}

impl Work {
    /// Begins with a set as it is in its file.
    pub(super) fn of(kept: Filed<RateSet>, ground: &Ground) -> Self {
        Self {
            set: kept.held.clone(),
            past: Vec::new(),
            figures: Figures::of(ground, &kept.held),
            kept,
        }
    }

    /// Whether it is not as it is in its file.
    pub(super) fn is_changed(&self) -> bool {
        self.set != self.kept.held
    }
}

/// What the keys are for.
#[derive(Clone, Debug)]
pub(super) enum Phase {
    /// Looking and changing.
    Looking,
    /// One of a few is chosen.
    Choosing(Menu<Choice>),
    /// A line is typed.
    Typing(Typed, Input),
    /// The worker was asked to keep the set under the name that was typed; what is done then.
    Keeping(Next, Input),
    /// The worker was asked to record an outcome.
    Deciding,
}

/// What can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// A rate set.
    Set(usize),
    /// An envelope.
    Envelope(usize),
    /// Rates that are affordable at this.
    Solve(At),
    /// By what gains and losses are laid out.
    By(By),
    /// What was decided of a plan, by its code.
    Decide(&'static str),
    /// To keep what was changed, and then go on.
    KeepFirst(Next),
    /// To let go what was changed, and go on.
    LetGo(Next),
    /// To stay.
    Stay,
}

/// For whom affordable rates are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// Those who are mapped.
    Counted,
    /// All in scope, as expected.
    Expected,
    /// All in scope, as many as they weigh at the most.
    Sure,
    /// Those who are mapped, each part of the envelope by itself.
    Parts,
}

/// What is done once changes are kept or let go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Nothing more.
    Stay,
    /// The screen is closed.
    Close,
    /// Another set is taken.
    Set(usize),
}

/// What is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// The rate of a line of the set.
    Rate(usize),
    /// By how many in a hundred all rates change.
    Scale,
    /// The step.
    Step,
    /// The name to keep the set under, and what is done then.
    Name(Next),
    /// What is paid on top for a plan.
    TopUp,
    /// Who decided this of a plan.
    By(Outcome),
    /// Why, and who.
    Why(Outcome, String),
}

/// What is said at the foot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Done(String),
    Refused(String),
}

impl Rates {
    /// Opens it and asks for what it stands on.
    pub(crate) fn open() -> (Self, Vec<Request>) {
        let screen = Self {
            told: Told::Asked,
            work: None,
            envelope: None,
            step: Money::from_pence(STEP),
            pane: Pane::Tariffs,
            row: 0,
            tried: Vec::new(),
            own: None,
            option: (0, 0),
            by: By::Level(Level::Setting),
            order: Order::Losses,
            moved: None,
            mover: 0,
            sheet: None,
            short: Come::Unasked,
            plan: 0,
            pot: Come::Unasked,
            community: 0,
            open: None,
            phase: Phase::Looking,
            said: None,
        };
        (screen, vec![Request::Ground])
    }

    /// What it stands on, once that has come.
    pub(super) fn ground(&self) -> Option<&Ground> {
        match &self.told {
            Told::Yes(ground) => Some(ground),
            Told::Asked | Told::Refused(_) => None,
        }
    }

    /// The envelope that is chosen.
    pub(super) fn purse(&self) -> Option<&Envelope> {
        let filed = self.ground()?.envelopes.get(self.envelope?)?;
        Some(&filed.held)
    }

    /// The rows of the tariffs.
    pub(super) fn rows(&self) -> Vec<Row> {
        match (self.ground(), &self.work) {
            (Some(ground), Some(work)) => rows(&ground.framework, &work.set),
            _ => Vec::new(),
        }
    }

    /// The line of the set under the cursor and its rate; nothing where there is no rate to change.
    pub(super) fn line(&self) -> Option<(usize, Money)> {
        let Some(Row::Line(line)) = self.rows().get(self.row).cloned() else {
            return None;
        };
        match self.work.as_ref()?.set.rates.get(line)?.value {
            Value::Pounds(money) => Some((line, money)),
            Value::Weight(_) => None,
        }
    }

    /// The costing of plans, once it has come.
    pub(super) fn report(&self) -> Option<&Report> {
        self.short.come()
    }

    /// The set at hand and the others, tried out.
    pub(super) fn options(&self) -> Vec<&Tried> {
        self.own.iter().chain(&self.tried).collect()
    }
}
