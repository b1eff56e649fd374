//! Caseload tables as authorities write them, and as nobody should.

use std::io::Cursor;

use proptest::prelude::*;

use super::super::fault::Fault;
use super::*;
use crate::domain::account::Remark;
use crate::domain::columns::ColumnMap;
use crate::domain::day::Day;
use crate::domain::identity::{PupilRef, Upn};
use crate::domain::pupil::{Facts, PhaseTransfer, PlacementChange};

fn today() -> Day {
    "2026-01-12".parse().unwrap()
}

/// All that a table holds.
#[derive(Debug)]
pub(super) struct Whole {
    pub(super) pupils: Vec<ReadPupil>,
    pub(super) rejected: Vec<Remark>,
    pub(super) turned_away: Vec<TurnedAway>,
    pub(super) warnings: Vec<Remark>,
    count: usize,
}

/// Reads a table as an import does, but keeps everybody; the pupils in the order of their rows.
pub(super) fn whole(
    opened: Opened<'_>,
    today: Day,
    map: Option<&ColumnMap>,
) -> Result<Whole, Fault> {
    let mut rows = opened.look(today, map, &mut |_| Ok::<_, Fault>(()))?;
    let mut pupils = Vec::new();
    let aside = rows.pupils(&mut |pupil| {
        pupils.push(pupil);
        Ok::<_, Fault>(())
    })?;
    pupils.sort_by_key(|pupil: &ReadPupil| pupil.row);
    Ok(Whole {
        count: pupils.len() + aside.rejected.len(),
        pupils,
        rejected: aside.rejected,
        turned_away: aside.turned_away,
        warnings: aside.warnings,
    })
}

fn read(bytes: &[u8]) -> Result<Whole, Fault> {
    whole(
        Opened::of("caseload.csv", Cursor::new(bytes))?,
        today(),
        None,
    )
}

fn taken(text: &str) -> Whole {
    read(text.as_bytes()).unwrap()
}

/// The remarks as sentences, without the file's name.
fn said(remarks: &[Remark]) -> Vec<String> {
    let sentence = |remark: &Remark| {
        let sentence = remark.to_string();
        sentence.trim_start_matches("caseload.csv, ").to_owned()
    };
    remarks.iter().map(sentence).collect()
}

#[test]
fn every_column_is_read() {
    let read = taken(
        "Ref,UPN,Surname,Forename,Date of birth,Sex,Ethnicity,NCY,URN,School,Setting,District,Community,Need 1,Need 2,\
         Plan start,Plan version,Last review,Review due,Phase transfer,Phase transfer due,Next URN,Next setting,Next from,\
         Placement status,Placement change,Current top-up,Current EPN,ULN,UKPRN,SEN setting,Base,Home authority,Plan ceased,Cease reason,Section F\n\
         K-1,B801200005001,Okafor,Amara,28/02/2015,F,WBRI,Y6,118456,Hill School,mainstream,Ashford,North,SLCN,ASD,\
         2022-Sep-28 00:00:00,3,2025-03-01,45000,yes,2026-02-15,118999,special,01-09-2026,named,13/11/2025,\"£6,000.50\",0,9276308686,10001234,OLA,SEN unit,886,14/11/2025,2,\"1. TA\n2. SaLT\"\n",
    );
    assert_eq!(said(&read.rejected), [""; 0]);
    assert_eq!(said(&read.warnings), [""; 0]);
    let pupil = &read.pupils[0];
    assert_eq!(
        (pupil.row, pupil.section_f.as_deref()),
        (2, Some("1. TA\n2. SaLT"))
    );
    let facts = serde_json::to_value(&pupil.facts).unwrap();
    assert_eq!(
        facts,
        serde_json::json!({"reference": "K-1", "upn": "B801200005001", "surname": "Okafor", "forename": "Amara",
            "dob": "2015-02-28", "sex": "F", "ethnicity": "WBRI", "year_group": 6, "urn": "118456",
            "school": "Hill School", "setting": "mainstream", "district": "Ashford", "community": "North",
            "need_1": "SLCN", "need_2": "ASD", "plan_start": "2022-09-28", "plan_version": "3",
            "last_review": "2025-03-01", "review_due": "2023-03-15", "phase_transfer": {"yes": null},
            "phase_transfer_due": "2026-02-15", "next_urn": "118999", "next_setting": "special",
            "next_from": "2026-09-01", "placement_status": "named",
            "placement_change": {"requested": "2025-11-13"}, "current_top_up": 600_050, "current_epn": 0,
            "uln": "9276308686", "ukprn": "10001234", "sen_setting": "OLA", "base": "sen_unit", "authority": "886",
            "plan_ceased": "2025-11-14", "cease_reason": "2"})
    );
}

#[test]
fn blanks_are_nothing_said() {
    let read = taken(
        "ref,upn,dob,phase_transfer,placement_change,section_f\nK-1,,,,,\n\n,,,,,\nK-2,,,Y11 to college,no,\n",
    );
    assert_eq!(read.pupils.len(), 2);
    assert_eq!(read.pupils[0].facts, Facts::unknown(PupilRef::new("K-1")));
    assert_eq!(read.pupils[1].row, 5);
    let transfer = PhaseTransfer::Yes(Some("Y11 to college".into()));
    assert_eq!(read.pupils[1].facts.phase_transfer, transfer);
    assert_eq!(read.pupils[1].facts.placement_change, PlacementChange::No);
}

#[test]
fn cells_that_cannot_be_read_are_warned_of_and_left_out() {
    let read = taken(
        "ref,upn,year_group,setting,current_top_up,review_due,colour\nK-1,B80120,six,boat,lots,soon,red\n",
    );
    assert_eq!(read.pupils.len(), 1);
    assert_eq!(
        said(&read.warnings),
        [
            "row 1, column \"colour\": column 7 is no column of a caseload; it was not read",
            "row 2, column \"upn\": \"B80120\" is not a UPN, which is a letter, eleven figures and a figure or a letter; it was left out",
            "row 2, column \"year_group\": \"six\" is no year group; write the national curriculum year, Reception as 0; it was left out",
            "row 2, column \"setting\": \"boat\" is no kind of place; write mainstream, srp, special, independent, nmss, ap, fe, early_years or elsewhere; it was left out",
            "row 2, column \"review_due\": \"soon\" is not a date; write it as 2015-02-28 or 28/02/2015; it was left out",
            "row 2, column \"current_top_up\": \"lots\" is not an amount in pounds and pence from 0; write it as 6000 or £6,000.50; it was left out",
        ]
    );
}

#[track_caller]
fn rejected(text: &str, pupils: usize, expected: &[&str]) {
    let read = taken(text);
    assert_eq!(said(&read.rejected), expected);
    assert_eq!(read.pupils.len(), pupils);
}

#[test]
fn pupils_nobody_can_place_are_rejected_one_by_one() {
    rejected(
        "ref,upn,dob\n,,2015-01-01\nK-2,,31/02/2015\nK-3,,2026-01-13\nK-4,,1815-01-01\n,A80120,\nK-5,,2015-01-01\nK-6\nK-7,y,z,x\n",
        1,
        &[
            "row 2: the row has neither a reference nor a UPN; add one and import again",
            "row 3, column \"dob\": \"31/02/2015\" is a day that never was; correct it and import again",
            "row 4, column \"dob\": \"2026-01-13\" is a birth date yet to come; correct it and import again",
            "row 5, column \"dob\": \"1815-01-01\" is a birth date of more than a century ago; correct it and import again",
            "row 6, column \"upn\": \"A80120\" is not a UPN, which is a letter, eleven figures and a figure or a letter; correct it and import again",
            "row 8: the row has 1 cells where the header has 3, so they cannot be told apart; correct it and import again",
            "row 9: the row has 4 cells where the header has 3, so they cannot be told apart; correct it and import again",
        ],
    );
}

#[test]
fn one_pupil_told_twice_is_rejected_naming_both_rows() {
    rejected(
        "ref,upn,dob,surname\nK-1,,2015-01-01,A\nK-2,,2015-01-01,B\nK-1,,2015-01-02,C\n",
        1,
        &[
            "row 2, column \"ref\": \"K-1\" is in row 4 as well, with another dob, surname; keep the right row and import again",
            "row 4, column \"ref\": \"K-1\" is in row 2 as well, with another dob, surname; keep the right row and import again",
        ],
    );
    rejected(
        "ref,surname\nK-1,A\nK-1,B\nK-1,A\nK-1,C\nK-2,C\n",
        1,
        &[
            "row 2, column \"ref\": \"K-1\" is in row 3 as well, with another surname; keep the right row and import again",
            "row 3, column \"ref\": \"K-1\" is in row 2 as well, with another surname; keep the right row and import again",
            "row 4, column \"ref\": \"K-1\" is in row 2 as well, which is rejected; a pupil is taken in whole or not at all, so correct row 2 and import again",
            "row 5, column \"ref\": \"K-1\" is in row 2 as well, with another surname; keep the right row and import again",
        ],
    );
    rejected(
        "upn,dob\nB801200005001,2015-01-01\nb801200005001,2015-01-02\n",
        0,
        &[
            "row 2, column \"upn\": \"b801200005001\" is in row 3 as well, with another dob; keep the right row and import again",
            "row 3, column \"upn\": \"b801200005001\" is in row 2 as well, with another dob; keep the right row and import again",
        ],
    );
    rejected(
        "ref,upn,dob\nK-1,B801200005001,2015-01-01\nK-2,B801200005001,2015-01-02\nK-3,,\n",
        1,
        &[
            "row 2, column \"upn\": \"B801200005001\" is in row 3 as well, under another reference; correct the one that is wrong and import again",
            "row 3, column \"upn\": \"B801200005001\" is in row 2 as well, under another reference; correct the one that is wrong and import again",
        ],
    );
}

#[test]
fn one_row_may_know_the_reference_and_another_the_upn() {
    let read =
        taken("ref,upn,dob\n,B801200005001,2015-01-01\nK-1,B801200005001,2015-01-01\nK-1,,\n");
    assert_eq!(said(&read.rejected), [""; 0]);
    assert_eq!(read.pupils.len(), 1);
    assert_eq!(read.pupils[0].facts.reference.as_str(), "K-1");
}

#[test]
fn a_wrong_check_letter_is_a_warning_with_the_right_one() {
    let read = taken("upn\nA801200005001\n");
    assert_eq!(read.pupils[0].facts.reference.as_str(), "A801200005001");
    assert_eq!(
        said(&read.warnings),
        [
            "row 2, column \"upn\": \"A801200005001\" has the wrong check letter: with these figures it would be B; compare it with the school's record"
        ]
    );
}

#[test]
fn the_rows_of_one_pupil_become_one_plan() {
    let read = taken(
        "ref,dob,section_f,who,how often,how long,ratio\n\
         K-1,2015-01-01,Talk,SaLT,weekly,30 min,1:1\nK-2,,Plain,,,,\nK-1,2015-01-01,Read,TA,daily,15 min,1:1\n\
         K-1,,Write,TA,daily,10 min,\nK-2,,More,,,,\nK-2,,More,,,,\n",
    );
    assert_eq!(read.count, 2);
    assert_eq!(
        read.pupils[0].section_f.as_deref(),
        Some(
            "Provision\tWho\tHow often\tHow long\tRatio\nTalk\tSaLT\tweekly\t30 min\t1:1\nRead\tTA\tdaily\t15 min\t1:1\nWrite\tTA\tdaily\t10 min\t"
        )
    );
    assert_eq!(read.pupils[1].section_f.as_deref(), Some("Plain\nMore"));
    assert_eq!(
        said(&read.warnings),
        [
            "row 7, column \"ref\": \"K-2\" is in row 3 as well, with the same words; this row was not read"
        ]
    );
}

#[test]
fn a_pupil_with_one_damaged_row_is_not_taken_in_part() {
    rejected(
        "ref,dob,section_f\nK-1,2015-01-01,One\nK-1,2015-01-01,Two,three\nK-1,2015-01-01,Four\n",
        0,
        &[
            "row 2, column \"ref\": \"K-1\" is in row 3 as well, which is rejected; a pupil is taken in whole or not at all, so correct row 3 and import again",
            "row 3: the row has 4 cells where the header has 3, so they cannot be told apart; correct it and import again",
            "row 4, column \"ref\": \"K-1\" is in row 3 as well, which is rejected; a pupil is taken in whole or not at all, so correct row 3 and import again",
        ],
    );
}

#[test]
fn a_row_told_twice_in_the_same_words_is_kept_once_and_named() {
    let read = taken("ref,surname\nK-1,A\nK-1,A\nK-2,C\n");
    assert_eq!((read.count, read.pupils.len()), (2, 2));
    assert_eq!(
        said(&read.warnings),
        [
            "row 3, column \"ref\": \"K-1\" is in row 2 as well, with the same words; this row was not read"
        ]
    );
}

#[test]
fn who_is_turned_away_is_known_by_name() {
    let read = taken("ref,upn,surname\nK-1,B801200005001,A\nK-1,,B\nK-2,,C\n");
    let [away] = read.turned_away.as_slice() else {
        panic!("{:?}", read.turned_away);
    };
    assert_eq!(away.reference, PupilRef::new("K-1"));
    assert_eq!(away.upn, Upn::read("B801200005001"));
    assert_eq!(away.remark.row, Some(2));
}

#[test]
fn dates_that_could_be_two_are_settled_by_the_file_or_named() {
    let read = taken("ref,dob,review_due\nK-1,03/04/2015,05/06/2026\nK-2,13/04/2015,07/06/2026\n");
    assert_eq!(said(&read.warnings), [""; 0]);
    assert_eq!(read.pupils[0].facts.dob, "2015-04-03".parse().ok());
    let read = taken("ref,dob\nK-1,03/04/2015\nK-2,05/04/2015\n");
    assert_eq!(read.pupils[0].facts.dob, "2015-04-03".parse().ok());
    assert_eq!(
        said(&read.warnings),
        [
            "row 2, column \"dob\": \"03/04/2015\" could be read two ways, and nothing in the file settles which (and 1 more in this column); it was read with the day first, so compare one with the record"
        ]
    );
    let read = taken("ref,dob,review_due\nK-1,03/04/2015,04/05/2026\nK-2,2015-01-01,04/13/2026\n");
    assert_eq!(
        said(&read.rejected),
        [
            "row 2, column \"dob\": \"03/04/2015\" could be read two ways, and row 3 of column \"review_due\" has its month first; write dates as 2015-04-03"
        ]
    );
    assert_eq!(read.pupils.len(), 1);
    assert_eq!(read.pupils[0].facts.review_due, None);
    assert_eq!(read.warnings.len(), 2);
}

#[test]
fn files_that_are_no_caseload_are_refused_whole() {
    let refused = |bytes: &[u8]| read(bytes).unwrap_err().to_string();
    assert_eq!(
        refused(b"name,dob\nA,2015-01-01\n"),
        "\"caseload.csv\" has neither a column \"ref\" nor a column \"upn\", so no row says which pupil it is; its columns are: \"name\", \"dob\"; `continuum import FILE --columns` shows what each may be, and how to map it"
    );
    assert_eq!(
        refused(b"ref,dob,Date of birth\n"),
        "\"caseload.csv\" has two columns for dob, \"dob\" and \"Date of birth\"; remove one of them"
    );
    assert!(refused(b"").contains("is empty"));
    assert!(refused(b"ref\nK-1\0\n").contains("NUL character in line 2"));
    assert!(refused(b"ref,section_f\nK-1,\"cut").contains("opens a quotation mark in row 2"));
    let nobody = taken("ref\n");
    assert_eq!((nobody.count, nobody.pupils.len()), (0, 0));
}

#[test]
fn a_file_of_which_hardly_a_row_can_be_taken_is_refused_whole() {
    let text = format!("ref,surname\nK-1,Bell\n{}", ",x\n".repeat(100_000));
    let said = read(text.as_bytes()).unwrap_err().to_string();
    let expected = "\"caseload.csv\" is not what it was taken for, or its columns are not: 100,000 of its rows up to row 100002 cannot be taken, the first because of this: caseload.csv, row 3";
    assert!(said.starts_with(expected), "{said}");
    let text = text.trim_end_matches(",x\n").to_owned() + &",x\n".repeat(99_999);
    assert_eq!(taken(&text).rejected.len(), 99_999);
}

proptest! {
    #[test]
    fn nothing_panics(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes);
    }

    #[test]
    fn every_row_of_a_table_is_somebody(
        rows in proptest::collection::vec(("(K-[1-4])?", "([AB]80120000500[12])?", "(0?[1-9]|1[0-9])/0[1-9]/2015|", "[a-c]?"), 0..12)
    ) {
        let mut text = "ref,upn,dob,section_f\n".to_owned();
        for (reference, upn, dob, words) in &rows {
            text.extend([reference, ",", upn, ",", dob, ",", words, "\n"]);
        }
        let read = taken(&text);
        let named: std::collections::BTreeSet<_> =
            rows.iter().map(|row| &row.0).filter(|reference| !reference.is_empty()).collect();
        prop_assert!(read.count >= named.len());
        prop_assert!(read.count <= rows.len());
        for remark in read.rejected.iter().chain(&read.warnings) {
            prop_assert!(remark.row.is_some());
        }
        // Every row is a pupil's or is named, and none is rejected twice.
        let mut away: Vec<_> = read.rejected.iter().map(|remark| remark.row).collect();
        away.dedup();
        prop_assert_eq!(away.len(), read.rejected.len());
        let kept = |row: &&(String, String, String, String)| {
            read.pupils.iter().any(|pupil| {
                let upn = pupil.facts.upn.as_ref().map(Upn::as_str);
                let by_upn = row.0.is_empty() && upn == Some(row.1.as_str());
                pupil.facts.reference.as_str() == row.0 || by_upn
            })
        };
        let said = rows.iter().filter(|row| !row.0.is_empty() || !row.1.is_empty() || !row.2.is_empty() || !row.3.is_empty());
        prop_assert_eq!(said.clone().filter(|row| !kept(row)).count(), read.rejected.len());
    }
}
