//! Fresh words: what of an amended plan's text a touched provision did not have before.

use crate::domain::amendment::Fate;
use crate::domain::difference::{self, Change};
use crate::domain::provision::{LeftOut, Span};
use crate::ui::message::Case;

/// The stretches of the plan's text that a touched provision did not have before, in their order.
pub(super) fn new_words(case: &Case) -> Vec<Span> {
    let (Some(carried), Some(plan)) = (case.draft.carried.as_deref(), &case.plan) else {
        return Vec::new();
    };
    let characters: Vec<char> = plan.text.chars().collect();
    let mut found = Vec::new();
    for (base, brought) in case.draft.base.iter().zip(&carried.items) {
        let touched = matches!(brought.fate, Fate::Reworded | Fate::DoseChanged);
        let stretch = characters.get(base.span.start..base.span.end);
        let (true, Some(past), Some(stretch)) = (touched, &brought.before, stretch) else {
            continue;
        };
        let text: String = stretch.iter().collect();
        let mut at = base.span.start;
        for change in difference::words(&past.text, &text) {
            match change {
                Change::Gone(_) => {}
                Change::Same(words) => at += words.chars().count(),
                Change::New(words) => {
                    let end = at + words.chars().count();
                    found.extend(trimmed(&words, at));
                    at = end;
                }
            }
        }
    }
    // A page's furniture that a sentence runs over is nobody's new words.
    let is_furniture = |span: &Span| {
        let within = |left: &LeftOut| left.span.start <= span.start && span.end <= left.span.end;
        case.reading.left_out.iter().any(within)
    };
    found.retain(|span| !is_furniture(span));
    found
}

/// Where the words of a run stand, without the blanks and commas around them.
fn trimmed(words: &str, at: usize) -> Option<Span> {
    let is_edge = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '.');
    let ahead = words.chars().take_while(|c| is_edge(*c)).count();
    let length = words.trim_matches(is_edge).chars().count();
    (length > 0).then_some(Span {
        start: at + ahead,
        end: at + ahead + length,
    })
}
