//! Framework files: checked, hashed, embedded.

mod coverage;
mod fields;
mod finding;
mod json;
mod lock;
mod places;
mod reach;
mod reading;
mod scores;
mod shelf;
mod skeleton;
mod values;
mod version;

pub use self::finding::{Finding, Severity};
pub use self::json::json;
pub use self::lock::Lock;
pub use self::reach::Reached;
pub use self::shelf::{Checked, Shelf, alone, check, load, shelf};
pub use self::skeleton::skeleton;

#[cfg(test)]
mod tests;
