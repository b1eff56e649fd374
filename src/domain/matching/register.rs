//! Registers: places in the order of what they are found by.

/// Places, each under what it is found by; two may stand under one.
#[derive(Debug)]
pub(super) struct Register<K>(Vec<(K, u32)>);

impl<K> Default for Register<K> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Copy + Ord> Register<K> {
    /// Adds a place; it is found once all are sorted.
    pub(super) fn add(&mut self, key: K, place: usize) {
        // More than four thousand million pupils are in no caseload.
        self.0
            .extend(u32::try_from(place).map(|place| (key, place)));
    }

    /// Puts the places in order.
    pub(super) fn sort(&mut self) {
        self.0.sort_unstable();
        self.0.shrink_to_fit();
    }

    /// The places under a key, the first added first.
    pub(super) fn of(&self, key: K) -> impl Iterator<Item = usize> {
        let from = self.0.partition_point(|(other, _)| *other < key);
        let found = self.0.get(from..).unwrap_or_default().iter();
        found
            .take_while(move |(other, _)| *other == key)
            .filter_map(|(_, place)| usize::try_from(*place).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_places_of_a_key_are_found_in_order_and_no_others() {
        let mut register = Register::default();
        for (key, place) in [(7, 3), (2, 1), (7, 0), (9, 2)] {
            register.add(key, place);
        }
        register.sort();
        let of = |key| register.of(key).collect::<Vec<_>>();
        assert_eq!((of(7), of(2), of(8)), (vec![0, 3], vec![1], vec![]));
    }
}
