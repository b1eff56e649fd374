//! What is known of a table's whole from elsewhere.

/// Whether the total of the whole table is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outer {
    /// It is, unless it is small itself.
    Shown,
    /// It is hidden elsewhere, where it may be greater by so much as far as an attacker knows.
    Hidden(u64),
}
