//! The search for the cheapest move of every small number.

use std::collections::BTreeMap;

use super::ground::{ByKey, Detail, Ground};
use super::moves::{Move, Side, better, changed, measure, staying, straight};
use super::outer::Outer;
use super::{SMALL, WIDTH};

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
        if ground.cell(key).width() >= WIDTH {
            continue;
        }
        match search.best(ground, key) {
            Some(found) if found.width() >= WIDTH => found.apply(ground),
            found => search.several(ground, key, found),
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
    fn straight(
        &self,
        ground: &Ground,
        base: u32,
        nodes: &[usize],
        mut best: Option<Move>,
    ) -> Option<Move> {
        let Some(own) = detail(ground, base) else {
            return best;
        };
        for other in self.outside(ground, nodes) {
            let found = straight(ground, ground.key(&own.at), ground.key(&other.at));
            best = better(best, found);
        }
        best
    }

    /// The details that a number does not hold, by rank.
    fn outside<'a>(
        &'a self,
        ground: &'a Ground,
        nodes: &'a [usize],
    ) -> impl Iterator<Item = &'a Detail> {
        let inside = move |at: &[usize]| {
            let parts = ground.axes.iter().zip(nodes).zip(at);
            parts
                .into_iter()
                .all(|((axis, node), value)| axis.holds(*node, *value))
        };
        let others = self.order.iter().filter_map(|at| detail(ground, *at));
        others
            .filter(move |other| !inside(&other.at))
            .take(STRAIGHT)
    }

    /// Several straight moves at once, where no single one leaves doubt enough: of a few pupils, one each in as many places,
    /// each move shifts one alone. Whoever stands outside may come in and whoever stands inside may go, so the doubt is as
    /// many as can come and go together. The cheapest are taken one by one, until it is enough or nobody is left.
    fn several(&self, ground: &mut Ground, key: u128, best: Option<Move>) {
        let nodes = ground.nodes(key);
        let keyed = |one: &Detail| (ground.key(&one.at), one.count);
        let inside = self.under.get(&key).map_or(&[][..], Vec::as_slice);
        let inside = inside.iter().filter_map(|base| detail(ground, *base));
        let inside: Vec<(u128, u64)> = inside.map(keyed).collect();
        let outside: Vec<(u128, u64)> = self.outside(ground, &nodes).map(keyed).collect();
        let (mut goes, mut comes) = (BTreeMap::new(), BTreeMap::new());
        let together = |some: &BTreeMap<u128, u64>| some.values().sum::<u64>();
        while together(&goes) + together(&comes) < WIDTH {
            let pairs = inside
                .iter()
                .flat_map(|own| outside.iter().map(move |other| (own, other)));
            let further = pairs.filter(|((own, _), (other, _))| {
                !goes.contains_key(own) || !comes.contains_key(other)
            });
            let moves = further
                .filter_map(|(own, other)| Some((straight(ground, own.0, other.0)?, *own, *other)));
            let Some((found, own, other)) = moves.min_by_key(|(found, _, _)| found.cost) else {
                break;
            };
            found.apply(ground);
            goes.extend([own]);
            comes.extend([other]);
        }
        let enough = together(&goes) + together(&comes);
        if let Some(best) = best.filter(|best| best.width() > enough) {
            best.apply(ground);
        }
        let cell = ground.cell_mut(key);
        cell.down = cell.down.max(together(&goes));
        cell.up = cell.up.max(together(&comes));
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

fn detail(ground: &Ground, number: u32) -> Option<&Detail> {
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
