//! Settings and phases: where a pupil is taught, and at which stage of school.

use serde::{Deserialize, Serialize};

/// A national curriculum year in words: `nursery`, `Reception`, `year 6`.
pub fn year_in_words(year: i16) -> String {
    match year {
        i16::MIN..=-1 => "nursery".to_owned(),
        0 => "Reception".to_owned(),
        1.. => format!("year {year}"),
    }
}

/// The kind of place that teaches a pupil.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// A state-funded mainstream school.
    Mainstream,
    /// A specialist resource provision or SEN unit of a mainstream school.
    Srp,
    /// A state-funded special school.
    Special,
    /// An independent school.
    Independent,
    /// A non-maintained special school.
    Nmss,
    /// Alternative provision, pupil referral units included.
    Ap,
    /// A further education or specialist post-16 college.
    Fe,
    /// An early years provider.
    EarlyYears,
    /// Anywhere else: educated at home, by other arrangement, or not in education.
    Elsewhere,
}

impl Setting {
    /// Every setting, in the order of the tables.
    pub const ALL: [Self; 9] = [
        Self::Mainstream,
        Self::Srp,
        Self::Special,
        Self::Independent,
        Self::Nmss,
        Self::Ap,
        Self::Fe,
        Self::EarlyYears,
        Self::Elsewhere,
    ];

    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Mainstream => "mainstream",
            Self::Srp => "srp",
            Self::Special => "special",
            Self::Independent => "independent",
            Self::Nmss => "nmss",
            Self::Ap => "ap",
            Self::Fe => "fe",
            Self::EarlyYears => "early_years",
            Self::Elsewhere => "elsewhere",
        }
    }

    /// The words on the screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Mainstream => "mainstream",
            Self::Srp => "resource provision",
            Self::Special => "special school",
            Self::Independent => "independent school",
            Self::Nmss => "non-maintained special school",
            Self::Ap => "alternative provision",
            Self::Fe => "further education",
            Self::EarlyYears => "early years",
            Self::Elsewhere => "elsewhere",
        }
    }

    /// Gives the setting of a code, whatever its case.
    pub fn from_code(code: &str) -> Option<Self> {
        let code = code.trim().to_ascii_lowercase().replace([' ', '-'], "_");
        Self::ALL.into_iter().find(|setting| setting.code() == code)
    }
}

/// The stage of school, by national curriculum year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Before Reception.
    EarlyYears,
    /// Reception to year 6.
    Primary,
    /// Years 7 to 11.
    Secondary,
    /// Year 12 and after.
    Post16,
}

impl Phase {
    /// Every phase, youngest first.
    pub const ALL: [Self; 4] = [
        Self::EarlyYears,
        Self::Primary,
        Self::Secondary,
        Self::Post16,
    ];

    /// The phase of a national curriculum year (Reception is 0).
    pub fn of_year(year_group: i16) -> Self {
        match year_group {
            i16::MIN..=-1 => Self::EarlyYears,
            0..=6 => Self::Primary,
            7..=11 => Self::Secondary,
            12..=i16::MAX => Self::Post16,
        }
    }

    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::EarlyYears => "early_years",
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Post16 => "post16",
        }
    }

    /// Gives the phase of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.code() == code)
    }
}
