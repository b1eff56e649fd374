//! Why a sentence of Section F is no provision.

use crate::domain::provision::LeftOutWhy;

use super::list::List;
use super::mark::{Mark, What};
use super::role;
use super::token::Words;

/// Words that speak of who pays.
const FUNDING: List = List::of(&[
    "topup",
    "notional",
    "funding",
    "funded",
    "delegated",
    "budget",
]);
/// Words that do so beside a sum.
const MONEY: List = List::of(&[
    "block",
    "allocated",
    "allocation",
    "band",
    "costs",
    "cost",
    "worth",
    "paid",
    "additional",
    "resources",
    "tariff",
]);
const HOME: List = List::of(&[
    "parents",
    "parent",
    "mum",
    "dad",
    "mother",
    "father",
    "carers",
    "carer",
    "family",
    "grandparents",
    "foster",
]);

const POUND: List = List::of(&["£"]);
const ELEMENT: List = List::of(&["element", "top", "band"]);
const WILL: List = List::of(&["will"]);
/// Words of what is hard.
const HARD: List = List::of(&[
    "struggles",
    "difficulty",
    "difficulties",
    "diagnosis",
    "diagnosed",
    "finds",
]);

/// The reason, or nothing where it reads like a provision.
pub(crate) fn why(words: Words<'_>, marks: &[Mark]) -> Option<LeftOutWhy> {
    if is_funding(words, marks) {
        return Some(LeftOutWhy::FundingStatement);
    }
    if is_home(words) {
        return Some(LeftOutWhy::HomeOrHealth);
    }
    if is_outcome(words) {
        return Some(LeftOutWhy::Outcome);
    }
    if is_need(words, marks) {
        return Some(LeftOutWhy::Need);
    }
    None
}

fn has_length(marks: &[Mark]) -> bool {
    marks
        .iter()
        .any(|mark| matches!(mark.what, What::Length(..) | What::Events(..)))
}

/// What is paid is not what is done; hours beside the money still are.
fn is_funding(words: Words<'_>, marks: &[Mark]) -> bool {
    if has_length(marks) {
        return false;
    }
    let element = words.places().any(|at| {
        words.among(at, &ELEMENT)
            && match words.word(at) {
                "element" => words.any(at + 1, &["2", "3", "two", "three"]),
                "top" => words.word(at + 1) == "up",
                "band" => {
                    words.any(at + 1, &["changes", "is"])
                        || words.is_number(at + 1) && words.has(&["funded", "funding", "allocated"])
                }
                _ => false,
            }
    });
    element || words.holds(&FUNDING) || words.holds(&POUND) && words.holds(&MONEY)
}

/// The family's part: it is subject, and no role of the school stands beside it.
fn is_home(words: Words<'_>) -> bool {
    let subject = (words.from..(words.from + 6).min(words.to)).find(|at| words.among(*at, &HOME));
    let Some(subject) = subject else {
        return false;
    };
    let acts = (subject + 1..subject + 6)
        .any(|at| words.any(at, &["will", "should", "to", "are", "can", "continue"]));
    let first = words.within(words.from, subject);
    acts && role::read(first).is_none()
        && !first.has(&["with", "for", "to", "training", "support"])
        && role::read(words.within(subject, words.to)).is_none()
}

/// What the pupil will do by a time.
fn is_outcome(words: Words<'_>) -> bool {
    let by_the_end = words.word(words.from) == "by"
        && words.any(words.from + 1, &["the", "july", "september", "summer"])
        && words.has(&["will"]);
    let able = words.places().any(|at| {
        words.among(at, &WILL)
            && words.word(at + 1) == "be"
            && words.word(at + 2) == "able"
            && words.word(at + 3) == "to"
    });
    (by_the_end || able)
        && role::read(words.within(words.from, words.from + 6)).is_none()
        && !words.has(&["staff", "provided"])
}

/// What the pupil finds hard.
fn is_need(words: Words<'_>, marks: &[Mark]) -> bool {
    marks.is_empty()
        && words.holds(&HARD)
        && words.has(&["has", "struggles", "finds", "experiences"])
        && !words.has(&["will", "should", "to", "must"])
        && role::read(words).is_none()
}
