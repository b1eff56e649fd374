//! The order of reading, and who is read first.

use std::collections::BTreeMap;

use super::super::super::draw::Draw;
use super::Member;

/// Brings members into reading order: by chance, but for the first `count`, who are spread over officers and results as
/// far as they go.
pub(super) fn order(members: &mut Vec<Member>, count: usize, draw: &mut Draw) {
    draw.shuffle(members);
    let mut left = std::mem::take(members);
    let mut officers: BTreeMap<String, usize> = BTreeMap::new();
    let mut strata: BTreeMap<usize, usize> = BTreeMap::new();
    for _ in 0..count {
        let seen = |one: &Member| {
            let officer = officers.get(&one.officer).copied().unwrap_or_default();
            let stratum = strata.get(&one.stratum).copied().unwrap_or_default();
            (officer + stratum, officer)
        };
        // The first of those alike: the shuffle's order decides.
        let least = left.iter().enumerate().min_by_key(|(_, one)| seen(one));
        let Some((at, _)) = least else {
            break;
        };
        let mut next = left.remove(at);
        *officers.entry(next.officer.clone()).or_default() += 1;
        *strata.entry(next.stratum).or_default() += 1;
        next.first = true;
        members.push(next);
    }
    members.append(&mut left);
}
