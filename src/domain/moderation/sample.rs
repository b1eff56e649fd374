//! Samples: which mappings of a cohort a moderator reads, drawn from a recorded seed so that anyone can draw them again.
//!
//! Strata are the results: each tariff, and cannot-map. From each some are drawn by chance alone, systematically along the
//! area boards, Communities and schools, so that the draw is spread over them as far as its size goes and every mapping of
//! a stratum has the same chance. Only an officer whom that left out is brought in by a draw of another kind, which says
//! nothing of the cohort.

mod first;
pub mod prospect;
mod strata;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::super::draw::Draw;
use super::super::identity::{PupilId, RecordId, TariffId};
use super::super::normal::float;

/// Whose mappings a sample is drawn from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "name")]
pub enum Cohort {
    /// Everybody's.
    All,
    /// An officer's.
    Officer(String),
    /// Those of pupils in a Community of schools.
    Community(String),
    /// Those of pupils in a district, which an area board covers.
    District(String),
}

impl Cohort {
    /// Its code, and the name that goes with it.
    pub fn parts(&self) -> (&'static str, Option<&str>) {
        match self {
            Self::All => ("all", None),
            Self::Officer(name) => ("officer", Some(name)),
            Self::Community(name) => ("community", Some(name)),
            Self::District(name) => ("district", Some(name)),
        }
    }

    /// Puts it together again.
    pub fn of(code: &str, name: Option<String>) -> Option<Self> {
        match (code, name) {
            ("all", None) => Some(Self::All),
            ("officer", Some(name)) => Some(Self::Officer(name)),
            ("community", Some(name)) => Some(Self::Community(name)),
            ("district", Some(name)) => Some(Self::District(name)),
            _ => None,
        }
    }

    /// The words for it.
    pub fn words(&self) -> String {
        match self {
            Self::All => "everybody".to_owned(),
            Self::Officer(name) | Self::Community(name) | Self::District(name) => name.clone(),
        }
    }
}

/// How large samples are; settings of the workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// From cohorts up to so many, so many are drawn, smallest cohorts first: up to 15 all, to 100 15, to 200 20.
    pub sizes: Vec<(usize, usize)>,
    /// From larger ones: 25.
    pub over: usize,
    /// At least so many at each result, all where there are fewer: 10.
    pub each: usize,
    /// How many are read first: 6.
    pub first: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            sizes: vec![(15, 15), (100, 15), (200, 20)],
            over: 25,
            each: 10,
            first: 6,
        }
    }
}

impl Limits {
    /// How many are drawn from a cohort, before each result has its least.
    pub fn size(&self, cohort: usize) -> usize {
        let row = self.sizes.iter().find(|(up_to, _)| cohort <= *up_to);
        row.map_or(self.over, |(_, size)| *size).min(cohort)
    }
}

/// What a mapping came to, in order: cannot-map first, then the tariffs by rank.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ranked {
    /// The plan cannot be mapped.
    CannotMap,
    /// A tariff: its rank, and its id.
    Tariff(usize, TariffId),
}

impl Ranked {
    /// The tariff's id, or that the plan cannot be mapped.
    pub fn words(&self) -> &str {
        match self {
            Self::CannotMap => "cannot map",
            Self::Tariff(_, tariff) => tariff.as_str(),
        }
    }
}

/// A mapping that may be drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The mapping.
    pub mapping: RecordId,
    /// The pupil.
    pub pupil: PupilId,
    /// Who mapped.
    pub officer: String,
    /// What it came to.
    pub result: Ranked,
    /// The area board.
    pub board: Option<String>,
    /// The Community of schools.
    pub community: Option<String>,
    /// The school.
    pub school: Option<String>,
}

/// Why a mapping is in a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Everybody of its cohort, or of its result, is.
    Whole,
    /// Drawn by chance, for the sample's size.
    Random,
    /// Drawn by chance, so that each result has its least.
    Tariff,
    /// Of the lowest tariff.
    Lowest,
    /// Of the highest tariff.
    Highest,
    /// So that its officer is in.
    Officer,
}

impl Why {
    /// Every reason, in order.
    pub const ALL: [Self; 6] = [
        Self::Whole,
        Self::Random,
        Self::Tariff,
        Self::Lowest,
        Self::Highest,
        Self::Officer,
    ];

    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Random => "random",
            Self::Tariff => "tariff",
            Self::Lowest => "lowest",
            Self::Highest => "highest",
            Self::Officer => "officer",
        }
    }

    /// Gives the reason of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.code() == code)
    }

    /// The words on the screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Whole => "all are read",
            Self::Random => "drawn at random",
            Self::Tariff => "drawn so that each tariff is covered",
            Self::Lowest => "of the lowest tariff",
            Self::Highest => "of the highest tariff",
            Self::Officer => "so that each officer is covered",
        }
    }
}

/// A stratum of the draw: all mappings of one result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stratum {
    /// The result.
    pub result: Ranked,
    /// How many there are.
    pub of: usize,
    /// How many were drawn by chance.
    pub drawn: usize,
    /// How many of those for the sample's size, the stratum having its share of it: the random stream, near enough in the
    /// cohort's own proportions.
    pub random: usize,
}

impl Stratum {
    /// How likely a mapping of it was to be drawn by chance at all.
    pub fn chance(&self) -> f64 {
        float(self.drawn) / float(self.of.max(1))
    }

    /// How likely it was to be drawn for the sample's size.
    pub fn random_chance(&self) -> f64 {
        float(self.random) / float(self.of.max(1))
    }
}

/// A mapping of a sample.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The mapping.
    pub mapping: RecordId,
    /// The pupil.
    pub pupil: PupilId,
    /// Who mapped.
    pub officer: String,
    /// Why it is in, in order; never empty.
    pub why: Vec<Why>,
    /// Its stratum, as a place in the sample's.
    pub stratum: usize,
    /// Whether it is among those read first.
    pub first: bool,
}

impl Member {
    /// Whether it came by chance alone, so that estimates may weigh it by its stratum's [`Stratum::chance`].
    pub fn by_chance(&self) -> bool {
        !self.why.contains(&Why::Officer)
    }

    /// Whether it is of the random stream, the only one that agreement is reckoned on.
    pub fn random(&self) -> bool {
        self.why.contains(&Why::Random)
    }
}

/// A sample, in the order in which it is read: those read first stand first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// The seed it was drawn from.
    pub seed: u64,
    /// How many mappings it was drawn from.
    pub of: usize,
    /// The strata, lowest result first.
    pub strata: Vec<Stratum>,
    /// The members.
    pub members: Vec<Member>,
}

impl Sample {
    /// A member's stratum.
    pub fn stratum(&self, member: &Member) -> Option<&Stratum> {
        self.strata.get(member.stratum)
    }
}

/// Draws a sample; the same candidates in whatever order give the same.
///
/// A mapping that stands twice among the candidates counts once.
pub fn draw(candidates: &[Candidate], seed: u64, limits: &Limits) -> Sample {
    let mut draw = Draw::from_seed(seed);
    let unique: BTreeMap<&RecordId, &Candidate> =
        candidates.iter().map(|one| (&one.mapping, one)).collect();
    let cohort: Vec<&Candidate> = unique.into_values().collect();
    let mut by: BTreeMap<&Ranked, Vec<&Candidate>> = BTreeMap::new();
    for one in &cohort {
        by.entry(&one.result).or_default().push(one);
    }
    let strata = strata::plan(&by, limits);
    let mut members = Vec::new();
    for (place, (stratum, all)) in strata.iter().zip(by.into_values()).enumerate() {
        members.extend(strata::members(stratum, place, all, &mut draw));
    }
    strata::ends(&strata, &mut members);
    cover(&cohort, &strata, &mut members, &mut draw);
    first::order(&mut members, limits.first, &mut draw);
    Sample {
        seed,
        of: cohort.len(),
        strata,
        members,
    }
}

/// Brings in a mapping of each officer who has none.
fn cover(cohort: &[&Candidate], strata: &[Stratum], members: &mut Vec<Member>, draw: &mut Draw) {
    let seen: BTreeSet<String> = members.iter().map(|one| one.officer.clone()).collect();
    let mut left: BTreeMap<&str, Vec<&Candidate>> = BTreeMap::new();
    for one in cohort.iter().filter(|one| !seen.contains(&one.officer)) {
        left.entry(&one.officer).or_default().push(one);
    }
    for theirs in left.into_values() {
        if let Some(one) = draw.pick(&theirs) {
            let of = |stratum: &Stratum| stratum.result == one.result;
            let stratum = strata.iter().position(of).unwrap_or_default();
            members.push(strata::member(one, vec![Why::Officer], stratum));
        }
    }
}

#[cfg(test)]
mod tests;
