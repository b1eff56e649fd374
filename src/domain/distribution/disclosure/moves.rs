//! Moves: how pupils could stand elsewhere without a published number changing, and the search for the cheapest.

use super::axis::Axis;
use super::ground::{ByKey, Cell, Ground};
use super::outer::Outer;
use super::{SMALL, WIDTH};

/// What it costs to hide a number that is held dear.
const DEAR: u64 = 1 << 40;

/// What it costs to hide an empty cell: it helps little, for who knows that it is empty.
const EMPTY: u64 = 100;

/// How much dearer a total is than what it is the total over.
const TOTAL: u64 = 4;

/// How many other details a straight move is tried to.
const STRAIGHT: usize = 256;

/// How many details are tried as the one that the whole table's total moves with.
const BASES: usize = 64;

/// Hides what must be hidden until every small number can move.
pub(super) fn protect(ground: &mut Ground, outer: Outer) {
    let root = ground.root();
    let limit = match outer {
        Outer::Hidden(limit) => Some(limit),
        Outer::Shown => ground.cell(root).is_small().then_some(u64::MAX),
    };
    if let Some(limit) = limit {
        ground.cell_mut(root).hidden = true;
        move_all(ground, limit);
    }
    let small = ground.small();
    if small.is_empty() {
        return;
    }
    let search = Search::over(ground, limit);
    for key in small {
        if ground.cell(key).width() < WIDTH
            && let Some(found) = search.best(ground, key)
        {
            found.apply(ground);
        }
    }
}

/// Lets the total of the whole table move, with the detail that costs least.
fn move_all(ground: &mut Ground, limit: u64) {
    let mut bases: Vec<usize> = (0..ground.details.len()).collect();
    bases.sort_by_key(|at| ground.details.get(*at).map(|one| rank(one.count)));
    bases.truncate(BASES);
    let mut best: Option<Move> = None;
    for base in bases {
        let sides = staying(ground, base);
        let choice: Vec<&Side> = sides.iter().collect();
        best = better(best, measure(ground, &choice, limit, u64::MAX));
    }
    if let Some(found) = best {
        found.apply(ground);
    }
}

/// Small counts first, the greatest of them before the others, for they are hidden anyway; then the rest as they grow.
fn rank(count: u64) -> u64 {
    if count <= SMALL { SMALL - count } else { count }
}

/// One dimension of a move: the nodes of it whose numbers change, and which way.
#[derive(Clone, Debug)]
struct Side {
    /// The value where the detail stands, as a part of its number.
    own: u128,
    /// The value it is set against; nothing where the move has but one value in this dimension.
    other: Option<u128>,
    /// The nodes that change, as parts of numbers; whether with the detail or against it; whether a total.
    nodes: Vec<(u128, bool, bool)>,
}

/// A move that was found, and what it costs.
#[derive(Clone, Debug)]
struct Move {
    /// The numbers that change; whether with the detail or against it.
    changed: Vec<(u128, bool)>,
    up: u64,
    down: u64,
    cost: u64,
}

impl Move {
    fn width(&self) -> u64 {
        self.up.saturating_add(self.down)
    }

    /// Hides what the move changes, and notes how far it may change.
    fn apply(&self, ground: &mut Ground) {
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
fn measure(ground: &Ground, sides: &[&Side], limit: u64, at_most: u64) -> Option<Move> {
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
fn straight(ground: &Ground, own: u128, other: u128) -> Option<Move> {
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
fn better(one: Option<Move>, other: Option<Move>) -> Option<Move> {
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
fn staying(ground: &Ground, base: usize) -> Vec<Side> {
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

/// The search for moves: which details stand in a line with one another, and which stand in a small total.
struct Search {
    /// The details that differ in one dimension alone, by the number of the total over it.
    lines: ByKey<Vec<u32>>,
    /// The details in each small number.
    under: ByKey<Vec<u32>>,
    /// How far the whole table's total may grow; nothing where it is published.
    limit: Option<u64>,
    /// How many partners are tried in each dimension.
    partners: usize,
    /// Every detail, by rank.
    order: Vec<u32>,
}

impl Search {
    fn over(ground: &Ground, limit: Option<u64>) -> Self {
        let mut lines: ByKey<Vec<u32>> = ByKey::default();
        let mut under: ByKey<Vec<u32>> = ByKey::default();
        let mut order: Vec<u32> = (0..).take(ground.details.len()).collect();
        order.sort_by_key(|at| detail(ground, *at).map(|one| rank(one.count)));
        let mut keys = Vec::new();
        for number in order.iter().copied() {
            let Some(own) = detail(ground, number) else {
                continue;
            };
            let key = ground.key(&own.at);
            for dimension in 0..ground.axes.len() {
                let line = lines.entry(line(ground, key, &own.at, dimension));
                line.or_default().push(number);
            }
            if own.count <= SMALL {
                ground.keys_over(&own.at, &mut keys);
                for key in keys.iter().filter(|key| ground.cell(**key).is_small()) {
                    under.entry(*key).or_default().push(number);
                }
            }
        }
        let partners = match ground.axes.len() {
            0..=2 => 24,
            3 => 8,
            4 => 4,
            5 => 3,
            6 | 7 => 2,
            _ => 1,
        };
        Self {
            lines,
            under,
            limit,
            partners,
            order,
        }
    }

    /// The best move that changes a small number.
    fn best(&self, ground: &Ground, key: u128) -> Option<Move> {
        let nodes = ground.nodes(key);
        let mut best = None;
        for base in self.under.get(&key)? {
            let sides = self.sides(ground, *base, &nodes);
            best = self.among(ground, &sides, best);
        }
        if best.as_ref().is_none_or(|best| best.width() < WIDTH) {
            for base in self.under.get(&key)? {
                best = self.straight(ground, *base, &nodes, best);
            }
        }
        best
    }

    /// The sides that a move may have in each dimension: staying, or set against a partner outside the number.
    fn sides(&self, ground: &Ground, base: u32, nodes: &[usize]) -> Vec<Vec<Side>> {
        let Some(own) = detail(ground, base) else {
            return Vec::new();
        };
        let key = ground.key(&own.at);
        let stay = staying(ground, base as usize);
        let mut sides = Vec::with_capacity(stay.len());
        for (dimension, stay) in stay.into_iter().enumerate() {
            let (Some(axis), Some(stride), Some(value), Some(node)) = (
                ground.axes.get(dimension),
                ground.strides.get(dimension),
                own.at.get(dimension),
                nodes.get(dimension),
            ) else {
                continue;
            };
            let outside = |other: &usize| other != value && !axis.holds(*node, *other);
            let line = self.lines.get(&line(ground, key, &own.at, dimension));
            let line = line.map_or(&[][..], Vec::as_slice);
            let at = |number: &u32| detail(ground, *number)?.at.get(dimension).copied();
            let mut others: Vec<usize> = (line.iter().filter_map(at).filter(outside))
                .take(self.partners)
                .collect();
            // The last of a line has the most pupils, so the most to give.
            others.extend(line.iter().rev().filter_map(at).find(outside));
            if others.is_empty() {
                others.extend((0..axis.values()).find(outside));
            }
            others.dedup();
            let against = |other: usize| Side {
                own: stay.own,
                other: Some(other as u128 * stride),
                nodes: changed(axis, *value, other)
                    .map(|(node, with)| (node as u128 * stride, with, axis.is_total(node)))
                    .collect(),
            };
            let set_against: Vec<Side> = others.into_iter().map(against).collect();
            sides.push([stay].into_iter().chain(set_against).collect());
        }
        sides
    }

    /// The best among all that can be put together of such sides.
    fn among(&self, ground: &Ground, sides: &[Vec<Side>], mut best: Option<Move>) -> Option<Move> {
        let limit = self.limit.unwrap_or(0);
        choices(sides, &mut |chosen| {
            let stays = chosen.iter().all(|side| side.other.is_none());
            if stays && self.limit.is_none() {
                return;
            }
            let enough = best.as_ref().filter(|best| best.width() >= WIDTH);
            let at_most = enough.map_or(u64::MAX, |best| best.cost);
            let limit = if stays { limit } else { u64::MAX };
            best = better(best.take(), measure(ground, chosen, limit, at_most));
        });
        best
    }

    /// The best of the straight moves of a detail that change a number: they hide more totals than boxes do, so they are
    /// tried only where no box leaves doubt enough.
    fn straight(&self, ground: &Ground, base: u32, nodes: &[usize], mut best: Option<Move>) -> Option<Move> {
        let Some(own) = detail(ground, base) else {
            return best;
        };
        let inside = |at: &[usize]| {
            let parts = ground.axes.iter().zip(nodes).zip(at);
            parts.into_iter().all(|((axis, node), value)| axis.holds(*node, *value))
        };
        let others = self.order.iter().filter_map(|at| detail(ground, *at));
        for other in others.filter(|other| !inside(&other.at)).take(STRAIGHT) {
            let found = straight(ground, ground.key(&own.at), ground.key(&other.at));
            best = better(best, found);
        }
        best
    }
}

/// Goes through every choice of one side a dimension.
fn choices<'a>(sides: &'a [Vec<Side>], visit: &mut dyn FnMut(&[&'a Side])) {
    let mut choice = vec![0_usize; sides.len()];
    loop {
        let chosen: Vec<&Side> = sides
            .iter()
            .zip(&choice)
            .filter_map(|(sides, at)| sides.get(*at))
            .collect();
        visit(&chosen);
        if !next(&mut choice, sides) {
            return;
        }
    }
}

/// The nodes that hold one of two values and not the other; whether it is the first.
fn changed(axis: &Axis, value: usize, other: usize) -> impl Iterator<Item = (usize, bool)> {
    let only = move |one: usize, without: usize| {
        let nodes = axis.holding(one).iter().copied();
        nodes.filter(move |node| !axis.holds(*node, without))
    };
    let own = only(value, other).map(|node| (node, true));
    own.chain(only(other, value).map(|node| (node, false)))
}

/// The next choice of sides; whether there is one.
fn next(choice: &mut [usize], sides: &[Vec<Side>]) -> bool {
    for (at, sides) in choice.iter_mut().zip(sides) {
        *at += 1;
        if *at < sides.len() {
            return true;
        }
        *at = 0;
    }
    false
}

fn detail(ground: &Ground, number: u32) -> Option<&super::ground::Detail> {
    ground.details.get(number as usize)
}

/// The number of the total over one dimension that a detail stands in.
fn line(ground: &Ground, key: u128, at: &[usize], dimension: usize) -> u128 {
    match (
        ground.axes.get(dimension),
        ground.strides.get(dimension),
        at.get(dimension),
    ) {
        (Some(axis), Some(stride), Some(value)) => {
            key - *value as u128 * stride + axis.all() as u128 * stride
        }
        (_, _, _) => key,
    }
}
