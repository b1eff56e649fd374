//! The sums: against the envelope as a bar, as expected of all in scope, by setting and by who pays.

use ratatui::layout::Rect;

use super::figures::left;
use super::state::Work;
use crate::domain::exact::{Money, grouped};
use crate::domain::place::Setting;
use crate::domain::rates::{Cost, Envelope, ExpectedCost, Ground, NOT_IN_HERE, Sum};
use crate::ui::parts::paint::Paint;
use crate::ui::parts::wrap::{Line, Run, wrap};
use crate::ui::theme::Meaning;

/// The fewest rows the sums are good for, their frame included.
pub(super) const LEAST: u16 = 9;

/// Draws the sums.
pub(super) fn draw(
    paint: &mut Paint<'_>,
    area: Rect,
    (ground, work): (&Ground, &Work),
    purse: Option<&Envelope>,
) {
    let cost = &work.figures.cost;
    let mut row = 0;
    if let Some(purse) = purse {
        bar(paint, area, purse, cost.total);
        row = 1;
    }
    let lines = lines(ground, work, purse, area.width.into());
    let below = Rect {
        y: area.y + row,
        height: area.height.saturating_sub(row),
        ..area
    };
    paint.lines(below, &lines, 0);
}

/// Draws the cost as a part of what there is for rates; a full bar and a sign where it is more.
fn bar(paint: &mut Paint<'_>, area: Rect, purse: &Envelope, cost: Money) {
    let pence = |money: Money| u64::try_from(money.pence()).unwrap_or(0);
    let over = cost > purse.for_rates();
    let meaning = if over { Meaning::Danger } else { Meaning::Good };
    let percent = cost
        .over(purse.for_rates())
        .and_then(|ratio| ratio.times(100_u32.into()))
        .map_or_else(String::new, |share| format!("{} %", share.rounded()));
    let place = Rect {
        width: area.width.saturating_sub(12),
        height: 1,
        ..area
    };
    paint.bar(place, (pence(cost), pence(purse.for_rates())), meaning);
    let sign = if over { "✗ " } else { "" };
    paint.right(area, 0, &format!("{sign}{percent}"), meaning);
}

fn lines(ground: &Ground, work: &Work, purse: Option<&Envelope>, width: usize) -> Vec<Line> {
    let (cost, expected) = (&work.figures.cost, &work.figures.expected);
    let mut lines: Vec<Line> = Vec::new();
    let mut add = |runs: &[Run]| lines.extend(wrap(runs, width));
    match purse {
        Some(purse) => add(&[
            Run::text(format!(
                "{} for the {} mapped",
                cost.total,
                grouped(cost.mapped)
            )),
            Run::muted(format!(" of {} ({}): ", purse.for_rates(), purse.id)),
            reach(purse, cost.total),
        ]),
        None => add(&[
            Run::text(format!(
                "{} for the {} mapped. ",
                cost.total,
                grouped(cost.mapped)
            )),
            Run::muted("There is no envelope to hold it against."),
        ]),
    }
    match expected {
        Ok(expected) => add(&of_all(expected, purse)),
        Err(why) => add(&[
            Run::muted("All in scope: "),
            Run::new(
                format!("not known, for {}.", without_stop(why)),
                Meaning::Doubt,
            ),
        ]),
    }
    add(&by_setting(cost, expected.as_ref().ok()));
    add(&by_route(cost));
    let gone = left_out(cost);
    if !gone.is_empty() {
        add(&[Run::new(gone, Meaning::Doubt)]);
    }
    let notices = [&work.set.notice, &ground.framework.notice];
    let notice: Vec<&str> = notices
        .into_iter()
        .map(String::as_str)
        .filter(|one| !one.is_empty())
        .take(1)
        .collect();
    add(&[Run::muted(format!("{NOT_IN_HERE} {}", notice.join(" ")))]);
    lines
}

fn without_stop(sentence: &str) -> &str {
    sentence.trim_end_matches('.')
}

/// What an envelope has left, or lacks.
fn reach(purse: &Envelope, cost: Money) -> Run {
    let left = left(purse, cost);
    if left < Money::default() {
        Run::new(
            format!("✗ {} too much.", Money::default() - left),
            Meaning::Danger,
        )
    } else {
        Run::new(format!("✓ {left} left."), Meaning::Good)
    }
}

/// What all in scope would cost: expected, at the least and at the most.
fn of_all(expected: &ExpectedCost, purse: Option<&Envelope>) -> Vec<Run> {
    let mut runs = vec![Run::text(format!(
        "All {} in scope: {} expected, from {} to {} (95 %)",
        grouped(expected.whole),
        expected.cost,
        expected.low,
        expected.high
    ))];
    if let Some(purse) = purse {
        runs.push(Run::muted(": as expected "));
        runs.push(reach(purse, expected.cost));
        runs.push(Run::muted(" At the most "));
        runs.push(reach(purse, expected.high));
    } else {
        runs.push(Run::text("."));
    }
    runs
}

fn by_setting(cost: &Cost, expected: Option<&ExpectedCost>) -> Vec<Run> {
    let of = |setting: &Option<Setting>| {
        let all = expected.map(|expected| &expected.by_setting)?;
        let found = all.iter().find(|(one, _)| one == setting)?;
        Some(found.1)
    };
    let mut runs = vec![Run::muted("By setting: ")];
    for (at, (setting, sum)) in cost.by_setting().iter().enumerate() {
        let words = setting.map_or("not recorded", Setting::words);
        let all = of(setting).map_or_else(String::new, |all| format!(" (expected {all})"));
        runs.push(Run::text(format!(
            "{}{}{all}",
            apart(at),
            summed(words, *sum)
        )));
    }
    runs.push(Run::text("."));
    runs
}

fn by_route(cost: &Cost) -> Vec<Run> {
    let mut runs = vec![Run::muted("By who pays: ")];
    for (at, (route, sum)) in cost.by_route().iter().enumerate() {
        runs.push(Run::text(format!(
            "{}{}",
            apart(at),
            summed(route.words(), *sum)
        )));
    }
    runs.push(Run::text("."));
    runs
}

fn apart(at: usize) -> &'static str {
    if at == 0 { "" } else { "; " }
}

fn summed(words: &str, sum: Sum) -> String {
    format!("{words} {} for {}", sum.cost, grouped(sum.pupils))
}

/// Who is in no sum, and why; nothing where everybody is.
fn left_out(cost: &Cost) -> String {
    let parts = [
        (cost.not_yet, "not mapped yet"),
        (cost.cannot_map, "cannot be mapped"),
        (cost.by_hand, "with a sum agreed by hand"),
        (cost.no_rate, "without a rate"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{} {words}", grouped(count)))
        .collect();
    if parts.is_empty() {
        return String::new();
    }
    format!("! In no sum of those mapped: {}.", parts.join(", "))
}
