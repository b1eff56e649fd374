//! The tariffs: what each brings, how many pupils it has and may have, and what they cost.

use ratatui::layout::Rect;

use super::figures::Row;
use super::state::Work;
use crate::domain::exact::grouped;
use crate::domain::framework::Tariff;
use crate::domain::rates::{Ground, Rate, Value};
use crate::ui::parts::paint::{Paint, wide};
use crate::ui::parts::window;
use crate::ui::parts::wrap::cut;
use crate::ui::theme::Meaning;

/// Where the columns of figures end.
struct Columns {
    words: usize,
    rate: u16,
    pupils: u16,
    /// The expected pupils, from the fewest to the most.
    between: Option<u16>,
    cost: u16,
    /// The expected cost.
    expected: Option<u16>,
}

impl Columns {
    fn of(width: u16) -> Self {
        if width >= 100 {
            return Self {
                words: 30,
                rate: 43,
                pupils: 52,
                between: Some(72),
                cost: 86,
                expected: Some(100),
            };
        }
        if width >= 76 {
            return Self {
                words: 19,
                rate: 32,
                pupils: 40,
                between: Some(59),
                cost: 75,
                expected: None,
            };
        }
        Self {
            words: 19,
            rate: 32,
            pupils: 40,
            between: None,
            cost: 55,
            expected: None,
        }
    }
}

/// Draws the rows under their heading; the one under the cursor stays in sight.
pub(super) fn draw(
    paint: &mut Paint<'_>,
    area: Rect,
    (ground, work): (&Ground, &Work),
    (rows, cursor): (&[Row], usize),
) {
    let columns = Columns::of(area.width);
    let ends = |paint: &mut Paint<'_>, row, end: u16, text: &str, meaning| {
        let column = end.saturating_sub(wide(text));
        paint.text(area, row, column, text, meaning);
    };
    let heading = [
        (Some(columns.rate), "a year each"),
        (Some(columns.pupils), "mapped"),
        (columns.between, "expected, from–to"),
        (Some(columns.cost), "cost"),
        (columns.expected, "expected"),
    ];
    for (end, words) in heading {
        if let Some(end) = end {
            ends(paint, 0, end, words, Meaning::Muted);
        }
    }
    let body = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    };
    let from = window::first(cursor, rows.len(), body.height.into());
    for (at, (place, row)) in (1..=body.height).zip(rows.iter().enumerate().skip(from)) {
        let cells = cells(ground, work, (rows, place), row);
        let meaning = if cells.rate.is_some() {
            Meaning::Text
        } else {
            Meaning::Muted
        };
        paint.text(area, at, 2, &cut(&cells.words, columns.words), meaning);
        let rate = cells.rate.as_deref().unwrap_or("—");
        ends(paint, at, columns.rate, rate, Meaning::Dose);
        ends(paint, at, columns.pupils, &cells.pupils, meaning);
        if let Some(end) = columns.between {
            ends(paint, at, end, &cells.between, Meaning::Doubt);
        }
        ends(paint, at, columns.cost, &cells.cost, meaning);
        if let Some(end) = columns.expected {
            ends(paint, at, end, &cells.expected, Meaning::Doubt);
        }
        if place == cursor {
            paint.text(area, at, 0, "▸", Meaning::Text);
            paint.select(area, at);
        }
    }
}

/// What stands in a row.
struct Cells {
    words: String,
    rate: Option<String>,
    pupils: String,
    between: String,
    cost: String,
    expected: String,
}

fn cells(ground: &Ground, work: &Work, (rows, place): (&[Row], usize), row: &Row) -> Cells {
    let counts = ground.crowd.by_tariff(&ground.cohort);
    let tariff = match row {
        Row::Line(line) => work.set.rates.get(*line).map(|rate| &rate.tariff),
        Row::Unpaid(tariff, _) => Some(tariff),
    };
    let tariff = tariff.and_then(|id| ground.framework.tariff(id));
    // What is expected is known of a tariff as a whole: it stands in the first of its lines.
    let first = match place.checked_sub(1).and_then(|before| rows.get(before)) {
        Some(Row::Line(before)) => {
            let before = work.set.rates.get(*before).map(|rate| &rate.tariff);
            before != tariff.map(|tariff| &tariff.id)
        }
        Some(Row::Unpaid(..)) | None => true,
    };
    let expected = tariff
        .filter(|_| first)
        .and_then(|tariff| work.figures.expected_of(&tariff.id));
    let between = expected.map_or_else(String::new, |line| {
        format!("{}–{}", grouped(line.low), grouped(line.high))
    });
    let expected = expected.map_or_else(String::new, |line| line.cost.to_string());
    match row {
        Row::Line(line) => {
            let sum = work.figures.by_line.get(*line).copied().unwrap_or_default();
            let rate = work.set.rates.get(*line);
            Cells {
                words: rate.map_or_else(String::new, |rate| whom(rate, tariff)),
                rate: rate.map(|rate| match rate.value {
                    Value::Pounds(money) => money.to_string(),
                    Value::Weight(weight) => format!("weight {weight}"),
                }),
                pupils: grouped(sum.pupils),
                between,
                cost: sum.cost.to_string(),
                expected,
            }
        }
        Row::Unpaid(id, route) => {
            let own = ground.cohort.tariffs.iter().zip(&counts);
            let own = own.filter(|((one, _), _)| one == id);
            let pupils: u64 = own.map(|(_, count)| count).sum();
            let name = tariff.map_or("", |tariff| tariff.name.as_str());
            Cells {
                words: named(id.as_str(), name),
                rate: None,
                pupils: grouped(pupils),
                between,
                cost: route.code().to_owned(),
                expected: String::new(),
            }
        }
    }
}

fn named(id: &str, name: &str) -> String {
    if name.is_empty() || name == id {
        id.to_owned()
    } else {
        format!("{id} {name}")
    }
}

/// The tariff of a line, and for whom the line is where it is not for all.
fn whom(rate: &Rate, tariff: Option<&Tariff>) -> String {
    let settings = rate.settings.iter().map(|one| one.code().to_owned());
    let phases = rate.phases.iter().map(|one| one.code().replace('_', " "));
    let whom: Vec<String> = settings.chain(phases).collect();
    if whom.is_empty() {
        let name = tariff.map_or("", |tariff| tariff.name.as_str());
        return named(rate.tariff.as_str(), name);
    }
    format!("{} {}", rate.tariff, whom.join(", "))
}
