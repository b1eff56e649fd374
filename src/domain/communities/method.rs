//! The method, and what it is told of each community.

use crate::domain::day::Day;
use crate::domain::digest::Digest;
use crate::domain::exact::{Money, Quantity};

/// What tells a community's need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Indicator {
    /// How many pupils its schools have.
    Pupils,
    /// How poor the places are that its pupils live in, by the index of deprivation that affects children (IDACI).
    Idaci,
    /// How many of its pupils are looked after by an authority.
    LookedAfter,
    /// How many of its pupils came with low attainment.
    LowPriorAttainment,
}

impl Indicator {
    /// Every indicator, pupil numbers first.
    pub const ALL: [Self; 4] = [
        Self::Pupils,
        Self::Idaci,
        Self::LookedAfter,
        Self::LowPriorAttainment,
    ];

    /// The name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Pupils => "pupils",
            Self::Idaci => "idaci",
            Self::LookedAfter => "looked_after",
            Self::LowPriorAttainment => "low_prior_attainment",
        }
    }

    /// The name in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Pupils => "pupil numbers",
            Self::Idaci => "deprivation of where pupils live (IDACI)",
            Self::LookedAfter => "looked-after children",
            Self::LowPriorAttainment => "low prior attainment",
        }
    }
}

/// One year of the method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    /// Its name, such as `2026-27`.
    pub name: String,
    /// Its first day; it has twelve months.
    pub from: Day,
    /// What is shared out.
    pub pot: Money,
    /// In a hundred of the pot, what goes by what communities had before; the rest goes by the formula.
    pub historic: Quantity,
}

/// Who pays for what is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payer {
    /// It comes on top of the pot.
    OnTop,
    /// The communities that have more than what is protected of theirs, in proportion to what they have above it.
    Others,
}

impl Payer {
    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::OnTop => "on_top",
            Self::Others => "others",
        }
    }

    /// Who pays, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::OnTop => "comes on top of the pot",
            Self::Others => "is paid by the communities above their own protected sum",
        }
    }
}

/// What of today's claims is protected, and how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Protection {
    /// In a hundred of what a community claims today in a year.
    pub claims: Quantity,
    /// The last day; a month of the year is protected where it begins by then.
    pub until: Day,
    /// Who pays.
    pub paid_by: Payer,
}

impl Protection {
    /// How many months of a year are protected, 0 to 12.
    pub fn months(&self, year: &Year) -> u32 {
        let begins = (0..12).map(|month| year.from.plus_months(month));
        let months = begins.filter(|begins| *begins <= self.until).count();
        u32::try_from(months).unwrap_or(12)
    }
}

/// How a pot is shared out over communities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Method {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where its figures come from.
    pub source: String,
    /// The digest of its file.
    pub hash: Digest,
    /// How much of the formula each indicator decides, in a hundred; they sum to a hundred, one of each.
    pub weights: Vec<(Indicator, Quantity)>,
    /// The years, first to last.
    pub years: Vec<Year>,
    /// What is protected.
    pub protection: Option<Protection>,
}

/// What is told of a community.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Community {
    /// Its name.
    pub name: String,
    /// How many pupils its schools have.
    pub pupils: Quantity,
    /// Its deprivation: a number that is shared out by, such as its pupils in deprived areas or the sum of their scores.
    pub idaci: Quantity,
    /// Its looked-after children.
    pub looked_after: Quantity,
    /// Its pupils with low prior attainment.
    pub low_prior_attainment: Quantity,
    /// What it had before, in a year.
    pub historic: Money,
    /// What it claims today, in a year.
    pub claims: Money,
    /// How it chooses to hold its budget, in its own words.
    pub choice: String,
}

impl Community {
    /// The figure of an indicator.
    pub fn figure(&self, indicator: Indicator) -> Quantity {
        match indicator {
            Indicator::Pupils => self.pupils,
            Indicator::Idaci => self.idaci,
            Indicator::LookedAfter => self.looked_after,
            Indicator::LowPriorAttainment => self.low_prior_attainment,
        }
    }
}
