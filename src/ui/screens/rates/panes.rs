//! The panes: which one is shown, where its cursor goes, and what is worked out once it is looked at.

use super::moved::Moved;
use super::options::{self, Tried};
use super::sheet;
use super::state::{Come, Pane, Phase, Rates, Told};
use crate::ui::action::Move;
use crate::ui::desk::{Desk, Go, Place, Turn};
use crate::ui::message::Request;
use crate::ui::parts::window::moved;

impl Rates {
    /// Shows a pane.
    pub(super) fn show(&mut self, pane: Pane) -> Turn {
        self.pane = pane;
        // What was refused may have been mended meanwhile.
        self.short.forget_refusal();
        self.pot.forget_refusal();
        self.sheet = None;
        self.open = None;
        self.said = None;
        Turn::stay()
    }

    /// Forgets what followed from the set as it was.
    pub(super) fn stale(&mut self) {
        self.own = None;
        self.moved = None;
    }

    /// Forgets what the files gave: another one is at hand.
    pub(super) fn anew(&mut self) {
        self.stale();
        self.tried.clear();
        self.short = Come::Unasked;
        self.plan = 0;
        self.open = None;
    }

    /// Works out what the pane shows, where it has not been; or asks the worker for it.
    pub(super) fn look(&mut self, turn: Turn) -> Turn {
        if !matches!(turn.go, Go::Stay) {
            return turn;
        }
        // Budgets of Communities go by no rate set.
        if self.pane == Pane::Communities {
            if matches!(self.pot, Come::Unasked) {
                self.pot = Come::Asked;
                return turn.and(Request::Communities(None));
            }
            return turn;
        }
        let (Told::Yes(ground), Some(work)) = (&self.told, &self.work) else {
            return turn;
        };
        match self.pane {
            Pane::Tariffs | Pane::Communities => {}
            Pane::Options => {
                let id = &work.kept.held.id;
                if self.own.is_none() {
                    let sign = if work.is_changed() { " *" } else { "" };
                    self.own = Some(Tried::of(ground, &work.set, format!("{id}{sign}")));
                }
                if self.tried.is_empty() {
                    let others = ground.sets.iter().map(|one| &one.held);
                    let others = others.filter(|one| one.id != *id && !one.is_weighted());
                    let tried = others.map(|one| Tried::of(ground, one, one.id.clone()));
                    self.tried = tried.collect();
                }
            }
            Pane::Moves => {
                if self.moved.is_none() {
                    let found = Moved::of(ground, &work.set, self.by, self.order);
                    self.mover = moved(self.mover, 0, found.lines.len());
                    self.moved = Some(found);
                }
            }
            Pane::Shortfalls => {
                if matches!(self.short, Come::Unasked) {
                    self.short = Come::Asked;
                    return turn.and(Request::Shortfalls(work.kept.file.clone()));
                }
            }
        }
        turn
    }

    /// How many rows the pane has.
    fn length(&self) -> usize {
        match self.pane {
            Pane::Tariffs => self.rows().len(),
            Pane::Options => self.ground().map_or(0, |ground| {
                options::rows(&self.options(), self.purse(), &ground.framework).len()
            }),
            Pane::Moves => self.moved.as_ref().map_or(0, |moved| moved.lines.len()),
            Pane::Shortfalls => self.report().map_or(0, |report| report.listed().len()),
            Pane::Communities => (self.pot.come()).map_or(0, |shared| shared.communities.len()),
        }
    }

    /// Moves the cursor, or scrolls what is open.
    pub(super) fn go(&mut self, motion: Move, desk: &Desk) {
        if let Phase::Choosing(menu) = &mut self.phase {
            return menu.go(motion);
        }
        let page = isize::try_from(desk.rows() / 2).unwrap_or(1);
        let by = match motion {
            Move::Up => -1,
            Move::Down => 1,
            Move::PageUp => -page,
            Move::PageDown => page,
            Move::First => isize::MIN,
            Move::Last => isize::MAX,
            Move::Left | Move::Right => return self.sideways(motion == Move::Right),
            Move::NextPane => {
                self.show(self.pane.next());
                return;
            }
            Move::ScrollUp | Move::ScrollDown | Move::Close => return,
        };
        if let Some((school, from)) = self.sheet {
            let lines = self.sheet_lines(school, desk).saturating_sub(desk.rows());
            self.sheet = Some((school, moved(from, by, lines + 1)));
            return;
        }
        if let Some(from) = self.open {
            self.open = Some(moved(from, by, self.open_lines(desk) + 1));
            return;
        }
        let length = self.length();
        let cursor = match self.pane {
            Pane::Tariffs => &mut self.row,
            Pane::Options => &mut self.option.0,
            Pane::Moves => &mut self.mover,
            Pane::Shortfalls => &mut self.plan,
            Pane::Communities => &mut self.community,
        };
        *cursor = moved(*cursor, by, length);
    }

    fn sideways(&mut self, right: bool) {
        let by = if right { 1 } else { -1 };
        self.option.1 = moved(self.option.1, by, self.tried.len());
    }

    fn sheet_lines(&self, school: usize, desk: &Desk) -> usize {
        let (Some(ground), Some(work), Some(moved)) = (self.ground(), &self.work, &self.moved)
        else {
            return 0;
        };
        let width = usize::from(desk.size.0.saturating_sub(2));
        sheet::lines(ground, (&work.set, &moved.impact), school, width).len()
    }

    fn open_lines(&self, desk: &Desk) -> usize {
        let width = usize::from(desk.size.0.saturating_sub(2));
        let lines = match self.pane {
            Pane::Communities => self.community_lines(width).len(),
            Pane::Tariffs | Pane::Options | Pane::Moves | Pane::Shortfalls => {
                self.plan_lines(width, desk).len()
            }
        };
        lines.saturating_sub(desk.rows())
    }

    /// Opens what is under the cursor: the sheet of a school, the provisions of a plan, how a budget comes about.
    pub(super) fn open_row(&mut self) -> Turn {
        match self.pane {
            Pane::Tariffs | Pane::Options => Turn::stay(),
            Pane::Moves => {
                let line = self
                    .moved
                    .as_ref()
                    .and_then(|moved| moved.lines.get(self.mover));
                match line.and_then(|line| line.school) {
                    Some(school) => self.sheet = Some((school, 0)),
                    None => {
                        return self.refuse("Only a school has a sheet: l, then by school.");
                    }
                }
                Turn::stay()
            }
            Pane::Shortfalls | Pane::Communities => {
                if self.length() > 0 {
                    self.open = Some(0);
                }
                Turn::stay()
            }
        }
    }

    /// Closes what is open; gives whether anything was.
    pub(super) fn shut(&mut self) -> bool {
        let was = self.sheet.is_some() || self.open.is_some();
        self.sheet = None;
        self.open = None;
        was
    }

    /// Opens the record of the pupil whose plan is under the cursor.
    pub(super) fn history(&self) -> Turn {
        let report = self.report();
        let pupil = report.and_then(|report| {
            let listed = report.listed();
            listed.get(self.plan).map(|(one, _)| one.case.pupil.clone())
        });
        pupil.map_or_else(Turn::stay, |pupil| Turn::to(Place::History(pupil)))
    }
}
