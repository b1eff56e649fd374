//! Adults to pupils, groups and classes.

use crate::domain::dose::Ratio;

use super::key::{Word, these};
use super::list::{List, Lists};
use super::number;
use super::token::{Token, Words};

/// The lists of words for those who share an adult.
const SHARED: Lists = Lists::of(&[List::Groups, List::Classes, List::Pairs]);
const PUPILS: &[Word] = these![
    "pupils", "children", "pupil", "learners", "students", "peers", "young", "others",
];
const ALONE: &[Word] = these![
    "session",
    "sessions",
    "support",
    "teaching",
    "tuition",
    "therapy",
    "work",
    "practice",
    "intervention",
    "interventions",
    "mentoring",
    "counselling",
    "time",
    "lesson",
    "lessons",
    "reading",
    "instruction",
    "coaching",
    "sensory",
    "speech",
    "appointment",
];

/// Reads the first ratio of a stretch.
pub(crate) fn read(words: Words<'_>) -> Option<Ratio> {
    first(words, number::begins, stated)
        .or_else(|| first(words, |token| token.lists.meets(SHARED), group))
        .or_else(|| first(words, |token| token.lists.holds(List::Single), alone))
}

/// The first ratio that is read one way, from the tokens that one may begin with.
fn first<'a>(
    words: Words<'a>,
    begins: impl Fn(&Token) -> bool,
    read: impl Fn(Words<'a>, usize) -> Option<(Ratio, usize)>,
) -> Option<Ratio> {
    let mut next = words.from;
    while let Some(at) = words.next(next, &begins) {
        if let Some((ratio, _)) = read(words, at) {
            return Some(ratio);
        }
        next = at + 1;
    }
    None
}

/// Where ratios stand, the end not included.
pub(crate) fn places(words: Words<'_>) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for at in words.places() {
        let read = stated(words, at)
            .or_else(|| group(words, at))
            .or_else(|| alone(words, at));
        let begun = found.last().is_some_and(|(_, to)| at < *to);
        found.extend(read.filter(|_| !begun).map(|(_, to)| (at, to)));
    }
    found
}

fn stated(words: Words<'_>, at: usize) -> Option<(Ratio, usize)> {
    let (count, next) = number::count(words, at)?;
    adults(words, at, count, next).or_else(|| named(words, at, count, next))
}

/// `1:1`, `one-to-one`, `2 to 1`.
fn adults(words: Words<'_>, at: usize, adults: u16, next: usize) -> Option<(Ratio, usize)> {
    if !words.any(next, these![":", "to", "-"]) {
        return None;
    }
    let sign = words.word(next);
    let pupils_at = next + 1;
    let (pupils, end) = number::count(words, pupils_at)?;
    let tight = |at: usize| words.token(at).is_some_and(|token| !token.spaced);
    let told = words.back(at, 1) == "of" && words.back(at, 2) == "ratio";
    let timed = words.any(end, these!["hour", "hours", "hr", "hrs"]);
    let joined = match sign {
        "to" if told => true,
        ":" => (tight(pupils_at) || words.any(end, these!["support", "adult", "ta"])) && !timed,
        "to" => {
            (adults == 1 || adults == 2)
                && pupils == 1
                && !words.any(end, these!["hour", "hours", "minutes", "times"])
        }
        "-" => adults == 1 && pupils == 1 && tight(pupils_at),
        _ => false,
    };
    let coded = words.any(
        at.wrapping_sub(1),
        these!["age", "aged", "at", "from", ":", "-"],
    );
    let clock = words.is_number(pupils_at)
        && words.word(pupils_at).len() == 2
        && words.word(pupils_at).starts_with('0')
        || words.any(end, these!["am", "pm"]);
    (joined && !coded && !clock && (1..=4).contains(&adults) && (1..=35).contains(&pupils))
        .then_some((Ratio::Adults(adults, pupils), end))
}

/// `1 adult to 3 pupils`, `one TA to four pupils`, `one adult between three children`.
fn named(words: Words<'_>, at: usize, adults: u16, next: usize) -> Option<(Ratio, usize)> {
    let noun = (next..next + 3).find(|at| words.among(*at, List::Adults))?;
    let joint = noun + 1;
    let pupils_at = match words.word(joint) {
        "to" | "per" | "between" | "for" => joint + 1,
        _ => return None,
    };
    let pupils_at = pupils_at + usize::from(words.any(pupils_at, these!["every", "each"]));
    let (pupils, end) = number::count(words, pupils_at)?;
    let whom = words.any(end, PUPILS) || words.any(end + 1, PUPILS);
    (whom && (1..=4).contains(&adults) && (1..=35).contains(&pupils))
        .then(|| (Ratio::Adults(adults, pupils), whole(words, at, end)))
}

/// Words after a number that make it no size of a group.
const NO_SIZE: &[Word] = these![
    "minutes", "minute", "min", "mins", "hours", "hour", "hrs", "x", "times", "sessions", ":",
    "weeks", "visits", "days", "%", ".",
];

/// `no more than four`, `up to 6`, `max 4`, `3`; whether it is a limit, and the token after it.
fn size(words: Words<'_>, mut at: usize) -> Option<(bool, u16, usize)> {
    let mut limit = false;
    while words.among(at, List::BeforeSize) {
        limit |= words.among(at, List::Limits);
        at += 1;
    }
    let (mut count, mut next) = number::count(words, at)?;
    if words.any(next, these!["-", "to", "or"])
        && let Some((upper, after)) = number::count(words, next + 1)
        && upper > count
    {
        (limit, count, next) = (true, upper, after);
    }
    limit |= words.is(next, "or") && words.any(next + 1, these!["fewer", "less"]);
    let time = words.any(next, NO_SIZE)
        && !(words.is(next, ".") && words.token(next + 1).is_none_or(|token| token.capital));
    (!time && (1..=40).contains(&count)).then_some((limit, count, next))
}

/// The end of a ratio whose number ends here: with its pupils, and the bracket that it stands in.
fn whole(words: Words<'_>, from: usize, mut end: usize) -> usize {
    end += usize::from(words.is(end, "other"));
    if words.any(end, PUPILS) {
        end += 1 + usize::from(words.is(end, "young") && words.is(end + 1, "people"));
    }
    let opened = words.within(from, end).has(these!["("]);
    end + usize::from(opened && words.is(end, ")"))
}

fn group(words: Words<'_>, at: usize) -> Option<(Ratio, usize)> {
    let make = |limit: bool, count: u16| {
        if limit {
            Ratio::GroupUpTo(count)
        } else {
            Ratio::Group(count)
        }
    };
    if words.among(at, List::Groups) {
        if let Some((limit, count, next)) = size(words, at + 1).filter(|_| {
            words.any(
                at + 1,
                these![
                    "of", "no", "(", "up", "max", "maximum", "size", "with", "not",
                ],
            )
        }) {
            return Some((make(limit, count), whole(words, at, next)));
        }
        // "Brick group, 40 minutes weekly, 3 pupils": so many pupils later in the same words.
        return (at + 1..words.to.min(at + 40)).find_map(|later| {
            let (limit, count, next) = size(words, later)?;
            let named =
                words.any(next, PUPILS) || words.is(next, "other") && words.any(next + 1, PUPILS);
            (named && count > 1).then(|| (make(limit, count), at + 1))
        });
    }
    if words.among(at, List::Classes)
        && words.any(
            at + 1,
            these!["of", "no", "(", "size", "with", "up", "max", "maximum"],
        )
    {
        let (_, count, next) = size(words, at + 1)
            .filter(|_| !words.any(at + 1, these!["with"]) || words.is(at + 2, "no"))?;
        return Some((Ratio::ClassUpTo(count), whole(words, at, next)));
    }
    if words.among(at, List::Pairs) && words.any(at.wrapping_sub(1), these!["in", "a"]) {
        return Some((Ratio::Group(2), at + 1));
    }
    None
}

/// `individually`, `one individual session`.
fn alone(words: Words<'_>, at: usize) -> Option<(Ratio, usize)> {
    if !words.among(at, List::Single) {
        return None;
    }
    let single = Some((Ratio::Adults(1, 1), at + 1));
    match words.word(at) {
        "individually" => single,
        "individual" | "individualised" if words.is(at, "individual") => {
            let shared = words.any(at + 1, these![",", "and", "or", "/", "&"]);
            (!shared && (words.any(at + 1, ALONE) || words.any(at + 2, ALONE)))
                .then_some((Ratio::Adults(1, 1), at + 1))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::token::{Ids, Sheet};
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: &str) {
        let sheet = Sheet::new(text, 0, &Ids::new());
        let ratio = read(sheet.words()).map_or("-".to_owned(), |ratio| ratio.to_string());
        assert_eq!(ratio, expected, "{text}");
    }

    #[test]
    fn ratios_groups_and_classes_are_told_apart() {
        case("1:1 support", "1:1");
        case("one-to-one for an hour", "1:1");
        case("2:1 for off-site activity", "2:1");
        case("small group (1:4)", "1:4");
        case("1 adult to 3 pupils for an hour", "1:3");
        case("One TA to four pupils", "1:4");
        case("one member of staff for every two children", "1:2");
        case("one adult between three pupils", "1:3");
        case("a ratio of 1 to 2 during lessons", "1:2");
        case("1:30 hours a week", "-");
        case("one TA for 30 minutes", "-");
        case("individually for 30 minutes", "1:1");
        case("one individual session", "1:1");
        case("individual, group and in-class work", "-");
        case("a group of no more than four pupils", "group<=4");
        case("groups no larger than 6", "group<=6");
        case("a group (max 4)", "group<=4");
        case("group of 3", "group=3");
        case("groups of 2-4", "group<=4");
        case("Brick group, 40 minutes weekly, 3 pupils", "group=3");
        case("small group (up to 3 young people)", "group<=3");
        case("a class of no more than 8", "class<=8");
        case("in a pair", "group=2");
        case("gp of 3", "group=3");
        case("aged 3:10", "-");
        case("from 8:40 to 9:00", "-");
        case("group for 30 minutes", "-");
    }
}
