//! Changes: how many provisions an amendment left alone, and how many it touched.

use std::ops::Add;

use serde::{Deserialize, Serialize};

use super::{Fate, Pair};

/// The fates that send a pupil back to an officer, in the order of the accounts.
const TOUCHED: [Fate; 4] = [Fate::Reworded, Fate::DoseChanged, Fate::New, Fate::Gone];

/// How many provisions met each fate between two versions of a plan.
///
/// Those of the earlier version are same + reworded + dose changed + gone, those of the newer one
/// same + reworded + dose changed + new.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Changes {
    /// Those with the same words and dose.
    pub same: u32,
    /// Those with other words.
    pub reworded: u32,
    /// Those with another dose.
    pub dose_changed: u32,
    /// Those that were not there before.
    pub new: u32,
    /// Those that are no longer there.
    pub gone: u32,
}

impl Changes {
    /// Counts the pairs of an amendment.
    pub fn of(pairs: &[Pair]) -> Self {
        Self::counting(pairs.iter().map(|pair| pair.fate))
    }

    /// Counts fates.
    pub fn counting(fates: impl Iterator<Item = Fate>) -> Self {
        let mut changes = Self::default();
        for fate in fates {
            let count = match fate {
                Fate::Same => &mut changes.same,
                Fate::Reworded => &mut changes.reworded,
                Fate::DoseChanged => &mut changes.dose_changed,
                Fate::New => &mut changes.new,
                Fate::Gone => &mut changes.gone,
            };
            *count = count.saturating_add(1);
        }
        changes
    }

    /// How many met a fate.
    pub fn count(&self, fate: Fate) -> u32 {
        match fate {
            Fate::Same => self.same,
            Fate::Reworded => self.reworded,
            Fate::DoseChanged => self.dose_changed,
            Fate::New => self.new,
            Fate::Gone => self.gone,
        }
    }

    /// Whether anything but the order of the provisions changed.
    pub fn is_touched(&self) -> bool {
        TOUCHED.iter().any(|fate| self.count(*fate) > 0)
    }

    /// Writes what was touched: `2 reworded, 1 dose changed, 1 new, 1 gone`.
    pub fn words(&self) -> String {
        if self.is_touched() {
            self.listed(&TOUCHED)
        } else {
            "nothing touched".to_owned()
        }
    }

    /// Writes what was left alone too: `12 same, 1 reworded`.
    pub fn all_words(&self) -> String {
        if self.is_touched() {
            self.listed(&Fate::ALL)
        } else {
            format!("{} same, nothing touched", self.same)
        }
    }

    fn listed(&self, fates: &[Fate]) -> String {
        let counts = fates.iter().map(|fate| (self.count(*fate), fate.words()));
        let told = counts.filter(|(count, _)| *count > 0);
        let told: Vec<String> = told
            .map(|(count, words)| format!("{count} {words}"))
            .collect();
        told.join(", ")
    }
}

impl Add for Changes {
    type Output = Self;

    /// Adds what another amendment touched; what stayed the same in both is the fewer of the two.
    fn add(self, other: Self) -> Self {
        Self {
            same: self.same.min(other.same),
            reworded: self.reworded.saturating_add(other.reworded),
            dose_changed: self.dose_changed.saturating_add(other.dose_changed),
            new: self.new.saturating_add(other.new),
            gone: self.gone.saturating_add(other.gone),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_there_is_is_told() {
        let changes = Changes {
            same: 12,
            reworded: 2,
            dose_changed: 1,
            new: 0,
            gone: 1,
        };
        assert_eq!(changes.words(), "2 reworded, 1 dose changed, 1 gone");
        assert_eq!(
            changes.all_words(),
            "12 same, 2 reworded, 1 dose changed, 1 gone"
        );
        let none = Changes {
            same: 4,
            ..Changes::default()
        };
        assert!(!none.is_touched());
        assert_eq!(none.words(), "nothing touched");
        assert_eq!(none.all_words(), "4 same, nothing touched");
        assert_eq!((changes + none).words(), changes.words());
        assert_eq!((changes + changes).count(Fate::Reworded), 4);
    }
}
