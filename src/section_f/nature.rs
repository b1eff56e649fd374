//! Why a sentence of Section F is no provision.

mod elsewhere;
mod need;

use crate::domain::provision::LeftOutWhy;

use super::key::these;
use super::list::{List, Lists};
use super::mark::{Mark, What};
use super::pupil;
use super::role;
use super::stale;
use super::token::Words;

/// The reason, or nothing where it reads like a provision.
pub(crate) fn why(words: Words<'_>, marks: &[Mark]) -> Option<LeftOutWhy> {
    let lists = words.lists();
    if lists.holds(List::Telling) || lists.holds(List::Home) {
        if is_funding(words, marks) {
            return Some(LeftOutWhy::FundingStatement);
        }
        if elsewhere::is_elsewhere(words) || elsewhere::is_home(words) {
            return Some(LeftOutWhy::HomeOrHealth);
        }
        if is_total(words) {
            return Some(LeftOutWhy::Total);
        }
        if is_statement(words, marks) {
            return Some(LeftOutWhy::Statement);
        }
    }
    let past = lists.holds(List::Used) || lists.holds(List::Had);
    if past && stale::is_history(words) {
        return Some(LeftOutWhy::Statement);
    }
    if is_outcome(words, lists) {
        return Some(LeftOutWhy::Outcome);
    }
    if need::is_need(words, lists, marks) {
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
        words.among(at, List::Element)
            && match words.word(at) {
                "element" | "elements" => words.any(at + 1, these!["1", "2", "3", "two", "three"]),
                "top" => words.is(at + 1, "up"),
                "banded" => words.is(at + 1, "at"),
                "band" => {
                    words.any(at + 1, these!["changes", "is", "may"])
                        || words.is_number(at + 1)
                            && words.has(these!["funded", "funding", "allocated"])
                }
                _ => false,
            }
    });
    // A price in brackets stands beside what it buys.
    let priced =
        words.holds(List::Pound) && words.holds(List::Money) && !words.is_sign(words.to - 1, ")");
    element || words.holds(List::Funding) && !bought(words) || priced && !bought(words)
}

/// Whether a thing is named before the brackets that say what it costs: `Reading pen (£310 from the budget)`.
fn bought(words: Words<'_>) -> bool {
    let open = words.places().find(|at| words.is_sign(*at, "("));
    let pound = words.places().find(|at| words.is_sign(*at, "£"));
    let (Some(open), Some(pound)) = (open, pound) else {
        return false;
    };
    let thing = words.within(words.from, open);
    open < pound
        && thing.count() >= 2
        && !thing.holds(List::Funding)
        && !thing.holds(List::Money)
        && !thing.has(these!["is", "are", "has", "have"])
}

/// A sum of what is listed, or the most that all of it may come to.
fn is_total(words: Words<'_>) -> bool {
    let start = words.from;
    let led = words.any(start, these!["total", "totals", "subtotal"])
        || words.any(start, these!["sub", "grand", "overall"]) && words.is(start + 1, "total");
    let sums = words.holds(List::Sums)
        && words.places().any(|at| {
            words.any(at, these!["comes", "amounts", "adds"])
                && words.any(at + 1, these!["to", "up"])
        });
    let capped = words.places().any(|at| {
        words.among(at, List::Exceed)
            && words.is(at.wrapping_sub(1), "not")
            && words.any(
                at.wrapping_sub(2),
                these!["will", "shall", "does", "must", "should", "do"],
            )
    });
    // "A total of 15 hours a week of TA support" is what is given.
    led && words.has_number()
        && !words.has(these!["by", "from", "with"])
        && !words.is(start + 1, "of")
        || sums
        || capped
}

/// What is said of the plan, the package or its sources.
fn is_statement(words: Words<'_>, marks: &[Mark]) -> bool {
    let start = words.from;
    let keyed = words.any(start, these!["sources", "source", "key", "footnote", "nb"])
        && (words.is(start + 1, ":") || words.has(these!["="]));
    let below = words.holds(List::Below)
        && words.any(start, these!["the", "this", "all"])
        && words.within(start, start + 4).has(these![
            "package",
            "provision",
            "following",
            "above",
            "figures",
        ])
        && !has_length(marks)
        && role::read(words).is_none();
    let decided = words.any(start, these!["the", "la"])
        && (start..start + 5)
            .any(|at| words.any(at, these!["satisfied", "agrees", "considers", "agreed"]))
        && words.holds(List::Authority);
    let unless = words.holds(List::Unless) && words.has(these!["stated", "otherwise", "shown"]);
    let refused = words.holds(List::Authority)
        && words.has(these!["agree", "agrees"])
        && words.has(these!["not"]);
    let unnamed = words.any(start, these!["no"])
        && words.has(these!["named"])
        && words.has(these!["section"]);
    let next = words.is(start, "next") && words.is(start + 1, "review");
    keyed || below || decided || next || unless || refused || unnamed
}

/// What the pupil will do by a time.
fn is_outcome(words: Words<'_>, lists: Lists) -> bool {
    let by_the_end = words.is(words.from, "by")
        && words.any(words.from + 1, these!["the", "july", "september", "summer"])
        && words.has(these!["will"]);
    // "The special educational provision should aim to …": the objectives of older plans.
    let aims = words.is(words.from, "the")
        && words
            .within(words.from, words.from + 6)
            .has(these!["provision"])
        && words
            .within(words.from, words.from + 8)
            .has(these!["aim", "aims", "enable"]);
    // "B-11 will be using two signs by Easter."
    let dated = pupil::begins(words)
        && words.is(words.from + 2, "will")
        && words.places().any(|at| {
            words.is(at, "by")
                && words.any(
                    at + 1,
                    these!["easter", "christmas", "july", "june", "september", "summer"],
                )
        })
        && role::read(words).is_none();
    if aims || dated {
        return true;
    }
    let able = lists.holds(List::Able)
        && words.places().any(|at| {
            words.among(at, List::Able)
                && words.back(at, 2) == "will"
                && words.back(at, 1) == "be"
                && words.is(at + 1, "to")
        });
    (by_the_end || able)
        && role::read(words.within(words.from, words.from + 6)).is_none()
        && !words.has(these!["staff", "provided"])
}
