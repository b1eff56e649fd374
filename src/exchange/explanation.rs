//! One pupil's page: the tariff, and every step from the words of the plan to it.

use crate::domain::caseload::Plan;
use crate::domain::day::Day;
use crate::domain::dose::Who;
use crate::domain::framework::Framework;
use crate::domain::judgement::{AreaLevel, AreaSource, Judgement, Verdict};
use crate::domain::mapping::Mapping;
use crate::domain::provision::Provision;
use crate::domain::pupil::Facts;

use super::document::{Block, Document};

/// What a page is written from.
#[derive(Clone, Debug)]
pub struct Explained<'a> {
    /// The pupil.
    pub facts: &'a Facts,
    /// The mapping that counts.
    pub mapping: &'a Mapping,
    /// The mapping of an earlier version of the plan that it takes judgements over from, where it does.
    pub earlier: Option<&'a Mapping>,
    /// The framework it was made against.
    pub framework: &'a Framework,
    /// The plan version it was read from.
    pub plan: Option<&'a Plan>,
    /// The day of the page.
    pub today: Day,
}

/// Writes the page.
pub fn explanation(what: &Explained<'_>) -> Document {
    let mut blocks = Vec::new();
    result(what, &mut blocks);
    areas(what, &mut blocks);
    set_aside(what, &mut blocks);
    looked_at(what, &mut blocks);
    origin(what, &mut blocks);
    Document { blocks }
}

fn heading(level: u8, text: impl Into<String>) -> Block {
    Block::Heading(level, text.into())
}

fn paragraph(text: impl Into<String>) -> Block {
    Block::Paragraph(text.into())
}

fn result(what: &Explained<'_>, blocks: &mut Vec<Block>) {
    let sheet = &what.mapping.sheet;
    blocks.push(heading(
        1,
        format!("{}: how the plan was mapped", what.facts.reference),
    ));
    if !what.framework.notice.is_empty() {
        blocks.push(paragraph(what.framework.notice.trim()));
    }
    if let Some(cannot_map) = &sheet.judged.cannot_map {
        blocks.push(heading(2, "The plan could not be mapped"));
        blocks.push(paragraph(format!("Reason: {}.", cannot_map.why.words())));
        blocks.extend(cannot_map.note.clone().map(Block::Paragraph));
    }
    let Some(outcome) = &sheet.outcome else {
        return;
    };
    let tariff = what.framework.tariff(&outcome.tariff);
    let name = tariff.map_or(outcome.tariff.as_str(), |tariff| tariff.name.as_str());
    blocks.push(heading(2, format!("The result: {name}")));
    blocks.push(paragraph(format!(
        "{} is paid by {}.",
        outcome.tariff,
        outcome.route.words()
    )));
    blocks.push(heading(2, "The rule, step by step"));
    blocks.extend(
        outcome
            .trace
            .iter()
            .cloned()
            .zip(1..)
            .map(|(step, n)| Block::Numbered(format!("{n}."), step)),
    );
    if let Some(reason) = &sheet.judged.open_reason {
        blocks.push(paragraph(format!("Why the open top was used: {reason}")));
    }
}

fn areas(what: &Explained<'_>, blocks: &mut Vec<Block>) {
    let judged = &what.mapping.sheet.judged;
    if judged.area_levels.is_empty() {
        return;
    }
    blocks.push(heading(2, "The areas, and the words they rest on"));
    for settled in &judged.area_levels {
        area(what, settled, blocks);
    }
}

fn area(what: &Explained<'_>, settled: &AreaLevel, blocks: &mut Vec<Block>) {
    let framework = what.framework;
    let sheet = &what.mapping.sheet;
    let area = framework
        .area(&settled.area)
        .map_or(settled.area.as_str(), |area| &area.name);
    let level = framework
        .level(&settled.level)
        .map_or("", |level| &level.name);
    blocks.push(heading(3, format!("{area}: {} {level}", settled.level)));
    let descriptor =
        framework.descriptor(&settled.area, &settled.level, sheet.phase, sheet.setting);
    if let Some(descriptor) = descriptor {
        blocks.push(paragraph("What the framework says of this level:"));
        let lines = descriptor
            .text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty());
        blocks.extend(lines.map(|line| Block::Bullet(line.to_owned())));
    }
    if settled.evidence != AreaSource::Provisions {
        blocks.push(paragraph(format!(
            "The level rests on {}.",
            settled.evidence.words()
        )));
    }
    if let Some(reason) = &settled.reason {
        blocks.push(paragraph(format!("The reader's reason: {reason}")));
    }
    let rows: Vec<Vec<String>> = (sheet.judged.judgements.iter())
        .filter_map(|judgement| evidence(what, settled, judgement))
        .collect();
    if !rows.is_empty() {
        let header = ["No.", "The plan's words", "Who", "How much", "Level"];
        let table = std::iter::once(header.map(str::to_owned).to_vec()).chain(rows);
        blocks.push(Block::Table(table.collect()));
    }
}

fn evidence(
    what: &Explained<'_>,
    settled: &AreaLevel,
    judgement: &Judgement,
) -> Option<Vec<String>> {
    let Verdict::Evidence { area, level } = &judgement.verdict else {
        return None;
    };
    if *area != settled.area {
        return None;
    }
    let provision = provision(what.mapping, judgement.n)?;
    let level = level.as_ref().map_or("–", |level| level.as_str());
    Some(vec![
        provision.n.to_string(),
        words(provision, judgement),
        provision.who.map_or("", Who::code).to_owned(),
        provision.dose.words(),
        level.to_owned(),
    ])
}

fn set_aside(what: &Explained<'_>, blocks: &mut Vec<Block>) {
    let row = |judgement: &Judgement| {
        let Verdict::SetAside(why) = &judgement.verdict else {
            return None;
        };
        let provision = provision(what.mapping, judgement.n)?;
        Some(vec![
            provision.n.to_string(),
            words(provision, judgement),
            why.words().to_owned(),
        ])
    };
    let rows: Vec<Vec<String>> = what
        .mapping
        .sheet
        .judged
        .judgements
        .iter()
        .filter_map(row)
        .collect();
    if rows.is_empty() {
        return;
    }
    blocks.push(heading(2, "Provisions that decided no area"));
    let header = ["No.", "The plan's words", "Why"]
        .map(str::to_owned)
        .to_vec();
    blocks.push(Block::Table(std::iter::once(header).chain(rows).collect()));
}

fn looked_at(what: &Explained<'_>, blocks: &mut Vec<Block>) {
    let flags = &what.mapping.sheet.flags;
    if flags.is_empty() {
        return;
    }
    blocks.push(heading(2, "What a moderator is asked to look at"));
    blocks.extend(flags.iter().map(|flag| Block::Bullet(flag.reason.clone())));
}

fn origin(what: &Explained<'_>, blocks: &mut Vec<Block>) {
    let mapping = what.mapping;
    let sheet = &mapping.sheet;
    let version = what.plan.and_then(|plan| plan.version.as_deref());
    let version = version
        .map(|version| format!(", version {version}"))
        .unwrap_or_default();
    let plan = what.plan.map_or_else(
        || "no plan text had come in".to_owned(),
        |plan| {
            format!(
                "\"{}\"{version}, received {}",
                plan.source,
                plan.received.day().long()
            )
        },
    );
    blocks.push(heading(2, "Where this comes from"));
    blocks.extend([
        Block::Bullet(format!(
            "Framework: {} ({}), digest {}",
            what.framework.title, sheet.framework, sheet.framework_hash
        )),
        Block::Bullet(format!("Plan: {plan}")),
        Block::Bullet(format!(
            "Read by {}, recorded {} as {}",
            sheet.reader,
            mapping.recorded.long(),
            mapping.id
        )),
    ]);
    blocks.extend(carried_over(what));
    blocks.push(Block::Bullet(format!(
        "Page written on {}",
        what.today.long()
    )));
}

/// What stands as it was judged in an earlier version of the plan, and by whom.
fn carried_over(what: &Explained<'_>) -> Option<Block> {
    let words = what.mapping.sheet.carried_words()?;
    let earlier = what.earlier.map(|earlier| {
        let (reader, on) = (&earlier.sheet.reader, earlier.recorded.day().long());
        format!(", read by {reader}, recorded {on}")
    });
    let earlier = earlier.unwrap_or_default();
    let sheet = &what.mapping.sheet;
    let before = what.earlier.map(|earlier| &earlier.sheet.framework);
    let when = match before.filter(|before| **before != sheet.framework) {
        Some(before) => format!("from {before}"),
        None => "when the plan was amended".to_owned(),
    };
    Some(Block::Bullet(format!(
        "Carried over {when}: {words}{earlier}"
    )))
}

fn provision(mapping: &Mapping, n: u32) -> Option<&Provision> {
    mapping
        .sheet
        .provisions
        .iter()
        .find(|provision| provision.n == n)
}

fn words(provision: &Provision, judgement: &Judgement) -> String {
    let text = provision
        .text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    match &judgement.note {
        Some(note) => format!("{text} (note: {note})"),
        None => text,
    }
}
