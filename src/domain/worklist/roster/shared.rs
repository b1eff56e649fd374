//! Values that many pupils share, each kept once.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

/// Values under the numbers 0 and on.
#[derive(Clone, Debug)]
pub(super) struct Shared<T> {
    numbers: HashMap<Arc<T>, u32>,
    values: Vec<Arc<T>>,
    last: u32,
}

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self {
            numbers: HashMap::new(),
            values: Vec::new(),
            last: 0,
        }
    }
}

impl<T: Eq + Hash> Shared<T> {
    /// The number of a value, which is kept where it is new.
    pub(super) fn number(&mut self, value: T) -> u32 {
        // Of most pupils nothing is done yet, so that the value is often the one before.
        if self.get(self.last) == Some(&value) {
            return self.last;
        }
        if let Some(number) = self.numbers.get(&value) {
            self.last = *number;
            return *number;
        }
        let number = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        self.last = number;
        let value = Arc::new(value);
        self.values.push(Arc::clone(&value));
        self.numbers.insert(value, number);
        number
    }

    /// Takes values over under the numbers 0 and on; nothing where one of them stands twice.
    pub(super) fn of(values: Vec<T>) -> Option<Self> {
        let mut shared = Self::default();
        let count = values.len();
        for value in values {
            shared.number(value);
        }
        (shared.values.len() == count).then_some(shared)
    }

    /// How many values there are.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// The value of a number.
    pub(super) fn get(&self, number: u32) -> Option<&T> {
        let value = self.values.get(usize::try_from(number).ok()?)?;
        Some(value)
    }

    /// The values in the order of their numbers.
    pub(super) fn values(&self) -> impl Iterator<Item = &T> {
        self.values.iter().map(AsRef::as_ref)
    }
}
