//! The loop: a frame, then the messages that wait, until the person leaves.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use crate::ui::app::App;
use crate::ui::message::{Effect, Msg};

use super::clock::Clock;
use super::mark::Mark;
use super::signals;
use super::terminal::Guard;
use super::worker::Worker;

/// How long a frame waits for the draft to be kept: what is on the screen is then on the disk too.
/// A worker that is busy for longer does not hold the keys up.
const GRACE: Duration = Duration::from_millis(100);

/// What the loop goes on with.
pub(super) struct Show<'a> {
    pub(super) app: &'a mut App,
    pub(super) guard: &'a mut Guard,
    pub(super) messages: &'a Receiver<Msg>,
    pub(super) worker: &'a Worker,
    pub(super) clock: Clock,
    pub(super) mark: Option<&'a mut Mark>,
    /// The key at which the loop fails inside, where a test wants that.
    #[cfg(debug_assertions)]
    pub(super) fails_at: Option<String>,
}

impl Show<'_> {
    /// Shows the screens until the person leaves.
    pub(super) fn run(&mut self) -> io::Result<()> {
        let first = self.app.begin();
        let mut running = self.carry_out(first)? && self.measure()?;
        while running {
            let app = &mut *self.app;
            self.guard.draw(|area, buffer| app.view(area, buffer))?;
            running = self.hear()?;
            if let Some(mark) = &mut self.mark {
                mark.at(self.app.walking());
            }
        }
        Ok(())
    }

    /// Tells the screens how large the terminal is.
    fn measure(&mut self) -> io::Result<bool> {
        let (columns, rows) = self.guard.size()?;
        self.tell(Msg::Resize(columns, rows))
    }

    /// Waits for a message, then takes all that wait behind it; gives false when the person leaves.
    fn hear(&mut self) -> io::Result<bool> {
        let Some(first) = self.wait() else {
            return Ok(false);
        };
        let mut next = Some(first);
        while let Some(msg) = next {
            if !self.tell(msg)? {
                return Ok(false);
            }
            next = match self.messages.try_recv() {
                // While long work holds the file, a draft waits in memory, and the line of that work says so.
                Err(_) if self.app.is_saving() && !self.app.is_working() => {
                    self.messages.recv_timeout(GRACE).ok()
                }
                more => more.ok(),
            };
        }
        Ok(true)
    }

    /// Waits for a message, or for the minutes without a key to be over.
    fn wait(&self) -> Option<Msg> {
        let Some(at) = self.app.blanks_at() else {
            return self.messages.recv().ok();
        };
        let left = at.millis().saturating_sub(self.clock.now().millis());
        let left = Duration::from_millis(u64::try_from(left).unwrap_or(0));
        match self.messages.recv_timeout(left) {
            Ok(msg) => Some(msg),
            Err(RecvTimeoutError::Timeout) => Some(Msg::Idle),
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    fn tell(&mut self, msg: Msg) -> io::Result<bool> {
        #[cfg(debug_assertions)]
        self.fail(&msg);
        let effects = self.app.update(msg, self.clock.now());
        self.carry_out(effects)
    }

    /// Fails inside at the key that a test has named, with words that no report may hold.
    #[cfg(debug_assertions)]
    #[expect(clippy::panic, reason = "it is what a test asks for")]
    fn fail(&self, msg: &Msg) {
        if let (Msg::Key(key), Some(at)) = (msg, &self.fails_at)
            && key.to_string() == *at
        {
            std::panic::panic_any(format!("{at} was pressed at the plan of Arlo Quill"));
        }
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> io::Result<bool> {
        for effect in effects {
            match effect {
                Effect::Ask(ticket, request) => self.worker.ask(ticket, request),
                Effect::Stop(ticket) => self.worker.stop(ticket),
                Effect::Sleep if signals::can_sleep() => {
                    self.guard.give_back();
                    signals::sleep()?;
                }
                Effect::Sleep => self.app.say(NOBODY_WAKES),
                Effect::Retake => {
                    self.guard.retake()?;
                    if !self.measure()? {
                        return Ok(false);
                    }
                }
                Effect::Quit => return Ok(false),
            }
        }
        Ok(true)
    }
}

/// What is said where the program cannot sleep.
const NOBODY_WAKES: &str = "Nobody could wake the program here: no shell has started it. In the walk, u takes the last step back; ctrl-c leaves.";
