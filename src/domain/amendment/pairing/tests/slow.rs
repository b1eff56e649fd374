//! The pairing as it was first written, every one looked at against every other: what the fast one is held to.

use std::cmp::Reverse;
use std::collections::{HashMap, VecDeque};

use crate::domain::amendment::alike::{ALIKE, Bag, PART, Wordings, without};
use crate::domain::amendment::{Fate, Pair};
use crate::domain::provision::Provision;

/// How many likenesses are looked at in one plan; in a longer one only neighbours are compared.
const MOST: usize = 250_000;

/// The fewest words that say of what a provision is a part.
const TELLING_PART: usize = 4;

/// Pairs the provisions of two versions.
pub(super) fn pair(before: &[Provision], now: &[Provision]) -> Vec<Pair> {
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

    /// Pairs provisions that are the same to the letter, in the same place: in most amendments nearly all.
    fn pair_same_texts(&mut self) {
        let mut known: HashMap<&str, VecDeque<usize>> = HashMap::new();
        for (at, provision) in self.before.iter().enumerate() {
            known.entry(&provision.text).or_default().push_back(at);
        }
        for (at, provision) in self.now.iter().enumerate() {
            let Some(left) = known.get_mut(provision.text.as_str()) else {
                continue;
            };
            let fits = |place: &usize| {
                let earlier = self.before.get(*place);
                earlier.is_some_and(|earlier| same_place(earlier, provision))
            };
            let found = left.iter().position(fits);
            if let Some(earlier) = found.and_then(|found| left.remove(found)) {
                self.take(earlier, at);
            }
        }
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
        let mut known: HashMap<Vec<u32>, VecDeque<usize>> = HashMap::new();
        for at in open(&self.to) {
            known
                .entry(self.text(at).to_vec())
                .or_default()
                .push_back(at);
        }
        let rounds: [Likes; 3] = [same_place, same_delivery, |_, _| true];
        for round in rounds {
            for at in open(&self.from) {
                let Some(left) = known.get_mut(self.text(self.before.len() + at)) else {
                    continue;
                };
                let fits = |place: &usize| {
                    let pair = self.before.get(*place).zip(self.now.get(at));
                    pair.is_some_and(|(earlier, newer)| round(earlier, newer))
                };
                let found = left.iter().position(fits);
                if let Some(earlier) = found.and_then(|found| left.remove(found)) {
                    self.take(earlier, at);
                }
            }
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
            for (j, now) in new.iter().copied().enumerate() {
                if i.abs_diff(j) <= reach {
                    found.extend(self.rank(before, now).map(|rank| (rank, (before, now))));
                }
            }
        }
        found
    }

    fn rank(&self, before: usize, now: usize) -> Option<Rank> {
        let likeness = self.wordings.likeness(before, self.before.len() + now);
        if likeness < ALIKE {
            return None;
        }
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
        let newer = self.from.iter().enumerate().map(|(now, before)| Pair {
            fate: before.map_or(Fate::New, |before| self.fate(before, now)),
            before: before.or_else(|| self.whole(now, Side::Newer)),
            now: Some(now),
        });
        let gone = open(&self.to).into_iter().map(|before| Pair {
            fate: Fate::Gone,
            before: Some(before),
            now: self.whole(before, Side::Earlier),
        });
        newer.chain(gone).collect()
    }

    fn fate(&self, before: usize, now: usize) -> Fate {
        let pair = self.before.get(before).zip(self.now.get(now));
        let same_delivery = pair.is_some_and(|(one, other)| same_delivery(one, other));
        let same_words = self.text(before) == self.text(self.before.len() + now);
        match (same_delivery, same_words) {
            (true, true) => Fate::Same,
            (true, false) => Fate::Reworded,
            (false, _) => Fate::DoseChanged,
        }
    }

    /// The provision of the other version of which an unpaired one is a part: what it was split from, or merged into.
    fn whole(&self, at: usize, side: Side) -> Option<usize> {
        let offset = self.before.len();
        let (part, wholes) = match side {
            Side::Earlier => (self.wordings.bag(at), &self.from),
            Side::Newer => (self.wordings.bag(offset + at), &self.to),
        };
        if part.len() < TELLING_PART {
            return None;
        }
        let left = |(whole, partner): (usize, &Option<usize>)| -> (usize, Bag) {
            let (own, others) = match side {
                Side::Earlier => (offset + whole, *partner),
                Side::Newer => (whole, partner.map(|partner| offset + partner)),
            };
            let taken = others.map_or(&[][..], |partner| self.wordings.bag(partner));
            (whole, without(self.wordings.bag(own), taken))
        };
        let shares = wholes.iter().enumerate().map(left);
        let shares = shares.map(|(whole, left)| (self.wordings.part(part, &left), Reverse(whole)));
        let (share, Reverse(whole)) = shares.max()?;
        (share >= PART).then_some(whole)
    }
}

/// Which version a provision is of.
#[derive(Clone, Copy)]
enum Side {
    Earlier,
    Newer,
}

/// How two provisions of the same words must be alike to be a pair.
type Likes = fn(&Provision, &Provision) -> bool;

type Rank = (Reverse<u32>, Reverse<bool>, Reverse<bool>, usize, usize);

/// The same dose, under the same heading.
fn same_place(one: &Provision, other: &Provision) -> bool {
    same_delivery(one, other) && one.heading == other.heading && one.area == other.area
}

fn same_delivery(one: &Provision, other: &Provision) -> bool {
    one.who == other.who && one.dose == other.dose
}

/// The places that are in no pair.
fn open(side: &[Option<usize>]) -> Vec<usize> {
    let unpaired = side.iter().enumerate().filter(|(_, pair)| pair.is_none());
    unpaired.map(|(at, _)| at).collect()
}
