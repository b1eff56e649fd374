//! Marks are of the words that were read, and of no others.

use proptest::prelude::*;

use super::*;
use crate::domain::framework::YearShape;

/// A text with its marks: `‹dose›`, `«role»`.
fn signed(text: &str) -> String {
    let marks = Reader::new(YearShape::default()).marks(text);
    let mut signed = String::new();
    for (at, c) in text.chars().chain(['\0']).enumerate() {
        let ends = marks.iter().rev().filter(|mark| mark.span.end == at);
        signed.extend(ends.map(|mark| sign(mark.kind).1));
        let begins = marks.iter().filter(|mark| mark.span.start == at);
        signed.extend(begins.map(|mark| sign(mark.kind).0));
        signed.push(c);
    }
    signed.pop();
    signed
}

fn sign(kind: MarkKind) -> (char, char) {
    match kind {
        MarkKind::Dose => ('‹', '›'),
        MarkKind::Role => ('«', '»'),
    }
}

#[track_caller]
fn case(expected: &str) {
    let bare: String = (expected.chars())
        .filter(|c| !matches!(c, '‹' | '›' | '«' | '»'))
        .collect();
    assert_eq!(signed(&bare), expected);
}

#[test]
fn amounts_and_people_are_marked() {
    case(
        "A «Teaching Assistant» will run a ‹group of no more than four pupils›, for ‹2 x 30 minutes per week›.",
    );
    case("1. «SaLT», ‹weekly›, ‹1:1 for 45-minute› sessions");
    case("A «TA» will help for ‹a further hour each term›.");
    case("‹Two sessions of 30 minutes each week› in a ‹group (up to 3 young people)› with a «TA».");
    case("A «TA» will help for ‹30 minutes› before school and ‹again› after lunch ‹each day›.");
}

#[test]
fn what_is_not_counted_is_not_marked() {
    case("2. Section 4 of the plan, as appropriate");
    case("");
    case(
        "Sam previously received 10 hours per week, and will have ‹12 hours per week› with a «TA».",
    );
    case("Sam will not be withdrawn from class for 1 hour weekly.");
    case("The advice to staff is kept by a «TA» for ‹20 minutes daily›.");
}

#[test]
fn what_is_struck_out_and_a_page_s_furniture_cut_a_mark() {
    case("A «TA» will support Kim for ~~10 hours~~ ‹20 hours per week›.");
    case("A «TA» will support Kim for ‹20› ~~minutes~~ ‹hours per week›.");
    case("A «TA» will help for ‹20›\n␌ Ash County, 2 hours\n‹minutes each day›.");
}

#[test]
fn a_row_is_marked_cell_by_cell() {
    case(
        "Provision\tWho\tHow often\nHelp with reading\t«Teaching Assistant»\t‹20 minutes daily›\n",
    );
}

/// Marks lie inside the text and do not overlap within a kind; a provision with an amount has a dose marked.
#[track_caller]
fn law(text: &str) {
    let reader = Reader::new(YearShape::default());
    let marks = reader.marks(text);
    let length = text.chars().count();
    for kind in [MarkKind::Dose, MarkKind::Role] {
        let mut at = 0;
        for mark in marks.iter().filter(|mark| mark.kind == kind) {
            let span = mark.span;
            assert!(
                at <= span.start && span.start < span.end && span.end <= length,
                "{text:?}: {mark:?}"
            );
            at = span.end;
        }
    }
    let reading = reader.read(text);
    for hole in &reading.left_out {
        let struck = hole.why == LeftOutWhy::StruckOut;
        let crossed =
            |mark: &&Mark| mark.span.start < hole.span.end && hole.span.start < mark.span.end;
        assert!(
            !struck || !marks.iter().any(|mark| crossed(&mark)),
            "{text:?}: {hole:?}"
        );
    }
    for provision in &reading.provisions {
        let span = provision.span;
        let inside = |mark: &Mark| {
            mark.kind == MarkKind::Dose
                && span.start <= mark.span.start
                && mark.span.end <= span.end
        };
        assert!(
            provision.dose.amount.is_none() || marks.iter().any(inside),
            "{text:?}: {provision:?}"
        );
    }
}

proptest! {
    #[test]
    fn any_text_is_marked_by_the_law(text in "\\PC*|(?s).{0,200}") {
        law(&text);
    }

    #[test]
    fn a_broken_plan_is_marked_by_the_law(
        bits in prop::collection::vec(prop::sample::select(super::super::tests::BITS), 0..60),
    ) {
        law(&bits.concat());
    }
}
