//! An invented pupil, plan and framework, and a worker that answers from them.

mod amended;
mod framework;
mod moderation;
mod plan;

use std::sync::Arc;

use crate::domain::amendment::Changes;
use crate::domain::caseload::Plan;
use crate::domain::day::{Day, Moment};
use crate::domain::derive::Outcome;
use crate::domain::draft::{Carried, Draft};
use crate::domain::flag::rules::{Limits, Officer};
use crate::domain::framework::{Framework, Route, Walk};
use crate::domain::identity::{
    AreaId, LevelId, Origin, PlanId, PupilId, PupilRef, Reader, RecordId, Role, TariffId,
};
use crate::domain::mapping::{Course, Mapping, Purpose, Sheet};
use crate::domain::moderation::queue::Bench;
use crate::domain::moderation::readings::Beside;
use crate::domain::place::{Phase, Setting};
use crate::domain::provision::{Provision, Reading};
use crate::domain::pupil::Facts;
use crate::domain::worklist::{Outlook, Priority, Reason, Row, State};
use crate::ui::message::{Asked, Case, Page, Reply, Request, Which};

pub(crate) use self::amended::amended;
pub(crate) use self::framework::framework;
pub(crate) use self::moderation::{sat, stands};
use self::plan::{pieces, plan, provision};

/// An invented worker: what it hands out, and what it refuses.
#[derive(Clone, Debug)]
pub(crate) struct Invented {
    pub(crate) framework: Arc<Framework>,
    /// The plan's text; nothing where it has not come in.
    pub(crate) text: Option<String>,
    pub(crate) provisions: Vec<Provision>,
    /// What is to know about the plan.
    pub(crate) warnings: Vec<String>,
    /// Other pupils' codes in the plan.
    pub(crate) foreign: Vec<String>,
    pub(crate) role: Role,
    /// How the same words were judged before, whatever the words.
    pub(crate) before: Vec<(AreaId, Option<LevelId>, u32)>,
    /// The request, by its kind, that is refused, and with which words.
    pub(crate) refuses: Option<(Asked, String)>,
    /// What a newer version of the plan touched, where one has come in since the draft was begun.
    pub(crate) newer: Option<Changes>,
    /// What a fresh draft brings along from an earlier version of the plan.
    pub(crate) carried: Option<Carried>,
    /// The draft last kept.
    pub(crate) kept: Option<Draft>,
    pub(crate) next: u32,
    /// What waits for a review.
    pub(crate) bench: Bench,
    /// By how many levels the officer's reading lies below the moderator's.
    pub(crate) apart: usize,
    /// Who turned suggestions off for everyone.
    pub(crate) suggestions_off: Option<String>,
    /// Whether the school read what is laid side by side, too.
    pub(crate) school: bool,
    /// Whose plan is read blind.
    pub(crate) blind: Option<PupilRef>,
    /// Both readings that were laid side by side last.
    pub(crate) beside: Option<Beside>,
}

impl Default for Invented {
    fn default() -> Self {
        let (text, provisions) = plan();
        Self {
            framework: Arc::new(framework(Walk::Provision, false)),
            text: Some(text),
            provisions,
            warnings: vec![],
            foreign: vec![],
            role: Role::Officer,
            before: vec![],
            refuses: None,
            newer: None,
            carried: None,
            kept: None,
            next: 1,
            bench: moderation::bench(),
            apart: 0,
            school: false,
            suggestions_off: None,
            blind: None,
            beside: None,
        }
    }
}

impl Invented {
    /// Answers a request as the worker would.
    pub(crate) fn answer(&mut self, request: &Request) -> Reply {
        if let Some((_, why)) = self
            .refuses
            .as_ref()
            .filter(|(asked, _)| *asked == request.asked())
        {
            return Reply::Refused(why.clone());
        }
        match request {
            Request::Worklist(_) => Reply::Worklist(Box::new(Self::page())),
            Request::Open(Which::Next(_)) if self.next > 1 => Reply::NobodyNext,
            Request::Open(Which::Blind(reference)) => {
                self.blind = Some(reference.clone());
                Reply::Case(Box::new(self.blind_case(reference)))
            }
            Request::Open(Which::Standard) => {
                let mut case = self.case();
                case.draft.purpose = Some(Purpose::Standard);
                Reply::Case(Box::new(case))
            }
            Request::Open(which) => {
                if matches!(which, Which::Next(_)) {
                    self.next += 1;
                }
                Reply::Case(Box::new(self.case()))
            }
            Request::Save(draft) => {
                self.kept = Some((**draft).clone());
                Reply::Saved(super::now())
            }
            Request::Discard(..) => {
                self.kept = None;
                Reply::Discarded
            }
            Request::Renew(_) => {
                self.kept = None;
                self.newer = None;
                Reply::Case(Box::new(self.case()))
            }
            Request::Cut(_, cut) => Reply::Cut(cut.clone(), pieces(cut)),
            Request::Preview(_, cut) => Reply::Preview(cut.clone(), pieces(cut)),
            Request::SameWords(item, _) => Reply::SameWords(*item, self.before.clone()),
            Request::Record(draft) => Reply::Recorded(Box::new(self.recorded(draft))),
            Request::ReadBlind(_)
            | Request::Bench
            | Request::Standing
            | Request::Lift(..)
            | Request::Beside(_)
            | Request::Decide(..)
            | Request::Harmless(..) => self.moderate(request),
            Request::Withdraw(..)
            | Request::Drift
            | Request::Cohorts
            | Request::Rest
            | Request::AuditProspect(_)
            | Request::DrawAudit(_)
            | Request::Draw(..)
            | Request::Proposal(_)
            | Request::Carry(_)
            | Request::PastePlan { .. }
            | Request::Distribution(..)
            | Request::Ranges
            | Request::Cell(..)
            | Request::KeepView(..)
            | Request::ForgetView(_)
            | Request::History(_)
            | Request::Frameworks
            | Request::Imports
            | Request::MovedBy(_)
            | Request::UndoImport(_)
            | Request::Validate
            | Request::Evidence(_)
            | Request::Impact(_)
            | Request::Adopt(_)
            | Request::Export(..)
            | Request::Report
            | Request::Survey(_)
            | Request::KeepMap { .. }
            | Request::Import(_)
            | Request::Papers
            | Request::Settle(..)
            | Request::TakeSettled
            | Request::FindPupils(_)
            | Request::Missing
            | Request::Begin { .. }
            | Request::Ground
            | Request::KeepRates(..)
            | Request::Shortfalls(_)
            | Request::DecideOutcome(_)
            | Request::Communities(_)
            | Request::Backups
            | Request::BackUp
            | Request::CheckBackup(_)
            | Request::Loss(_)
            | Request::Restore(_)
            | Request::Verify
            | Request::Keep(..) => Reply::Refused(format!(
                "This trial has no answer to {:?}.",
                request.asked()
            )),
        }
    }

    fn row() -> Row {
        let due = Day::new(2027, 2, 15);
        Row {
            pupil: PupilId::new("pupil-1"),
            reference: PupilRef::new("K-1042"),
            name: "Okafor, Amara".into(),
            priority: Priority::PhaseTransfer,
            reasons: vec![Reason::PhaseTransfer { from: Some(6), due }],
            due,
            provisions: 5,
            state: State::NotStarted,
            amended: None,
            again: None,
            mapped_under: None,
            waiting_since: None,
            setting: Some(Setting::Mainstream),
            phase: Some(Phase::Primary),
            year_group: Some(6),
            district: None,
            community: None,
            school: None,
            elsewhere: None,
            has_text: true,
            leads_to: None,
        }
    }

    fn page() -> Page {
        Page {
            officers: Vec::new(),
            rows: vec![Self::row()],
            from: 0,
            total: 1,
            in_scope: 318,
            elsewhere: 0,
            out_of_scope: vec![],
            done: 12,
            papers: 0,
            standing: None,
            came_back: 0,
            outlook: Outlook {
                pace: None,
                budgets: None,
                forecasts: vec![],
            },
        }
    }

    fn case(&self) -> Case {
        let fresh = Draft {
            pupil: PupilId::new("pupil-1"),
            plan: Some(PlanId::new("plan-1")),
            framework: self.framework.key.clone(),
            reader: Reader {
                name: "R. Hale".into(),
                role: self.role,
            },
            opened: super::now(),
            base: self.provisions.clone(),
            steps: vec![],
            revealed: None,
            changed_after_reveal: false,
            parked: None,
            shown: vec![],
            carried: self.carried.clone().map(Box::new),
            purpose: None,
        };
        Case {
            marks: plan::marks(self.text.as_deref().unwrap_or_default()),
            row: Self::row(),
            facts: Facts {
                last_review: Day::new(2026, 10, 1),
                ..Facts::unknown(PupilRef::new("K-1042"))
            },
            plan: self.text.clone().map(|text| Plan {
                id: PlanId::new("plan-1"),
                source: "K-1042.docx".into(),
                version: Some("2".into()),
                received: Moment::of_day(Day::new(2026, 12, 1).unwrap()),
                text,
            }),
            reading: Reading {
                warnings: self.warnings.clone(),
                left_out: plan::left_out(),
                foreign_codes: self.foreign.clone(),
                ..Reading::default()
            },
            newer: self.newer,
            draft: self.kept.clone().unwrap_or(fresh),
            judged: vec![],
            suggestions_off: self.suggestions_off.clone(),
            group: (12, 318),
            group_done_by: Some("9 Feb".into()),
            pace: Some("4.1 min each".into()),
            limits: Limits::default(),
            officer: Officer::default(),
        }
    }

    fn blind_case(&self, reference: &PupilRef) -> Case {
        let mut case = self.case();
        case.row.reference = reference.clone();
        case.draft.reader.role = Role::Moderator;
        case
    }

    fn recorded(&self, draft: &Draft) -> Mapping {
        let working = draft.working();
        let cannot = working.cannot_map.is_some();
        Mapping {
            id: RecordId::new("record-1"),
            origin: Origin::new("origin-1"),
            recorded: super::now(),
            sheet: Sheet {
                adopted_by: None,
                purpose: None,
                ruled: None,
                pupil: draft.pupil.clone(),
                plan: draft.plan.clone(),
                framework: draft.framework.clone(),
                framework_hash: self.framework.hash,
                reader: draft.reader.clone(),
                setting: Some(Setting::Mainstream),
                phase: Some(Phase::Primary),
                provisions: working.provisions(),
                judged: working.judged(),
                outcome: (!cannot).then(|| Outcome {
                    several: Vec::new(),
                    tariff: TariffId::new("T4"),
                    route: Route::Tariff,
                    trace: vec!["the highest level is 4, which gives T4".into()],
                }),
                flags: vec![],
                course: Course {
                    opened: draft.opened,
                    revealed: draft.revealed,
                    changed_after_reveal: draft.changed_after_reveal,
                    offered: working.offered(draft),
                },
                taken_over: working.taken_over(draft),
            },
            withdrawn: None,
        }
    }
}
