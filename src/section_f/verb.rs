//! Verbs: those by which something is to be done, and those that no heading has.

use super::list::List;

/// Words that a heading does not have.
pub(crate) const VERBS: List = List::of(&[
    "will",
    "should",
    "must",
    "to",
    "is",
    "are",
    "has",
    "have",
    "be",
    "can",
    "may",
    "used",
    "given",
    "led",
    "delivered",
    "when",
    "who",
]);

/// Words by which a sentence says that something is to be done.
pub(crate) const MODALS: List = List::of(&["will", "should", "must", "shall"]);
