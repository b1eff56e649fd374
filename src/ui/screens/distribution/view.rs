//! How it looks: where the numbers come from, the bars, the cross table, the pupils behind a count.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use super::bars;
use super::cross::legend;
use super::state::{Distribution, Pane, Phase, Pupils, Said, Typed};
use crate::domain::distribution::{Provenance, SettingOf};
use crate::domain::exact::grouped;
use crate::ui::desk::Desk;
use crate::ui::message::Counted;
use crate::ui::parts::input::Input;
use crate::ui::parts::paint::Paint;
use crate::ui::parts::window;
use crate::ui::parts::wrap::{Line, Run, cut, wrap, wrap_text};
use crate::ui::theme::{Meaning, Theme};

/// From how many columns on the panes stand side by side.
const SIDE_BY_SIDE: u16 = 116;

/// From how many rows on they stand one above the other.
const STACKED: u16 = 36;

impl Distribution {
    /// Draws itself.
    pub(crate) fn view(&self, _desk: &Desk, theme: Theme, area: Rect, buf: &mut Buffer) {
        let mut paint = Paint::new(theme, buf);
        let Some(counted) = &self.counted else {
            let inside = paint.pane(area, "Tariff distribution", "", true);
            let words = match &self.said {
                Some(Said::Refused(why)) => why.as_str(),
                Some(Said::Exported(_) | Said::Kept(_)) | None => "Counting…",
            };
            paint.lines(
                inside,
                &wrap_text(words, Meaning::Text, inside.width.into()),
                0,
            );
            return;
        };
        let lines = self.head(counted, usize::from(area.width.saturating_sub(2)));
        let high = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let rows = [
            Constraint::Length(high),
            Constraint::Min(3),
            Constraint::Length(1),
        ];
        let [upper, middle, lower] = Layout::vertical(rows).areas(area);
        let upper = Rect {
            x: upper.x + 1,
            ..upper
        };
        paint.lines(upper, &lines, 0);
        match &self.phase {
            Phase::Pupils(pupils) => list(&mut paint, middle, pupils),
            Phase::Counts | Phase::Asking | Phase::Choosing(_) | Phase::Typing(..) => {
                self.panes(&mut paint, middle, theme);
            }
        }
        match &self.said {
            Some(Said::Exported(file)) => {
                paint.text(lower, 0, 1, &format!("✓ Written to {file}"), Meaning::Good);
            }
            Some(Said::Kept(words)) => {
                paint.text(lower, 0, 1, &format!("✓ {words}"), Meaning::Good);
            }
            Some(Said::Refused(why)) => {
                paint.text(lower, 0, 1, why, Meaning::Danger);
            }
            None => {}
        }
        match &self.phase {
            Phase::Choosing(menu) => menu.draw(&mut paint, area),
            Phase::Typing(typed, input) => {
                line(&mut paint, lower, (*typed, input), self.said.as_ref());
            }
            Phase::Counts | Phase::Asking | Phase::Pupils(_) => {}
        }
    }

    fn panes(&self, paint: &mut Paint<'_>, area: Rect, theme: Theme) {
        let halves = [Constraint::Fill(1), Constraint::Fill(1)];
        if area.width >= SIDE_BY_SIDE {
            let [left, right] = Layout::horizontal(halves).areas(area);
            self.bars(paint, left, "");
            self.table(paint, right, "", theme);
        } else if area.height >= STACKED {
            let [upper, lower] = Layout::vertical(halves).areas(area);
            self.bars(paint, upper, "");
            self.table(paint, lower, "", theme);
        } else {
            match self.pane {
                Pane::Bars => {
                    let other = format!("tab: by {}", self.down().words());
                    self.bars(paint, area, &other);
                }
                Pane::Cross => self.table(paint, area, "tab: bars", theme),
            }
        }
    }

    fn head(&self, counted: &Counted, width: usize) -> Vec<Line> {
        let is_whole = counted.distribution.not_yet == 0;
        let bars = match (&self.ranges, self.wanted.is_plain()) {
            _ if is_whole => "Bars are counts; nobody is left to estimate.".to_owned(),
            (_, false) => "Bars are of the mapped alone, who come by priority: no interval, for an estimate is of the caseload \
                as it stands."
                .to_owned(),
            (None, true) => "Bars are of the mapped alone, who come by priority and are no random sample of all.".to_owned(),
            (Some(Ok(_)), true) => "Bars are of the mapped; the mark over each is from how few to how many of all in scope, by the \
                audit sample (95 %)."
                .to_owned(),
            (Some(Err(why)), true) => {
                format!("Bars are of the mapped alone, who come by priority: no interval, for {why} (e says more).")
            }
        };
        lines_of(counted, bars, width)
    }

    fn bars(&self, paint: &mut Paint<'_>, area: Rect, right: &str) {
        let focus = self.pane == Pane::Bars;
        let inside = paint.pane(area, "Tariff distribution", right, focus);
        let rows = self.rows();
        bars::draw(paint, inside, &rows, focus.then_some(self.row));
    }

    fn table(&self, paint: &mut Paint<'_>, area: Rect, right: &str, theme: Theme) {
        let inside = paint.pane(area, &self.crossed(), right, self.pane == Pane::Cross);
        paint.lower_edge(area, legend(theme), Meaning::Muted);
        self.cross(paint, inside, theme);
    }
}

/// Where the numbers come from, how far the mapping has come, and what the bars show.
fn lines_of(counted: &Counted, bars: String, width: usize) -> Vec<Line> {
    let from = &counted.provenance;
    let first = [
        Run::new(
            format!("{} {} ", from.framework, from.version),
            Meaning::Title,
        ),
        Run::muted(from.notice.as_str()),
    ];
    let when = match from.terms.as_at {
        Some(day) => format!("as it stood at the end of {}", day.long()),
        None => format!("as of {}", from.as_of.long()),
    };
    let second = [
        Run::text(format!(
            "{} % of those in scope are mapped, {when}; a moderator decided of {} % of these. ",
            from.coverage, from.moderated_share
        )),
        Run::new(terms(from), Meaning::Doubt),
        Run::muted(bars),
    ];
    let mut lines = wrap(&first, width);
    lines.truncate(1);
    lines.extend(wrap(&second, width));
    lines
}

/// What is counted otherwise than by default, in words; nothing where nothing is.
fn terms(from: &Provenance) -> String {
    let september = (from.terms.setting == SettingOf::September).then(|| {
        format!(
            "By the setting from September: {} moved on, {} not placed and counted where they are. ",
            grouped(from.moved_on),
            grouped(from.not_placed)
        )
    });
    let schools = from.terms.schools.then(|| {
        let count = grouped(from.school_readings);
        format!("{count} of the mapped were read by their school alone. ")
    });
    september.into_iter().chain(schools).collect()
}

/// Draws the line that is typed, and what was wrong with it.
fn line(paint: &mut Paint<'_>, area: Rect, (typed, input): (Typed, &Input), said: Option<&Said>) {
    let (label, meaning) = match (said, typed) {
        (Some(Said::Refused(why)), _) => (why.as_str(), Meaning::Danger),
        (_, Typed::AsAt) => (
            "As at the end of which day? 2026-11-03; nothing for as it stands.",
            Meaning::Hint,
        ),
        (_, Typed::Name) => ("Keep this view under what name?", Meaning::Hint),
    };
    let label = cut(label, usize::from(area.width.saturating_sub(16)));
    let column = paint.text(area, 0, 1, &label, meaning) + 1;
    input.draw(paint, area, 0, column);
}

/// Draws the pupils behind a count.
fn list(paint: &mut Paint<'_>, area: Rect, pupils: &Pupils) {
    let Some(found) = &pupils.found else {
        let inside = paint.pane(area, &pupils.title, "", true);
        paint.text(inside, 0, 0, "Reading…", Meaning::Muted);
        return;
    };
    let count = match found.len() {
        1 => "1 pupil".to_owned(),
        count => format!("{} pupils", grouped(count as u64)),
    };
    let inside = paint.pane(area, &pupils.title, &count, true);
    if found.is_empty() {
        paint.text(
            inside,
            0,
            0,
            "Nobody. Esc goes back to the counts.",
            Meaning::Muted,
        );
        return;
    }
    let name = usize::from(inside.width.saturating_sub(16) / 2);
    let from = window::first(pupils.cursor, found.len(), inside.height.into());
    for (row, (at, one)) in (0..inside.height).zip(found.iter().enumerate().skip(from)) {
        paint.text(
            inside,
            row,
            2,
            &cut(one.reference.as_str(), 13),
            Meaning::Text,
        );
        let column = paint.text(inside, row, 16, &cut(&one.name, name), Meaning::Text);
        let after = 17 + u16::try_from(name).unwrap_or(0);
        paint.text(
            inside,
            row,
            after.max(column + 1),
            &one.tariff,
            Meaning::Level,
        );
        if at == pupils.cursor {
            paint.text(inside, row, 0, "▸", Meaning::Text);
            paint.select(inside, row);
        }
    }
}
