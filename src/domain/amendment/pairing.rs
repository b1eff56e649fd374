//! Pairing: which provision of the newer version is which of the earlier one.

use std::cmp::Reverse;
use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

use serde::{Deserialize, Serialize};

use super::super::dose::{Dose, Who};
use super::super::provision::{AreaCode, Provision};
use super::Fate;
use super::alike::{ALIKE, Wordings, without};

mod whole;

use whole::Wholes;

/// How many likenesses are looked at in one plan; in a longer one only neighbours are compared.
const MOST: usize = 250_000;

/// The fewest words that say of what a provision is a part.
const TELLING_PART: usize = 4;

/// A provision of either version, and what became of it; places count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// What became of it.
    pub fate: Fate,
    /// Its place among the earlier provisions; of a new one, the provision it was split from, where it was.
    pub before: Option<usize>,
    /// Its place among the newer; of one that is gone, the provision it was merged into, where it was.
    pub now: Option<usize>,
}

/// Pairs the provisions of two versions: the newer ones in their order, then those that are gone.
///
/// Each provision stands in one pair. The same words go first, those under the same heading and with the same dose before
/// others and otherwise in their order; then the most alike. Two that share too few words are no pair: one is gone and
/// the other new. Of an earlier provision split in two, the likest part is the pair and the other is new, with where it
/// comes from; of two merged into one, the likest is the pair and the other gone, with where it went.
pub fn pair(before: &[Provision], now: &[Provision]) -> Vec<Pair> {
    let mut matched = Matched {
        before,
        now,
        wordings: Wordings::default(),
        to: vec![None; before.len()],
        from: vec![None; now.len()],
    };
    matched.pair_same_texts();
    matched.read_words();
    matched.pair_same_words();
    matched.pair_alike();
    matched.pairs()
}

struct Matched<'a> {
    before: &'a [Provision],
    now: &'a [Provision],
    /// The words of those that no letter-for-letter pair was found for.
    wordings: Wordings,
    /// Where each earlier provision went.
    to: Vec<Option<usize>>,
    /// Where each newer one comes from.
    from: Vec<Option<usize>>,
}

impl<'a> Matched<'a> {
    fn take(&mut self, before: usize, now: usize) {
        if let (Some(to), Some(from)) = (self.to.get_mut(before), self.from.get_mut(now)) {
            (*to, *from) = (Some(now), Some(before));
        }
    }

    fn text(&self, at: usize) -> &[u32] {
        self.wordings.texts.get(at).map_or(&[], Vec::as_slice)
    }

    fn take_all(&mut self, pairs: Vec<(usize, usize)>) {
        for (before, now) in pairs {
            self.take(before, now);
        }
    }

    /// Pairs provisions that are the same to the letter, in the same place: in most amendments nearly all.
    fn pair_same_texts(&mut self) {
        let key = |(at, one): (usize, &'a Provision)| (at, (one.text.as_str(), in_place(one)));
        let before = self.before.iter().enumerate().map(key);
        let now = self.now.iter().enumerate().map(key);
        self.take_all(in_order(before, now));
    }

    /// Reads the words of the others.
    fn read_words(&mut self) {
        let open = |(provision, pair): (&'a Provision, &Option<usize>)| {
            pair.is_none().then_some(provision.text.as_str())
        };
        let before = self.before.iter().zip(&self.to);
        let now = self.now.iter().zip(&self.from);
        let texts = before.chain(now).map(open);
        self.wordings = Wordings::of(texts);
    }

    /// Pairs provisions of the same words.
    fn pair_same_words(&mut self) {
        let rounds: [Likes; 3] = [
            in_place,
            |one| (Some(delivered(one)), None),
            |_| (None, None),
        ];
        for like in rounds {
            let key = |at: usize, one: Option<&'a Provision>| (self.text(at), one.map(like));
            let before = open(&self.to).into_iter();
            let before = before.map(|at| (at, key(at, self.before.get(at))));
            let now = open(&self.from).into_iter();
            let offset = self.before.len();
            let now = now.map(|at| (at, key(offset + at, self.now.get(at))));
            let pairs = in_order(before, now);
            self.take_all(pairs);
        }
    }

    /// Pairs what is left by likeness, the likest first.
    fn pair_alike(&mut self) {
        let mut candidates = self.candidates();
        candidates.sort_unstable();
        for (_, (before, now)) in candidates {
            let free = |side: &[Option<usize>], at: usize| side.get(at) == Some(&None);
            if free(&self.to, before) && free(&self.from, now) {
                self.take(before, now);
            }
        }
    }

    /// The pairs that may be, each with its rank. The rank is the same from either version's side, so that
    /// an amendment taken back is paired as it was made.
    fn candidates(&self) -> Vec<(Rank, (usize, usize))> {
        let (old, new) = (open(&self.to), open(&self.from));
        let reach = if old.len() * new.len() > MOST {
            MOST / old.len().max(new.len())
        } else {
            usize::MAX
        };
        let mut found = Vec::new();
        for (i, before) in old.iter().copied().enumerate() {
            let from = i.saturating_sub(reach).min(new.len());
            let to = i.saturating_add(reach).saturating_add(1).min(new.len());
            for now in new.get(from..to).unwrap_or_default().iter().copied() {
                found.extend(self.rank(before, now).map(|rank| (rank, (before, now))));
            }
        }
        found
    }

    fn rank(&self, before: usize, now: usize) -> Option<Rank> {
        let newer = self.before.len() + now;
        let likeness = (self.wordings.may_be(before, newer) >= ALIKE)
            .then(|| self.wordings.likeness(before, newer))
            .filter(|likeness| *likeness >= ALIKE)?;
        let (one, other) = (self.before.get(before)?, self.now.get(now)?);
        Some((
            Reverse(likeness),
            Reverse(one.heading == other.heading && one.area == other.area),
            Reverse(one.who == other.who),
            before.abs_diff(now),
            before + now,
        ))
    }

    fn pairs(&self) -> Vec<Pair> {
        let (mut earlier, mut later) = (self.wholes(Side::Newer), self.wholes(Side::Earlier));
        let offset = self.before.len();
        let newer = self.from.iter().enumerate().map(|(now, before)| Pair {
            fate: before.map_or(Fate::New, |before| self.fate(before, now)),
            before: before.or_else(|| self.whole(offset + now, &mut earlier)),
            now: Some(now),
        });
        let mut pairs: Vec<Pair> = newer.collect();
        pairs.extend(open(&self.to).into_iter().map(|before| Pair {
            fate: Fate::Gone,
            before: Some(before),
            now: self.whole(before, &mut later),
        }));
        pairs
    }

    fn fate(&self, before: usize, now: usize) -> Fate {
        let pair = self.before.get(before).zip(self.now.get(now));
        let same_delivery = pair.is_some_and(|(one, other)| delivered(one) == delivered(other));
        let same_words = self.text(before) == self.text(self.before.len() + now);
        match (same_delivery, same_words) {
            (true, true) => Fate::Same,
            (true, false) => Fate::Reworded,
            (false, _) => Fate::DoseChanged,
        }
    }

    /// The provision of the other version of which an unpaired one is a part: what it was split from, or merged into.
    fn whole(&self, part: usize, wholes: &mut Wholes<'_>) -> Option<usize> {
        let part = self.wordings.bag(part);
        (part.len() >= TELLING_PART).then(|| wholes.of_part(part))?
    }

    /// What the unpaired provisions of one side may be parts of.
    fn wholes(&self, side: Side) -> Wholes<'_> {
        let offset = self.before.len();
        let (wholes, own, others) = match side {
            Side::Earlier => (&self.from, offset, 0),
            Side::Newer => (&self.to, 0, offset),
        };
        let left = wholes.iter().enumerate().map(|(whole, partner)| {
            let taken = partner.map_or(&[][..], |partner| self.wordings.bag(others + partner));
            without(self.wordings.bag(own + whole), taken)
        });
        Wholes::of(&self.wordings, left.collect())
    }
}

/// Which version a provision is of.
#[derive(Clone, Copy)]
enum Side {
    Earlier,
    Newer,
}

/// Who gives how much of a provision.
type Delivered = (Option<Who>, Dose);

/// What two provisions of the same words must have in common to be a pair: the dose, and where they stand.
type Like<'a> = (Option<Delivered>, Option<(Option<&'a str>, AreaCode)>);

type Likes = for<'a> fn(&'a Provision) -> Like<'a>;

type Rank = (Reverse<u32>, Reverse<bool>, Reverse<bool>, usize, usize);

/// The dose, and the heading it stands under.
fn in_place(one: &Provision) -> Like<'_> {
    let heading = one.heading.as_deref();
    (Some(delivered(one)), Some((heading, one.area)))
}

fn delivered(one: &Provision) -> Delivered {
    (one.who, one.dose)
}

/// Pairs what has the same key, the first with the first.
fn in_order<K: Eq + Hash>(
    before: impl Iterator<Item = (usize, K)>,
    now: impl Iterator<Item = (usize, K)>,
) -> Vec<(usize, usize)> {
    let mut known: HashMap<K, VecDeque<usize>> = HashMap::new();
    for (at, key) in before {
        known.entry(key).or_default().push_back(at);
    }
    let pair = |(at, key): (usize, K)| Some((known.get_mut(&key)?.pop_front()?, at));
    now.filter_map(pair).collect()
}

/// The places that are in no pair.
fn open(side: &[Option<usize>]) -> Vec<usize> {
    let unpaired = side.iter().enumerate().filter(|(_, pair)| pair.is_none());
    unpaired.map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests;
