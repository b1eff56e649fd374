//! The worker: a thread that owns the workspace and answers the screens' requests in turn.

mod desk;
mod incoming;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};

use crate::ui::message::{Msg, Request, Ticket};
use crate::workspace::Workspace;

use super::clock::Clock;
use desk::Desk;

/// The screens' end of the worker.
pub(super) struct Worker {
    requests: Sender<(Ticket, Request)>,
    thread: JoinHandle<bool>,
}

impl Worker {
    /// Starts the thread.
    pub(super) fn start(workspace: Workspace, clock: Clock, to: Sender<Msg>) -> Self {
        let (requests, asked) = channel();
        let loops = to.clone();
        let desk = Desk {
            workspace,
            clock,
            to,
        };
        Self {
            requests,
            thread: thread::spawn(move || watched(&loops, || desk.work(&asked))),
        }
    }

    /// Hands a request over; a worker that is gone answers nothing, and the screens then close.
    pub(super) fn ask(&self, ticket: Ticket, request: Request) {
        let _ = self.requests.send((ticket, request));
    }

    /// Waits until everything asked for is done; gives whether it was.
    pub(super) fn finish(self) -> bool {
        drop(self.requests);
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
mod tests {
    use super::*;

    #[test]
    fn a_worker_that_fails_inside_tells_the_loop() {
        let (to, messages) = channel();
        assert!(watched(&to, || {}));
        assert!(messages.try_recv().is_err());
        assert!(!watched(&to, || panic!("a fault of the program")));
        assert!(matches!(messages.try_recv(), Ok(Msg::Stopped)));
    }
}
