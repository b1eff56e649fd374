//! Heads and short rows: plans, drafts, mappings without their judgements, withdrawals.

use super::columns::Columns;
use super::payload::{WithdrawalWords, words};
use crate::domain::amendment::Changes;
use crate::domain::caseload::{DraftHead, MappingHead, MappingResult, Plan, PlanHead};
use crate::domain::digest::Digest;
use crate::domain::framework::Route;
use crate::domain::identity::{PlanId, PupilId, RecordId, TariffId};
use crate::domain::judgement::CannotMapWhy;
use crate::domain::mapping::Withdrawal;
use crate::store::fault::{Result, StoreError};

/// The columns of [`plan`].
pub(crate) const PLAN: &str = "id, source, version, received, text";

/// Reads a plan with its text.
pub(crate) fn plan(row: &mut Columns<'_>) -> Result<Plan> {
    Ok(Plan {
        id: row.name(PlanId::new)?,
        source: row.plain()?,
        version: row.plain()?,
        received: row.moment()?,
        text: row.plain()?,
    })
}

/// A plan version as a list needs it.
pub(crate) struct Received {
    pub(crate) head: PlanHead,
    pub(crate) digest: Digest,
    pub(crate) changes: Option<Changes>,
}

/// The columns of [`received`].
pub(crate) const RECEIVED: &str =
    "id, provisions, digest, same, reworded, dose_changed, added, gone";

/// Reads a plan version without its text.
pub(crate) fn received(row: &mut Columns<'_>) -> Result<Received> {
    Ok(Received {
        head: PlanHead {
            id: row.name(PlanId::new)?,
            provisions: row.plain()?,
        },
        digest: row.digest()?,
        changes: changes(row)?,
    })
}

/// Reads what a plan version touched: `same, reworded, dose_changed, added, gone`.
pub(crate) fn changes(row: &mut Columns<'_>) -> Result<Option<Changes>> {
    let Some(same) = row.plain::<Option<u32>>()? else {
        return Ok(None);
    };
    Ok(Some(Changes {
        same,
        reworded: row.plain()?,
        dose_changed: row.plain()?,
        new: row.plain()?,
        gone: row.plain()?,
    }))
}

/// The columns of [`mapping_head`].
pub(crate) const MAPPING_HEAD: &str = "m.pupil, m.id, m.plan, m.reader, m.role, m.recorded, m.tariff, m.route, m.cannot_map, m.adopted_by IS NOT NULL";

/// Reads a mapping without its judgements, and whose it is; its flags are counted elsewhere.
pub(crate) fn mapping_head(row: &mut Columns<'_>) -> Result<(PupilId, MappingHead)> {
    let pupil = row.name(PupilId::new)?;
    let id = row.name(RecordId::new)?;
    let head = MappingHead {
        plan: row.maybe_name(PlanId::new)?,
        reader: row.reader()?,
        recorded: row.moment()?,
        result: result(row, &id)?,
        several: Vec::new(),
        adopted: row.plain()?,
        again: None,
        touched: None,
        levels: Vec::new(),
        id,
        flags: 0,
    };
    Ok((pupil, head))
}

fn result(row: &mut Columns<'_>, id: &RecordId) -> Result<MappingResult> {
    let tariff = row.maybe_name(TariffId::new)?;
    let route = row.maybe_code::<Route>()?;
    let cannot_map = row.maybe_code::<CannotMapWhy>()?;
    match (tariff, route, cannot_map) {
        (Some(tariff), Some(route), None) => Ok(MappingResult::Tariff(tariff, route)),
        (None, None, Some(why)) => Ok(MappingResult::CannotMap(why)),
        (Some(_) | None, Some(_) | None, Some(_) | None) => Err(StoreError::Damaged(format!(
            "the result of the mapping {id}"
        ))),
    }
}

/// Reads a draft without its steps, and whose it is: `pupil, reader, role, saved, parked`.
pub(crate) fn draft_head(row: &mut Columns<'_>) -> Result<(PupilId, DraftHead)> {
    let pupil = row.name(PupilId::new)?;
    let head = DraftHead {
        reader: row.reader()?,
        saved: row.moment()?,
        parked: row.plain()?,
    };
    Ok((pupil, head))
}

/// The columns of [`withdrawal`], of the tables `withdrawal w LEFT JOIN payload p`.
pub(crate) const WITHDRAWAL: &str = "w.id, w.mapping, w.reader, w.role, w.recorded, p.body";

/// Reads a withdrawal.
pub(crate) fn withdrawal(row: &mut Columns<'_>) -> Result<Withdrawal> {
    Ok(Withdrawal {
        id: row.name(RecordId::new)?,
        mapping: row.name(RecordId::new)?,
        reader: row.reader()?,
        recorded: row.moment()?,
        reason: words::<WithdrawalWords>(row.plain::<Option<String>>()?.as_deref())?.reason,
    })
}
