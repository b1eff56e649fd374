//! The worker: a thread that owns the workspace and answers the screens' requests in turn.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use crate::domain::case::Opening;
use crate::domain::distribution::Dimension;
use crate::domain::identity::{FrameworkKey, PupilId, RecordId};
use crate::domain::paper::{Fate, PaperId};
use crate::ui::message::{Counted, Msg, Progress, Reply, Request, Ticket, Which, Window, Written};
use crate::workspace::{Problem, Step, Wish, Workspace};

use super::clock::Clock;

/// How many pupils are shown of those whose name is like what was typed: as many as have a digit.
const FOUND: usize = 9;

/// The screens' end of the worker.
pub(super) struct Worker {
    requests: Sender<(Ticket, Request)>,
    thread: JoinHandle<bool>,
}

impl Worker {
    /// Starts the thread.
    pub(super) fn start(workspace: Workspace, clock: Clock, to: Sender<Msg>) -> Self {
        let (requests, asked) = channel();
        let loops = to.clone();
        let desk = Desk {
            workspace,
            clock,
            to,
        };
        Self {
            requests,
            thread: thread::spawn(move || watched(&loops, || desk.work(&asked))),
        }
    }

    /// Hands a request over; a worker that is gone answers nothing, and the screens then close.
    pub(super) fn ask(&self, ticket: Ticket, request: Request) {
        let _ = self.requests.send((ticket, request));
    }

    /// Waits until everything asked for is done; gives whether it was.
    pub(super) fn finish(self) -> bool {
        drop(self.requests);
        self.thread.join().unwrap_or(false)
    }
}

/// Does the work; where it fails inside, tells the loop, which would wait for answers for ever.
fn watched(to: &Sender<Msg>, work: impl FnOnce()) -> bool {
    // What the work held is dropped with it, so nothing half done is looked at again.
    let done = catch_unwind(AssertUnwindSafe(work)).is_ok();
    if !done {
        let _ = to.send(Msg::Stopped);
    }
    done
}

/// The thread's own side.
struct Desk {
    workspace: Workspace,
    clock: Clock,
    to: Sender<Msg>,
}

impl Desk {
    fn work(mut self, asked: &Receiver<(Ticket, Request)>) {
        while let Ok((ticket, request)) = asked.recv() {
            let reply = self.answer(request);
            let reply = reply.unwrap_or_else(|problem| Reply::Refused(problem.to_string()));
            // Nobody listens any more once the person has left; what was asked is still done.
            let _ = self.to.send(Msg::Reply(ticket, reply));
        }
        // Whoever left the program from among the documents has settled them all the same; should it fail, they are
        // taken in by the next import, and stand on the screen until then.
        let _ = self.workspace.take_settled(self.clock.now());
    }

    fn answer(&mut self, request: Request) -> Result<Reply, Problem> {
        let now = self.clock.now();
        let reply = match request {
            Request::Worklist(Window {
                filter,
                from,
                count,
            }) => {
                let page = self.workspace.page(&filter, from, count, now)?;
                Reply::Worklist(Box::new(page))
            }
            Request::Open(which) => self.open(which)?,
            Request::Save(draft) => Reply::Saved(self.workspace.save(&draft, now)?),
            Request::Discard(pupil) => {
                self.workspace.discard(&pupil)?;
                Reply::Discarded
            }
            Request::Renew(pupil) => {
                self.workspace.renew(&pupil, now)?;
                self.case(&pupil)?
            }
            Request::Cut(pupil, cut) => {
                let provisions = self.workspace.cut(&pupil, &cut.to)?;
                Reply::Cut(cut, provisions)
            }
            Request::Preview(pupil, cut) => {
                let provisions = self.workspace.cut(&pupil, &cut.to)?;
                Reply::Preview(cut, provisions)
            }
            Request::SameWords(item, text) => {
                Reply::SameWords(item, self.workspace.same_words(&text)?)
            }
            Request::Record(draft) => {
                Reply::Recorded(Box::new(self.workspace.record_draft(&draft, now)?))
            }
            Request::Withdraw(mapping, reason) => self.withdraw(mapping, &reason)?,
            Request::PastePlan {
                reference,
                newcomer,
                text,
            } => {
                let pupil = self.workspace.paste(&reference, &text, newcomer, now)?;
                self.case(&pupil)?
            }
            Request::Distribution(by) => self.distribution(&by)?,
            Request::Cell(selection) => Reply::Cell(self.workspace.cell(&selection, now)?),
            Request::History(pupil) => Reply::History(Box::new(self.workspace.story(&pupil)?)),
            Request::Frameworks => Reply::Frameworks(self.workspace.frameworks()),
            Request::Imports => Reply::Imports(self.workspace.imports()?),
            Request::MovedBy(import) => {
                let moved = self.workspace.moved_by(&import, now.day())?;
                Reply::MovedBy(import.id, moved)
            }
            Request::UndoImport(import) => {
                let by = self.workspace.reader().clone();
                let undone = self.workspace.undo_import(&import, &by, now)?;
                Reply::Undone(undone.told(&import))
            }
            Request::Validate => {
                let mut watch = telling(&self.to);
                let written = self.workspace.validate(None, now.day(), &mut watch)?;
                let (sum, page) = (written.tally.sum(), written.page.display());
                Reply::Validated(format!("{sum}. What to mend is in {page}"))
            }
            Request::Evidence(key) => {
                let framework = self.workspace.shelved(&key)?;
                let mut watch = telling(&self.to);
                Reply::Evidence(self.workspace.evidence(&framework, &mut watch)?)
            }
            Request::Impact(key) => {
                let mut watch = telling(&self.to);
                let later = self.workspace.shelved(&key)?;
                let impact = self.workspace.impact(&later, now, &mut watch)?;
                Reply::Impact(key, impact.sentences())
            }
            Request::Adopt(key) => {
                let mut watch = telling(&self.to);
                let impact = self.workspace.adopt(&key, now, &mut watch)?;
                let told = impact.sentences().into_iter().next();
                self.began(told.filter(|_| impact.mapped > 0))?
            }
            Request::Export(by) => Reply::Exported(self.workspace.export(&by, now)?),
            Request::Report => self.report()?,
            Request::Papers => self.papers()?,
            Request::Settle(paper, fate) => self.settle(paper, &fate)?,
            Request::TakeSettled => Reply::Taken(self.workspace.take_settled(now)?),
            Request::FindPupils(text) => self.found(&text)?,
            Request::Missing => Reply::Exported(self.workspace.write_missing(now)?),
            Request::Begin {
                name,
                framework,
                caseload,
            } => self.begin(&name, &framework, caseload.as_deref())?,
            Request::Keep(key, value) => {
                self.workspace.keep(&key, &value)?;
                Reply::Kept
            }
        };
        Ok(reply)
    }

    fn open(&mut self, which: Which) -> Result<Reply, Problem> {
        let now = self.clock.now();
        let pupil = match which {
            Which::Pupil(pupil) => pupil,
            Which::Reference(reference) => self.workspace.pupil(&reference)?,
            Which::Next(after) => match self.workspace.next(after.as_ref(), now)? {
                Some(pupil) => pupil,
                None => return Ok(Reply::NobodyNext),
            },
        };
        self.case(&pupil)
    }

    fn distribution(&mut self, by: &[Dimension]) -> Result<Reply, Problem> {
        let now = self.clock.now();
        let (provenance, distribution) = self.workspace.distribution(by, now)?;
        let across = by.first().copied().unwrap_or(Dimension::Setting);
        let table = self.workspace.table(across, now)?;
        Ok(Reply::Distribution(Box::new(Counted {
            provenance,
            distribution,
            table,
        })))
    }

    fn case(&mut self, pupil: &PupilId) -> Result<Reply, Problem> {
        let case = self.workspace.case(pupil, self.clock.now())?;
        Ok(Reply::Case(Box::new(case)))
    }

    fn papers(&mut self) -> Result<Reply, Problem> {
        let mut watch = telling(&self.to);
        let papers = self.workspace.papers(self.clock.now(), &mut watch)?;
        Ok(Reply::Papers(papers))
    }

    fn settle(&mut self, paper: PaperId, fate: &Fate) -> Result<Reply, Problem> {
        let now = self.clock.now();
        Ok(Reply::Fates(self.workspace.settle_paper(paper, fate, now)?))
    }

    fn found(&mut self, text: &str) -> Result<Reply, Problem> {
        let now = self.clock.now();
        Ok(Reply::Found(self.workspace.find_pupils(text, FOUND, now)?))
    }

    fn withdraw(&mut self, mapping: RecordId, reason: &str) -> Result<Reply, Problem> {
        let reader = self.workspace.reader().clone();
        self.workspace
            .withdraw(&mapping, &reader, reason, self.clock.now())?;
        Ok(Reply::Withdrawn(mapping))
    }

    fn report(&self) -> Result<Reply, Problem> {
        let day = self.clock.now().day();
        let report = self.workspace.report(day, &mut telling(&self.to))?;
        let name = |path: &Path| {
            let name = path.file_name().unwrap_or_default();
            name.to_string_lossy().into_owned()
        };
        let folder = report.page.parent().unwrap_or(Path::new("."));
        let totals = report.tally.totals();
        Ok(Reply::Reported(Box::new(Written {
            plans: totals.plans,
            not_read: totals.not_read,
            folder: folder.display().to_string(),
            page: name(&report.page),
            tables: [name(&report.plans), name(&report.words)],
        })))
    }

    fn began(&self, told: Option<String>) -> Result<Reply, Problem> {
        let opening = self.workspace.opening()?;
        let began = |opening| Reply::Began(Box::new(Opening { told, ..opening }));
        Ok(opening.map_or(Reply::NobodyNext, began))
    }

    fn begin(
        &mut self,
        name: &str,
        framework: &FrameworkKey,
        caseload: Option<&str>,
    ) -> Result<Reply, Problem> {
        let now = self.clock.now();
        let mut watch = telling(&self.to);
        self.workspace.adopt(framework, now, &mut watch)?;
        let mut told = None;
        if let Some(caseload) = caseload {
            let files = [PathBuf::from(caseload)];
            let account = self
                .workspace
                .import(&files, Wish::default(), now, &mut watch)?;
            told = Some(self.workspace.keep_account(&account, now)?);
        }
        // The name comes last: a first run that failed half way asks its questions again.
        self.workspace.be(name)?;
        self.began(told)
    }
}

/// Tells the loop how far a long job has come.
fn telling(to: &Sender<Msg>) -> impl FnMut(Step) {
    let to = to.clone();
    move |Step { what, done, of }| {
        let what = what.to_owned();
        let of = Some(of);
        let _ = to.send(Msg::Progress(Progress { what, done, of }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worker_that_fails_inside_tells_the_loop() {
        let (to, messages) = channel();
        assert!(watched(&to, || {}));
        assert!(messages.try_recv().is_err());
        assert!(!watched(&to, || panic!("a fault of the program")));
        assert!(matches!(messages.try_recv(), Ok(Msg::Stopped)));
    }
}
