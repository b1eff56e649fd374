//! How it looks: the list, the matrix of areas and levels, and the text that the cursor points at.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::state::{Beside, Frameworks, Pane};
use super::{about, changes, descriptor, redraft};
use crate::domain::framework::Framework;
use crate::ui::desk::Desk;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::window;
use crate::ui::parts::wrap::{Line, cut, wrap_text};
use crate::ui::theme::{Meaning, Theme};

/// From how many columns on the text stands beside the list and the matrix.
const SIDE_BY_SIDE: u16 = 100;

/// Where everything stands.
struct Places {
    list: Rect,
    matrix: Rect,
    text: Rect,
    foot: Rect,
}

impl Frameworks {
    /// Draws itself.
    pub(crate) fn view(&self, desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let Some(framework) = self.framework() else {
            let inside = paint.pane(area, "Frameworks", "", true);
            let words = match (&self.refused, &self.all) {
                (Some(why), _) => why.as_str(),
                (None, None) => "Reading the frameworks…",
                (None, Some(_)) => {
                    "There is no framework to read. Put one into the workspace's folder descriptors, as descriptors/<id>/<version>.toml."
                }
            };
            let lines = wrap_text(words, Meaning::Text, inside.width.into());
            paint.lines(inside, &lines, 0);
            return;
        };
        let places = self.places(area);
        self.rows(&mut paint, places.list, desk);
        self.matrix(&mut paint, places.matrix, framework);
        let title = match (&self.beside, self.pane) {
            (Beside::Changes, _) => "What changed".to_owned(),
            (Beside::Evidence(_), _) => format!("What its readings say: {}", framework.key),
            (Beside::Text, Pane::List) => framework.key.to_string(),
            (Beside::Text, Pane::Matrix) => "Descriptor".to_owned(),
        };
        let inside = paint.pane(places.text, &title, "", false);
        let lines = self.lines(desk, inside.width);
        paint.lines(inside, &lines, self.from);
        let below = lines
            .len()
            .saturating_sub(self.from + usize::from(inside.height));
        if below > 0 {
            let words = format!("{below} more lines: page down");
            paint.lower_edge(places.text, &words, Meaning::Hint);
        }
        match &self.refused {
            Some(why) => paint.text(places.foot, 0, 1, why, Meaning::Danger),
            None => paint.text(places.foot, 0, 1, &framework.notice, Meaning::Muted),
        };
    }

    /// The furthest line that the text can be scrolled to.
    pub(super) fn last_line(&self, desk: &Desk) -> usize {
        let body = Rect::new(0, 0, desk.size.0, desk.size.1.saturating_sub(1));
        let pane = self.places(body).text;
        let lines = self.lines(desk, pane.width.saturating_sub(2));
        lines
            .len()
            .saturating_sub(pane.height.saturating_sub(2).into())
    }

    fn lines(&self, desk: &Desk, width: u16) -> Vec<Line> {
        match (&self.beside, self.framework()) {
            (Beside::Changes, Some(at)) => {
                let adopted = desk.framework().map(AsRef::as_ref);
                if let Some(pair) = changes::pair(self.list(), at, adopted) {
                    return changes::lines(self.list(), pair, width.into());
                }
            }
            (Beside::Evidence(Some(evidence)), _) => return redraft::lines(evidence, width.into()),
            (Beside::Evidence(None), _) => {
                return wrap_text("Counting judgements…", Meaning::Muted, width.into());
            }
            (Beside::Changes | Beside::Text, _) => {}
        }
        match (self.pane, self.point(), self.framework()) {
            (Pane::List, _, Some(framework)) => {
                about::lines(framework, Self::is_adopted(framework, desk), width.into())
            }
            (Pane::Matrix, Some((framework, area, rank, _)), _) => {
                descriptor::lines(framework, area, rank, width.into())
            }
            (Pane::List | Pane::Matrix, _, _) => Vec::new(),
        }
    }

    fn places(&self, area: Rect) -> Places {
        let areas = (self.framework()).map_or(0, |framework| framework.leaves().count());
        let high = |rows: usize| u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(2);
        let list = high(self.list().len()).min((area.height / 4).max(4));
        let matrix = high(areas + 1).min(area.height.saturating_sub(list) / 2);
        let [body, foot] =
            Layout::vertical([Constraint::Min(3), Constraint::Length(1)]).areas(area);
        let (list, matrix, text) = if area.width >= SIDE_BY_SIDE {
            let columns = [Constraint::Length(area.width * 2 / 5), Constraint::Min(40)];
            let [left, right] = Layout::horizontal(columns).areas(body);
            let rows = [Constraint::Length(list), Constraint::Min(3)];
            let [upper, lower] = Layout::vertical(rows).areas(left);
            (upper, lower, right)
        } else {
            let rows = [
                Constraint::Length(list),
                Constraint::Length(matrix),
                Constraint::Min(3),
            ];
            let [upper, middle, lower] = Layout::vertical(rows).areas(body);
            (upper, middle, lower)
        };
        Places {
            list,
            matrix,
            text,
            foot,
        }
    }

    fn rows(&self, paint: &mut Paint<'_>, area: Rect, desk: &Desk) {
        let focus = self.pane == Pane::List;
        let inside = paint.pane(area, "Frameworks", "✓ adopted", focus);
        let all = self.list();
        let from = window::first(self.at, all.len(), inside.height.into());
        for (row, (at, one)) in (0..inside.height).zip(all.iter().enumerate().skip(from)) {
            let sign = if at == self.at { "▸" } else { " " };
            let adopted = if Self::is_adopted(one, desk) {
                "✓"
            } else {
                " "
            };
            let column = paint.text(inside, row, 0, &format!("{sign} "), Meaning::Text);
            let column = paint.text(inside, row, column, adopted, Meaning::Good) + 1;
            let column = paint.text(inside, row, column, &one.key.to_string(), Meaning::Text) + 2;
            paint.text(inside, row, column, &one.title, Meaning::Muted);
            if at == self.at && focus {
                paint.select(inside, row);
            }
        }
    }

    fn matrix(&self, paint: &mut Paint<'_>, area: Rect, framework: &Framework) {
        let focus = self.pane == Pane::Matrix;
        let right = if focus { "" } else { "tab" };
        let inside = paint.pane(area, "Areas and levels", right, focus);
        let levels = u16::try_from(framework.levels.len()).unwrap_or(u16::MAX);
        let most = inside.width * 2 / 3;
        let cell = if levels.saturating_mul(4) > most {
            3
        } else {
            4
        };
        let wanted = levels.saturating_mul(cell).min(most);
        let names = inside.width.saturating_sub(wanted);
        let shown = usize::from(wanted / cell);
        let left = (self.cell.1 + 1).saturating_sub(shown.max(1));
        let columns = || {
            (names..inside.width)
                .step_by(usize::from(cell))
                .zip(left..)
                .take(shown)
        };
        for (column, at) in columns() {
            if let Some(level) = framework.levels.get(at) {
                let head = cut(level.id.as_str(), usize::from(cell - 1));
                paint.text(inside, 0, column, &head, Meaning::Level);
            }
        }
        let body = Rect {
            y: inside.y + 1,
            height: inside.height.saturating_sub(1),
            ..inside
        };
        let areas: Vec<_> = framework.leaves().collect();
        let top = window::first(self.cell.0, areas.len(), body.height.into());
        for (row, (at, area)) in (0..body.height).zip(areas.iter().enumerate().skip(top)) {
            let name = cut(&area.name, usize::from(names.saturating_sub(1)));
            paint.text(body, row, 0, &name, Meaning::Text);
            for (column, rank) in columns() {
                let Some(level) = framework.levels.get(rank) else {
                    continue;
                };
                let said = descriptor::at(framework, &area.id, &level.id)
                    .next()
                    .is_some();
                let sign = if said { "■" } else { "·" };
                let meaning = match (focus && self.cell == (at, rank), said) {
                    (true, _) => Meaning::Focus,
                    (false, true) => Meaning::Level,
                    (false, false) => Meaning::Muted,
                };
                paint.text(body, row, column, sign, meaning);
            }
        }
    }
}
