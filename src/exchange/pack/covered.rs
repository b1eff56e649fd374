//! Whether the tariffs cover the plans, option by option.

use crate::domain::distribution::NOT_RECORDED;
use crate::domain::distribution::disclosure::ShownRow;
use crate::domain::exact::Money;
use crate::domain::identity::TariffId;
use crate::domain::place::Setting;
use crate::domain::publishing::{FEWEST, to_five};
use crate::domain::sufficiency::report::{ASIDE, LAW, LOWER_BOUND};
use crate::domain::sufficiency::{Group, Report};
use crate::exchange::rates::Cell;

use super::Contents;
use super::pieces::{Section, hidden};

/// What shortfalls in the middle are rounded to in public: £100.
const MIDDLE: i64 = 10_000;

pub(super) fn section(pack: &Contents) -> Section {
    let mut section = Section::new("covered", "Do the tariffs cover the plans?", "Covered");
    if pack.proposals.is_empty() {
        return section.left_out(
            "No rate set is given, so no plan can be held against what its tariff brings.",
        );
    }
    if let Err(why) = &pack.book {
        let why = why.clone();
        return section.left_out(why);
    }
    section.words("Each mapped plan is costed: the hours that its Section F promises, at the cost book's price of an hour. That is held against what the school gets for the pupil: the tariff's rate and its own share.");
    for said in [LOWER_BOUND, ASIDE, LAW] {
        section.words(said);
    }
    if pack.is_public() {
        section.words(format!(
            "Tariffs of fewer than {FEWEST} costed plans in a setting are not told. Numbers of plans are to the nearest 5, shortfalls in the middle to the nearest £100, sums to the nearest {}.",
            pack.unit()
        ));
    }
    for one in &pack.proposals {
        if let Some(report) = &one.covered {
            section.under(one.choice.set.title.as_str());
            proposal(&mut section, pack, report);
        }
    }
    section.words("The plans that cost more are listed pupil by pupil in the office. Each takes an outcome there, with a name and a date.");
    section
}

fn proposal(section: &mut Section, pack: &Contents, report: &Report) {
    let mut rows = Vec::new();
    let mut untold = 0_usize;
    for (tariff, setting, group) in &report.totals.groups {
        let place = setting.map_or("not recorded", Setting::words);
        let seen = seen(pack, tariff, *setting);
        if pack.is_public() && (group.costed < FEWEST || seen.is_none()) {
            untold += 1;
            continue;
        }
        rows.push(row(pack, (tariff.as_str(), place), group, seen));
    }
    let all = &report.totals.all;
    if !pack.is_public() || all.costed >= FEWEST {
        rows.push(row(
            pack,
            ("all", ""),
            all,
            pack.release.account.mapped.number(),
        ));
    }
    let head = [
        "Tariff",
        "Setting",
        "Mapped",
        "Costed",
        "Covered",
        "Cost more",
        "Short in the middle",
        "Short together",
        "Not costed",
        "What it says",
    ];
    if rows.is_empty() {
        section.words("No plan could be costed, or too few to tell.");
        return;
    }
    section.table(head, rows);
    if untold > 0 {
        section.words(format!("{untold} tariffs in a setting are not told, for fewer than {FEWEST} of their plans could be costed, or their count is hidden."));
    }
    if !pack.is_public() {
        section.words(format!(
            "{} plans that cost more wait for an outcome.",
            report.waiting()
        ));
    }
}

/// How many are mapped at a tariff in a setting, where that is shown.
fn seen(pack: &Contents, tariff: &TariffId, setting: Option<Setting>) -> Option<u64> {
    let code = setting.map_or(NOT_RECORDED, Setting::code);
    let is_own = |row: &&ShownRow| {
        let mut keys = row.keys.iter();
        row.tariff.as_ref() == Some(tariff)
            && keys.next().is_some_and(|key| key.as_deref() == Some(code))
            && keys.all(Option::is_none)
    };
    let mut rows = pack
        .release
        .rows
        .iter()
        .chain(&pack.release.totals)
        .filter(is_own);
    rows.next()?.count.number()
}

fn row(
    pack: &Contents,
    (tariff, place): (&str, &str),
    group: &Group,
    seen: Option<u64>,
) -> Vec<Cell> {
    let count = |count: u64| {
        Cell::Count(if pack.is_public() {
            to_five(count)
        } else {
            count
        })
    };
    let cannot: u64 = group.cannot.values().sum();
    let tells = !pack.is_public() || group.exceeds >= FEWEST || group.exceeds == 0;
    let middle = group.median().map(|money| {
        if pack.is_public() {
            money.nearest(Money::from_pence(MIDDLE))
        } else {
            money
        }
    });
    let (middle, together) = if tells {
        (
            Cell::money(middle),
            Cell::Money(pack.rounded(group.shortfall())),
        )
    } else {
        (hidden(), hidden())
    };
    // How many are mapped stands in the table of the options already, as it may be shown.
    let mapped = if pack.is_public() {
        seen.map_or_else(hidden, Cell::Count)
    } else {
        Cell::Count(group.mapped)
    };
    vec![
        Cell::text(tariff),
        Cell::text(place),
        mapped,
        count(group.costed),
        count(group.sufficient),
        count(group.exceeds),
        middle,
        together,
        count(cannot),
        Cell::text(if place.is_empty() { "" } else { says(group) }),
    ]
}

/// Whether a tariff is set too low, without a number.
fn says(group: &Group) -> &'static str {
    if group.costed < 5 {
        "too few were costed to say anything of the tariff"
    } else if group.exceeds == 0 {
        "covers every plan that was costed"
    } else if group.exceeds * 2 > group.costed {
        "set too low for most of the plans"
    } else if group.exceeds * 10 > group.costed {
        "set too low for many of the plans"
    } else {
        "a few plans cost more: each is to be looked at"
    }
}
