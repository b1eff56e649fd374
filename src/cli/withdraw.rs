//! `continuum withdraw`: takes a mapping back; both stay on the record.

use crate::domain::identity::RecordId;
use crate::domain::printable::printable;

use super::arguments::Withdraw;
use super::failure::Failure;
use super::output;
use super::room::{Room, reader};

pub(super) fn run(order: &Withdraw, room: &Room) -> Result<(), Failure> {
    let mut workspace = room.workspace()?;
    let reader = reader(&order.who, &workspace);
    let mapping = RecordId::new(&*order.mapping);
    let withdrawal = workspace.withdraw(&mapping, &reader, &order.reason, room.now())?;
    let text = format!(
        "Mapping {mapping} is taken back (record {}).",
        withdrawal.id
    );
    output::line(printable(&text))
}
