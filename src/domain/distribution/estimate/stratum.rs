//! Strata: the pupils alike in every dimension of the sample, how many of them were drawn, and what those came to.

/// Which pupils of the same keys a stratum has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Those who were mapped before a sample was drawn, all of them counted.
    Known,
    /// Those who were not mapped when the sample was drawn, of whom some were drawn.
    Remainder,
    /// Those who came in since, of whom nobody was drawn.
    CameIn,
    /// Those of whom not all are mapped, where no sample was drawn at all.
    Unsampled,
}

impl Part {
    /// Every part, in the order of the tables.
    pub const ALL: [Self; 4] = [Self::Known, Self::Remainder, Self::CameIn, Self::Unsampled];

    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Remainder => "remainder",
            Self::CameIn => "came_in",
            Self::Unsampled => "unsampled",
        }
    }

    /// The words on the screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Known => "mapped whole",
            Self::Remainder => "the rest at the draw",
            Self::CameIn => "came in since",
            Self::Unsampled => "not mapped whole",
        }
    }
}

/// Pupils alike in every dimension of the sample, and what those drawn of them came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stratum {
    /// Their value in each dimension.
    pub keys: Vec<String>,
    /// Which pupils of these keys.
    pub part: Part,
    /// How many they are, in scope.
    pub of: u64,
    /// How many of them were drawn at random and are in scope; all of them where the stratum is mapped whole.
    pub drawn: u64,
    /// How many of those drawn came to each outcome, in the order of the outcomes.
    pub counts: Vec<u64>,
    /// How many of all its pupils came to each outcome so far, drawn or not: shown beside the estimate, never part of it.
    pub so_far: Vec<u64>,
}

impl Stratum {
    /// Whether all are counted, so that nothing is estimated.
    pub fn is_known(&self) -> bool {
        self.drawn == self.of
    }

    /// How many of those drawn are read.
    pub fn read(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// How many came to an outcome.
    pub(super) fn count(&self, outcome: usize) -> u64 {
        self.counts.get(outcome).copied().unwrap_or(0)
    }
}
