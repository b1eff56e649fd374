//! The screens: the one place that lists them.

mod backups;
mod cohorts;
mod columns;
mod confirm;
mod distribution;
mod drift;
mod estimate;
mod first_run;
mod frameworks;
mod help;
mod history;
mod import;
mod imports;
mod moderation;
mod palette;
mod papers;
mod paste;
mod rates;
mod review;
mod sample;
mod standard;
mod walk;
mod worklist;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::action::{Action, Context};
use super::chord::Chord;
use super::desk::{Acts, Desk, Place, Turn};
use super::message::{Asked, Reply, Request};
use super::theme::Theme;
use crate::domain::identity::PupilId;

/// A screen with its state.
#[derive(Clone, Debug)]
pub(crate) enum Screen {
    Worklist(Box<worklist::Worklist>),
    Walk(Box<walk::Walk>),
    Distribution(Box<distribution::Distribution>),
    History(Box<history::History>),
    Frameworks(Box<frameworks::Frameworks>),
    Imports(Box<imports::Imports>),
    Backups(Box<backups::Backups>),
    Papers(Box<papers::Papers>),
    Moderation(Box<moderation::Moderation>),
    Review(Box<review::Review>),
    Drift(Box<drift::Drift>),
    Estimate(Box<estimate::Estimate>),
    Rates(Box<rates::Rates>),
    Cohorts(Box<cohorts::Cohorts>),
    Sample(Box<sample::Sample>),
    Standard(Box<standard::Standard>),
    FirstRun(Box<first_run::FirstRun>),
    Import(Box<import::Import>),
    Columns(Box<columns::Columns>),
    Help(Box<help::Help>),
    Palette(Box<palette::Palette>),
    Confirm(Box<confirm::Confirm>),
    Paste(Box<paste::Paste>),
}

/// Does the same with whichever screen it is.
macro_rules! each {
    ($of:expr, $screen:ident => $body:expr) => {
        match $of {
            Screen::Worklist($screen) => $body,
            Screen::Walk($screen) => $body,
            Screen::Distribution($screen) => $body,
            Screen::History($screen) => $body,
            Screen::Frameworks($screen) => $body,
            Screen::Imports($screen) => $body,
            Screen::Backups($screen) => $body,
            Screen::Papers($screen) => $body,
            Screen::Moderation($screen) => $body,
            Screen::Review($screen) => $body,
            Screen::Drift($screen) => $body,
            Screen::Estimate($screen) => $body,
            Screen::Rates($screen) => $body,
            Screen::Cohorts($screen) => $body,
            Screen::Sample($screen) => $body,
            Screen::Standard($screen) => $body,
            Screen::FirstRun($screen) => $body,
            Screen::Import($screen) => $body,
            Screen::Columns($screen) => $body,
            Screen::Help($screen) => $body,
            Screen::Palette($screen) => $body,
            Screen::Confirm($screen) => $body,
            Screen::Paste($screen) => $body,
        }
    };
}

impl Screen {
    /// Opens a place; gives the screen and what it asks for first.
    pub(crate) fn open(place: Place, desk: &Desk) -> (Self, Vec<Request>) {
        match place {
            Place::Worklist => {
                let (screen, ask) = worklist::Worklist::open(desk);
                (Self::Worklist(Box::new(screen)), ask)
            }
            Place::Walk(which) => {
                let (screen, ask) = walk::Walk::open(which);
                (Self::Walk(Box::new(screen)), ask)
            }
            Place::Distribution => {
                let (screen, ask) = distribution::Distribution::open();
                (Self::Distribution(Box::new(screen)), ask)
            }
            Place::History(pupil) => {
                let (screen, ask) = history::History::open(pupil);
                (Self::History(Box::new(screen)), ask)
            }
            Place::Frameworks => {
                let (screen, ask) = frameworks::Frameworks::open();
                (Self::Frameworks(Box::new(screen)), ask)
            }
            Place::Imports => {
                let (screen, ask) = imports::Imports::open();
                (Self::Imports(Box::new(screen)), ask)
            }
            Place::Backups => {
                let (screen, ask) = backups::Backups::open();
                (Self::Backups(Box::new(screen)), ask)
            }
            Place::Papers => {
                let (screen, ask) = papers::Papers::open();
                (Self::Papers(Box::new(screen)), ask)
            }
            Place::Moderation => {
                let (screen, ask) = moderation::Moderation::open();
                (Self::Moderation(Box::new(screen)), ask)
            }
            Place::Review(reference, beside) => {
                let (screen, ask) = review::Review::open(reference, beside);
                (Self::Review(Box::new(screen)), ask)
            }
            Place::Drift => {
                let (screen, ask) = drift::Drift::open();
                (Self::Drift(Box::new(screen)), ask)
            }
            Place::Estimate => {
                let (screen, ask) = estimate::Estimate::open();
                (Self::Estimate(Box::new(screen)), ask)
            }
            Place::Rates => {
                let (screen, ask) = rates::Rates::open();
                (Self::Rates(Box::new(screen)), ask)
            }
            Place::Cohorts => {
                let (screen, ask) = cohorts::Cohorts::open();
                (Self::Cohorts(Box::new(screen)), ask)
            }
            Place::Sample(state) => {
                let (screen, ask) = sample::Sample::open(state);
                (Self::Sample(Box::new(screen)), ask)
            }
            Place::Standard => {
                let (screen, ask) = standard::Standard::open();
                (Self::Standard(Box::new(screen)), ask)
            }
            Place::FirstRun => {
                let (screen, ask) = first_run::FirstRun::open();
                (Self::FirstRun(Box::new(screen)), ask)
            }
            Place::Import => (Self::Import(Box::new(import::Import::open())), Vec::new()),
            Place::Columns(survey) => (
                Self::Columns(Box::new(columns::Columns::open(*survey))),
                Vec::new(),
            ),
            Place::Help(context) => (Self::Help(Box::new(help::Help::open(context))), Vec::new()),
            Place::Palette(context) => (
                Self::Palette(Box::new(palette::Palette::open(context))),
                Vec::new(),
            ),
            Place::Confirm(question) => (
                Self::Confirm(Box::new(confirm::Confirm::open(*question))),
                Vec::new(),
            ),
            Place::Paste(text) => (Self::Paste(Box::new(paste::Paste::open(&text))), Vec::new()),
        }
    }

    /// Where its keys are looked up now.
    pub(crate) fn context(&self) -> Context {
        each!(self, screen => screen.context())
    }

    /// Whether it lies over the screen below and leaves that in sight.
    pub(crate) fn is_overlay(&self) -> bool {
        matches!(self, Self::Confirm(_) | Self::Palette(_) | Self::Import(_))
    }

    /// Which digits choose something now, in words.
    pub(crate) fn digits(&self) -> Option<String> {
        each!(self, screen => screen.digits())
    }

    /// Why something done on it could not be kept; nothing where nothing is lost by leaving.
    pub(crate) fn unsaved(&self) -> Option<&str> {
        each!(self, screen => screen.unsaved())
    }

    /// What leaving the program would lose, as a sentence.
    pub(crate) fn loses(&self) -> Option<&str> {
        each!(self, screen => screen.loses())
    }

    /// The pupil whose plan the officer is at.
    pub(crate) fn walking(&self) -> Option<&PupilId> {
        let Self::Walk(walk) = self else { return None };
        walk.officers()
    }

    /// Hears an action.
    pub(crate) fn act(&mut self, action: Action, desk: &Desk) -> Turn {
        each!(self, screen => screen.act(action, desk))
    }

    /// Hears a chord that is no action where text is typed.
    pub(crate) fn write(&mut self, chord: Chord, desk: &Desk) -> Turn {
        each!(self, screen => screen.write(chord, desk))
    }

    /// Takes pasted text.
    pub(crate) fn paste(&mut self, text: &str, desk: &Desk) -> Turn {
        each!(self, screen => screen.paste(text, desk))
    }

    /// Hears a reply to what it asked.
    pub(crate) fn hear(&mut self, asked: Asked, reply: Reply, desk: &Desk) -> Turn {
        each!(self, screen => screen.hear(asked, reply, desk))
    }

    /// Comes into sight again after the screen above it was closed.
    pub(crate) fn resume(&mut self, desk: &Desk) -> Turn {
        each!(self, screen => screen.resume(desk))
    }

    /// Hears a click at a column and row of the terminal.
    pub(crate) fn click(&mut self, at: (u16, u16), desk: &Desk) -> Turn {
        each!(self, screen => screen.click(at, desk))
    }

    /// Hears the wheel turned at a column and row, by so many lines down.
    pub(crate) fn wheel(&mut self, at: (u16, u16), lines: i16, desk: &Desk) -> Turn {
        each!(self, screen => screen.wheel(at, lines, desk))
    }

    /// Draws itself.
    pub(crate) fn view(&self, desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        each!(self, screen => screen.view(desk, theme, area, buf));
    }
}
