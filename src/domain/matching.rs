//! Which pupil a plan document belongs to: the marks in it held against a caseload. Nobody is guessed.
//!
//! A reference or a UPN in the file's name, or a number of the pupil's in the text, settles it where nothing speaks
//! against it. A name and a birth date that agree are proposed to a person. Everything else waits with the nearest.

mod born;
mod crowd;
mod edition;
mod finding;
mod likeness;
mod marks;
mod register;
#[cfg(test)]
mod tests;
mod token;
mod told;
mod trace;

pub use self::crowd::{Crowd, Gathering, Known};
pub use self::finding::{Candidate, Document, Finding, Outcome, find};
pub use self::likeness::{Birth, Likeness, NameMark};
pub use self::marks::Number;
pub use self::trace::{Called, Traces, called};
