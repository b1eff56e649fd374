//! Sufficiency in files: a row a pupil as comma-separated values, JSON, and a document with the plans that cost more.

mod json;
mod workbook;

use std::fmt::Write as _;
use std::io::{self, Write};

use super::distribution::harmless;
use super::document::{Block, Document};
use super::table::TableWriter;
use crate::domain::exact::Money;
use crate::domain::place::Setting;
use crate::domain::printable::printable;
use crate::domain::sufficiency::outcome::Standing;
use crate::domain::sufficiency::report::{ASIDE, LAW, LOWER_BOUND};
use crate::domain::sufficiency::{Covered, Group, Line, Report, Verdict, role};

pub use json::{json, outcome};
pub use workbook::xlsx;

/// What stands for a setting that is not recorded.
const NOT_RECORDED: &str = "not recorded";

/// The columns of the pupils.
const HEADER: [&str; 24] = [
    "ref",
    "setting",
    "tariff",
    "route",
    "provisions",
    "quantified",
    "quantified_percent",
    "priced",
    "cost",
    "core",
    "queried",
    "rate",
    "share",
    "verdict",
    "why",
    "shortfall",
    "shortfall_with_queried",
    "amended",
    "state",
    "outcome",
    "top_up",
    "by",
    "date",
    "reason",
];

/// Writes comma-separated values: lines of provenance that begin with `#`, then a row a mapped pupil; amounts in pounds.
pub fn csv(report: &Report, mut out: impl Write) -> io::Result<()> {
    for said in provenance(report) {
        writeln!(out, "# {}", harmless(&said))?;
    }
    let mut table = TableWriter::new(&mut out, &HEADER)?;
    for one in &report.covered {
        let cells = row(report, one);
        table.row(&cells.map(|cell| printable(&cell).into_owned()))?;
    }
    table.finish()
}

fn row(report: &Report, one: &Covered) -> [String; 24] {
    let pounds = |money: Money| money.in_pounds();
    let maybe = |money: Option<Money>| money.map(pounds).unwrap_or_default();
    let (case, cost) = (&one.case, &one.cost);
    let standing = one.verdict.shortfall().map(|_| report.standing(one));
    let told = standing.as_ref().and_then(Standing::outcome);
    let of = |text: Option<String>| text.unwrap_or_default();
    let why = match one.verdict {
        Verdict::CannotBeCosted(why, _) => why.code(),
        Verdict::Sufficient(_) | Verdict::Exceeds(_) => "",
    };
    [
        case.reference.to_string(),
        setting(case.setting).to_owned(),
        case.tariff.to_string(),
        case.route.code().to_owned(),
        cost.counted.to_string(),
        cost.quantified.to_string(),
        of(cost.quantified_percent().map(|percent| percent.to_string())),
        cost.priced.to_string(),
        pounds(cost.plan.money),
        pounds(cost.core.money),
        pounds(cost.queried.money),
        maybe(one.gives.rate.ok()),
        maybe(one.gives.share.ok()),
        one.verdict.code().to_owned(),
        why.to_owned(),
        maybe(one.verdict.shortfall()),
        maybe(one.with_queried),
        if case.amended { "yes" } else { "" }.to_owned(),
        of(standing.as_ref().map(|standing| standing.code().to_owned())),
        of(told.map(|one| one.told.outcome.code().to_owned())),
        maybe(told.and_then(|one| one.told.outcome.top_up())),
        of(told.map(|one| one.told.reader.name.clone())),
        of(told.map(|one| one.recorded.day().to_string())),
        of(told.map(|one| one.told.reason.clone())),
    ]
}

/// The code of a setting.
fn setting(setting: Option<Setting>) -> &'static str {
    setting.map_or(NOT_RECORDED, Setting::code)
}

/// The sentences that say where a report comes from and how it counts.
pub fn provenance(report: &Report) -> Vec<String> {
    let about = &report.about;
    let mut said = vec![
        format!(
            "{} {}: {}",
            about.title, about.framework.version, about.notice
        ),
        format!("As of {}, workspace {}.", about.as_of.long(), about.origin),
        format!(
            "Rates: {} ({}), {}",
            about.rates.title, about.rates.id, about.rates.source
        ),
        format!(
            "Cost book: {} ({}), {}",
            about.book.title, about.book.id, about.book.source
        ),
        format!("The school's own share: {}", about.share_source),
        LAW.to_owned(),
        LOWER_BOUND.to_owned(),
        ASIDE.to_owned(),
        format!(
            "{} pupils in scope are mapped; {} are not mapped yet and the plans of {} cannot be mapped, and none of these is in here.",
            report.totals.all.mapped, about.not_yet, about.cannot_map
        ),
    ];
    said.extend(missing(report));
    said
}

/// Says which roles the cost book lacks.
fn missing(report: &Report) -> Option<String> {
    let roles = (report.totals.missing.iter())
        .map(|(who, plans)| format!("{} ({plans} plans)", role(*who)));
    let roles: Vec<String> = roles.collect();
    (!roles.is_empty()).then(|| {
        format!(
            "The cost book has no price for hours of these roles, so they are not in the cost: {}.",
            roles.join(", ")
        )
    })
}

/// What the report comes to, in one sentence.
pub fn summary(report: &Report) -> String {
    let all = &report.totals.all;
    let cannot: u64 = all.cannot.values().sum();
    let waiting = report.waiting();
    format!(
        "{} of {} plans could be costed: {} are covered, {} cost more, together {}; {cannot} could not be costed, of which {} cost more already. {waiting} wait for an outcome.",
        all.costed,
        all.mapped,
        all.sufficient,
        all.exceeds,
        all.shortfall(),
        all.already
    )
}

/// The tariffs, a row each in each setting, with a header.
pub fn tariffs(report: &Report) -> Vec<Vec<String>> {
    let header = [
        "tariff",
        "setting",
        "mapped",
        "costed",
        "covered",
        "cost more",
        "%",
        "median shortfall",
        "together",
        "not costed",
        "what it says",
    ];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    let groups = report.totals.groups.iter();
    rows.extend(groups.map(|(tariff, place, group)| {
        let place = place.map_or(NOT_RECORDED, Setting::words);
        group_row(tariff.as_str(), place, group)
    }));
    if report.totals.groups.len() > 1 {
        rows.push(group_row("all", "", &report.totals.all));
    }
    rows
}

fn group_row(tariff: &str, place: &str, group: &Group) -> Vec<String> {
    let cannot: u64 = group.cannot.values().sum();
    let says = if place.is_empty() {
        String::new()
    } else {
        group.words()
    };
    vec![
        tariff.to_owned(),
        place.to_owned(),
        group.mapped.to_string(),
        group.costed.to_string(),
        group.sufficient.to_string(),
        group.exceeds.to_string(),
        group
            .percent()
            .map(|percent| percent.to_string())
            .unwrap_or_default(),
        group
            .median()
            .map(|money| money.to_string())
            .unwrap_or_default(),
        group.shortfall().to_string(),
        cannot.to_string(),
        says,
    ]
}

/// The plans that cost more, a row each, with a header.
pub fn listed(report: &Report) -> Vec<Vec<String>> {
    let header = [
        "pupil",
        "tariff",
        "setting",
        "would cost",
        "is given",
        "more by",
        "where it stands",
    ];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    rows.extend(report.listed().into_iter().map(|(one, standing)| {
        let short = one.verdict.shortfall().unwrap_or_default();
        vec![
            one.case.reference.to_string(),
            one.case.tariff.to_string(),
            setting(one.case.setting).to_owned(),
            one.cost.plan.money.to_string(),
            (one.cost.plan.money - short).to_string(),
            short.to_string(),
            standing.words(),
        ]
    }));
    rows
}

/// A document for those who decide: what the tariffs come to, the plans that cost more, and the provisions behind each.
pub fn document(report: &Report) -> Document {
    let heading = |level, words: &str| Block::Heading(level, words.to_owned());
    let mut blocks = vec![
        heading(1, "Do the tariffs cover the plans?"),
        Block::Paragraph(summary(report)),
    ];
    blocks.extend(provenance(report).into_iter().map(Block::Paragraph));
    blocks.push(heading(2, "Tariff by tariff"));
    blocks.push(Block::Table(tariffs(report)));
    let cannot: Vec<Block> = (report.totals.all.cannot.iter())
        .map(|(why, count)| Block::Bullet(format!("{count}: {}", why.words())))
        .collect();
    if !cannot.is_empty() {
        blocks.push(heading(2, "Why plans could not be costed"));
        blocks.extend(cannot);
    }
    let listed_plans = report.listed();
    blocks.push(heading(2, "Plans that cost more than they are given"));
    if listed_plans.is_empty() {
        blocks.push(Block::Paragraph("There is none.".to_owned()));
        return Document { blocks };
    }
    blocks.push(Block::Table(listed(report)));
    for (one, standing) in listed_plans {
        blocks.push(heading(3, one.case.reference.as_str()));
        blocks.extend(plan(one, &standing));
    }
    Document { blocks }
}

/// What is said of one plan.
fn plan(one: &Covered, standing: &Standing<'_>) -> Vec<Block> {
    let (cost, gives) = (&one.cost, &one.gives);
    let money = |given: Result<Money, _>| {
        given.map_or_else(|_| "?".to_owned(), |money: Money| money.to_string())
    };
    let mut said = format!(
        "Tariff {}: {} from the rate and {} of the school's own share. {} of {} provisions say how long and how often. It {}.",
        one.case.tariff,
        money(gives.rate),
        money(gives.share),
        cost.quantified,
        cost.counted,
        one.verdict.words()
    );
    if !cost.core.money.is_zero() {
        let _ = write!(
            said,
            " The school's own offer comes to {}, and is met by its share first.",
            cost.core.money
        );
    }
    if let Some(more) = one.with_queried {
        let _ = write!(
            said,
            " With {} of what is queried as health's or care's it would be {more} more.",
            cost.queried.money
        );
    }
    if one.case.amended {
        said += " The plan was amended since it was mapped.";
    }
    let header = [
        "n",
        "provision",
        "who",
        "adults : pupils",
        "hours a year",
        "cost a year",
        "how it counts",
    ];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    rows.extend(cost.lines.iter().map(line));
    vec![
        Block::Paragraph(said),
        Block::Paragraph(format!("Outcome: {}.", standing.words())),
        Block::Table(rows),
    ]
}

fn line(line: &Line) -> Vec<String> {
    let (adults, pupils) = line.ratio;
    vec![
        line.n.to_string(),
        line.text.clone(),
        role(line.who).to_owned(),
        format!("{adults} : {pupils}"),
        line.hours
            .map(|hours| hours.to_string())
            .unwrap_or_default(),
        line.cost.to_string(),
        line.counts.words().to_owned(),
    ]
}

#[cfg(test)]
mod tests;
