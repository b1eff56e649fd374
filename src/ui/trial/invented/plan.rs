//! The invented plan.

use crate::domain::dose::{Dose, Period, Ratio, Unit, Who};
use crate::domain::mark::{Mark, MarkKind};
use crate::domain::provision::{AreaCode, LeftOut, LeftOutWhy, Provision, Span, Vague};

const TEXT: &str = "Section F: Special educational provision

Communication and interaction
1. A speech and language therapist will work with Amara for 30 minutes per week, 1:1.
2. A Teaching Assistant will deliver a speech programme for 15 minutes daily, 1:1.
3. A Teaching Assistant will run a social communication group of no more than four pupils, for 2 x 30 minutes per week.

Cognition and learning
4. Access to a sensory room as and when required.
5. The class teacher will break tasks into small steps in all lessons.
";

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

/// What the invented text says of doses and roles, as a reader of the text would mark it.
pub(super) fn marks() -> Vec<Mark> {
    let mut at = 0;
    let mut next = |(words, kind): &(&str, MarkKind)| {
        let start = at + TEXT.get(at..).unwrap().find(words).unwrap();
        at = start + words.len();
        let span = Span { start, end: at };
        Mark { span, kind: *kind }
    };
    let (dose, role) = (MarkKind::Dose, MarkKind::Role);
    [
        ("speech and language therapist", role),
        ("30 minutes per week", dose),
        ("1:1", dose),
        ("Teaching Assistant", role),
        ("15 minutes daily", dose),
        ("1:1", dose),
        ("Teaching Assistant", role),
        ("group of no more than four pupils", dose),
        ("2 x 30 minutes per week", dose),
        ("class teacher", role),
    ]
    .iter()
    .map(&mut next)
    .collect()
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
