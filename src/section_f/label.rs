//! Lines that are no provision of their own: labels and headings.

use super::area;
use super::key::these;
use super::list::List;
use super::mark;
use super::pupil;
use super::role;
use super::token::{Kind, Words};

/// What the lines below a label are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Provision.
    Provision,
    /// Outcomes.
    Outcome,
    /// Needs.
    Need,
}

const LABELS: &[(Mode, &[&str])] = &[
    (
        Mode::Outcome,
        &[
            "outcome",
            "outcomes",
            "target",
            "targets",
            "aspiration",
            "aspirations",
            "short term target",
            "short term targets",
            "long term outcome",
            "long term outcomes",
            "smart target",
            "smart targets",
            "success criteria",
            "expected outcome",
            "expected outcomes",
            "intended outcome",
            "intended outcomes",
            "what we want to achieve",
        ],
    ),
    (
        Mode::Need,
        &[
            "need",
            "needs",
            "special educational need",
            "special educational needs",
            "identified need",
            "identified needs",
            "summary of need",
            "summary of needs",
            "description of need",
            "description of needs",
            "strengths",
            "strengths and needs",
            "difficulties",
            "barriers",
            "presenting needs",
        ],
    ),
    (
        Mode::Provision,
        &[
            "provision",
            "special educational provision",
            "provision required",
            "provision to meet need",
            "provision to meet needs",
            "provision to meet this need",
            "provision to meet the need",
            "what will be provided",
            "support",
            "support required",
            "how this will be provided",
            "educational provision",
            "item",
            "items",
            "provision to be made",
            "provision to achieve this outcome",
            "strategies and support",
            "how will this be achieved",
            "how we will do it",
        ],
    ),
];

/// A label at the start of a line: what it says of what follows, and the token after it.
pub(crate) fn label(words: Words<'_>, body: usize) -> Option<(Mode, usize)> {
    let mut body = body;
    while words.any(body, these!["#", "*", "_"]) {
        body += 1;
    }
    if let Some(end) = outcome_code(words, body) {
        return Some((Mode::Outcome, end));
    }
    if !words.among(body, List::Labels) {
        return None;
    }
    // Most names of a label begin with another letter than the line.
    let first = words.word(body).as_bytes().first();
    for (mode, names) in LABELS {
        let alike = names.iter().filter(|name| name.as_bytes().first() == first);
        for name in alike {
            let Some(mut at) = words.after(body, name) else {
                continue;
            };
            let numbered = words.is_number(at);
            at += usize::from(numbered);
            // "OUTCOME 1 (Employment) By July …".
            if numbered && *mode != Mode::Provision && words.is_sign(at, "(") {
                let close = (at..words.to.min(at + 9)).find(|at| words.is_sign(*at, ")"));
                if let Some(close) = close {
                    return Some((*mode, close + 1));
                }
            }
            let mut signed = false;
            while words.any(at, these![":", "-", "*", "_", "."]) {
                signed = true;
                at += 1;
            }
            let colon = words.within(body, at).has(these![":"]);
            // "Support from a TA" is a provision; "Support:" is a label.
            let dashed = signed
                && !matches!(mode, Mode::Provision)
                && words
                    .token(at)
                    .is_some_and(|token| token.spaced && token.capital);
            let clear = at >= words.to
                || colon
                || dashed
                || numbered && signed
                || words.kind(at) == Some(Kind::Break);
            if clear {
                return Some((*mode, at));
            }
        }
    }
    None
}

/// The token after an outcome's code and title: `O1 EMPLOYMENT: …`.
fn outcome_code(words: Words<'_>, body: usize) -> Option<usize> {
    let coded = words.is_number(body + 1)
        && words.token(body + 1).is_some_and(|token| !token.spaced)
        && words.is(body, "o");
    if !coded {
        return None;
    }
    let far = words.to.min(body + 9);
    let colon = (body + 2..far).find(|at| words.among(*at, List::Colon))?;
    Some(colon + 1)
}

/// Labels of what a provision above them lacks: who, how often.
const FIELDS: &[&str] = &[
    "by whom",
    "who",
    "whom",
    "frequency",
    "how often",
    "how long",
    "duration",
    "staffing",
    "delivered by",
    "when",
    "ratio",
    "staff",
    "time",
    "amount",
    "how much",
    "who will provide this",
    "who by",
    "group size",
    "staff required",
    "how many",
];

/// Whether a line only says who gives the provision above it, or how often: `By whom: TA`.
pub(crate) fn is_field(words: Words<'_>) -> bool {
    let may_be = words.among(words.from, List::Fields);
    may_be
        && FIELDS.iter().any(|name| {
            words
                .after(words.from, name)
                .is_some_and(|at| words.is(at, ":") && at + 1 < words.to)
        })
}

/// Whether a line that is no list item reads like a heading.
pub(crate) fn is_heading(words: Words<'_>) -> bool {
    let count = words.count();
    if count == 0 || count > 30 {
        return false;
    }
    let last = words.word(words.to - 1);
    if matches!(last, "." | ";" | "!" | "?" | ",") {
        return false;
    }
    let titled = words.is(words.from, "special")
        && words.any(words.from + 2, these!["provision", "needs"])
        || words.is(words.from, "educational") && words.is(words.from + 1, "provision");
    let capitals = is_capitals(words) && role::read(words).is_none();
    if titled || capitals || pupil::is_named(words) {
        return true;
    }
    if count > 12 || words.holds(List::Verbs) || !mark::marks(words).is_empty() {
        return false;
    }
    let hashed = words.is(words.from, "#");
    let capitals = words
        .places()
        .filter(|at| words.token(*at).is_some_and(|token| token.capital))
        .count();
    hashed
        || last == ":"
        || area::of_heading(words).is_some() && count <= 12
        || capitals * 2 >= count && count <= 8
}

/// Whether a line is written in capitals, what stands in brackets apart: `PHASE 1 (12 weeks)`.
fn is_capitals(words: Words<'_>) -> bool {
    let mut depth = 0_i32;
    let (mut all, mut letters) = (true, 0);
    for at in words.places() {
        match words.word(at) {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ if depth == 0 && words.kind(at) == Some(Kind::Word) => {
                all &= words.token(at).is_some_and(|token| token.caps);
                letters += words.word(at).len();
            }
            _ => {}
        }
    }
    all && letters >= 6 && words.count() <= 12
}

/// Whether a short line without a verb may be the title of what stands below it: `Feeling safe`.
pub(crate) fn is_title(words: Words<'_>) -> bool {
    let last = words.to.checked_sub(1).map_or("", |at| words.word(at));
    (1..=6).contains(&words.count())
        && !matches!(last, "." | ";" | "," | ":" | ")")
        && !words.holds(List::Verbs)
        && words.token(words.from).is_some_and(|token| token.capital)
        && role::read(words).is_none()
        && mark::marks(words).is_empty()
}

/// Whether a numbered line is a heading of an area: `1. Communication and Interaction`.
pub(crate) fn is_area_heading(words: Words<'_>) -> bool {
    let count = words.count();
    let last = words.to.checked_sub(1).map_or("", |at| words.word(at));
    let plain =
        count > 0 && count <= 9 && !matches!(last, "." | ";" | ",") && !words.holds(List::Verbs);
    plain
        && area::of_heading(words.within(words.from, words.from + 3)).is_some()
        && words.token(words.from).is_some_and(|token| token.capital)
        && mark::marks(words).is_empty()
        && covers(words)
}

/// Whether the area's name is most of the line, so that "Sensory diet" is no heading.
fn covers(words: Words<'_>) -> bool {
    let named: usize = super::lexicon::get()
        .headings
        .all(words)
        .map(|found| words.within(found.from, found.to).count())
        .sum();
    named >= 2 && named * 2 >= words.count() || named == words.count()
}

#[cfg(test)]
mod tests {
    use super::super::token::{Ids, Sheet};
    use super::*;

    #[test]
    fn every_label_begins_with_a_word_of_its_list() {
        let labels = LABELS.iter().flat_map(|(_, names)| *names);
        let labels = labels.map(|name| (name, List::Labels));
        let fields = FIELDS.iter().map(|name| (name, List::Fields));
        for (name, list) in labels.chain(fields) {
            let sheet = Sheet::new(name, 0, &Ids::new());
            assert!(sheet.words().among(0, list), "{name}");
        }
    }
}
