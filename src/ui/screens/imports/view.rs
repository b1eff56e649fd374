//! How it looks: the imports, and what the one under the cursor brought and moved.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::state::{Imports, Said, Told};
use crate::domain::account::moved;
use crate::domain::movement::{ImportHead, Movement};
use crate::ui::desk::Desk;
use crate::ui::parts::mask::veiled_file;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::window;
use crate::ui::parts::wrap::{Line, Run, wrap_text};
use crate::ui::theme::{Meaning, Theme};

/// From how many columns on the panes stand side by side.
const SIDE_BY_SIDE: u16 = 100;

/// How many movements are listed; the command prints all.
const MOST: usize = 2_000;

/// Where everything stands.
struct Places {
    list: Rect,
    about: Rect,
    foot: Rect,
}

impl Imports {
    /// Draws itself.
    pub(crate) fn view(&self, desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let places = places(area);
        self.foot(&mut paint, places.foot);
        self.imports(&mut paint, places.list, desk);
        let title = self.import().map_or("", |import| import.file.as_str());
        let title = veiled_file(title, desk.is_masked);
        let inside = paint.pane(places.about, &title, "", false);
        let lines = self.lines(inside.width);
        paint.lines(inside, &lines, self.from);
        let seen = self.from + usize::from(inside.height);
        let below = lines.len().saturating_sub(seen);
        if below > 0 {
            let words = format!("{below} more lines: page down");
            paint.lower_edge(places.about, &words, Meaning::Hint);
        }
    }

    /// The furthest line that what the import moved can be scrolled to.
    pub(super) fn last_line(&self, desk: &Desk) -> usize {
        let body = Rect::new(0, 0, desk.size.0, desk.size.1.saturating_sub(1));
        let pane = places(body).about;
        let lines = self.lines(pane.width.saturating_sub(2));
        lines
            .len()
            .saturating_sub(pane.height.saturating_sub(2).into())
    }

    fn imports(&self, paint: &mut Paint<'_>, area: Rect, desk: &Desk) {
        let all = self.list();
        let right = match all.len() {
            1 => "1 import".to_owned(),
            count => format!("{count} imports, latest first"),
        };
        let inside = paint.pane(area, "Imports", &right, true);
        if self.all.is_none() {
            paint.text(inside, 0, 0, "Reading the imports…", Meaning::Muted);
        }
        let from = window::first(self.cursor, all.len(), inside.height.into());
        for (row, (at, import)) in (0..inside.height).zip(all.iter().enumerate().skip(from)) {
            let sign = if at == self.cursor { "▸ " } else { "  " };
            let day = format!("{sign}{:<12} ", import.at.day().long());
            let column = paint.text(inside, row, 0, &day, Meaning::Muted);
            let file = veiled_file(&import.file, desk.is_masked);
            let (words, meaning) = match &import.undone {
                Some(_) => (format!("× undone: {file}"), Meaning::Muted),
                None => (file, Meaning::Text),
            };
            paint.text(inside, row, column, &words, meaning);
            if at == self.cursor {
                paint.select(inside, row);
            }
        }
    }

    fn lines(&self, width: u16) -> Vec<Line> {
        let width = usize::from(width);
        let Some(import) = self.import() else {
            let words =
                "Nothing has been imported yet: `continuum import FILE` brings a caseload in.";
            return match &self.all {
                Some(_) => wrap_text(words, Meaning::Text, width),
                None => Vec::new(),
            };
        };
        let mut lines = about(import, width);
        lines.push(Vec::new());
        match &self.told {
            Told::No => lines.extend(wrap_text(
                "Enter shows what it moved, pupil by pupil, and what follows from it.",
                Meaning::Hint,
                width,
            )),
            Told::Asked(_) => lines.push(vec![Run::muted("Looking at what it moved…")]),
            Told::Yes(movements) => lines.extend(movement_lines(movements, width)),
        }
        lines
    }

    fn foot(&self, paint: &mut Paint<'_>, area: Rect) {
        let inside = Rect {
            width: area.width.saturating_sub(1),
            ..area
        };
        let (words, meaning) = match &self.said {
            None => return,
            Some(Said::Checking) => ("checking the caseload…", Meaning::Muted),
            Some(Said::Done(words)) => (words.lines().next().unwrap_or_default(), Meaning::Good),
            Some(Said::Refused(why)) => (why.as_str(), Meaning::Danger),
        };
        let shown = if meaning == Meaning::Good {
            format!("✓ {words}")
        } else {
            words.to_owned()
        };
        let lines = wrap_text(&shown, meaning, inside.width.saturating_sub(1).into());
        let inside = Rect {
            x: inside.x + 1,
            ..inside
        };
        paint.lines(inside, &lines, 0);
    }
}

fn places(area: Rect) -> Places {
    let rows = [Constraint::Min(3), Constraint::Length(2)];
    let [middle, foot] = Layout::vertical(rows).areas(area);
    let (list, about) = if area.width >= SIDE_BY_SIDE {
        let columns = [Constraint::Length(area.width * 2 / 5), Constraint::Min(40)];
        let [left, right] = Layout::horizontal(columns).areas(middle);
        (left, right)
    } else {
        let rows = [
            Constraint::Length((middle.height / 3).max(3)),
            Constraint::Min(3),
        ];
        let [upper, lower] = Layout::vertical(rows).areas(middle);
        (upper, lower)
    };
    Places { list, about, foot }
}

/// What an import brought.
fn about(import: &ImportHead, width: usize) -> Vec<Line> {
    let mut lines = wrap_text(&import.kind, Meaning::Title, width);
    let at = format!("{}, import {}", import.at.long(), import.short());
    lines.extend(wrap_text(&at, Meaning::Muted, width));
    lines.extend(wrap_text(&import.counts(), Meaning::Text, width));
    if let Some((when, by)) = &import.undone {
        let words = format!(
            "Undone on {} by {by}: what was known before counts.",
            when.long()
        );
        lines.extend(wrap_text(&words, Meaning::Doubt, width));
    }
    lines
}

fn movement_lines(movements: &[Movement], width: usize) -> Vec<Line> {
    let mut told = Vec::new();
    moved(&mut told, movements, MOST);
    let told = told.iter().flat_map(|text| text.lines());
    told.flat_map(|text| wrap_text(text, Meaning::Text, width))
        .collect()
}
