//! How it looks: the documents, how the one under the cursor begins, and whose it may be.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::state::{Papers, Phase, Said};
use crate::domain::exact::grouped;
use crate::domain::matching::Outcome;
use crate::domain::paper::{Fate, Nearest, Shown};
use crate::ui::desk::Desk;
use crate::ui::parts::input::Input;
use crate::ui::parts::mask::{veiled, veiled_file};
use crate::ui::parts::menu::Menu;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::window;
use crate::ui::parts::wrap::{Line, Run, columns, cut, wrap_text};
use crate::ui::theme::{Meaning, Theme};

/// From how many columns on the documents stand beside the text.
const SIDE_BY_SIDE: u16 = 100;

/// Where everything stands.
struct Places {
    head: Rect,
    list: Rect,
    text: Rect,
    nearest: Rect,
    foot: Rect,
}

impl Papers {
    /// Draws itself.
    pub(crate) fn view(&self, desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let places = self.places(area);
        self.foot(&mut paint, places.foot);
        let Some(papers) = &self.shown else {
            paint.text(places.head, 0, 1, "Reading the documents…", Meaning::Muted);
            return;
        };
        self.head(&mut paint, places.head);
        if papers.is_empty() {
            let words = "No document waits: of each that came in it was sure whose plan it is. x writes who in scope has no plan text yet.";
            let lines = wrap_text(words, Meaning::Text, area.width.saturating_sub(2).into());
            paint.lines(places.list, &lines, 0);
            return;
        }
        self.list(&mut paint, places.list, desk);
        let file = veiled_file(self.file(), desk.is_masked);
        let inside = paint.pane(places.text, &file, "", false);
        let lines = self.lines(inside.width, desk);
        paint.lines(inside, &lines, self.from);
        let below = lines
            .len()
            .saturating_sub(self.from + usize::from(inside.height));
        if below > 0 {
            let words = format!("{below} more lines: page down");
            paint.lower_edge(places.text, &words, Meaning::Hint);
        }
        match &self.phase {
            Phase::Finding(input, menu) => found(&mut paint, places.nearest, input, menu),
            Phase::Browsing | Phase::Choosing(_) => self.nearest(&mut paint, places.nearest),
        }
        if let Phase::Choosing(menu) = &self.phase {
            menu.draw(&mut paint, area);
        }
    }

    /// The furthest line that the text can be scrolled to.
    pub(super) fn last_line(&self, desk: &Desk) -> usize {
        let inside = self.inside(desk);
        let lines = self.lines(inside.width, desk);
        lines.len().saturating_sub(inside.height.into())
    }

    /// How many lines of the text are on the screen, less one.
    pub(super) fn page(&self, desk: &Desk) -> usize {
        usize::from(self.inside(desk).height)
            .saturating_sub(1)
            .max(1)
    }

    /// Where the text stands, its frame left out.
    fn inside(&self, desk: &Desk) -> Rect {
        let body = Rect::new(0, 0, desk.size.0, desk.size.1.saturating_sub(1));
        let pane = self.places(body).text;
        Rect {
            width: pane.width.saturating_sub(2),
            height: pane.height.saturating_sub(2),
            ..pane
        }
    }

    fn places(&self, area: Rect) -> Places {
        let rows = [
            Constraint::Length(1),
            Constraint::Min(3),
            Constraint::Length(1),
        ];
        let [head, middle, foot] = Layout::vertical(rows).areas(area);
        let wanted = u16::try_from(self.all().len()).unwrap_or(u16::MAX);
        let lines = match &self.phase {
            Phase::Finding(_, menu) => menu.entries.len().max(3),
            Phase::Browsing | Phase::Choosing(_) => self
                .paper()
                .map_or(0, |paper| paper.nearest.len().max(1) * 2),
        };
        let near = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(2);
        if area.width >= SIDE_BY_SIDE {
            let columns = [Constraint::Length(area.width * 2 / 5), Constraint::Min(40)];
            let [list, right] = Layout::horizontal(columns).areas(middle);
            let near = near.min(middle.height / 2).max(4);
            let rows = [Constraint::Min(3), Constraint::Length(near)];
            let [text, nearest] = Layout::vertical(rows).areas(right);
            return Places {
                head,
                list,
                text,
                nearest,
                foot,
            };
        }
        let high = wanted.saturating_add(2).min(middle.height / 3).max(3);
        let near = near.min(middle.height * 2 / 5).max(4);
        let rows = [
            Constraint::Length(high),
            Constraint::Min(3),
            Constraint::Length(near),
        ];
        let [list, text, nearest] = Layout::vertical(rows).areas(middle);
        Places {
            head,
            list,
            text,
            nearest,
            foot,
        }
    }

    fn file(&self) -> &str {
        self.paper().map_or("", |paper| paper.file.as_str())
    }

    fn lines(&self, width: u16, desk: &Desk) -> Vec<Line> {
        let opening = self.paper().map_or("", |paper| paper.opening.as_str());
        wrap_text(
            &veiled(opening, desk.is_masked),
            Meaning::Text,
            width.into(),
        )
    }

    fn head(&self, paint: &mut Paint<'_>, area: Rect) {
        let column = paint.text(area, 0, 1, "Whose plan is it?", Meaning::Title) + 2;
        let (settled, all) = (self.settled() as u64, self.all().len() as u64);
        let count = format!("{} of {} settled ", grouped(settled), grouped(all));
        paint.right(area, 0, &count, Meaning::Text);
        let words = "settled texts go in when you leave";
        let room = usize::from(area.width.saturating_sub(column));
        if columns(words) + columns(&count) < room {
            paint.text(area, 0, column, words, Meaning::Muted);
        }
    }

    fn list(&self, paint: &mut Paint<'_>, area: Rect, desk: &Desk) {
        let papers = self.all();
        let right = format!("{} of {}", self.cursor + 1, papers.len());
        let inside = paint.pane(area, "Documents", &right, true);
        let from = window::first(self.cursor, papers.len(), inside.height.into());
        for (row, (at, paper)) in (0..inside.height).zip(papers.iter().enumerate().skip(from)) {
            let sign = if at == self.cursor { "▸ " } else { "  " };
            let column = paint.text(inside, row, 0, sign, Meaning::Text);
            let (words, meaning) = self.standing(paper);
            let wide = columns(&words);
            let room = usize::from(inside.width).saturating_sub(usize::from(column) + wide + 2);
            let file = cut(&veiled_file(&paper.file, desk.is_masked), room.max(8));
            paint.text(inside, row, column, &file, Meaning::Text);
            paint.right(inside, row, &words, meaning);
            if at == self.cursor {
                paint.select(inside, row);
            }
        }
    }

    /// What has become of a document, or how sure it is whose it is.
    fn standing(&self, paper: &Shown) -> (String, Meaning) {
        if self.sent.contains(&paper.id) {
            return ("…".to_owned(), Meaning::Muted);
        }
        match &paper.fate {
            Fate::Given(_) | Fate::Taken(_) => {
                let whose = self.chosen.get(&paper.id);
                let whose = whose.map_or_else(|| "settled".to_owned(), ToString::to_string);
                (format!("✓ {whose}"), Meaning::Good)
            }
            Fate::Aside(_) => ("- set aside".to_owned(), Meaning::Muted),
            Fate::Waiting => {
                let meaning = match paper.outcome {
                    Outcome::Sure | Outcome::Proposed => Meaning::Text,
                    Outcome::Several => Meaning::Doubt,
                    Outcome::Nobody => Meaning::Muted,
                };
                (format!("? {}", paper.outcome.words()), meaning)
            }
        }
    }

    fn nearest(&self, paint: &mut Paint<'_>, area: Rect) {
        let Some(paper) = self.paper() else {
            return;
        };
        let inside = paint.pane(area, "Nearest", "", false);
        let why = paper.why.as_str();
        if !why.is_empty() {
            paint.lower_edge(area, why, Meaning::Doubt);
        }
        let mut lines: Vec<Line> = Vec::new();
        if paper.nearest.is_empty() {
            let words = "Nobody: / finds any pupil, 0 sets the document aside.";
            lines = wrap_text(words, Meaning::Muted, inside.width.into());
        }
        let brief = paper.nearest.len() * 2 > usize::from(inside.height);
        for (digit, pupil) in (1..).zip(&paper.nearest) {
            lines.extend(candidate(digit, pupil, brief));
        }
        paint.lines(inside, &lines, 0);
    }

    fn foot(&self, paint: &mut Paint<'_>, area: Rect) {
        let inside = Rect {
            width: area.width.saturating_sub(1),
            ..area
        };
        match (&self.phase, &self.said) {
            (Phase::Finding(input, _), _) => {
                let label = "Find by name or reference: ";
                let column = paint.text(inside, 0, 1, label, Meaning::Hint);
                input.draw(paint, inside, 0, column);
            }
            (Phase::Browsing | Phase::Choosing(_), Some(Said::Refused(why))) => {
                paint.text(inside, 0, 1, why, Meaning::Danger);
            }
            (Phase::Browsing | Phase::Choosing(_), Some(Said::Written(file))) => {
                let words = format!("✓ Who has no plan text is in {file}");
                paint.text(inside, 0, 1, &words, Meaning::Good);
            }
            (Phase::Browsing | Phase::Choosing(_), None) => {
                let all = self.all().len();
                if all > 0 && self.settled() == all {
                    let words = "✓ All are settled: q goes back, and their texts go in.";
                    paint.text(inside, 0, 1, words, Meaning::Good);
                }
            }
        }
    }
}

/// The pupils who were found; their digits are part of what is typed, so none stands beside them.
fn found(paint: &mut Paint<'_>, area: Rect, input: &Input, menu: &Menu<Nearest>) {
    let right = match menu.entries.len() {
        0 => String::new(),
        count => format!("{count} found"),
    };
    let inside = paint.pane(area, "Whose is it?", &right, true);
    if menu.entries.is_empty() {
        let words = if input.text().trim().is_empty() {
            "Type a name or a reference: everybody of the caseload is found, in scope or not."
        } else {
            "Nobody of the caseload is called like this."
        };
        let lines = wrap_text(words, Meaning::Muted, inside.width.into());
        paint.lines(inside, &lines, 0);
        return;
    }
    let from = window::first(menu.cursor, menu.entries.len(), inside.height.into());
    for (row, (at, entry)) in (0..inside.height).zip(menu.entries.iter().enumerate().skip(from)) {
        let sign = if at == menu.cursor { "▸ " } else { "  " };
        let column = paint.text(inside, row, 0, sign, Meaning::Text);
        paint.text(inside, row, column, &entry.words, Meaning::Text);
        if at == menu.cursor {
            paint.select(inside, row);
        }
    }
}

/// A pupil whom the document may belong to, in one line where there is no room for two.
fn candidate(digit: usize, pupil: &Nearest, brief: bool) -> Vec<Line> {
    let key = if digit <= 9 {
        digit.to_string()
    } else {
        " ".into()
    };
    let born = pupil.dob.map(|day| format!("born {}", day.long()));
    let text = pupil.has_text.then(|| "has a plan text already".to_owned());
    let parts = [born, pupil.school.clone(), text];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let who = format!("{}  {}", pupil.reference, pupil.name);
    let key = Run::new(format!(" {key}  "), Meaning::Hint);
    if brief {
        return vec![vec![
            key,
            Run::text(who),
            Run::muted(format!("  {}", pupil.why)),
        ]];
    }
    vec![
        vec![
            key,
            Run::text(who),
            Run::muted(format!("  {}", parts.join(" · "))),
        ],
        vec![Run::muted(format!("    {}", pupil.why))],
    ]
}
