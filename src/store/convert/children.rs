//! A mapping's child rows: provisions, judgements, areas, flags, suggestions, trace.

use rusqlite::{Connection, Row, params};

use super::columns::{Columns, code};
use super::payload::{MappingWords, ProvisionWords};
use crate::domain::derive::AreaTariff;
use crate::domain::dose::{Dose, Ratio, Unit, Who};
use crate::domain::exact::Quantity;
use crate::domain::flag::Flag;
use crate::domain::identity::{AreaId, LevelId, TariffId};
use crate::domain::judgement::{AreaLevel, Judgement, SetAside, Verdict};
use crate::domain::mapping::{Offered, Sheet};
use crate::domain::provision::{Provision, Span, words_key};
use crate::store::ask;
use crate::store::fault::{Result, StoreError};

/// Writes every child row of a mapping.
pub(crate) fn write(db: &Connection, id: &str, sheet: &Sheet) -> Result<()> {
    let over = sheet.taken_over.as_ref();
    for provision in &sheet.provisions {
        let mut carried = over.iter().flat_map(|over| &over.provisions);
        let from = carried.find(|(n, _)| *n == provision.n);
        write_provision(db, id, provision, from.map(|(_, earlier)| *earlier))?;
    }
    for (i, judgement) in (0_i64..).zip(&sheet.judged.judgements) {
        write_judgement(db, id, i, judgement)?;
    }
    for (i, level) in (0_i64..).zip(&sheet.judged.area_levels) {
        let sql = "INSERT INTO area_level (mapping, i, area, level, evidence, carried, tariff) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let mut several = sheet.outcome.iter().flat_map(|outcome| &outcome.several);
        let carried = over.is_some_and(|over| over.areas.contains(&level.area));
        let row = params![
            id,
            i,
            level.area.as_str(),
            level.level.as_str(),
            level.evidence.code(),
            carried.then_some(1),
            several
                .find(|one| one.area == level.area)
                .map(|one| one.tariff.as_str()),
        ];
        ask::act(db, sql, row)?;
    }
    for (i, flag) in (0_i64..).zip(&sheet.flags) {
        let sql = "INSERT INTO flag (mapping, i, rule) VALUES (?1, ?2, ?3)";
        ask::act(db, sql, params![id, i, code(&flag.rule)?])?;
    }
    for (i, one) in (0_i64..).zip(&sheet.course.offered) {
        let sql = "INSERT INTO offered (mapping, i, n, area, level, place, taken) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let row = params![
            id,
            i,
            one.n,
            one.area.as_str(),
            one.level.as_str(),
            one.place,
            one.taken
        ];
        ask::act(db, sql, row)?;
    }
    let trace = sheet.outcome.iter().flat_map(|outcome| &outcome.trace);
    for (i, line) in (0_i64..).zip(trace) {
        let sql = "INSERT INTO trace (mapping, i, line) VALUES (?1, ?2, ?3)";
        ask::act(db, sql, params![id, i, line])?;
    }
    Ok(())
}

fn write_provision(
    db: &Connection,
    id: &str,
    provision: &Provision,
    carried_from: Option<u32>,
) -> Result<()> {
    let sql = "INSERT INTO mapping_provision (mapping, n, span_start, span_end, area, who, amount, unit, per, ratio,
            annual_hours, duplicate_of, words_key, carried_from)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
    let dose = &provision.dose;
    let key = words_key(&provision.text);
    let row = params![
        id,
        provision.n,
        position(provision.span.start)?,
        position(provision.span.end)?,
        provision.area.code(),
        provision.who.map(Who::code),
        dose.amount.map(|amount| amount.to_string()),
        dose.unit.map(Unit::code),
        dose.per.as_ref().map(code).transpose()?,
        dose.ratio.map(|ratio| ratio.to_string()),
        dose.annual_hours.map(|hours| hours.to_string()),
        provision.duplicate_of,
        key.bytes(),
        carried_from,
    ];
    ask::act(db, sql, row).map(drop)
}

fn position(at: usize) -> Result<i64> {
    i64::try_from(at).map_err(|_| StoreError::Damaged("a provision beyond its text".into()))
}

fn write_judgement(db: &Connection, id: &str, i: i64, judgement: &Judgement) -> Result<()> {
    let sql = "INSERT INTO judgement (mapping, i, n, area, level, set_aside) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let (area, level, set_aside) = match &judgement.verdict {
        Verdict::Evidence { area, level } => (Some(area.as_str()), level.as_ref(), None),
        Verdict::SetAside(why) => (None, None, Some(why.code())),
    };
    let row = params![
        id,
        i,
        judgement.n,
        area,
        level.map(LevelId::as_str),
        set_aside
    ];
    ask::act(db, sql, row).map(drop)
}

/// Reads every child row of a mapping into its sheet.
pub(crate) fn read(
    db: &Connection,
    id: &str,
    sheet: &mut Sheet,
    words: MappingWords,
) -> Result<()> {
    let sql = "SELECT n, span_start, span_end, area, who, amount, unit, per, ratio, annual_hours, duplicate_of
        FROM mapping_provision WHERE mapping = ?1 ORDER BY n";
    sheet.provisions = ask::all(db, sql, [id], provision)?;
    give_words(&mut sheet.provisions, words.provisions);
    let sql = "SELECT n, area, level, set_aside FROM judgement WHERE mapping = ?1 ORDER BY i";
    let mut notes = words.notes.into_iter();
    sheet.judged.judgements =
        ask::all(db, sql, [id], |row| judgement(row, notes.next().flatten()))?;
    let sql = "SELECT area, level, evidence FROM area_level WHERE mapping = ?1 ORDER BY i";
    let mut reasons = words.reasons.into_iter();
    sheet.judged.area_levels = ask::all(db, sql, [id], |row| {
        area_level(row, reasons.next().flatten())
    })?;
    let sql = "SELECT rule FROM flag WHERE mapping = ?1 ORDER BY i";
    let mut flags = words.flags.into_iter();
    sheet.flags = ask::all(db, sql, [id], |row| {
        flag(row, flags.next().unwrap_or_default())
    })?;
    let sql = "SELECT n, area, level, place, taken FROM offered WHERE mapping = ?1 ORDER BY i";
    sheet.course.offered = ask::all(db, sql, [id], offered)?;
    if let Some(over) = &mut sheet.taken_over {
        let sql = "SELECT n, carried_from FROM mapping_provision
            WHERE mapping = ?1 AND carried_from IS NOT NULL ORDER BY n";
        over.provisions = ask::all(db, sql, [id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let sql = "SELECT area FROM area_level WHERE mapping = ?1 AND carried = 1 ORDER BY i";
        over.areas = ask::all(db, sql, [id], |row| Columns::of(row).name(AreaId::new))?;
    }
    if let Some(outcome) = &mut sheet.outcome {
        let sql = "SELECT area, tariff FROM area_level
            WHERE mapping = ?1 AND tariff IS NOT NULL ORDER BY i";
        outcome.several = ask::all(db, sql, [id], area_tariff)?;
        let sql = "SELECT line FROM trace WHERE mapping = ?1 ORDER BY i";
        outcome.trace = ask::all(db, sql, [id], |row| Ok(row.get(0)?))?;
    }
    Ok(())
}

fn provision(row: &Row<'_>) -> Result<Provision> {
    let row = &mut Columns::of(row);
    Ok(Provision {
        n: row.plain()?,
        text: String::new(),
        span: Span {
            start: place(row)?,
            end: place(row)?,
        },
        area: row.code()?,
        heading: None,
        who: row.maybe_code()?,
        dose: Dose {
            amount: quantity(row)?,
            unit: row.maybe_code()?,
            per: row.maybe_code()?,
            ratio: row.maybe_with(|text| Ratio::try_from(text.to_owned()).ok())?,
            annual_hours: quantity(row)?,
        },
        vague: Vec::new(),
        duplicate_of: row.plain()?,
        notes: Vec::new(),
    })
}

fn place(row: &mut Columns<'_>) -> Result<usize> {
    let at = row.plain::<i64>()?;
    usize::try_from(at).map_err(|_| StoreError::Damaged("a provision before its text".into()))
}

fn quantity(row: &mut Columns<'_>) -> Result<Option<Quantity>> {
    row.maybe_with(|text| text.parse().ok())
}

fn give_words(provisions: &mut [Provision], words: Vec<ProvisionWords>) {
    for words in words {
        if let Some(provision) = provisions.iter_mut().find(|one| one.n == words.n) {
            provision.text = words.text;
            provision.heading = words.heading;
            provision.vague = words.vague;
            provision.notes = words.notes;
        }
    }
}

fn judgement(row: &Row<'_>, note: Option<String>) -> Result<Judgement> {
    let row = &mut Columns::of(row);
    let n = row.plain()?;
    let area = row.maybe_name(AreaId::new)?;
    let level = row.maybe_name(LevelId::new)?;
    let verdict = match area {
        Some(area) => Verdict::Evidence { area, level },
        None => Verdict::SetAside(row.code::<SetAside>()?),
    };
    Ok(Judgement { n, verdict, note })
}

fn area_level(row: &Row<'_>, reason: Option<String>) -> Result<AreaLevel> {
    let row = &mut Columns::of(row);
    Ok(AreaLevel {
        area: row.name(AreaId::new)?,
        level: row.name(LevelId::new)?,
        reason,
        evidence: row.code()?,
    })
}

fn area_tariff(row: &Row<'_>) -> Result<AreaTariff> {
    let row = &mut Columns::of(row);
    Ok(AreaTariff {
        area: row.name(AreaId::new)?,
        tariff: row.name(TariffId::new)?,
    })
}

fn flag(row: &Row<'_>, reason: String) -> Result<Flag> {
    let rule = Columns::of(row).code()?;
    Ok(Flag { rule, reason })
}

fn offered(row: &Row<'_>) -> Result<Offered> {
    let row = &mut Columns::of(row);
    Ok(Offered {
        n: row.plain()?,
        area: row.name(AreaId::new)?,
        level: row.name(LevelId::new)?,
        place: row.plain()?,
        taken: row.plain()?,
    })
}
