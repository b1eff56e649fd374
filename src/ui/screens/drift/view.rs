//! How it looks: signals and officers, what is said of the one under the cursor, or the pupils behind it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::state::{Drift, Phase, Pupils, Row, Told};
use super::words;
use crate::domain::framework::Framework;
use crate::domain::moderation::drift::told::{Drifted, Person};
use crate::ui::desk::Desk;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::window;
use crate::ui::parts::wrap::{Line, columns, cut, wrap_text};
use crate::ui::theme::{Meaning, Theme};

/// From how many columns on what is said of a row stands beside the list.
const SIDE_BY_SIDE: u16 = 110;

/// Where everything stands.
struct Places {
    head: Rect,
    list: Rect,
    about: Rect,
}

impl Drift {
    /// Draws itself.
    pub(crate) fn view(&self, desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let places = places(area);
        let column = paint.text(places.head, 0, 1, "Drift", Meaning::Title) + 2;
        let (Some(found), Some(framework)) = (self.found(), desk.framework()) else {
            self.waits(&mut paint, places.list);
            return;
        };
        paint.text(places.head, 0, column, &head(found), Meaning::Muted);
        if let Phase::Pupils(pupils) = &self.phase {
            return behind(&mut paint, places.list.union(places.about), pupils);
        }
        let rows = self.rows();
        self.list(&mut paint, places.list, (&rows, found, framework));
        let title = match rows.get(self.cursor) {
            Some(Row::Signal(_)) => "What was found",
            Some(Row::Officer(person)) => person.name.as_str(),
            None => "",
        };
        let inside = paint.pane(places.about, title, "", false);
        let lines = self.lines(desk, inside.width);
        paint.lines(inside, &lines, self.from);
        let seen = self.from + usize::from(inside.height);
        let below = lines.len().saturating_sub(seen);
        if below > 0 {
            let words = format!("{below} more lines: page down");
            paint.lower_edge(places.about, &words, Meaning::Hint);
        }
    }

    /// What is said while nothing has come, or where nothing could.
    fn waits(&self, paint: &mut Paint<'_>, area: Rect) {
        let (words, meaning) = match &self.told {
            Told::Refused(why) => (format!("✗ {why} Enter looks again."), Meaning::Danger),
            Told::Asked | Told::Yes(_) => (
                "Looking how steadily officers read. A county's mappings take some seconds; ctrl-x stops it.".to_owned(),
                Meaning::Muted,
            ),
        };
        let inside = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        let lines = wrap_text(&words, meaning, inside.width.into());
        paint.lines(inside, &lines, 0);
    }

    /// The furthest line that what is said of a row can be scrolled to.
    pub(super) fn last_line(&self, desk: &Desk) -> usize {
        let body = Rect::new(0, 0, desk.size.0, desk.size.1.saturating_sub(1));
        let pane = places(body).about;
        let lines = self.lines(desk, pane.width.saturating_sub(2));
        lines
            .len()
            .saturating_sub(pane.height.saturating_sub(2).into())
    }

    fn lines(&self, desk: &Desk, width: u16) -> Vec<Line> {
        let (Some(found), Some(framework)) = (self.found(), desk.framework()) else {
            return Vec::new();
        };
        match self.rows().get(self.cursor) {
            Some(row) => words::lines(found, *row, framework, width.into()),
            None => wrap_text(
                "No officer has mapped anybody yet.",
                Meaning::Text,
                width.into(),
            ),
        }
    }

    fn list(
        &self,
        paint: &mut Paint<'_>,
        area: Rect,
        (rows, found, framework): (&[Row<'_>], &Drifted, &Framework),
    ) {
        let right = match found.outlook.signals.len() {
            0 => "the office is quiet".to_owned(),
            1 => "1 signal".to_owned(),
            count => format!("{count} signals"),
        };
        let inside = paint.pane(area, "Who reads how", &right, true);
        let from = window::first(self.cursor, rows.len(), inside.height.into());
        for (line, (at, row)) in (0..inside.height).zip(rows.iter().enumerate().skip(from)) {
            let sign = if at == self.cursor { "▸ " } else { "  " };
            let column = paint.text(inside, line, 0, sign, Meaning::Text);
            let room = usize::from(inside.width.saturating_sub(column));
            match row {
                Row::Signal(signal) => {
                    let words = format!("! {}", signal.sentence(framework));
                    paint.text(inside, line, column, &cut(&words, room), Meaning::Doubt);
                }
                Row::Officer(person) => {
                    let place = Rect {
                        x: inside.x + column,
                        width: inside.width.saturating_sub(column),
                        ..inside
                    };
                    officer(paint, (place, line), person, (found, framework));
                }
            }
            if at == self.cursor {
                paint.select(inside, line);
            }
        }
    }
}

/// An officer's row: the name, how many mapped, the latest weeks' tariffs, and whether a signal stands.
fn officer(
    paint: &mut Paint<'_>,
    (place, line): (Rect, u16),
    person: &Person,
    (found, framework): (&Drifted, &Framework),
) {
    let name = format!("{:<18} ", cut(&person.name, 18));
    let column = paint.text(place, line, 0, &name, Meaning::Text);
    let mapped = format!("{:>6} mapped  ", person.mapped.len());
    let column = paint.text(place, line, column, &mapped, Meaning::Muted);
    let (words, meaning) = words::standing(found, &person.name, framework);
    let room = usize::from(place.width.saturating_sub(column));
    let most = room.saturating_sub(columns(&words).min(room / 2) + 2);
    let signs = found.signs(&person.name);
    let older = signs.chars().count().saturating_sub(most);
    let latest: String = signs.chars().skip(older).collect();
    let column = paint.text(place, line, column, &format!("{latest}  "), Meaning::Level);
    let room = usize::from(place.width.saturating_sub(column));
    paint.text(place, line, column, &cut(&words, room), meaning);
}

fn places(area: Rect) -> Places {
    let rows = [Constraint::Length(1), Constraint::Min(3)];
    let [head, middle] = Layout::vertical(rows).areas(area);
    let (list, about) = if area.width >= SIDE_BY_SIDE {
        let columns = [Constraint::Min(60), Constraint::Length(area.width * 2 / 5)];
        let [list, about] = Layout::horizontal(columns).areas(middle);
        (list, about)
    } else {
        let high = (middle.height / 2).max(3);
        let rows = [Constraint::Min(3), Constraint::Length(high)];
        let [list, about] = Layout::vertical(rows).areas(middle);
        (list, about)
    };
    Places { head, list, about }
}

fn head(found: &Drifted) -> String {
    let weeks = match (found.weeks.first(), found.weeks.last()) {
        (Some(first), Some(last)) => format!(", {first} to {last}"),
        _ => String::new(),
    };
    format!(
        "{} mappings{weeks}; {} plans of the random samples read twice",
        found.mapped, found.pairs
    )
}

/// The pupils behind a row.
fn behind(paint: &mut Paint<'_>, area: Rect, pupils: &Pupils) {
    let right = match pupils.behind.len() {
        1 => "1 pupil".to_owned(),
        count => format!("{count} pupils"),
    };
    let inside = paint.pane(area, &pupils.title, &right, true);
    let all = pupils.behind.iter().enumerate();
    let from = window::first(pupils.cursor, pupils.behind.len(), inside.height.into());
    for (line, (at, one)) in (0..inside.height).zip(all.skip(from)) {
        let sign = if at == pupils.cursor { "▸ " } else { "  " };
        let reference = format!("{sign}{:<14} ", one.reference.as_str());
        let column = paint.text(inside, line, 0, &reference, Meaning::Text);
        let mapped = format!("mapped {}", one.recorded.day().long());
        paint.text(inside, line, column, &mapped, Meaning::Muted);
        if at == pupils.cursor {
            paint.select(inside, line);
        }
    }
}
