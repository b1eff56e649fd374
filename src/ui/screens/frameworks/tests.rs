//! The frameworks, driven by keys and replies.

use std::sync::Arc;

use crate::domain::derivation::{Adjust, DerivationKind};
use crate::domain::framework::Framework;
use crate::domain::identity::TariffId;
use crate::domain::place::Setting;
use crate::ui::message::{Asked, Reply, Request};
use crate::ui::sample;
use crate::ui::stage::Stage;

fn opened() -> Stage {
    let mut stage = Stage::new(Some(sample::opening()));
    stage.keys("F");
    let mut draft = sample::framework("1");
    draft.notice = "An earlier version, kept to be read.".to_owned();
    let all = vec![Arc::new(sample::framework("2")), Arc::new(draft)];
    stage.reply(Asked::Frameworks, Reply::Frameworks(all));
    stage
}

#[test]
fn the_adopted_framework_is_read_first_with_its_notice_and_rule() {
    let mut stage = opened();
    for words in [
        "✓ invented 2",
        "Invented for illustration; no authority's policy.",
        "For Reception to year 11 in mainstream, resource provision, special",
        "; open, needs a reason",
        "Rule 2: T2 when one area at 4 or above",
        "Rule 4: T0 when none before it does",
    ] {
        stage.shows(words);
    }
    stage.keys("down");
    stage.shows("An earlier version, kept to be read.");
}

#[test]
fn a_cell_shows_its_descriptor_and_what_separates_it() {
    let mut stage = opened();
    stage.keys("tab right right");
    stage.shows("Communication and interaction, level 3 SEN Support");
    stage.shows("More than 1, up to 3 hours a week");
    stage.shows("What separates 2 from 3");
    stage.shows("What separates 3 from 4");
    stage.keys("end home down down left left");
    stage.shows("The framework says nothing of this area at this level.");
    stage.keys("q");
    stage.shows("An invented continuum");
}

#[test]
fn another_version_is_adopted_after_a_yes() {
    let mut stage = opened();
    stage.keys("A");
    stage.shows("invented 2 is adopted already");
    stage.keys("down A");
    impact(&mut stage);
    stage.shows("Map against invented 1 from now on?");
    stage.shows("3 go back");
    stage.keys("n");
    let adopts = |request: &Request| matches!(request, Request::Adopt(_));
    assert!(!stage.requests().any(adopts));
    stage.keys("A");
    impact(&mut stage);
    stage.keys("y");
    let asked = stage.last();
    assert!(
        matches!(asked, Request::Adopt(key) if key.version == "1"),
        "{asked:?}"
    );
    let mut adopted = sample::opening();
    adopted.framework = Arc::new(sample::framework("1"));
    stage.reply(Asked::Adopt, Reply::Began(Box::new(adopted)));
    assert!(matches!(stage.last(), Request::Worklist(_)));
    stage.shows("invented 1");
}

/// Answers what adopting version 1 would do.
fn impact(stage: &mut Stage) {
    let asked = stage.last();
    let Request::Impact(key) = asked else {
        panic!("{asked:?}");
    };
    let reply = Reply::Impact(key.clone(), vec!["3 go back to be looked at.".to_owned()]);
    stage.reply(Asked::Impact, reply);
}

#[test]
fn a_refusal_is_said() {
    let mut stage = opened();
    stage.keys("down A");
    impact(&mut stage);
    stage.keys("y");
    stage.reply(
        Asked::Adopt,
        Reply::Refused("Its file has changed.".to_owned()),
    );
    stage.shows("Its file has changed.");
}

#[test]
fn no_framework_at_all_says_where_one_goes() {
    let mut stage = Stage::new(Some(sample::opening()));
    stage.keys("F");
    stage.reply(Asked::Frameworks, Reply::Frameworks(vec![]));
    stage.shows("There is no framework to read.");
    stage.keys("down tab right A enter pagedown");
}

#[track_caller]
fn rule(change: impl FnOnce(&mut Framework), words: &str) {
    let mut framework = sample::framework("3");
    change(&mut framework);
    let mut stage = Stage::new(Some(sample::opening()));
    stage.keys("F");
    stage.reply(
        Asked::Frameworks,
        Reply::Frameworks(vec![Arc::new(framework)]),
    );
    stage.shows(words);
}

#[test]
fn every_kind_of_rule_is_said_in_words() {
    rule(
        |one| one.derivation.kind = DerivationKind::Reader,
        "The reader names the tariff.",
    );
    rule(
        |one| {
            let level = one.levels[3].id.clone();
            let map = [(level, TariffId::new("T2"))].into_iter().collect();
            one.derivation.kind = DerivationKind::Highest(map);
        },
        "Level 4 gives T2.",
    );
    rule(
        |one| {
            one.derivation.adjust = vec![Adjust {
                settings: vec![Setting::Special],
                phases: vec![],
                shift: -1,
            }];
        },
        "Then setting special school: 1 step down.",
    );
}

#[test]
fn frames() {
    let mut stage = opened();
    stage.frames("frameworks");
    stage.keys("tab right right");
    stage.frames("frameworks-descriptor");
}

#[test]
fn no_size_is_too_small_or_too_large() {
    let mut stage = opened();
    stage.any_size();
    stage.keys("tab end right right right right");
    stage.any_size();
}

#[test]
fn what_changed_from_the_adopted_version_is_shown_word_by_word() {
    let mut adopted = sample::opening();
    adopted.framework = Arc::new(sample::framework("1"));
    let mut later = sample::framework("2");
    later.previous = Some("1".to_owned());
    let mut texts = later.descriptors.iter_mut();
    let touched = texts.find(|one| one.text.contains("More than 1")).unwrap();
    touched.text = touched.text.replace("More than 1", "More than 2");
    let id = touched.id.clone();
    let mut stage = Stage::new(Some(adopted));
    stage.keys("F");
    let all = vec![Arc::new(sample::framework("1")), Arc::new(later)];
    stage.reply(Asked::Frameworks, Reply::Frameworks(all));
    stage.keys("c");
    stage.shows("There is no other version of this framework to compare with.");
    stage.keys("down c");
    stage.shows(&format!("{id}: reworded"));
    stage.shows("judgements go back.");
    stage.shows("-1-");
    stage.shows("+2+");
    stage.any_size();
    stage.keys("c");
    stage.shows("The rule");
}

#[test]
fn what_to_redraft_first_is_counted_and_shown() {
    use crate::domain::evidence::{Counts, Evidence};
    let mut stage = opened();
    stage.keys("e");
    stage.shows("Counting judgements…");
    let asked = stage.last();
    assert!(
        matches!(asked, Request::Evidence(key) if key.version == "2"),
        "{asked:?}"
    );
    let counts = Counts {
        judged: 12,
        settled: 4,
        overridden: 3,
        reasons: [("hours".to_owned(), 3)].into(),
        ..Counts::default()
    };
    let id = sample::framework("2").descriptors[0].id.clone();
    let evidence = vec![
        Evidence { id, counts },
        Evidence {
            id: crate::domain::identity::DescriptorId::new("ci-9"),
            counts: Counts::default(),
        },
    ];
    stage.reply(Asked::Evidence, Reply::Evidence(evidence));
    stage.shows("12 judged");
    stage.shows("3 against the rule");
    stage.shows("set elsewhere 3 times: hours");
    stage.shows("1 descriptors nobody has judged");
    stage.any_size();
    stage.keys("esc");
    stage.shows("The rule");
}
