//! What keeps the workspace: backups, verifying, and a restored one in its place.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;

use super::Errand;
use super::desk::{Desk, telling};
use super::turn::Turns;
use crate::domain::backup::{Listed, Wholeness, Why};
use crate::ui::message::{Msg, Reply, Request, Ticket};
use crate::workspace::{Closed, Problem, Workspace, backup_read, backups_named};

impl Desk {
    pub(super) fn backups(&self) -> Result<Reply, Problem> {
        Ok(Reply::Backups(backups_named(self.workspace.folder())?))
    }

    pub(super) fn back_up(&self) -> Result<Reply, Problem> {
        let (now, mut watch) = (self.clock.now(), self.telling());
        let made = (self.workspace).back_up(None, Why::Asked, now, &mut watch)?;
        Ok(Reply::BackedUp(Box::new(Listed {
            folder: made.folder,
            manifest: Some(made.manifest),
            wholeness: Wholeness::Unread,
        })))
    }

    pub(super) fn check_backup(&self, folder: PathBuf) -> Result<Reply, Problem> {
        let listed = backup_read(folder, &mut self.telling())?;
        Ok(Reply::BackupChecked(Box::new(listed)))
    }

    pub(super) fn loss(&self, backup: &Path) -> Result<Reply, Problem> {
        Ok(Reply::Loss(Box::new(self.workspace.loss(backup)?)))
    }

    pub(super) fn verify(&mut self) -> Result<Reply, Problem> {
        let (now, mut watch) = (self.clock.now(), self.telling());
        let found = self.workspace.verification(now, &mut watch)?;
        Ok(Reply::Verified(Box::new(found)))
    }
}

impl Turns {
    /// Puts a backup in the workspace's place, which is closed meanwhile, and goes on with the one that is there then;
    /// nothing where the person has left before it could be opened.
    ///
    /// It is done here, not beside: whatever is asked for in between waits for the workspace that it is asked of.
    pub(super) fn restore(
        self,
        ticket: Ticket,
        backup: &Path,
        errands: &Receiver<Errand>,
    ) -> Option<Self> {
        let Self {
            desk:
                Desk {
                    workspace,
                    clock,
                    to,
                    ..
                },
            stop,
            errands: back,
            ..
        } = self;
        let closed = workspace.close();
        let mut watch = telling(to.clone(), clock, Some((ticket, stop.clone())));
        let done = closed.restore(backup, clock.now(), &mut watch);
        let told = done.map(|restored| restored.told().join("\n"));
        let opened =
            |closed: &Closed| closed.open(clock.now(), &mut telling(to.clone(), clock, None));
        let tell = |ticket, reply| {
            // Nobody listens any more once the person has left.
            let _ = to.send(Msg::Reply(ticket, reply));
        };
        let (workspace, asked) = match opened(&closed) {
            Ok(workspace) => (workspace, None),
            Err(problem) => {
                tell(
                    ticket,
                    Reply::Refused(match &told {
                        Ok(told) => format!("{told}\n{problem}"),
                        Err(refused) => refused.to_string(),
                    }),
                );
                let (workspace, asked) = opened_later(errands, &tell, &|| opened(&closed))?;
                (workspace, Some(asked))
            }
        };
        let desk = Desk {
            workspace,
            clock,
            to: to.clone(),
            job: None,
        };
        let mut turns = Self::new(desk, stop, back);
        turns.go_on(ticket, asked, told);
        Some(turns)
    }

    /// Says what came of restoring, once the workspace is open: where that did not go at once, to what was asked for since.
    pub(super) fn go_on(
        &mut self,
        ticket: Ticket,
        asked: Option<(Ticket, Request)>,
        told: Result<String, Problem>,
    ) {
        match (asked, told) {
            // It was asked of the old one.
            (Some((later, _)), Ok(told)) => self.restored(later, told),
            (Some((later, request)), Err(_)) => self.hear(later, request),
            (None, Ok(told)) => self.restored(ticket, told),
            (None, Err(problem)) => self.tell(ticket, Reply::Refused(problem.to_string())),
        }
    }
}

/// Waits until the workspace can be opened: each request tries again, and is refused where it cannot. Gives the request
/// that is to be answered then; nothing where the person has left.
fn opened_later(
    errands: &Receiver<Errand>,
    tell: &dyn Fn(Ticket, Reply),
    open: &dyn Fn() -> Result<Workspace, Problem>,
) -> Option<(Workspace, (Ticket, Request))> {
    loop {
        match errands.recv().ok()? {
            Errand::Ask(ticket, request) => match open() {
                Ok(workspace) => return Some((workspace, (ticket, request))),
                Err(problem) => tell(ticket, Reply::Refused(problem.to_string())),
            },
            Errand::Leave => return None,
            Errand::Done(_) | Errand::Read(_) => {}
        }
    }
}
