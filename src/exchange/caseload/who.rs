//! Who a row is about: the reference and the UPN it gives.

use super::super::runs::Named;
use super::facts::Reading;
use crate::domain::account::Remark;
use crate::domain::column::Column;
use crate::domain::identity::{PupilRef, Upn};

/// Reads who a row is about, one of reference and UPN at least, or says why it cannot be known.
pub(super) fn identity(reading: &mut Reading<'_>) -> Result<Named, Remark> {
    let reference = reading.cell(Column::Ref);
    let read = PupilRef::read(reference);
    if read.is_none() && !reference.trim().is_empty() {
        let reason = "holds a character that cannot be seen, or more than a hundred; type it again and import again";
        return Err(reading.remark(Column::Ref, reason));
    }
    if let Some(reason) = spoiled(reference) {
        return Err(reading.remark(Column::Ref, reason));
    }
    let reference = read;
    let number = reading.cell(Column::Upn);
    if number.is_empty() && reference.is_none() {
        return Err(Remark {
            file: reading.file.to_owned(),
            row: Some(reading.row.number()),
            column: None,
            value: None,
            reason: "the row has neither a reference nor a UPN; add one and import again".into(),
        });
    }
    if number.is_empty() {
        return Ok(Named {
            reference,
            upn: None,
        });
    }
    let Some(upn) = Upn::read(number) else {
        let reason = "is not a UPN, which is a letter, eleven figures and a figure or a letter";
        if reference.is_none() {
            let reason = format!("{reason}; correct it and import again");
            return Err(reading.remark(Column::Upn, reason));
        }
        reading.warn(Column::Upn, reason);
        return Ok(Named {
            reference,
            upn: None,
        });
    };
    if let Some(reason) = upn.slip() {
        reading.warnings.push(reading.remark(Column::Upn, reason));
    }
    Ok(Named {
        reference,
        upn: Some(upn),
    })
}

/// Says why a cell is what a spreadsheet made of a reference, and no reference, if so.
fn spoiled(cell: &str) -> Option<&'static str> {
    const ERRORS: [&str; 8] = [
        "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!",
    ];
    if ERRORS.iter().any(|error| error.eq_ignore_ascii_case(cell)) {
        return Some("is the error of a formula, no value; correct it and import again");
    }
    let (figures, power) = cell.split_once(['E', 'e'])?;
    let power = power.strip_prefix('+')?;
    let is_number = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    let begins = figures.starts_with(|c: char| c.is_ascii_digit());
    (begins && is_number(figures) && !power.is_empty() && is_number(power)).then_some(
        "is a number that the spreadsheet has rounded, so its last figures are lost; correct it and import again",
    )
}

/// Says why a row's cells are not under their headers, if so.
pub(super) fn ragged(reading: &Reading<'_>) -> Option<Remark> {
    let (cells, columns) = (reading.row.len(), reading.columns.len());
    let beyond = (columns..cells).any(|at| !reading.row.cell(at).is_empty());
    (cells < columns || beyond).then(|| Remark {
        file: reading.file.to_owned(),
        row: Some(reading.row.number()),
        column: None,
        value: None,
        reason: format!(
            "the row has {cells} cells where the header has {columns}, so they cannot be told apart; correct it and import again"
        ),
    })
}
