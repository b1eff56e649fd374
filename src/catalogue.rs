//! Framework files: checked, hashed, embedded.

mod community_method;
mod cost_book;
mod coverage;
mod fields;
mod finding;
mod json;
mod lock;
mod places;
mod rates;
mod reach;
mod reading;
mod scores;
mod shelf;
mod skeleton;
mod values;
mod version;

pub use self::community_method::{INVENTED_METHOD, load_method};
pub use self::cost_book::{INVENTED_COST_BOOK, load_cost_book};
pub use self::finding::{Finding, Severity};
pub use self::json::json;
pub use self::lock::Lock;
pub use self::rates::{
    CheckedRates, RatesFile, RatesKind, check_rates, load_elements, load_envelope, load_rates,
    rates_skeleton, usual_elements, written_rates,
};
pub use self::reach::Reached;
pub use self::reading::is_id;
pub use self::shelf::{Checked, Shelf, alone, check, load, shelf};
pub use self::skeleton::skeleton;

#[cfg(test)]
mod tests;
