//! What is left to the reader at the end: another primary area, or a tariff from a list.

use super::recorded;
use crate::domain::derivation::DerivationKind;
use crate::domain::framework::{Framework, Tariff, Walk};
use crate::domain::identity::{AreaId, LevelId, TariffId};
use crate::domain::place::Setting;
use crate::ui::trial::{Invented, Trial, framework};

/// The invented framework, its tariff by the primary area: the level's own, one less for every area but CI.
fn by_primary() -> Framework {
    let mut made = framework(Walk::Provision, false);
    let row = |area: &AreaId| {
        let less = usize::from(area.as_str() != "ci");
        let levels = made.levels.iter().enumerate();
        let tariff = |(rank, level): (usize, &crate::domain::framework::Level)| {
            let tariff = made.tariffs.get(rank.saturating_sub(less)).unwrap();
            (level.id.clone(), tariff.id.clone())
        };
        levels
            .map(tariff)
            .collect::<std::collections::BTreeMap<LevelId, TariffId>>()
    };
    let table = made.leaves().map(|area| (area.id.clone(), row(&area.id)));
    made.derivation.kind = DerivationKind::Primary(table.collect());
    made
}

fn walk(framework: Framework) -> Trial {
    Trial::walk(Invented {
        framework: framework.into(),
        ..Invented::default()
    })
}

#[test]
fn the_rules_primary_area_needs_no_key_and_another_one_a_reason() {
    let mut trial = walk(by_primary());
    trial.keys("4 4 3 2 2 enter enter enter");
    let text = trial.text(120, 40);
    assert!(
        text.contains("Communication and interaction is the primary"),
        "{text}"
    );
    trial.keys("l 2");
    trial.keys("enter");
    let text = trial.text(120, 40);
    assert!(text.contains("needs a reason"), "{text}");
    trial.line("the plan is written for it");
    assert!(
        trial
            .text(120, 40)
            .contains("Cognition and learning is the primary")
    );
    trial.keys("enter");
    let draft = recorded(&trial).expect("it was not recorded");
    let primary = draft.working().judged().primary.unwrap();
    assert_eq!(primary.area, AreaId::new("cl"));
    assert_eq!(
        primary.reason.as_deref(),
        Some("the plan is written for it")
    );
    assert!(draft.changed_after_reveal, "it bears on the tariff");
}

#[test]
fn the_rules_own_primary_area_chosen_again_takes_no_reason() {
    let mut trial = walk(by_primary());
    trial.keys("4 4 3 2 2 enter enter enter l 1 enter");
    let draft = recorded(&trial).expect("it was not recorded");
    assert_eq!(draft.working().judged().primary, None);
}

#[test]
fn tariffs_beyond_the_ninth_are_taken_from_a_list_of_those_valid_here() {
    let mut made = framework(Walk::Provision, true);
    let last = made.tariffs.last().unwrap().clone();
    let more = |n: usize| Tariff {
        id: TariffId::new(format!("X{n}")),
        open: false,
        ..last.clone()
    };
    made.tariffs.extend((0..8).map(more));
    made.tariffs[1].settings = vec![Setting::Special];
    let mut trial = walk(made);
    trial.keys("4 4 3 2 2 enter enter enter");
    let text = trial.text(120, 40);
    assert!(
        text.contains("You name the tariff") && text.contains("X7"),
        "{text}"
    );
    trial.keys("l");
    trial.keys(&"down ".repeat(20));
    trial.keys("enter enter");
    let draft = recorded(&trial).expect("it was not recorded");
    assert_eq!(draft.working().chosen, Some(TariffId::new("X7")));
}
