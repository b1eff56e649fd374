//! Where Section F lies in a plan.

use super::key::these;
use super::token::{Kind, Line, Sheet, Words};

/// The first words of each section's title, by its letter.
const TITLES: &[(&str, &[&str])] = &[
    ("a", &["views", "the views", "the child", "all about"]),
    (
        "b",
        &[
            "special educational needs",
            "needs",
            "the child",
            "a description of",
        ],
    ),
    ("c", &["health needs", "health", "the child"]),
    ("d", &["social care needs", "social care", "the child"]),
    ("e", &["outcomes", "the outcomes", "outcome"]),
    (
        "f",
        &[
            "special educational provision",
            "provision",
            "the special educational",
            "education provision",
            "educational provision",
        ],
    ),
    (
        "g",
        &[
            "health provision",
            "any health",
            "health care",
            "healthcare",
            "health",
        ],
    ),
    ("h", &["social care", "any social"]),
    (
        "i",
        &[
            "placement",
            "the name",
            "educational placement",
            "school",
            "name of",
        ],
    ),
    ("j", &["personal budget", "direct payment", "details of"]),
    ("k", &["advice", "appendices", "the advice", "information"]),
];

/// A line that begins a section: its letter, and the token after the letter and its signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Title {
    pub(crate) is_f: bool,
    pub(crate) body: usize,
}

/// Reads a section's title at the start of a line; `first` where nothing stands above it.
pub(crate) fn title(line: Words<'_>, first: bool) -> Option<Title> {
    let mut at = line.from;
    while line.any(at, these!["#", "*", "|", "_"]) {
        at += 1;
    }
    let named = matches!(line.word(at), "section" | "part");
    at += usize::from(named);
    let letter = line.word(at);
    if letter.len() != 1 || !("a"..="k").contains(&letter) || !line.token(at)?.capital && !named {
        return None;
    }
    at += 1;
    if line.is_number(at) && line.token(at).is_some_and(|token| !token.spaced) {
        at += 1;
    }
    let mut signed = false;
    while line.any(at, these![":", ".", "-", ")", "*", "|", "_"])
        || line.kind(at) == Some(Kind::Break)
    {
        signed = true;
        at += 1;
    }
    let titled = TITLES.iter().any(|(of, titles)| {
        *of == letter && titles.iter().any(|title| line.after(at, title).is_some())
    });
    let bare = at >= line.to;
    let alone = first && letter == "f" && signed;
    let long = line.within(at, line.to).count() > 14;
    (titled && (named || signed || !long) || named && (bare || signed || !long) || alone).then_some(
        Title {
            is_f: letter == "f",
            body: at,
        },
    )
}

/// Whether each line is of Section F; where no line begins it, the whole text is.
pub(crate) fn lines(sheet: &Sheet) -> Vec<(Line, bool, Option<Title>)> {
    let mut seen = false;
    let titles: Vec<Option<Title>> = sheet
        .lines
        .iter()
        .map(|line| {
            let first = !seen;
            seen |= line.from < line.to;
            title(sheet.line(*line), first)
        })
        .collect();
    let any_f = titles.iter().flatten().any(|title| title.is_f);
    // Without Section F's own title the others' are only words.
    let mut inside = !any_f;
    let mut read = Vec::with_capacity(sheet.lines.len());
    for (line, title) in sheet.lines.iter().zip(titles) {
        if any_f && let Some(title) = title {
            inside = title.is_f;
        }
        read.push((*line, inside, title.filter(|title| any_f && title.is_f)));
    }
    read
}

#[cfg(test)]
mod tests {
    use super::super::token::Ids;
    use super::*;

    #[track_caller]
    fn case(text: &str, first: bool, is_f: Option<bool>) {
        let sheet = Sheet::new(text, 0, &Ids::new());
        assert_eq!(
            title(sheet.words(), first).map(|title| title.is_f),
            is_f,
            "{text}"
        );
    }

    #[test]
    fn titles_of_sections_are_known() {
        case(
            "SECTION F – SPECIAL EDUCATIONAL PROVISION",
            false,
            Some(true),
        );
        case("F: PROVISION   Child N-4", false, Some(true));
        case("## Section F", false, Some(true));
        case("F. W-6, Year 9.", true, Some(true));
        case("F. W-6, Year 9.", false, None);
        case("Section H1: Social care provision", false, Some(false));
        case("G – Health provision", false, Some(false));
        case("A TA will support", true, None);
        case("(f) Swimming", false, None);
    }
}
