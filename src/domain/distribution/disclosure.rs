//! Disclosure control: what of a table of counts may leave the office.
//!
//! The rule, and what each mark says:
//!
//! - a count of 1 to 4 is not shown (`[c]`), whether it is a cell or a total;
//! - further cells and totals are not shown where a small count could else be worked out from what is: every total over any
//!   of the table's dimensions is taken to be published;
//! - a count of 0 is shown, as the Department for Education shows it, unless it has to hide another;
//! - rounding, where it is asked for, comes last: every count and every total that is shown is rounded by itself to the
//!   nearest multiple of 5, so totals need not add up. What is hidden stays hidden, so nothing can be worked out of the
//!   rounded table that cannot be worked out of the unrounded one;
//! - `[z]` stands where a figure cannot apply (the share of nobody), `[x]` where it is not available (an interval where no
//!   estimate was made).
//!
//! How it is done: a count may be hidden safely where the pupils behind it could stand elsewhere without any published number
//! changing. Such a *move* takes the corners of a box in the table (two values in each of some dimensions, one in the others)
//! and adds pupils at every other corner that it takes away at the rest; the totals over a dimension in which the corners
//! differ do not change, so only the cells and totals that do are hidden. Each hidden number is covered by a move of its own
//! chain, or by several at once where one alone shifts too few, and the sizes of the moves say how far an attacker who combines
//! everything published is left in doubt: at least [`WIDTH`] wherever the table has more than [`SMALL`] pupils. A move is a proof:
//! it needs no linear programme to be found, and none can refute it. (The corners are those of the hypercube method of
//! R. D. Repsilber, 1994; here they may lie in fewer dimensions than the table has.)
//!
//! What it does not do: it protects one table with all its totals. Two files that cross the same caseload by different
//! dimensions, or count it on two days, can be subtracted from each other; publish one. And as with every rule that hides
//! cells, who runs this program on every table they can think of, and keeps those that come out as the published one did, may
//! rule more values out than the published numbers do.

mod account;
mod axis;
mod grid;
mod ground;
mod moves;
mod outer;
mod release;
mod search;
mod shown;

pub use account::{Account, of_the};
pub use axis::Axis;
pub use grid::{Counts, Protected, TooFine};
pub use outer::Outer;
pub use release::{Release, Rule, ShownRow};
pub use shown::{Reach, Rounding, Shown};

/// The largest count that is not shown.
pub const SMALL: u64 = 4;

/// How far apart the least and the greatest value of a hidden number are left to an attacker, wherever the table allows it:
/// as far as 1 and 4, so that no more is known of the number than its mark says.
pub const WIDTH: u64 = 3;

#[cfg(test)]
mod tests;
