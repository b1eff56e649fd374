//! Schools' forms: sent out, a workbook a school, and taken in again as the schools' own readings.

mod sending;
mod taking;
#[cfg(test)]
mod tests;

pub use sending::Wanted;
