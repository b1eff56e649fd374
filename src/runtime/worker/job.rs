//! Long work: on a thread and a connection of its own, so that the screens are answered meanwhile.

use std::sync::mpsc::Sender;
use std::thread::{self, JoinHandle};

use super::desk::Desk;
use super::{Errand, Stop, watched};
use crate::ui::message::{Asked, Msg, Reply, Request, Ticket};
use crate::workspace::{Problem, Workspace};

/// How far long work stands behind the keys, as `nice` counts it.
#[cfg(target_os = "linux")]
const NICE: i32 = 10;

/// Lets this thread, and those that it starts, run when nobody else wants the processor.
///
/// On Linux a priority is a thread's own. Where it cannot be set, work goes on as before.
#[cfg(target_os = "linux")]
fn give_way() {
    let _ = rustix::process::setpriority_process(None, NICE);
}

/// Elsewhere a priority is the whole process's, the keys' among it.
#[cfg(not(target_os = "linux"))]
fn give_way() {}

/// Long work under way.
pub(super) struct Job {
    pub(super) ticket: Ticket,
    pub(super) asked: Asked,
    pub(super) thread: JoinHandle<()>,
}

impl Job {
    /// Starts it.
    pub(super) fn start(
        ticket: Ticket,
        request: Request,
        desk: &Desk,
        stop: Stop,
        done: Sender<Errand>,
    ) -> Result<Self, Problem> {
        let (clock, to) = (desk.clock, desk.to.clone());
        let mut own = Desk {
            workspace: Workspace::again(&desk.workspace, clock.now())?,
            clock,
            to: to.clone(),
            job: Some((ticket, stop)),
        };
        let asked = request.asked();
        let thread = thread::spawn(move || {
            give_way();
            let mut reply = None;
            watched(&to, || reply = Some(own.reply(request)));
            let _ = done.send(Errand::Done(reply));
        });
        Ok(Self {
            ticket,
            asked,
            thread,
        })
    }

    /// Waits for its thread, which has said that it is done, and hands its reply on.
    pub(super) fn end(self, reply: Option<Reply>, to: &Sender<Msg>) {
        // Where it failed inside, the loop has heard so.
        let _ = self.thread.join();
        if let Some(reply) = reply {
            let _ = to.send(Msg::Reply(self.ticket, reply));
        }
    }

    /// Says that no other long work begins before it ends.
    pub(super) fn refusal(&self) -> Reply {
        let running = self.asked.words().unwrap_or("other long work");
        Reply::Refused(format!(
            "One thing at a time: {running} is still running. Wait until it ends, or stop it with ctrl-x; then ask again."
        ))
    }
}
