//! The options side by side: rates, costs, what protection takes.

use std::collections::BTreeSet;

use crate::domain::exact::Money;
use crate::domain::framework::Route;
use crate::domain::place::Setting;
use crate::domain::publishing::Between;
use crate::exchange::distribution::{ALL, Cross};
use crate::exchange::rates::{Cell, Choice, Grid, names, side_by_side};

use super::pieces::{Section, between, capital, count, left};
use super::{Contents, Proposal};

pub(super) fn section(pack: &Contents) -> Section {
    let mut section = Section::new("options", "The options side by side", "Options");
    crossed(&mut section, pack);
    routes(&mut section, pack);
    for why in &pack.passed_over {
        section.words(why.as_str());
    }
    if pack.proposals.is_empty() {
        section.words("No rate set is given, so no options stand here.");
        return section;
    }
    let choices: Vec<Choice> = pack
        .proposals
        .iter()
        .map(|one| one.choice.clone())
        .collect();
    let names = names(&choices);
    section.under("In all, in a whole year");
    whole(&mut section, pack, &names);
    section.under("Rates a year");
    section.grid(in_words(side_by_side(&choices, &names)));
    section.under("Cost by setting, in a whole year");
    by_setting(&mut section, pack, &names);
    section.words("Costs are those of a whole year for the pupils who are mapped. A sum agreed for a single pupil stands in no total, nor does a pupil whose tariff has no rate.");
    if pack.is_public() {
        section.words("Where a count is hidden, a cost is told as the least and the most that it can be by the counts that are shown.");
    } else {
        left_over(&mut section, pack, &names);
    }
    section
}

/// Who stands in no total, where that may be told.
fn left_over(section: &mut Section, pack: &Contents, names: &[String]) {
    for (one, name) in pack.proposals.iter().zip(names) {
        let cost = &one.choice.cost;
        if cost.by_hand + cost.no_rate > 0 {
            section.words(format!(
                "{name}: {} mapped pupils have a sum agreed by hand, {} a tariff without a rate for them.",
                cost.by_hand, cost.no_rate
            ));
        }
    }
}

/// The pupils by setting and tariff.
fn crossed(section: &mut Section, pack: &Contents) {
    section.under("Pupils mapped, by setting and tariff");
    let cross = Cross::of(&pack.counted, &pack.release);
    let more = pack.counted.by.len().saturating_sub(1);
    // Where it is crossed by phase too, the lines over all phases are shown.
    let lines = cross
        .lines
        .iter()
        .filter(|line| line.keys.iter().skip(1).all(|key| key == ALL));
    let rows = lines.map(|line| {
        let keys = line.keys.iter().take(1).cloned().map(Cell::Text);
        keys.chain(line.counts.iter().copied().map(count)).collect()
    });
    let head = cross
        .head
        .iter()
        .take(1)
        .chain(cross.head.iter().skip(1 + more));
    let head: Vec<String> = head.map(|words| capital(words)).collect();
    section.summed(head, rows.collect());
}

/// The pupils by who pays, as far as the counts that are shown tell.
fn routes(section: &mut Section, pack: &Contents) {
    let all = |keys: &[Option<String>]| keys.iter().all(Option::is_none);
    let own = (pack.release.totals.iter().chain(&pack.release.rows))
        .filter(|row| all(&row.keys) && row.tariff.is_some() && row.route.is_some());
    let own: Vec<_> = own.collect();
    let routes: BTreeSet<Route> = own.iter().filter_map(|row| row.route).collect();
    if routes.len() < 2 {
        return;
    }
    let rows = routes.into_iter().map(|route| {
        let counts = own.iter().filter(|row| row.route == Some(route));
        let sum: Option<u64> = counts.map(|row| row.count.number()).sum();
        let pupils = sum.map_or_else(super::pieces::hidden, Cell::Count);
        vec![Cell::text(capital(route.words())), pupils]
    });
    section.under("Who pays for them");
    section.table(["Paid from", "Pupils mapped"], rows.collect());
}

/// A grid of rates with its settings in words.
fn in_words(mut grid: Grid) -> Grid {
    for cell in grid.rows.iter_mut().filter_map(|row| row.get_mut(1)) {
        let Cell::Text(code) = cell else { continue };
        if let Some(setting) = Setting::from_code(code) {
            *cell = Cell::text(setting.words());
        }
    }
    grid
}

fn whole(section: &mut Section, pack: &Contents, names: &[String]) {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let unit = pack.is_public().then(|| pack.unit());
    let mut row = |what: &str, of: &dyn Fn(&Proposal) -> Cell| {
        let cells = pack.proposals.iter().map(of);
        rows.push(std::iter::once(Cell::text(what)).chain(cells).collect());
    };
    row("title", &|one| Cell::text(one.choice.set.title.as_str()));
    row("standing", &|one| Cell::text(one.choice.set.status.code()));
    row("in effect from", &|one| {
        Cell::text(one.choice.set.effective_from.long())
    });
    row("cost of those mapped", &|one| {
        between(one.cost(&pack.release))
    });
    if pack
        .proposals
        .iter()
        .any(|one| one.expected(None).is_some())
    {
        let part = |of: fn((Money, Money, Money)) -> Money| {
            move |one: &Proposal| Cell::money(one.expected(unit).map(of))
        };
        row("cost of all in scope: expected", &part(|(cost, _, _)| cost));
        row("at least", &part(|(_, low, _)| low));
        row("at most", &part(|(_, _, high)| high));
    }
    row("guarantees and floors bring", &|one| {
        Cell::Money(pack.rounded(one.choice.impact.bill.brought()))
    });
    row("caps take", &|one| {
        Cell::Money(pack.rounded(one.choice.impact.bill.taken))
    });
    row("the envelope pays for protection", &|one| {
        Cell::Moves(pack.rounded(one.choice.impact.bill.envelope))
    });
    if let Some(there) = pack.for_rates() {
        row("the envelope has for rates", &|_| Cell::Money(there));
        row("left of it", &|one| left(there, one.cost(&pack.release)));
        row("left of it, with protection", &|one| {
            let protection = pack.rounded(one.choice.impact.bill.envelope);
            let cost = one.cost(&pack.release).map(|cost| Between {
                low: cost.low + protection,
                high: cost.high + protection,
            });
            left(there, cost)
        });
    }
    let head = std::iter::once("Figure".to_owned()).chain(names.iter().cloned());
    section.table(head, rows);
}

fn by_setting(section: &mut Section, pack: &Contents, names: &[String]) {
    let columns: Vec<Vec<(String, Option<Between>)>> = (pack.proposals.iter())
        .map(|one| one.by_setting(&pack.release))
        .collect();
    let mut settings: Vec<&String> = Vec::new();
    for (setting, _) in columns.iter().flatten() {
        if !settings.contains(&setting) {
            settings.push(setting);
        }
    }
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for setting in settings {
        let own = columns.iter().map(|column| {
            let found = column.iter().find(|(name, _)| name == setting);
            found.map_or(Cell::Money(Money::default()), |(_, sum)| between(*sum))
        });
        rows.push(
            std::iter::once(Cell::text(setting.as_str()))
                .chain(own)
                .collect(),
        );
    }
    let all = pack
        .proposals
        .iter()
        .map(|one| between(one.cost(&pack.release)));
    rows.push(std::iter::once(Cell::text("all")).chain(all).collect());
    let head = std::iter::once("Setting".to_owned()).chain(names.iter().cloned());
    section.summed(head, rows);
}
