//! The worker's desk: each request to what the workspace does for it.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::mpsc::Sender;

use super::Stop;
use crate::domain::case::Opening;
use crate::domain::day::Moment;
use crate::domain::distribution::{Wanted, Which};
use crate::domain::identity::{FrameworkKey, PlanId, PupilId, RecordId};
use crate::domain::provision::Provision;
use crate::domain::pupil::Newcomer;
use crate::runtime::clock::Clock;
use crate::ui::message::{
    Counted, Cut, Msg, Progress, Reply, Request, Ticket, Which as Whom, Window, Written,
};
use crate::workspace::{Problem, Step, Workspace, unwatched};

/// How long lies between two words on the progress of long work, in milliseconds.
const STRIDE: i64 = 100;

/// What is said where a backup is to take the place of a workspace that is being read.
const BUSY: &str = "The workspace is still being read for another screen. Wait until that is there, and restore again.";

/// Where requests are answered.
pub(super) struct Desk {
    pub(super) workspace: Workspace,
    pub(super) clock: Clock,
    pub(super) to: Sender<Msg>,
    /// The ticket of the long work that is done here, and whether it is to stop.
    pub(super) job: Option<(Ticket, Stop)>,
}

impl Desk {
    /// Answers a request, or says why it cannot.
    pub(super) fn reply(&mut self, request: Request) -> Reply {
        let answer = self.answer(request);
        answer.unwrap_or_else(|problem| Reply::Refused(problem.to_string()))
    }

    /// Answers a request.
    pub(super) fn answer(&mut self, request: Request) -> Result<Reply, Problem> {
        let now = self.clock.now();
        self.read_ahead(&request)?;
        let reply = match request {
            Request::Worklist(window) => self.worklist(&window)?,
            Request::Open(which) => self.open(which)?,
            Request::Save(draft) => Reply::Saved(self.workspace.save(&draft, now)?),
            Request::Discard(pupil, role) => {
                self.workspace.discard(&pupil, role)?;
                Reply::Discarded
            }
            Request::Renew(pupil) => {
                self.workspace.renew(&pupil, now)?;
                self.case(&pupil)?
            }
            Request::Cut(plan, cut) => self.cut(plan.as_ref(), cut, Reply::Cut)?,
            Request::Preview(plan, cut) => self.cut(plan.as_ref(), cut, Reply::Preview)?,
            Request::SameWords(item, text) => {
                Reply::SameWords(item, self.workspace.same_words(&text, now)?)
            }
            Request::Record(draft) => {
                Reply::Recorded(Box::new(self.workspace.record_draft(&draft, now)?))
            }
            Request::ReadBlind(draft) => self.read_blind(&draft)?,
            Request::Bench => Reply::Bench(Box::new(self.workspace.bench(now)?)),
            Request::Drift => self.drift()?,
            Request::Rest => Reply::Rest(Box::new(self.workspace.rest(now)?)),
            Request::AuditProspect(wanted) => self.audit_prospect(wanted)?,
            Request::DrawAudit(wanted) => self.draw_audit(wanted)?,
            Request::Cohorts => Reply::Cohorts(self.workspace.cohorts(now)?),
            Request::Draw(cohort, seed) => self.draw(cohort, seed)?,
            Request::Proposal(sample) => self.proposal(&sample)?,
            Request::Carry(carry) => self.carry(&carry)?,
            Request::Standing => self.standing()?,
            Request::Lift(officer, why) => self.lift(officer, &why)?,
            Request::Beside(reference) => self.beside(&reference)?,
            Request::Decide(reference, decided, role) => self.decide(&reference, &decided, role)?,
            Request::Harmless(rule, of, why) => self.harmless(rule, &of, &why)?,
            Request::Withdraw(mapping, reason) => self.withdraw(mapping, &reason)?,
            Request::PastePlan {
                reference,
                newcomer,
                text,
            } => self.paste_plan(&reference, &text, newcomer)?,
            Request::Distribution(wanted, which) => self.distribution(&wanted, &which)?,
            Request::Ranges => Reply::Ranges(self.workspace.ranges(now)?),
            Request::Cell(wanted, selection) => {
                Reply::Cell(self.workspace.cell(&wanted, &selection, now)?)
            }
            Request::KeepView(name, wanted) => self.keep_view(&name, &wanted)?,
            Request::ForgetView(name) => {
                self.workspace.forget_view(&name)?;
                Reply::Views(self.workspace.views()?)
            }
            Request::History(pupil) => Reply::History(Box::new(self.workspace.story(&pupil, now)?)),
            Request::Frameworks => Reply::Frameworks(self.workspace.frameworks()),
            Request::Imports => Reply::Imports(self.workspace.imports()?),
            Request::MovedBy(import) => self.moved_by(import)?,
            Request::UndoImport(import) => self.undo_import(&import)?,
            Request::Validate => self.validate()?,
            Request::Evidence(key) => self.evidence(&key)?,
            Request::Impact(key) => self.impact(key)?,
            Request::Adopt(key) => self.adopt(&key)?,
            Request::Export(wanted, content, format, rule) => {
                let path = (self.workspace).export(&wanted, content, (format, rule), now)?;
                Reply::Exported(path)
            }
            Request::Report => self.report()?,
            Request::Survey(file) => self.survey(&file)?,
            Request::KeepMap { name, map, headers } => {
                self.workspace.keep_map(&name, &map, &headers)?;
                Reply::MapKept
            }
            Request::Import(file) => self.brought(&file)?,
            Request::Papers => self.papers()?,
            Request::Settle(paper, fate) => self.settle(paper, &fate)?,
            Request::TakeSettled => Reply::Taken(self.workspace.take_settled(now, &mut unwatched)?),
            Request::FindPupils(text) => self.found(&text)?,
            Request::Missing => Reply::Exported(self.workspace.write_missing(now)?),
            Request::Begin {
                name,
                framework,
                caseload,
            } => self.begin(&name, &framework, caseload.as_deref())?,
            Request::Ground => self.ground()?,
            Request::KeepRates(name, set) => self.keep_rates(&name, &set)?,
            Request::Shortfalls(rates) => self.shortfalls(&rates)?,
            Request::DecideOutcome(deciding) => self.decide_outcome(*deciding)?,
            Request::Communities(year) => self.communities(year.as_deref())?,
            Request::Backups => self.backups()?,
            Request::BackUp => self.back_up()?,
            Request::CheckBackup(folder) => self.check_backup(folder)?,
            Request::Loss(backup) => self.loss(&backup)?,
            Request::Verify => self.verify()?,
            // The workspace that is open here is in the way of it: whoever takes turns closes that first.
            Request::Restore(_) => Reply::Refused(BUSY.to_owned()),
            Request::Keep(key, value) => {
                self.workspace.keep(&key, &value)?;
                Reply::Kept
            }
        };
        Ok(reply)
    }

    /// Reads what a request looks at as a whole, and tells how far it has come.
    fn read_ahead(&mut self, request: &Request) -> Result<(), Problem> {
        let now = self.clock.now();
        if looks_at_everybody(request) {
            self.workspace.read_caseload(now, &mut self.telling())?;
        }
        if let Request::Distribution(wanted, _)
        | Request::Cell(wanted, _)
        | Request::Export(wanted, ..) = request
        {
            self.workspace.read_for(wanted, now, &mut self.telling())?;
        }
        Ok(())
    }

    fn open(&mut self, which: Whom) -> Result<Reply, Problem> {
        let now = self.clock.now();
        let pupil = match which {
            Whom::Pupil(pupil) => pupil,
            Whom::Reference(reference) => self.workspace.pupil(&reference)?,
            Whom::Blind(reference) => {
                let case = self.workspace.blind_case(reference.as_str(), now)?;
                return Ok(Reply::Case(Box::new(case)));
            }
            Whom::Standard => {
                let case = self.workspace.standard_case(now)?;
                return Ok(Reply::Case(Box::new(case)));
            }
            Whom::Next(after) => match self.workspace.next(after.as_ref(), now)? {
                Some(pupil) => pupil,
                None => return Ok(Reply::NobodyNext),
            },
        };
        self.case(&pupil)
    }

    fn distribution(&mut self, wanted: &Wanted, which: &Which) -> Result<Reply, Problem> {
        let now = self.clock.now();
        let (provenance, distribution) = self.workspace.distribution(wanted, now)?;
        Ok(Reply::Distribution(Box::new(Counted {
            framework: self.workspace.counted_under(wanted)?,
            provenance,
            distribution,
            table: self.workspace.table(wanted, now)?,
            grid: self.workspace.grid(wanted, which, now)?,
            views: self.workspace.views()?,
        })))
    }

    fn keep_view(&mut self, name: &str, wanted: &Wanted) -> Result<Reply, Problem> {
        self.workspace.keep_view(name, wanted)?;
        Ok(Reply::Views(self.workspace.views()?))
    }

    fn case(&mut self, pupil: &PupilId) -> Result<Reply, Problem> {
        let case = self.workspace.case(pupil, self.clock.now())?;
        Ok(Reply::Case(Box::new(case)))
    }

    fn withdraw(&mut self, mapping: RecordId, reason: &str) -> Result<Reply, Problem> {
        let reader = self.workspace.reader().clone();
        self.workspace
            .withdraw(&mapping, &reader, reason, self.clock.now())?;
        Ok(Reply::Withdrawn(mapping))
    }

    fn paste_plan(
        &mut self,
        reference: &str,
        text: &str,
        newcomer: Newcomer,
    ) -> Result<Reply, Problem> {
        let now = self.clock.now();
        let pupil = self.workspace.paste(reference, text, newcomer, now)?;
        // The text is in, whether or not it could be noted that this was said.
        if let Some(notice) = self.workspace.notice().ok().flatten() {
            let _ = self.to.send(Msg::Say(notice.to_owned()));
        }
        self.case(&pupil)
    }

    fn report(&self) -> Result<Reply, Problem> {
        let day = self.clock.now().day();
        let report = self.workspace.report(day, &mut self.telling())?;
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

    pub(super) fn began(&self, told: Option<String>) -> Result<Reply, Problem> {
        let opening = self.workspace.opening()?;
        let began = |opening| Reply::Began(Box::new(Opening { told, ..opening }));
        Ok(opening.map_or(Reply::NobodyNext, began))
    }

    fn worklist(&mut self, window: &Window) -> Result<Reply, Problem> {
        let (from, count, now) = (window.from, window.count, self.clock.now());
        let page = self.workspace.page(&window.filter, from, count, now)?;
        Ok(Reply::Worklist(Box::new(page)))
    }

    /// Reads stretches of a plan anew; `reply` says what for.
    fn cut(
        &self,
        plan: Option<&PlanId>,
        cut: Cut,
        reply: impl Fn(Cut, Vec<Provision>) -> Reply,
    ) -> Result<Reply, Problem> {
        let provisions = self.workspace.cut(plan, &cut.to)?;
        Ok(reply(cut, provisions))
    }

    fn evidence(&self, key: &FrameworkKey) -> Result<Reply, Problem> {
        let framework = self.workspace.shelved(key)?;
        let mut watch = self.telling();
        let evidence = self.workspace.evidence(&framework, &mut watch)?;
        Ok(Reply::Evidence(evidence))
    }

    fn impact(&mut self, key: FrameworkKey) -> Result<Reply, Problem> {
        let (now, mut watch) = (self.clock.now(), self.telling());
        let later = self.workspace.shelved(&key)?;
        let impact = self.workspace.impact(&later, now, &mut watch)?;
        Ok(Reply::Impact(key, impact.sentences()))
    }

    fn adopt(&mut self, key: &FrameworkKey) -> Result<Reply, Problem> {
        let (now, mut watch) = (self.clock.now(), self.telling());
        let impact = self.workspace.adopt(key, now, &mut watch)?;
        let told = impact.sentences().into_iter().next();
        self.began(told.filter(|_| impact.mapped > 0))
    }

    /// Tells the loop how far the work that is done here has come, and ends it where that was asked for.
    pub(super) fn telling(&self) -> impl FnMut(Step) -> ControlFlow<()> + use<> {
        telling(self.to.clone(), self.clock, self.job.clone())
    }
}

/// Tells the loop how far long work has come, ten times a second, and ends it where that was asked for.
pub(super) fn telling(
    to: Sender<Msg>,
    clock: Clock,
    job: Option<(Ticket, Stop)>,
) -> impl FnMut(Step) -> ControlFlow<()> {
    let mut told: Option<(&str, Moment)> = None;
    move |Step { what, done, of }| {
        let now = clock.now();
        let due = |(last, at): (&str, Moment)| last != what || now.millis() - at.millis() >= STRIDE;
        if told.is_none_or(due) {
            told = Some((what, now));
            let what = what.to_owned();
            let of = (of > 0).then_some(of);
            let _ = to.send(Msg::Progress(Progress { what, done, of }));
        }
        match &job {
            Some((ticket, stop)) if stop.is_asked(*ticket) => ControlFlow::Break(()),
            Some(_) | None => ControlFlow::Continue(()),
        }
    }
}

/// Whether the whole caseload must be in memory for a request.
fn looks_at_everybody(request: &Request) -> bool {
    matches!(
        request,
        Request::Worklist(_)
            | Request::Open(_)
            | Request::Rest
            | Request::AuditProspect(_)
            | Request::DrawAudit(_)
            | Request::FindPupils(_)
            | Request::Missing
    )
}
