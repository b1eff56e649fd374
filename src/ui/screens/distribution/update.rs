//! What the keys and the replies do.

use super::matrix::Matrix;
use super::state::{Distribution, Pane, Phase, Pupils, Said, Typed};
use crate::domain::distribution::Selection;
use crate::ui::action::{Action, Browse, Context, Move, Rating};
use crate::ui::chord::Chord;
use crate::ui::desk::{Acts, Desk, Place, Turn};
use crate::ui::message::{Asked, Reply, Request};
use crate::ui::parts::window::moved;

impl Acts for Distribution {
    fn context(&self) -> Context {
        match self.phase {
            Phase::Counts | Phase::Asking => Context::Distribution,
            Phase::Choosing(_) => Context::Menu,
            Phase::Typing(..) => Context::Line,
            Phase::Pupils(_) => Context::Cell,
        }
    }

    fn digits(&self) -> Option<String> {
        match &self.phase {
            Phase::Choosing(menu) => Some(menu.digits()),
            Phase::Counts | Phase::Asking | Phase::Typing(..) | Phase::Pupils(_) => None,
        }
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Turn {
        match action {
            Action::Move(Move::Close) => self.close(),
            Action::Move(motion) => {
                self.go(motion, desk);
                Turn::stay()
            }
            Action::Answer(answer) => self.answer(answer),
            Action::Browse(browse) => self.browse(browse),
            Action::Rating(Rating::Open) => Turn::to(Place::Rates),
            Action::Walk(_) | Action::Review(_) | Action::Rating(_) | Action::House(_) => {
                Turn::stay()
            }
        }
    }

    fn hear(&mut self, asked: Asked, reply: Reply, _desk: &Desk) -> Turn {
        match (asked, reply) {
            (_, Reply::Distribution(counted)) => {
                self.matrix = Matrix::of(&counted);
                self.views.clone_from(&counted.views);
                self.counted = Some(counted);
                self.within();
                // An estimate is of the caseload as it stands; it is asked for once the counts are there to be seen.
                if self.wanted.is_plain() {
                    return Turn::ask(Request::Ranges);
                }
                self.ranges = None;
            }
            (_, Reply::Ranges(ranges)) => {
                self.ranges = Some(ranges).filter(|_| self.wanted.is_plain());
            }
            (Asked::Ranges, Reply::Refused(why)) => self.ranges = Some(Err(why)),
            (_, Reply::Frameworks(frameworks)) => self.offer(&frameworks),
            (asked, Reply::Views(views)) => {
                let done = if asked == Asked::KeepView {
                    "Kept: v counts by it again."
                } else {
                    "Forgotten."
                };
                self.said = Some(Said::Kept(done.to_owned()));
                self.views = views;
            }
            (_, Reply::Cell(found)) => {
                if let Phase::Pupils(pupils) = &mut self.phase {
                    pupils.cursor = moved(pupils.cursor, 0, found.len());
                    pupils.found = Some(found);
                }
            }
            (_, Reply::Exported(file)) => self.said = Some(Said::Exported(file)),
            (Asked::Cell | Asked::Frameworks, Reply::Refused(why)) => {
                self.phase = Phase::Counts;
                self.said = Some(Said::Refused(why));
            }
            (Asked::Distribution, Reply::Refused(why)) => {
                // What is shown was counted on the terms before, and these are the ones that the next keys go from.
                if let Some(counted) = &self.counted {
                    self.wanted.terms = counted.provenance.terms;
                }
                self.said = Some(Said::Refused(why));
            }
            (_, Reply::Refused(why)) => self.said = Some(Said::Refused(why)),
            (_, _) => {}
        }
        Turn::stay()
    }

    fn write(&mut self, chord: Chord, _desk: &Desk) -> Turn {
        if let Phase::Typing(_, input) = &mut self.phase {
            input.write(chord);
        }
        Turn::stay()
    }

    fn paste(&mut self, text: &str, _desk: &Desk) -> Turn {
        if let Phase::Typing(_, input) = &mut self.phase {
            input.paste(text);
        }
        Turn::stay()
    }

    fn resume(&mut self, _desk: &Desk) -> Turn {
        let turn = Turn::ask(self.ask());
        match &self.phase {
            Phase::Pupils(pupils) => turn.and(self.cell_of(&pupils.selection)),
            Phase::Counts | Phase::Asking | Phase::Choosing(_) | Phase::Typing(..) => turn,
        }
    }
}

impl Distribution {
    fn close(&mut self) -> Turn {
        if matches!(self.phase, Phase::Pupils(_)) {
            self.phase = Phase::Counts;
            return Turn::stay();
        }
        Turn::back()
    }

    fn go(&mut self, motion: Move, desk: &Desk) {
        let page = isize::try_from(desk.rows()).unwrap_or(1);
        let (down, right) = match motion {
            Move::Up => (-1, 0),
            Move::Down => (1, 0),
            Move::PageUp => (-page, 0),
            Move::PageDown => (page, 0),
            Move::First => (isize::MIN, 0),
            Move::Last => (isize::MAX, 0),
            Move::Left => (0, -1),
            Move::Right => (0, 1),
            Move::ScrollUp | Move::ScrollDown | Move::NextPane | Move::Close => (0, 0),
        };
        match &mut self.phase {
            Phase::Choosing(menu) => menu.go(motion),
            Phase::Pupils(pupils) => {
                let length = pupils.found.as_ref().map_or(0, Vec::len);
                pupils.cursor = moved(pupils.cursor, down, length);
            }
            Phase::Typing(..) | Phase::Asking => {}
            Phase::Counts if motion == Move::NextPane => {
                self.pane = match self.pane {
                    Pane::Bars => Pane::Cross,
                    Pane::Cross => Pane::Bars,
                };
            }
            Phase::Counts => match self.pane {
                Pane::Bars => self.row = self.row.saturating_add_signed(down),
                Pane::Cross => {
                    self.cell.0 = self.cell.0.saturating_add_signed(down);
                    self.cell.1 = self.cell.1.saturating_add_signed(right);
                }
            },
        }
        self.within();
    }

    /// Keeps the cursors on what there is.
    fn within(&mut self) {
        let rows = self.rows().len();
        let (lines, columns) = (self.matrix.lines.len(), self.matrix.columns.len());
        self.row = moved(self.row, 0, rows);
        self.cell = (moved(self.cell.0, 0, lines), moved(self.cell.1, 0, columns));
    }

    fn browse(&mut self, browse: Browse) -> Turn {
        self.said = None;
        match (browse, &self.phase) {
            (Browse::Open | Browse::History, Phase::Pupils(pupils)) => {
                let found = pupils.found.as_ref();
                let pupil = found.and_then(|found| found.get(pupils.cursor));
                pupil.map_or_else(Turn::stay, |one| {
                    Turn::to(Place::History(one.pupil.clone()))
                })
            }
            (Browse::Open, Phase::Counts) => self.open_cell(),
            (Browse::Dimensions, Phase::Counts) => self.choose_down(),
            (Browse::Across, Phase::Counts) => self.choose_across(),
            (Browse::Whom, Phase::Counts) => self.choose_whom(),
            (Browse::Under, Phase::Counts) => self.choose_under(),
            (Browse::Views, Phase::Counts) => self.choose_view(),
            (Browse::ForgetView, Phase::Counts) => self.choose_forgotten(),
            (Browse::KeepView, Phase::Counts) => self.ask_for(Typed::Name),
            (Browse::AsAt, Phase::Counts) => self.ask_for(Typed::AsAt),
            (Browse::September, Phase::Counts) => self.turn_september(),
            (Browse::SchoolReadings, Phase::Counts) => self.turn_schools(),
            (Browse::Export, Phase::Counts) => self.choose_format(),
            (Browse::Estimate, Phase::Counts) => Turn::to(Place::Estimate),
            (
                Browse::Open
                | Browse::History
                | Browse::Dimensions
                | Browse::Export
                | Browse::Report
                | Browse::Documents
                | Browse::Confirm
                | Browse::LayAside
                | Browse::Missing
                | Browse::Map
                | Browse::MapNext
                | Browse::Find
                | Browse::FilterPriority
                | Browse::FilterState
                | Browse::FilterOfficer
                | Browse::ClearFilter
                | Browse::Distribution
                | Browse::Estimate
                | Browse::Frameworks
                | Browse::Paste
                | Browse::Adopt
                | Browse::Compare
                | Browse::Imports
                | Browse::Backups
                | Browse::BackUp
                | Browse::CheckBackup
                | Browse::Restore
                | Browse::Verify
                | Browse::UndoImport
                | Browse::Validate
                | Browse::Evidence
                | Browse::Withdraw
                | Browse::Import
                | Browse::Agree
                | Browse::AgreeAll
                | Browse::Choose
                | Browse::LeaveOut
                | Browse::KeepMap
                | Browse::Details
                | Browse::Across
                | Browse::Whom
                | Browse::Under
                | Browse::Views
                | Browse::ForgetView
                | Browse::KeepView
                | Browse::AsAt
                | Browse::September
                | Browse::SchoolReadings,
                _,
            ) => Turn::stay(),
        }
    }

    /// The pupils behind a count, as it is counted now.
    fn cell_of(&self, selection: &Selection) -> Request {
        Request::Cell(Box::new(self.wanted.clone()), selection.clone())
    }

    fn open_cell(&mut self) -> Turn {
        let Some((title, selection)) = self.selection() else {
            let why = "Choose a count above or below: this one is a sum without a list.";
            self.said = Some(Said::Refused(why.to_owned()));
            return Turn::stay();
        };
        let ask = self.cell_of(&selection);
        self.phase = Phase::Pupils(Pupils {
            title,
            selection,
            found: None,
            cursor: 0,
        });
        Turn::ask(ask)
    }
}
