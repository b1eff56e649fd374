//! Clauses of a sentence that are provisions of their own.

use crate::domain::framework::YearShape;

use super::key::{Word, these};
use super::list::List;
use super::mark::{Mark, What};
use super::period::Every;
use super::sentence::marks_in;
use super::token::Words;
use super::{dose, role};

/// A clause is looked at no farther than this, so that a sentence of any length is read in time that grows with it.
const REACH: usize = 90;

/// Words after which a clause begins with its circumstances: `in English and maths she will`.
const CIRCUMSTANCES: &[Word] = these!["in", "for", "at", "during", "on", "where", "when", "if"];

/// What a clause without a subject of its own only does to the one before it.
const FOLLOW_UPS: &[Word] = these![
    "reviewed",
    "updated",
    "monitored",
    "evaluated",
    "adjusted",
    "shared",
    "recorded",
];

/// The clauses of a sentence that are each a provision; none where the sentence is only one.
pub(crate) fn clauses<'a>(words: Words<'a>, marks: &[Mark], year: YearShape) -> Vec<Words<'a>> {
    let mut found = Vec::new();
    let mut from = words.from;
    let own = marks_in(marks, words);
    let modal = words.holds(List::Modals);
    if own.len() > 1 || modal {
        let mut next = words.from;
        while let Some(at) = words.next_among(next, List::Joints.into()) {
            next = at + 1;
            let joint = Joint::at(words, from, at, own);
            if joint.parts(year) {
                // A semicolon stays with what it ends; a joining "and" stands between.
                let end = at + usize::from(!joint.is_word());
                found.push(words.within(from, end));
                from = at + usize::from(joint.word != "while" && joint.word != "whilst");
            }
        }
    }
    if !found.is_empty() {
        found.push(words.within(from, words.to));
    }
    found
}

/// A place where two clauses may meet, and what stands on both sides of it.
struct Joint<'a, 'm> {
    at: usize,
    word: &'a str,
    left: Words<'a>,
    right: Words<'a>,
    before: &'m [Mark],
    after: &'m [Mark],
}

impl<'a, 'm> Joint<'a, 'm> {
    fn at(words: Words<'a>, from: usize, at: usize, marks: &'m [Mark]) -> Self {
        // What belongs to the next clause ends where the next semicolon stands.
        let far = words.to.min(at + REACH);
        let near = words.within(at + 1, far);
        let end = near
            .next_among(at + 1, List::Semicolon.into())
            .unwrap_or(far);
        let left = words.within(from.max(at.saturating_sub(2 * REACH)), at);
        let right = words.within(at + 1, end);
        Self {
            at,
            word: words.word(at),
            left,
            right,
            before: marks_in(marks, left),
            after: marks_in(marks, right),
        }
    }

    fn is_word(&self) -> bool {
        !matches!(self.word, ";" | ",")
    }

    /// Whether a clause ends here and another provision begins.
    fn parts(&self, year: YearShape) -> bool {
        let short = |words: Words<'_>| words.said().nth(1).is_none();
        let parts = || {
            self.is_said() || self.is_accompanied(year) || self.is_dosed(year) || self.is_added()
        };
        !short(self.right) && !short(self.left) && parts() && !self.in_brackets()
    }

    fn in_brackets(&self) -> bool {
        let signs = |sign| {
            let tokens = self.left.tokens().iter();
            tokens.filter(|token| token.lists.holds(sign)).count()
        };
        signs(List::Open) > signs(List::Close)
    }

    /// Both sides say that something is to be done: `…, and handouts will be given`.
    fn is_said(&self) -> bool {
        let right = self.right;
        let start = right.from;
        let weakly = self.word == ";" && self.left.has(these!["to", "be", "is"]);
        if !(weakly || self.left.holds(List::Modals)) {
            return false;
        }
        if right.among(start, List::Modals) {
            let only = right.is(start + 1, "be") && right.any(start + 2, FOLLOW_UPS)
                || right.is(start + 1, "also") && right.any(start + 3, FOLLOW_UPS);
            return !only && !right.is(start + 1, "not");
        }
        if right.any(start, these!["and", "then", "also"]) || right.among(start, List::Hanging) {
            return false;
        }
        let Some(modal) = (start + 1..right.to.min(start + 13)).find(|at| {
            right.among(*at, List::Modals)
                || right.among(*at, List::Weak)
                    && (right.any(*at, these!["is", "are"]) && right.is(at + 1, "to")
                        || right.any(*at, these!["may", "can", "could"]) && self.word == ";")
        }) else {
            return false;
        };
        let subject = right.within(start, modal);
        if subject.holds(List::Relative) || subject.has(these![";", ":"]) {
            return false;
        }
        let circumstances = subject.any(start, CIRCUMSTANCES);
        if circumstances && self.word == "," {
            return false;
        }
        // `English, maths and science will be …` is one subject, and no clause of its own.
        let listed = subject.has(these![",", "and", "&"]);
        let personal = subject.any(
            modal - 1,
            these!["she", "he", "they", "staff", "adults", "somebody"],
        ) || self.right.is_number(modal - 1);
        !listed || circumstances && personal || Self::opens_list(subject)
    }

    /// `a sloping board and weighted pen will be provided`: two things, one subject.
    fn opens_list(subject: Words<'_>) -> bool {
        let article = subject.any(subject.from, these!["a", "an", "the", "all", "both"]);
        article && !subject.has(these![","]) && subject.count() <= 8
    }

    /// `…, with a therapist coming in for an hour each half term`.
    fn is_accompanied(&self, year: YearShape) -> bool {
        let right = self.right;
        if self.word != "," || !right.any(right.from, these!["with"]) {
            return false;
        }
        let near = right.within(right.from, right.from + 22);
        let dosed = dose::has_dose(near, marks_in(self.after, near), year)
            || self
                .after
                .iter()
                .any(|mark| mark.from < near.to && matches!(mark.what, What::Events(..)));
        dosed && dose::has_dose(self.left, self.before, year)
    }

    /// `30 minutes daily, and other support as required`: what is added without a dose takes nothing from the dose before it.
    fn is_added(&self) -> bool {
        let right = self.right;
        matches!(self.word, "and" | "plus")
            && right.among(right.from, List::Added)
            && self.after.is_empty()
            && complete(self.before)
            && !right.holds(List::Relative)
    }

    /// Both sides tell a dose of their own.
    fn is_dosed(&self, year: YearShape) -> bool {
        let next = self.right;
        if next.any(
            next.from,
            these!["reviewed", "updated", "monitored", "and", "again", "each"],
        ) {
            return false;
        }
        let (before, after) = (self.before, self.after);
        // "to teach … weekly, and to run a club": two things, each to be done.
        if next.any(next.from, these!["to"]) && !(self.left.has(these!["to"]) && complete(before)) {
            return false;
        }
        if after.is_empty() || before.is_empty() && self.word != ";" {
            return false;
        }
        if self.word == ";" {
            return dose::has_dose(next, after, year)
                && (dose::has_dose(self.left, before, year)
                    || role::read(self.left).is_some()
                        && (self.left.holds(List::Modals) || self.left.has(these!["to"])));
        }
        let close = after.first().is_some_and(|mark| mark.from <= self.at + 14);
        let numbered = after.first().is_some_and(|mark| mark.from == self.at + 1);
        // A comma joins parts of one dose too often: what follows it has to say what is done first.
        let said = self.word != "," || after.first().is_some_and(|mark| mark.from > self.at + 3);
        // `…, 1:1, and will spend an hour`: the clause begins at the joint further on.
        let later = self.word == ","
            && after.first().is_some_and(|mark| {
                next.within(next.from, mark.from)
                    .has(these!["and", ";", "plus"])
            });
        // `40 minutes in the morning and 30 minutes in the afternoon` is one dose in two parts.
        let one = numbered
            && self.word == "and"
            && dose::named_period(before) == Some(crate::domain::dose::Period::Day)
            && dose::named_period(after) == Some(crate::domain::dose::Period::Day);
        close && said && !later && !one && complete(before) && complete(after)
    }
}

/// Whether marks tell both how much and how regularly.
fn complete(marks: &[Mark]) -> bool {
    let much = marks.iter().any(|mark| {
        matches!(
            mark.what,
            What::Length(..) | What::Events(..) | What::Times(_) | What::Clock(_)
        )
    });
    let often = marks
        .iter()
        .any(|mark| matches!(mark.what, What::Every(Every::Regular(_))));
    much && often
}

/// Whether a clause says what is done without saying who does it: `will spend …`.
pub(crate) fn is_headless(words: Words<'_>) -> bool {
    words.among(words.from, List::Modals) || words.among(words.from, List::Weak)
}
