//! An invented pupil, plan and framework, and a worker that answers from them.

use std::sync::Arc;

use crate::domain::caseload::Plan;
use crate::domain::day::{Day, Moment};
use crate::domain::derivation::{AreaLevelRule, Derivation, DerivationKind};
use crate::domain::digest::Digest;
use crate::domain::dose::{Dose, Period, Ratio, Unit, Who};
use crate::domain::draft::Draft;
use crate::domain::framework::{
    Area, Descriptor, DescriptorKind, Framework, Level, Route, Scope, Status, Tariff, Walk,
    YearShape,
};
use crate::domain::identity::{
    AreaId, DescriptorId, FrameworkKey, LevelId, Origin, PlanId, PupilId, PupilRef, Reader,
    RecordId, Role, TariffId,
};
use crate::domain::mapping::{Course, Mapping, Outcome, Sheet};
use crate::domain::place::{Phase, Setting};
use crate::domain::provision::{AreaCode, Provision, Reading, Span, Vague};
use crate::domain::pupil::Facts;
use crate::domain::worklist::{Outlook, Priority, Reason, Row, State};
use crate::ui::message::{Case, Page, Reply, Request, Which};

/// An invented worker: what it hands out, and what it refuses.
#[derive(Clone, Debug)]
pub(crate) struct Invented {
    pub(crate) framework: Arc<Framework>,
    pub(crate) text: String,
    pub(crate) provisions: Vec<Provision>,
    pub(crate) role: Role,
    /// How the same words were judged before, whatever the words.
    pub(crate) before: Vec<(AreaId, Option<LevelId>, u32)>,
    /// The request, by its kind, that is refused, and with which words.
    pub(crate) refuses: Option<(crate::ui::message::Asked, String)>,
    /// The draft last kept.
    pub(crate) kept: Option<Draft>,
    pub(crate) next: u32,
}

const TEXT: &str = "Section F: Special educational provision

Communication and interaction
1. A speech and language therapist will work with Amara for 30 minutes per week, 1:1.
2. A Teaching Assistant will deliver a speech programme for 15 minutes daily, 1:1.
3. A Teaching Assistant will run a social communication group of no more than four pupils, for 2 x 30 minutes per week.

Cognition and learning
4. Access to a sensory room as and when required.
5. The class teacher will break tasks into small steps in all lessons.
";

/// The invented plan: its text and the five provisions in it.
pub(crate) fn plan() -> (String, Vec<Provision>) {
    let dose = |amount: u32, per, ratio, hours: &str| Dose {
        amount: Some(amount.into()),
        unit: Some(Unit::Minutes),
        per: Some(per),
        ratio: Some(ratio),
        annual_hours: Some(hours.parse().unwrap()),
    };
    let none = Dose::default();
    let rows = [
        (
            "A speech",
            "1:1.",
            AreaCode::Ci,
            Some(Who::SaLT),
            dose(30, Period::Week, Ratio::Adults(1, 1), "19"),
        ),
        (
            "A Teaching Assistant will deliver",
            "1:1.",
            AreaCode::Ci,
            Some(Who::Ta),
            dose(15, Period::Day, Ratio::Adults(1, 1), "47.5"),
        ),
        (
            "A Teaching Assistant will run",
            "week.",
            AreaCode::Ci,
            Some(Who::Ta),
            dose(60, Period::Week, Ratio::GroupUpTo(4), "38"),
        ),
        ("Access to", "required.", AreaCode::Cl, None, none),
        (
            "The class teacher",
            "lessons.",
            AreaCode::Cl,
            Some(Who::Teacher),
            none,
        ),
    ];
    let provisions = rows
        .into_iter()
        .zip(1..)
        .map(|((from, to, area, who, dose), n)| {
            let start = TEXT.find(from).unwrap();
            let end = start + TEXT[start..].find(to).unwrap() + to.len();
            let mut one = provision(Span { start, end }, area);
            one.n = n;
            one.who = who;
            one.dose = dose;
            one
        });
    (TEXT.to_owned(), provisions.collect())
}

/// A provision of the invented text; its characters are all of one byte.
fn provision(span: Span, area: AreaCode) -> Provision {
    let text = TEXT[span.start..span.end].to_owned();
    let vague = ["as and when required", "Access to"]
        .into_iter()
        .filter_map(|words| {
            let start = span.start + text.find(words)?;
            let end = start + words.len();
            Some(Vague {
                text: words.into(),
                span: Span { start, end },
                why: "it says no amount".into(),
            })
        });
    Provision {
        n: 0,
        vague: vague.collect(),
        text,
        span,
        area,
        heading: Some(match area {
            AreaCode::Cl => "Cognition and learning".into(),
            _ => "Communication and interaction".into(),
        }),
        who: None,
        dose: Dose::default(),
        duplicate_of: None,
        notes: vec![],
    }
}

/// A framework of four areas and five levels, walked in this way, its tariff derived so.
pub(crate) fn framework(walk: Walk, by_reader: bool) -> Framework {
    let names = [
        "Universal",
        "Wider support",
        "SEN Support",
        "Part of the week",
        "All of the week",
    ];
    let levels: Vec<Level> = (names.iter().zip(1..))
        .map(|(name, rank)| Level {
            id: LevelId::new(rank.to_string()),
            name: (*name).into(),
            points: rank,
        })
        .collect();
    let area = |id: &str, name: &str, code| Area {
        id: AreaId::new(id),
        name: name.into(),
        code,
        parent: None,
        levels: levels.iter().map(|level| level.id.clone()).collect(),
        weight: 1,
        cap: None,
    };
    let areas = vec![
        area("ci", "Communication and interaction", Some(AreaCode::Ci)),
        area("cl", "Cognition and learning", Some(AreaCode::Cl)),
        area(
            "semh",
            "Social, emotional and mental health",
            Some(AreaCode::Semh),
        ),
        area("sp", "Sensory and physical", Some(AreaCode::Sp)),
    ];
    let descriptor = |area: &Area, level: &Level| {
        let (hours, lessons) = (level.points * 3, level.points);
        Descriptor {
            id: DescriptorId::new(format!("{}-{}", area.id, level.id)),
            area: area.id.clone(),
            level: level.id.clone(),
            kind: DescriptorKind::Provision,
            text: format!(
                "Day: Adaptations planned in up to {lessons} lessons in 5.\nAdults: Up to {hours} hours a week of adult time, speech programme and social group included."
            ),
            phases: vec![],
            settings: vec![],
            points: None,
            exclusive: None,
        }
    };
    let descriptors = areas
        .iter()
        .flat_map(|area| levels.iter().map(move |level| descriptor(area, level)));
    let tariff = |level: &Level| Tariff {
        id: TariffId::new(format!("T{}", level.id)),
        name: format!("Tariff {}", level.id),
        route: Route::Tariff,
        settings: vec![],
        open: level.id.as_str() == "5",
    };
    let kind = if by_reader {
        DerivationKind::Reader
    } else {
        let tariffs = levels
            .iter()
            .map(|level| (level.id.clone(), tariff(level).id));
        DerivationKind::Highest(tariffs.collect())
    };
    Framework {
        key: FrameworkKey {
            id: "invented".into(),
            version: "1".into(),
        },
        hash: Digest::of(b"invented"),
        title: "An invented framework".into(),
        status: Status::Released,
        authority: None,
        effective_from: Day::new(2026, 9, 1),
        previous: None,
        notice: "Invented for trials.".into(),
        phases: vec![Phase::Primary, Phase::Secondary],
        scope: Scope {
            years: (0, 11),
            settings: vec![Setting::Mainstream],
            sixth_form: false,
        },
        year: YearShape::default(),
        walk,
        descriptors: descriptors.collect(),
        tariffs: levels.iter().map(tariff).collect(),
        derivation: Derivation {
            kind,
            area_level: AreaLevelRule::Highest,
            adjust: vec![],
        },
        lineage: vec![],
        levels,
        areas,
    }
}

impl Default for Invented {
    fn default() -> Self {
        let (text, provisions) = plan();
        Self {
            framework: Arc::new(framework(Walk::Provision, false)),
            text,
            provisions,
            role: Role::Officer,
            before: vec![],
            refuses: None,
            kept: None,
            next: 1,
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
            Request::Worklist(_) => Reply::Worklist(Box::new(self.page())),
            Request::Open(Which::Next(_)) if self.next > 1 => Reply::NobodyNext,
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
            Request::Discard(_) => {
                self.kept = None;
                Reply::Discarded
            }
            Request::Cut(_, cut) => {
                let read =
                    |(span, area, _): &(Span, AreaCode, Option<String>)| provision(*span, *area);
                Reply::Cut(cut.clone(), cut.to.iter().map(read).collect())
            }
            Request::SameWords(item, _) => Reply::SameWords(*item, self.before.clone()),
            Request::Record(draft) => Reply::Recorded(Box::new(self.recorded(draft))),
            other => Reply::Refused(format!("This trial has no answer to {:?}.", other.asked())),
        }
    }

    fn row(&self) -> Row {
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
            waiting_since: None,
            setting: Some(Setting::Mainstream),
            phase: Some(Phase::Primary),
            year_group: Some(6),
            district: None,
            community: None,
            school: None,
            has_text: true,
            leads_to: None,
        }
    }

    fn page(&self) -> Page {
        Page {
            rows: vec![self.row()],
            from: 0,
            total: 1,
            in_scope: 318,
            out_of_scope: vec![],
            done: 12,
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
        };
        Case {
            row: self.row(),
            facts: Facts {
                last_review: Day::new(2026, 10, 1),
                ..Facts::unknown(PupilRef::new("K-1042"))
            },
            plan: Some(Plan {
                id: PlanId::new("plan-1"),
                source: "K-1042.docx".into(),
                version: Some("2".into()),
                received: Moment::of_day(Day::new(2026, 12, 1).unwrap()),
                text: self.text.clone(),
            }),
            reading: Reading::default(),
            draft: self.kept.clone().unwrap_or(fresh),
            judged: vec![],
            group: (12, 318),
            group_done_by: Some("9 Feb".into()),
            pace: Some("4.1 min each".into()),
        }
    }

    fn recorded(&self, draft: &Draft) -> Mapping {
        let working = draft.working();
        let cannot = working.cannot_map.is_some();
        Mapping {
            id: RecordId::new("record-1"),
            origin: Origin::new("origin-1"),
            recorded: super::now(),
            sheet: Sheet {
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
            },
            withdrawn: None,
        }
    }
}
