//! Whose turn it is: reading at once, writing as soon as the file is free, long work beside both.
//!
//! One at a time writes to a workspace's file. While long work holds it, what the reader does waits here, in order and
//! in memory; the screens say so, and nothing is called saved before it is.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use super::aside::Aside;
use super::desk::Desk;
use super::job::Job;
use super::{Errand, Stop};
use crate::domain::day::Moment;
use crate::ui::message::{Asked, Msg, Reply, Request, Ticket};
use crate::workspace::{Became, Problem, Workspace, unwatched};

/// How long it rests between two tries to write what waits.
const REST: Duration = Duration::from_millis(50);

/// What is said of a record that was made although its disk gave an error.
const DONE: &str = "The workspace's disk gave an error as this was recorded, and it was looked for since: it is recorded. See whether the drive is sound; `continuum verify` says whether anything is damaged.";

/// What is found of a request of which nobody knew whether it was done.
#[derive(Debug)]
pub(super) enum Found {
    /// It is done, and this is its answer.
    Done(Reply),
    /// It is not.
    NotDone,
    /// That cannot be told.
    Unknown,
}

/// The worker's thread: the desk, what waits to be written, and long work.
pub(super) struct Turns {
    pub(super) desk: Desk,
    pub(super) stop: Stop,
    pub(super) errands: Sender<Errand>,
    job: Option<Job>,
    aside: Aside,
    waiting: VecDeque<(Ticket, Request)>,
    leaving: bool,
}

impl Turns {
    pub(super) fn new(desk: Desk, stop: Stop, errands: Sender<Errand>) -> Self {
        Self {
            desk,
            stop,
            errands,
            job: None,
            aside: Aside::default(),
            waiting: VecDeque::new(),
            leaving: false,
        }
    }

    /// Works until the person has left and nothing is left to do.
    pub(super) fn work(mut self, errands: &Receiver<Errand>) {
        while !(self.leaving && self.job.is_none() && self.waiting.is_empty()) {
            let errand = if self.waiting.is_empty() {
                errands.recv().map_err(|_| RecvTimeoutError::Disconnected)
            } else {
                errands.recv_timeout(REST)
            };
            match errand {
                Ok(Errand::Ask(ticket, Request::Restore(backup))) if self.is_at_rest() => {
                    match self.restore(ticket, &backup, errands) {
                        Some(turns) => self = turns,
                        None => return,
                    }
                }
                Ok(Errand::Ask(ticket, request)) => self.hear(ticket, request),
                Ok(Errand::Done(reply)) => self.job_done(reply),
                Ok(Errand::Read(reply)) => {
                    self.aside.end(reply.as_ref(), &self.desk.to);
                    self.aside.go_on(&self.desk, &self.errands);
                }
                Ok(Errand::Leave) => self.leaving = true,
                Err(RecvTimeoutError::Timeout) => self.write_waiting(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        // Whoever left the program from among the documents has settled them all the same; should it fail, they are
        // taken in by the next import, and stand on the screen until then.
        let now = self.desk.clock.now();
        let _ = self.desk.workspace.take_settled(now, &mut unwatched);
    }

    /// Whether nothing is being done, and nothing waits.
    fn is_at_rest(&self) -> bool {
        self.job.is_none() && self.aside.is_at_rest() && self.waiting.is_empty()
    }

    /// Says that another workspace is in this one's place, and what is to be said of that.
    pub(super) fn restored(&self, ticket: Ticket, told: String) {
        self.tell(
            ticket,
            match self.desk.workspace.opening() {
                Ok(opening) => Reply::Restored(told, opening.map(Box::new)),
                Err(problem) => Reply::Refused(format!("{told}\n{problem}")),
            },
        );
    }

    pub(super) fn hear(&mut self, ticket: Ticket, request: Request) {
        let asked = request.asked();
        if asked.is_long() && (asked != Asked::Restore || self.job.is_some()) {
            self.begin(ticket, request);
        } else if asked.is_aside() {
            self.aside.ask(ticket, request);
            self.aside.go_on(&self.desk, &self.errands);
        } else if asked.writes() {
            self.waiting.push_back((ticket, request));
            self.write_waiting();
        } else {
            let reply = self.desk.reply(request);
            self.tell(ticket, reply);
        }
    }

    fn begin(&mut self, ticket: Ticket, request: Request) {
        if let Some(job) = &self.job {
            self.tell(ticket, job.refusal());
            return;
        }
        let (stop, done) = (self.stop.clone(), self.errands.clone());
        let waits = self.desk.workspace.wait_for_others(false);
        let begun = waits.and_then(|()| Job::start(ticket, request, &self.desk, stop, done));
        match begun {
            Ok(job) => self.job = Some(job),
            Err(problem) => self.tell(ticket, Reply::Refused(problem.to_string())),
        }
    }

    fn job_done(&mut self, reply: Option<Reply>) {
        // A write that is still refused now is refused by another program, and is told so.
        let _ = self.desk.workspace.wait_for_others(true);
        let Some(job) = self.job.take() else { return };
        let anew = matches!(reply, Some(Reply::Began(_))) && job.asked != Asked::Import;
        // Another framework, another reader: what was opened before does not know of them.
        if anew && let Ok(workspace) = Workspace::again(&self.desk.workspace, self.desk.clock.now())
        {
            self.desk.workspace = workspace;
        }
        self.write_waiting();
        job.end(reply, &self.desk.to);
    }

    /// Writes what waits, in order, until the file is found held.
    fn write_waiting(&mut self) {
        while let Some((ticket, request)) = self.waiting.pop_front() {
            let since = self.desk.clock.now();
            let reply = match self.desk.answer(request.clone()) {
                Err(problem) if problem.is_locked() && self.job.is_some() => {
                    self.waiting.push_front((ticket, request));
                    return;
                }
                Err(problem) if problem.is_out_of_reach() => {
                    self.try_again(request, &problem, since)
                }
                Err(problem) => Reply::Refused(problem.to_string()),
                Ok(reply) => reply,
            };
            self.tell(ticket, reply);
        }
    }

    /// Writes once more in the workspace as it is found now, should its folder have come back; else says what was wrong.
    ///
    /// After an error of the disk nobody knows whether what was asked is done, and twice is too often: it is looked for. Where
    /// that does not tell, it is said, and the next request finds the workspace opened anew.
    fn try_again(&mut self, request: Request, problem: &Problem, since: Moment) -> Reply {
        let now = self.desk.clock.now();
        match self.desk.workspace.reach_again(now) {
            Ok(()) if problem.is_gone() => self.desk.reply(request),
            Ok(()) if problem.is_in_doubt() => match self.looked_for(&request, since) {
                Found::Done(reply) => reply,
                Found::NotDone => self.desk.reply(request),
                Found::Unknown => Reply::Refused(problem.to_string()),
            },
            Err(another @ Problem::Another(_)) => Reply::Refused(another.to_string()),
            Ok(()) | Err(_) => Reply::Refused(problem.to_string()),
        }
    }

    /// Looks in the workspace as it is opened now for what was asked since a moment.
    pub(super) fn looked_for(&mut self, request: &Request, since: Moment) -> Found {
        if let Request::Save(draft) = request {
            return match self.desk.workspace.keeps(draft) {
                Ok(true) => Found::Done(Reply::Saved(self.desk.clock.now())),
                Ok(false) => Found::NotDone,
                Err(_) => Found::Unknown,
            };
        }
        let Request::Record(draft) = request else {
            return Found::Unknown;
        };
        match self.desk.workspace.became(draft, since) {
            Ok(Became::Mapping(mapping)) => {
                let _ = self.desk.to.send(Msg::Say(DONE.to_owned()));
                Found::Done(Reply::Recorded(mapping))
            }
            Ok(Became::Draft) => Found::NotDone,
            Ok(Became::Unknown) | Err(_) => Found::Unknown,
        }
    }

    pub(super) fn tell(&self, ticket: Ticket, reply: Reply) {
        // Nobody listens any more once the person has left; what was asked is still done.
        let _ = self.desk.to.send(Msg::Reply(ticket, reply));
    }
}
