//! Reading of the whole caseload that a screen opens with: on a thread and a connection of its own, so that no key waits
//! for it; one at a time, and whatever was asked again meanwhile is answered by one more.

use std::sync::mpsc::Sender;
use std::thread;

use super::desk::Desk;
use super::{Errand, watched};
use crate::ui::message::{Asked, Msg, Reply, Request, Ticket};
use crate::workspace::{Problem, Workspace};

/// What is read aside, and what waits for it.
#[derive(Debug, Default)]
pub(super) struct Aside {
    /// The tickets of what is being read.
    reading: Vec<Ticket>,
    /// What is asked for next, with everyone who asked.
    next: Vec<(Asked, Request, Vec<Ticket>)>,
}

impl Aside {
    /// Takes a request; the same that waits already is answered with it.
    pub(super) fn ask(&mut self, ticket: Ticket, request: Request) {
        let asked = request.asked();
        match self.next.iter_mut().find(|(one, ..)| *one == asked) {
            Some((_, latest, tickets)) => {
                *latest = request;
                tickets.push(ticket);
            }
            None => self.next.push((asked, request, vec![ticket])),
        }
    }

    /// Whether nothing is being read.
    pub(super) fn is_at_rest(&self) -> bool {
        self.reading.is_empty()
    }

    /// Begins what is next, unless something is being read.
    pub(super) fn go_on(&mut self, desk: &Desk, done: &Sender<Errand>) {
        if !self.reading.is_empty() || self.next.is_empty() {
            return;
        }
        let (_, request, tickets) = self.next.remove(0);
        self.reading = tickets;
        if let Err(problem) = begin(request, desk, done.clone()) {
            self.end(Some(&Reply::Refused(problem.to_string())), &desk.to);
        }
    }

    /// Hands a reply on to everyone who asked for it; there is none where the reading failed inside.
    pub(super) fn end(&mut self, reply: Option<&Reply>, to: &Sender<Msg>) {
        for ticket in self.reading.drain(..) {
            if let Some(reply) = reply {
                let _ = to.send(Msg::Reply(ticket, reply.clone()));
            }
        }
    }
}

/// Begins to read on a thread of its own.
fn begin(request: Request, desk: &Desk, done: Sender<Errand>) -> Result<(), Problem> {
    let (clock, to) = (desk.clock, desk.to.clone());
    let mut own = Desk {
        workspace: Workspace::again(&desk.workspace, clock.now())?,
        clock,
        to: to.clone(),
        job: None,
    };
    // Nobody waits for it at the end: it writes nothing.
    thread::spawn(move || {
        let mut reply = None;
        watched(&to, || reply = Some(own.reply(request)));
        let _ = done.send(Errand::Read(reply));
    });
    Ok(())
}
