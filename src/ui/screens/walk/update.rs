//! What the keys and the replies do to the walk.

use super::asking::Asking;
use super::state::{Phase, Walk as WalkScreen};
use super::work::{Leave, Said, Saving, Stage, Work};
use super::{answering, cutting, ending, keys, leaving, naming, scale, view};
use crate::domain::mapping::Mapping;
use crate::domain::moderation::readings::Beside;
use crate::ui::action::{Action, Context, Move, Walk};
use crate::ui::chord::Chord;
use crate::ui::desk::{Acts, Desk, Go, Place, Turn};
use crate::ui::message::{Asked, Case, Reply, Request, Which};

impl Acts for WalkScreen {
    fn context(&self) -> Context {
        match &self.phase {
            Phase::Mapping(work) => match (&work.asking, work.stage) {
                (Asking::Nothing, _) if !work.has_text() => Context::NoText,
                (Asking::Nothing, Stage::Provisions) => Context::Judge,
                (Asking::Nothing, Stage::Areas) => Context::Settle,
                (Asking::Nothing, Stage::Complete | Stage::Revealed | Stage::Recording) => {
                    Context::Finish
                }
                (Asking::Line(_), _) => Context::Line,
                (Asking::Cut(_), _) => Context::Cut,
                (
                    Asking::Area(..)
                    | Asking::Level(_)
                    | Asking::Primary(_)
                    | Asking::Tariff(_)
                    | Asking::SetAside(_)
                    | Asking::Source(..)
                    | Asking::LeftOut(_)
                    | Asking::CannotMap(_),
                    _,
                ) => Context::Menu,
            },
            Phase::Opening | Phase::Stopped(_) | Phase::Read(_) | Phase::Recorded(..) => {
                Context::Done
            }
        }
    }

    fn digits(&self) -> Option<String> {
        let Phase::Mapping(work) = &self.phase else {
            return None;
        };
        match (&work.asking, work.stage) {
            (Asking::Nothing, Stage::Provisions | Stage::Areas) => {
                work.area().map(scale::keys_in_words)
            }
            (Asking::Nothing, Stage::Revealed) if naming::is_named(work) => None,
            (Asking::Nothing, Stage::Complete | Stage::Revealed | Stage::Recording) => {
                Some(String::new())
            }
            (
                Asking::Area(..)
                | Asking::Level(_)
                | Asking::Primary(_)
                | Asking::Tariff(_)
                | Asking::SetAside(_)
                | Asking::Source(..)
                | Asking::CannotMap(_)
                | Asking::Line(_)
                | Asking::LeftOut(_)
                | Asking::Cut(_),
                _,
            ) => None,
        }
    }

    fn unsaved(&self) -> Option<&str> {
        let Phase::Mapping(work) = &self.phase else {
            return None;
        };
        match &work.saving {
            Saving::Failed(why) | Saving::LeavingUnsaved(why) => Some(why),
            Saving::Untouched | Saving::Asked | Saving::Saved(_) => None,
        }
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Turn {
        match &mut self.phase {
            Phase::Mapping(work) => keys::press(work, action, desk),
            Phase::Opening | Phase::Stopped(_) => match action {
                Action::Move(Move::Close) | Action::Walk(Walk::Proceed) => Turn::back(),
                Action::Move(_)
                | Action::Walk(_)
                | Action::Browse(_)
                | Action::Answer(_)
                | Action::Review(_)
                | Action::Rating(_)
                | Action::House(_) => Turn::stay(),
            },
            Phase::Read(_) => match action {
                Action::Move(Move::Close) => Turn::back(),
                Action::Walk(Walk::Proceed) => self.compare(),
                Action::Move(_)
                | Action::Walk(_)
                | Action::Browse(_)
                | Action::Answer(_)
                | Action::Review(_)
                | Action::Rating(_)
                | Action::House(_) => Turn::stay(),
            },
            Phase::Recorded(mapping, work) => match action {
                Action::Move(Move::Close) => Turn::back(),
                Action::Walk(Walk::Proceed | Walk::Skip) => leaving::go(work, Leave::Next),
                Action::Move(motion @ (Move::Up | Move::Down | Move::PageUp | Move::PageDown)) => {
                    if let Some(by) = keys::scrolls(work, motion) {
                        keys::scroll(work, Some(mapping), by, desk);
                    }
                    Turn::stay()
                }
                Action::Move(_)
                | Action::Walk(_)
                | Action::Browse(_)
                | Action::Answer(_)
                | Action::Review(_)
                | Action::Rating(_)
                | Action::House(_) => Turn::stay(),
            },
        }
    }

    fn hear(&mut self, asked: Asked, reply: Reply, desk: &Desk) -> Turn {
        match reply {
            Reply::Case(case) => self.open_case(*case, desk),
            Reply::NobodyNext => self.stop(
                "Nobody is left to take: every pupil with plan text is mapped, parked or in another reader's hands.",
            ),
            Reply::Refused(why) => self.refused(asked, why),
            Reply::Discarded => self.begin_anew(),
            Reply::Recorded(mapping) => self.recorded(mapping),
            Reply::Beside(beside) => self.read(beside),
            Reply::Saved(at) => self.working(|work| leaving::saved(work, at)),
            Reply::SameWords(item, counts) => self.working(|work| {
                work.before.insert(item, counts);
                Turn::stay()
            }),
            Reply::Preview(cut, to) => self.working(|work| cutting::previewed(work, cut, to)),
            Reply::Cut(cut, to) => self.working(|work| cutting::cut_done(work, &cut, to)),
            Reply::Worklist(_)
            | Reply::Withdrawn(_)
            | Reply::Bench(_)
            | Reply::Drift(_)
            | Reply::Cohorts(_)
            | Reply::Rest(_)
            | Reply::AuditProspect(_)
            | Reply::Audited(_)
            | Reply::Drawn(_)
            | Reply::Proposal(_)
            | Reply::Carried(_)
            | Reply::Standing(_)
            | Reply::Lifted(_)
            | Reply::Decided(_)
            | Reply::Harmless(_)
            | Reply::Distribution(_)
            | Reply::Ranges(_)
            | Reply::Cell(_)
            | Reply::Views(_)
            | Reply::History(_)
            | Reply::Frameworks(_)
            | Reply::Imports(_)
            | Reply::MovedBy(..)
            | Reply::Undone(_)
            | Reply::Validated(_)
            | Reply::Evidence(_)
            | Reply::Impact(..)
            | Reply::Began(_)
            | Reply::Restored(..)
            | Reply::Exported(_)
            | Reply::Reported(_)
            | Reply::Surveyed(_)
            | Reply::MapKept
            | Reply::Papers(_)
            | Reply::Fates(_)
            | Reply::Taken(_)
            | Reply::Found(_)
            | Reply::Ground(_)
            | Reply::RatesKept(_)
            | Reply::Shortfalls(_)
            | Reply::OutcomeKept(_)
            | Reply::Communities(_)
            | Reply::Backups(_)
            | Reply::BackedUp(_)
            | Reply::BackupChecked(_)
            | Reply::Loss(_)
            | Reply::Verified(_)
            | Reply::Kept => Turn::stay(),
        }
    }

    fn resume(&mut self, _desk: &Desk) -> Turn {
        self.compare()
    }

    fn wheel(&mut self, at: (u16, u16), lines: i16, desk: &Desk) -> Turn {
        self.working(|work| {
            let pane = view::pane_at(at, desk);
            keys::scroll(work, None, (pane, lines.into()), desk);
            Turn::stay()
        })
    }

    fn click(&mut self, at: (u16, u16), desk: &Desk) -> Turn {
        self.working(|work| {
            let asking = !matches!(work.asking, Asking::Nothing);
            if let Some(place) = view::provision_at(work, at, desk).filter(|_| !asking) {
                work.go_to(place);
            }
            Turn::stay()
        })
    }

    fn write(&mut self, chord: Chord, _desk: &Desk) -> Turn {
        self.working(|work| {
            answering::write(work, chord);
            Turn::stay()
        })
    }

    fn paste(&mut self, text: &str, _desk: &Desk) -> Turn {
        self.working(|work| {
            answering::paste(work, text);
            Turn::stay()
        })
    }
}

impl WalkScreen {
    fn working(&mut self, hear: impl FnOnce(&mut Work) -> Turn) -> Turn {
        if let Phase::Mapping(work) = &mut self.phase {
            hear(work)
        } else {
            Turn::stay()
        }
    }

    /// Opens the case again after its draft was thrown away.
    fn begin_anew(&mut self) -> Turn {
        let Phase::Mapping(work) = std::mem::replace(&mut self.phase, Phase::Opening) else {
            return Turn::stay();
        };
        let which = if work.is_of_set() {
            Which::Standard
        } else if work.is_moderating() {
            Which::Blind(work.case.row.reference.clone())
        } else {
            Which::Pupil(work.case.draft.pupil)
        };
        Turn::ask(Request::Open(which))
    }

    /// Goes on from the blind walk to both readings side by side.
    fn read(&mut self, beside: Box<Beside>) -> Turn {
        let phase = std::mem::replace(&mut self.phase, Phase::Read(beside));
        match phase {
            Phase::Mapping(work) if work.leaving.is_some() => Turn::back(),
            Phase::Mapping(_)
            | Phase::Opening
            | Phase::Stopped(_)
            | Phase::Read(_)
            | Phase::Recorded(..) => self.compare(),
        }
    }

    fn compare(&self) -> Turn {
        let Phase::Read(beside) = &self.phase else {
            return Turn::stay();
        };
        let place = Place::Review(beside.reference.clone(), Some(beside.clone()));
        Turn::go(Go::Instead(place))
    }

    fn recorded(&mut self, mapping: Box<Mapping>) -> Turn {
        if let Phase::Mapping(work) = std::mem::replace(&mut self.phase, Phase::Opening) {
            let leave = work.leaving;
            self.phase = Phase::Recorded(mapping, work);
            if leave.is_some() {
                return Turn::back();
            }
        }
        Turn::stay()
    }

    fn stop(&mut self, why: &str) -> Turn {
        self.phase = Phase::Stopped(why.to_owned());
        Turn::stay()
    }

    fn open_case(&mut self, case: Case, desk: &Desk) -> Turn {
        let Some(framework) = desk.framework().cloned() else {
            return self.stop("This workspace has no framework yet; adopt one first.");
        };
        self.phase = Phase::Mapping(Box::new(Work::open(case, framework)));
        Turn::stay()
    }

    fn refused(&mut self, asked: Asked, why: String) -> Turn {
        let Phase::Mapping(work) = &mut self.phase else {
            return self.stop(&why);
        };
        match asked {
            Asked::Save => leaving::not_saved(work, &why),
            Asked::Record | Asked::ReadBlind => ending::not_recorded(work, &why),
            // What others made of the same words is a courtesy, and so is what a cut would give; the
            // walk goes on without them.
            Asked::SameWords | Asked::Preview => {}
            Asked::Cut
            | Asked::Open
            | Asked::Worklist
            | Asked::Discard
            | Asked::Renew
            | Asked::Withdraw
            | Asked::Bench
            | Asked::Drift
            | Asked::Cohorts
            | Asked::Rest
            | Asked::AuditProspect
            | Asked::DrawAudit
            | Asked::Draw
            | Asked::Proposal
            | Asked::Carry
            | Asked::Standing
            | Asked::Lift
            | Asked::Beside
            | Asked::Decide
            | Asked::Harmless
            | Asked::PastePlan
            | Asked::Distribution
            | Asked::Ranges
            | Asked::Cell
            | Asked::KeepView
            | Asked::ForgetView
            | Asked::History
            | Asked::Frameworks
            | Asked::Imports
            | Asked::MovedBy
            | Asked::UndoImport
            | Asked::Validate
            | Asked::Evidence
            | Asked::Impact
            | Asked::Adopt
            | Asked::Export
            | Asked::Report
            | Asked::Survey
            | Asked::KeepMap
            | Asked::Import
            | Asked::Papers
            | Asked::Settle
            | Asked::TakeSettled
            | Asked::FindPupils
            | Asked::Missing
            | Asked::Begin
            | Asked::Ground
            | Asked::KeepRates
            | Asked::Shortfalls
            | Asked::DecideOutcome
            | Asked::Communities
            | Asked::Backups
            | Asked::BackUp
            | Asked::CheckBackup
            | Asked::Loss
            | Asked::Restore
            | Asked::Verify
            | Asked::Keep => work.said = Some(Said::Refusal(why)),
        }
        Turn::stay()
    }
}
