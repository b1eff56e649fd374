//! Moves: how pupils could stand elsewhere without a published number changing, and what it costs to hide those that do.

use super::WIDTH;
use super::axis::Axis;
use super::ground::{Cell, Ground};

/// What it costs to hide a number that is held dear.
const DEAR: u64 = 1 << 40;

/// What it costs to hide an empty cell: it helps little, for who knows that it is empty.
const EMPTY: u64 = 100;

/// How much dearer a total is than what it is the total over.
const TOTAL: u64 = 4;

/// One dimension of a move: the nodes of it whose numbers change, and which way.
#[derive(Clone, Debug)]
pub(super) struct Side {
    /// The value where the detail stands, as a part of its number.
    pub(super) own: u128,
    /// The value it is set against; nothing where the move has but one value in this dimension.
    pub(super) other: Option<u128>,
    /// The nodes that change, as parts of numbers; whether with the detail or against it; whether a total.
    pub(super) nodes: Vec<(u128, bool, bool)>,
}

/// A move that was found, and what it costs.
#[derive(Clone, Debug)]
pub(super) struct Move {
    /// The numbers that change; whether with the detail or against it.
    changed: Vec<(u128, bool)>,
    up: u64,
    down: u64,
    /// What is hidden for it.
    pub(super) cost: u64,
}

impl Move {
    /// How far apart the least and the greatest value are left by it.
    pub(super) fn width(&self) -> u64 {
        self.up.saturating_add(self.down)
    }

    /// Hides what the move changes, and notes how far it may change.
    pub(super) fn apply(&self, ground: &mut Ground) {
        for (key, with) in &self.changed {
            let cell = ground.cell_mut(*key);
            let (up, down) = if *with {
                (self.up, self.down)
            } else {
                (self.down, self.up)
            };
            cell.hidden = true;
            cell.up = cell.up.max(up);
            cell.down = cell.down.max(down);
        }
    }
}

/// Visits every number that a move changes until it is told to stop; whether it was not.
fn each(
    sides: &[&Side],
    key: u128,
    with: bool,
    weight: u64,
    visit: &mut dyn FnMut(u128, bool, u64) -> bool,
) -> bool {
    let Some((side, rest)) = sides.split_first() else {
        return visit(key, with, weight);
    };
    side.nodes.iter().all(|(step, same, is_total)| {
        let weight = if *is_total { weight * TOTAL } else { weight };
        each(rest, key + step, with == *same, weight, visit)
    })
}

/// Visits every corner of a move.
fn corners(sides: &[&Side], key: u128, with: bool, visit: &mut dyn FnMut(u128, bool)) {
    let Some((side, rest)) = sides.split_first() else {
        visit(key, with);
        return;
    };
    corners(rest, key + side.own, with, visit);
    if let Some(other) = side.other {
        corners(rest, key + other, !with, visit);
    }
}

/// What a move comes to; nothing where nobody could move, or it costs more than is allowed.
pub(super) fn measure(ground: &Ground, sides: &[&Side], limit: u64, at_most: u64) -> Option<Move> {
    let (mut up, mut down) = (limit, u64::MAX);
    corners(sides, 0, true, &mut |key, with| {
        let count = ground.cell(key).count;
        if with {
            down = down.min(count);
        } else {
            up = up.min(count);
        }
    });
    if up == 0 && down == 0 {
        return None;
    }
    let mut cost = 0_u64;
    let within = each(sides, 0, true, 1, &mut |key, _, weight| {
        cost = cost.saturating_add(price(&ground.cell(key)).saturating_mul(weight));
        cost <= at_most
    });
    within.then(|| {
        let mut changed = Vec::new();
        each(sides, 0, true, 1, &mut |key, with, _| {
            changed.push((key, with));
            true
        });
        Move {
            changed,
            up,
            down,
            cost,
        }
    })
}

/// A move of pupils from one cell to another alone, with every total that holds but one of the two.
pub(super) fn straight(ground: &Ground, own: u128, other: u128) -> Option<Move> {
    let over = |key: u128| {
        let mut keys = Vec::new();
        ground.keys_over(&ground.nodes(key), &mut keys);
        keys
    };
    let (with, against) = (over(own), over(other));
    let only = |keys: &[u128], without: &[u128], with: bool| {
        let keys = keys.iter().filter(|key| !without.contains(key));
        keys.map(|key| (*key, with)).collect::<Vec<_>>()
    };
    let mut changed = only(&with, &against, true);
    changed.extend(only(&against, &with, false));
    let price = |(key, _): &(u128, bool)| {
        let nodes = ground.nodes(*key);
        let totals = nodes.iter().zip(&ground.axes);
        let totals = totals.filter(|(node, axis)| axis.is_total(**node)).count();
        let weight = (0..totals).fold(1, |weight: u64, _| weight.saturating_mul(TOTAL));
        price(&ground.cell(*key)).saturating_mul(weight)
    };
    let (up, down) = (ground.cell(other).count, ground.cell(own).count);
    (up > 0 || down > 0).then(|| Move {
        cost: changed.iter().map(price).fold(0, u64::saturating_add),
        changed,
        up,
        down,
    })
}

/// What it costs to hide a number.
fn price(cell: &Cell) -> u64 {
    if cell.hidden {
        return 0;
    }
    let own = if cell.count == 0 {
        EMPTY
    } else {
        cell.count.saturating_add(8)
    };
    own.saturating_add(if cell.dear { DEAR } else { 0 })
}

/// The better of two moves: one that is wide enough before one that is not, then the cheaper; of two that are not wide enough
/// the wider.
pub(super) fn better(one: Option<Move>, other: Option<Move>) -> Option<Move> {
    let worth = |one: &Move| {
        let wide = one.width().min(WIDTH);
        (std::cmp::Reverse(wide), one.cost)
    };
    match (one, other) {
        (Some(one), Some(other)) if worth(&other) < worth(&one) => Some(other),
        (Some(one), _) => Some(one),
        (None, other) => other,
    }
}

/// The sides of a move that stays at a detail in every dimension.
pub(super) fn staying(ground: &Ground, base: usize) -> Vec<Side> {
    let Some(detail) = ground.details.get(base) else {
        return Vec::new();
    };
    let parts = ground.axes.iter().zip(&ground.strides).zip(&detail.at);
    let stay = parts.map(|((axis, stride), value)| Side {
        own: *value as u128 * stride,
        other: None,
        nodes: (axis.holding(*value).iter())
            .map(|node| (*node as u128 * stride, true, axis.is_total(*node)))
            .collect(),
    });
    stay.collect()
}

/// The nodes that hold one of two values and not the other; whether it is the first.
pub(super) fn changed(
    axis: &Axis,
    value: usize,
    other: usize,
) -> impl Iterator<Item = (usize, bool)> {
    let only = move |one: usize, without: usize| {
        let nodes = axis.holding(one).iter().copied();
        nodes.filter(move |node| !axis.holds(*node, without))
    };
    let own = only(value, other).map(|node| (node, true));
    own.chain(only(other, value).map(|node| (node, false)))
}
