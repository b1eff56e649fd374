//! How it looks: which rates, the tariffs with what each brings and costs, and below them the sums against the envelope.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::state::{Pane, Phase, Rates, Said, Told, Typed};
use super::{gains, options, sheet, sums, tariffs};
use crate::domain::exact::grouped;
use crate::domain::rates::Ground;
use crate::ui::desk::Desk;
use crate::ui::parts::input::Input;
use crate::ui::parts::paint::{Paint, wide};
use crate::ui::parts::prose::Prose;
use crate::ui::parts::wrap::{cut, wrap_text};
use crate::ui::theme::{Meaning, Theme};

impl Rates {
    /// Draws itself.
    pub(crate) fn view(&self, desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let [head, body, foot] = Layout::vertical([
            Constraint::Length(2),
            Constraint::Fill(1),
            Constraint::Length(1),
        ])
        .areas(area);
        let Some(ground) = self.ground() else {
            return self.waits(&mut paint, area);
        };
        self.head(&mut paint, head);
        self.strip(&mut paint, head);
        if self.work.is_none() && self.pane != Pane::Communities {
            nothing_to_choose(&mut paint, body, ground);
        } else {
            match self.pane {
                Pane::Tariffs => self.cost(&mut paint, body, ground),
                Pane::Options => self.side_by_side(&mut paint, body, ground),
                Pane::Moves => self.moves(&mut paint, body, ground),
                Pane::Shortfalls => self.shortfalls(&mut paint, body, desk),
                Pane::Communities => self.communities(&mut paint, body),
            }
        }
        self.foot(&mut paint, foot);
        if let Phase::Choosing(menu) = &self.phase {
            menu.draw(&mut paint, area);
        }
    }

    fn waits(&self, paint: &mut Paint<'_>, area: Rect) {
        let (words, meaning) = match &self.told {
            Told::Refused(why) => (format!("✗ {why}"), Meaning::Danger),
            Told::Asked | Told::Yes(_) => (
                "Reading the pupils and the rates files…".to_owned(),
                Meaning::Muted,
            ),
        };
        let lines = wrap_text(&words, meaning, area.width.into());
        paint.lines(area, &lines, 0);
    }

    /// Which rates, how far they have come, whether they are saved.
    fn head(&self, paint: &mut Paint<'_>, area: Rect) {
        let Some(work) = &self.work else { return };
        let set = &work.set;
        let column = paint.text(area, 0, 1, "Rates  ", Meaning::Muted);
        let column = paint.text(area, 0, column, &work.kept.held.id, Meaning::Title) + 1;
        let about = format!(
            "({}, from {})",
            set.status.code(),
            set.effective_from.long()
        );
        let column = paint.text(area, 0, column, &about, Meaning::Muted) + 2;
        if work.is_changed() {
            let steps = match work.past.len() {
                1 => "1 step".to_owned(),
                steps => format!("{steps} steps"),
            };
            let words = format!("! changed in {steps}, not saved");
            paint.text(area, 0, column, &words, Meaning::Doubt);
        } else {
            let room = usize::from(area.width.saturating_sub(column));
            paint.text(area, 0, column, &cut(&set.title, room), Meaning::Muted);
        }
    }

    /// The panes with their digits, the one that is shown marked; where there is no room for all, it alone is named.
    fn strip(&self, paint: &mut Paint<'_>, area: Rect) {
        let mut column = 1;
        let all: u16 = Pane::ALL.map(|pane| wide(pane.words()) + 4).iter().sum();
        let has_room = all <= area.width;
        for (digit, pane) in (1..).zip(Pane::ALL) {
            let is_shown = pane == self.pane;
            let meaning = if is_shown {
                Meaning::Focus
            } else {
                Meaning::Muted
            };
            let sign = if is_shown { "▸" } else { " " };
            column = paint.text(area, 1, column, &format!("{sign}{digit} "), Meaning::Hint);
            if is_shown || has_room {
                column = paint.text(area, 1, column, pane.words(), meaning) + 1;
            }
        }
    }

    fn side_by_side(&self, paint: &mut Paint<'_>, area: Rect, ground: &Ground) {
        let tried = self.options();
        let purse = self.purse();
        let right = purse.map_or("no envelope".to_owned(), |purse| {
            format!("{} for rates", purse.for_rates())
        });
        let inside = paint.pane(area, "Rate sets side by side", &right, true);
        let rows = options::rows(&tried, purse, &ground.framework);
        options::draw(paint, inside, &tried, &rows, self.option);
    }

    fn moves(&self, paint: &mut Paint<'_>, area: Rect, ground: &Ground) {
        let (Some(work), Some(moved)) = (&self.work, &self.moved) else {
            return;
        };
        if let Some((school, from)) = self.sheet {
            let own = ground.cohort.schools.get(school);
            let title = own.map_or("", |own| own.name.as_str());
            let inside = paint.pane(area, title, "esc: the list", true);
            let found = (&work.set, &moved.impact);
            let lines = sheet::lines(ground, found, school, inside.width.into());
            return paint.lines(inside, &lines, from);
        }
        let title = format!("Gains and losses {}", self.by.words());
        let right = format!(
            "{}, {}",
            grouped(moved.lines.len() as u64),
            self.order.words()
        );
        let inside = paint.pane(area, &title, &right, true);
        let foot = gains::FOOT.min(inside.height / 2);
        let [upper, lower] =
            Layout::vertical([Constraint::Fill(1), Constraint::Length(foot)]).areas(inside);
        gains::draw(paint, upper, &moved.lines, self.mover);
        gains::foot(paint, lower, moved, self.mover, &work.set);
    }

    fn cost(&self, paint: &mut Paint<'_>, area: Rect, ground: &Ground) {
        let Some(work) = &self.work else { return };
        let rows = self.rows();
        // Frame and heading take three rows; the sums keep room for what matters most.
        let wanted = u16::try_from(rows.len() + 3).unwrap_or(u16::MAX);
        let upper = wanted.min(area.height.saturating_sub(sums::LEAST));
        let [upper, lower] =
            Layout::vertical([Constraint::Length(upper), Constraint::Fill(1)]).areas(area);
        let step = format!("step {}", self.step);
        let inside = paint.pane(upper, "Tariffs", &step, true);
        tariffs::draw(paint, inside, (ground, work), (&rows, self.row));
        let title = if set_is_weighted(self) {
            "No cost yet"
        } else {
            "A whole year"
        };
        let inside = paint.pane(lower, title, &ground.framework.key.to_string(), false);
        sums::draw(paint, inside, (ground, work), self.purse());
    }

    fn foot(&self, paint: &mut Paint<'_>, area: Rect) {
        let inside = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        if let Phase::Typing(typed, input) = &self.phase {
            return self.line_typed(paint, inside, typed, input);
        }
        if matches!(self.phase, Phase::Keeping(..) | Phase::Deciding) {
            paint.text(inside, 0, 0, "Saving…", Meaning::Muted);
            return;
        }
        match &self.said {
            Some(Said::Refused(why)) => {
                paint.text(inside, 0, 0, &format!("✗ {why}"), Meaning::Danger);
            }
            Some(Said::Done(what)) => {
                paint.text(inside, 0, 0, &format!("✓ {what}"), Meaning::Good);
            }
            None => {}
        }
    }

    /// Draws the line that is typed, and what was wrong with it.
    fn line_typed(&self, paint: &mut Paint<'_>, area: Rect, typed: &Typed, input: &Input) {
        let (label, meaning) = match (&self.said, typed) {
            (Some(Said::Refused(why)), _) => (why.as_str(), Meaning::Danger),
            (_, Typed::Rate(_)) => ("Pounds a year:", Meaning::Hint),
            (_, Typed::Step) => ("Raise and lower by how many pounds?", Meaning::Hint),
            (_, Typed::Scale) => (
                "Change every rate by how many %? 3, or -2.5:",
                Meaning::Hint,
            ),
            (_, Typed::TopUp) => ("Topped up by how many pounds a year?", Meaning::Hint),
            (_, Typed::By(_)) => ("Who decided? Enter alone: you.", Meaning::Hint),
            (_, Typed::Why(..)) => ("Why?", Meaning::Hint),
            (_, Typed::Name(_)) => ("Name of the new rate set, as equal-2028:", Meaning::Hint),
        };
        let label = cut(label, usize::from(area.width.saturating_sub(14)));
        let column = paint.text(area, 0, 0, &label, meaning) + 1;
        input.draw(paint, area, 0, column);
    }
}

fn set_is_weighted(screen: &Rates) -> bool {
    screen
        .work
        .as_ref()
        .is_some_and(|work| work.set.is_weighted())
}

/// Says how a rate set comes into being, and what is wrong with the files there are.
fn nothing_to_choose(paint: &mut Paint<'_>, area: Rect, ground: &Ground) {
    let inside = paint.pane(area, "Rates", "", true);
    let mut text = Prose::new(inside.width.into());
    text.plain(format!(
        "There is no rate set for {} in {}.",
        ground.framework.key, ground.folder
    ));
    text.plain("`continuum rates new equal-2027` writes a skeleton there with every tariff that has a rate; fill in the pounds. `continuum rates new envelope-2027 --kind envelope` does the same for the money there is. Then open this screen again.");
    if !ground.faults.is_empty() {
        text.title("Files that cannot be used");
    }
    for one in &ground.faults {
        text.plain(one.held.clone());
    }
    let lines = text.lines();
    paint.lines(inside, &lines, 0);
}
