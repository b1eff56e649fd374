//! What must hold of every invented caseload.

use std::collections::BTreeSet;
use std::io::Cursor;

use super::*;
use crate::domain::identity::Upn;
use crate::domain::matching::{Crowd, Document, Known, find};
use crate::domain::pace::unwatched;
use crate::exchange::caseload::{Aside, Opened};
use crate::exchange::fault::Fault;
use crate::exchange::table::TableWriter;
use crate::exchange::{docx, plan as plan_text};

fn caseload(pupils: usize, seed: u64) -> Caseload {
    let as_of = "2026-01-12".parse().unwrap();
    invent(&Order {
        pupils,
        seed,
        as_of,
    })
    .unwrap()
}

/// The column of a name, in every row.
fn column<'a>(rows: &'a [Vec<String>], name: &str) -> Vec<&'a str> {
    let place = table::HEADER.iter().position(|one| *one == name);
    rows.iter()
        .map(|row| row[place.unwrap()].as_str())
        .collect()
}

#[test]
fn the_same_order_gives_the_same_and_a_longer_one_only_more() {
    let rows: Vec<_> = caseload(450, 7).rows().collect();
    assert_eq!(rows.len(), 450);
    assert_eq!(rows, caseload(450, 7).rows().collect::<Vec<_>>());
    assert_eq!(rows, caseload(500, 7).rows().take(450).collect::<Vec<_>>());
    assert_ne!(rows, caseload(450, 8).rows().collect::<Vec<_>>());
}

#[test]
fn references_and_pupil_numbers_are_unique_and_right() {
    let rows: Vec<_> = caseload(1200, 7).rows().collect();
    assert!(rows.iter().all(|row| row.len() == table::HEADER.len()));
    let references: BTreeSet<_> = column(&rows, "ref").into_iter().collect();
    assert_eq!(references.len(), rows.len());
    let upns = column(&rows, "upn");
    let given: Vec<_> = upns.iter().filter(|upn| !upn.is_empty()).collect();
    assert!(given.len() > 1000);
    assert!(given.iter().all(|upn| Upn::read(upn).unwrap().checks()));
    assert_eq!(given.iter().collect::<BTreeSet<_>>().len(), given.len());
}

#[test]
fn the_caseload_looks_like_the_county() {
    let rows: Vec<_> = caseload(2000, 7).rows().collect();
    let share = |name: &str, value: &str| {
        let values = column(&rows, name);
        values.iter().filter(|one| **one == value).count() * 1000 / values.len()
    };
    for (name, value, per_mille) in [
        ("setting", "special", 311),
        ("setting", "mainstream", 302),
        ("setting", "srp", 52),
        ("setting", "fe", 143),
        ("need_1", "ASD", 464),
        ("need_1", "SEMH", 187),
        ("need_1", "SLCN", 174),
        ("sex", "M", 717),
        ("last_review", "", 42),
    ] {
        let found = share(name, value);
        assert!(found.abs_diff(per_mille) <= 40, "{name} {value}: {found}");
    }
    let due = column(&rows, "review_due");
    let stale = due.iter().filter(|due| **due < "2026-01-12").count();
    assert!((130..270).contains(&stale), "{stale}");
    let communities: BTreeSet<_> = column(&rows, "community").into_iter().collect();
    assert_eq!(communities.len(), 54, "53 and none");
    let (_, inputs) = RATES
        .iter()
        .find(|(name, _)| *name == "communities.csv")
        .unwrap();
    let named = inputs
        .lines()
        .skip(1)
        .filter_map(|row| row.split(',').next());
    let named: BTreeSet<_> = named.chain([""]).collect();
    assert_eq!(
        named, communities,
        "the Communities that a pot is shared out over"
    );
    for due in column(&rows, "phase_transfer_due") {
        assert!(["", "2026-02-15", "2026-03-31"].contains(&due), "{due}");
    }
    let written = column(&rows, "section_f");
    let without = written.iter().skip(FILES).filter(|text| text.is_empty());
    assert!((20..100).contains(&without.count()));
    assert!(written.iter().take(FILES).all(|text| text.is_empty()));
}

#[test]
fn the_first_pupils_have_files_that_name_them() {
    let caseload = caseload(420, 7);
    let files: Vec<_> = caseload.plan_files().collect();
    assert!((370..400).contains(&files.len()), "{}", files.len());
    let names: BTreeSet<_> = files.iter().map(|file| &file.name).collect();
    assert_eq!(names.len(), files.len());
    let keys: Vec<_> = (0..420)
        .flat_map(|index| {
            let facts = caseload.person(index).facts;
            [
                Some(facts.reference.to_string()),
                facts.upn.map(|upn| upn.as_str().to_owned()),
            ]
        })
        .flatten()
        .collect();
    for file in &files {
        let named = keys.iter().filter(|key| file.name.contains(key.as_str()));
        assert_eq!(named.count(), 1, "{}", file.name);
        let (text, end) = match &file.paper {
            Paper::Document(document) => (document.text(), ".docx"),
            Paper::Text(text) => (text.clone(), ".txt"),
        };
        assert!(
            file.name.ends_with(end) && text.len() > 150,
            "{}",
            file.name
        );
    }
}

#[test]
fn days_follow_one_another() {
    let caseload = caseload(2000, 3);
    for index in 0..2000 {
        let facts = caseload.person(index).facts;
        let (born, start) = (facts.dob.unwrap(), facts.plan_start.unwrap());
        assert!(born < start && start < caseload.world.as_of, "{facts:?}");
        assert!(
            facts
                .last_review
                .is_none_or(|review| start < review && review < caseload.world.as_of)
        );
        let money = facts.current_top_up.map_or(0, |sum| sum.pence() % 100);
        assert_eq!(money, 0);
    }
}

#[test]
fn mappings_were_recorded_one_after_another_before_the_day() {
    let caseload = caseload(1, 7);
    for total in [1, 5, 96, 6190] {
        let moments: Vec<_> = (0..total)
            .map(|nth| caseload.recorded(nth, total))
            .collect();
        assert!(moments.is_sorted(), "{total}");
        assert!(
            moments
                .iter()
                .all(|moment| moment.day() < caseload.world.as_of)
        );
        let days: BTreeSet<_> = moments.iter().map(|moment| moment.day()).collect();
        assert!(days.len() <= LONGEST && days.iter().all(|day| day.is_working()));
    }
}

#[test]
fn the_table_is_read_without_a_fault_and_says_the_same() {
    let invented = caseload(1500, 7);
    let mut bytes = Vec::new();
    let mut table = TableWriter::new(&mut bytes, &Caseload::header()).unwrap();
    for row in invented.rows() {
        table.row(&row).unwrap();
    }
    table.finish().unwrap();
    let (mut ahead, mut counts) = (Vec::new(), Vec::new());
    let taken = invented.each_stretch(&mut |bytes, done| {
        ahead.extend_from_slice(bytes);
        counts.push(done);
        Ok::<_, std::io::Error>(())
    });
    assert!(taken.is_ok() && ahead == bytes, "the same, made ahead");
    assert!(
        counts.is_sorted() && counts.last() == Some(&1500),
        "{counts:?}"
    );
    let opened = Opened::of("caseload.csv", Cursor::new(bytes)).unwrap();
    let look = opened.look(invented.world.as_of, None, &mut |_| Ok::<_, Fault>(()));
    let mut index = 0;
    let aside = look.unwrap().pupils(&mut |pupil| {
        let person = invented.person(index);
        assert_eq!(pupil.facts, person.facts);
        assert_eq!(pupil.section_f.is_some(), person.has_text && index >= FILES);
        index += 1;
        Ok::<_, Fault>(())
    });
    assert_eq!((index, aside.unwrap()), (1500, Aside::default()));
}

#[test]
fn the_files_are_matched_and_read_as_they_were_laid_out() {
    let invented = caseload(450, 7);
    let people: Vec<_> = (0..450).map(|index| invented.person(index)).collect();
    let files: Vec<_> = invented.plan_files().collect();
    let crowd = Crowd::of(people.iter().map(|person| Known::from(&person.facts)));
    for PlanFile { name, paper } in &files {
        let (bytes, text) = match paper {
            Paper::Document(document) => {
                let mut bytes = Vec::new();
                docx::write(document, &mut bytes).unwrap();
                (bytes, document.text())
            }
            Paper::Text(text) => (text.clone().into_bytes(), text.clone()),
        };
        let read = plan_text::text_of(name, &bytes).unwrap();
        assert_eq!(read, text, "{name}");
        let document = Document {
            file: name,
            text: &text,
        };
        let finding = find(&[document], &crowd, &mut unwatched).unwrap().remove(0);
        let pupil = finding
            .sure()
            .unwrap_or_else(|| panic!("{name}: {}", finding.words(&crowd)));
        assert!(people[pupil].has_text && pupil < FILES);
    }
}
