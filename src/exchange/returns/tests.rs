//! What returns give: facts, rejections, warnings, refusals.

use proptest::prelude::*;

use super::*;

fn today() -> Day {
    "2026-01-15".parse().unwrap()
}

/// All that a return holds.
#[derive(Debug)]
struct Whole {
    pupils: Vec<ReadPupil>,
    rejected: Vec<Remark>,
    read: u64,
}

fn whole(mut pupils: Vec<ReadPupil>, aside: Aside) -> Whole {
    pupils.sort_by_key(|pupil| pupil.row);
    Whole {
        read: (pupils.len() + aside.rejected.len()) as u64,
        pupils,
        rejected: aside.rejected,
    }
}

fn read_xml(bytes: &[u8]) -> Result<Whole, Fault> {
    let looked = look("r.xml", bytes, today(), &mut |_| Ok::<_, Fault>(()))?;
    let mut all = Vec::new();
    let aside = pupils("r.xml", bytes, today(), &looked, &mut |pupil| {
        all.push(pupil);
        Ok::<_, Fault>(())
    })?;
    assert!(looked.count() >= all.len() as u64);
    Ok(whole(all, aside))
}

fn xml(text: &str) -> Result<Whole, String> {
    read_xml(text.as_bytes()).map_err(|fault| fault.to_string())
}

/// A return of these persons.
fn of(persons: &str) -> String {
    format!(
        "<Message><Header><Source><LEA>886</LEA></Source></Header><Persons>{persons}</Persons></Message>"
    )
}

const PLACE: &str =
    "<PlacementDetail><URN>118001</URN><PlacementRank>1</PlacementRank></PlacementDetail>";

/// A person of this name and with what else is said of the active plan.
fn person(name: &str, plan: &str) -> String {
    format!(
        "<Person><Surname>{name}</Surname><Forename>A</Forename><PersonBirthDate>2014-10-01</PersonBirthDate><Requests><ActivePlans>{plan}</ActivePlans></Requests></Person>"
    )
}

#[track_caller]
fn refused(text: &str, expected: &str) {
    let fault = xml(text).unwrap_err();
    assert!(fault.contains(expected), "{fault}");
}

#[test]
fn what_is_no_return_is_refused_with_a_sentence() {
    let cut = of(&person("Bell", PLACE));
    refused(
        cut.get(..cut.len() - 30).unwrap(),
        "breaks off or is garbled in line 1",
    );
    refused("<Message><Persons></Message></Persons>", "garbled");
    refused("<Message/>", "no SEN2 return");
    refused("", "is empty");
    refused("<html><p>No.</p></html>", "no SEN2 return");
    refused(
        "<!DOCTYPE m [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\n<Persons/>",
        "document type (DTD) in line 1",
    );
    refused(
        &of("<Person><Surname>\n&file;</Surname></Person>"),
        "entity \"file\" in line 2",
    );
    refused(&of(&"<x>".repeat(100_000)), "more elements in one another");
    refused(
        &of("<Person><Person></Person></Person>"),
        "a person within a person",
    );
    let long = "x".repeat(3 << 20);
    refused(
        &of(&format!("<Person><Surname>{long}</Surname></Person>")),
        "longer than any",
    );
    refused(&of(&format!("<Person {long}></Person>")), "longer than any");
    let many = "<Requests></Requests>".repeat(30_000);
    refused(&of(&format!("<Person>{many}</Person>")), "longer than any");
    refused(
        "<?xml version=\"1.0\" encoding=\"klingon\"?><Persons/>",
        "klingon",
    );
}

#[test]
fn characters_by_number_and_the_five_are_read_and_no_others() {
    let read = xml(&of(&person(
        "O&#39;Neill &amp; &#xC2;&lt;<![CDATA[&x;]]>",
        PLACE,
    )))
    .unwrap();
    let surname = read.pupils[0].facts.surname.as_deref();
    assert_eq!(surname, Some("O'Neill & Â<&x;"));
}

#[test]
fn an_active_plan_is_found_where_a_program_writes_it_further_in() {
    let text = person("Bell", PLACE)
        .replace(
            "<ActivePlans>",
            "<Assessment><NamedPlan></NamedPlan><activeplans>",
        )
        .replace("</ActivePlans>", "</activeplans></Assessment>");
    let read = xml(&of(&text)).unwrap();
    assert_eq!(read.pupils[0].facts.urn.as_deref(), Some("118001"));
    assert_eq!(read.pupils[0].facts.authority.as_deref(), Some("886"));
}

#[test]
fn the_primary_place_is_the_one_not_left_else_the_last_entered() {
    let place = |rank: &str, entry: &str, leaving: &str, urn: &str| {
        format!(
            "<PlacementDetail><PlacementRank>{rank}</PlacementRank><EntryDate>{entry}</EntryDate><LeavingDate>{leaving}</LeavingDate><URN>{urn}</URN></PlacementDetail>"
        )
    };
    let case = |places: &[String], expected: &str| {
        let read = xml(&of(&person("Bell", &places.concat()))).unwrap();
        assert_eq!(read.pupils[0].facts.urn.as_deref(), Some(expected));
    };
    let first = place("1", "2018-09-01", "2019-07-20", "1");
    let second = place("1", "2019-09-01", "2020-07-20", "2");
    let open = place("1", "2017-09-01", "", "3");
    let other = place("2", "2022-09-01", "", "4");
    case(&[first.clone(), second.clone(), other.clone()], "2");
    case(&[open, second, other.clone()], "3");
    case(&[other], "4");
    case(&[first], "1");
}

#[test]
fn a_reference_is_the_same_whatever_the_case_of_the_name() {
    let one = xml(&of(&person("Bell", PLACE))).unwrap();
    let other = xml(&of(&person("BELL", PLACE))).unwrap();
    let name = one.pupils[0].facts.reference.clone();
    assert!(name.as_str().starts_with("SEN2-") && name.as_str().len() == 17);
    assert_eq!(name, other.pupils[0].facts.reference);
}

fn export(change: impl Fn(&str, &str) -> Option<String>) -> Result<ReadExport, String> {
    let tables = [
        (
            "person",
            "persontableid,NativeId,personorderseqcolumn,sourceid,sen2tableid,surname,forename,personbirthdate,upn\n1,n,1,1,9,Bell,Ann,2014-Oct-01 00:00:00,B801200005001\n",
        ),
        (
            "requests",
            "requeststableid,NativeId,requestsorderseqcolumn,sourceid,persontableid,exported\n2,n,1,1,1,\n3,n,2,1,77,\n",
        ),
        (
            "assessment",
            "assessmenttableid,NativeId,assessmentorderseqcolumn,sourceid,requeststableid\n",
        ),
        (
            "namedplan",
            "namedplantableid,NativeId,namedplanorderseqcolumn,sourceid,assessmenttableid\n",
        ),
        (
            "activeplans",
            "activeplanstableid,NativeId,activeplansorderseqcolumn,sourceid,requeststableid,lastreview\n5,n,1,1,2,2025-Feb-30 00:00:00\n",
        ),
    ];
    let files: Vec<(String, Cow<'_, [u8]>)> = tables
        .iter()
        .filter_map(|(name, text)| {
            let bytes = change(name, text)?.into_bytes();
            Some((format!("{name}.csv"), Cow::Owned(bytes)))
        })
        .collect();
    read_collect(&files, today()).map_err(|fault| fault.to_string())
}

#[test]
fn an_export_says_what_is_missing_and_what_hangs_off_nobody() {
    let read = export(|_, text| Some(text.to_owned())).unwrap();
    assert_eq!(
        (read.persons.as_str(), read.pupils.len()),
        ("person.csv", 1)
    );
    let said: Vec<String> = read
        .aside
        .warnings
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        said,
        [
            "person.csv: has no sen2 file beside it, so what that says is not known; export all nine",
            "person.csv: has no plandetail file beside it, so what that says is not known; export all nine",
            "person.csv: has no placementdetail file beside it, so what that says is not known; export all nine",
            "person.csv: has no senneed file beside it, so what that says is not known; export all nine",
            "requests.csv, row 3, column \"persontableid\": \"77\" is no row of the person file, or one that stands there twice; the row was not read, so export again",
            "activeplans.csv, row 2, column \"lastreview\": \"2025-Feb-30 00:00:00\" is a day that never was; it was left out",
            "person.csv, row 2: has a plan without a placement, so it is not known where; add it and import again",
        ]
    );
}

#[test]
fn exports_that_cannot_be_joined_are_refused() {
    let case = |change: &dyn Fn(&str, &str) -> Option<String>, expected: &str| {
        let fault = export(change).err().unwrap();
        assert!(fault.contains(expected), "{fault}");
    };
    case(
        &|name, text| (name != "requests").then(|| text.to_owned()),
        "has no requests file beside it",
    );
    case(
        &|name, text| {
            let person = "persontableid,NativeId\n1,n\n".to_owned();
            Some(if name == "namedplan" {
                person
            } else {
                text.to_owned()
            })
        },
        "is a second person file beside \"person.csv\"",
    );
    case(
        &|_, text| Some(text.replace("requeststableid,N", "x,N")),
        "has no column \"requeststableid\"",
    );
    case(
        &|_, text| Some(text.replace("NativeId", "x")),
        "none of the nine",
    );
}

proptest! {
    #[test]
    fn nothing_panics_and_everybody_is_counted(
        parts in proptest::collection::vec("(<|</)(Person|persons|Requests|ActivePlans|SENneed|URN|x)(>|/>)|&#?[a-z0-9]{1,3};?|[a-z<>&\"]{0,4}|2014-10-0[0-9]", 0..40)
    ) {
        for text in [parts.concat(), of(&parts.concat())] {
            if let Ok(read) = xml(&text) {
                prop_assert_eq!(read.read, (read.pupils.len() + read.rejected.len()) as u64);
            }
        }
    }

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = read_xml(bytes.as_slice());
        let _ = read_collect(&[("a.csv".into(), Cow::Owned(bytes))], today());
    }
}
