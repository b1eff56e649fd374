//! Attempts, one after the other, against a set that may change under them.

use super::*;

fn ranks(tariff: usize) -> Ranks {
    Ranks {
        tariff: Some(tariff),
        ..Ranks::default()
    }
}

fn at(minute: i64) -> Moment {
    Moment::from_millis(minute * 60_000)
}

fn member(n: usize) -> Member {
    Member {
        plan: PlanId::new(format!("p{n}")),
        ranks: ranks(2),
        from: at(0),
        until: None,
    }
}

fn set(count: usize) -> Vec<Member> {
    (0..count).map(member).collect()
}

/// Readings from a minute on, plan by plan: `=` as agreed, `x` outside.
fn sit(from: i64, text: &str) -> Vec<Sitting> {
    let one = |(n, sign): (i64, char)| Sitting {
        plan: PlanId::new(format!("p{n}")),
        at: at(from + n),
        ranks: ranks(if sign == '=' { 2 } else { 3 }),
    };
    (0..).zip(text.chars()).map(one).collect()
}

fn stands(set: &[Member], sittings: &[Sitting]) -> Standing {
    standing(set, sittings, "Ann", &Bar::default(), at(1000))
}

#[track_caller]
fn case(plans: usize, first: &str, second: &str, state: State) {
    let mut all = sit(1, first);
    all.extend(sit(101, second));
    let found = stands(&set(plans), &all);
    assert_eq!(found.state, state);
    let may = matches!(state, State::Passed | State::NoSet);
    assert_eq!(found.may_map(), may);
}

#[test]
fn one_in_five_may_lie_outside() {
    case(10, "========xx", "", State::Passed);
    case(10, "=======xxx", "", State::ToRead(2));
    case(4, "===x", "", State::ToRead(2));
    case(5, "====x", "", State::Passed);
    case(1, "=", "", State::Passed);
}

#[test]
fn all_of_the_set_is_read() {
    case(10, "", "", State::ToRead(1));
    case(10, "========", "", State::ToRead(1));
    case(10, "xxxxxxxx", "", State::ToRead(1));
    case(10, "xxxxxxxxxx", "========", State::ToRead(2));
}

#[test]
fn there_are_two_attempts() {
    case(10, "xxxxxxxxxx", "==========", State::Passed);
    case(10, "xxxxxxxxxx", "xxxxxxxxxx", State::Failed);
    case(0, "", "", State::NoSet);
}

#[test]
fn an_attempt_says_how_far_it_is_and_the_first_reading_of_a_plan_counts() {
    let mut all = sit(1, "x=");
    all.extend(sit(50, "="));
    let found = stands(&set(4), &all);
    let attempt = &found.attempts[0];
    assert_eq!((attempt.read, attempt.of, attempt.outside), (2, 4, 1));
    assert_eq!((attempt.result, attempt.is_whole()), (Passed::No, false));
    assert!(!attempt.plans[0].1.within() && attempt.plans[1].1.within());
    assert_eq!(found.last_whole(), None);
    assert_eq!(found.left, [PlanId::new("p2"), PlanId::new("p3")]);
    assert_eq!(found.words(), "not passed yet: attempt 1, 2 of 4 read");
    let waits = "the standardisation set waits, 2 plans to read";
    assert_eq!(found.waits(), waits);
    assert_eq!(stands(&set(4), &[]).left.len(), 4);
}

#[test]
fn the_next_attempt_begins_only_when_one_is_lost() {
    let mut all = sit(1, "xx");
    all.extend(sit(10, "=="));
    let found = stands(&set(2), &all);
    let read: Vec<_> = found.attempts.iter().map(|one| one.outside).collect();
    assert_eq!((read, found.state), (vec![2, 0], State::Passed));
    assert_eq!(found.words(), "passed at attempt 2");
    // Whoever has passed reads no more of it.
    let mut more = sit(1, "==");
    more.extend(sit(10, "xx"));
    let found = stands(&set(2), &more);
    assert_eq!((found.attempts.len(), found.state), (1, State::Passed));
}

#[test]
fn what_comes_into_the_set_later_undoes_nothing() {
    let mut later = set(3);
    later[2].from = at(100);
    assert_eq!(stands(&later, &sit(1, "==")).state, State::Passed);
    let lost = stands(&later, &sit(1, "xx"));
    assert_eq!((lost.state, lost.left.len()), (State::ToRead(2), 3));
    let half = stands(&later, &sit(1, "="));
    assert_eq!((half.state, half.left.len()), (State::ToRead(1), 2));
}

#[test]
fn what_goes_out_of_the_set_is_asked_no_more() {
    let mut fewer = set(3);
    fewer[2].until = Some(at(100));
    let found = stands(&fewer, &sit(1, "=="));
    assert_eq!((found.state, found.left.len()), (State::Passed, 0));
    let found = stands(&fewer, &sit(1, "x="));
    assert_eq!((found.state, found.left.len()), (State::ToRead(2), 2));
    for one in &mut fewer {
        one.until = Some(at(100));
    }
    assert_eq!(stands(&fewer, &sit(1, "xx")).state, State::NoSet);
}

#[test]
fn the_bar_is_set_by_name() {
    let mut bar = Bar::default();
    bar.set("outside", "50").unwrap();
    bar.set("attempts", "1").unwrap();
    let found = standing(&set(2), &sit(1, "x="), "Ann", &bar, at(1000));
    assert_eq!(found.state, State::Passed);
    let found = standing(&set(2), &sit(1, "xx"), "Ann", &bar, at(1000));
    assert_eq!(found.state, State::Failed);
    assert_eq!(found.words(), "not passed, and no attempt is left after 1");
    for (name, value) in [("outside", "101"), ("attempts", "0"), ("outside", "few")] {
        assert!(bar.set(name, value).is_err(), "{name}={value}");
    }
    let told = bar.set("inside", "3").unwrap_err().to_string();
    assert_eq!(
        told,
        "There is no \"inside\" to set; there is outside and attempts."
    );
}
