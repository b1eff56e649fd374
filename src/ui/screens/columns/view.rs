//! How it looks: the headers down the left, what each is taken for and why, first cells, what is missing.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::state::{Columns, Line, Phase, Said};
use crate::domain::columns::Use;
use crate::domain::survey::{Heading, Why};
use crate::ui::desk::Desk;
use crate::ui::parts::input::Input;
use crate::ui::parts::mask::veiled;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::window;
use crate::ui::parts::wrap::{self, cut, wrap_text};
use crate::ui::theme::{Meaning, Theme};

/// From how many columns on the first cells stand in the list too.
const ROOMY: u16 = 100;

/// The rows of the pane below the list, its frame included.
const BELOW: u16 = 9;

/// How a line stands: its sign, what it is taken for, and why.
struct Taken {
    sign: &'static str,
    what: String,
    why: String,
    meaning: Meaning,
}

impl Columns {
    /// Draws itself.
    pub(crate) fn view(&self, desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let rows = [Constraint::Min(5), Constraint::Length(BELOW)];
        let [upper, lower] = Layout::vertical(rows).areas(area);
        self.list(&mut paint, upper, desk);
        self.below(&mut paint, lower, desk);
        match &self.phase {
            Phase::Choosing(choosing) => choosing.draw(&mut paint, area),
            Phase::Naming(input) => self.naming(&mut paint, area, Some(input)),
            Phase::Keeping => self.naming(&mut paint, area, None),
            Phase::Settling => {}
        }
    }

    fn list(&self, paint: &mut Paint<'_>, area: Rect, desk: &Desk) {
        let survey = &self.survey;
        let place = match &survey.sheet {
            Some(sheet) => format!("{}, sheet {sheet}", survey.file),
            None => survey.file.clone(),
        };
        let lines = self.lines();
        let right = match self.open_lines() {
            0 => "all settled".to_owned(),
            open => format!("{open} of {} open", lines.len()),
        };
        let room = usize::from(area.width).saturating_sub(right.len() + 20);
        let title = format!("Columns of {}", cut(&place, room));
        let inside = paint.pane(area, &title, &right, true);
        let from = window::first(self.cursor, lines.len(), inside.height.into());
        for (row, (at, line)) in (0..inside.height).zip(lines.iter().enumerate().skip(from)) {
            self.row(paint, inside, row, *line, desk);
            if at == self.cursor {
                paint.text(inside, row, 0, "▸", Meaning::Text);
                paint.select(inside, row);
            }
        }
    }

    fn row(&self, paint: &mut Paint<'_>, area: Rect, row: u16, line: Line, desk: &Desk) {
        let roomy = area.width >= ROOMY - 2;
        let (header, taken, why) = if roomy {
            (30, 24, 38)
        } else {
            (22, 20, area.width)
        };
        let (words, samples) = self.told(line);
        let stands = self.taken(line);
        paint.text(
            area,
            row,
            2,
            &cut(&words, usize::from(header - 2)),
            Meaning::Text,
        );
        let at = 2 + header;
        let column = paint.text(area, row, at, stands.sign, stands.meaning) + 1;
        paint.text(area, row, column, &stands.what, stands.meaning);
        let at = at + taken;
        paint.text(area, row, at, &cut(&stands.why, why.into()), Meaning::Muted);
        if roomy {
            let samples = veiled(&samples.join(" · "), desk.is_masked);
            paint.text(area, row, at + why, &samples, Meaning::Muted);
        }
    }

    /// The words of a line, and the first cells below it.
    fn told(&self, line: Line) -> (String, &[String]) {
        match line {
            Line::Heading(at) => self
                .heading(at)
                .map_or_else(Default::default, |(heading, _)| {
                    (heading.header.clone(), heading.samples.as_slice())
                }),
            Line::Word(at) => self.word(at).map_or_else(Default::default, |(word, _)| {
                (format!("“{}”", word.word), [].as_slice())
            }),
        }
    }

    fn taken(&self, line: Line) -> Taken {
        match line {
            Line::Heading(at) => self.heading(at).map_or_else(nothing, |(heading, said)| {
                let free = heading
                    .guess
                    .filter(|column| self.holder(*column).is_none());
                match (said, free) {
                    (Some(Use::LeaveOut), _) => left_out(),
                    (Some(Use::As(column)), _) => {
                        is(column.name().to_owned(), why(heading, Use::As(column)))
                    }
                    (None, Some(column)) => {
                        may_be(column.name().to_owned(), heading.why.map_or("", Why::words))
                    }
                    (None, None) => nothing(),
                }
            }),
            Line::Word(at) => self.word(at).map_or_else(nothing, |(word, said)| {
                let rows = match word.count {
                    1 => "a setting in 1 row".to_owned(),
                    count => format!("a setting in {count} rows"),
                };
                match (said, word.guess) {
                    (Said::LeftOut, _) => left_out(),
                    (Said::Is(setting), _) => is(setting.code().to_owned(), &rows),
                    (Said::Open, Some(setting)) => may_be(setting.code().to_owned(), &rows),
                    (Said::Open, None) => Taken {
                        why: rows,
                        ..nothing()
                    },
                }
            }),
        }
    }

    /// The first cells of the line under the cursor, what can be done, and what is missing.
    fn below(&self, paint: &mut Paint<'_>, area: Rect, desk: &Desk) {
        let Some(line) = self.line() else {
            paint.pane(area, "", "", false);
            return;
        };
        let (words, samples) = self.told(line);
        let title = cut(&words, usize::from(area.width).saturating_sub(8));
        let inside = paint.pane(area, &title, "", false);
        let width = usize::from(inside.width);
        let mut lines: Vec<wrap::Line> = Vec::new();
        for sample in samples {
            let line = sample.split_whitespace().collect::<Vec<_>>().join(" ");
            let line = veiled(&line, desk.is_masked);
            let shown = format!("  {}", cut(&line, width.saturating_sub(2)));
            lines.extend(wrap_text(&shown, Meaning::Text, width).into_iter().take(1));
        }
        if matches!(line, Line::Heading(_)) && samples.is_empty() {
            lines.extend(wrap_text(
                "  No row has anything here.",
                Meaning::Muted,
                width,
            ));
        }
        match &self.refused {
            Some(why) => lines.extend(wrap_text(&format!("✗ {why}"), Meaning::Danger, width)),
            None => lines.extend(wrap_text(&self.advice(line), Meaning::Hint, width)),
        }
        for lack in self.lacks_anyhow() {
            let columns: Vec<&str> = lack.columns().iter().map(|one| one.name()).collect();
            let words = format!("! {} missing: {}", columns.join(" or "), lack.words());
            lines.extend(wrap_text(&words, Meaning::Doubt, width));
        }
        paint.lines(inside, &lines, 0);
    }

    /// What can be done with a line.
    fn advice(&self, line: Line) -> String {
        let stands = self.taken(line);
        let (what, why) = (&stands.what, &stands.why);
        match (self.is_open(line), stands.sign) {
            (true, "?") => format!(
                "May be {what} ({why}): Enter takes it so, c chooses something else, x leaves it out."
            ),
            (true, _) => "Enter or c chooses what it is; x leaves it out.".to_owned(),
            (false, _) if self.open_lines() == 0 => {
                "All is settled: s saves it and imports. c and x change this line.".to_owned()
            }
            (false, _) => "c chooses something else, x leaves it out.".to_owned(),
        }
    }

    fn naming(&self, paint: &mut Paint<'_>, area: Rect, input: Option<&Input>) {
        let place = paint.over(area, 58, 9);
        let inside = paint.pane(place, "Keep this under which name?", "", true);
        let inside = Rect {
            x: inside.x + 1,
            width: inside.width.saturating_sub(2),
            ..inside
        };
        if let Some(input) = input {
            input.draw(paint, inside, 0, 0);
        }
        let open = match self.open_lines() {
            0 => String::new(),
            1 => " One line is still open; it is left out.".to_owned(),
            open => format!(" {open} lines are still open; they are left out."),
        };
        let (words, meaning) = match (input, &self.refused) {
            (None, _) => ("Keeping it…".to_owned(), Meaning::Good),
            (Some(_), Some(why)) => (format!("✗ {why}"), Meaning::Danger),
            (Some(_), None) => (
                format!(
                    "The next file with the same headers is read so without being asked.{open}"
                ),
                Meaning::Muted,
            ),
        };
        let rest = Rect {
            y: inside.y.saturating_add(2),
            height: inside.height.saturating_sub(2),
            ..inside
        };
        let lines = wrap_text(&words, meaning, inside.width.into());
        paint.lines(rest, &lines, 0);
    }
}

fn is(what: String, why: &str) -> Taken {
    Taken {
        sign: "=",
        what,
        why: why.to_owned(),
        meaning: Meaning::Good,
    }
}

fn may_be(what: String, why: &str) -> Taken {
    Taken {
        sign: "?",
        what,
        why: why.to_owned(),
        meaning: Meaning::Doubt,
    }
}

fn left_out() -> Taken {
    Taken {
        sign: "–",
        what: "left out".to_owned(),
        why: String::new(),
        meaning: Meaning::Muted,
    }
}

fn nothing() -> Taken {
    Taken {
        sign: "·",
        what: "nothing yet".to_owned(),
        why: String::new(),
        meaning: Meaning::Muted,
    }
}

/// Why a header stands for what it does: as the survey told, or because somebody said so.
fn why(heading: &Heading, used: Use) -> &'static str {
    match heading.why {
        Some(why) if heading.told == Some(used) => why.words(),
        Some(_) | None => "as you said",
    }
}
