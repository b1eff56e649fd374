//! Two who sit at one file and a colleague at another, and what they may do.

use std::path::PathBuf;

use proptest::prelude::*;
use tempfile::TempDir;

use super::super::*;
use crate::domain::caseload::Event;
use crate::domain::colleague::Colleague;
use crate::domain::distribution::{Dimension, Wanted};
use crate::domain::identity::{AreaId, LevelId, Origin, Reader, Role};
use crate::domain::judgement::{
    AreaLevel, AreaSource, CannotMap, CannotMapWhy, Judged, Judgement, SetAside, Verdict,
};
use crate::domain::provision::Provision;
use crate::domain::pupil::Newcomer;
use crate::domain::travel::{Part, Piece};
use crate::store::{Pack, Parcel};
use crate::workspace::{Wish, unwatched};

/// Who comes in and how they change, a table after the other.
const TABLES: [&str; 3] = [
    "ref,surname,forename,dob,setting,urn,district,plan_start,section_f\n\
    K-1,Okafor,Amara,2015-03-04,mainstream,990001,Dover,2020-01-06,A TA for 20 minutes a day.\n\
    K-2,Bell,Sian,2014-02-01,special,990002,Dover,2021-01-06,A TA for 1 hour a week.\n\
    K-3,Reed,Jo,2012-05-05,srp,990001,Thanet,2026-01-06,A TA for 2 hours a week.\n\
    K-4,Price,Tom,2009-05-05,fe,990003,Thanet,2022-01-06,\n",
    "ref,surname,forename,dob,setting,urn,district,plan_start,section_f\n\
    K-1,Okafor,Amara,2015-03-04,special,990001,Swale,2020-01-06,A TA for 20 minutes a day.\n\
    K-2,Bell,Sian,2014-02-01,special,990002,Dover,2021-01-06,A TA for 1 hour a week.\n\
    K-5,Ayo,Ben,2016-05-05,mainstream,990002,Dover,2022-01-06,A TA for 3 hours a week.\n",
    "ref,surname,forename,dob,setting,urn,district,plan_start,section_f\n\
    K-1,Okafor,Amara,2015-03-04,mainstream,990001,Dover,2020-01-06,A TA for 90 minutes a day.\n\
    K-3,Reed,Jo,2012-05-05,srp,990001,Thanet,2026-01-06,A TA for 2 hours a week.\n",
];

const REGISTER: &str = "URN,LA (code),EstablishmentName,TypeOfEstablishment (code),EstablishmentStatus (code),CloseDate,StatutoryLowAge,StatutoryHighAge,TypeOfResourcedProvision (name),DistrictAdministrative (name)\n\
    990001,886,Oak School,1,1,,4,11,,Ashford\n";

/// What somebody does, and to which pupil or by which table.
#[derive(Clone, Copy, Debug)]
pub(super) enum Deed {
    Map(usize, Role),
    CannotMap(usize),
    Withdraw(usize),
    Import(usize),
    WholeImport(usize),
    Register,
    UndoImport,
    Cohort(usize, Option<i16>),
    Draft(usize),
    Paste(usize),
    Bundle(usize),
    Keep,
}

pub(super) fn deed() -> impl Strategy<Value = Deed> {
    let pupil = 1usize..6;
    let role = prop_oneof![
        Just(Role::Officer),
        Just(Role::Moderator),
        Just(Role::School)
    ];
    prop_oneof![
        3 => (pupil.clone(), role).prop_map(|(pupil, role)| Deed::Map(pupil, role)),
        1 => pupil.clone().prop_map(Deed::CannotMap),
        1 => pupil.clone().prop_map(Deed::Withdraw),
        2 => (0usize..3).prop_map(Deed::Import),
        1 => (0usize..3).prop_map(Deed::WholeImport),
        1 => Just(Deed::Register),
        1 => Just(Deed::UndoImport),
        1 => (pupil.clone(), prop::option::of(-2i16..3)).prop_map(|(pupil, years)| Deed::Cohort(pupil, years)),
        1 => pupil.clone().prop_map(Deed::Draft),
        1 => pupil.clone().prop_map(Deed::Paste),
        2 => pupil.prop_map(Deed::Bundle),
        4 => Just(Deed::Keep),
    ]
}

pub(super) fn at(minute: i64) -> Moment {
    Moment::of_day("2026-10-05".parse().unwrap()).plus_millis(minute * 60_000)
}

pub(super) fn reader(role: Role) -> Reader {
    Reader {
        name: format!("Ada {}", role.code()),
        role,
    }
}

fn file(folder: &TempDir, name: &str, text: &str) -> PathBuf {
    let path = folder.path().join(name);
    crate::workspace::files::write(&path, text.as_bytes()).unwrap();
    path
}

fn import(workspace: &mut Workspace, folder: &TempDir, (name, text): (&str, &str), whole: bool) {
    let come = [file(folder, name, text)];
    let wish = Wish {
        whole,
        ..Wish::default()
    };
    workspace
        .import(&come, wish, at(1), &mut unwatched)
        .unwrap();
}

/// Two who sit at one file, and a colleague at another.
pub(super) struct House {
    folder: TempDir,
    pub(super) here: [Workspace; 2],
    away: Workspace,
    minute: i64,
}

impl House {
    pub(super) fn begin() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let open = |name: &str, seed| {
            Workspace::open(&folder.path().join(name), Some(seed), at(0)).unwrap()
        };
        let (mut one, mut away) = (open("here", 7), open("away", 8));
        let two = open("here", 9);
        for workspace in [&one, &two, &away] {
            // No test here cuts the power.
            let no_wait = workspace.store.db.pragma_update(None, "synchronous", "OFF");
            no_wait.unwrap();
        }
        import(&mut one, &folder, ("first.csv", TABLES[0]), false);
        let cards = [card(&one), card(&away)];
        one.store.trust(&cards[1], at(0)).unwrap();
        away.store.trust(&cards[0], at(0)).unwrap();
        carry(&one, &mut away, 1);
        Self {
            folder,
            here: [one, two],
            away,
            minute: 2,
        }
    }

    /// Does something that may not be possible as things stand, and is refused then.
    pub(super) fn act(&mut self, who: usize, deed: Deed) {
        self.minute += 1;
        let (now, folder) = (at(self.minute), &self.folder);
        let workspace = &mut self.here[who];
        let id = |workspace: &Workspace, n| workspace.pupil(&format!("K-{n}")).ok();
        match deed {
            Deed::Map(n, role) => map(workspace, n, role, now),
            Deed::CannotMap(n) => {
                let why = CannotMapWhy::VagueSectionF;
                let judged = Judged {
                    cannot_map: Some(CannotMap { why, note: None }),
                    ..Judged::default()
                };
                let by = reader(Role::Officer);
                let _ = workspace.record_judged(&format!("K-{n}"), judged, None, by, now);
            }
            Deed::Withdraw(n) => {
                let history =
                    id(workspace, n).map(|pupil| workspace.store.history(&pupil).unwrap());
                let mut mapped = history
                    .into_iter()
                    .flatten()
                    .filter_map(|event| match event {
                        Event::Mapped(mapping) if mapping.withdrawn.is_none() => Some(mapping.id),
                        Event::Mapped(_)
                        | Event::Withdrawn(_)
                        | Event::Decided(_)
                        | Event::Imported { .. }
                        | Event::PlanReceived { .. }
                        | Event::Cohort(_) => None,
                    });
                if let Some(mapping) = mapped.next_back() {
                    let by = reader(Role::Officer);
                    workspace.withdraw(&mapping, &by, "a slip", now).unwrap();
                }
            }
            Deed::Import(n) | Deed::WholeImport(n) => {
                let whole = matches!(deed, Deed::WholeImport(_));
                import(workspace, folder, ("table.csv", TABLES[n]), whole);
            }
            Deed::Register => {
                let named = ("edubasealldata20260101.csv", REGISTER);
                import(workspace, folder, named, false);
            }
            Deed::UndoImport => {
                let standing = workspace.imports().unwrap().into_iter();
                if let Some(import) = standing.clone().find(|one| one.undone.is_none()) {
                    let by = reader(Role::Officer);
                    let _ = workspace.undo_import(&import, &by, now, &mut unwatched);
                }
            }
            Deed::Cohort(n, years) => {
                if let Some(pupil) = id(workspace, n) {
                    let by = reader(Role::Officer);
                    workspace
                        .set_cohort(&pupil, years, &by, "known", now)
                        .unwrap();
                }
            }
            Deed::Draft(n) => {
                if let Some(draft) = id(workspace, n).and_then(|one| workspace.case(&one, now).ok())
                {
                    let _ = workspace.save(&draft.draft, now);
                }
            }
            Deed::Paste(n) => {
                let text = format!("A TA, {} minutes a day.", self.minute);
                let _ = workspace.paste(&format!("K-{n}"), &text, Newcomer::default(), now);
            }
            Deed::Bundle(n) => {
                map(&mut self.away, n, Role::Moderator, now);
                carry(&self.away, workspace, self.minute);
            }
            Deed::Keep => {
                workspace.read_counts(now, &mut unwatched).unwrap();
                workspace.keep_counts().unwrap();
            }
        }
    }

    /// Holds what each has before them, and what is kept, against the records.
    pub(super) fn check(&mut self, day: i32) {
        let now = Moment::of_day(at(0).day().plus_days(day));
        for workspace in &mut self.here {
            assert_eq!(workspace.recount(now, &mut unwatched).unwrap(), None);
            workspace.read_counts(now, &mut unwatched).unwrap();
            let counted = workspace
                .distribution(&Wanted::by(&Dimension::ALL), now)
                .unwrap();
            let briefs = |roster: &Roster| format!("{:?}", roster.briefs().collect::<Vec<_>>());
            let kept = briefs(&workspace.counts.as_ref().unwrap().roster);
            workspace.forget();
            workspace.levels = true;
            let listed = workspace.caseload(now.day()).unwrap();
            assert_eq!(kept, briefs(listed.list.roster()));
            let listed = workspace
                .distribution(&Wanted::by(&Dimension::ALL), now)
                .unwrap();
            assert_eq!(counted, listed);
        }
    }
}

fn map(workspace: &mut Workspace, n: usize, role: Role, now: Moment) {
    let level = |area: &str, level: usize| AreaLevel {
        area: AreaId::new(area),
        level: LevelId::new(level.to_string()),
        reason: Some("as agreed".to_owned()),
        evidence: AreaSource::Placement,
    };
    let reference = format!("K-{n}");
    let Ok(pupil) = workspace.pupil(&reference) else {
        return;
    };
    let core = |provision: &Provision| Judgement {
        n: provision.n,
        verdict: Verdict::SetAside(SetAside::Core),
        note: None,
    };
    let provisions = workspace.provisions(&pupil).unwrap();
    let judged = Judged {
        judgements: provisions.iter().map(core).collect(),
        area_levels: vec![level("ci", n.min(5)), level("cl", 2)],
        ..Judged::default()
    };
    // Whoever is out of scope or has no plan cannot be mapped.
    let _ = workspace.record_judged(&reference, judged, None, reader(role), now);
}

fn card(workspace: &Workspace) -> Colleague {
    Colleague {
        name: "Ada".to_owned(),
        origin: workspace.store.origin().clone(),
        signing: workspace.store.signing().unwrap(),
        encryption: "age1".to_owned(),
    }
}

/// Carries all that one has to another.
fn carry(from: &Workspace, to: &mut Workspace, minute: i64) {
    let pack = Pack {
        from: card(from),
        what: Part::ALL.to_vec(),
        since: None,
        pupils: None,
    };
    let mut pieces: Vec<Piece> = Vec::new();
    let packed = from.store.pack(&pack, &mut |piece| {
        pieces.push(piece);
        Ok(())
    });
    packed.unwrap();
    let parcel = Parcel {
        digest: Digest::of(&minute.to_le_bytes()),
        origin: Origin::new("o"),
        made: at(minute),
        shelf: Vec::new(),
    };
    let arrived = to.store.arrive(&parcel, false, at(minute), |arrival| {
        pieces.into_iter().try_for_each(|piece| arrival.take(piece))
    });
    arrived.unwrap();
    to.forget();
}
