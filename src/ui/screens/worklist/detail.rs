//! All that the list knows of the pupil under the cursor.

use super::columns::{sign, why};
use crate::domain::day::{Day, SchoolYear};
use crate::domain::place::year_in_words;
use crate::domain::worklist::{Row, State};
use crate::ui::desk::Desk;
use crate::ui::parts::wrap::{Line, Run, wrap};
use crate::ui::theme::Meaning;

/// The lines of the pane beside the list.
pub(super) fn lines(row: &Row, desk: &Desk, width: usize) -> Vec<Line> {
    let today = desk.now.day();
    let mut detail = Detail {
        lines: Vec::new(),
        width,
    };
    detail.add("", &row.name, Meaning::Title);
    let (sign, meaning) = sign(row.state);
    let state = format!("{sign} {}", row.state.words());
    detail.add("", &format!("{} · {state}", row.reference), meaning);
    detail.lines.push(Line::new());
    detail.add("", "Why here", Meaning::Title);
    if let Some(back) = row.back() {
        detail.add("~ ", &back, Meaning::Doubt);
    }
    for (at, reason) in row.reasons.iter().enumerate() {
        let before = if at == 0 { "▸ " } else { "  also " };
        detail.add(before, &reason.words(), Meaning::Text);
    }
    if let Some(due) = row.due {
        detail.add("  ", &away(today, due), Meaning::Muted);
    }
    if let Some(since) = row.waiting_since {
        detail.add("  plan first issued ", &since.long(), Meaning::Text);
    }
    if let Some(leads_to) = &row.leads_to {
        detail.lines.push(Line::new());
        detail.add("", "Leads to", Meaning::Title);
        detail.add("  ", leads_to, Meaning::Text);
    }
    detail.lines.push(Line::new());
    detail.add("", "Where", Meaning::Title);
    let setting = row
        .setting
        .map_or("setting not known", |setting| setting.words());
    let taught = [Some(setting.to_owned()), year(row, desk)]
        .into_iter()
        .flatten();
    detail.add("  ", &taught.collect::<Vec<_>>().join(", "), Meaning::Text);
    for (label, value) in [
        ("  school ", &row.school),
        ("  district ", &row.district),
        ("  community ", &row.community),
    ] {
        detail.add(
            label,
            value.as_deref().unwrap_or("not known"),
            Meaning::Text,
        );
    }
    if let Some(authority) = row.elsewhere {
        let words = format!("the school lies in authority {authority}");
        detail.add("  ", &words, Meaning::Doubt);
    }
    detail.lines.push(Line::new());
    detail.add("", next(row), Meaning::Hint);
    detail.lines
}

/// The two lines below a list that has no pane beside it.
pub(super) fn strip(row: &Row, desk: &Desk) -> [String; 2] {
    let setting = row.setting.map(|setting| setting.words().to_owned());
    let parts = [
        row.school.clone(),
        row.district.clone(),
        setting,
        year(row, desk),
    ];
    let place = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let second = match &row.leads_to {
        Some(leads_to) => format!("leads to {leads_to}"),
        None => place,
    };
    [why(row), second]
}

/// The year group, and the school year that it is counted in: that of the framework's first day.
fn year(row: &Row, desk: &Desk) -> Option<String> {
    let counted = desk.framework().and_then(|one| one.effective_from);
    let starts = SchoolYear::of(counted.unwrap_or(desk.now.day())).starts_in();
    let group = year_in_words(row.year_group?);
    Some(format!("{group} in {starts}/{:02}", (starts + 1) % 100))
}

fn away(today: Day, due: Day) -> String {
    match today.days_until(due) {
        0 => "due today".to_owned(),
        1 => "due tomorrow".to_owned(),
        days @ 2.. => format!("in {days} days"),
        -1 => "since yesterday".to_owned(),
        days => format!("{} days ago", days.unsigned_abs()),
    }
}

/// What can be done with a pupil in this state.
fn next(row: &Row) -> &'static str {
    match row.state {
        State::NotStarted => "Enter maps the pupil.",
        State::Amended => {
            "Enter maps the pupil again: what is untouched stays as it was judged, what was touched is asked."
        }
        State::Remap => {
            "Enter maps the pupil again: what the new version left as it was stays judged, the rest is asked."
        }
        State::Draft | State::Parked => "Enter goes on where the draft was left.",
        State::Recorded => "H shows the tariff and how it came about; Enter maps again.",
        State::CannotMap => "H shows why the plan cannot be mapped; Enter maps again.",
        State::NoPlanText => "The plan's text has not come in. v pastes it.",
    }
}

struct Detail {
    lines: Vec<Line>,
    width: usize,
}

impl Detail {
    fn add(&mut self, label: &str, text: &str, meaning: Meaning) {
        let runs = [Run::muted(label), Run::new(text, meaning)];
        self.lines.extend(wrap(&runs, self.width));
    }
}
