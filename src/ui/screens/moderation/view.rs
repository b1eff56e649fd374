//! How it looks: the list in its parts, what is said of the row under the cursor, the line below.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::state::{Moderation, Part, Phase, Row, Said, Sight};
use super::words;
use crate::domain::moderation::queue::{Queue, Waits};
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
    detail: Rect,
    foot: Rect,
}

/// A line of the list: the words over a part, or the row at a place.
enum Shown<'a> {
    Title(Part, usize),
    Row(usize, Row<'a>),
}

impl Moderation {
    /// Draws itself.
    pub(crate) fn view(&self, desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let said = self.said(area.width);
        let places = places(area, &said);
        self.foot(&mut paint, places.foot, &said);
        let Some(bench) = &self.bench else {
            if self.said.is_none() {
                paint.text(places.head, 0, 1, "Reading what waits…", Meaning::Muted);
            }
            return;
        };
        head(&mut paint, places.head, &bench.queue);
        let rows = self.rows(desk);
        self.list(&mut paint, places.list, &rows);
        let inside = paint.pane(places.detail, &self.title(&rows), "", false);
        let lines = if let Some(row) = rows.get(self.cursor) {
            let framework = desk.framework().map(AsRef::as_ref);
            words::lines(self, *row, framework, inside.width.into())
        } else {
            let words = "Nothing waits for a review, and no sample has been drawn: s draws one.";
            wrap_text(words, Meaning::Text, inside.width.into())
        };
        paint.lines(inside, &lines, 0);
        match &self.phase {
            Phase::Sitting(menu) => menu.draw(&mut paint, area),
            Phase::Choosing(menu) => menu.draw(&mut paint, area),
            Phase::Browsing | Phase::Excusing(..) | Phase::Answering(..) | Phase::Lifting(..) => {}
        }
    }

    fn title(&self, rows: &[Row<'_>]) -> String {
        match rows.get(self.cursor) {
            Some(Row::Case(_, waits)) => waits.reference.to_string(),
            Some(Row::Officer(one)) => one.officer.clone(),
            Some(Row::Sample(state)) => state.kept.drawn.cohort.words(),
            None => String::new(),
        }
    }

    fn list(&self, paint: &mut Paint<'_>, area: Rect, rows: &[Row<'_>]) {
        let right = match self.marked.len() {
            0 => String::new(),
            count => format!("{count} marked"),
        };
        let inside = paint.pane(area, "What waits", &right, true);
        let shown = shown(rows);
        let at = |one: &Shown<'_>| matches!(one, Shown::Row(at, _) if *at == self.cursor);
        let cursor = shown.iter().position(at).unwrap_or(0);
        let from = window::first(cursor, shown.len(), inside.height.into());
        for (line, one) in (0..inside.height).zip(shown.iter().skip(from)) {
            match one {
                Shown::Title(part, count) => {
                    let words = format!("{}: {count}", words::part(*part));
                    paint.text(inside, line, 0, &words, Meaning::Title);
                }
                Shown::Row(at, row) => {
                    self.row(paint, (inside, line), *row, *at == self.cursor);
                }
            }
        }
    }

    fn row(
        &self,
        paint: &mut Paint<'_>,
        (inside, line): (Rect, u16),
        row: Row<'_>,
        at_cursor: bool,
    ) {
        let sign = if at_cursor { "▸ " } else { "  " };
        let column = paint.text(inside, line, 0, sign, Meaning::Text);
        let room = usize::from(inside.width.saturating_sub(column));
        match row {
            Row::Officer(one) => {
                let (words, meaning) = words::officer(one);
                paint.text(inside, line, column, &cut(&words, room), meaning);
            }
            Row::Sample(state) => {
                let words = words::sample(state);
                paint.text(inside, line, column, &cut(&words, room), Meaning::Text);
            }
            Row::Case(part, waits) => {
                let marked = self.marked.contains(&waits.reference);
                let mark = if marked { "* " } else { "  " };
                let column = paint.text(inside, line, column, mark, Meaning::Match);
                let reference = format!("{:<12} ", waits.reference.as_str());
                let column = paint.text(inside, line, column, &reference, Meaning::Text);
                let room = usize::from(inside.width.saturating_sub(column));
                let (words, meaning) = self.case(part, waits, room);
                paint.text(inside, line, column, &cut(&words, room), meaning);
            }
        }
        if at_cursor {
            paint.select(inside, line);
        }
    }

    /// What a case's row says behind its reference, as far as there is room.
    fn case(&self, part: Part, waits: &Waits, room: usize) -> (String, Meaning) {
        let said = waits.said.as_deref().unwrap_or_default();
        match part {
            Part::Mine => return (format!("“{said}”"), Meaning::Doubt),
            Part::Returned => return (format!("{}: “{said}”", waits.officer), Meaning::Muted),
            Part::Review | Part::Board | Part::Officers | Part::Samples => {}
        }
        let mut words = format!("{:<10}{:<20}", waits.stream.words(), words::flags(waits));
        if waits.own {
            words += "read, to decide";
            return (words, Meaning::Doubt);
        }
        if self.sight == Sight::Open && columns(&words) < room {
            words += &waits.officer;
        }
        (words, Meaning::Text)
    }

    /// What is said under the list, but for the line being written.
    fn said(&self, width: u16) -> Vec<Line> {
        let most = usize::from(width).saturating_sub(2);
        let (words, meaning) = match (&self.said, self.sight) {
            (Some(Said::Refused(why)), _) => (format!("✗ {why}"), Meaning::Danger),
            (Some(Said::Answered), _) => (
                "✓ Answered; the case goes back to the moderator.".to_owned(),
                Meaning::Good,
            ),
            (Some(Said::PutAside(count)), _) => {
                let words = format!("✓ Put aside as harmless for {count} mappings.");
                (words, Meaning::Good)
            }
            (Some(Said::Lifted(officer)), _) => {
                let words = format!("✓ The new mappings of {officer} go to review no more.");
                (words, Meaning::Good)
            }
            (None, Sight::Open) => (
                "! Who mapped and which rules flagged is shown: you have seen it.".to_owned(),
                Meaning::Doubt,
            ),
            (None, Sight::Blind | Sight::Seen) => (String::new(), Meaning::Text),
        };
        let mut lines = wrap_text(&words, meaning, most);
        let writes = matches!(
            self.phase,
            Phase::Excusing(..) | Phase::Answering(..) | Phase::Lifting(..)
        );
        if writes && !words.is_empty() {
            lines.push(Line::new());
        }
        lines
    }

    fn foot(&self, paint: &mut Paint<'_>, area: Rect, said: &[Line]) {
        let inside = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        paint.lines(inside, said, 0);
        let (label, input) = match &self.phase {
            Phase::Excusing(_, input) => ("Why is it harmless?", input),
            Phase::Answering(_, input) => ("Your answer:", input),
            Phase::Lifting(_, input) => ("Why is it lifted?", input),
            Phase::Browsing | Phase::Sitting(_) | Phase::Choosing(_) => return,
        };
        let last = area.height.saturating_sub(1);
        let column = paint.text(inside, last, 0, label, Meaning::Hint) + 1;
        input.draw(paint, inside, last, column);
    }
}

fn places(area: Rect, said: &[Line]) -> Places {
    let foot = u16::try_from(said.len()).unwrap_or(1).clamp(1, 4);
    let rows = [
        Constraint::Length(1),
        Constraint::Min(3),
        Constraint::Length(foot),
    ];
    let [head, middle, foot] = Layout::vertical(rows).areas(area);
    let (list, detail) = if area.width >= SIDE_BY_SIDE {
        let columns = [Constraint::Min(60), Constraint::Length(area.width * 2 / 5)];
        let [list, detail] = Layout::horizontal(columns).areas(middle);
        (list, detail)
    } else {
        let high = (middle.height / 3).clamp(3, 8);
        let rows = [Constraint::Min(3), Constraint::Length(high)];
        let [list, detail] = Layout::vertical(rows).areas(middle);
        (list, detail)
    };
    Places {
        head,
        list,
        detail,
        foot,
    }
}

/// The list with the words over each part.
fn shown<'a>(rows: &[Row<'a>]) -> Vec<Shown<'a>> {
    let mut shown = Vec::with_capacity(rows.len() + 5);
    let mut last = None;
    for (at, row) in rows.iter().enumerate() {
        let part = row.part();
        if last != Some(part) {
            let count = rows.iter().filter(|one| one.part() == part).count();
            shown.push(Shown::Title(part, count));
            last = Some(part);
        }
        shown.push(Shown::Row(at, *row));
    }
    shown
}

fn head(paint: &mut Paint<'_>, area: Rect, queue: &Queue) {
    let column = paint.text(area, 0, 1, "Moderation", Meaning::Title) + 2;
    let words = match queue.barred {
        0 => String::new(),
        barred => {
            format!(
                "{barred} more wait for another moderator: you mapped them, or declared a conflict"
            )
        }
    };
    paint.text(area, 0, column, &words, Meaning::Muted);
}
