//! Erasures in one workspace: no byte of the person is left, every number and the chain stand.

#![expect(
    clippy::disallowed_methods,
    reason = "these tests look for words in the bytes of a workspace's folder"
)]

use std::path::Path;

use tempfile::TempDir;

use super::*;
use crate::domain::erasure::KnownBy;
use crate::domain::identity::Upn;
use crate::domain::paper::Fate;
use crate::store::batch::{Conflict, Incoming};
use crate::store::fixtures::{
    at, batch, cannot, draft, framework, import, incoming, officer, open, order, plan, pupil,
    sheet, workspace,
};
use crate::store::{IncomingPlan, Rev};

const UPN: &str = "B801200005001";
const WORDS: &str = "Marmalade trains her hearing daily";

/// Somebody whose every word is theirs alone.
fn amara(row: usize) -> Incoming {
    let mut one = incoming("Q-7781", row);
    one.facts.forename = Some("Amaranth".to_owned());
    one.facts.surname = Some("Quillfeather".to_owned());
    one.facts.upn = Upn::read(UPN);
    one.facts.school = Some("Wexcombe Primary".to_owned());
    one.plan = Some(IncomingPlan {
        source: "Quillfeather plan.docx".to_owned(),
        ..plan(WORDS)
    });
    one
}

/// What must not be left of her.
const TRACES: [&str; 7] = [
    "Amaranth",
    "Quillfeather",
    UPN,
    "Q-7781",
    "Marmalade",
    "Wexcombe",
    "said her mother",
];

/// A workspace with two others and her, mapped twice, taken back once, with a draft, a cohort and documents.
fn house() -> (TempDir, Store, PupilId) {
    let (folder, mut store) = workspace(2);
    import(&mut store, order(at(1)), &[batch(vec![amara(4)])], &[]).unwrap();
    let one = pupil(&store, "Q-7781");
    let mut mapped = sheet(&store, &one, "3");
    mapped.judged.judgements[0].note = Some("said her mother".to_owned());
    mapped.provisions[0].text = WORDS.to_owned();
    let first = store.record(mapped, None, at(2)).unwrap();
    store
        .withdraw(&first.id, &officer(), "said her mother", at(3))
        .unwrap();
    store.record(sheet(&store, &one, "4"), None, at(4)).unwrap();
    let mut unfinished = draft(&one);
    unfinished.base[0].text = WORDS.to_owned();
    store.save_draft(&unfinished, Rev::NONE, at(5)).unwrap();
    store
        .set_cohort(&one, Some(-1), &officer(), "said her mother", at(5))
        .unwrap();
    let papers = [
        (
            "Amaranth Quillfeather.txt".to_owned(),
            format!("Amaranth Quillfeather: {WORDS}"),
        ),
        ("other.txt".to_owned(), "Nobody we know.".to_owned()),
    ];
    store.keep_papers(&papers, &officer(), at(6)).unwrap();
    let kept = pupil(&store, "K-1");
    let other = sheet(&store, &kept, "3");
    store.record(other, None, at(7)).unwrap();
    (folder, store, one)
}

fn erase(store: &mut Store, one: &PupilId, minute: i64) -> Erased {
    let asked = std::slice::from_ref(one);
    let erased = store.erase(
        asked,
        &officer(),
        "asked for",
        at(minute),
        &mut |_, _, _| Ok(()),
    );
    erased.unwrap().remove(0)
}

/// Which of her traces lie in any file of a folder.
fn traces(folder: &Path) -> Vec<&'static str> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let lies = |trace: &&&str| {
            bytes
                .windows(trace.len())
                .any(|part| part == trace.as_bytes())
        };
        found.extend(TRACES.iter().filter(lies));
    }
    found
}

#[test]
fn no_byte_of_who_it_was_is_left_and_every_number_stands() {
    let (folder, mut store, one) = house();
    assert!(traces(folder.path()).len() >= TRACES.len());
    let before = store.entry(&one, &framework()).unwrap().unwrap();
    let account = erase(&mut store, &one, 10);
    assert!(store.scrub(&mut |_, _, _| Ok(())).unwrap());
    assert_eq!(traces(folder.path()), [""; 0]);
    assert_eq!(
        (account.facts, account.plans, account.words, account.drafts),
        (1, 1, 3, 1)
    );
    assert_eq!((account.documents, account.elsewhere), (1, vec![]));
    let after = store.entry(&one, &framework()).unwrap().unwrap();
    assert_eq!(after.mappings, before.mappings);
    assert_eq!(after.facts.reference, kept_as(&one));
    assert_eq!(after.facts.setting, before.facts.setting);
    assert_eq!(after.out_of_cohort, Some(-1));
    let mapping = store.mapping(&after.mappings[0].id).unwrap().unwrap();
    assert_eq!(mapping.sheet.outcome.unwrap().tariff.as_str(), "T3");
    assert_eq!(mapping.sheet.provisions[0].dose.amount, "12.5".parse().ok());
    assert_eq!(store.verified().unwrap().faults, []);
    assert_eq!(store.papers().unwrap().len(), 1);
    let told = store.erasures().unwrap();
    assert_eq!((told.len(), told[0].reason.as_str()), (1, "asked for"));
    assert!(!store.history(&one).unwrap().is_empty());
}

#[test]
fn a_file_that_names_them_again_does_not_bring_them_back() {
    let (_folder, mut store, one) = house();
    erase(&mut store, &one, 10);
    let again = |store: &mut Store, change: fn(&mut Incoming)| {
        let mut incoming = amara(9);
        change(&mut incoming);
        let taken = import(store, order(at(11)), &[batch(vec![incoming])], &[]).unwrap();
        taken.files[0].conflicts.clone()
    };
    let changes: [fn(&mut Incoming); 3] = [
        |_| {},
        // By the UPN alone, then by name and birth date alone.
        |one| one.facts.reference = crate::domain::identity::PupilRef::new("N-1"),
        |one| {
            one.facts.reference = crate::domain::identity::PupilRef::new("N-1");
            one.facts.upn = None;
        },
    ];
    let mut told = Vec::new();
    for change in changes {
        let conflicts = again(&mut store, change);
        assert!(
            matches!(conflicts[..], [Conflict::Erased { row: 9, .. }]),
            "{conflicts:?}"
        );
        told.push(conflicts[0].to_string());
    }
    for (told, by) in told.iter().zip(["UPN", "UPN", "names and birth date"]) {
        assert!(
            told.contains(&format!("has the {by} of somebody")),
            "{told}"
        );
    }
    let refused = store.readmit("N-2");
    assert!(matches!(refused, Err(StoreError::NotErased(_))));
    let other = store.readmit("Quillfeather, Amaranth, 2015-03-05");
    assert!(matches!(other, Err(StoreError::NotErased(_))));
    // What stood in the file lets them in again, whatever they were known by.
    store.readmit(" Quillfeather, amaranth,2015-03-04").unwrap();
    assert_eq!(again(&mut store, |_| {}), []);
    assert_ne!(pupil(&store, "Q-7781"), one);
    assert_eq!(store.verified().unwrap().faults, []);
}

#[test]
fn whom_nothing_was_mapped_of_is_nobodys_to_map() {
    let (_folder, mut store) = workspace(2);
    let one = pupil(&store, "K-2");
    erase(&mut store, &one, 10);
    let entry = store.entry(&one, &framework()).unwrap().unwrap();
    assert_eq!(entry.facts.plan_ceased, Some(at(10).day()));
    let refused = store.record(cannot(&store, &one), None, at(11));
    assert!(matches!(refused, Err(StoreError::Erased(_))));
    let asked = [one];
    let again = store.erase(&asked, &officer(), "", at(12), &mut |_, _, _| Ok(()));
    assert!(matches!(again, Err(StoreError::Erased(_))));
    assert_eq!(store.verified().unwrap().faults, []);
}

#[test]
fn others_records_that_name_them_are_told() {
    let (_folder, mut store, one) = house();
    let other = pupil(&store, "K-2");
    let mut sibling = sheet(&store, &other, "3");
    sibling.judged.judgements[0].note = Some("with her sister Amaranth Quillfeather".to_owned());
    let recorded = store.record(sibling, None, at(8)).unwrap();
    assert_eq!(erase(&mut store, &one, 10).elsewhere, [recorded.id]);
}

#[test]
fn a_document_of_nobodys_can_go_once_somebody_was_erased() {
    let (_folder, mut store, one) = house();
    let other = store.papers().unwrap()[1].id;
    let early = store.erase_papers(&[other], at(9));
    assert!(matches!(early, Err(StoreError::NobodyErased)));
    erase(&mut store, &one, 10);
    let to = Fate::Given(pupil(&store, "K-2"));
    store.settle_paper(other, &to, &officer(), at(11)).unwrap();
    let settled = store.erase_papers(&[other], at(12));
    assert!(matches!(settled, Err(StoreError::PaperSettled(_))));
    (store.settle_paper(other, &Fate::Waiting, &officer(), at(13))).unwrap();
    store.erase_papers(&[other], at(14)).unwrap();
    assert_eq!(store.papers().unwrap(), []);
    let twice = store.erase_papers(&[other], at(15));
    assert!(matches!(twice, Err(StoreError::UnknownPaper(_))));
    assert_eq!(store.verified().unwrap().faults, []);
}

#[test]
fn a_document_that_names_them_is_known_again() {
    let (_folder, mut store, one) = house();
    erase(&mut store, &one, 10);
    let shunned = store.shunned().unwrap().unwrap();
    let by = |file: &str, text: &str| shunned.named_in(file, text);
    let upn = format!("UPN: {}.", UPN.to_lowercase());
    assert_eq!(by("scan.txt", &upn), Some(KnownBy::Upn));
    assert_eq!(by("q-7781 plan.docx", ""), Some(KnownBy::Reference));
    let born = "Quillfeather, Amaranth; born 4 March 2015.";
    assert_eq!(by("scan.txt", born), Some(KnownBy::Birth));
    let born = "Amaranth Jo Quillfeather was born on 4 March 2015.";
    assert_eq!(by("scan.txt", born), Some(KnownBy::Birth));
    assert_eq!(by("AMARANTH-quillfeather.pdf", ""), Some(KnownBy::Names));
    assert_eq!(
        by("scan.txt", "Name: Amaranth Quillfeather"),
        Some(KnownBy::Names)
    );
    // A sister's plan may speak of her.
    assert_eq!(
        by("Ben.docx", "Ben lives with Amaranth Quillfeather."),
        None
    );
    assert_eq!(by("Q-77810.docx", "Quillfeather, born 4 March 2015"), None);
}

#[test]
fn nothing_goes_without_an_erasure() {
    let (_folder, store, one) = house();
    for sql in [
        "DELETE FROM pupil_version",
        "UPDATE plan SET text = '', source = '', version = NULL, digest = zeroblob(32)",
        "DELETE FROM cohort",
        "DELETE FROM paper_text",
        "DELETE FROM paper",
        "DELETE FROM payload",
        "UPDATE import SET file = 'erased', digest = zeroblob(32)",
    ] {
        assert!(store.db.execute_batch(sql).is_err(), "{sql}");
    }
    drop((store, one));
}

#[test]
fn what_is_erased_without_a_signed_record_is_a_fault() {
    let (_folder, mut store, one) = house();
    erase(&mut store, &one, 10);
    let faults = |sql: &str| {
        let part = store.db.unchecked_transaction().unwrap();
        part.execute_batch(sql).unwrap();
        store.verified().unwrap().faults.len()
    };
    assert!(faults("DROP TRIGGER erased_is_not_removed; DELETE FROM erased") > 3);
    assert!(faults("UPDATE pupil SET upn = 'B801200005001' WHERE ref LIKE 'erased%'") > 0);
    assert!(faults("INSERT INTO payload SELECT record, x'00', '{}' FROM erasure") > 0);
    assert!(faults("INSERT INTO erasure SELECT record, 0 FROM payload") > 0);
}

#[test]
fn a_workspace_of_an_earlier_opening_erases_too() {
    let (folder, store, one) = house();
    drop(store);
    let mut store = open(folder.path(), 9);
    erase(&mut store, &one, 10);
    let paper = store.papers().unwrap()[0].id;
    let refused = store.settle_paper(paper, &Fate::Given(one), &officer(), at(12));
    assert!(matches!(refused, Err(StoreError::Erased(_))));
    assert!(store.scrub(&mut |_, _, _| Ok(())).unwrap());
    assert_eq!(traces(folder.path()), [""; 0]);
}
