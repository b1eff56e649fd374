//! The sheet of a school: its pupils by tariff, its average rate, and what one more or one less does to it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::domain::exact::{Money, grouped};
use crate::domain::rates::average::average_at;
use crate::domain::rates::impact::Row;
use crate::domain::rates::{Average, Ground, Impact, RateSet};
use crate::ui::parts::prose::Prose;
use crate::ui::parts::wrap::{Line, cut};

/// The pupils of a school at one tariff: how many, today's of those of whom it is known, and the new.
#[derive(Default)]
struct Own {
    pupils: u64,
    unknown: u64,
    /// Those whose new sum no rate says.
    unpriced: u64,
    before: Money,
    new: Money,
}

/// Writes the sheet of a school in one setting.
pub(super) fn lines(
    ground: &Ground,
    (set, impact): (&RateSet, &Impact),
    school: usize,
    width: usize,
) -> Vec<Line> {
    let mut text = Prose::new(width);
    let Some(own) = ground.cohort.schools.get(school) else {
        return Vec::new();
    };
    let mapped = format!("{} in scope, {} mapped", own.in_scope, own.mapped);
    let unmapped = own.in_scope - own.mapped;
    let rest = if unmapped > 0 {
        format!("; {unmapped} not mapped, and in no sum below")
    } else {
        String::new()
    };
    text.said("Pupils with a plan: ", &format!("{mapped}{rest}."));
    let elements = set.elements.as_ref().unwrap_or(&ground.elements);
    if let Some(element) = elements.of(own.setting) {
        let words = format!("{} a pupil ({}).", element.pounds, element.what);
        text.said("The school meets first: ", &words);
    }
    pupils(&mut text, ground, impact, school);
    match average_at(&ground.cohort, set, &ground.framework, school) {
        Some(average) => averages(&mut text, &average, set, ground),
        None => text.muted("There is no average: no rate says what any of its pupils bring."),
    }
    text.lines()
}

fn pupils(text: &mut Prose, ground: &Ground, impact: &Impact, school: usize) {
    let cohort = &ground.cohort;
    let mut lines: BTreeMap<(usize, String), Own> = BTreeMap::new();
    let mut all = (Money::default(), Money::default(), Money::default());
    let is_own = |row: &&Row| {
        let pupil = cohort.pupils.get(row.pupil);
        pupil
            .and_then(|pupil| cohort.school_of(pupil))
            .is_some_and(|(at, _)| at == school)
    };
    for row in impact.rows.iter().filter(is_own) {
        let tariff = cohort
            .pupils
            .get(row.pupil)
            .and_then(|pupil| cohort.tariff_of(pupil));
        let Some((tariff, _)) = tariff else { continue };
        let rank = ground.framework.tariff_rank(tariff).unwrap_or(usize::MAX);
        let own = lines.entry((rank, tariff.to_string())).or_default();
        own.pupils += 1;
        own.unknown += u64::from(row.before.is_none());
        own.unpriced += u64::from(row.new.is_none());
        own.before = own.before + row.before.unwrap_or_default();
        own.new = own.new + row.new.unwrap_or_default();
        if let (Some(before), Some(new)) = (row.before, row.new) {
            all = (all.0 + before, all.1 + new, all.2 + row.protection);
        }
    }
    text.title("Its pupils by tariff");
    for ((_, tariff), own) in &lines {
        let mut unknown = String::new();
        if own.unknown > 0 {
            let _ = write!(unknown, "; today's of {} not known", own.unknown);
        }
        if own.unpriced > 0 {
            let _ = write!(unknown, "; {} unpriced", own.unpriced);
        }
        text.said(
            &format!("{:<12}", cut(tariff, 12)),
            &format!(
                "{:>5}  today {}, new {}{unknown}",
                own.pupils, own.before, own.new
            ),
        );
    }
    let (before, new, protection) = all;
    let moves = new + protection - before;
    text.said(
        "Compared    ",
        &format!(
            "today {before}, new {new}, protection {}, in the end {}: {}",
            protection.signed(),
            new + protection,
            moves.signed()
        ),
    );
}

fn averages(text: &mut Prose, average: &Average, set: &RateSet, ground: &Ground) {
    text.title("Its average rate");
    let left_out = if average.left_out > 0 {
        format!("; {} left out, whom no rate prices", average.left_out)
    } else {
        String::new()
    };
    let money = average.average.money;
    text.plain(format!(
        "{money} a pupil: {} for {}{left_out}.",
        average.total,
        grouped(average.pupils)
    ));
    let own = ground.cohort.schools.get(average.school);
    let percent = own.and_then(|own| set.percent(own.setting, own.in_scope, own.mapped));
    if let Some(percent) = percent {
        text.plain(format!(
            "A factor by setting and size pays {percent} % of each rate here."
        ));
    }
    text.muted("The average with one pupil more, and with one less:");
    let said = |money: Option<Money>| money.map_or("—".to_owned(), |money| money.to_string());
    for one in &average.moves {
        text.said(
            &format!("{:<12}", cut(one.tariff.as_str(), 12)),
            &format!(
                "{:>5}  more {}, less {}",
                one.pupils,
                said(one.comes),
                said(one.goes)
            ),
        );
    }
}
