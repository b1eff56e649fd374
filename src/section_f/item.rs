//! One provision, read from its words.

use crate::domain::dose::{Dose, Period, Ratio, Who};
use crate::domain::exact::Quantity;
use crate::domain::provision::{AreaCode, Provision, Span, Vague};

use super::dose::Given;
use super::key::these;
use super::mark::{self, Mark};
use super::page::Page;
use super::rules::Rules;
use super::token::Words;
use super::wording::Known;
use super::{area, clause, dose, ratio, role};

/// What a list's stem says for each of its items: `A Teaching Assistant will, each week:`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stem {
    pub(crate) who: Option<Who>,
    pub(crate) per: Option<Period>,
    pub(crate) ratio: Option<Ratio>,
    /// For how many weeks of the year.
    pub(crate) weeks: Option<Quantity>,
}

impl Stem {
    /// Reads what a stem says.
    pub(crate) fn of(words: Words<'_>) -> Self {
        let marks = mark::marks(words);
        Self {
            who: role::deliverer(words).or_else(|| role::read(words)),
            per: dose::named_period(&marks),
            ratio: ratio::read(words),
            weeks: mark::weeks(&marks),
        }
    }

    /// What it says, else what the stem around it says.
    pub(crate) fn within(self, outer: Self) -> Self {
        Self {
            who: self.who.or(outer.who),
            per: self.per.or(outer.per),
            ratio: self.ratio.or(outer.ratio),
            weeks: self.weeks.or(outer.weeks),
        }
    }
}

/// Where a provision stands.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Place<'a> {
    pub(crate) area: Option<AreaCode>,
    /// The area of the outcome it serves.
    pub(crate) hint: Option<AreaCode>,
    pub(crate) heading: Option<&'a str>,
    pub(crate) stem: Stem,
    /// Who the row's own column names.
    pub(crate) who: Option<Who>,
    /// Who the clause before it names, where it names nobody.
    pub(crate) lent: Option<Who>,
    /// Who "the therapist" is here: the one named last.
    pub(crate) therapist: Option<Who>,
}

/// Reads the provision that some words are; its number and its first like are for the caller.
pub(crate) fn read(
    page: &Page<'_>,
    words: Words<'_>,
    marks: &[Mark],
    place: Place<'_>,
    rules: &Rules,
) -> Option<Provision> {
    let span = words.span()?;
    let given = Given {
        per: place.stem.per,
        weeks: place.stem.weeks,
    };
    let amounts = dose::read(words, marks, given, rules.year);
    let ratio = ratio::read(words).or(place.stem.ratio);
    let known = Known {
        dosed: amounts.amount.is_some(),
        ratio: ratio.is_some(),
    };
    let vague = (rules.wording.of(words, marks, known).into_iter())
        .map(|found| Vague {
            text: page.piece(found.span).to_owned(),
            span: found.span,
            why: found.why.to_owned(),
            question: found.question.to_owned(),
        })
        .collect();
    let area = area::of(words, place.area, place.hint);
    Some(Provision {
        n: 0,
        text: page.piece(span).to_owned(),
        span,
        area,
        heading: place.heading.map(str::to_owned),
        who: who(words, place, area),
        dose: Dose {
            amount: amounts.amount,
            unit: amounts.unit,
            per: amounts.per,
            ratio,
            annual_hours: amounts.annual_hours,
        },
        vague,
        duplicate_of: None,
        notes: Vec::new(),
    })
}

/// The row's own column, else who the words say delivers it, else the list's stem, else anybody named.
fn who(words: Words<'_>, place: Place<'_>, area: AreaCode) -> Option<Who> {
    let who = place.who.or_else(|| match place.stem.who {
        Some(stem) => role::deliverer(words).or(Some(stem)),
        None if clause::is_headless(words) => role::deliverer(words)
            .or(place.lent)
            .or_else(|| role::read(words)),
        None => role::read(words).or(place.lent),
    });
    if who == Some(Who::Mentor) && role::is_bare_therapist(words) {
        let of_area = match area {
            AreaCode::Ci => Some(Who::SaLT),
            AreaCode::Sp => Some(Who::Ot),
            AreaCode::Cl | AreaCode::Semh | AreaCode::Pfa | AreaCode::Gen => None,
        };
        return place.therapist.or(of_area).or(who);
    }
    who
}

/// The words without the signs that only join them to what stands before.
pub(crate) fn trimmed(words: Words<'_>) -> Words<'_> {
    let mut from = words.from;
    while from < words.to
        && (words.any(from, these![",", ";", ":", "-", ".", "|", "\t", "\u{2028}"]))
    {
        from += 1;
    }
    let mut to = words.to;
    while to > from && words.any(to - 1, these!["\t", "\u{2028}", "|"]) {
        to -= 1;
    }
    words.within(from, to)
}

/// A span over nothing, where a text has no words.
pub(crate) fn bare(page: &Page<'_>, span: Span) -> Provision {
    Provision {
        n: 0,
        text: page.piece(span).to_owned(),
        span,
        area: AreaCode::Gen,
        heading: None,
        who: None,
        dose: Dose::default(),
        vague: Vec::new(),
        duplicate_of: None,
        notes: Vec::new(),
    }
}
