//! Wholes: which provision an unpaired one of the other version is a part of, found by its rarest words.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::super::alike::{Bag, PART, Wordings, per_mille};

/// The provisions of one version as far as their own pairs do not have their words.
pub(super) struct Wholes<'a> {
    wordings: &'a Wordings,
    /// Each with its weight.
    left: Vec<(u32, Bag)>,
    /// Which of them have a word, the heaviest first.
    holders: HashMap<u32, Vec<usize>>,
    /// What was found for parts of the same words.
    known: HashMap<Bag, Option<usize>>,
}

impl<'a> Wholes<'a> {
    /// Sorts by their words what is left of provisions.
    pub(super) fn of(wordings: &'a Wordings, left: Vec<Bag>) -> Self {
        let mut holders: HashMap<u32, Vec<usize>> = HashMap::new();
        let weighed = left.into_iter().map(|bag| (wordings.weight(&bag), bag));
        let left: Vec<(u32, Bag)> = weighed.collect();
        let mut heaviest: Vec<(usize, &(u32, Bag))> = left.iter().enumerate().collect();
        heaviest.sort_by_key(|(_, (weight, _))| Reverse(*weight));
        for (whole, (_, bag)) in heaviest {
            for word in bag {
                let held = holders.entry(*word).or_default();
                if held.last() != Some(&whole) {
                    held.push(whole);
                }
            }
        }
        Self {
            wordings,
            left,
            holders,
            known: HashMap::new(),
        }
    }

    /// The one that has the largest share of a part's words, where that is share enough; of several the first.
    pub(super) fn of_part(&mut self, part: &[u32]) -> Option<usize> {
        if let Some(known) = self.known.get(part) {
            return *known;
        }
        let found = self.likeliest(part);
        self.known.insert(part.to_vec(), found);
        found
    }

    /// Goes through the part's words, the rarest first. Who has none of the words gone through has at most the share of
    /// the others: once that is less than what was found, or than what is wanted, the rest need not be looked at. Nor need
    /// those that weigh less than such a share.
    fn likeliest(&self, part: &[u32]) -> Option<usize> {
        let mut words = part.to_vec();
        words.sort_by_key(|word| (self.held(*word).len(), *word));
        let mut best: Option<(u32, Reverse<usize>)> = None;
        let all = self.wordings.weight(part);
        let mut rest = all;
        for same in words.chunk_by(|one, other| one == other) {
            let Some(word) = same.first() else { break };
            let wanted = best.map_or(PART, |(share, _)| share);
            if per_mille(rest, all) < wanted {
                break;
            }
            let held = self.held(*word).iter().map_while(|whole| {
                let (weight, left) = self.left.get(*whole)?;
                (per_mille(*weight, all) >= wanted).then_some((whole, left))
            });
            let shares =
                held.map(|(whole, left)| (self.wordings.part(part, left), Reverse(*whole)));
            best = best.max(shares.max().filter(|(share, _)| *share >= PART));
            rest -= self.wordings.weight(same);
        }
        best.map(|(_, Reverse(whole))| whole)
    }

    fn held(&self, word: u32) -> &[usize] {
        self.holders.get(&word).map_or(&[], Vec::as_slice)
    }
}
