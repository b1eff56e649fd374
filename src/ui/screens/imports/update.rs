//! What the keys and the replies do.

use super::state::{Imports, Said, Told};
use crate::ui::action::{Action, Browse, Context, Move};
use crate::ui::desk::{Acts, Desk, Place, Question, Turn};
use crate::ui::message::{Asked, Reply, Request};
use crate::ui::parts::mask::veiled_file;
use crate::ui::parts::window;

impl Acts for Imports {
    fn context(&self) -> Context {
        Context::Imports
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Turn {
        if self.said != Some(Said::Checking) {
            self.said = None;
        }
        match action {
            Action::Move(Move::Close) => Turn::back(),
            Action::Move(motion) => {
                self.go(motion, desk);
                Turn::stay()
            }
            Action::Browse(Browse::Open) => self.tell(),
            Action::Browse(Browse::UndoImport) => self.undo(desk),
            Action::Browse(Browse::Validate) if self.said.is_none() => {
                self.said = Some(Said::Checking);
                Turn::ask(Request::Validate)
            }
            Action::Browse(_)
            | Action::Answer(_)
            | Action::Walk(_)
            | Action::Review(_)
            | Action::Rating(_)
            | Action::House(_) => Turn::stay(),
        }
    }

    fn hear(&mut self, _asked: Asked, reply: Reply, _desk: &Desk) -> Turn {
        if let Reply::Imports(all) = reply {
            self.cursor = window::moved(self.cursor, 0, all.len());
            self.all = Some(all);
        } else if let Reply::MovedBy(import, movements) = reply {
            // The cursor may have gone on.
            if self.told == Told::Asked(import) {
                self.told = Told::Yes(movements);
                self.from = 0;
            }
        } else if let Reply::Undone(words) = reply {
            self.said = Some(Said::Done(words));
            self.told = Told::No;
            return Turn::ask(Request::Imports);
        } else if let Reply::Validated(words) = reply {
            self.said = Some(Said::Done(words));
        } else if let Reply::Refused(why) = reply {
            self.said = Some(Said::Refused(why));
            if let Told::Asked(_) = self.told {
                self.told = Told::No;
            }
        }
        Turn::stay()
    }

    fn resume(&mut self, _desk: &Desk) -> Turn {
        Turn::ask(Request::Imports)
    }
}

impl Imports {
    fn go(&mut self, motion: Move, desk: &Desk) {
        let (row, text) = (
            (self.cursor, self.list().len()),
            (self.from, desk.rows() / 2),
        );
        let (cursor, from) = window::beside(motion, row, text, || self.last_line(desk));
        if cursor != self.cursor {
            self.told = Told::No;
        }
        (self.cursor, self.from) = (cursor, from);
    }

    /// Asks for what the import under the cursor moved.
    fn tell(&mut self) -> Turn {
        let Some(import) = self.import().cloned() else {
            return Turn::stay();
        };
        self.told = Told::Asked(import.id.clone());
        Turn::ask(Request::MovedBy(import))
    }

    /// Asks whether to undo the import under the cursor.
    fn undo(&mut self, desk: &Desk) -> Turn {
        let Some(import) = self.import().cloned() else {
            return Turn::stay();
        };
        if import.undone.is_some() {
            let why = "This import has been undone already.";
            self.said = Some(Said::Refused(why.to_owned()));
            return Turn::stay();
        }
        let words = format!(
            "Undo the import of {} on {} ({})? What was known before counts again. Mappings and drafts stay as they are.",
            veiled_file(&import.file, desk.is_masked),
            import.at.long(),
            import.counts()
        );
        let request = Request::UndoImport(import);
        Turn::to(Place::Confirm(Box::new(Question { words, request })))
    }
}
