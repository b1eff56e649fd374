//! Drawing at random from a recorded seed, so that anyone can draw the same again.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

/// A source of random numbers that a seed fixes, on every machine and in every version.
#[derive(Clone, Debug)]
pub struct Draw(ChaCha8Rng);

impl Draw {
    /// Starts from a number that a person can write down.
    pub fn from_seed(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// Starts from thirty-two bytes, as the operating system gives them.
    pub fn from_bytes(seed: [u8; 32]) -> Self {
        Self(ChaCha8Rng::from_seed(seed))
    }

    /// Fills an array with random bytes.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.fill_bytes(&mut bytes);
        bytes
    }

    /// Draws a number below `bound`, each equally likely; 0 where the bound is 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        if bound == 0 {
            return 0;
        }
        // The numbers past the last whole multiple would favour the small ones.
        let whole = u64::MAX - u64::MAX % bound;
        loop {
            let number = self.0.next_u64();
            if number < whole {
                return number % bound;
            }
        }
    }

    /// Draws a number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = high.abs_diff(low).saturating_add(1);
        low.saturating_add_unsigned(self.below(width))
    }

    /// Whether something of `share` in `of` comes to pass.
    pub fn chance(&mut self, share: u64, of: u64) -> bool {
        self.below(of) < share
    }

    /// Draws one of a list; nothing from an empty one.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let index = usize::try_from(self.below(list.len() as u64)).ok()?;
        list.get(index)
    }

    /// Draws one of a list by its weights; nothing where no weight is above 0.
    pub fn weighted<'a, T>(&mut self, list: &'a [T], weight: impl Fn(&T) -> u64) -> Option<&'a T> {
        let mut left = self.below(list.iter().map(&weight).sum());
        list.iter().find(|item| {
            let weight = weight(item);
            let found = left < weight;
            left = left.saturating_sub(weight);
            found
        })
    }

    /// Brings a list into random order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            let other = usize::try_from(self.below(last as u64 + 1)).unwrap_or(last);
            list.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_draws_the_same() {
        let numbers = |seed| {
            let mut draw = Draw::from_seed(seed);
            (0..20).map(|_| draw.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(numbers(7), numbers(7));
        assert_ne!(numbers(7), numbers(8));
    }

    #[test]
    fn weights_are_kept() {
        let mut draw = Draw::from_seed(1);
        let list = [("never", 0), ("seldom", 1), ("often", 9)];
        let mut often = 0;
        for _ in 0..1000 {
            let (name, _) = draw.weighted(&list, |item| item.1).unwrap();
            assert_ne!(*name, "never");
            often += usize::from(*name == "often");
        }
        assert!((850..950).contains(&often), "{often}");
    }

    #[test]
    fn shuffling_keeps_every_item() {
        let mut list: Vec<u32> = (0..50).collect();
        Draw::from_seed(3).shuffle(&mut list);
        assert_ne!(list, (0..50).collect::<Vec<_>>());
        list.sort_unstable();
        assert_eq!(list, (0..50).collect::<Vec<_>>());
    }
}
