//! Documents held against a small caseload: what goes in by itself, and what waits.

use proptest::prelude::*;

use super::*;
use crate::domain::identity::{PupilRef, Upn};
use crate::domain::pace::unwatched;

const AMARA: &str = "B801200005001";

/// A UPN with its right letter.
fn upn(digits: &str) -> Upn {
    let letter = Upn::read(&format!("A{digits}")).unwrap().right_letter();
    Upn::read(&format!("{}{digits}", letter.unwrap())).unwrap()
}

fn pupil(reference: &str, upn: Option<Upn>, name: (&str, &str), dob: &str) -> Known {
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Known {
        reference: PupilRef::new(reference),
        upn,
        uln: None,
        surname: given(name.0),
        forename: given(name.1),
        dob: dob.parse().ok(),
    }
}

/// Twins, a namesake, an accent, a double surname, a bare reference and a number.
fn crowd() -> Crowd {
    let mut ada = pupil("K-1043", None, ("Okafor", "Ada"), "2015-03-03");
    ada.uln = Some("1234567890".to_owned());
    Crowd::of([
        pupil(
            "K-1042",
            Upn::read(AMARA),
            ("Okafor", "Amara"),
            "2015-03-03",
        ),
        ada,
        pupil(
            "K-1044",
            Some(upn("886200012002")),
            ("Brown", "James"),
            "2012-11-30",
        ),
        pupil("K-1045", None, ("Brown", "James"), "2016-05-01"),
        pupil("K-1046", None, ("Núñez O'Brien", "Zoë"), "2011-02-14"),
        pupil("K-104", None, ("Price", "Samuel"), "2010-06-07"),
        pupil("7", None, ("", ""), ""),
        pupil("204481", None, ("Khan", "Iqra"), "2009-01-31"),
        pupil("K-1042", None, ("Double", "Row"), ""),
        pupil("K-104/2", None, ("", ""), ""),
    ])
}

fn one(file: &str, text: &str) -> (Outcome, Vec<String>, String) {
    let crowd = crowd();
    let found = find(&[Document { file, text }], &crowd, &mut unwatched)
        .unwrap()
        .remove(0);
    let near = found
        .nearest
        .iter()
        .map(|one| crowd.said(one.pupil).to_owned());
    (found.outcome, near.collect(), found.why)
}

#[track_caller]
fn case(file: &str, text: &str, outcome: Outcome, first: &str) {
    let (found, near, why) = one(file, text);
    assert_eq!(
        (found, near.first().map_or("", String::as_str)),
        (outcome, first),
        "{file}: {text}: {why} {near:?}"
    );
}

#[test]
fn a_number_in_the_files_name_counts_as_a_whole() {
    for (file, reference) in [
        ("K-104.docx", "K-104"),
        ("plans/k_104 final.DOCX", "K-104"),
        ("EHCP K-1042 v2.txt", "K-1042"),
        ("b801200005001.md", "K-1042"),
        ("K-1042 B801200005001.md", "K-1042"),
        ("K-104-2.docx", "K-104/2"),
        ("7.txt", "7"),
    ] {
        case(file, "A plan.", Outcome::Sure, reference);
    }
    for file in [
        "K-10.docx",
        "XK-104.docx",
        "K104.docx",
        "K-104/notes.docx",
        "",
    ] {
        case(file, "A plan.", Outcome::Nobody, "");
    }
    case("K-104 K-1042.docx", "A plan.", Outcome::Several, "K-104");
}

#[test]
fn a_short_number_of_figures_alone_is_nobodys_unless_it_is_said_to_be() {
    for text in [
        "The pupil will have 7 hours a week from a teaching assistant.",
        "In this case 7 sessions a term.",
        "The pupil attends a class of 7. 1:1 support.",
        "File 7 of 22",
        "Pupil needs: 7",
    ] {
        case("plan.txt", text, Outcome::Nobody, "");
    }
    for file in [
        "EHC plan (7).pdf",
        "plan v7.docx",
        "plan 2024-03-7.docx",
        "draft 7.txt",
    ] {
        case(file, "A plan.", Outcome::Nobody, "");
    }
    for text in [
        "Ref: 7",
        "Pupil: 7",
        "pupil no. 7",
        "Case number is 7",
        "Pupil reference number 7",
    ] {
        case("plan.txt", text, Outcome::Sure, "7");
    }
    case("pupil no 7.docx", "A plan.", Outcome::Sure, "7");
    case("204481 final.docx", "A plan.", Outcome::Sure, "204481");
}

#[test]
fn a_number_in_the_text_counts_where_nothing_speaks_against_it() {
    case(
        "plan.docx",
        "UPN: B801200005001. Amara likes music.",
        Outcome::Sure,
        "K-1042",
    );
    case("plan.docx", "Our ref: K-1042", Outcome::Sure, "K-1042");
    case("plan.docx", "ULN 1234567890", Outcome::Sure, "K-1043");
    case("plan.docx", "Reference 204481", Outcome::Sure, "204481");
    // Figures alone are no reference, nor is part of a longer one.
    case(
        "plan.docx",
        "7 sessions, 204481 in all",
        Outcome::Nobody,
        "",
    );
    case(
        "plan.docx",
        "Our ref: K-1042-9 and XK-1042",
        Outcome::Nobody,
        "",
    );
    case(
        "plan.docx",
        "UPN B801200005001\nName: Amara Okafor\nDate of birth: 3 March 2015",
        Outcome::Sure,
        "K-1042",
    );
}

#[test]
fn another_birth_date_or_name_makes_it_wait() {
    for text in [
        "UPN B801200005001, date of birth 4 March 2015",
        "UPN B801200005001\nName: James Smith",
        "UPN B801200005001\nName: Ada Okafor\nDOB: 3.3.15",
    ] {
        let (outcome, near, why) = one("plan.docx", text);
        assert_ne!(outcome, Outcome::Sure, "{text}: {near:?}: {why}");
    }
    case(
        "K-1044 plan.docx",
        "Name: Amara Okafor\nDate of birth: 03/03/2015\nUPN B801200005001",
        Outcome::Several,
        "K-1042",
    );
    case(
        "K-1043 plan.docx",
        "Amara Okafor is eleven.",
        Outcome::Proposed,
        "K-1043",
    );
    case(
        "K-1043 plan.docx",
        "UPN B801200005001.",
        Outcome::Several,
        "K-1043",
    );
}

#[test]
fn a_name_with_its_birth_date_is_proposed() {
    for text in [
        "Amara Okafor, born 3 March 2015",
        "OKAFOR, Amara Grace\nDOB 03.03.15",
        "Name: Amara Okafor\nBorn on 3rd March 2015",
    ] {
        case("plan.docx", text, Outcome::Proposed, "K-1042");
    }
    case(
        "plan.docx",
        "Zoe Nunez-O’Brien, 14/02/2011",
        Outcome::Proposed,
        "K-1046",
    );
    case(
        "NUNEZ O'BRIEN Zoe.docx",
        "born 14 Feb 2011",
        Outcome::Proposed,
        "K-1046",
    );
    case(
        "plan.docx",
        "Name: Sam Price\nDOB: 7/6/10",
        Outcome::Proposed,
        "K-104",
    );
    case(
        "plan.docx",
        "James Brown, born 1 May 2016",
        Outcome::Proposed,
        "K-1045",
    );
    case(
        "plan.docx",
        "Amara Okafor and Ada Okafor, both born 3 March 2015",
        Outcome::Several,
        "K-1042",
    );
}

#[test]
fn a_name_alone_or_a_day_alone_is_nobodys() {
    case(
        "plan.docx",
        "James Brown likes music.",
        Outcome::Nobody,
        "K-1044",
    );
    case("Price Samuel.docx", "A plan.", Outcome::Nobody, "K-104");
    case(
        "plan.docx",
        "Reviewed on 3 March 2015.",
        Outcome::Nobody,
        "",
    );
    case(
        "plan.docx",
        "Amina Okafor\nDate of birth 3 March 2015",
        Outcome::Nobody,
        "K-1042",
    );
    let (_, _, why) = one("plan.docx", "A plan.");
    assert_eq!(
        why,
        "no mark of a pupil of the caseload in its name or on its first pages"
    );
}

#[test]
fn a_siblings_number_is_not_the_pupils() {
    let text =
        "Name: Ada Okafor\nDate of birth: 3 March 2015\nSibling: Amara Okafor, UPN B801200005001";
    case("plan.docx", text, Outcome::Proposed, "K-1043");
    let text = "Name: Ada Okafor\nDate of birth: 3 March 2015\nIn the household: UPN B801200005001";
    let (outcome, near, _) = one("plan.docx", text);
    assert_ne!(outcome, Outcome::Sure, "{near:?}");
    case("K-1043.docx", text, Outcome::Sure, "K-1043");
}

#[test]
fn the_nearest_say_why() {
    let crowd = crowd();
    let text = "Name: Amina Okafor\nDate of birth: 3 March 2015";
    let found = find(
        &[Document {
            file: "plan.docx",
            text,
        }],
        &crowd,
        &mut unwatched,
    )
    .unwrap()
    .remove(0);
    assert_eq!(
        found.words(&crowd),
        "no number, and no name with its birth date, of a pupil of the caseload; nearest: \
         K-1042 (surname and birth date agree; forename differs), K-1043 (surname and birth date agree; forename differs)"
    );
    let text = "UPN B801200005001\nName: James Smith";
    let found = find(
        &[Document {
            file: "plan.docx",
            text,
        }],
        &crowd,
        &mut unwatched,
    )
    .unwrap()
    .remove(0);
    assert_eq!(
        found.nearest[0].likeness.words(),
        "UPN agrees; it names somebody else"
    );
}

#[test]
fn of_two_documents_of_one_pupil_neither_goes_in_by_itself() {
    let crowd = crowd();
    let outcomes = |documents: &[(&str, &str)]| -> Vec<Outcome> {
        let documents: Vec<Document<'_>> = documents
            .iter()
            .map(|(file, text)| Document { file, text })
            .collect();
        find(&documents, &crowd, &mut unwatched)
            .unwrap()
            .iter()
            .map(|one| one.outcome)
            .collect()
    };
    assert_eq!(
        outcomes(&[
            ("K-104 a.txt", "one"),
            ("K-104 b.txt", "two"),
            ("7.txt", "three")
        ]),
        [Outcome::Several, Outcome::Several, Outcome::Sure]
    );
    assert_eq!(
        outcomes(&[("K-104 v1.txt", "one"), ("K-104 v2.txt", "two")]),
        [Outcome::Several, Outcome::Proposed]
    );
    assert_eq!(
        outcomes(&[("K-104.txt", "one"), ("K-104.docx", "one")]),
        [Outcome::Sure, Outcome::Sure]
    );
}

proptest! {
    /// Whatever stands in a document, it goes in by itself only with a number of the pupil's.
    #[test]
    fn nobody_is_sure_without_a_number(
        file in "[A-Za-z0-9 _./-]{0,20}",
        words in prop::collection::vec(
            prop::sample::select(vec![
                "Amara", "Ada", "Okafor", "James", "Brown", "Name:", "DOB", "3.3.15", "30/11/2012", "UPN",
                "B801200005001", "K-1043", "ref", "204481", "sister", "\n", "\t", "|", "’s", "Zoë", "-", "ß",
            ]),
            0..24,
        ),
        noise in "\\PC{0,12}",
    ) {
        let crowd = crowd();
        let text = format!("{} {noise}", words.join(" "));
        let found = find(&[Document { file: &file, text: &text }], &crowd, &mut unwatched).unwrap().remove(0);
        if let Some(pupil) = found.sure() {
            let likeness = found.nearest[0].likeness;
            prop_assert!(likeness.filed || likeness.number.is_some(), "{text}: {}", crowd.said(pupil));
            prop_assert!(likeness.birth != Birth::Differs && likeness.name != NameMark::Other);
        }
    }
}
