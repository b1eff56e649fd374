//! The worker asked as the screens ask it, while long work runs that the test holds at its first word.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "of the replies each test wants one"
)]

mod doubt;
mod keeping;
mod seeds;

use std::path::Path;
use std::sync::mpsc::Receiver;

use super::*;
use crate::domain::draft::Draft;
use crate::domain::worklist::Filter;
use crate::ui::message::{Which, Window};

const TABLE: &str = "ref,surname,forename,year_group,setting,section_f\n\
    K-1,Okafor,Amara,5,mainstream,A TA will read with Amara for 20 minutes a day.\n";

const LATER: &str = "ref,surname,forename,year_group,setting,section_f\n\
    K-2,Bell,Sian,5,mainstream,A TA will help with reading for 1 hour a week.\n";

#[test]
fn a_worker_that_fails_inside_tells_the_loop() {
    let (to, messages) = channel();
    assert!(watched(&to, || {}));
    assert!(messages.try_recv().is_err());
    assert!(!watched(&to, || panic!("a fault of the program")));
    assert!(matches!(messages.try_recv(), Ok(Msg::Stopped)));
}

/// A worker over a workspace with one pupil, and what it tells.
struct Office {
    folder: tempfile::TempDir,
    worker: Worker,
    messages: Receiver<Msg>,
    tickets: u64,
}

impl Office {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let now = Clock::system().now();
        let mut workspace = Workspace::open(&folder.path().join("work"), Some(7), now).unwrap();
        workspace.be("Ada").unwrap();
        let table = file(folder.path(), "first.csv", TABLE);
        workspace
            .import(
                &[table.into()],
                crate::workspace::Wish::default(),
                now,
                &mut crate::workspace::unwatched,
            )
            .unwrap();
        let (to, messages) = channel();
        Self {
            worker: Worker::start(workspace, Clock::system(), to).unwrap(),
            folder,
            messages,
            tickets: 0,
        }
    }

    fn ask(&mut self, request: Request) -> Ticket {
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        self.worker.ask(ticket, request);
        ticket
    }

    /// The next reply, whatever is told of progress before.
    fn heard(&self) -> (Ticket, Reply) {
        loop {
            match self.messages.recv().unwrap() {
                Msg::Reply(ticket, reply) => return (ticket, reply),
                Msg::Progress(_) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    #[track_caller]
    fn answer(&mut self, request: Request) -> Reply {
        let ticket = self.ask(request);
        let (heard, reply) = self.heard();
        assert_eq!(heard, ticket, "{reply:?}");
        reply
    }

    fn pupils(&mut self) -> usize {
        let window = Window {
            filter: Filter::all(),
            from: 0,
            count: 9,
        };
        match self.answer(Request::Worklist(window)) {
            Reply::Worklist(page) => page.total,
            other => panic!("{other:?}"),
        }
    }

    fn draft(&mut self) -> Box<Draft> {
        match self.answer(Request::Open(Which::Reference("K-1".to_owned()))) {
            Reply::Case(case) => Box::new(case.draft),
            other => panic!("{other:?}"),
        }
    }
}

/// A worker without its thread, over a workspace in which somebody may have begun, and what it tells.
fn turns(begun: bool) -> (tempfile::TempDir, Turns, Receiver<Msg>) {
    let folder = tempfile::tempdir().unwrap();
    let now = Clock::system().now();
    let mut workspace = Workspace::open(&folder.path().join("work"), Some(7), now).unwrap();
    if begun {
        workspace.be("Ada").unwrap();
    }
    let ((to, messages), (errands, _)) = (channel(), channel());
    let desk = Desk {
        workspace,
        clock: Clock::system(),
        to,
        job: None,
    };
    (folder, Turns::new(desk, Stop::default(), errands), messages)
}

fn file(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    crate::workspace::files::write(&path, text.as_bytes()).unwrap();
    path.display().to_string()
}

#[test]
fn an_import_that_ends_is_seen_by_the_worker_that_went_on() {
    let mut office = Office::new();
    assert_eq!(office.pupils(), 1);
    let later = file(office.folder.path(), "later.csv", LATER);
    let reply = office.answer(Request::Import(later));
    assert!(matches!(reply, Reply::Began(opening) if opening.told.is_some()));
    assert_eq!(office.pupils(), 2);
    assert!(office.worker.finish());
}

#[test]
fn while_another_writes_reading_is_answered_and_writing_waits_and_is_kept() {
    let mut office = Office::new();
    let draft = office.draft();
    let folder = office.folder.path().join("work");
    // Another writer holds the file, so that the import cannot begin to write, nor anything else.
    let now = Clock::system().now();
    let mut holder = Workspace::open_existing(&folder, now).unwrap();
    holder.hold().unwrap();
    let later = file(office.folder.path(), "later.csv", LATER);
    let import = office.ask(Request::Import(later.clone()));
    let save = office.ask(Request::Save(draft));
    let keep = office.ask(Request::Keep("theme".to_owned(), "light".to_owned()));
    assert_eq!(office.pupils(), 1, "reading does not wait");
    let refused = office.answer(Request::Import(later));
    assert!(
        matches!(&refused, Reply::Refused(why) if why.contains("the import is still running")),
        "{refused:?}"
    );
    drop(holder);
    let mut heard: Vec<Ticket> = Vec::new();
    for _ in 0..3 {
        let (ticket, reply) = office.heard();
        assert!(!matches!(reply, Reply::Refused(_)), "{reply:?}");
        heard.push(ticket);
    }
    let place = |ticket: Ticket| heard.iter().position(|one| *one == ticket).unwrap();
    assert!(place(save) < place(keep), "in the order they were asked");
    assert!(heard.contains(&import));
    assert_eq!(office.pupils(), 2);
    assert!(office.worker.finish());
    let kept = Workspace::open_existing(&folder, now).unwrap();
    assert_eq!(kept.kept("theme").unwrap().as_deref(), Some("light"));
}

#[test]
fn what_waits_is_read_beside_long_work_and_everyone_who_asked_is_answered() {
    let mut office = Office::new();
    let folder = office.folder.path().join("work");
    let mut holder = Workspace::open_existing(&folder, Clock::system().now()).unwrap();
    holder.hold().unwrap();
    let later = file(office.folder.path(), "later.csv", LATER);
    let import = office.ask(Request::Import(later));
    let mut asked: Vec<Ticket> = (0..5).map(|_| office.ask(Request::Bench)).collect();
    asked.push(office.ask(Request::Cohorts));
    let mut answered: Vec<Ticket> = Vec::new();
    for _ in 0..asked.len() {
        let (ticket, reply) = office.heard();
        let wanted = matches!(reply, Reply::Bench(_) | Reply::Cohorts(_));
        assert!(wanted, "{reply:?}");
        answered.push(ticket);
    }
    answered.sort();
    assert_eq!(answered, asked);
    drop(holder);
    let (ticket, reply) = office.heard();
    let ended = ticket == import && matches!(reply, Reply::Began(_));
    assert!(ended, "{reply:?}");
    assert!(office.worker.finish());
}

#[test]
fn long_work_is_stopped_and_by_leaving_too() {
    for leaves in [false, true] {
        let mut office = Office::new();
        let folder = office.folder.path().join("work");
        let now = Clock::system().now();
        let later = file(office.folder.path(), "later.csv", LATER);
        // Asked beforehand, so that the work stops at its first word.
        office.worker.stop(Ticket(office.tickets + 1));
        let import = office.ask(Request::Import(later));
        if leaves {
            assert!(office.worker.finish());
            let heard: Vec<Msg> = office.messages.iter().collect();
            let stopped = |msg: &Msg| matches!(msg, Msg::Reply(ticket, Reply::Refused(why)) if *ticket == import && why.starts_with("Stopped"));
            assert!(heard.iter().any(stopped), "{heard:?}");
        } else {
            let (ticket, reply) = office.heard();
            assert_eq!(ticket, import);
            assert!(
                matches!(&reply, Reply::Refused(why) if why == "Stopped; nothing was changed."),
                "{reply:?}"
            );
            assert_eq!(office.pupils(), 1);
            assert!(office.worker.finish());
        }
        let mut after = Workspace::open_existing(&folder, now).unwrap();
        assert_eq!(after.page(&Filter::all(), 0, 9, now).unwrap().total, 1);
    }
}
