//! How far moderation has come with the mapping that counts.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::super::caseload::{Entry, MappingHead, MappingResult};
use super::super::flag::FlagRule;
use super::super::identity::{Role, TariffId};
use super::super::moderation::review::Decision;
use super::super::moderation::touched::Touched;
use super::basis::Basis;

/// What is counted of the mapped beside their tariffs. A pupil may carry several marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// The officer's mapping carries a flag, whether somebody put it aside or not.
    Flagged,
    /// The officer's mapping was drawn in a sample.
    Sampled,
    /// A moderator decided of it: agreed (also within tolerance), adjusted, or said that the plan cannot be mapped; or
    /// mapped the plan themself.
    Moderated,
    /// A moderator's mapping counts in the place of the officer's, after a review that adjusted or a cohort's shift.
    Adjusted,
    /// Nobody but the school read the plan; counted only where schools' own readings are asked for.
    School,
}

impl Mark {
    /// Every mark, in the order of the tables.
    pub const ALL: [Self; 5] = [
        Self::Flagged,
        Self::Sampled,
        Self::Moderated,
        Self::Adjusted,
        Self::School,
    ];

    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Flagged => "flagged",
            Self::Sampled => "sampled",
            Self::Moderated => "moderated",
            Self::Adjusted => "adjusted",
            Self::School => "school_readings",
        }
    }

    /// The words on the screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Flagged => "flagged",
            Self::Sampled => "sampled",
            Self::Moderated => "moderated",
            Self::Adjusted => "adjusted",
            Self::School => "read by the school alone",
        }
    }
}

/// Where the mapping that counts stands in moderation: exactly one holds, the last of these that does.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Stage {
    /// No moderator decided of it, and it waits for none: it carries no open flag and was not drawn, or was decided of with
    /// its cohort.
    #[default]
    NotModerated,
    /// It waits for a moderator since it is flagged: a flag on it is open, or a question, or the board has it.
    Flagged,
    /// It was drawn in a sample, and no moderator has decided of it.
    Sampled,
    /// A moderator decided that it stands, or mapped the plan themself.
    Moderated,
    /// A moderator's mapping took its place.
    Adjusted,
}

impl Stage {
    /// Every stage, in the order of the tables.
    pub const ALL: [Self; 5] = [
        Self::NotModerated,
        Self::Flagged,
        Self::Sampled,
        Self::Moderated,
        Self::Adjusted,
    ];

    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotModerated => "not_moderated",
            Self::Flagged => "flagged",
            Self::Sampled => "sampled",
            Self::Moderated => "moderated",
            Self::Adjusted => "adjusted",
        }
    }

    /// The words on the screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::NotModerated => "not moderated",
            Self::Flagged => "flagged, waiting",
            Self::Sampled => "sampled, waiting",
            Self::Moderated => "moderated",
            Self::Adjusted => "adjusted",
        }
    }

    /// Gives the stage of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }
}

/// The marks of the mapping that counts, and where it stands.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Moderated {
    marks: u8,
    /// Where it stands.
    pub stage: Stage,
}

impl Moderated {
    /// Whether it carries a mark.
    pub fn has(self, mark: Mark) -> bool {
        self.marks & (1 << mark as u8) != 0
    }

    fn mark(&mut self, mark: Mark, holds: bool) {
        self.marks |= u8::from(holds) << mark as u8;
    }

    /// What moderation made of the mapping that counts.
    pub(super) fn of(basis: &Basis<'_>, entry: &Entry, counts: &MappingHead) -> Self {
        let is_own = counts.reader.role == Role::Moderator;
        // What is flagged, drawn and reviewed is the officer's mapping, which a moderator's takes the place of.
        let reviewed = officers_before(entry, counts).unwrap_or(counts);
        let untouched = Touched::default();
        let touched = reviewed.touched.as_deref().unwrap_or(&untouched);
        let late = u32::from(school_differs(basis, entry, reviewed));
        let late_is_open = late > 0 && !touched.aside.contains(&FlagRule::SchoolDiffers);
        let is_closed = touched.decided.is_some_and(Decision::is_final);
        let adjusts = (counts.touched.as_ref()).is_some_and(|touched| touched.adjusts);
        let mut moderated = Self::default();
        moderated.mark(Mark::Flagged, reviewed.flags + late > 0);
        moderated.mark(Mark::Sampled, touched.sampled);
        moderated.mark(Mark::Moderated, is_own || is_closed);
        moderated.mark(Mark::Adjusted, is_own && adjusts);
        moderated.mark(Mark::School, counts.reader.role == Role::School);
        let waits = !touched.ruled && !reviewed.adopted;
        let is_open =
            reviewed.flags > touched.harmless || late_is_open || touched.decided.is_some();
        moderated.stage = if moderated.has(Mark::Adjusted) {
            Stage::Adjusted
        } else if moderated.has(Mark::Moderated) {
            Stage::Moderated
        } else if waits && touched.sampled {
            Stage::Sampled
        } else if waits && is_open {
            Stage::Flagged
        } else {
            Stage::NotModerated
        };
        moderated
    }
}

impl fmt::Debug for Moderated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let marks = Mark::ALL.into_iter().filter(|mark| self.has(*mark));
        write!(f, "{:?} with ", self.stage)?;
        f.debug_list().entries(marks).finish()
    }
}

/// The officer's mapping that a moderator's came after.
fn officers_before<'a>(entry: &'a Entry, counts: &MappingHead) -> Option<&'a MappingHead> {
    if counts.reader.role != Role::Moderator {
        return None;
    }
    let before = |one: &&MappingHead| {
        one.reader.role == Role::Officer && (one.recorded, &one.id) < (counts.recorded, &counts.id)
    };
    entry.mappings.iter().rev().find(before)
}

/// Whether a school's reading of the same plan that came in after a mapping differs from it by more than the limit: when
/// the mapping was recorded, there was nothing to differ from.
fn school_differs(basis: &Basis<'_>, entry: &Entry, reviewed: &MappingHead) -> bool {
    let schools = |one: &&MappingHead| one.reader.role == Role::School;
    let Some(school) = entry.mappings.iter().rev().find(schools) else {
        return false;
    };
    let rank = |tariff: &TariffId| basis.framework.tariff_rank(tariff);
    let rank = |mapping: &MappingHead| match &mapping.result {
        MappingResult::Tariff(tariff, _) => rank(tariff),
        MappingResult::CannotMap(_) => None,
    };
    let apart = rank(school).zip(rank(reviewed));
    let later = school.recorded > reviewed.recorded && school.plan == reviewed.plan;
    later && apart.is_some_and(|(one, other)| one.abs_diff(other) > basis.school_apart)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{day, entry, framework, mapping};

    /// The marks and the stage of a pupil's mappings, in codes.
    #[track_caller]
    fn case(mappings: &[MappingHead], expected: &str) {
        let framework = framework();
        let basis = Basis {
            counts_schools: true,
            ..Basis::new(&framework, day("2026-11-02"))
        };
        let mut pupil = entry("K-1");
        pupil.mappings = mappings.to_vec();
        let counts = super::super::current::counts(&basis, &pupil).unwrap();
        let found = Moderated::of(&basis, &pupil, counts);
        let marks = Mark::ALL.into_iter().filter(|mark| found.has(*mark));
        let marks: Vec<&str> = marks.map(Mark::code).collect();
        assert_eq!(
            format!("{} [{}]", found.stage.code(), marks.join(" ")),
            expected
        );
    }

    fn officers(flags: u32, touched: Touched) -> MappingHead {
        MappingHead {
            flags,
            touched: Some(Box::new(touched)),
            ..mapping(Role::Officer, "2026-10-01", Ok("T1"))
        }
    }

    fn decided(decision: Decision) -> Touched {
        Touched {
            decided: Some(decision),
            ..Touched::default()
        }
    }

    #[test]
    fn an_officers_mapping_waits_or_is_decided_of() {
        let plain = Touched::default;
        case(&[officers(0, plain())], "not_moderated []");
        case(&[officers(2, plain())], "flagged [flagged]");
        let harmless = Touched {
            harmless: 2,
            ..plain()
        };
        case(&[officers(2, harmless)], "not_moderated [flagged]");
        let sampled = |touched| Touched {
            sampled: true,
            ..touched
        };
        case(
            &[officers(1, sampled(plain()))],
            "sampled [flagged sampled]",
        );
        for open in [Decision::Returned, Decision::Answered, Decision::Escalated] {
            case(&[officers(0, decided(open))], "flagged []");
            case(&[officers(0, sampled(decided(open)))], "sampled [sampled]");
        }
        for closed in [Decision::Agreed, Decision::Within, Decision::CannotMap] {
            let touched = sampled(decided(closed));
            case(&[officers(0, touched)], "moderated [sampled moderated]");
        }
        let ruled = Touched {
            ruled: true,
            ..sampled(plain())
        };
        case(&[officers(1, ruled)], "not_moderated [flagged sampled]");
    }

    #[test]
    fn a_moderators_mapping_is_moderated_and_adjusts_where_a_review_says_so() {
        let own = |adjusts| MappingHead {
            touched: Some(Box::new(Touched {
                adjusts,
                ..Touched::default()
            })),
            ..mapping(Role::Moderator, "2026-10-02", Ok("T2"))
        };
        let officers = officers(1, Touched::default());
        let both = |adjusts| [officers.clone(), own(adjusts)];
        case(&[own(false)], "moderated [moderated]");
        case(&both(false), "moderated [flagged moderated]");
        case(&both(true), "adjusted [flagged moderated adjusted]");
        // An officer's later mapping is not the one that the moderator looked at.
        let mut later = mapping(Role::Officer, "2026-10-03", Ok("T2"));
        later.flags = 1;
        case(&[own(true), later], "adjusted [moderated adjusted]");
    }

    #[test]
    fn a_schools_reading_flags_what_came_before_it() {
        let officers = |tariff| mapping(Role::Officer, "2026-10-01", Ok(tariff));
        let school = mapping(Role::School, "2026-10-02", Ok("T3"));
        case(&[officers("T1"), school.clone()], "flagged [flagged]");
        case(&[officers("T3"), school.clone()], "not_moderated []");
        case(
            std::slice::from_ref(&school),
            "not_moderated [school_readings]",
        );
        let aside = Touched {
            aside: vec![FlagRule::SchoolDiffers],
            ..Touched::default()
        };
        let mut put_aside = officers("T1");
        put_aside.touched = Some(Box::new(aside));
        case(&[put_aside, school], "not_moderated [flagged]");
    }

    #[test]
    fn the_last_word_on_a_mapping_is_no_flag_put_aside() {
        let mut touched = Touched::default();
        touched.review(Decision::Returned, None);
        touched.review(Decision::Harmless, Some(FlagRule::Vague));
        touched.review(Decision::Harmless, Some(FlagRule::Vague));
        assert_eq!(touched.decided, Some(Decision::Returned));
        assert_eq!(touched.aside, [FlagRule::Vague]);
    }
}
