//! How it looks: which rates, the tariffs with what each brings and costs, and below them the sums against the envelope.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::state::{Phase, Rates, Said, Told, Typed};
use super::{sums, tariffs};
use crate::domain::rates::Ground;
use crate::ui::desk::Desk;
use crate::ui::parts::input::Input;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::prose::Prose;
use crate::ui::parts::wrap::{cut, wrap_text};
use crate::ui::theme::{Meaning, Theme};

impl Rates {
    /// Draws itself.
    pub(crate) fn view(&self, _desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let [head, body, foot] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Fill(1),
            Constraint::Length(1),
        ])
        .areas(area);
        let Some(ground) = self.ground() else {
            return self.waits(&mut paint, area);
        };
        if self.work.is_none() {
            nothing_to_choose(&mut paint, body, ground);
        } else {
            self.head(&mut paint, head);
            self.cost(&mut paint, body, ground);
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
            return self.line_typed(paint, inside, *typed, input);
        }
        if matches!(self.phase, Phase::Keeping(_)) {
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
    fn line_typed(&self, paint: &mut Paint<'_>, area: Rect, typed: Typed, input: &Input) {
        let (label, meaning) = match (&self.said, typed) {
            (Some(Said::Refused(why)), _) => (why.as_str(), Meaning::Danger),
            (_, Typed::Rate(_)) => ("Pounds a year:", Meaning::Hint),
            (_, Typed::Step) => ("Raise and lower by how many pounds?", Meaning::Hint),
            (_, Typed::Scale) => (
                "Change every rate by how many %? 3, or -2.5:",
                Meaning::Hint,
            ),
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
