//! Page furniture: page numbers, watermarks, whose plan it is, what repeats on every page.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::key::these;
use super::list::List;
use super::page::Page;
use super::token::{Kind, Line, Sheet, Words};
use super::{mark, marker, pupil, role};

/// Which lines are furniture of the page; a line with struck words is not.
pub(crate) fn lines(page: &Page<'_>, sheet: &Sheet, struck: &[Range<usize>]) -> Vec<bool> {
    let mut struck = struck.iter().peekable();
    let mut gone = Vec::with_capacity(sheet.lines.len());
    for line in &sheet.lines {
        while struck.next_if(|stretch| stretch.end <= line.from).is_some() {}
        let touched = struck.peek().is_some_and(|stretch| stretch.start < line.to);
        let known = page.is_marked(line.span);
        gone.push(known || !touched && is_furniture(sheet.line(*line)));
    }
    repeated(sheet, &mut gone);
    gone
}

/// Whether a line is furniture of the page: its number, a watermark, whose plan it is, a rule.
fn is_furniture(words: Words<'_>) -> bool {
    if words.is_empty() {
        return false;
    }
    let count = words.count();
    if count == 0 {
        return true;
    }
    if count > 24 {
        return false;
    }
    if is_person(words) {
        return true;
    }
    if count > 16 {
        return false;
    }
    if !words.holds(List::OfFurniture) && count > 3 {
        return spread(words);
    }
    // A key to the letters of the plan's sources, or to its signs.
    let start = words.from;
    let equals = || words.places().filter(|at| words.is_sign(*at, "=")).count();
    let keyed = words.any(start, these!["sources", "source", "key"]) && words.is(start + 1, ":");
    if keyed && equals() > 0 || equals() > 1 {
        return true;
    }
    let last = words.to - 1;
    let ended = words.any(last, these!["."]);
    let plain = || !words.holds(List::Verbs);
    let alone = count == 1 && words.has_number() && words.to - words.from <= 3;
    let page = (words.from..words.to)
        .any(|at| words.any(at, these!["page", "pg"]) && words.is_number(at + 1))
        && plain();
    let of = count == 3
        && words.is_number(words.from)
        && words.is(words.from + 1, "of")
        && words.is_number(last);
    let marked = count <= 12 && words.holds(List::Stamps) && plain();
    let stamped = count <= 3 && words.has(these!["draft", "final", "copy"]) && plain()
        || count <= 8
            && words.has(these!["draft", "final", "amended"])
            && words.has(these!["plan", "version"])
            && plain()
            && role::read(words).is_none()
            && !ended
        || count <= 8
            && words.any(words.from, these!["draft"])
            && role::read(words).is_none()
            && mark::marks(words).is_empty();
    let plan = count <= 12 && words.has(these!["dob", "ehcp", "upn"]) && plain() && !ended;
    alone || plan || page || of || marked || stamped || spread(words) || is_whose(words)
}

/// A watermark in spread letters: `D R A F T`.
fn spread(words: Words<'_>) -> bool {
    words.to - words.from >= 4
        && words
            .places()
            .all(|at| words.kind(at) == Some(Kind::Word) && words.word(at).len() == 1)
}

/// A line that says whose plan it is: `Pupil: K-101`, `Date of birth: …`.
fn is_whose(words: Words<'_>) -> bool {
    let first = words.from;
    let named = words.any(
        first,
        these![
            "pupil", "name", "child", "student", "dob", "upn", "learner", "date", "author",
            "young",
        ],
    );
    let colon = (first + 1..first + 4).any(|at| words.is(at, ":"))
        && (words.any(first + 1, these![":", "of", "name", "person"]) || words.is(first + 2, ":"));
    named && colon && !words.any(words.to - 1, these!["."])
}

/// A line that names the pupil, their age and their school, and says nothing to be done: `M-33, Year 9`.
fn is_person(words: Words<'_>) -> bool {
    // "Sensory and Physical   Child D-62 (Year 6)" is a heading first.
    let headings = &super::lexicon::get().headings;
    let headed = || headings.all(words).any(|found| found.to - found.from > 1);
    pupil::is_named(words) && !headed()
}

/// Lines that come again on other pages, their numbers apart: a header or footer that no rule knows.
///
/// A provision pasted under several outcomes comes again too: it says who, how much or what will be done.
fn repeated(sheet: &Sheet, gone: &mut [bool]) {
    let cuts: Vec<usize> = (0..sheet.lines.len())
        .filter(|place| may_repeat(sheet, gone, *place) && interrupts(sheet, gone, *place))
        .collect();
    let cutting: HashSet<String> = cuts
        .iter()
        .filter_map(|place| bare_at(sheet, *place))
        .collect();
    if cutting.is_empty() {
        return;
    }
    let mut seen: HashMap<String, Vec<usize>> = HashMap::new();
    for place in (0..sheet.lines.len()).filter(|place| may_repeat(sheet, gone, *place)) {
        if let Some(known) = bare_at(sheet, place).filter(|known| cutting.contains(known)) {
            seen.entry(known).or_default().push(place);
        }
    }
    for place in seen
        .into_values()
        .filter(|places| places.len() > 1)
        .flatten()
    {
        if let Some(gone) = gone.get_mut(place) {
            *gone = true;
        }
    }
}

/// Whether a line is short enough for a header or footer, and none that is known already.
fn may_repeat(sheet: &Sheet, gone: &[bool], place: usize) -> bool {
    let line = sheet.lines.get(place);
    let short = line.is_some_and(|line| (2..=40).contains(&(line.to - line.from)));
    short && gone.get(place) == Some(&false)
}

fn bare_at(sheet: &Sheet, place: usize) -> Option<String> {
    bare(sheet.line(*sheet.lines.get(place)?))
}

/// The line's words without its numbers, where it could be a header or footer.
fn bare(words: Words<'_>) -> Option<String> {
    let plain = words.count() <= 16
        && !words.holds(List::Verbs)
        && !words.any(words.to - 1, these![".", ";", ":"])
        && marker::body(words) == words.from
        && role::read(words).is_none()
        && mark::marks(words).is_empty();
    plain.then(|| {
        let kept = words.places().filter(|at| !words.is_number(*at));
        kept.fold(String::new(), |mut bare, at| {
            bare.push_str(words.word(at));
            bare.push(' ');
            bare
        })
    })
}

/// Whether a line stands in the middle of a sentence: before it no stop, after it a small letter.
fn interrupts(sheet: &Sheet, gone: &[bool], place: usize) -> bool {
    let filled = |place: &usize| {
        let line: Option<&Line> = sheet.lines.get(*place);
        line.is_some_and(|line| line.from < line.to) && gone.get(*place) == Some(&false)
    };
    let before = (0..place).rev().find(filled);
    let after = (place + 1..sheet.lines.len()).find(filled);
    let line = |place: usize| sheet.lines.get(place).map(|line| sheet.line(*line));
    let (Some(before), Some(after)) = (before.and_then(line), after.and_then(line)) else {
        return false;
    };
    let open = !before.any(before.to - 1, these![".", ";", ":", "!", "?"]);
    let runs = after
        .token(after.from)
        .is_some_and(|token| !token.capital && token.kind == Kind::Word);
    open && runs
}
