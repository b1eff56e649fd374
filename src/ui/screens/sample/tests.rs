//! A sample opened from moderation, driven by keys.

use crate::domain::day::Moment;
use crate::domain::framework::Framework;
use crate::domain::identity::{PupilId, PupilRef, Reader, RecordId, Role, TariffId};
use crate::domain::moderation::cohort::pattern::{Scope, Step};
use crate::domain::moderation::cohort::{Line, Outcome, Shift};
use crate::domain::moderation::queue::{Bench, SampleCase, SampleState};
use crate::domain::moderation::ranks::{Measure, Ranks};
use crate::domain::moderation::ruling::{Carry, Left, Moved, Proposal, Ruled, Ruling, Side, What};
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
    let state = state(&framework, outcome(&framework));
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

fn proposal(framework: &Framework, scope: Option<Scope>) -> Proposal {
    let moved = |reference: &str, read| Moved {
        pupil: PupilId::new(format!("pupil {reference}")),
        reference: PupilRef::new(reference),
        mapping: RecordId::new(format!("mapping of {reference}")),
        officer: "Ben Bright".to_owned(),
        read,
        sides: match scope {
            Some(_) => Vec::new(),
            None => vec![Side {
                measure: Measure::Tariff,
                from: Some(2),
                to: Some(3),
            }],
        },
    };
    let Outcome::Shift(shift) = shift(framework) else {
        panic!("no shift");
    };
    Proposal {
        sample: RecordId::new("sample-1"),
        cohort: "Ben Bright".to_owned(),
        steps: shift.steps,
        moved: vec![moved("K-1060", true), moved("K-2000", false)],
        left: vec![Left {
            reference: PupilRef::new("K-2001"),
            why: "a moderator's mapping counts already".to_owned(),
        }],
        scope,
    }
}

/// A sample whose outcome is to be carried out, with what that does on the screen.
fn to_carry(scope: Option<Scope>) -> Stage {
    let mut stage = opened(|framework| match scope.clone() {
        Some(scope) => Outcome::Again(scope),
        None => shift(framework),
    });
    assert!(matches!(stage.last(), Request::Proposal(sample) if sample.as_str() == "sample-1"));
    stage.shows("Reckoning what carrying it out");
    stage.keys("c");
    stage.shows("still being reckoned");
    let proposal = proposal(&Invented::default().framework, scope);
    stage.reply(Asked::Proposal, Reply::Proposal(Box::new(proposal)));
    stage
}

fn carried(stage: &Stage) -> &Carry {
    let Request::Carry(carry) = stage.last() else {
        panic!("{:?}", stage.last());
    };
    carry
}

#[test]
fn a_shift_is_looked_at_pupil_by_pupil_and_made_in_two_names() {
    let mut stage = to_carry(None);
    stage.shows("What carrying it out does");
    stage.shows("K-1060         Tariff T3 → T4, as a moderator read it");
    stage.shows("K-2001 stays: a moderator's mapping counts");
    stage.keys("end enter");
    assert!(matches!(stage.last(), Request::History(pupil) if pupil.as_str() == "pupil K-2000"));
    stage.keys("q tab");
    stage.shows("The sample");
    stage.keys("c");
    stage.shows("Second moderator's name:");
    stage.keys("enter");
    stage.shows("type the second");
    stage.types("L. Lead");
    stage.keys("enter enter");
    stage.shows("say why in a few");
    stage.types("a level severe");
    stage.keys("enter");
    stage.shows("in the name of R. Hale and L. Lead?");
    stage.keys("n c");
    stage.types("L. Lead");
    stage.keys("enter");
    stage.types("a level severe");
    stage.keys("enter y");
    let carry = carried(&stage);
    assert_eq!(carry.second.as_deref(), Some("L. Lead"));
    assert_eq!(carry.reason, "a level severe");
    assert_eq!(
        carry.shown,
        Some(proposal(&Invented::default().framework, None).mark())
    );
    stage.reply(
        Asked::Carry,
        Reply::Refused("Records have come in.".to_owned()),
    );
    stage.shows("Records have come in.");
    let ruling = Ruling {
        id: RecordId::new("ruling-1"),
        recorded: Moment::of_day("2027-01-12".parse().unwrap()),
        ruled: Ruled {
            framework: Invented::default().framework.key.clone(),
            sample: RecordId::new("sample-1"),
            what: What::Again(Scope::Cohort),
            mappings: vec![RecordId::new("m")],
            reader: Reader {
                name: "R. Hale".to_owned(),
                role: Role::Moderator,
            },
            reason: "a level severe".to_owned(),
        },
    };
    stage.keys("c");
    stage.types("L. Lead");
    stage.keys("enter");
    stage.types("severe");
    stage.keys("enter y");
    stage.reply(Asked::Carry, Reply::Carried(Box::new(ruling)));
    stage.shows("Carried out on 12 Jan 2027 by R. Hale");
    stage.keys("c");
    stage.shows("It was carried out already");
    stage.any_size();
}

#[test]
fn what_is_mapped_again_needs_one_name_and_a_reason() {
    let mut stage = to_carry(Some(Scope::Cohort));
    stage.shows("K-2000         back to Ben Bright, to be mapped again");
    stage.keys("c");
    stage.shows("Why is it carried out?");
    stage.types("no pattern");
    stage.keys("enter");
    stage.shows("in the name of R. Hale?");
    stage.keys("y");
    assert_eq!(carried(&stage).second, None);
}

#[test]
fn an_outcome_that_stands_has_nothing_to_carry_out() {
    let mut stage = opened(|_| Outcome::Stands { read: 6 });
    stage.keys("c");
    stage.shows("There is nothing to carry out");
}

#[test]
fn frames() {
    let mut stage = to_carry(None);
    stage.frames("sample-shift");
    stage.keys("tab down");
    stage.frames("sample");
    stage.keys("c");
    stage.types("L. Lead");
    stage.frames("sample-second");
    stage.any_size();
}
