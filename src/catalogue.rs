//! Framework files: checked, hashed, embedded.

mod coverage;
mod fields;
mod finding;
mod lock;
mod places;
mod reach;
mod reading;
mod shelf;
mod show;
mod values;
mod version;

pub use self::finding::{Finding, Severity};
pub use self::lock::Lock;
pub use self::reach::Reached;
pub use self::shelf::{Checked, Shelf, check, load, shelf};
pub use self::show::{booklet, json};

#[cfg(test)]
mod tests;
