//! The trail: the names of the last actions, for the report of a failure.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use super::action::Action;
use super::keymap;

/// How many names are kept.
const KEPT: usize = 20;

/// The names of the last actions, the latest last; its copies are the same trail.
///
/// A name says what a key did, and never which: neither a level nor a letter that was typed is in it.
#[derive(Clone, Debug, Default)]
pub struct Trail(Arc<Mutex<VecDeque<&'static str>>>);

impl Trail {
    /// Notes an action.
    pub fn note(&self, action: Action) {
        let mut names = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if names.len() == KEPT {
            names.pop_front();
        }
        names.push_back(keymap::name(action));
    }

    /// The names, the latest last.
    pub fn names(&self) -> Vec<&'static str> {
        let names = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        names.iter().copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::action::{House, Walk};

    #[test]
    fn the_last_names_are_kept_and_no_level_is_told() {
        let trail = Trail::default();
        trail.note(Action::House(House::Help));
        let copy = trail.clone();
        for level in 1..=20 {
            copy.note(Action::Walk(Walk::Level(level)));
        }
        assert_eq!(trail.names(), ["level"; KEPT]);
    }
}
