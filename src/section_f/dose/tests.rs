//! Doses as plans write them.

use super::super::mark;
use super::super::token::{Ids, Sheet};
use super::*;

/// `expected` is amount, unit, period and annual hours; a dash where there is none.
#[track_caller]
fn case(text: &str, expected: &str) {
    let sheet = Sheet::new(text, 0, &Ids::new());
    let words = sheet.words();
    let dose = read(
        words,
        &mark::marks(words),
        Given::default(),
        YearShape::default(),
    );
    let show = |part: Option<String>| part.unwrap_or_else(|| "-".to_owned());
    let code = |period| {
        serde_json::to_value(period)
            .unwrap()
            .as_str()
            .unwrap()
            .to_owned()
    };
    let shown = [
        show(dose.amount.map(|amount| amount.to_string())),
        show(dose.unit.map(|unit| unit.code().to_owned())),
        show(dose.per.map(code)),
        show(dose.annual_hours.map(|hours| hours.to_string())),
    ];
    assert_eq!(shown.join(" "), expected, "{text}");
}

#[test]
fn a_length_and_a_period_are_a_dose() {
    case("30 minutes per week", "30 minutes week 19");
    case("30 minutes each week", "30 minutes week 19");
    case("thirty minutes a week", "30 minutes week 19");
    case("half an hour weekly", "0.5 hours week 19");
    case("1.5 hours pw", "1.5 hours week 57");
    case("2 hrs p/w", "2 hours week 76");
    case("10 mins daily", "10 minutes day 31.67");
    case("one hour every half term", "1 hours half_term 6");
    case("1 hour half-termly", "1 hours half_term 6");
    case("45 minutes every other week", "45 minutes fortnight 14.25");
    case("2 hours per academic year", "2 hours year 2");
    case("1 hour a month", "1 hours month 9");
    case("an hour and a half each term", "1.5 hours term 4.5");
    case("1 hour 15 minutes a week", "75 minutes week 47.5");
    case(
        "20 minutes at the start of each day",
        "20 minutes day 63.33",
    );
    case(
        "5 minutes at the start and end of each day",
        "10 minutes day 31.67",
    );
}

#[test]
fn times_multiply() {
    case("2 x 30 minutes per week", "60 minutes week 38");
    case("3x20mins weekly", "60 minutes week 38");
    case("20 minutes, three times per week", "60 minutes week 38");
    case("twice weekly for 25 minutes", "50 minutes week 31.67");
    case("10 mins x 5 weekly", "50 minutes week 31.67");
    case("two 40-minute sessions each week", "80 minutes week 50.67");
    case(
        "six sessions of 45 minutes per term",
        "270 minutes term 13.5",
    );
    case(
        "6 weekly sessions of 30 minutes each term",
        "180 minutes term 9",
    );
    case("5 minutes twice a day", "10 minutes day 31.67");
    case(
        "15 minutes a day, three days a week",
        "45 minutes week 28.5",
    );
    case("30 minutes on Mondays and Thursdays", "60 minutes week 38");
    case("once a week for 40 minutes", "40 minutes week 25.33");
    case("20 minutes on four days each week", "80 minutes week 50.67");
    case("Mon, Wed and Fri, 20 mins", "60 minutes week 38");
    case("20 mins, 5 x week", "100 minutes week 63.33");
    case("three lots of 20 minutes weekly", "60 minutes week 38");
    case(
        "twice weekly, 30 minutes each time, 36 weeks a year",
        "60 minutes week 36",
    );
    case("4 per day, 5 minutes each", "20 minutes day 63.33");
    case("approx 12.5 hpw", "12.5 hours week 475");
    case("9 hrs p.a. (6 direct/3 indirect)", "9 hours year 9");
    case("a 2-hour workshop each September", "2 hours year 2");
}

#[test]
fn days_of_the_week_say_how_often_it_is_a_day() {
    case(
        "90 minutes per day on Monday, Wednesday and Friday",
        "270 minutes week 171",
    );
    case("2 hours each school day except Friday", "8 hours week 304");
    case(
        "30 minutes daily, Monday to Thursday",
        "120 minutes week 76",
    );
    case(
        "20 minutes every day apart from Mondays",
        "80 minutes week 50.67",
    );
}

#[test]
fn numbers_told_twice_and_hours_with_minutes() {
    case("twenty-five (25) hours per week", "25 hours week 950");
    case("Twenty (20) minutes daily", "20 minutes day 63.33");
    case("25 (twenty-five) hours per week", "25 hours week 950");
    case("between 20 and 30 minutes per day", "20 minutes day 63.33");
    case("between 2 and 3 hours a week", "2 hours week 76");
    case("1h30 per week", "90 minutes week 57");
    case("1hr30 per week", "90 minutes week 57");
    case("1h 30m per week", "90 minutes week 57");
    case("1:30 hours per week", "90 minutes week 57");
    case("1 ½ hours per week", "1.5 hours week 57");
}

#[test]
fn what_is_added_summed_up_or_joined_is_not_multiplied() {
    case(
        "6 x 45 minute sessions per year plus 3 hours indirect",
        "450 minutes year 7.5",
    );
    case(
        "two sessions a week of 45 minutes each",
        "90 minutes week 57",
    );
    case("32.5 hours (full time)", "32.5 hours week 1235");
    case(
        "a block of six weekly 45-minute sessions each term",
        "270 minutes term 13.5",
    );
    case("six weekly 45 minute sessions", "45 minutes week 4.5");
    case("5 mornings per week (15 hours)", "15 hours week 570");
    case(
        "a weekly session for one hour and a termly review",
        "1 hours week 38",
    );
}

#[test]
fn what_comes_again_and_what_is_multiplied_out() {
    case(
        "10 minutes before and 10 minutes after lunch daily",
        "20 minutes day 63.33",
    );
    case("10 minutes, morning and afternoon", "20 minutes day 63.33");
    case("30 minutes x 5 days x 6 weeks", "150 minutes week 15");
    case("20 mins x 3 x 10 weeks", "60 minutes week 10");
    case(
        "6 sessions of therapy per term (each 45 mins)",
        "270 minutes term 13.5",
    );
    // Six weeks are none of the periods that a year is counted in.
    case("a six-weekly review of 1 hour", "1 hours - -");
    case("1 hour every six weeks", "1 hours - -");
    case("a two-weekly visit of 1 hour", "1 hours fortnight 19");
    case("12.30pm-1.15pm daily", "45 minutes day 142.5");
}

#[test]
fn events_without_a_length_are_counted() {
    case("a termly visit", "1 visits term -");
    case("3 visits per year", "3 visits year -");
    case("two review meetings a year", "2 meetings year -");
    case("reviewed annually", "1 reviews year -");
    case("weekly sessions", "1 sessions week -");
    case("38 weeks per year", "38 weeks year -");
    case("one day a week", "1 days week -");
}

#[test]
fn the_text_may_say_its_own_year() {
    case("30 minutes weekly, 36 weeks a year", "30 minutes week 18");
    case("30 minutes per week for 12 weeks", "30 minutes week 6");
    case(
        "12 sessions of 45 minutes over the year",
        "540 minutes year 9",
    );
    case("50 minutes weekly for two terms", "50 minutes week 21.11");
    case("12 weekly sessions of 30 minutes", "30 minutes week 6");
    case("1 hour weekly (28 sessions)", "1 hours week 28");
    case(
        "30 minutes a week, two blocks of 6 weeks",
        "30 minutes week 6",
    );
    case("three hours in total", "3 hours once 3");
    let first = "40 minutes a week for the first twelve weeks and fortnightly for the next twelve";
    case(first, "40 minutes week 12");
    let daily = "20 minutes daily for the first half term, then 20 minutes weekly";
    case(daily, "20 minutes day 21.11");
    case("a block of 6 sessions of 50 minutes", "300 minutes once 5");
}

#[test]
fn ranges_parts_and_the_clock() {
    case("20-30 minutes daily", "20 minutes day 63.33");
    case(
        "2 or 3 times a week for 20 minutes",
        "40 minutes week 25.33",
    );
    case(
        "12 hours annually (9 direct, 3 indirect)",
        "12 hours year 12",
    );
    case(
        "20 hours per week, of which 13 hours are the school's own",
        "20 hours week 760",
    );
    case("6 hours each week (2 x 3 hours)", "6 hours week 228");
    case("16 hrs pw over 3 days", "16 hours week 608");
    case(
        "an assessment (2 hours), a report and a termly review of 1 hour",
        "1 hours term 3",
    );
    case("from 8.40 to 9.00 daily", "20 minutes day 63.33");
    case("10 of the 15 funded hours each week", "10 hours week 380");
    case("30 minutes per week, reviewed termly", "30 minutes week 19");
}

#[test]
fn what_is_no_dose_is_not_counted() {
    case("by 8.40am each day", "- - - -");
    case("a child aged 3:10", "- - - -");
    case("stages 1-3 of the programme", "- - - -");
    case("BSL Level 2 or above", "- - - -");
    case("4 out of 5 occasions", "- - - -");
    case("up to a total of 18 hours", "- - - -");
    case("reading 20% more words each week", "- - - -");
    case("within 10 minutes", "- - - -");
    case("in Year 6", "- - - -");
    case("a break every 30 minutes", "- - - -");
    case("K-101's table for every lesson", "- - - -");
    case("throughout the school day", "- - - -");
}
