//! Entries beside what was written of their pupils.

use super::*;
use crate::store::Rev;
use crate::store::fixtures::{
    at, batch, draft, framework, import, incoming, officer, order, plan, pupil, sheet, workspace,
};

#[test]
fn an_entry_has_the_latest_of_everything() {
    let (_folder, mut store) = workspace(3);
    let (first, second) = (pupil(&store, "K-1"), pupil(&store, "K-2"));
    let withdrawn = store
        .record(sheet(&store, &first, "3"), None, at(2))
        .unwrap()
        .id;
    store
        .withdraw(&withdrawn, &officer(), "again", at(3))
        .unwrap();
    let stands = store
        .record(sheet(&store, &first, "4"), None, at(4))
        .unwrap();
    store.save_draft(&draft(&second), Rev::NONE, at(5)).unwrap();
    let newer = plan("A newer text.");
    store.add_plan(&second, &newer, at(6)).unwrap();
    let received = store.plan(&second).unwrap().unwrap();
    // The same text again is not a version of its own.
    store.add_plan(&second, &newer, at(7)).unwrap();
    let mut bare = incoming("K-4", 4);
    bare.plan = None;
    import(&mut store, order(at(8)), &[batch(vec![bare])], &[]).unwrap();

    let entries = store.entries(&framework()).unwrap();
    let references: Vec<_> = entries
        .iter()
        .map(|one| one.facts.reference.as_str())
        .collect();
    assert_eq!(references, ["K-1", "K-2", "K-3", "K-4"]);
    let ids: Vec<_> = entries[0].mappings.iter().map(|head| &head.id).collect();
    assert_eq!(ids, [&stands.id]);
    assert_eq!(entries[1].drafts[0].reader, officer());
    assert_eq!(
        entries[1].plan.as_ref().map(|head| &head.id),
        Some(&received.id)
    );
    assert_eq!(
        (entries[3].plan.as_ref(), entries[3].mappings.len()),
        (None, 0)
    );
    for entry in entries {
        assert_eq!(
            store.entry(&entry.pupil, &framework()).unwrap(),
            Some(entry)
        );
    }
}

#[test]
fn another_version_of_the_framework_has_its_own_work() {
    let (_folder, mut store) = workspace(1);
    let id = pupil(&store, "K-1");
    store.record(sheet(&store, &id, "3"), None, at(2)).unwrap();
    let other = FrameworkKey {
        version: "2026.1".into(),
        ..framework()
    };
    assert!(store.entries(&other).unwrap()[0].mappings.is_empty());
    assert!(
        store
            .entry(&PupilId::new("nobody"), &other)
            .unwrap()
            .is_none()
    );
}

#[test]
fn some_entries_are_those_of_everybody() {
    let (_folder, mut store) = workspace(9);
    let (third, fifth) = (pupil(&store, "K-3"), pupil(&store, "K-5"));
    for (minute, level) in [(2, "3"), (3, "4")] {
        let sheet = sheet(&store, &fifth, level);
        store.record(sheet, None, at(minute)).unwrap();
    }
    let mut other = draft(&third);
    store.save_draft(&other, Rev::NONE, at(4)).unwrap();
    other.reader.name = "Bo".into();
    store.save_draft(&other, Rev::NONE, at(5)).unwrap();
    let newer = plan("A newer text.");
    store.add_plan(&third, &newer, at(6)).unwrap();
    let all = store.entries(&framework()).unwrap();
    let readers: Vec<_> = all[2]
        .drafts
        .iter()
        .map(|draft| &draft.reader.name)
        .collect();
    assert_eq!(readers, ["Bo", "Sian Price"]);
    assert_eq!((all[4].mappings.len(), all[4].mappings[0].flags), (2, 1));
    assert!(all[4].mappings[0].recorded < all[4].mappings[1].recorded);
    let mut one_by_one = Vec::new();
    store
        .each_entry(&framework(), &mut |entry| {
            one_by_one.push(entry);
            Ok(())
        })
        .unwrap();
    assert_eq!(one_by_one, all);
    let nobody = PupilId::new("nobody");
    let asked = [fifth.clone(), nobody, third.clone()];
    let some = store.entries_of(&asked, &framework()).unwrap();
    assert_eq!(some, [all[2].clone(), all[4].clone()]);
    let names = store.names_of(&asked).unwrap();
    let names: Vec<_> = (names.iter())
        .map(|(id, reference, name)| (id, reference.as_str(), name.as_str()))
        .collect();
    assert_eq!(
        names,
        [(&third, "K-3", "Okafor"), (&fifth, "K-5", "Okafor")]
    );
    assert!(store.entries_of(&[], &framework()).unwrap().is_empty());
}
