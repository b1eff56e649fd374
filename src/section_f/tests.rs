//! The law of the room: no character of a plan vanishes, whatever the text.

use proptest::prelude::*;

use super::*;

fn read(text: &str, year: YearShape) -> Reading {
    Reader::new(year).read(text)
}

fn piece(text: &str, span: Span, n: u32, area: AreaCode, heading: Option<&str>) -> Provision {
    Reader::new(YearShape::default()).piece(text, span, n, area, heading)
}

/// Checks the law: in order, in range, nothing vanishes, nothing is in two places.
#[track_caller]
fn law(text: &str) {
    let reading = read(text, YearShape::default());
    let chars: Vec<char> = text.chars().collect();
    let mut held = vec![0_u8; chars.len()];
    let mut at = 0;
    for (provision, n) in reading.provisions.iter().zip(1..) {
        assert!(
            provision.span.start >= at && provision.span.end <= chars.len(),
            "{text:?}"
        );
        assert_eq!(provision.n, n);
        at = provision.span.end;
        held[provision.span.start..at].fill(1);
    }
    let mut at = 0;
    let mut inside = vec![false; chars.len()];
    for left in &reading.left_out {
        assert!(
            left.span.start >= at
                && left.span.start < left.span.end
                && left.span.end <= chars.len(),
            "{text:?}"
        );
        at = left.span.end;
        let stretch = left.span.start..left.span.end;
        assert_eq!(left.text, chars[stretch.clone()].iter().collect::<String>());
        let whole = held[stretch.clone()].iter().all(|held| *held == 1);
        assert!(
            whole || held[stretch.clone()].iter().all(|held| *held == 0),
            "{text:?}: {left:?}"
        );
        inside[stretch.clone()].fill(whole);
        held[stretch].fill(1);
    }
    assert!(held.iter().all(|held| *held == 1), "{text:?}");
    for provision in &reading.provisions {
        let kept = (provision.span.start..provision.span.end).filter(|at| !inside[*at]);
        assert_eq!(provision.text, kept.map(|at| chars[at]).collect::<String>());
        for vague in &provision.vague {
            let words: String = chars[vague.span.start..vague.span.end].iter().collect();
            assert_eq!(vague.text, words);
        }
    }
}

/// Bits of plans, whole and broken.
pub(super) const BITS: &[&str] = &[
    "Section F",
    "SECTION G",
    "1. ",
    "1.1 ",
    "(a) ",
    "• ",
    "- ",
    "\u{f0b7}\t",
    "A TA will help",
    "for 30 minutes",
    "2 x ",
    "each week",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "|",
    "\u{2028}",
    ". ",
    "; ",
    " and ",
    ": ",
    "Outcome: ",
    "Provision:",
    "Need",
    "page 3 of 9",
    "Confidential",
    "£6,000 top-up",
    "parents will read",
    "8.40 to 9.00",
    "½",
    "1:1",
    "group of 4",
    "as required",
    "K-101",
    "Communication and interaction",
    "\u{202e}",
    "\u{fffd}",
    "\u{ad}",
    "\u{0}",
    "\u{7f}",
    "é",
    "’s",
    "e.g. ",
    "the",
    "every",
    "(",
    ")",
    "–",
    "99999999999999999999999999999999 hours",
    "up to a total of",
    "~~",
    "[deleted: ",
    "]",
    "İ",
];

proptest! {
    #[test]
    fn no_character_vanishes_from_any_text(text in "\\PC*|(?s).{0,200}") {
        law(&text);
    }

    #[test]
    fn no_character_vanishes_from_a_broken_plan(bits in prop::collection::vec(prop::sample::select(BITS), 0..60)) {
        law(&bits.concat());
    }

    #[test]
    fn any_piece_can_be_read_anew(bits in prop::collection::vec(prop::sample::select(BITS), 0..30), start in 0_usize..200, end in 0_usize..200) {
        let text = bits.concat();
        let provision = piece(&text, Span { start, end }, 3, AreaCode::Sp, Some("Sensory"));
        let length = text.chars().count();
        prop_assert!(provision.span.start <= provision.span.end && provision.span.end <= length);
        let words: Vec<char> = text.chars().skip(provision.span.start).take(provision.span.end - provision.span.start).collect();
        // Only whole lines of furniture may be missing.
        prop_assert_eq!(provision.text.chars().next(), words.first().copied());
        prop_assert_eq!(provision.text.chars().last(), words.last().copied());
        prop_assert!(provision.text.chars().count() <= words.len());
    }
}

#[test]
fn a_line_that_is_marked_is_furniture() {
    let text = "Section F\nA TA will help for 20\n␌ Ash County, our plans\nminutes each day.\n␌ Ash County\n";
    let reading = read(text, YearShape::default());
    assert_eq!(reading.provisions.len(), 1);
    let provision = &reading.provisions[0];
    assert_eq!(provision.text, "A TA will help for 20\nminutes each day.");
    assert_eq!(provision.dose.words(), "20 minutes a day");
    let last = &reading.left_out[reading.left_out.len() - 1];
    assert!(last.text.contains("Ash County"));
    law(text);
}

#[test]
fn a_piece_leaves_out_the_page_s_furniture() {
    let text = "A TA will help for 20\npage 3 of 9\nminutes each day.";
    let span = Span { start: 0, end: 51 };
    let provision = piece(text, span, 1, AreaCode::Gen, None);
    assert_eq!(provision.text, "A TA will help for 20\nminutes each day.");
    assert_eq!(provision.dose.words(), "20 minutes a day");
}

#[test]
fn long_texts_of_one_kind_are_read() {
    law(&"a".repeat(100_000));
    law(&"1".repeat(100_000));
    law(&"(".repeat(10_000));
    law(&"• ".repeat(20_000));
    law(&"•\n".repeat(20_000));
    law(&"\t".repeat(20_000));
    law(&"TA, 30 minutes each week and ".repeat(2_000));
    law(&"10 to ".repeat(10_000));
    law(&"ab-\n".repeat(20_000));
    law(&"K-1 will\n• ".repeat(10_000));
    law(&"A TA will, and she will, ".repeat(4_000));
    law(&"[deleted: ~~ ".repeat(10_000));
    law(&": a) b) ".repeat(10_000));
    law("");
}

#[test]
fn a_piece_is_read_as_the_whole_is() {
    let text = "Section F\nA TA will read 1:1 for 10 minutes each day. An ELSA may see R-2.";
    let reading = read(text, YearShape::default());
    for provision in &reading.provisions {
        let heading = provision.heading.as_deref();
        let again = piece(text, provision.span, provision.n, provision.area, heading);
        assert_eq!(again, *provision);
    }
    assert_eq!(reading.provisions.len(), 2);
}

#[test]
fn another_pupil_and_too_many_hours_are_warned_of() {
    let text = "Section F\n- A TA will help R-2 for 30 hours per week.\n- 1:1 support for R-2, 10 hours per week.\n- R-9 can go out.";
    let reading = read(text, YearShape::default());
    assert_eq!(reading.pupil_hint.as_deref(), Some("R-2"));
    assert_eq!(reading.warnings.len(), 2);
    assert!(reading.warnings[1].starts_with("items sum to 40 hours a week"));
    assert_eq!(
        reading.provisions[2].notes,
        ["names another pupil, \"R-9\""]
    );
}

#[test]
fn the_framework_s_year_gives_the_hours() {
    let year = YearShape {
        weeks: 40,
        days: 200,
        terms: 6,
        half_terms: 12,
    };
    let hours = |text: &str| {
        read(text, year).provisions[0]
            .dose
            .annual_hours
            .unwrap()
            .to_string()
    };
    assert_eq!(hours("A TA will help for 30 minutes each week."), "20");
    assert_eq!(hours("A TA will help for 30 minutes each day."), "100");
    assert_eq!(hours("An OT will visit for 1 hour each term."), "6");
}

/// The provisions of a table, as they read.
#[track_caller]
fn rows(text: &str, expected: &[&str]) {
    law(text);
    let reading = read(text, YearShape::default());
    let texts: Vec<&str> = reading
        .provisions
        .iter()
        .map(|found| found.text.trim())
        .collect();
    assert_eq!(texts, expected);
}

#[test]
fn a_cell_merged_across_a_table_may_hold_a_provision() {
    rows(
        "Need\tProvision\tOutcome\nTalks little.\tA TA will model talk daily for 10 minutes.\tTalks more.\n\
         A TA will read with Kim for 20 minutes each day.\t\t\n\
         Reads little.\t\t\n\
         Writes little.\tAn HLTA will write with Kim for 15 minutes each day.\tWrites more.\n",
        &[
            "A TA will model talk daily for 10 minutes.",
            "A TA will read with Kim for 20 minutes each day.",
            "An HLTA will write with Kim for 15 minutes each day.",
        ],
    );
}

#[test]
fn a_table_within_a_cell_of_provision_is_read_row_by_row() {
    rows(
        "Need\tProvision\tOutcome\nTalks little.\tSaLT will visit for 30 minutes weekly | 1:1\u{2028}A TA will rehearse for 15 minutes daily | group of 4\tKim will speak in full sentences.\n",
        &[
            "SaLT will visit for 30 minutes weekly | 1:1",
            "A TA will rehearse for 15 minutes daily | group of 4",
        ],
    );
}

#[test]
fn what_stands_close_to_struck_words_is_read_as_a_word() {
    let reading = read(
        "A TA will support Kim for ~~10~~20 hours per week.",
        YearShape::default(),
    );
    let amounts: Vec<_> = reading
        .provisions
        .iter()
        .map(|found| found.dose.annual_hours)
        .collect();
    assert_eq!(amounts.len(), 1);
    assert!(amounts[0].is_some(), "{reading:?}");
}
