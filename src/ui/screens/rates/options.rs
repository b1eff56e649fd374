//! Options: the rate sets of the folder side by side, the one at hand first.

use ratatui::layout::Rect;

use super::figures::left;
use crate::domain::exact::{Money, grouped};
use crate::domain::framework::{Framework, Route};
use crate::domain::identity::TariffId;
use crate::domain::place::Setting;
use crate::domain::rates::impact::{Bill, Group};
use crate::domain::rates::{
    Cost, Envelope, ExpectedCost, Ground, Level, RateSet, Value, groups, impact,
};
use crate::ui::parts::paint::Paint;
use crate::ui::parts::window;
use crate::ui::parts::wrap::cut;
use crate::ui::theme::Meaning;

/// How wide the words of a row and a column of figures are.
const WORDS: u16 = 26;
const COLUMN: u16 = 17;

/// A rate set and what it comes to.
#[derive(Clone, Debug)]
pub(super) struct Tried {
    id: String,
    set: RateSet,
    cost: Cost,
    expected: Result<ExpectedCost, String>,
    bill: Bill,
    all: Group,
}

impl Tried {
    /// Tries a set out.
    pub(super) fn of(ground: &Ground, set: &RateSet, id: String) -> Self {
        let found = impact(&ground.cohort, set);
        let all = groups(&ground.cohort, &found, Level::All);
        Self {
            id,
            cost: ground.crowd.cost(&ground.cohort, set, &ground.framework),
            expected: ground.expected_cost(set),
            bill: found.bill,
            all: all.into_iter().next().unwrap_or_default(),
            set: set.clone(),
        }
    }

    /// What a tariff brings, from the least to the most where it is not the same for all.
    fn rate(&self, tariff: &TariffId) -> String {
        let own = self.set.rates.iter().filter(|rate| rate.tariff == *tariff);
        let pounds = own.filter_map(|rate| match rate.value {
            Value::Pounds(money) => Some(money),
            Value::Weight(_) => None,
        });
        let pounds: Vec<Money> = pounds.collect();
        match (pounds.iter().min(), pounds.iter().max()) {
            (Some(low), Some(high)) if low == high => low.to_string(),
            (Some(low), Some(high)) => format!("{low}–{high}"),
            _ => "—".to_owned(),
        }
    }
}

/// A row: its words and, for each set, what stands there and how it is meant.
type Row = (String, Vec<(String, Meaning)>);

/// Writes the rows: costs against the envelope, rates, costs by setting, whom it touches, protection.
pub(super) fn rows(tried: &[&Tried], purse: Option<&Envelope>, framework: &Framework) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut add = |words: &str, of: &dyn Fn(&Tried) -> (String, Meaning)| {
        rows.push((words.to_owned(), tried.iter().map(|one| of(one)).collect()));
    };
    let plain = |money: Money| (money.to_string(), Meaning::Text);
    let against = |cost: Option<Money>| match (cost, purse) {
        (Some(cost), Some(purse)) => reach(left(purse, cost)),
        _ => ("—".to_owned(), Meaning::Muted),
    };
    add("cost of those mapped", &|one| plain(one.cost.total));
    add("  left of the envelope", &|one| {
        against(Some(one.cost.total))
    });
    let expected = |one: &Tried, of: fn(&ExpectedCost) -> Money| one.expected.as_ref().ok().map(of);
    let shown = |money: Option<Money>| {
        money.map_or(("—".to_owned(), Meaning::Muted), |money| {
            (money.to_string(), Meaning::Doubt)
        })
    };
    add("all in scope, expected", &|one| {
        shown(expected(one, |cost| cost.cost))
    });
    add("  left of the envelope", &|one| {
        against(expected(one, |cost| cost.cost))
    });
    add("  at the least (95 %)", &|one| {
        shown(expected(one, |cost| cost.low))
    });
    add("  at the most (95 %)", &|one| {
        shown(expected(one, |cost| cost.high))
    });
    for tariff in framework
        .tariffs
        .iter()
        .filter(|one| one.route == Route::Tariff)
    {
        add(&format!("{} a year", tariff.id), &|one| {
            (one.rate(&tariff.id), Meaning::Dose)
        });
    }
    for setting in Setting::ALL {
        let of = |one: &Tried| one.cost.by_setting().get(&Some(setting)).copied();
        if tried.iter().any(|one| of(one).is_some()) {
            add(setting.words(), &|one| {
                plain(of(one).unwrap_or_default().cost)
            });
        }
    }
    let count = |count: u64| (grouped(count), Meaning::Text);
    add("pupils who gain", &|one| count(one.all.gain));
    add("pupils who lose", &|one| count(one.all.lose));
    add("today, of those compared", &|one| plain(one.all.before));
    add("moves by", &|one| (one.all.moves().signed(), Meaning::Text));
    add("guarantees and floors bring", &|one| {
        plain(one.bill.brought())
    });
    add("caps take", &|one| plain(one.bill.taken));
    add("the envelope pays for it", &|one| plain(one.bill.envelope));
    rows
}

fn reach(left: Money) -> (String, Meaning) {
    let meaning = if left < Money::default() {
        Meaning::Danger
    } else {
        Meaning::Good
    };
    (left.to_string(), meaning)
}

/// Draws the rows from one on, and the columns from one on; the one at hand stays in its place.
pub(super) fn draw(
    paint: &mut Paint<'_>,
    area: Rect,
    tried: &[&Tried],
    rows: &[Row],
    (cursor, first): (usize, usize),
) {
    let room = usize::from(area.width.saturating_sub(WORDS) / COLUMN).max(1);
    let others = room.saturating_sub(1);
    let shown: Vec<usize> = (0..tried.len().min(1))
        .chain((1..tried.len()).skip(first).take(others))
        .collect();
    for (nth, at) in (0_u16..).zip(&shown) {
        let Some(one) = tried.get(*at) else { continue };
        let meaning = if *at == 0 {
            Meaning::Title
        } else {
            Meaning::Muted
        };
        paint.ending(
            area,
            (0, end(nth)),
            &cut(&one.id, usize::from(COLUMN) - 1),
            meaning,
        );
    }
    let body = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    };
    let from = window::first(cursor, rows.len(), body.height.into());
    for (row, (place, (words, cells))) in (1..=body.height).zip(rows.iter().enumerate().skip(from))
    {
        paint.text(
            area,
            row,
            2,
            &cut(words, usize::from(WORDS) - 3),
            Meaning::Text,
        );
        for (nth, at) in (0_u16..).zip(&shown) {
            if let Some((text, meaning)) = cells.get(*at) {
                paint.ending(
                    area,
                    (row, end(nth)),
                    &cut(text, usize::from(COLUMN) - 1),
                    *meaning,
                );
            }
        }
        if place == cursor {
            paint.text(area, row, 0, "▸", Meaning::Text);
            paint.select(area, row);
        }
    }
}

/// Where a column of figures ends.
fn end(nth: u16) -> u16 {
    WORDS + COLUMN * (nth + 1)
}
