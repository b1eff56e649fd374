//! One row of the table to the facts of a pupil; a cell that cannot be read is named and left out.

use std::borrow::Cow;

use super::super::table::Row;
use super::cell;
use super::columns::Columns;
use super::date::{EARLIEST_BIRTH, Orders, Settled, Written, written};
use super::section::Line;
use crate::domain::account::Remark;
use crate::domain::column::Column;
use crate::domain::day::Day;
use crate::domain::identity::{PupilRef, Upn};
use crate::domain::place::Setting;
use crate::domain::pupil::{Facts, PhaseTransfer, PlacementChange};

const DATE: &str = "is not a date; write it as 2015-02-28 or 28/02/2015";
const NEVER: &str = "is a day that never was; correct it and import again";
const MONTH_FIRST: &str = "has its month first; write it as 2015-02-28 or 28/02/2015";

/// A row being read, and what is said of it.
pub(super) struct Reading<'a> {
    pub(super) file: &'a str,
    pub(super) columns: &'a Columns,
    pub(super) row: &'a Row,
    pub(super) today: Day,
    /// What became of the dates that could be read two ways.
    pub(super) settled: &'a Settled,
    pub(super) warnings: &'a mut Vec<Remark>,
    /// Why the pupil cannot be taken in, if so.
    pub(super) rejected: Option<Remark>,
}

impl<'a> Reading<'a> {
    /// Reads the facts; the reference is the caller's to give.
    pub(super) fn facts(&mut self, reference: PupilRef, upn: Option<Upn>) -> Facts {
        Facts {
            reference,
            upn,
            surname: self.text(Column::Surname),
            forename: self.text(Column::Forename),
            dob: self.birth(),
            sex: self.text(Column::Sex),
            ethnicity: self.text(Column::Ethnicity),
            year_group: self.year_group(),
            urn: self.text(Column::Urn),
            school: self.text(Column::School),
            setting: self.setting(Column::Setting),
            district: self.text(Column::District),
            community: self.text(Column::Community),
            need_1: self.text(Column::Need1),
            need_2: self.text(Column::Need2),
            plan_start: self.day(Column::PlanStart),
            plan_version: self.text(Column::PlanVersion),
            last_review: self.day(Column::LastReview),
            review_due: self.day(Column::ReviewDue),
            phase_transfer: self.phase_transfer(),
            phase_transfer_due: self.day(Column::PhaseTransferDue),
            next_urn: self.text(Column::NextUrn),
            next_setting: self.setting(Column::NextSetting),
            next_from: self.day(Column::NextFrom),
            placement_status: self.read(
                Column::PlacementStatus,
                cell::placement_status,
                "is no state of a placement; write named, type_only or none",
            ),
            placement_change: self.placement_change(),
            current_top_up: self.money(Column::CurrentTopUp),
            current_epn: self.money(Column::CurrentEpn),
            uln: self.text(Column::Uln),
            ukprn: self.text(Column::Ukprn),
            sen_setting: self.text(Column::SenSetting),
            base: self.read(
                Column::Base,
                cell::base,
                "is no specialist base; write none, sen_unit or resourced_provision",
            ),
            authority: self.text(Column::Authority),
            plan_ceased: self.day(Column::PlanCeased),
            cease_reason: self.text(Column::CeaseReason),
        }
    }

    /// Reads what the row says of the plan.
    pub(super) fn line(&self) -> Line {
        let beside = [
            Column::Who,
            Column::HowOften,
            Column::HowLong,
            Column::Ratio,
        ];
        Line {
            text: self.cell(Column::SectionF).to_owned(),
            beside: beside.map(|column| self.cell(column).to_owned()),
        }
    }

    /// Whether the row says nothing of the pupil but who it is.
    pub(super) fn is_continued(&self) -> bool {
        let says = |column: &Column| !self.cell(*column).is_empty();
        let of_pupil = |column: &&Column| {
            !matches!(column, Column::Ref | Column::Upn) && !column.is_of_provision()
        };
        !Column::ALL.iter().filter(of_pupil).any(says)
    }

    /// The column that names the pupil in this row.
    pub(super) fn named_by(&self) -> Column {
        if self.cell(Column::Ref).is_empty() {
            Column::Upn
        } else {
            Column::Ref
        }
    }

    /// The text of a cell; empty where the file has no such column.
    pub(super) fn cell(&self, column: Column) -> &'a str {
        self.columns.at(column).map_or("", |at| self.row.cell(at))
    }

    /// Says something of a cell.
    pub(super) fn remark(&self, column: Column, reason: impl Into<String>) -> Remark {
        Remark {
            file: self.file.to_owned(),
            row: Some(self.row.number()),
            column: Some(self.columns.header(column).to_owned()),
            value: Some(self.cell(column).to_owned()),
            reason: reason.into(),
        }
    }

    /// Warns of a cell that is left out.
    pub(super) fn warn(&mut self, column: Column, reason: &str) {
        let left_out = format!("{reason}; it was left out");
        self.warnings.push(self.remark(column, left_out));
    }

    fn text(&self, column: Column) -> Option<String> {
        let text = self.cell(column);
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// Reads a cell where it holds anything; warns where it cannot be read.
    fn read<T>(
        &mut self,
        column: Column,
        reading: impl FnOnce(&str) -> Option<T>,
        reason: &str,
    ) -> Option<T> {
        let text = self.cell(column);
        if text.is_empty() {
            return None;
        }
        let value = reading(text);
        if value.is_none() {
            self.warn(column, reason);
        }
        value
    }

    fn year_group(&mut self) -> Option<i16> {
        let reason = "is no year group; write the national curriculum year, Reception as 0";
        self.read(Column::YearGroup, cell::year_group, reason)
    }

    fn setting(&mut self, column: Column) -> Option<Setting> {
        let reason = "is no kind of place; write mainstream, srp, special, independent, nmss, ap, fe, early_years or elsewhere";
        let columns = self.columns;
        // The file's own word is the one somebody has looked at.
        let read = |text: &str| columns.setting(text).or_else(|| cell::setting(text));
        self.read(column, read, reason)
    }

    fn money(&mut self, column: Column) -> Option<crate::domain::exact::Money> {
        let reason = "is not an amount in pounds and pence from 0; write it as 6000 or £6,000.50";
        let read = |text: &str| {
            let money = text.parse::<crate::domain::exact::Money>().ok();
            money.filter(|money| money.pence() >= 0)
        };
        self.read(column, read, reason)
    }

    fn phase_transfer(&self) -> PhaseTransfer {
        let text = self.cell(Column::PhaseTransfer);
        if text.is_empty() {
            return PhaseTransfer::Unsaid;
        }
        match cell::flag(text) {
            Some(false) => PhaseTransfer::No,
            Some(true) => PhaseTransfer::Yes(None),
            None => PhaseTransfer::Yes(Some(text.to_owned())),
        }
    }

    fn placement_change(&mut self) -> PlacementChange {
        let column = Column::PlacementChange;
        let text = self.cell(column);
        match (text.is_empty(), cell::flag(text)) {
            (true, _) | (_, Some(false)) => PlacementChange::No,
            (_, Some(true)) => PlacementChange::Requested(None),
            (false, None) => match self.date(column) {
                Ok(day) => PlacementChange::Requested(Some(day)),
                Err(NoDay::TwoWays(reason)) => {
                    self.warn(column, &reason);
                    PlacementChange::Requested(None)
                }
                Err(NoDay::Unread(reason)) => {
                    let reason = format!("{reason}, or yes or no");
                    self.warn(column, &reason);
                    PlacementChange::No
                }
            },
        }
    }

    /// Takes note of the order in which each date of the row stands.
    pub(super) fn note_dates(&self, orders: &mut Orders) {
        for column in DATES {
            let text = self.cell(column);
            if !text.is_empty() {
                orders.note(column, written(text), self.row.number(), text);
            }
        }
    }

    /// Reads a date.
    fn date(&self, column: Column) -> Result<Day, NoDay> {
        match written(self.cell(column)) {
            Written::Certain(day) | Written::DayFirst(day) => Ok(day),
            Written::EitherWay(day) => match self.settled.unsafe_in(column) {
                None => Ok(day),
                Some((at, row)) => Err(NoDay::TwoWays(format!(
                    "could be read two ways, and row {row} of column \"{}\" has its month first; write dates as 2015-04-03",
                    self.columns.header(at)
                ))),
            },
            Written::MonthFirst => Err(NoDay::Unread(MONTH_FIRST)),
            Written::Never => Err(NoDay::Unread(NEVER)),
            Written::Unread => Err(NoDay::Unread(DATE)),
        }
    }

    fn day(&mut self, column: Column) -> Option<Day> {
        if self.cell(column).is_empty() {
            return None;
        }
        match self.date(column) {
            Ok(day) => Some(day),
            Err(why) => {
                self.warn(column, &why.words());
                None
            }
        }
    }

    /// Reads the birth date; without a possible one the pupil is rejected.
    fn birth(&mut self) -> Option<Day> {
        if self.cell(Column::Dob).is_empty() {
            return None;
        }
        let reason = match self.date(Column::Dob) {
            Ok(day) if day > self.today => {
                Cow::from("is a birth date yet to come; correct it and import again")
            }
            Ok(day) if day.year() < EARLIEST_BIRTH => {
                Cow::from("is a birth date of more than a century ago; correct it and import again")
            }
            Ok(day) => return Some(day),
            Err(why) => why.words(),
        };
        let remark = self.remark(Column::Dob, reason);
        self.rejected.get_or_insert(remark);
        None
    }
}

/// The columns that hold dates.
const DATES: [Column; 8] = [
    Column::Dob,
    Column::PlanStart,
    Column::LastReview,
    Column::ReviewDue,
    Column::PhaseTransferDue,
    Column::NextFrom,
    Column::PlacementChange,
    Column::PlanCeased,
];

/// Why a cell gives no day.
enum NoDay {
    /// It is no date, or none that is read.
    Unread(&'static str),
    /// It could be read two ways, and the file does not say which.
    TwoWays(String),
}

impl NoDay {
    fn words(self) -> Cow<'static, str> {
        match self {
            Self::Unread(why) => Cow::from(why),
            Self::TwoWays(why) => Cow::from(why),
        }
    }
}
