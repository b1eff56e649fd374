//! Cells to values: yes and no, year groups, settings, the state of a placement.

use crate::domain::place::Setting;
use crate::domain::pupil::{Base, PlacementStatus};

/// Reads yes or no.
pub(super) fn flag(text: &str) -> Option<bool> {
    let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
    if is(&["yes", "y", "true", "1"]) {
        return Some(true);
    }
    is(&["no", "n", "false", "0"]).then_some(false)
}

/// Reads a national curriculum year: `6`, `Y6`, `Year 6`, `R`, `Reception`, `N1`, `Nursery`.
pub(super) fn year_group(text: &str) -> Option<i16> {
    let text = text.to_ascii_lowercase();
    match text.as_str() {
        "r" | "yr" | "reception" => return Some(0),
        "n" | "n2" | "nursery" => return Some(-1),
        "n1" => return Some(-2),
        _ => {}
    }
    let bare = text.strip_prefix("year").or(text.strip_prefix('y'));
    let year: i16 = bare.unwrap_or(&text).trim().parse().ok()?;
    // Nought to the end of the school year in which a young person turns 25.
    (-4..=21).contains(&year).then_some(year)
}

/// Reads a kind of place, by its code or its words.
pub(super) fn setting(text: &str) -> Option<Setting> {
    let worded = |setting: &Setting| setting.words().eq_ignore_ascii_case(text);
    Setting::ALL
        .into_iter()
        .find(|setting| setting.code().eq_ignore_ascii_case(text))
        .or_else(|| Setting::from_code(text))
        .or_else(|| Setting::ALL.into_iter().find(worded))
}

/// Reads whether the placement to come is settled.
pub(super) fn placement_status(text: &str) -> Option<PlacementStatus> {
    let folded = text.to_ascii_lowercase().replace([' ', '-'], "_");
    match folded.as_str() {
        "named" => Some(PlacementStatus::Named),
        "type_only" => Some(PlacementStatus::TypeOnly),
        "none" => Some(PlacementStatus::None),
        _ => None,
    }
}

/// Reads the specialist base a place is in.
pub(super) fn base(text: &str) -> Option<Base> {
    let folded = text.to_ascii_lowercase().replace([' ', '-'], "_");
    match folded.as_str() {
        "none" | "no" => Some(Base::None),
        "sen_unit" | "unit" => Some(Base::SenUnit),
        "resourced_provision" | "rp" => Some(Base::ResourcedProvision),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_as_people_write_them() {
        for (text, expected) in [
            ("Yes", Some(true)),
            ("Y", Some(true)),
            ("TRUE", Some(true)),
            ("1", Some(true)),
            ("no", Some(false)),
            ("N", Some(false)),
            ("False", Some(false)),
            ("0", Some(false)),
            ("maybe", None),
        ] {
            assert_eq!(flag(text), expected, "{text}");
        }
        for (text, expected) in [
            ("6", Some(6)),
            ("Y6", Some(6)),
            ("Year 11", Some(11)),
            ("R", Some(0)),
            ("-1", Some(-1)),
            ("Nursery", Some(-1)),
            ("45", None),
            ("six", None),
            ("", None),
            ("99999999", None),
        ] {
            assert_eq!(year_group(text), expected, "{text}");
        }
        for (text, expected) in [
            ("special", Some(Setting::Special)),
            ("Early Years", Some(Setting::EarlyYears)),
            ("SRP", Some(Setting::Srp)),
            ("Special school", Some(Setting::Special)),
            ("boat", None),
        ] {
            assert_eq!(setting(text), expected, "{text}");
        }
        assert_eq!(
            placement_status("Type only"),
            Some(PlacementStatus::TypeOnly)
        );
        assert_eq!(placement_status("some"), None);
        assert_eq!(base("SEN unit"), Some(Base::SenUnit));
        assert_eq!(base("hut"), None);
    }
}
