//! Refusals: why there is no estimate, stratum by stratum, in words.

use std::fmt;

use super::super::super::exact::grouped;
use super::stratum::{Part, Stratum};

/// Why there is no estimate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Nobody is in scope.
    #[error("nobody is in scope, so there is nothing to estimate")]
    Nobody,
    /// Of some strata nothing can be said.
    #[error("{}", sentence(.0))]
    Gaps(Vec<Gap>),
}

impl Refused {
    /// The strata of which nothing can be said.
    pub fn gaps(&self) -> &[Gap] {
        match self {
            Self::Nobody => &[],
            Self::Gaps(gaps) => gaps,
        }
    }
}

impl Refused {
    /// Says it in a few words: `3 of 40 drawn are read`.
    pub fn in_short(&self) -> String {
        let gaps = self.gaps();
        let (mut read, mut drawn, mut came, mut others) = (0, 0, 0, 0);
        for gap in gaps {
            match gap.why {
                Why::NotRead { read: some, of } => (read, drawn) = (read + some, drawn + of),
                Why::CameIn => came += gap.of,
                Why::NoSample | Why::AllLeft | Why::Alone => others += gap.of,
            }
        }
        if drawn > 0 {
            return format!("{} of {} drawn are read", grouped(read), grouped(drawn));
        }
        if others > 0 {
            return format!("no sample speaks for {} pupils", grouped(others));
        }
        if came > 0 {
            return format!("{} came in since the sample was drawn", grouped(came));
        }
        "nobody is in scope".to_owned()
    }
}

/// Why nothing can be said of a stratum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Some are not mapped, and no sample was drawn of them.
    NoSample,
    /// They came in after the sample was drawn.
    CameIn,
    /// All who were drawn have left scope since, and others have not.
    AllLeft,
    /// Not all who were drawn are read.
    NotRead {
        /// How many are.
        read: u64,
        /// How many were drawn and are in scope.
        of: u64,
    },
    /// One alone was drawn, in this stratum and in all others together.
    Alone,
}

impl Why {
    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoSample => "no_sample",
            Self::CameIn => "came_in",
            Self::AllLeft => "all_left",
            Self::NotRead { .. } => "not_read",
            Self::Alone => "alone",
        }
    }
}

/// A stratum of which nothing can be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Its value in each dimension.
    pub keys: Vec<String>,
    /// How many pupils it has.
    pub of: u64,
    /// Why.
    pub why: Why,
}

impl Gap {
    /// The gap that a stratum leaves.
    pub(super) fn of(stratum: &Stratum) -> Option<Self> {
        let (read, of) = (stratum.read(), stratum.drawn);
        let why = if of > 0 {
            if read >= of {
                return None;
            }
            Why::NotRead { read, of }
        } else {
            match stratum.part {
                Part::Known | Part::Unsampled => Why::NoSample,
                Part::CameIn => Why::CameIn,
                Part::Remainder => Why::AllLeft,
            }
        };
        Some(Self::because(stratum, why))
    }

    /// Says why nothing can be said of a stratum.
    pub(super) fn because(stratum: &Stratum, why: Why) -> Self {
        Self {
            keys: stratum.keys.clone(),
            of: stratum.of,
            why,
        }
    }
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (of, keys) = (grouped(self.of), self.keys.join(", "));
        let those = if keys.is_empty() {
            of
        } else {
            format!("{of} of {keys}")
        };
        match self.why {
            Why::NoSample => write!(
                f,
                "{those}: not all are mapped, and none was drawn at random"
            ),
            Why::CameIn => write!(
                f,
                "{those}: they came in, or their mappings were taken back, after the sample was drawn"
            ),
            Why::AllLeft => write!(f, "{those}: all who were drawn have left scope since"),
            Why::NotRead { read, of } => write!(f, "{those}: {read} of {of} drawn are read"),
            Why::Alone => write!(
                f,
                "{those}: one pupil alone was drawn, which does not show how far pupils differ"
            ),
        }
    }
}

/// Says in one sentence why there is no estimate, and what to do.
fn sentence(gaps: &[Gap]) -> String {
    let pupils = |wanted: fn(&Why) -> bool| {
        let those = gaps.iter().filter(|gap| wanted(&gap.why));
        those.map(|gap| gap.of).sum::<u64>()
    };
    let (mut read, mut drawn) = (0, 0);
    for gap in gaps {
        if let Why::NotRead { read: some, of } = gap.why {
            (read, drawn) = (read + some, drawn + of);
        }
    }
    let unsampled = pupils(|why| matches!(why, Why::NoSample));
    let came = pupils(|why| matches!(why, Why::CameIn));
    let few = pupils(|why| matches!(why, Why::AllLeft | Why::Alone));
    let mut said = Vec::new();
    if unsampled > 0 {
        said.push(format!(
            "the strata of {} pupils are not mapped whole and no random sample was drawn of them, and those mapped by priority say nothing of the rest; draw one with continuum moderate sample --audit N",
            grouped(unsampled)
        ));
    }
    if drawn > 0 {
        said.push(format!(
            "{read} of the {drawn} drawn pupils in strata not read to the end are read; read the others first"
        ));
    }
    if came > 0 {
        said.push(format!(
            "{} pupils came in since the sample was drawn, or their mappings were taken back; map them, or extend the sample with continuum moderate sample --audit N",
            grouped(came)
        ));
    }
    if few > 0 {
        said.push(format!(
            "too few are drawn of the strata of {} pupils; extend the sample with continuum moderate sample --audit N",
            grouped(few)
        ));
    }
    said.join("; ")
}
