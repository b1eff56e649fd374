//! What the keys and the replies do.

use super::state::{Distribution, Pane, Phase, Pupils, Said};
use crate::ui::action::{Action, Answer, Browse, Context, Move};
use crate::ui::desk::{Acts, Desk, Place, Turn};
use crate::ui::message::{Asked, Reply, Request};
use crate::ui::parts::menu::Chosen;
use crate::ui::parts::window::moved;

impl Acts for Distribution {
    fn context(&self) -> Context {
        match self.phase {
            Phase::Counts => Context::Distribution,
            Phase::Choosing(_) => Context::Menu,
            Phase::Pupils(_) => Context::Cell,
        }
    }

    fn digits(&self) -> Option<String> {
        match &self.phase {
            Phase::Choosing(menu) => Some(menu.digits()),
            Phase::Counts | Phase::Pupils(_) => None,
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
            Action::Browse(browse) => self.browse(browse, desk),
            Action::Walk(_) | Action::Review(_) | Action::House(_) => Turn::stay(),
        }
    }

    fn hear(&mut self, asked: Asked, reply: Reply, desk: &Desk) -> Turn {
        match (asked, reply) {
            (_, Reply::Distribution(counted)) => {
                self.counted = Some(counted);
                self.within(desk);
            }
            (_, Reply::Cell(found)) => {
                if let Phase::Pupils(pupils) = &mut self.phase {
                    pupils.cursor = moved(pupils.cursor, 0, found.len());
                    pupils.found = Some(found);
                }
            }
            (_, Reply::Exported(file)) => self.said = Some(Said::Exported(file)),
            (Asked::Cell, Reply::Refused(why)) => {
                self.phase = Phase::Counts;
                self.said = Some(Said::Refused(why));
            }
            (_, Reply::Refused(why)) => self.said = Some(Said::Refused(why)),
            (_, _) => {}
        }
        Turn::stay()
    }

    fn resume(&mut self, _desk: &Desk) -> Turn {
        let turn = Turn::ask(self.ask());
        match &self.phase {
            Phase::Pupils(pupils) => turn.and(Request::Cell(pupils.selection.clone())),
            Phase::Counts | Phase::Choosing(_) => turn,
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
        self.within(desk);
    }

    /// Keeps the cursors on what there is.
    fn within(&mut self, desk: &Desk) {
        let rows = self.rows(desk.framework().map(AsRef::as_ref)).len();
        let (lines, columns) = (self.lines().len(), self.columns().len());
        self.row = moved(self.row, 0, rows);
        self.cell = (moved(self.cell.0, 0, lines), moved(self.cell.1, 0, columns));
    }

    fn answer(&mut self, answer: Answer) -> Turn {
        let Phase::Choosing(menu) = &mut self.phase else {
            return Turn::stay();
        };
        match menu.answer(answer) {
            Chosen::Nothing => Turn::stay(),
            Chosen::Left => {
                self.phase = Phase::Counts;
                Turn::stay()
            }
            Chosen::One(by) => {
                self.phase = Phase::Counts;
                self.pane = Pane::Cross;
                self.by = by;
                self.cell = (0, 0);
                Turn::ask(self.ask())
            }
        }
    }

    fn browse(&mut self, browse: Browse, desk: &Desk) -> Turn {
        self.said = None;
        match (browse, &self.phase) {
            (Browse::Open | Browse::History, Phase::Pupils(pupils)) => {
                let found = pupils.found.as_ref();
                let pupil = found.and_then(|found| found.get(pupils.cursor));
                pupil.map_or_else(Turn::stay, |one| {
                    Turn::to(Place::History(one.pupil.clone()))
                })
            }
            (Browse::Open, Phase::Counts) => self.open_cell(desk),
            (Browse::Dimensions, Phase::Counts) => {
                self.phase = Phase::Choosing(Self::dimensions());
                Turn::stay()
            }
            (Browse::Estimate, Phase::Counts) => Turn::to(Place::Estimate),
            (Browse::Export, Phase::Counts) => Turn::ask(Request::Export(vec![self.by])),
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
                | Browse::Details,
                _,
            ) => Turn::stay(),
        }
    }

    fn open_cell(&mut self, desk: &Desk) -> Turn {
        let framework = desk.framework().map(AsRef::as_ref);
        let Some((title, selection)) = self.selection(framework) else {
            let why = "Choose a count above or below: this one is a sum without a list.";
            self.said = Some(Said::Refused(why.to_owned()));
            return Turn::stay();
        };
        self.phase = Phase::Pupils(Pupils {
            title,
            selection: selection.clone(),
            found: None,
            cursor: 0,
        });
        Turn::ask(Request::Cell(selection))
    }
}
