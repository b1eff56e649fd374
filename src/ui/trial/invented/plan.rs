//! The invented plan.

use crate::domain::dose::{Dose, Period, Ratio, Unit, Who};
use crate::domain::mark::{Mark, Says};
use crate::domain::provision::{AreaCode, LeftOut, LeftOutWhy, Provision, Span, Vague};
use crate::ui::message::Cut;

const TEXT: &str = "Section F: Special educational provision

Communication and interaction
1. A speech and language therapist will work with Amara for 30 minutes per week, 1:1.
2. A Teaching Assistant will deliver a speech programme for 15 minutes daily, 1:1.
3. A Teaching Assistant will run a social communication group of no more than four pupils, for 2 x 30 minutes per week.

Cognition and learning
4. Access to a sensory room as and when required.
5. The class teacher will break tasks into small steps in all lessons.
";

/// Where a plan's text says how much and by whom, in its order; phrases that it does not hold are passed over.
pub(super) fn marks(text: &str) -> Vec<Mark> {
    const PHRASES: [(&str, Says); 11] = [
        ("speech and language therapist", Says::Role),
        ("30 minutes per week", Says::Dose),
        ("1:1", Says::Dose),
        ("Teaching Assistant", Says::Role),
        ("15 minutes daily", Says::Dose),
        ("10 minutes daily", Says::Dose),
        ("20 minutes daily", Says::Dose),
        ("four pupils", Says::Dose),
        ("2 x 30 minutes per week", Says::Dose),
        ("2 x 45 minutes per week", Says::Dose),
        ("class teacher", Says::Role),
    ];
    let at = |place: usize| text.get(..place).unwrap_or_default().chars().count();
    let mut found: Vec<Mark> = Vec::new();
    for (words, says) in PHRASES {
        let places = text.match_indices(words);
        found.extend(places.map(|(place, _)| {
            let start = at(place);
            let end = start + words.chars().count();
            let span = Span { start, end };
            Mark { span, says }
        }));
    }
    found.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
    // "30 minutes per week" stands within "2 x 30 minutes per week".
    let mut end = 0;
    found.retain(|mark| {
        let apart = mark.span.start >= end;
        end = end.max(mark.span.end);
        apart
    });
    found
}

/// The invented plan: its text and the five provisions in it.
pub(super) fn plan() -> (String, Vec<Provision>) {
    let dose = |amount: u32, per, ratio, hours: &str| Dose {
        amount: Some(amount.into()),
        unit: Some(Unit::Minutes),
        per: Some(per),
        ratio: Some(ratio),
        annual_hours: Some(hours.parse().unwrap()),
    };
    let none = Dose::default();
    let rows = [
        (
            "A speech",
            "1:1.",
            AreaCode::Ci,
            Some(Who::SaLT),
            dose(30, Period::Week, Ratio::Adults(1, 1), "19"),
        ),
        (
            "A Teaching Assistant will deliver",
            "1:1.",
            AreaCode::Ci,
            Some(Who::Ta),
            dose(15, Period::Day, Ratio::Adults(1, 1), "47.5"),
        ),
        (
            "A Teaching Assistant will run",
            "week.",
            AreaCode::Ci,
            Some(Who::Ta),
            dose(60, Period::Week, Ratio::GroupUpTo(4), "38"),
        ),
        ("Access to", "required.", AreaCode::Cl, None, none),
        (
            "The class teacher",
            "lessons.",
            AreaCode::Cl,
            Some(Who::Teacher),
            none,
        ),
    ];
    let provisions = rows
        .into_iter()
        .zip(1..)
        .map(|((from, to, area, who, dose), n)| {
            let start = TEXT.find(from).unwrap();
            let after = TEXT.get(start..).unwrap();
            let end = start + after.find(to).unwrap() + to.len();
            let mut one = provision(Span { start, end }, area);
            one.n = n;
            one.who = who;
            one.dose = dose;
            one
        });
    (TEXT.to_owned(), provisions.collect())
}

/// What of the invented text is in no provision: its headings, and the numbers before the items.
pub(super) fn left_out() -> Vec<LeftOut> {
    let headings = [
        "Section F: Special educational provision",
        "Communication and interaction",
        "Cognition and learning",
    ];
    let piece = |words: &str| {
        let start = TEXT.find(words).unwrap();
        LeftOut {
            span: Span {
                start,
                end: start + words.len(),
            },
            text: words.to_owned(),
            why: LeftOutWhy::Heading,
        }
    };
    headings.into_iter().map(piece).collect()
}

/// The pieces of a cut.
pub(super) fn pieces(cut: &Cut) -> Vec<Provision> {
    let pieces = cut.to.iter();
    pieces
        .map(|(span, area, _)| provision(*span, *area))
        .collect()
}

/// A provision of the invented text; its characters are all of one byte.
pub(super) fn provision(span: Span, area: AreaCode) -> Provision {
    let text = TEXT.get(span.start..span.end).unwrap().to_owned();
    let vague = ["as and when required", "Access to"]
        .into_iter()
        .filter_map(|words| {
            let start = span.start + text.find(words)?;
            let end = start + words.len();
            Some(Vague {
                text: words.into(),
                span: Span { start, end },
                why: "it says no amount".into(),
                question: "How much is it?".into(),
            })
        });
    let heading = if area == AreaCode::Cl {
        "Cognition and learning"
    } else {
        "Communication and interaction"
    };
    Provision {
        n: 0,
        vague: vague.collect(),
        text,
        span,
        area,
        heading: Some(heading.into()),
        who: None,
        dose: Dose::default(),
        duplicate_of: None,
        notes: vec![],
    }
}
