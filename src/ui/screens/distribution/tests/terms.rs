//! What is counted and on which terms: chosen by key, kept as views.

use super::*;
use crate::domain::distribution::disclosure::{Rounding, Rule};
use crate::domain::distribution::{Content, Format, SettingOf, View, Wanted};

/// What the screen asked to have counted last.
#[track_caller]
fn wanted(stage: &Stage) -> (Wanted, Which) {
    let asked = stage.last();
    let Request::Distribution(wanted, which) = asked else {
        panic!("{asked:?}");
    };
    ((**wanted).clone(), which.clone())
}

#[test]
fn another_dimension_is_asked_for() {
    let mut stage = opened();
    stage.keys("b 3");
    assert_eq!(wanted(&stage).0, Wanted::by(&[Dimension::District]));
    stage.keys("b esc x esc x");
    stage.shows("Write it as what?");
    stage.keys("2");
    stage.shows("Whom is it for?");
    stage.keys("2");
    let asked = stage.last();
    let public = Rule::Public(Rounding::Exact);
    assert!(
        matches!(asked, Request::Export(wanted, Content::Counts, Format::Csv, rule) if wanted.by == [Dimension::District] && *rule == public),
        "{asked:?}"
    );
    stage.reply(
        Asked::Export,
        Reply::Exported("distribution.csv".to_owned()),
    );
    stage.shows("Written to distribution.csv");
}

#[test]
fn two_dimensions_are_crossed_and_a_cell_of_both_opens() {
    let mut stage = opened();
    stage.keys("w");
    stage.shows("Cross two dimensions first");
    // The dimension down is not offered across.
    stage.keys("c 3");
    let both = [Dimension::Setting, Dimension::District];
    assert_eq!(wanted(&stage), (Wanted::by(&both), Which::Mapped(None)));
    let crossed = || Reply::Distribution(Box::new(laid_out(true)));
    stage.reply(Asked::Distribution, crossed());
    stage.shows("By setting × district, mapped");
    stage.keys("down right enter");
    let keys = [
        (Dimension::Setting, "special"),
        (Dimension::District, "Swale"),
    ];
    asks(&stage, &keys, Which::Mapped(None));
    stage.keys("esc right enter");
    asks(&stage, &keys[..1], Which::Mapped(None));
    stage.keys("esc w 2");
    assert_eq!(wanted(&stage), (Wanted::by(&both), Which::NotYet));
    stage.keys("b 2");
    let others = [Dimension::Phase, Dimension::District];
    assert_eq!(wanted(&stage).0, Wanted::by(&others));
    stage.keys("c 1");
    assert_eq!(wanted(&stage).0, Wanted::by(&others[..1]));
}

#[test]
fn the_terms_are_turned_by_key() {
    let mut stage = opened();
    stage.keys("s r");
    let (asked, _) = wanted(&stage);
    assert_eq!(asked.terms.setting, SettingOf::September);
    assert!(asked.terms.schools);
    stage.keys("s r d 2 0 2 5");
    stage.shows("As at the end of which day?");
    stage.keys("enter");
    stage.shows("Write the day as 2026-11-03");
    stage.keys("- 1 1 - 0 3 enter");
    let terms = Terms {
        as_at: "2025-11-03".parse().ok(),
        ..Terms::default()
    };
    assert_eq!(wanted(&stage).0.terms, terms);
    let mut back = counted();
    back.provenance.terms = terms;
    stage.reply(Asked::Distribution, Reply::Distribution(Box::new(back)));
    stage.shows("as it stood at the end of 3 Nov 2025");
    // What is refused leaves the terms of what is shown.
    stage.keys("s");
    let why = Reply::Refused("It could not be read.".to_owned());
    stage.reply(Asked::Distribution, why);
    stage.keys("d ctrl-u enter");
    assert_eq!(wanted(&stage).0.terms, Terms::default());
}

#[test]
fn another_version_is_chosen_from_those_there_are() {
    let mut stage = opened();
    stage.keys("o");
    assert!(matches!(stage.last(), Request::Frameworks));
    let all = ["2", "1"].map(|version| Arc::new(sample::framework(version)));
    let key = all[1].key.clone();
    stage.reply(Asked::Frameworks, Reply::Frameworks(all.to_vec()));
    stage.keys("2");
    assert_eq!(wanted(&stage).0.under, Some(key));
    stage.keys("o");
    stage.reply(
        Asked::Frameworks,
        Reply::Frameworks(vec![Arc::new(sample::framework("2"))]),
    );
    stage.keys("enter");
    assert_eq!(wanted(&stage).0.under, None);
}

#[test]
fn views_are_kept_counted_by_and_forgotten() {
    let mut stage = opened();
    stage.keys("v");
    stage.shows("No view is kept yet");
    stage.keys("c 3 V enter");
    stage.shows("Give the view a name");
    stage.keys("m a y enter");
    let both = Wanted::by(&[Dimension::Setting, Dimension::District]);
    let asked = stage.last();
    assert!(
        matches!(asked, Request::KeepView(name, wanted) if name == "may" && **wanted == both),
        "{asked:?}"
    );
    let view = View {
        name: "may".to_owned(),
        wanted: both.clone(),
    };
    stage.reply(Asked::KeepView, Reply::Views(vec![view]));
    stage.shows("Kept");
    stage.keys("c 1 v enter");
    assert_eq!(wanted(&stage).0, both);
    stage.keys("f enter");
    stage.shows("Forget the view \"may\"?");
    stage.keys("y");
    let forgets = |one: &Request| matches!(one, Request::ForgetView(name) if name == "may");
    assert!(stage.requests().any(forgets));
    stage.reply(Asked::ForgetView, Reply::Views(vec![]));
    stage.keys("f");
    stage.shows("No view is kept yet");
}

/// What the screen asked to have written last.
#[track_caller]
fn written(stage: &Stage) -> (Content, Format, Rule) {
    let asked = stage.last();
    let Request::Export(_, content, format, rule) = asked else {
        panic!("{asked:?}");
    };
    (*content, *format, *rule)
}

#[test]
fn the_estimate_and_the_equality_assessment_are_written_from_the_same_menu() {
    let mut stage = opened();
    stage.keys("x 6");
    stage.shows("Write the estimate as what?");
    stage.keys("1 3");
    let rounded = Rule::Public(Rounding::ToFive);
    assert_eq!(written(&stage), (Content::Estimate, Format::Xlsx, rounded));
    stage.keys("x 7");
    stage.shows("Write the equality assessment as what?");
    stage.keys("1");
    assert!(!stage.text(120, 40).contains("rounded to 5"));
    stage.keys("2");
    let exact = Rule::Public(Rounding::Exact);
    assert_eq!(written(&stage), (Content::Equality, Format::Html, exact));
    let file = "exports/equality-2026-01-12-public.html";
    stage.reply(Asked::Export, Reply::Exported(file.to_owned()));
    stage.shows(&format!("Written to {file}"));
}

fn estimated() -> Reply {
    let ranges = [
        ("T0", (30, 52)),
        ("T1", (110, 158)),
        ("T2", (120, 155)),
        ("T3", (9, 30)),
    ];
    let ranges = ranges.map(|(tariff, ends)| (TariffId::new(tariff), ends));
    Reply::Ranges(Ok(BTreeMap::from(ranges)))
}

#[test]
fn an_estimate_stands_over_its_bar_with_its_numbers() {
    let mut stage = opened();
    assert!(
        matches!(stage.last(), Request::Ranges),
        "{:?}",
        stage.last()
    );
    assert!(!stage.text(120, 40).contains('├'));
    stage.reply(Asked::Ranges, estimated());
    let text = stage.text(120, 40);
    assert!(text.contains("120 to 155"), "{text}");
    assert!(text.contains("by the audit sample (95 %)"), "{text}");
    let narrow = stage.text(80, 24);
    assert!(narrow.contains("├──"), "{narrow}");
    stage.frames("distribution-estimated");
    stage.keys("ctrl-t ctrl-t ctrl-t");
    let plain = stage.text(80, 24);
    assert!(plain.contains("|--") && !plain.contains('├'), "{plain}");
}

#[test]
fn without_a_sample_a_line_says_why_there_is_no_interval() {
    let mut stage = opened();
    let why = "no audit sample is drawn".to_owned();
    stage.reply(Asked::Ranges, Reply::Ranges(Err(why)));
    stage.shows("no interval, for no audit sample is drawn (e says more).");
    stage.reply(Asked::Ranges, estimated());
    // On other terms the estimate does not hold, and is not asked for.
    stage.keys("s");
    let mut moved = counted();
    moved.provenance.terms.setting = SettingOf::September;
    stage.reply(Asked::Distribution, Reply::Distribution(Box::new(moved)));
    assert!(!matches!(stage.last(), Request::Ranges));
    stage.shows("an estimate is of the caseload as it stands");
    assert!(!stage.text(120, 40).contains("120 to 155"));
    stage.keys("s");
    let mut all = counted();
    all.distribution.not_yet = 0;
    stage.reply(Asked::Distribution, Reply::Distribution(Box::new(all)));
    stage.shows("Bars are counts; nobody");
}
