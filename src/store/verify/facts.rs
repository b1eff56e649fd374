//! What no record holds, changed and taken out as somebody with a debugger on the file would: each is reported, and says what
//! still stands.

use tempfile::TempDir;

use crate::domain::digest::Digest;
use crate::domain::pace::unwatched;
use crate::domain::paper::Fate;
use crate::domain::school::{Ages, School, Succession};
use crate::store::fixtures::{
    at, batch, draft, import, incoming, officer, order, plan, pupil, sheet, workspace,
};
use crate::store::{Order, Rev, SchoolBatch, Store};

use super::tests::faults;

fn school(urn: &str, open: bool) -> School {
    School {
        urn: urn.to_owned(),
        name: format!("Hilltop {urn}"),
        authority: Some("886".to_owned()),
        kind: Some(34),
        open,
        closed: None,
        ages: Ages {
            low: Some(4),
            high: Some(11),
        },
        district: Some("Ashford".to_owned()),
        unit: true,
        resourced: false,
    }
}

/// Tells of six pupils what no record holds: a register, somebody out of their cohort, an amended plan, somebody left out of
/// a whole caseload, documents, a draft, and an import that was undone.
pub(super) fn tell(store: &mut Store) {
    let register = SchoolBatch {
        file: "register.csv".to_owned(),
        digest: Digest::of(b"register"),
        kind: "register of schools",
        schools: vec![school("990001", false), school("990002", true)],
        successions: vec![Succession {
            urn: "990001".to_owned(),
            successor: "990002".to_owned(),
        }],
    };
    store
        .register(&register, at(10), false, &mut unwatched)
        .unwrap();
    let [second, fifth, sixth] = ["K-2", "K-5", "K-6"].map(|one| pupil(store, one));
    store
        .set_cohort(&fifth, Some(-1), &officer(), "repeated a year", at(10))
        .unwrap();
    store
        .add_plan(&second, &plan("A TA for 2 hours a day."), at(10))
        .unwrap();
    let mut moved: Vec<_> = (1..=5).map(|n| incoming(&format!("K-{n}"), n)).collect();
    moved[0].facts.urn = Some("990001".to_owned());
    moved[1].facts.forename = Some("Amara".to_owned());
    let whole = Order {
        whole: true,
        ..order(at(10))
    };
    import(store, whole, &[batch(moved)], &[]).unwrap();
    let papers = ["a.txt", "b.txt"].map(|file| (file.to_owned(), format!("{file}: a TA.")));
    store.keep_papers(&papers, &officer(), at(10)).unwrap();
    let paper = store.papers().unwrap()[0].id;
    store
        .settle_paper(paper, &Fate::Given(fifth), &officer(), at(10))
        .unwrap();
    let unfinished = draft(&sixth);
    let rev = store.save_draft(&unfinished, Rev::NONE, at(10)).unwrap();
    store.save_draft(&unfinished, rev, at(10)).unwrap();
    let slip = batch(vec![incoming("K-7", 1)]);
    import(store, order(at(10)), &[slip], &[]).unwrap();
    let last = store.imports().unwrap().remove(0).id;
    store
        .undo_import(&last, &officer(), at(10), &mut |_, _, _| Ok(()))
        .unwrap();
}

fn told() -> (TempDir, Store) {
    let (folder, mut store) = workspace(6);
    tell(&mut store);
    (folder, store)
}

/// Holds that a change is reported with these words, and that nothing but facts is told to be wrong.
#[track_caller]
fn reported(sql: &str, words: &[&str]) {
    let (_folder, store) = told();
    assert_eq!(store.verified().unwrap().faults, []);
    let faults = faults(&store, sql);
    let is_told = |what: &str| words.iter().all(|word| what.contains(word));
    assert!(
        faults.iter().any(|fault| is_told(&fault.what)),
        "{sql}: {faults:#?}"
    );
    let is_fact = faults.iter().all(|fault| fault.fact);
    assert!(is_fact && faults.len() < 4, "{sql}: {faults:#?}");
}

const OF_FIRST: &str = "pupil = (SELECT seq FROM pupil WHERE ref = 'K-2')";

#[test]
fn a_changed_fact_of_a_pupil_is_named_with_its_file_and_row() {
    let first = "id = (SELECT min(id) FROM pupil_version WHERE pupil = (SELECT seq FROM pupil WHERE ref = 'K-2'))";
    let current = "UPDATE pupil_version SET forename = 'Amaro' WHERE forename = 'Amara'";
    let words = [
        "\"caseload.csv\" of 12 Jan 2026, row 2",
        "the ones that count",
        "restore a backup",
    ];
    reported(current, &words);
    for set in [
        "dob = '2014-03-04'",
        "surname = 'Okafar'",
        "need_1 = 'ASD'",
        "line = 3",
    ] {
        let earlier = format!("UPDATE pupil_version SET {set} WHERE {first}");
        reported(&earlier, &["later ones count, and stand"]);
    }
    reported(
        "UPDATE pupil_version SET upn = 'B801200005001' WHERE ref = 'K-3'; UPDATE pupil SET upn = 'B801200005001' WHERE ref = 'K-3'",
        &["the facts of the pupil", "row 3"],
    );
}

#[test]
fn facts_taken_out_and_put_in_are_counted() {
    let earlier = format!(
        "DELETE FROM pupil_version WHERE id = (SELECT min(id) FROM pupil_version WHERE {OF_FIRST})"
    );
    let words = [
        "facts of pupils from \"caseload.csv\" of 12 Jan 2026: written 6, here 5",
        "import the file again",
    ];
    reported(&earlier, &words);
    // A pupil of whom there is nothing else, out of every table.
    let (_folder, mut store) = workspace(1);
    let mut bare = incoming("K-9", 2);
    bare.plan = None;
    import(&mut store, order(at(2)), &[batch(vec![bare])], &[]).unwrap();
    let gone = "DELETE FROM pupil_version WHERE ref = 'K-9'; DELETE FROM pupil WHERE ref = 'K-9'";
    let told = faults(&store, gone);
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(told[0].what.contains("written 1, here 0"), "{told:#?}");
    let put_in = "INSERT INTO school_version (import, urn, name, open, unit, resourced, checksum)
        SELECT import, '990003', 'Nowhere', 1, 0, 0, checksum FROM school_version LIMIT 1";
    let (_folder, store) = self::told();
    assert!(faults(&store, put_in).iter().any(|fault| {
        fault
            .what
            .contains("versions of schools from \"register.csv\" of 12 Jan 2026: written 2, here 3")
    }));
}

#[test]
fn who_left_and_who_was_named_is_checked() {
    let who = "which import named the pupil";
    reported(
        "UPDATE pupil SET departed = NULL WHERE departed IS NOT NULL",
        &[who],
    );
    reported("UPDATE pupil SET named = 1 WHERE ref = 'K-5'", &[who]);
    reported(
        "UPDATE pupil SET undone = NULL WHERE undone IS NOT NULL",
        &[who],
    );
}

#[test]
fn whatever_else_is_told_is_checked() {
    for (sql, said) in [
        (
            "UPDATE school_version SET name = 'Hilltap' WHERE urn = '990002'",
            "the school 990002 (\"register.csv\" of 12 Jan 2026)",
        ),
        (
            "UPDATE school SET now = version",
            "the school 990001 does not point",
        ),
        (
            "UPDATE school_succession SET import = (SELECT min(id) FROM import)",
            "that the school 990002 follows 990001",
        ),
        (
            "UPDATE plan SET received = received + 1 WHERE seq = 1",
            "what is known of the plan",
        ),
        (
            "UPDATE plan SET provisions = 9 WHERE seq = 2",
            "what is known of the plan",
        ),
        ("UPDATE cohort SET years = 1", "out of their cohort"),
        (
            "UPDATE import SET at = at + 86400000 WHERE seq = 1",
            "what is known of the import",
        ),
        (
            "UPDATE import_account SET added = 60 WHERE added = 6",
            "how many the import",
        ),
        ("UPDATE undoing SET reader = 'Somebody'", "by whom and when"),
        (
            "UPDATE draft SET body = body || ' '",
            "the draft of Sian Price",
        ),
        (
            "UPDATE paper SET received = 0 WHERE file = 'b.txt'",
            "what is known of a document",
        ),
        (
            "UPDATE paper_step SET reader = 'Somebody'",
            "what became of a document (\"a.txt\"",
        ),
        (
            "UPDATE paper_text SET text = 'No TA.' WHERE paper = 2",
            "the text of the document 2",
        ),
        (
            "UPDATE checksum SET rows = rows + 1 WHERE rows_of = 'cohort'",
            "words on pupils taught out of their cohort: written 2, here 1",
        ),
        (
            "DELETE FROM departure",
            "notes that a caseload left a pupil out: written 1, here 0",
        ),
    ] {
        reported(sql, &[said]);
    }
}

#[test]
fn a_code_of_somebody_erased_is_checked() {
    let (_folder, mut store) = told();
    let gone = pupil(&store, "K-4");
    let told = &mut |_: &str, _, _| Ok(());
    store
        .erase(&[gone], &officer(), "asked for", at(15), told)
        .unwrap();
    assert_eq!(store.verified().unwrap().faults, []);
    let change =
        "UPDATE erased_mark SET mark = x'00' WHERE mark = (SELECT min(mark) FROM erased_mark)";
    let faults = faults(&store, change);
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert!(faults[0].what.contains("is known again"), "{faults:#?}");
}

#[test]
fn facts_that_come_in_again_count_and_the_changed_ones_are_told_as_earlier() {
    let (_folder, mut store) = told();
    let one = pupil(&store, "K-1");
    store
        .record(sheet(&store, &one, "3"), None, at(11))
        .unwrap();
    let change = "UPDATE pupil_version SET surname = 'Okafar' WHERE id = (SELECT version FROM pupil WHERE ref = 'K-1')";
    let told = faults(&store, change);
    assert!(told[0].what.contains("the ones that count"), "{told:#?}");
    let mut right = incoming("K-1", 1);
    right.facts.urn = Some("990001".to_owned());
    import(&mut store, order(at(12)), &[batch(vec![right])], &[]).unwrap();
    let told = store.verified().unwrap().faults;
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(
        told[0].what.contains("later ones count, and stand"),
        "{told:#?}"
    );
}
