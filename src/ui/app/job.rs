//! The long work that runs beside the screens: its line above the hint bar, stopping it, and its end.

use super::App;
use crate::domain::day::Moment;
use crate::domain::pace::Pace;
use crate::ui::action::{Action, House};
use crate::ui::desk::Place;
use crate::ui::message::{Asked, Effect, Opening, Progress, Reply, Ticket};
use crate::ui::screens::Screen;

/// Long work that was asked for and has not ended.
#[derive(Clone, Debug)]
pub(super) struct Job {
    pub(super) ticket: Ticket,
    asked: Asked,
    /// Whether it was asked to stop.
    stopping: bool,
    /// Whether leaving, which stops it, was asked for once.
    leaving: bool,
}

impl App {
    /// Whether long work runs.
    pub fn is_working(&self) -> bool {
        self.job.is_some()
    }

    /// Takes note of work that is asked for; only one piece of long work runs at a time, and the worker refuses others.
    pub(super) fn begin_job(&mut self, ticket: Ticket, asked: Asked) {
        if asked.is_long() && self.job.is_none() {
            self.job = Some(Job {
                ticket,
                asked,
                stopping: false,
                leaving: false,
            });
        }
    }

    /// Whether another workspace is being put in this one's place, so that only the screen's own keys and stopping it work:
    /// what was begun in the one must not be kept in the other.
    pub(super) fn must_wait(&mut self, action: Action) -> bool {
        let restores = self
            .job
            .as_ref()
            .is_some_and(|job| job.asked == Asked::Restore);
        let goes = [House::Stop, House::Quit, House::Blank, House::Suspend].map(Action::House);
        let waits = restores && !goes.contains(&action);
        if waits {
            self.say("A backup is being put in the workspace's place. Wait until that ends; ctrl-x stops it, and nothing is changed then.");
        }
        waits
    }

    /// Hears how far the work has come.
    pub(super) fn hear_progress(&mut self, progress: &Progress, now: Moment) {
        let Progress { what, done, of } = progress;
        let pace = self.pace.get_or_insert_with(|| Pace::new(what, now));
        pace.hear(what, *done, *of, now);
    }

    /// Asks the work to stop.
    pub(super) fn stop_job(&mut self) -> Vec<Effect> {
        let Some(job) = &mut self.job else {
            self.notice = Some("Nothing runs that could be stopped.".to_owned());
            return Vec::new();
        };
        job.stopping = true;
        vec![Effect::Stop(job.ticket)]
    }

    /// Leaves; while work runs, or where something would be lost, only when that is asked for twice.
    pub(super) fn leave(&mut self) -> Vec<Effect> {
        let lost = self.stack.iter().find_map(|layer| layer.screen.loses());
        if let Some(lost) = lost.filter(|_| !self.leaving) {
            self.notice = Some(format!("{lost} The same key again leaves."));
            self.leaving = true;
            return Vec::new();
        }
        let words = match &mut self.job {
            Some(job) if !job.leaving => {
                job.leaving = true;
                job.asked.words().unwrap_or("long work")
            }
            Some(_) | None => return vec![Effect::Quit],
        };
        self.notice = Some(format!(
            "Still running: {words}. Leaving stops it, and nothing is changed by it. The same key again leaves."
        ));
        Vec::new()
    }

    /// Forgets that leaving was asked for: another key came between.
    pub(super) fn stay(&mut self) {
        self.leaving = false;
        if let Some(job) = &mut self.job {
            job.leaving = false;
        }
    }

    /// Hears that a request was answered: its progress is over, and so may be the work.
    pub(super) fn end_job(&mut self, ticket: Ticket) {
        match &self.job {
            Some(job) if job.ticket != ticket => {}
            Some(_) | None => {
                self.job = None;
                self.pace = None;
            }
        }
    }

    /// Hears that the workspace has changed as a whole. An import leaves whoever is at work where they are; another
    /// framework, or a new workspace, begins at the worklist.
    pub(super) fn began(&mut self, asked: Asked, opening: Opening) -> Vec<Effect> {
        self.notice.clone_from(&opening.told);
        self.desk.opening = Some(opening);
        if asked == Asked::Import {
            return self.on_top(Screen::resume);
        }
        self.stack.clear();
        self.push(Place::Worklist)
    }

    /// Hears that another workspace is in this one's place, and begins at its worklist, or at the questions of a first run;
    /// what the screens knew before is of the old one.
    pub(super) fn restored(&mut self, told: String, opening: Option<Box<Opening>>) -> Vec<Effect> {
        self.notice = Some(told);
        self.desk.opening = opening.map(|opening| *opening);
        self.stack.clear();
        self.push(match self.desk.opening {
            Some(_) => Place::Worklist,
            None => Place::FirstRun,
        })
    }

    /// Says what came for a screen that is gone: what could not be done, and what was written.
    pub(super) fn tell_of(&mut self, reply: Reply) {
        if let Reply::Refused(words) | Reply::Validated(words) | Reply::Undone(words) = reply {
            self.notice = Some(words);
        } else if let Reply::BackedUp(made) = reply {
            self.notice = Some(made.made());
        } else if let Reply::Verified(found) = reply {
            self.notice = Some(format!("The workspace was verified. {}", found.told()));
        }
    }

    /// The line above the hint bar, while there is anything to tell.
    pub(super) fn working(&self) -> Option<String> {
        let job = self.job.as_ref();
        let pace = self.pace.as_ref().map(Pace::words);
        let mut line = match (job, pace) {
            (None, None) => return None,
            (_, Some(words)) => words,
            (Some(job), None) => format!("Beginning: {}", job.asked.words().unwrap_or_default()),
        };
        if job.is_some_and(|job| job.stopping) {
            line.push_str(" · stopping…");
        } else if job.is_some() && self.is_keeping() {
            line.push_str(" · your work is kept in memory, and saved when this ends");
        }
        Some(line)
    }

    /// Whether it can be stopped now.
    pub(super) fn can_stop(&self) -> bool {
        self.job.as_ref().is_some_and(|job| !job.stopping)
    }

    /// Whether something of the reader's is on its way to the disk.
    fn is_keeping(&self) -> bool {
        let mut waiting = self.waiting.values();
        waiting.any(|(_, asked)| matches!(asked, Asked::Save | Asked::Record))
    }
}
