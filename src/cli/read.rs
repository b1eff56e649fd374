//! `continuum read`: a plan's Section F, provision by provision.

use std::fmt::Write as _;

use crate::domain::framework::YearShape;
use crate::domain::printable::printable;
use crate::domain::provision::{Provision, Reading};
use crate::section_f;

use super::arguments::Read;
use super::failure::Failure;
use super::{import, output};

pub(super) fn run(order: &Read) -> Result<(), Failure> {
    let text = import::text_of(&order.file)?;
    let reading = section_f::read(&text, YearShape::default());
    if order.json {
        return output::json(&reading);
    }
    output::text(&printable(&written(&reading)))
}

fn written(reading: &Reading) -> String {
    let mut text = String::new();
    for provision in &reading.provisions {
        let _ = writeln!(text, "{}", line(provision));
    }
    let _ = writeln!(
        text,
        "\n{} provisions; {} pieces of the text are in none (--json lists them, each with its reason)",
        reading.provisions.len(),
        reading.left_out.len()
    );
    for warning in &reading.warnings {
        let _ = writeln!(text, "! {warning}");
    }
    text
}

fn line(provision: &Provision) -> String {
    let mut text = format!(
        "{:>3}  {:<4} {}",
        provision.n,
        provision.area.code(),
        provision.text.trim()
    );
    let mut marks: Vec<String> = provision
        .who
        .iter()
        .map(|who| who.code().to_owned())
        .collect();
    let dose = provision.dose.words();
    marks.extend((!dose.is_empty()).then_some(dose));
    marks.extend(
        provision
            .dose
            .annual_hours
            .map(|hours| format!("{hours} h a year")),
    );
    marks.extend(
        provision
            .vague
            .iter()
            .map(|vague| format!("vague: \"{}\" ({})", vague.text, vague.why)),
    );
    marks.extend(
        provision
            .duplicate_of
            .map(|n| format!("said already in {n}")),
    );
    if !marks.is_empty() {
        let _ = write!(text, "\n          {}", marks.join(" · "));
    }
    text
}
