//! Backups, verifying and restoring, asked as the screens ask.

use std::path::PathBuf;

use super::*;
use crate::domain::backup::{Listed, Wholeness};
use crate::workspace::{Problem, backups_named};

impl Office {
    fn work(&self) -> PathBuf {
        self.folder.path().join("work")
    }

    fn backed_up(&mut self) -> Listed {
        match self.answer(Request::BackUp) {
            Reply::BackedUp(made) => *made,
            other => panic!("{other:?}"),
        }
    }

    #[track_caller]
    fn refused(&mut self, request: Request) -> String {
        match self.answer(request) {
            Reply::Refused(why) => why,
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_backup_is_made_listed_and_read_through() {
    let mut office = Office::new();
    let made = office.backed_up();
    assert!(made.folder.starts_with(office.work().join("backups")));
    let Reply::Backups(all) = office.answer(Request::Backups) else {
        panic!("the backups are listed");
    };
    assert_eq!(all[0], made);
    let Reply::BackupChecked(found) = office.answer(Request::CheckBackup(made.folder.clone()))
    else {
        panic!("the backup is read through");
    };
    assert_eq!(found.wholeness, Wholeness::Whole);
    file(&made.folder, "workspace.key", "another");
    let Reply::BackupChecked(found) = office.answer(Request::CheckBackup(made.folder)) else {
        panic!("the backup is read through");
    };
    assert!(found.fault().unwrap().contains("of another length"));
    let Reply::Verified(found) = office.answer(Request::Verify) else {
        panic!("the workspace is verified");
    };
    assert_eq!((found.faults.len(), found.stand), (0, found.records));
    assert!(office.worker.finish());
}

#[test]
fn a_restored_workspace_is_the_one_that_goes_on() {
    let mut office = Office::new();
    let made = office.backed_up();
    let later = file(office.folder.path(), "later.csv", LATER);
    let Reply::Began(_) = office.answer(Request::Import(later)) else {
        panic!("the file comes in");
    };
    assert_eq!(office.pupils(), 2);
    let Reply::Loss(loss) = office.answer(Request::Loss(made.folder.clone())) else {
        panic!("what is lost is said");
    };
    assert_eq!((loss.records, &loss.folder), (0, &made.folder));
    let Reply::Restored(told, Some(_)) = office.answer(Request::Restore(made.folder)) else {
        panic!("the backup is restored");
    };
    assert!(
        told.contains("is back: 0 records") && told.contains("before-restore"),
        "{told}"
    );
    assert_eq!(office.pupils(), 1);
    // It is kept in as any other.
    let draft = office.draft();
    assert!(matches!(
        office.answer(Request::Save(draft)),
        Reply::Saved(_)
    ));
    assert!(office.worker.finish());
}

#[test]
fn while_another_window_has_the_workspace_open_nothing_is_restored_and_the_keys_go_on() {
    let mut office = Office::new();
    let made = office.backed_up();
    let other = Workspace::open_existing(&office.work(), Clock::system().now()).unwrap();
    let told = office.refused(Request::Restore(made.folder.clone()));
    assert!(told.contains("open in another window"), "{told}");
    assert_eq!(office.pupils(), 1);
    drop(other);
    assert!(matches!(
        office.answer(Request::Restore(made.folder)),
        Reply::Restored(..)
    ));
    assert!(office.worker.finish());
}

#[test]
fn a_workspace_that_cannot_be_opened_after_all_is_tried_again_with_the_next_request() {
    let mut office = Office::new();
    let made = office.backed_up();
    // As a restoring leaves it that was broken off, and whose plan nobody can read.
    let plan = file(&office.work().join("restoring"), "restore.json", "{");
    let told = office.refused(Request::Restore(made.folder));
    assert!(told.contains("restore.json"), "{told}");
    let told = office.refused(Request::Frameworks);
    assert!(told.contains("broken off half-way"), "{told}");
    crate::workspace::files::clear(Path::new(&plan).parent().unwrap(), &["restore.json"]).unwrap();
    assert_eq!(office.pupils(), 1);
    assert!(office.worker.finish());
}

#[test]
fn a_restoring_is_stopped_and_by_leaving_too() {
    for leaves in [false, true] {
        let mut office = Office::new();
        let made = office.backed_up();
        // Asked beforehand, so that it stops at its first word.
        office.worker.stop(Ticket(office.tickets + 1));
        let restore = office.ask(Request::Restore(made.folder));
        let (folder, now) = (office.work(), Clock::system().now());
        if leaves {
            assert!(office.worker.finish());
        } else {
            let (ticket, reply) = office.heard();
            let stopped = matches!(&reply, Reply::Refused(why) if why.starts_with("Stopped"));
            assert!(stopped && ticket == restore, "{reply:?}");
            assert_eq!(office.pupils(), 1);
            assert!(office.worker.finish());
        }
        let mut after = Workspace::open_existing(&folder, now).unwrap();
        assert_eq!(after.page(&Filter::all(), 0, 9, now).unwrap().total, 1);
        assert_eq!(backups_named(&folder).unwrap().len(), 1);
    }
}

#[test]
fn what_was_restored_is_said_to_whoever_asks_once_it_can_be_opened() {
    for begun in [true, false] {
        let (_folder, mut turns, messages) = turns(begun);
        let told = "The workspace is back; the one from before lies aside.";
        let asked = Some((Ticket(2), Request::Backups));
        turns.go_on(Ticket(1), asked, Ok(told.to_owned()));
        let Msg::Reply(Ticket(2), Reply::Restored(said, opening)) = messages.recv().unwrap() else {
            panic!("it is said what was restored");
        };
        assert_eq!((said.as_str(), opening.is_some()), (told, begun));
        // What was not restored was said before.
        turns.go_on(
            Ticket(1),
            Some((Ticket(3), Request::Backups)),
            Err(Problem::Stopped),
        );
        let answer = messages.recv().unwrap();
        assert!(matches!(answer, Msg::Reply(Ticket(3), Reply::Backups(_))));
    }
}
