//! Progress bars of long work, to standard error and only where a person looks on; ctrl-c stops what they tell of.

use std::ops::ControlFlow;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::failure::Failure;
use super::interrupt::Heed;
use super::room::Room;
use crate::domain::day::Moment;
use crate::domain::pace::Pace;
use crate::domain::printable::printable;
use crate::runtime::clock::Clock;
use crate::workspace::{Problem, Step, Workspace};

/// How long a bar stands before its words change, in milliseconds.
const STANDS: i64 = 100;

/// A bar that says how far the work has come, how fast it goes and how long it will take.
pub(super) struct Bar<'a> {
    line: ProgressBar,
    pace: Pace,
    drawn: Option<Moment>,
    clock: Clock,
    heed: Heed<'a>,
}

impl<'a> Bar<'a> {
    /// Starts a bar; without a terminal it draws nothing.
    pub(super) fn start(what: &str, room: &'a Room) -> Self {
        // Before the first word is seen, for who reads it may press at once.
        let heed = room.heed();
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(10));
        if let Ok(style) = ProgressStyle::with_template("{wide_bar} {msg}") {
            bar.set_style(style);
        }
        bar.set_message(what.to_owned());
        Self {
            line: bar,
            pace: Pace::new(what, room.now()),
            drawn: None,
            clock: room.clock(),
            heed,
        }
    }

    /// Hears the work through to its end, or to ctrl-c.
    pub(super) fn watch(&mut self) -> impl FnMut(Step) -> ControlFlow<()> {
        |Step { what, done, of }| self.at(what, done, of)
    }

    /// Shows how far the work has come.
    ///
    /// # Errors
    ///
    /// Ctrl-C was pressed: the work is to stop.
    pub(super) fn step(&mut self, what: &str, done: usize, of: usize) -> Result<(), Failure> {
        match self.at(what, done as u64, of as u64) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Problem::Stopped.into()),
        }
    }

    fn at(&mut self, what: &str, done: u64, of: u64) -> ControlFlow<()> {
        let now = self.clock.now();
        self.pace.hear(what, done, (of > 0).then_some(of), now);
        let due = |drawn: Moment| now.millis() - drawn.millis() >= STANDS;
        if self.drawn.is_none_or(due) {
            self.drawn = Some(now);
            self.line
                .set_message(printable(&self.pace.words()).into_owned());
            self.line.set_length(of.max(1));
            self.line.set_position(done);
        }
        if self.heed.is_pressed() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}

/// A bar that is there from the first word on: for what mostly has nothing to say.
pub(super) struct Late<'a> {
    room: &'a Room,
    bar: Option<Bar<'a>>,
}

impl<'a> Late<'a> {
    /// Waits for a word.
    pub(super) fn behind(room: &'a Room) -> Self {
        Self { room, bar: None }
    }

    /// Hears the work through to its end, or to ctrl-c.
    pub(super) fn watch(&mut self) -> impl FnMut(Step) -> ControlFlow<()> {
        |Step { what, done, of }| {
            let bar = self.bar.get_or_insert_with(|| Bar::start(what, self.room));
            bar.at(what, done, of)
        }
    }
}

/// Reads the caseload of a workspace behind a bar: a country's takes seconds.
pub(super) fn read_caseload(workspace: &mut Workspace, room: &Room) -> Result<(), Failure> {
    let mut bar = Bar::start("Reading the caseload", room);
    Ok(workspace.read_caseload(room.now(), &mut bar.watch())?)
}

impl Drop for Bar<'_> {
    fn drop(&mut self) {
        self.line.finish_and_clear();
    }
}
