//! What moderation did with mappings: drawn, reviewed, shifted with a cohort.

use std::collections::HashMap;

use rusqlite::Connection;

use super::Scope;
use super::sight::Sight;
use crate::domain::flag::FlagRule;
use crate::domain::identity::RecordId;
use crate::domain::moderation::review::Decision;
use crate::domain::moderation::touched::Touched;
use crate::store::ask;
use crate::store::convert::columns::Columns;
use crate::store::fault::Result;

/// What moderation did with the mappings of the pupils of a scope, by the mapping; nothing of those it did nothing with.
///
/// Far fewer are drawn and reviewed than are mapped, so that each is looked for among those, never the other way round.
pub(super) fn touched(
    db: &Connection,
    scope: &Scope,
    sight: Sight,
) -> Result<HashMap<RecordId, Box<Touched>>> {
    let mut found: HashMap<RecordId, Box<Touched>> = HashMap::new();
    drawn(db, scope, sight, &mut found)?;
    reviewed(db, scope, sight, &mut found)?;
    ruled(db, scope, sight, &mut found)?;
    for (mapping, touched) in &mut found {
        if !touched.aside.is_empty() {
            touched.harmless = harmless(db, mapping, &touched.aside)?;
        }
    }
    Ok(found)
}

type Found = HashMap<RecordId, Box<Touched>>;

/// The clause that keeps mappings to those of the scope's pupils.
fn theirs(scope: &Scope, column: &str) -> String {
    match scope.only {
        Some(_) => format!(
            "{column} IN (SELECT m.id FROM mapping m WHERE {})",
            scope.clause("m.pupil")
        ),
        None => "?1 IS NULL".to_owned(),
    }
}

fn drawn(db: &Connection, scope: &Scope, sight: Sight, found: &mut Found) -> Result<()> {
    let sql = format!(
        "SELECT DISTINCT t.mapping FROM sample_member t JOIN sample s ON s.id = t.sample WHERE {} AND {}",
        theirs(scope, "t.mapping"),
        sight.recorded("s")
    );
    ask::each(db, &sql, [scope.asked()], |row| {
        let mapping = Columns::of(row).name(RecordId::new)?;
        found.entry(mapping).or_default().sampled = true;
        Ok(())
    })
}

fn reviewed(db: &Connection, scope: &Scope, sight: Sight, found: &mut Found) -> Result<()> {
    let sql = format!(
        "SELECT v.mapping, v.outcome, v.rule, v.adjusted FROM review v WHERE {} AND {} ORDER BY v.recorded, v.id",
        theirs(scope, "v.mapping"),
        sight.recorded("v")
    );
    ask::each(db, &sql, [scope.asked()], |row| {
        let row = &mut Columns::of(row);
        let mapping = row.name(RecordId::new)?;
        let (decision, rule): (Decision, Option<FlagRule>) = (row.code()?, row.maybe_code()?);
        found.entry(mapping).or_default().review(decision, rule);
        if let Some(adjusted) = row.maybe_name(RecordId::new)? {
            found.entry(adjusted).or_default().adjusts = true;
        }
        Ok(())
    })
}

/// The mappings that a ruling touched, and those that it made.
fn ruled(db: &Connection, scope: &Scope, sight: Sight, found: &mut Found) -> Result<()> {
    let sql = format!(
        "SELECT t.mapping FROM ruling_mapping t JOIN ruling r ON r.id = t.ruling WHERE {} AND {}",
        theirs(scope, "t.mapping"),
        sight.recorded("r")
    );
    ask::each(db, &sql, [scope.asked()], |row| {
        let mapping = Columns::of(row).name(RecordId::new)?;
        found.entry(mapping).or_default().ruled = true;
        Ok(())
    })?;
    // Those that a ruling made are looked for by the pupils that it touched: nothing else leads to them but all mappings.
    let sql = format!(
        "SELECT m.id FROM mapping m WHERE m.ruled IS NOT NULL AND m.pupil IN
            (SELECT o.pupil FROM ruling_mapping t JOIN mapping o ON o.id = t.mapping WHERE {})",
        theirs(scope, "t.mapping")
    );
    ask::each(db, &sql, [scope.asked()], |row| {
        let mapping = Columns::of(row).name(RecordId::new)?;
        found.entry(mapping).or_default().adjusts = true;
        Ok(())
    })
}

/// How many of a mapping's flags were found harmless.
fn harmless(db: &Connection, mapping: &RecordId, aside: &[FlagRule]) -> Result<u32> {
    let sql = "SELECT rule FROM flag WHERE mapping = ?1";
    let carried: Vec<FlagRule> =
        ask::all(db, sql, [mapping.as_str()], |row| Columns::of(row).code())?;
    let harmless = carried.iter().filter(|rule| aside.contains(rule)).count();
    Ok(u32::try_from(harmless).unwrap_or(u32::MAX))
}
