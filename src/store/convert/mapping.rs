//! A mapping's own row, and the sheet put together from its rows and words.

use rusqlite::{Connection, named_params};

use super::columns::{Columns, code};
use super::payload::MappingWords;
use crate::domain::day::Moment;
use crate::domain::derive::Outcome;
use crate::domain::digest::Digest;
use crate::domain::framework::Route;
use crate::domain::identity::{AreaId, FrameworkKey, Origin, PlanId, PupilId, RecordId, TariffId};
use crate::domain::judgement::{CannotMap, Judged, PrimaryArea};
use crate::domain::mapping::{Course, Mapping, Sheet, TakenOver};
use crate::domain::place::{Phase, Setting};
use crate::store::ask;
use crate::store::fault::{Result, StoreError};

/// The columns of [`mapping`].
pub(crate) const MAPPING: &str = "m.id, m.origin, m.recorded, m.pupil, m.plan, m.framework, m.framework_version, \
    m.framework_hash, m.reader, m.role, m.setting, m.phase, m.tariff, m.route, m.chosen, m.cannot_map, m.unsure, \
    m.opened, m.revealed, m.changed_after_reveal, m.carried_from, m.primary_area, m.adopted_by, m.purpose, m.ruled";

const WRITE: &str = "INSERT INTO mapping (id, origin, pupil, plan, framework, framework_version, framework_hash, reader,
        role, setting, phase, tariff, route, chosen, cannot_map, unsure, opened, revealed, changed_after_reveal, recorded,
        payload, carried_from, primary_area, adopted_by, purpose, ruled)
    VALUES (:id, :origin, :pupil, :plan, :framework, :framework_version, :framework_hash, :reader,
        :role, :setting, :phase, :tariff, :route, :chosen, :cannot_map, :unsure, :opened, :revealed, :changed_after_reveal,
        :recorded, :payload, :carried_from, :primary_area, :adopted_by, :purpose, :ruled)";

/// Writes a mapping's own row.
pub(crate) fn write(db: &Connection, mapping: &Mapping, payload: &Digest) -> Result<()> {
    let sheet = &mapping.sheet;
    let outcome = sheet.outcome.as_ref();
    let cannot_map = sheet.judged.cannot_map.as_ref();
    let row = named_params! {
        ":id": mapping.id.as_str(),
        ":origin": mapping.origin.as_str(),
        ":pupil": sheet.pupil.as_str(),
        ":plan": sheet.plan.as_ref().map(PlanId::as_str),
        ":framework": sheet.framework.id,
        ":framework_version": sheet.framework.version,
        ":framework_hash": sheet.framework_hash.bytes(),
        ":reader": sheet.reader.name,
        ":role": sheet.reader.role.code(),
        ":setting": sheet.setting.map(Setting::code),
        ":phase": sheet.phase.map(Phase::code),
        ":tariff": outcome.map(|outcome| outcome.tariff.as_str()),
        ":route": outcome.map(|outcome| outcome.route.code()),
        ":chosen": sheet.judged.chosen.as_ref().map(TariffId::as_str),
        ":cannot_map": cannot_map.map(|cannot| cannot.why.code()),
        ":unsure": sheet.judged.unsure,
        ":opened": sheet.course.opened.millis(),
        ":revealed": sheet.course.revealed.map(Moment::millis),
        ":changed_after_reveal": sheet.course.changed_after_reveal,
        ":recorded": mapping.recorded.millis(),
        ":payload": payload.bytes(),
        ":adopted_by": sheet.adopted_by,
        ":purpose": sheet.purpose.as_ref().map(code).transpose()?,
        ":ruled": sheet.ruled.as_ref().map(RecordId::as_str),
        ":primary_area": sheet.judged.primary.as_ref().map(|primary| primary.area.as_str()),
        ":carried_from": sheet.taken_over.as_ref().map(|over| over.from.as_str()),
    };
    ask::act(db, WRITE, row).map(drop)
}

/// Reads a mapping's own row; what its child rows hold is still missing.
pub(crate) fn mapping(row: &mut Columns<'_>, words: &MappingWords) -> Result<Mapping> {
    let id = row.name(RecordId::new)?;
    let origin = row.name(Origin::new)?;
    let recorded = row.moment()?;
    let mut sheet = Sheet {
        pupil: row.name(PupilId::new)?,
        plan: row.maybe_name(PlanId::new)?,
        framework: FrameworkKey {
            id: row.plain()?,
            version: row.plain()?,
        },
        framework_hash: row.digest()?,
        reader: row.reader()?,
        setting: row.maybe_code()?,
        phase: row.maybe_code()?,
        provisions: Vec::new(),
        outcome: outcome(row)?,
        judged: judged(row, words)?,
        flags: Vec::new(),
        course: Course {
            opened: row.moment()?,
            revealed: row.maybe_moment()?,
            changed_after_reveal: row.plain()?,
            offered: Vec::new(),
        },
        taken_over: row.maybe_name(RecordId::new)?.map(|from| TakenOver {
            from,
            provisions: Vec::new(),
            areas: Vec::new(),
        }),
        adopted_by: None,
        purpose: None,
        ruled: None,
    };
    sheet.judged.primary = row.maybe_name(AreaId::new)?.map(|area| PrimaryArea {
        area,
        reason: words.primary.clone(),
    });
    sheet.adopted_by = row.plain()?;
    sheet.purpose = row.maybe_code()?;
    sheet.ruled = row.maybe_name(RecordId::new)?;
    Ok(Mapping {
        id,
        origin,
        recorded,
        sheet,
        withdrawn: None,
    })
}

fn outcome(row: &mut Columns<'_>) -> Result<Option<Outcome>> {
    let tariff = row.maybe_name(TariffId::new)?;
    let route = row.maybe_code::<Route>()?;
    let outcome = |(tariff, route)| Outcome {
        tariff,
        route,
        several: Vec::new(),
        trace: Vec::new(),
    };
    Ok(tariff.zip(route).map(outcome))
}

fn judged(row: &mut Columns<'_>, words: &MappingWords) -> Result<Judged> {
    let chosen = row.maybe_name(TariffId::new)?;
    let why = row.maybe_code()?;
    let cannot_map = why.map(|why| CannotMap {
        why,
        note: words.cannot_map.clone(),
    });
    Ok(Judged {
        judgements: Vec::new(),
        area_levels: Vec::new(),
        chosen,
        primary: None,
        open_reason: words.open_reason.clone(),
        cannot_map,
        unsure: row.plain()?,
    })
}

/// Says whether a sheet has either a tariff or a reason, and not both.
pub(crate) fn has_outcome(sheet: &Sheet) -> Result<()> {
    if sheet.outcome.is_some() == sheet.judged.cannot_map.is_none() {
        Ok(())
    } else {
        Err(StoreError::NoOutcome)
    }
}
