//! What the store's tests begin with: a workspace in a folder of its own, invented pupils and sheets.

use std::path::Path;

use tempfile::TempDir;

use super::batch::{File, Incoming, IncomingPlan, Order, Taken};
use super::connection::Store;
use super::fault::Result;
use super::mint::Mint;
use super::verify::Verified;
use crate::domain::caseload::MappingHead;
use crate::domain::day::Moment;
use crate::domain::derive::Outcome;
use crate::domain::digest::Digest;
use crate::domain::dose::{Dose, Period, Ratio, Unit, Who};
use crate::domain::draft::Draft;
use crate::domain::flag::{Flag, FlagRule};
use crate::domain::framework::Route;
use crate::domain::identity::{
    AreaId, FrameworkKey, LevelId, PupilId, PupilRef, Reader, Role, TariffId,
};
use crate::domain::judgement::{
    AreaLevel, AreaSource, CannotMap, CannotMapWhy, Judged, Judgement, SetAside, Verdict,
};
use crate::domain::mapping::{Course, Offered, Sheet};
use crate::domain::place::{Phase, Setting};
use crate::domain::provision::{AreaCode, Provision, Span, Vague};
use crate::domain::pupil::Facts;

pub(crate) fn at(minute: i64) -> Moment {
    Moment::from_millis(1_768_210_200_000).plus_millis(minute * 60_000)
}

impl Store {
    /// Checks everything, with nobody who hears how far it has come.
    pub(crate) fn verified(&self) -> Result<Verified> {
        self.verify(&mut |_, _, _| Ok(()))
    }
}

pub(crate) fn open(folder: &Path, seed: u64) -> Store {
    let store = Store::open(folder, Mint::seeded(seed), at(0)).unwrap();
    // No test here cuts the power; waiting for the disk would be most of their time.
    store.db.pragma_update(None, "synchronous", "OFF").unwrap();
    store
}

/// A workspace with the framework and so many pupils, `K-1` and on, each with a plan.
pub(crate) fn workspace(pupils: usize) -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path(), 7);
    store
        .keep_framework(&framework(), Digest::of(b"file"), b"file", at(0))
        .unwrap();
    let batch = batch(
        (1..=pupils)
            .map(|n| incoming(&format!("K-{n}"), n))
            .collect(),
    );
    import(&mut store, order(at(1)), &[batch], &[]).unwrap();
    (folder, store)
}

pub(crate) fn framework() -> FrameworkKey {
    FrameworkKey {
        id: "illustrative".into(),
        version: "2025.2".into(),
    }
}

pub(crate) fn officer() -> Reader {
    Reader {
        name: "Sian Price".into(),
        role: Role::Officer,
    }
}

/// A file of pupils, and whom of them it could not tell.
pub(crate) struct Batch {
    pub(crate) pupils: Vec<Incoming>,
    pub(crate) turned_away: Vec<PupilRef>,
}

pub(crate) fn batch(pupils: Vec<Incoming>) -> Batch {
    Batch {
        pupils,
        turned_away: Vec::new(),
    }
}

/// An import of files that are not the whole caseload, which does not tell what moved.
pub(crate) fn order<'a>(now: Moment) -> Order<'a> {
    Order {
        now,
        whole: false,
        dry_run: false,
        compare: None,
    }
}

/// Imports files, and plans of pupils who are known.
pub(crate) fn import(
    store: &mut Store,
    order: Order<'_>,
    files: &[Batch],
    known: &[(PupilId, IncomingPlan)],
) -> Result<Taken> {
    store.import(order, |taking| {
        for one in files {
            let file = File {
                name: "caseload.csv".into(),
                digest: Digest::of(b"caseload"),
                kind: "table".into(),
                silent: Vec::new(),
            };
            taking.file(file, |intake| {
                (one.pupils.iter()).try_for_each(|pupil| intake.take(pupil).map(drop))
            })?;
            for reference in &one.turned_away {
                taking.stays(reference)?;
            }
        }
        taking.plans(known)?;
        taking.close(&mut |_| Ok(()))
    })
}

pub(crate) fn incoming(reference: &str, row: usize) -> Incoming {
    let mut facts = Facts::unknown(PupilRef::new(reference));
    facts.surname = Some("Okafor".into());
    facts.setting = Some(Setting::Special);
    facts.dob = "2015-03-04".parse().ok();
    Incoming {
        facts,
        row,
        plan: Some(plan(&format!("{reference}: A TA, 15 minutes a day."))),
    }
}

pub(crate) fn plan(text: &str) -> IncomingPlan {
    IncomingPlan {
        text: text.into(),
        source: "caseload.csv".into(),
        version: Some("2".into()),
        provisions: 2,
        amends: None,
    }
}

pub(crate) fn provision(n: u32, text: &str) -> Provision {
    Provision {
        n,
        text: text.into(),
        span: Span { start: 3, end: 40 },
        area: AreaCode::Ci,
        heading: Some("Communication".into()),
        who: Some(Who::SaLT),
        dose: Dose {
            amount: "12.5".parse().ok(),
            unit: Some(Unit::Minutes),
            per: Some(Period::HalfTerm),
            ratio: Some(Ratio::GroupUpTo(4)),
            annual_hours: "1.25".parse().ok(),
        },
        vague: vec![Vague {
            text: "access to".into(),
            span: Span { start: 4, end: 13 },
            why: "no amount".into(),
            question: "How much?".into(),
        }],
        duplicate_of: (n == 2).then_some(1),
        notes: vec!["a note of the reading".into()],
    }
}

pub(crate) fn draft(pupil: &PupilId) -> Draft {
    Draft {
        pupil: pupil.clone(),
        plan: None,
        framework: framework(),
        reader: officer(),
        opened: at(2),
        base: vec![provision(1, "A TA, 15 minutes a day.")],
        steps: vec![],
        revealed: None,
        changed_after_reveal: false,
        parked: None,
        shown: vec![],
        carried: None,
        purpose: None,
    }
}

/// A sheet with something in every table.
pub(crate) fn sheet(store: &Store, pupil: &PupilId, level: &str) -> Sheet {
    let area = |id: &str| AreaId::new(id);
    let evidence = Verdict::Evidence {
        area: area("ci"),
        level: Some(LevelId::new(level)),
    };
    let judgement = |n, verdict, note: Option<&str>| Judgement {
        n,
        verdict,
        note: note.map(str::to_owned),
    };
    Sheet {
        pupil: pupil.clone(),
        plan: store.plan(pupil).unwrap().map(|plan| plan.id),
        framework: framework(),
        framework_hash: Digest::of(b"file"),
        reader: officer(),
        setting: Some(Setting::Special),
        phase: Some(Phase::Post16),
        provisions: vec![
            provision(1, "A TA, 15 minutes a day."),
            provision(2, "An OT's visit."),
        ],
        judged: Judged {
            primary: None,
            judgements: vec![
                judgement(1, evidence, Some("Amara's own words")),
                judgement(2, Verdict::SetAside(SetAside::QueryHealth), None),
            ],
            area_levels: vec![AreaLevel {
                area: area("ci"),
                level: LevelId::new(level),
                reason: Some("against the rule".into()),
                evidence: AreaSource::AnnualReview,
            }],
            chosen: Some(TariffId::new("T3")),
            open_reason: Some("above the top".into()),
            cannot_map: None,
            unsure: true,
        },
        outcome: Some(Outcome {
            several: Vec::new(),
            tariff: TariffId::new("T3"),
            route: Route::Tariff,
            trace: vec!["highest level: 3".into(), "so T3".into()],
        }),
        flags: vec![Flag {
            rule: FlagRule::AgainstRule,
            reason: "CI 3 against 2".into(),
        }],
        course: Course {
            opened: at(2),
            revealed: Some(at(3)),
            changed_after_reveal: true,
            offered: vec![Offered {
                n: 1,
                area: area("ci"),
                level: LevelId::new("2"),
                place: 1,
                taken: false,
            }],
        },
        taken_over: None,
        adopted_by: None,
        purpose: None,
        ruled: None,
    }
}

/// A sheet that says the plan cannot be mapped.
pub(crate) fn cannot(store: &Store, pupil: &PupilId) -> Sheet {
    let mut sheet = sheet(store, pupil, "3");
    sheet.outcome = None;
    sheet.judged.cannot_map = Some(CannotMap {
        why: CannotMapWhy::VagueSectionF,
        note: Some("only \"access to\"".into()),
    });
    sheet
}

/// The mappings of a pupil that stand.
pub(crate) fn standing(store: &Store, reference: &str) -> Vec<MappingHead> {
    let entry = store.entry(&pupil(store, reference), &framework()).unwrap();
    entry.unwrap().mappings
}

pub(crate) fn pupil(store: &Store, reference: &str) -> PupilId {
    store.pupil_by(reference).unwrap().unwrap()
}
