//! The code sets of the SEN2 return; a code that is in none of them is kept as it is, shown and listed.
//!
//! The sets are the Department for Education's, of the person-level return of 2023 to 2026.

use super::place::Setting;

/// Types of need.
pub const NEEDS: &[&str] = &[
    "SPLD", "MLD", "SLD", "PMLD", "SEMH", "SLCN", "HI", "VI", "MSI", "PD", "ASD", "DS", "OTH",
];

/// Places without a number.
pub const SETTINGS: &[&str] = &["OLA", "OPA", "EHE", "EYP", "OTH", "NEET", "NIEC", "NIEO"];

/// Why a plan ceased.
pub const CEASE_REASONS: &[&str] = &["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// The main ethnicity codes; an authority may use finer ones, which are named.
pub const ETHNICITIES: &[&str] = &[
    "WBRI", "WIRI", "WOTH", "WIRT", "WROM", "MWBC", "MWBA", "MWAS", "MOTH", "AIND", "APKN", "ABAN",
    "AOTH", "BCRB", "BAFR", "BOTH", "CHNE", "OOTH", "REFU", "NOBT",
];

/// Sexes.
pub const SEXES: &[&str] = &["M", "F"];

/// Authorities and stand-ins for them that a UPN may begin with, as spans; newer authorities are missing, so a code
/// that is in none is a query, never an error. Source: the school census's rule 1530.
const OF_UPNS: &[(u16, u16)] = &[
    (1, 5),
    (201, 213),
    (301, 320),
    (330, 336),
    (340, 344),
    (350, 359),
    (370, 373),
    (380, 384),
    (390, 394),
    (420, 420),
    (660, 681),
    (701, 708),
    (800, 803),
    (805, 808),
    (810, 813),
    (815, 816),
    (820, 823),
    (825, 826),
    (830, 831),
    (835, 837),
    (840, 841),
    (845, 846),
    (850, 852),
    (855, 857),
    (860, 861),
    (865, 896),
    (908, 909),
    (916, 916),
    (919, 919),
    (921, 921),
    (925, 926),
    (928, 929),
    (931, 931),
    (933, 933),
    (935, 938),
];

/// Whether a code is one of a set, whatever its case.
pub fn is_of(set: &[&str], code: &str) -> bool {
    set.iter().any(|one| one.eq_ignore_ascii_case(code))
}

/// Whether a UPN may begin with this authority.
pub fn gives_upns(authority: &str) -> bool {
    let code = authority.parse().unwrap_or(0);
    OF_UPNS
        .iter()
        .any(|(first, last)| (first..=last).contains(&&code))
}

/// The kind of place of a code of a place without a number.
pub fn setting(code: &str) -> Option<Setting> {
    match code {
        "EYP" => Some(Setting::EarlyYears),
        "OLA" | "OPA" | "EHE" | "NEET" | "NIEC" | "NIEO" | "OTH" => Some(Setting::Elsewhere),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_of_its_set_or_not() {
        assert!(is_of(NEEDS, "asd"));
        assert!(!is_of(NEEDS, "XYZ"));
        assert!(gives_upns("886") && gives_upns("005") && !gives_upns("940"));
        assert!(!gives_upns("x"));
        assert_eq!(setting("EYP"), Some(Setting::EarlyYears));
        assert_eq!(setting("EHE"), Some(Setting::Elsewhere));
        assert_eq!(setting("HUT"), None);
    }
}
