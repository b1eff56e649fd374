//! The worker: a thread that owns the workspace and answers the screens' requests in turn, and one for long work.

mod aside;
mod desk;
mod incoming;
mod job;
mod keeping;
mod rating;
mod reviewing;
mod turn;

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};

use crate::ui::message::{Msg, Reply, Request, Ticket};
use crate::workspace::Workspace;

use super::clock::Clock;
use desk::Desk;
use turn::Turns;

/// What reaches the worker.
enum Errand {
    /// A request of the screens.
    Ask(Ticket, Request),
    /// Long work has ended; nothing where it failed inside.
    Done(Option<Reply>),
    /// What was read aside has come; nothing where that failed inside.
    Read(Option<Reply>),
    /// The person has left: what was asked for is done, and then no more.
    Leave,
}

/// Which long work is to end where it is.
#[derive(Clone, Debug, Default)]
struct Stop(Arc<AtomicU64>);

impl Stop {
    /// Long work of every ticket.
    const ALL: u64 = u64::MAX;

    fn ask(&self, ticket: u64) {
        self.0.store(ticket, Ordering::Relaxed);
    }

    fn is_asked(&self, ticket: Ticket) -> bool {
        let asked = self.0.load(Ordering::Relaxed);
        asked == ticket.0 || asked == Self::ALL
    }
}

/// The screens' end of the worker.
pub(super) struct Worker {
    errands: Sender<Errand>,
    stop: Stop,
    thread: JoinHandle<bool>,
}

impl Worker {
    /// Starts the thread.
    pub(super) fn start(workspace: Workspace, clock: Clock, to: Sender<Msg>) -> io::Result<Self> {
        let (errands, asked) = channel();
        let (loops, stop) = (to.clone(), Stop::default());
        let desk = Desk {
            workspace,
            clock,
            to,
            job: None,
        };
        let turns = Turns::new(desk, stop.clone(), errands.clone());
        let named = thread::Builder::new().name("worker".into());
        Ok(Self {
            errands,
            stop,
            thread: named.spawn(move || watched(&loops, || turns.work(&asked)))?,
        })
    }

    /// Hands a request over; a worker that is gone answers nothing, and the screens then close.
    pub(super) fn ask(&self, ticket: Ticket, request: Request) {
        let _ = self.errands.send(Errand::Ask(ticket, request));
    }

    /// Lets the long work of a ticket end where it is.
    pub(super) fn stop(&self, ticket: Ticket) {
        self.stop.ask(ticket.0);
    }

    /// Stops long work and waits until everything else asked for is done; gives whether it was.
    pub(super) fn finish(self) -> bool {
        self.stop.ask(Stop::ALL);
        let _ = self.errands.send(Errand::Leave);
        self.thread.join().unwrap_or(false)
    }
}

/// Does the work; where it fails inside, tells the loop, which would wait for answers for ever.
fn watched(to: &Sender<Msg>, work: impl FnOnce()) -> bool {
    // What the work held is dropped with it, so nothing half done is looked at again.
    let done = catch_unwind(AssertUnwindSafe(work)).is_ok();
    if !done {
        let _ = to.send(Msg::Stopped);
    }
    done
}

#[cfg(test)]
mod tests;
