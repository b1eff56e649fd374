//! What is found after a disk's error of which nobody knows whether it came before the record or after.

use super::super::turn::Found;
use super::*;
use crate::domain::draft::Step;
use crate::domain::judgement::{CannotMap, CannotMapWhy};
use crate::workspace::{Wish, unwatched};

/// The draft of one of two pupils, which says that the plan cannot be mapped, kept.
fn drafted(turns: &mut Turns, folder: &Path, reference: &str) -> Box<Draft> {
    let now = turns.desk.clock.now();
    let workspace = &mut turns.desk.workspace;
    for (name, table) in [("first.csv", TABLE), ("later.csv", LATER)] {
        let table = file(folder, name, table);
        workspace
            .import(&[table.into()], Wish::default(), now, &mut unwatched)
            .unwrap();
    }
    let pupil = workspace.pupil(reference).unwrap();
    let mut draft = workspace.case(&pupil, now).unwrap().draft;
    draft.take(Step::CannotMap(Some(CannotMap {
        why: CannotMapWhy::VagueSectionF,
        note: Some("says nothing".to_owned()),
    })));
    workspace.save(&draft, now).unwrap();
    Box::new(draft)
}

#[test]
fn a_mapping_is_looked_for_itself_whatever_else_was_recorded_meanwhile() {
    let (folder, mut turns, messages) = turns(true);
    let other = drafted(&mut turns, folder.path(), "K-2");
    let draft = drafted(&mut turns, folder.path(), "K-1");
    let since = turns.desk.clock.now();
    let record = Request::Record(draft.clone());
    turns.desk.workspace.record_draft(&other, since).unwrap();
    let found = turns.looked_for(&record, since);
    assert!(matches!(found, Found::NotDone), "{found:?}");
    assert!(messages.try_recv().is_err());

    let mapping = turns.desk.workspace.record_draft(&draft, since).unwrap();
    let Found::Done(Reply::Recorded(found)) = turns.looked_for(&record, since) else {
        panic!("it is recorded");
    };
    assert_eq!(found.id, mapping.id);
    let said = messages.try_recv().unwrap();
    assert!(matches!(said, Msg::Say(words) if words.contains("it is recorded")));
    // Of what was recorded before nobody knows that it was this.
    let later = mapping.recorded.plus_millis(1);
    let found = turns.looked_for(&record, later);
    assert!(matches!(found, Found::Unknown), "{found:?}");
}

#[test]
fn of_what_cannot_be_told_from_others_it_is_said_that_it_is_not_known() {
    let (folder, mut turns, _messages) = turns(true);
    let draft = drafted(&mut turns, folder.path(), "K-1");
    let now = turns.desk.clock.now();
    let kept = turns.looked_for(&Request::Save(draft.clone()), now);
    assert!(matches!(kept, Found::Done(Reply::Saved(_))), "{kept:?}");
    let mapping = turns.desk.workspace.record_draft(&draft, now).unwrap();
    let lift = Request::Lift("Ada".to_owned(), "enough".to_owned());
    for request in [
        lift,
        Request::Withdraw(mapping.id, "wrong pupil".to_owned()),
    ] {
        let found = turns.looked_for(&request, now);
        assert!(matches!(found, Found::Unknown), "{found:?}");
    }
}
