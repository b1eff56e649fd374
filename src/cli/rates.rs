//! `continuum rates`: rate sets and envelopes as files, what they cost and whom they touch.

mod check;
mod communities;
mod compare;
mod cost;
pub(super) mod files;
mod impact;
mod new;
mod sheet;
mod solve;
mod sufficiency;
mod telling;

use super::arguments::{Rates, RatesCommand};
use super::failure::Failure;
use super::room::Room;

pub(super) fn run(order: &Rates, room: &Room) -> Result<(), Failure> {
    match &order.what {
        RatesCommand::New(order) => new::run(order, room),
        RatesCommand::Check(order) => check::run(order, room),
        RatesCommand::Sufficiency(order) => sufficiency::run(order, room),
        RatesCommand::Outcome(order) => sufficiency::outcome(order, room),
        RatesCommand::Communities(order) => communities::run(order, room),
        RatesCommand::Cost(order) => cost::run(order, room),
        RatesCommand::Solve(order) => solve::run(order, room),
        RatesCommand::Compare(order) => compare::run(order, room),
        RatesCommand::Impact(order) => impact::run(order, room),
        RatesCommand::Sheet(order) => sheet::run(order, room),
    }
}
