//! A sample opened from moderation, driven by keys.

use crate::domain::framework::Framework;
use crate::domain::identity::{PupilId, PupilRef, RecordId, TariffId};
use crate::domain::moderation::cohort::pattern::Step;
use crate::domain::moderation::cohort::{Line, Outcome, Shift};
use crate::domain::moderation::queue::{Bench, SampleCase, SampleState};
use crate::domain::moderation::ranks::{Measure, Ranks};
use crate::domain::moderation::sample::{Member, Ranked, Stratum, Why};
use crate::ui::message::{Asked, Opening, Reply, Request};
use crate::ui::stage::Stage;
use crate::ui::trial::Invented;

fn ranks(framework: &Framework, tariff: usize) -> Ranks {
    Ranks {
        tariff: Some(tariff),
        areas: [(framework.areas[0].id.clone(), tariff)].into(),
    }
}

/// Two members, of whom one is read; with a shift proposed or without.
fn state(framework: &Framework, outcome: Outcome) -> SampleState {
    let mut state = Invented::default().bench.samples.remove(0);
    let ids = ["K-1042", "K-1060"];
    state.outcome = outcome;
    state.cases = Vec::new();
    for reference in ids {
        let read = reference == "K-1060";
        state.cases.push(SampleCase {
            reference: PupilRef::new(reference),
            mapping: RecordId::new(format!("mapping of {reference}")),
            officer: "Ben Bright".to_owned(),
            first: true,
            ranks: Some(ranks(framework, 2)),
            moderator: read.then(|| ranks(framework, 3)),
            decided: read.then(|| "adjusted".to_owned()),
        });
        state.kept.drawn.sample.members.push(Member {
            mapping: RecordId::new(format!("mapping of {reference}")),
            pupil: PupilId::new(format!("pupil {reference}")),
            officer: "Ben Bright".to_owned(),
            why: vec![Why::Random],
            stratum: 0,
            first: true,
        });
    }
    let ranked = Ranked::Tariff(2, TariffId::new("T3"));
    state.kept.drawn.sample.strata = vec![Stratum {
        result: ranked,
        of: 40,
        drawn: 10,
        random: 10,
    }];
    state
}

fn shift(framework: &Framework) -> Outcome {
    let measure = Measure::Area(framework.areas[0].id.clone());
    let line = |pupil: &str, read| Line {
        mapping: RecordId::new(format!("mapping of {pupil}")),
        pupil: PupilId::new(format!("pupil {pupil}")),
        measure: measure.clone(),
        from: 2,
        to: 3,
        read,
    };
    Outcome::Shift(Shift {
        steps: vec![Step {
            measure: measure.clone(),
            by: -1,
        }],
        lines: vec![line("K-1060", true), line("K-2000", false)],
    })
}

fn opened(outcome: impl FnOnce(&Framework) -> Outcome) -> Stage {
    let framework = Invented::default().framework;
    let mut state = state(&framework, outcome(&framework));
    for reference in ["K-1060", "K-2000"] {
        let pupil = PupilId::new(format!("pupil {reference}"));
        state.names.insert(pupil, PupilRef::new(reference));
    }
    let mut stage = Stage::new(Some(Opening {
        framework,
        reader: "R. Hale".to_owned(),
        told: None,
    }));
    stage.keys("M");
    let bench = Bench {
        samples: vec![state],
        ..Bench::default()
    };
    stage.reply(Asked::Bench, Reply::Bench(Box::new(bench)));
    stage.keys("enter");
    stage
}

#[test]
fn an_opened_sample_says_where_it_stands_and_what_became_of_each_member() {
    let mut stage = opened(|_| Outcome::First { left: 1 });
    stage.shows("1 are left; none read so far is");
    stage.shows("1 of 2 read");
    stage.shows("K-1060         first  adjusted");
    stage.shows("T3           40, 10");
    // Neither the officer's reading nor the record of one that is still to be read.
    assert!(!stage.text(120, 40).contains("Mapped by"));
    let before = stage.count();
    stage.keys("enter");
    stage.shows("K-1042 is still to be read blind");
    assert!(
        !stage
            .requests()
            .skip(before)
            .any(|one| matches!(one, Request::History(_)))
    );
    stage.keys("down");
    stage.shows("Mapped by Ben Bright");
    stage.shows("3; the moderator: 4");
    stage.keys("enter");
    assert!(matches!(stage.last(), Request::History(pupil) if pupil.as_str() == "pupil K-1060"));
    stage.keys("q q");
    stage.shows("What waits");
}

#[test]
fn a_proposed_shift_is_a_table_pupil_by_pupil() {
    let mut stage = opened(shift);
    stage.shows("What the shift would change");
    stage.shows("3 → 4  as a moderator read it");
    stage.shows("K-2000");
    stage.keys("end enter");
    assert!(matches!(stage.last(), Request::History(pupil) if pupil.as_str() == "pupil K-2000"));
    stage.keys("q tab");
    stage.shows("The sample");
    stage.keys("tab");
    stage.shows("What the shift would change");
}

#[test]
fn frames() {
    let mut stage = opened(shift);
    stage.frames("sample-shift");
    stage.keys("tab down");
    stage.frames("sample");
    stage.any_size();
}
