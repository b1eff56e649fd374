//! The columns of the list: which there are at which width, and what stands in them.

use ratatui::layout::Rect;

use crate::domain::worklist::{Reason, Row, State};
use crate::ui::parts::paint::{Paint, wide};
use crate::ui::parts::wrap::cut;
use crate::ui::theme::Meaning;

/// The widths of the columns, a blank after each included; 0 where a column is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    reference: u16,
    name: u16,
    why: u16,
    due: u16,
    provisions: u16,
    state: u16,
    setting: u16,
}

impl Columns {
    /// Shares a width out; the reasons get what is left.
    pub(super) fn of(width: u16, rows: &[Row]) -> Self {
        let longest = (rows.iter().map(|row| wide(row.reference.as_str()))).max();
        let reference = longest.unwrap_or(0).clamp(5, 13) + 1;
        let (name, due, provisions, setting) = match width {
            0..70 => (14, 0, 0, 0),
            70..100 => (17, 12, 4, 0),
            100.. => (24, 12, 4, 20),
        };
        let state = 15;
        let others = 2 + reference + name + due + provisions + state + setting;
        Self {
            reference,
            name,
            why: width.saturating_sub(others),
            due,
            provisions,
            state,
            setting,
        }
    }

    /// Writes the heads of the columns.
    pub(super) fn head(&self, paint: &mut Paint<'_>, area: Rect) {
        let cells = [
            (self.reference, "ref."),
            (self.name, "name"),
            (self.why, "why"),
            (self.due, "due"),
            (self.provisions, " pr"),
            (self.state, "state"),
            (self.setting, "setting"),
        ];
        let mut column = 2;
        for (width, words) in cells {
            if width > 0 {
                paint.text(area, 0, column, &fit(words, width), Meaning::Muted);
                column += width;
            }
        }
    }

    /// Writes a pupil on a row.
    pub(super) fn row(&self, paint: &mut Paint<'_>, area: Rect, at: u16, pupil: &Row) {
        let due = pupil
            .due
            .map(crate::domain::day::Day::long)
            .unwrap_or_default();
        let provisions = if pupil.has_text {
            format!("{:>3}", pupil.provisions)
        } else {
            "  –".to_owned()
        };
        let (sign, meaning) = sign(pupil.state);
        let state = format!("{sign} {}", pupil.state.words());
        let setting = pupil.setting.map_or("not known", |setting| setting.words());
        let cells = [
            (self.reference, pupil.reference.to_string(), Meaning::Text),
            (self.name, pupil.name.clone(), Meaning::Text),
            (self.why, why(pupil), Meaning::Text),
            (self.due, due, Meaning::Text),
            (self.provisions, provisions, Meaning::Text),
            (self.state, state, meaning),
            (self.setting, setting.to_owned(), Meaning::Muted),
        ];
        let mut column = 2;
        for (width, words, meaning) in cells {
            if width > 0 {
                paint.text(area, at, column, &fit(&words, width), meaning);
                column += width;
            }
        }
    }
}

/// All reasons in one line: what brought back a pupil who was mapped stands before the others, of which the first
/// decides, for a narrow column shows no more than a beginning.
pub(super) fn why(pupil: &Row) -> String {
    let reasons = pupil.reasons.iter().map(Reason::words);
    let all: Vec<String> = pupil.back().into_iter().chain(reasons).collect();
    all.join("; ")
}

/// The sign of a state, and what it means.
pub(super) fn sign(state: State) -> (&'static str, Meaning) {
    match state {
        State::NotStarted => ("○", Meaning::Text),
        State::Amended => ("~", Meaning::Doubt),
        State::Remap => ("↻", Meaning::Doubt),
        State::Draft => ("◐", Meaning::Hint),
        State::Parked => ("‖", Meaning::Muted),
        State::Recorded => ("✓", Meaning::Good),
        State::CannotMap => ("×", Meaning::Doubt),
        State::NoPlanText => ("!", Meaning::Doubt),
    }
}

fn fit(words: &str, width: u16) -> String {
    cut(words, usize::from(width.saturating_sub(1)))
}
