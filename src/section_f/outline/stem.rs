//! Stems: a line above a list that says who, how often or for how many weeks of each of its items.

use super::super::item::Stem;
use super::super::key::these;
use super::super::list::List;
use super::super::mark::{self, What};
use super::super::marker::Style;
use super::super::token::Words;
use super::super::{dose, label, marker, pupil, role};
use super::Outline;
use crate::domain::provision::LeftOutWhy;

/// The most words of a line that only names who gives what stands below it: `SaLT`.
const NAME: usize = 5;

impl<'a> Outline<'a> {
    /// Forgets the stem: its list is over.
    pub(super) fn no_stem(&mut self) {
        self.stem = None;
        self.stem_style = None;
    }

    /// Whether a line is the stem of the list below it; `body` is the token after its own marker.
    pub(super) fn is_stem(&self, at: usize, words: Words<'a>, body: usize) -> bool {
        let Some(below) = self.item_below(at) else {
            return false;
        };
        let item = body > words.from;
        let own = marker::style(words);
        let deeper =
            !item || marker::style(below) != own || self.indent(below) > self.indent(words);
        if words.is(words.to - 1, ":") {
            return deeper;
        }
        // "SaLT" alone above bullets of its own.
        let text = words.within(body, words.to);
        item && deeper
            && text.count() <= NAME
            && role::read(text).is_some()
            && !text.holds(List::Verbs)
            && !text.any(text.to - 1, these![".", ";"])
            && mark::marks(text).is_empty()
    }

    /// Whether a short line is the title of the list below it.
    pub(super) fn is_title(&self, at: usize, text: Words<'a>, style: Option<Style>) -> bool {
        let Some(below) = self.item_below(at) else {
            return false;
        };
        let deeper = match (style, marker::style(below)) {
            (None, Some(_)) | (Some(Style::Number | Style::Letter), Some(Style::Dotted)) => true,
            (Some(_) | None, _) => false,
        };
        deeper && label::is_title(text)
    }

    /// Whether a line above a list says what the pupil will do: an outcome that no label names.
    pub(super) fn is_outcome(&self, at: usize, words: Words<'a>) -> bool {
        let start = words.from;
        let coded = pupil::begins(words);
        let does = coded
            && words.is(start + 2, "will")
            && !words.any(
                start + 3,
                these!["be", "have", "receive", "follow", "attend", "continue"],
            );
        does && self.item_below(at).is_some() && role::read(words).is_none()
    }

    /// Takes in how many weeks the plan's year has, where a line says it of the whole plan.
    pub(super) fn year_of(&mut self, words: Words<'a>) {
        let lists = words.lists();
        if !lists.holds(List::Weeks) {
            return;
        }
        let of_all = pupil::is_named(words)
            || lists.holds(List::All) && lists.holds(List::Throughout)
            || lists.holds(List::SchoolYear) && words.has(these!["is"]) && words.count() <= 16;
        if of_all {
            self.plan_weeks = mark::weeks(&mark::marks(words)).or(self.plan_weeks);
        }
    }

    /// How far a line is set in.
    fn indent(&self, words: Words<'_>) -> usize {
        let Some(first) = words.token(words.from) else {
            return 0;
        };
        let place = self
            .lines
            .partition_point(|(line, ..)| line.span.start <= first.span.start);
        let line = place.checked_sub(1).and_then(|place| self.lines.get(place));
        line.map_or(0, |(line, ..)| first.span.start - line.span.start)
    }

    /// Takes in a stem: its who, period and weeks are each item's.
    pub(super) fn stem(&mut self, at: usize, words: Words<'a>, body: usize) -> usize {
        let text = words.within(body, words.to);
        let marks = mark::marks(text);
        let much = marks
            .iter()
            .any(|mark| matches!(mark.what, What::Length(..) | What::Events(..)));
        let own = much && dose::has_dose(text, &marks, self.year);
        if own && let Some(to) = self.undosed_items(at) {
            self.left_words(words.within(words.from, body), LeftOutWhy::Heading);
            self.push(self.sheet.between(body, to.0), true, None, true);
            return to.1;
        }
        let named = role::read(text);
        let said = text.holds(List::Modals) || !marks.is_empty() || named.is_some();
        if !said {
            self.head(words);
            return at + 1;
        }
        self.stem = Some(Stem::of(text));
        self.stem_style = marker::style(words);
        self.left_words(words, LeftOutWhy::Heading);
        at + 1
    }

    /// The end of the items below a stem, where none has a dose of its own.
    fn undosed_items(&self, at: usize) -> Option<(usize, usize)> {
        let mut next = at + 1;
        let mut to = None;
        let own = self
            .lines
            .get(at)
            .and_then(|(line, ..)| marker::style(self.sheet.line(*line)));
        while let Some((line, true, None)) = self.lines.get(next).copied() {
            let words = self.sheet.line(line);
            if words.is_empty() {
                if !self.is_gone(next) {
                    break;
                }
            } else if self.body(next, words) == words.from
                || own.is_some() && marker::style(words) == own
            {
                break;
            } else if dose::has_dose(words, &mark::marks(words), self.year) {
                return None;
            } else {
                to = Some((line.to, next + 1));
            }
            next += 1;
        }
        to
    }

    /// The next line that is not blank, where it is an item of a list.
    fn item_below(&self, at: usize) -> Option<Words<'a>> {
        let below = self.lines.iter().enumerate().skip(at + 1);
        let mut below = below
            .map(|(place, (line, ..))| (place, self.sheet.line(*line)))
            .filter(|(_, words)| !words.is_empty());
        let (place, words) = below.next()?;
        (self.body(place, words) > words.from).then_some(words)
    }
}
