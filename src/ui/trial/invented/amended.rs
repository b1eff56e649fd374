//! The invented plan as a newer version of one that was mapped.

use super::Invented;
use crate::domain::amendment::Drawn;
use crate::domain::draft::{Carried, Earlier, Step};
use crate::domain::identity::{AreaId, LevelId};
use crate::domain::judgement::{AreaLevel, AreaSource};
use crate::domain::provision::{AreaCode, Provision, Span};

/// The invented plan, amended since R. Ash mapped it: a dose changed, a provision reworded, one new, one gone.
pub(crate) fn amended() -> Invented {
    let invented = Invented::default();
    let mut before = invented.provisions.clone();
    rewrite(
        &mut before,
        1,
        "A Teaching Assistant will deliver a speech programme for 10 minutes daily, 1:1.",
    );
    before[1].dose.amount = Some(10.into());
    before[1].dose.annual_hours = Some("31.67".parse().unwrap());
    rewrite(
        &mut before,
        2,
        "A Teaching Assistant will run a friendship and communication group of no more than four pupils, for 2 x 30 minutes per week.",
    );
    before[4] = super::provision(Span { start: 0, end: 9 }, AreaCode::Cl);
    rewrite(
        &mut before,
        4,
        "An occupational therapist will visit once a term.",
    );
    for (provision, n) in before.iter_mut().zip(1..) {
        provision.n = n;
    }
    let mapping = {
        let mut earlier = Invented {
            provisions: before.clone(),
            ..Invented::default()
        };
        let mut draft = earlier.case().draft;
        draft.reader.name = "R. Ash".into();
        draft.steps = steps(&draft.working().items);
        earlier.kept = Some(draft.clone());
        earlier.recorded(&draft)
    };
    let told = "version 1, 2 Oct 2026, by R. Ash".to_owned();
    let drawn = Drawn {
        provisions: before,
        cut: vec![],
    };
    let earlier = Earlier::recorded(&mapping, drawn, told);
    let carried = Carried::over(&earlier, &invented.provisions);
    Invented {
        carried: Some(carried),
        warnings: vec!["this plan was amended since it was read".into()],
        ..invented
    }
}

fn rewrite(provisions: &mut [Provision], at: usize, text: &str) {
    text.clone_into(&mut provisions[at].text);
}

fn steps(items: &[crate::domain::draft::Item]) -> Vec<Step> {
    let judged = [
        ("ci", "4"),
        ("ci", "4"),
        ("ci", "3"),
        ("cl", "2"),
        ("cl", "1"),
    ];
    let judge = items
        .iter()
        .zip(judged)
        .map(|(item, (area, level))| Step::Judge {
            item: item.id,
            area: AreaId::new(area),
            level: Some(LevelId::new(level)),
        });
    let mut steps: Vec<Step> = judge.collect();
    steps.push(Step::Note {
        item: items[1].id,
        note: "the school doubts it".into(),
    });
    steps.extend([("ci", "4"), ("cl", "2")].map(|(area, level)| {
        Step::Settle(AreaLevel {
            area: AreaId::new(area),
            level: LevelId::new(level),
            reason: None,
            evidence: AreaSource::Provisions,
        })
    }));
    steps
}
