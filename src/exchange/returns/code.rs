//! The code sets of the return; a code that is in none of them is kept as it is, and named.

use super::field::Field;
use crate::domain::code::{CEASE_REASONS, ETHNICITIES, NEEDS, SETTINGS, SEXES};

/// The items that are codes: what the codes are called, and their set.
const SETS: &[(Field, &str, &[&str])] = &[
    (Field::Need, "type of need", NEEDS),
    (Field::Setting, "setting", SETTINGS),
    (Field::CeaseReason, "reason for ceasing", CEASE_REASONS),
    (Field::Ethnicity, "main ethnicity code", ETHNICITIES),
    (Field::Sex, "sex", SEXES),
    // Until 2023: 0 not stated, 1 male, 2 female, 9 neither.
    (Field::Gender, "gender", &["0", "1", "2", "9"]),
];

/// A code as its set spells it; else what the codes of the item are called.
pub(super) fn known(field: Field, text: &str) -> Result<&'static str, &'static str> {
    let set = SETS.iter().find(|(of, ..)| *of == field);
    let (_, called, codes) = set.copied().unwrap_or((field, "code", &[]));
    let code = codes.iter().find(|code| code.eq_ignore_ascii_case(text));
    match code.copied() {
        Some("1") if field == Field::Gender => Ok("M"),
        Some("2") if field == Field::Gender => Ok("F"),
        Some(code) => Ok(code),
        None => Err(called),
    }
}

/// Reads an indicator.
pub(super) fn flag(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "1" | "true" => Some(true),
        "0" | "false" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_as_its_set_spells_it_or_unknown() {
        assert_eq!(known(Field::Need, "asd"), Ok("ASD"));
        assert_eq!(known(Field::Need, "XYZ"), Err("type of need"));
        assert_eq!(known(Field::Gender, "2"), Ok("F"));
        assert_eq!(known(Field::Gender, "9"), Ok("9"));
        assert_eq!(known(Field::Sex, "2"), Err("sex"));
        assert_eq!(flag("TRUE"), Some(true));
        assert_eq!(flag("2"), None);
    }
}
