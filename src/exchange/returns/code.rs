//! The code sets of the return; a code that is in none of them is kept as it is, and named.

use super::field::Field;
use crate::domain::place::Setting;

/// Types of need.
const NEEDS: &[&str] = &[
    "SPLD", "MLD", "SLD", "PMLD", "SEMH", "SLCN", "HI", "VI", "MSI", "PD", "ASD", "DS", "OTH",
];

/// Places without a number.
const SETTINGS: &[&str] = &["OLA", "OPA", "EHE", "EYP", "OTH", "NEET", "NIEC", "NIEO"];

/// Why a plan ceased.
const CEASE_REASONS: &[&str] = &["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// The main ethnicity codes of the DfE; an authority may use finer ones, which are named.
const ETHNICITIES: &[&str] = &[
    "WBRI", "WIRI", "WOTH", "WIRT", "WROM", "MWBC", "MWBA", "MWAS", "MOTH", "AIND", "APKN", "ABAN",
    "AOTH", "BCRB", "BAFR", "BOTH", "CHNE", "OOTH", "REFU", "NOBT",
];

/// The items that are codes: what the codes are called, and their set.
const SETS: &[(Field, &str, &[&str])] = &[
    (Field::Need, "type of need", NEEDS),
    (Field::Setting, "setting", SETTINGS),
    (Field::CeaseReason, "reason for ceasing", CEASE_REASONS),
    (Field::Ethnicity, "main ethnicity code", ETHNICITIES),
    (Field::Sex, "sex", &["M", "F"]),
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

/// The kind of place of a code; with a school's number the register of schools says it.
pub(super) fn setting(code: &str) -> Option<Setting> {
    match code {
        "EYP" => Some(Setting::EarlyYears),
        "OLA" | "OPA" | "EHE" | "NEET" | "NIEC" | "NIEO" | "OTH" => Some(Setting::Elsewhere),
        _ => None,
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
        assert_eq!(setting("EYP"), Some(Setting::EarlyYears));
        assert_eq!(setting("EHE"), Some(Setting::Elsewhere));
        assert_eq!(setting("HUT"), None);
        assert_eq!(flag("TRUE"), Some(true));
        assert_eq!(flag("2"), None);
    }
}
