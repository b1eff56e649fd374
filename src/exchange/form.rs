//! A school's form as a workbook: written for a school to fill in, and read when it comes back.

mod answers;
mod back;
mod layout;
#[cfg(test)]
mod tests;
mod words;

pub use answers::{Answer, Answered};
pub use back::Back;

use super::fault::{Cause, Fault, NotForm};
use super::sheets;
use crate::domain::framework::Framework;
use crate::domain::school::form::Form;

/// Writes a school's form; the same form gives the same bytes.
pub fn write(file: &str, form: &Form, framework: &Framework) -> Result<Vec<u8>, Fault> {
    let written = sheets::write(&layout::sheets(form, framework));
    written.map_err(|error| Cause::from(NotForm::Unwritten(error.to_string())).of(file))
}

/// Fills cells of a form in, by sheet, row (from 1) and heading, and saves it as another program would: for tests.
#[cfg(test)]
pub(crate) fn fill(bytes: Vec<u8>, cells: &[(&str, usize, &str, &str)]) -> Vec<u8> {
    tests::fill(bytes, cells)
}
