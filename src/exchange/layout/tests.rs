//! Pages as a PDF's text layer gives them, and what only looks like one.

use super::*;
use crate::domain::draw::Draw;

const TWO_COLUMNS: &str = "\
Section F      K-21      Year 4      FINAL

COMMUNICATION                             SENSORY AND PHYSICAL
• The therapist will visit each half      • A movement break after each lesson,
term for one hour, and write the          five minutes, led by the TA.
targets that the TA works on.             • Ear defenders and a quiet corner in
• Signs and pictures in each room,        each room that the class uses.
used by all who teach the class.
                                          SOCIAL AND EMOTIONAL
LEARNING                                  • Lego club each Friday, 40 minutes, in
• Overlearning of number facts with       a group of four, run by the ELSA.
the TA, 15 minutes a day.
• A word bank on the desk.
All of it is reviewed each term by those who teach the class.

EHCP v3   Page 9
";

const NEEDS: &str = "\
NEED                                PROVISION
Communication. Uses few words       • The therapist for 30 minutes
and looks away when spoken to.      each week, 1:1
                                    • Boards in each room, which
Learning. Works for 3 minutes       all staff point to.
at a time.                          • The TA for 15 minutes a day.
                                    Reviewed each term.
";

const TABLE: &str = "\
PROVISION                           WHO            HOW OFTEN
Daily reading (paired)               TA             10 mins, 5 x week
Cognition and learning
Precision teaching of spellings      TA trained     15 mins daily
                                     by EP
Advice by the Speech and             NHS SaLT       3 visits per year of
Language Therapist                                  1.5 hours each
A programme that the School's        TA, who works  20 minutes each day
Occupational Therapist wrote         with a pair    of the week
Breaks written by the School's       Class teacher  Daily
Occupational Therapist

Reviewed each term by all who teach in the class.
";

#[track_caller]
fn read(text: &str, expected: &str) {
    assert_eq!(untangle(text), expected);
}

#[track_caller]
fn kept(text: &str) {
    assert!(
        matches!(untangle(text), Cow::Borrowed(same) if same == text),
        "{}",
        untangle(text)
    );
}

#[test]
fn columns_of_prose_are_read_one_after_the_other() {
    read(
        TWO_COLUMNS,
        "Section F      K-21      Year 4      FINAL\n\nCOMMUNICATION\n\
         • The therapist will visit each half\nterm for one hour, and write the\n\
         targets that the TA works on.\n• Signs and pictures in each room,\n\
         used by all who teach the class.\n\nLEARNING\n\
         • Overlearning of number facts with\nthe TA, 15 minutes a day.\n\
         • A word bank on the desk.\nSENSORY AND PHYSICAL\n\
         • A movement break after each lesson,\nfive minutes, led by the TA.\n\
         • Ear defenders and a quiet corner in\neach room that the class uses.\n\n\
         SOCIAL AND EMOTIONAL\n• Lego club each Friday, 40 minutes, in\n\
         a group of four, run by the ELSA.\nAll of it is reviewed each term by those who teach the class.\n\nEHCP v3   Page 9\n",
    );
    let spaced = TWO_COLUMNS.replace("  ", "\u{a0} ");
    assert_eq!(
        untangle(&spaced).lines().count(),
        untangle(TWO_COLUMNS).lines().count()
    );
}

#[test]
fn a_need_is_a_row_with_the_provision_beside_it() {
    read(
        NEEDS,
        "NEED\tPROVISION\n\
         Communication. Uses few words and looks away when spoken to.\t\
         • The therapist for 30 minutes each week, 1:1\u{2028}\
         • Boards in each room, which all staff point to.\n\
         Learning. Works for 3 minutes at a time.\t\
         • The TA for 15 minutes a day. Reviewed each term.\n",
    );
    let after = "\nWhat the health service gives is\nset out below.\n";
    let read_after = untangle(&[NEEDS, after].concat()).into_owned();
    assert_eq!(read_after, [&untangle(NEEDS), after].concat());
    read(
        "Section B             Section F             Section E\n\
         Cognition and         Daily phonics for     Reads 30 words.\n\
         learning              20 minutes with an\n\
         Sam is behind.        HLTA.                 Writes 10.\n\n\
         Sensory               Ear defenders.        Copes at lunch.\n",
        "Section B\tSection F\tSection E\nCognition and learning Sam is behind.\t\
         Daily phonics for 20 minutes with an HLTA.\tReads 30 words.\u{2028}Writes 10.\n\
         Sensory\tEar defenders.\tCopes at lunch.\n",
    );
    read(
        "Need            Provision\nReading         Daily reading\nSpelling        Word lists\n",
        "Need\tProvision\nReading\tDaily reading\nSpelling\tWord lists\n",
    );
}

#[test]
fn a_table_is_read_row_by_row() {
    read(
        TABLE,
        "PROVISION\tWHO\tHOW OFTEN\nDaily reading (paired)\tTA\t10 mins, 5 x week\n\
         Cognition and learning\nPrecision teaching of spellings\tTA trained by EP\t15 mins daily\n\
         Advice by the Speech and Language Therapist\tNHS SaLT\t\
         3 visits per year of 1.5 hours each\n\
         A programme that the School's Occupational Therapist wrote\tTA, who works with a pair\t\
         20 minutes each day of the week\n\
         Breaks written by the School's Occupational Therapist\tClass teacher\tDaily\n\nReviewed each term by all who teach in the class.\n",
    );
    read(
        "   Provision         By whom\n\n   Reading each      TA, or the\n   day               LSA\n\n\n   \
            Spelling          HLTA\n\n                     12\n",
        "Provision\tBy whom\nReading each day\tTA, or the LSA\nSpelling\tHLTA\n\n                     12\n",
    );
    read(
        "Paired reading     TA      daily\nLego club          ELSA    Fridays\nWord lists         LSA     10 mins",
        "Paired reading\tTA\tdaily\nLego club\tELSA\tFridays\nWord lists\tLSA\t10 mins",
    );
    read(
        "PROVISION        BY WHOM\r\nReading          TA\r\nSpelling         HLTA\r\n\x0cNext\r\n",
        "PROVISION\tBY WHOM\nReading\tTA\nSpelling\tHLTA\r\n\x0cNext\r\n",
    );
}

#[test]
fn what_is_no_page_of_columns_stays_as_it_is() {
    kept("");
    kept(
        "T-14 / EHCP / v3                 – 9 –\n\nPupil: H-66     Year 6     Mainstream school\n",
    );
    kept("PROVISION                  WHO\nDaily reading              TA\n");
    kept(
        "Paired reading     TA      daily\nLego club             ELSA    Fridays\nWord lists           LSA     10 mins\n",
    );
    kept("Provision\tWho\nReading\tTA\nSpelling\tTA  daily\n");
    kept(
        "Name: M-76     Year: 10     Form: 10B\nBorn: 2010     House: Red   Tutor: Mr A\nSex: F         UPN: A1      Bus: 4\n",
    );
    kept(
        "fn a() {\n    let x = 1;            // the first of them\n    let y = 22;           // the second of them\n    x + y                 // and their sum\n    * 2                   // twice over\n    + 1                   // and one more\n}\n",
    );
    kept(
        "SaLT            speech and language therapist\nOT              occupational therapist\nEP              educational psychologist\nTA              teaching assistant\nELSA            emotional literacy assistant\nLSA             learning support assistant\n",
    );
    kept(
        "Justified  text  has wide  gaps in  some of its\nlines  and  in  others  none,  wherever  the line\nneeded  them, which is  no column  of anything at\nall,  and reads  from left  to right  as it  is.\nThe  end of  it is  here, or  nearly so,  at last.\n",
    );
    kept(
        "Section A                      3\nSection B                      5\nSection F                     11\nSection G                     14\nSection H                     17\n",
    );
    kept(
        "• Weekly session with the therapist for          [SaLT p4]\n45 minutes, with the targets that the TA\nworks on from day to day.\n• A seat near the front of the class, and        [EP p2]\na word bank.\n• Ear defenders.                                 [OT p9]\n• Reading each day with the TA.                  [EP p3]\n• A quiet corner in the room.                    [OT p7]\n",
    );
}

#[test]
fn columns_are_put_together_only_where_they_are_beyond_doubt() {
    let repeated = |rows: [&str; 3], times: usize| rows.concat().repeat(times);
    let rows = [
        "Daily reading with the TA          ten minutes a day in the library\n",
        "Word lists each Friday             twenty minutes a week in the class\n",
        "Lego club with the ELSA            half an hour a week in the hall\n",
    ];
    kept(&repeated(rows, 3));
    let rows = [
        "Reading comprehension              • ten minutes a day in the library\n",
        "Spelling of common words           • twenty minutes a week\n",
        "Friendship and turn taking         • half an hour a week in the hall\n",
    ];
    kept(&repeated(rows, 3));
    let rows = [
        "• Daily reading with the TA        - EP p4\n",
        "• Word lists each Friday           - OT p2\n",
        "• Lego club with the ELSA          - EP p9\n",
    ];
    kept(&repeated(rows, 3));
    let rows = [
        "• Daily reading with the TA        • Ear defenders in the hall\n",
        "• Word lists each Friday           • A movement break at noon\n",
        "• Lego club with the ELSA          • A wedge on the chair\n",
    ];
    kept(&repeated(rows, 1));
    assert_eq!(untangle(&repeated(rows, 2)).lines().count(), 12);
    let rows = [
        "Daily reading with the TA in the   Ten minutes in the library each\n",
        "library and in the hall            day, and once more at home\n",
        "",
    ];
    kept(&repeated(rows, 5));
    let beside_notes = [
        "• Daily reading with the TA        • Seen in the spring term\n",
        "and a peer from the class\n",
        "• Word lists\n",
    ];
    let alone = "• Lego club with the ELSA weekly\nand a friend\n".repeat(9);
    kept(
        &[
            repeated(beside_notes, 2),
            alone.clone(),
            repeated(beside_notes, 4),
            alone,
        ]
        .concat(),
    );
}

/// Counts the characters that are no space.
fn ink(text: &str) -> BTreeMap<char, usize> {
    let mut ink = BTreeMap::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        *ink.entry(c).or_default() += 1;
    }
    ink
}

#[test]
fn nothing_vanishes_from_any_page() {
    let lines: Vec<&str> = [TWO_COLUMNS, NEEDS, TABLE]
        .iter()
        .flat_map(|page| page.split_inclusive('\n'))
        .collect();
    let bits = [
        "  ",
        "     ",
        "a",
        "Or so.",
        "• One",
        "\t",
        "\u{a0}\u{a0}",
        "é–",
        "\n",
        "\r\n",
        "\x0c",
        "it goes on",
    ];
    let mut draw = Draw::from_seed(7);
    let mut below = |most: usize| {
        let number = draw.below(u64::try_from(most).unwrap());
        usize::try_from(number).unwrap()
    };
    let mut changed = 0;
    for _ in 0..2000 {
        let mut page = String::new();
        let (mut at, mut left) = (below(lines.len()), 3 + below(25));
        while left > 0 {
            match below(12) {
                0 => at = below(lines.len()),
                1 => page.push_str(bits[below(bits.len())]),
                _ => {}
            }
            page.push_str(lines[at % lines.len()]);
            (at, left) = (at + 1, left - 1);
        }
        let read = untangle(&page);
        assert_eq!(ink(&read), ink(&page), "{page}");
        changed += usize::from(read != page);
    }
    assert!(changed > 500, "{changed}");
}

#[test]
fn long_texts_are_read_to_their_end() {
    let row = "• Daily reading in the room next door     • A seat near the front of the class\n";
    assert_eq!(untangle(&row.repeat(10_000)).lines().count(), 20_000);
    kept(&"a  ".repeat(700_000));
    kept(&"one two three four        five\n".repeat(20_000));
    kept(&"\x0c".repeat(100_000));
}
