//! How it looks: a line a tariff with its interval, or the sentence why there is none; what stands beside below it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::beside;
use super::state::{Estimate, Phase, Said, Told};
use crate::domain::distribution::estimate::{Estimate as Estimated, EstimateLine, Refused};
use crate::domain::distribution::rest::Rest;
use crate::domain::exact::grouped;
use crate::ui::desk::Desk;
use crate::ui::parts::paint::{Paint, wide};
use crate::ui::parts::prose::Prose;
use crate::ui::parts::wrap::{cut, wrap_text};
use crate::ui::theme::{Meaning, Theme};

/// Where the columns of numbers end, after the outcome's words.
const COUNT: u16 = 22;
const SHARE: u16 = 31;
const EXPECTED: u16 = 41;
const BETWEEN: u16 = 57;

impl Estimate {
    /// Draws itself.
    pub(crate) fn view(&self, desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let [upper, lower, foot] = places(area, self.rest());
        let Some(rest) = self.rest() else {
            return self.waits(&mut paint, upper);
        };
        let estimate = rest.laid.whole();
        match &estimate {
            Ok(estimate) => {
                let right = about(estimate);
                let inside = paint.pane(upper, "Estimate of all in scope", &right, true);
                lines(&mut paint, inside, estimate);
            }
            Err(refused) => {
                let inside = paint.pane(upper, "No estimate", "", true);
                why_none(&mut paint, inside, refused);
            }
        }
        let inside = paint.pane(lower, beside::title(self.beside), "tab: the next", false);
        let said = beside::lines(rest, self.beside, inside.width.into());
        paint.lines(inside, &said, self.from);
        let seen = self.from + usize::from(inside.height);
        let below = said.len().saturating_sub(seen);
        if below > 0 {
            paint.lower_edge(lower, &format!("{below} more lines"), Meaning::Hint);
        }
        self.foot(&mut paint, foot, desk);
    }

    fn waits(&self, paint: &mut Paint<'_>, area: Rect) {
        let (words, meaning) = match &self.told {
            Told::Refused(why) => (format!("✗ {why}"), Meaning::Danger),
            Told::Asked | Told::Yes(_) => (
                "Looking what is known and what is drawn…".to_owned(),
                Meaning::Muted,
            ),
        };
        let lines = wrap_text(&words, meaning, area.width.into());
        paint.lines(area, &lines, 0);
    }

    /// The furthest line that what stands beside can be scrolled to.
    pub(super) fn last_line(&self, desk: &Desk) -> usize {
        let Some(rest) = self.rest() else { return 0 };
        let body = Rect::new(0, 0, desk.size.0, desk.size.1.saturating_sub(1));
        let [_, lower, _] = places(body, Some(rest));
        let width = usize::from(lower.width.saturating_sub(2));
        let lines = beside::lines(rest, self.beside, width);
        lines
            .len()
            .saturating_sub(lower.height.saturating_sub(2).into())
    }

    fn foot(&self, paint: &mut Paint<'_>, area: Rect, desk: &Desk) {
        let inside = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        match &self.said {
            Some(Said::Refused(why)) => {
                paint.text(inside, 0, 0, &format!("✗ {why}"), Meaning::Danger);
            }
            Some(Said::Drawn(what)) => {
                paint.text(inside, 0, 0, &format!("✓ {what}"), Meaning::Good);
            }
            None => {}
        }
        match &self.phase {
            Phase::Looking => {}
            Phase::Waiting => {
                paint.text(inside, 1, 0, "Working…", Meaning::Muted);
            }
            Phase::Number(input) => {
                let name = desk.opening.as_ref().map_or("", |one| one.reader.as_str());
                let label = format!("How many pupils shall be drawn by {name}, moderator?");
                let column = paint.text(inside, 1, 0, &label, Meaning::Hint) + 1;
                input.draw(paint, inside, 1, column);
            }
        }
    }
}

/// The estimate, what stands beside it, and the foot.
fn places(area: Rect, rest: Option<&Rest>) -> [Rect; 3] {
    let outcomes = rest.map_or(0, |rest| rest.laid.outcomes.len());
    let wanted = u16::try_from(outcomes + 4).unwrap_or(u16::MAX);
    let high = wanted.min(area.height.saturating_sub(8)).max(5);
    let rows = [
        Constraint::Length(high),
        Constraint::Min(3),
        Constraint::Length(2),
    ];
    Layout::vertical(rows).areas(area)
}

/// What an estimate is of, in a few words.
fn about(estimate: &Estimated) -> String {
    if estimate.is_count() {
        return format!("{} in scope, all known", grouped(estimate.whole));
    }
    format!(
        "{} in scope, {} known, {} drawn and read",
        grouped(estimate.whole),
        grouped(estimate.known),
        grouped(estimate.drawn)
    )
}

fn lines(paint: &mut Paint<'_>, area: Rect, estimate: &Estimated) {
    let heads = [
        (COUNT, "mapped"),
        (SHARE, "share"),
        (EXPECTED, "of all"),
        (BETWEEN, "between (95 %)"),
    ];
    for (end, words) in heads {
        let column = end.saturating_sub(wide(words));
        paint.text(area, 0, column, words, Meaning::Muted);
    }
    let most = estimate.lines.iter().map(|line| line.together.high).max();
    for (row, line) in (1..area.height).zip(&estimate.lines) {
        one(
            paint,
            (area, row),
            line,
            (estimate, most.unwrap_or(1).max(1)),
        );
    }
}

/// One outcome: how many are mapped to it, the estimate, its interval in numbers and, where there is room, drawn.
fn one(
    paint: &mut Paint<'_>,
    (area, row): (Rect, u16),
    line: &EstimateLine,
    (estimate, most): (&Estimated, u64),
) {
    paint.text(area, row, 1, &cut(line.outcome.words(), 13), Meaning::Text);
    let expected = line.expected.whole().unwrap_or_default();
    let expected = grouped(expected.unsigned_abs());
    let between = format!("{}–{}", grouped(line.alone.low), grouped(line.alone.high));
    let numbers = [
        (COUNT, grouped(line.so_far), Meaning::Muted),
        (SHARE, format!("{:.1} %", line.share * 100.0), Meaning::Text),
        (EXPECTED, expected, Meaning::Text),
        (BETWEEN, between, Meaning::Muted),
    ];
    for (end, words, meaning) in numbers {
        paint.text(area, row, end.saturating_sub(wide(&words)), &words, meaning);
    }
    let start = BETWEEN + 2;
    let room = area.width.saturating_sub(start + 1);
    if room >= 12 {
        let track = track(line, (room, most, estimate.whole));
        paint.text(area, row, start, &track, Meaning::Level);
    }
}

/// Draws an interval on a line that reaches to the most pupils of any: the estimate between its two ends.
fn track(line: &EstimateLine, (room, most, whole): (u16, u64, u64)) -> String {
    let at = |pupils: u64| {
        let place = u128::from(pupils) * u128::from(room.saturating_sub(1)) / u128::from(most);
        usize::try_from(place).unwrap_or(0)
    };
    let expected = line.expected.whole().unwrap_or_default().unsigned_abs();
    let (low, middle, high) = (
        at(line.alone.low),
        at(expected.min(whole)),
        at(line.alone.high),
    );
    let sign = |place: usize| {
        if place == middle {
            '●'
        } else if place == low {
            '├'
        } else if place == high {
            '┤'
        } else if low < place && place < high {
            '─'
        } else {
            ' '
        }
    };
    (0..=high.max(middle)).map(sign).collect()
}

/// The sentence why there is no estimate, and each stratum that it is for.
fn why_none(paint: &mut Paint<'_>, area: Rect, refused: &Refused) {
    let mut text = Prose::new(area.width.into());
    text.plain(format!("There is no estimate: {refused}."));
    for gap in refused.gaps() {
        text.muted(gap.to_string());
    }
    paint.lines(area, &text.lines(), 0);
}
