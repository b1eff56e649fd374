//! How it looks: the cohorts, and what would be drawn of the one under the cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::state::{Cohorts, Phase};
use crate::domain::moderation::sample::Cohort;
use crate::domain::moderation::sample::prospect::Prospect;
use crate::ui::desk::Desk;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::prose::Prose;
use crate::ui::parts::window;
use crate::ui::parts::wrap::{Line, cut, wrap_text};
use crate::ui::theme::{Meaning, Theme};

/// From how many columns on the panes stand side by side.
const SIDE_BY_SIDE: u16 = 80;

impl Cohorts {
    /// Draws itself.
    pub(crate) fn view(&self, desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let rows = [Constraint::Min(3), Constraint::Length(2)];
        let [middle, foot] = Layout::vertical(rows).areas(area);
        let (list, about) = parts(middle);
        self.list_of(&mut paint, list);
        let inside = paint.pane(about, "What would be drawn", "", false);
        let name = desk
            .opening
            .as_ref()
            .map_or("", |opening| opening.reader.as_str());
        let lines = match self.prospect() {
            Some(prospect) => said(prospect, name, inside.width.into()),
            None if self.all.is_some() => {
                let words = "No officer has mapped anybody yet, so there is nothing to draw from.";
                wrap_text(words, Meaning::Text, inside.width.into())
            }
            None => Vec::new(),
        };
        paint.lines(inside, &lines, 0);
        self.foot(&mut paint, foot);
    }

    fn list_of(&self, paint: &mut Paint<'_>, area: Rect) {
        let inside = paint.pane(area, "Draw a sample of whose mappings?", "", true);
        if self.all.is_none() && self.refused.is_none() {
            let words = "Counting who has mapped whom…";
            paint.text(inside, 0, 0, words, Meaning::Muted);
        }
        let all = self.list();
        let from = window::first(self.cursor, all.len(), inside.height.into());
        for (line, (at, one)) in (0..inside.height).zip(all.iter().enumerate().skip(from)) {
            let sign = if at == self.cursor { "▸ " } else { "  " };
            let kind = format!("{sign}{:<10} ", kind(&one.cohort));
            let column = paint.text(inside, line, 0, &kind, Meaning::Muted);
            let room = usize::from(inside.width.saturating_sub(column)).saturating_sub(8);
            let words = cut(&name(&one.cohort), room);
            paint.text(inside, line, column, &words, Meaning::Text);
            paint.right(inside, line, &one.of.to_string(), Meaning::Muted);
            if at == self.cursor {
                paint.select(inside, line);
            }
        }
    }

    fn foot(&self, paint: &mut Paint<'_>, area: Rect) {
        let inside = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        if let Some(why) = &self.refused {
            paint.text(inside, 0, 0, &format!("✗ {why}"), Meaning::Danger);
        }
        match &self.phase {
            Phase::Choosing => {}
            Phase::Drawing => {
                paint.text(inside, 1, 0, "Drawing…", Meaning::Muted);
            }
            Phase::Seed(_, input) => {
                let label = "Seed, a whole number (empty: drawn by chance):";
                let column = paint.text(inside, 1, 0, label, Meaning::Hint) + 1;
                input.draw(paint, inside, 1, column);
            }
        }
    }
}

fn parts(area: Rect) -> (Rect, Rect) {
    if area.width >= SIDE_BY_SIDE {
        let columns = [Constraint::Percentage(50), Constraint::Percentage(50)];
        let [list, about] = Layout::horizontal(columns).areas(area);
        (list, about)
    } else {
        let rows = [Constraint::Min(3), Constraint::Length(area.height / 2)];
        let [list, about] = Layout::vertical(rows).areas(area);
        (list, about)
    }
}

fn kind(cohort: &Cohort) -> &'static str {
    match cohort {
        Cohort::All => "",
        Cohort::Officer(_) => "officer",
        Cohort::Community(_) => "Community",
        Cohort::District(_) => "district",
    }
}

fn name(cohort: &Cohort) -> String {
    match cohort {
        Cohort::All => "Everybody".to_owned(),
        Cohort::Officer(name) | Cohort::Community(name) | Cohort::District(name) => name.clone(),
    }
}

fn said(prospect: &Prospect, name: &str, width: usize) -> Vec<Line> {
    let mut text = Prose::new(width);
    let random: usize = prospect.strata.iter().map(|one| one.random).sum();
    text.plain(format!(
        "{} of {} mappings: {random} by the table for a cohort of this size, and at least ten at each result, all where there are fewer.",
        prospect.drawn(),
        prospect.of
    ));
    for one in &prospect.strata {
        text.said(
            &format!("{:<12} ", one.result.words()),
            &format!("{} of {}", one.drawn, one.of),
        );
    }
    text.plain("Spread over the area boards, Communities and schools; the lowest and the highest tariff and every officer are in. Six are read first; one outside tolerance, and all are.");
    text.muted(format!(
        "Drawn by {name}, moderator, from a seed that is kept: Enter asks for it."
    ));
    text.lines()
}
