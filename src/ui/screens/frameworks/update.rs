//! What the keys and the replies do.

use super::changes;
use super::state::{Beside, Frameworks, Pane};
use crate::domain::identity::FrameworkKey;
use crate::ui::action::{Action, Browse, Context, Move};
use crate::ui::desk::{Acts, Desk, Place, Question, Turn};
use crate::ui::message::{Asked, Reply, Request};
use crate::ui::parts::window::moved;

impl Acts for Frameworks {
    fn context(&self) -> Context {
        Context::Frameworks
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Turn {
        self.refused = None;
        match action {
            Action::Move(Move::Close) if self.beside != Beside::Text => {
                self.show(Beside::Text);
                Turn::stay()
            }
            Action::Move(Move::Close) if self.pane == Pane::Matrix => {
                self.turn(Pane::List);
                Turn::stay()
            }
            Action::Move(Move::Close) => Turn::back(),
            Action::Move(motion) => {
                self.go(motion, desk);
                Turn::stay()
            }
            Action::Browse(Browse::Open) => {
                self.turn(Pane::Matrix);
                Turn::stay()
            }
            Action::Browse(Browse::Adopt) => self.adopt(desk),
            Action::Browse(Browse::Compare) => {
                self.compare(desk);
                Turn::stay()
            }
            Action::Browse(Browse::Evidence) => self.ask_evidence(),
            Action::Browse(_)
            | Action::Answer(_)
            | Action::Walk(_)
            | Action::Review(_)
            | Action::Rating(_)
            | Action::House(_) => Turn::stay(),
        }
    }

    fn hear(&mut self, _asked: Asked, reply: Reply, _desk: &Desk) -> Turn {
        if let Reply::Frameworks(all) = reply {
            self.at = moved(self.at, 0, all.len());
            self.all = Some(all);
        } else if let Reply::Impact(key, sentences) = reply {
            return Turn::to(Place::Confirm(Box::new(question(key, &sentences))));
        } else if let Reply::Evidence(evidence) = reply {
            if matches!(self.beside, Beside::Evidence(_)) {
                self.beside = Beside::Evidence(Some(evidence));
            }
        } else if let Reply::Refused(why) = reply {
            self.refused = Some(why);
        }
        Turn::stay()
    }
}

impl Frameworks {
    fn turn(&mut self, pane: Pane) {
        if self.pane != pane {
            self.pane = pane;
            self.from = 0;
        }
    }

    fn go(&mut self, motion: Move, desk: &Desk) {
        let half = desk.rows() / 2;
        let (down, right) = match motion {
            Move::NextPane => {
                self.turn(match self.pane {
                    Pane::List => Pane::Matrix,
                    Pane::Matrix => Pane::List,
                });
                return;
            }
            Move::PageUp | Move::ScrollUp => {
                self.from = self.from.saturating_sub(half);
                return;
            }
            Move::PageDown | Move::ScrollDown => {
                self.from = (self.from + half).min(self.last_line(desk));
                return;
            }
            Move::Up => (-1, 0),
            Move::Down => (1, 0),
            Move::First => (isize::MIN, 0),
            Move::Last => (isize::MAX, 0),
            Move::Left => (0, -1),
            Move::Right => (0, 1),
            Move::Close => return,
        };
        self.from = 0;
        // What was counted is of another version.
        if self.pane == Pane::List && matches!(self.beside, Beside::Evidence(_)) {
            self.beside = Beside::Text;
        }
        let (areas, levels) =
            (self.framework()).map_or((0, 0), |one| (one.leaves().count(), one.levels.len()));
        match self.pane {
            Pane::List => {
                self.at = moved(self.at, down, self.list().len());
                // Another framework may have fewer areas or levels.
                self.cell = (0, 0);
            }
            Pane::Matrix => {
                self.cell = (
                    moved(self.cell.0, down, areas),
                    moved(self.cell.1, right, levels),
                );
            }
        }
    }

    fn show(&mut self, beside: Beside) {
        self.beside = beside;
        self.from = 0;
    }

    /// Shows what changed, or leaves it.
    fn compare(&mut self, desk: &Desk) {
        let there = self.framework().and_then(|at| {
            let adopted = desk.framework().map(AsRef::as_ref);
            changes::pair(self.list(), at, adopted).map(|_| ())
        });
        match (&self.beside, there) {
            (Beside::Changes, _) => self.show(Beside::Text),
            (Beside::Text | Beside::Evidence(_), Some(())) => self.show(Beside::Changes),
            (Beside::Text | Beside::Evidence(_), None) => {
                self.refused =
                    Some("There is no other version of this framework to compare with.".to_owned());
            }
        }
    }

    fn ask_evidence(&mut self) -> Turn {
        let Some(framework) = self.framework() else {
            return Turn::stay();
        };
        if matches!(self.beside, Beside::Evidence(_)) {
            self.show(Beside::Text);
            return Turn::stay();
        }
        let request = Request::Evidence(framework.key.clone());
        self.show(Beside::Evidence(None));
        Turn::ask(request)
    }

    fn adopt(&mut self, desk: &Desk) -> Turn {
        let Some(framework) = self.framework() else {
            return Turn::stay();
        };
        let key = framework.key.clone();
        if Self::is_adopted(framework, desk) {
            self.refused = Some(format!(
                "{key} is adopted already: it is what pupils are mapped against."
            ));
            return Turn::stay();
        }
        Turn::ask(Request::Impact(key))
    }
}

/// How many sentences of what an adoption does fit a question; the command `frameworks diff` prints them all.
const MOST: usize = 8;

/// Asks whether to adopt, with what it would do to what was mapped before.
fn question(key: FrameworkKey, sentences: &[String]) -> Question {
    let mut lines = vec![format!(
        "Map against {key} from now on? What was recorded against another version stays on the record as it is; the worklist and the distribution will count what stands against {key}."
    )];
    lines.extend(sentences.iter().take(MOST).cloned());
    let more = sentences.len().saturating_sub(MOST);
    if more > 0 {
        lines.push(format!(
            "And {more} more; `continuum frameworks diff` prints all."
        ));
    }
    Question {
        words: lines.join("\n"),
        request: Request::Adopt(key),
    }
}
