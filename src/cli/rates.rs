//! `continuum rates`: rate sets and envelopes as files, what they cost and whom they touch.

mod check;
mod communities;
mod files;
mod new;
mod sufficiency;

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
    }
}
