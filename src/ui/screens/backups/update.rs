//! What the keys and the replies do.

use super::state::{Backups, Beside, Said};
use crate::domain::backup::{Listed, Wholeness};
use crate::ui::action::{Action, Browse, Context, Move};
use crate::ui::desk::{Acts, Desk, Place, Question, Turn};
use crate::ui::message::{Asked, Reply, Request};
use crate::ui::parts::window;

impl Acts for Backups {
    fn context(&self) -> Context {
        Context::Backups
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Turn {
        self.said = None;
        match action {
            Action::Move(Move::Close) => Turn::back(),
            Action::Move(motion) => {
                self.go(motion, desk);
                Turn::stay()
            }
            Action::Browse(Browse::BackUp) => Turn::ask(Request::BackUp),
            Action::Browse(Browse::Verify) => Turn::ask(Request::Verify),
            Action::Browse(Browse::CheckBackup) => match self.readable() {
                Some(backup) => {
                    (self.beside, self.from) = (Beside::Backup, 0);
                    Turn::ask(Request::CheckBackup(backup.folder))
                }
                None => Turn::stay(),
            },
            Action::Browse(Browse::Restore) => match self.readable() {
                Some(backup) => Turn::ask(Request::Loss(backup.folder)),
                None => Turn::stay(),
            },
            Action::Browse(_)
            | Action::Answer(_)
            | Action::Walk(_)
            | Action::Review(_)
            | Action::Rating(_)
            | Action::House(_) => Turn::stay(),
        }
    }

    fn hear(&mut self, _asked: Asked, reply: Reply, _desk: &Desk) -> Turn {
        if let Reply::Backups(all) = reply {
            self.take(all);
        } else if let Reply::BackedUp(made) = reply {
            return self.made(&made);
        } else if let Reply::BackupChecked(found) = reply {
            self.said = Some(read_through(&found));
            self.learn(*found);
        } else if let Reply::Verified(found) = reply {
            self.beside = Beside::Workspace(*found);
            self.from = 0;
        } else if let Reply::Loss(loss) = reply {
            let (words, request) = (loss.question(), Request::Restore(loss.folder));
            return Turn::to(Place::Confirm(Box::new(Question { words, request })));
        } else if let Reply::Refused(why) = reply {
            self.refuse(&why);
        }
        Turn::stay()
    }

    fn resume(&mut self, _desk: &Desk) -> Turn {
        Turn::ask(Request::Backups)
    }
}

impl Backups {
    fn go(&mut self, motion: Move, desk: &Desk) {
        let (row, text) = (
            (self.cursor, self.list().len()),
            (self.from, desk.rows() / 2),
        );
        let (cursor, from) = window::beside(motion, row, text, || self.last_line(desk));
        // Whoever goes through the list wants to see what is in it.
        if matches!(motion, Move::Up | Move::Down | Move::First | Move::Last) {
            self.beside = Beside::Backup;
            self.from = 0;
        }
        (self.cursor, self.from) = (cursor, from);
    }

    fn refuse(&mut self, why: &str) {
        self.said = Some(Said::Refused(why.to_owned()));
    }

    /// The backup under the cursor, where it says what it is; else says that it does not.
    fn readable(&mut self) -> Option<Listed> {
        let backup = self.backup().cloned();
        match backup {
            None => self.refuse("There is no backup yet: b makes one."),
            Some(Listed { manifest: None, .. }) => {
                self.refuse("Nothing can be made of this one. Take another.");
            }
            Some(backup) => return Some(backup),
        }
        None
    }

    fn made(&mut self, made: &Listed) -> Turn {
        self.said = Some(Said::Done(made.made()));
        (self.cursor, self.from, self.beside) = (0, 0, Beside::Backup);
        Turn::ask(Request::Backups)
    }
}

/// What came of reading a backup through.
fn read_through(found: &Listed) -> Said {
    match &found.wholeness {
        Wholeness::Faulty(why) => Said::Refused(why.clone()),
        Wholeness::Unread | Wholeness::Whole => Said::Done(format!("{} is whole.", found.name())),
    }
}
