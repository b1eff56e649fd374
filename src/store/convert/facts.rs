//! A pupil's facts as the columns of `pupil_version`, named as in the caseload's table.

use rusqlite::types::{ToSqlOutput, Value};

use super::columns::{Columns, code};
use crate::domain::day::Day;
use crate::domain::exact::Money;
use crate::domain::fact::Fact;
use crate::domain::identity::{PupilRef, Upn};
use crate::domain::place::Setting;
use crate::domain::pupil::{Facts, PhaseTransfer, PlacementChange};
use crate::store::fault::{Result, StoreError};

/// How `phase_transfer` begins where the file names the phase.
const NAMED: &str = "yes: ";

/// How `placement_change` stands where the day is not known.
const REQUESTED: &str = "requested";

/// The columns for a query, each of the table that `alias` names.
pub(crate) fn selected(alias: &str) -> String {
    Fact::ALL
        .map(|column| format!("{alias}.{}", column.name()))
        .join(", ")
}

/// Gives the value of every fact, in the order of [`Fact::ALL`], which is that of the columns.
pub(crate) fn values(facts: &Facts) -> Result<[ToSqlOutput<'_>; Fact::ALL.len()]> {
    let status = facts.placement_status.as_ref().map(code).transpose()?;
    Ok([
        ToSqlOutput::from(facts.reference.as_str()),
        text(facts.upn.as_ref().map(Upn::as_str)),
        text(facts.surname.as_deref()),
        text(facts.forename.as_deref()),
        day(facts.dob),
        text(facts.sex.as_deref()),
        text(facts.ethnicity.as_deref()),
        owned(facts.year_group.map(i64::from)),
        text(facts.urn.as_deref()),
        text(facts.school.as_deref()),
        text(facts.setting.map(Setting::code)),
        text(facts.district.as_deref()),
        text(facts.community.as_deref()),
        text(facts.need_1.as_deref()),
        text(facts.need_2.as_deref()),
        day(facts.plan_start),
        text(facts.plan_version.as_deref()),
        day(facts.last_review),
        day(facts.review_due),
        phase_transfer(&facts.phase_transfer),
        day(facts.phase_transfer_due),
        text(facts.next_urn.as_deref()),
        text(facts.next_setting.map(Setting::code)),
        day(facts.next_from),
        owned(status),
        placement_change(facts.placement_change),
        owned(facts.current_top_up.map(Money::pence)),
        owned(facts.current_epn.map(Money::pence)),
        text(facts.uln.as_deref()),
        text(facts.ukprn.as_deref()),
        text(facts.sen_setting.as_deref()),
        owned(facts.base.as_ref().map(code).transpose()?),
        text(facts.authority.as_deref()),
        day(facts.plan_ceased),
        text(facts.cease_reason.as_deref()),
    ])
}

/// Reads the facts from the next columns of a row.
pub(crate) fn facts(row: &mut Columns<'_>) -> Result<Facts> {
    Ok(Facts {
        reference: row.name(PupilRef::new)?,
        upn: row.maybe_with(Upn::read)?,
        surname: row.plain()?,
        forename: row.plain()?,
        dob: row.maybe_day()?,
        sex: row.plain()?,
        ethnicity: row.plain()?,
        year_group: row.plain()?,
        urn: row.plain()?,
        school: row.plain()?,
        setting: row.maybe_code()?,
        district: row.plain()?,
        community: row.plain()?,
        need_1: row.plain()?,
        need_2: row.plain()?,
        plan_start: row.maybe_day()?,
        plan_version: row.plain()?,
        last_review: row.maybe_day()?,
        review_due: row.maybe_day()?,
        phase_transfer: read_phase_transfer(row)?,
        phase_transfer_due: row.maybe_day()?,
        next_urn: row.plain()?,
        next_setting: row.maybe_code()?,
        next_from: row.maybe_day()?,
        placement_status: row.maybe_code()?,
        placement_change: read_placement_change(row)?,
        current_top_up: row.plain::<Option<i64>>()?.map(Money::from_pence),
        current_epn: row.plain::<Option<i64>>()?.map(Money::from_pence),
        uln: row.plain()?,
        ukprn: row.plain()?,
        sen_setting: row.plain()?,
        base: row.maybe_code()?,
        authority: row.plain()?,
        plan_ceased: row.maybe_day()?,
        cease_reason: row.plain()?,
    })
}

fn text(text: Option<&str>) -> ToSqlOutput<'_> {
    text.map_or(ToSqlOutput::Owned(Value::Null), ToSqlOutput::from)
}

fn owned<'a>(value: Option<impl Into<Value>>) -> ToSqlOutput<'a> {
    ToSqlOutput::Owned(value.map_or(Value::Null, Into::into))
}

fn day<'a>(day: Option<Day>) -> ToSqlOutput<'a> {
    owned(day.map(|day| day.to_string()))
}

fn phase_transfer(transfer: &PhaseTransfer) -> ToSqlOutput<'_> {
    match transfer {
        PhaseTransfer::Unsaid => text(None),
        PhaseTransfer::No => text(Some("no")),
        PhaseTransfer::Yes(None) => text(Some("yes")),
        PhaseTransfer::Yes(Some(name)) => owned(Some(format!("{NAMED}{name}"))),
    }
}

fn read_phase_transfer(row: &mut Columns<'_>) -> Result<PhaseTransfer> {
    let read = row.maybe_with(|text| match text {
        "no" => Some(PhaseTransfer::No),
        "yes" => Some(PhaseTransfer::Yes(None)),
        other => other
            .strip_prefix(NAMED)
            .map(|name| PhaseTransfer::Yes(Some(name.to_owned()))),
    });
    Ok(read?.unwrap_or_default())
}

fn placement_change<'a>(change: PlacementChange) -> ToSqlOutput<'a> {
    match change {
        PlacementChange::No => text(None),
        PlacementChange::Requested(None) => text(Some(REQUESTED)),
        PlacementChange::Requested(on) => day(on),
    }
}

fn read_placement_change(row: &mut Columns<'_>) -> Result<PlacementChange> {
    let read = row.maybe_with(|text| match text {
        REQUESTED => Some(PlacementChange::Requested(None)),
        on => super::columns::day(on).map(|day| PlacementChange::Requested(Some(day))),
    });
    Ok::<_, StoreError>(read?.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::pupil::{Base, PlacementStatus};
    use rusqlite::{Connection, params_from_iter};

    fn back(facts_in: &Facts) -> Facts {
        let db = Connection::open_in_memory().unwrap();
        let marks = vec!["?"; Fact::ALL.len()].join(", ");
        let mut statement = db.prepare(&format!("SELECT {marks}")).unwrap();
        let mut rows = statement
            .query(params_from_iter(values(facts_in).unwrap()))
            .unwrap();
        facts(&mut Columns::of(rows.next().unwrap().unwrap())).unwrap()
    }

    fn full() -> Facts {
        let text = |text: &str| Some(text.to_owned());
        let day = |text: &str| text.parse().ok();
        Facts {
            reference: PupilRef::new("K-1042"),
            upn: Upn::read("B801200005001"),
            surname: text("Okafor"),
            forename: text("Amara"),
            dob: day("2015-03-04"),
            sex: text("F"),
            ethnicity: text("BAFR"),
            year_group: Some(-1),
            urn: text("118000"),
            school: text("Hilltop"),
            setting: Some(Setting::EarlyYears),
            district: text("Ashford"),
            community: text("Ashford 1"),
            need_1: text("ASD"),
            need_2: text("SLCN"),
            plan_start: day("2020-01-02"),
            plan_version: text("4"),
            last_review: day("2025-01-03"),
            review_due: day("2026-01-04"),
            phase_transfer: PhaseTransfer::Yes(text("6 to 7")),
            phase_transfer_due: day("2026-02-15"),
            next_urn: text("118001"),
            next_setting: Some(Setting::Nmss),
            next_from: day("2026-09-01"),
            placement_status: Some(PlacementStatus::TypeOnly),
            placement_change: PlacementChange::Requested(day("2026-01-05")),
            current_top_up: Some(Money::from_pence(1_234_567)),
            current_epn: Some(Money::from_pence(-1)),
            uln: text("9276308686"),
            ukprn: text("10001234"),
            sen_setting: text("OLA"),
            base: Some(Base::SenUnit),
            authority: text("886"),
            plan_ceased: day("2026-01-06"),
            cease_reason: text("2"),
        }
    }

    #[test]
    fn every_fact_comes_back() {
        let none = Facts::unknown(PupilRef::new("K-1"));
        assert_eq!(back(&none), none);
        assert_eq!(back(&full()), full());
        for (transfer, change) in [
            (PhaseTransfer::No, PlacementChange::No),
            (PhaseTransfer::Yes(None), PlacementChange::Requested(None)),
        ] {
            let mut facts = full();
            facts.phase_transfer = transfer;
            facts.placement_change = change;
            assert_eq!(back(&facts), facts);
        }
    }

    #[test]
    fn every_fact_can_change() {
        let none = Facts::unknown(PupilRef::new("K-1"));
        assert!(Fact::changed(&none, &full()).eq(Fact::ALL));
        assert_eq!(Fact::changed(&full(), &full()).count(), 0);
    }
}
