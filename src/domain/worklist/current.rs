//! The mapping that counts among those of a pupil.

use super::super::caseload::{Again, Entry, MappingHead, MappingResult};
use super::super::identity::Role;
use super::super::judgement::CannotMapWhy;
use super::basis::Basis;

/// The mapping that counts: the latest of a moderator, else the latest of an officer; never a school's.
///
/// That a plan cannot be mapped for want of its text counts only until the text comes in.
pub fn current(entry: &Entry) -> Option<&MappingHead> {
    let waits_no_more = |mapping: &MappingHead| {
        mapping.result == MappingResult::CannotMap(CannotMapWhy::NoPlanText)
            && mapping.plan.is_none()
            && entry.plan.is_some()
    };
    let latest = |role| {
        let mut latest_first = entry.mappings.iter().rev();
        latest_first.find(|mapping| mapping.reader.role == role && !waits_no_more(mapping))
    };
    latest(Role::Moderator).or_else(|| latest(Role::Officer))
}

/// The mapping that a distribution counts: the one that counts, else the school's latest where the basis asks for those.
pub(super) fn counts<'a>(basis: &Basis<'_>, entry: &'a Entry) -> Option<&'a MappingHead> {
    let schools = |mapping: &&MappingHead| mapping.reader.role == Role::School;
    let school = || entry.mappings.iter().rev().find(schools);
    current(entry).or_else(|| school().filter(|_| basis.counts_schools))
}

/// Why the mapping that counts was sent back to be mapped again; it counts until another is recorded.
pub fn again(entry: &Entry) -> Option<&Again> {
    current(entry)?.again.as_deref()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{entry, mapping};

    #[test]
    fn the_moderators_mapping_counts_then_the_officers_never_a_schools() {
        let of = |mappings: &[MappingHead]| {
            let mut pupil = entry("K-1");
            pupil.mappings = mappings.to_vec();
            let current = current(&pupil)?;
            Some((current.reader.role, current.recorded.day().to_string()))
        };
        let moderator = mapping(Role::Moderator, "2026-10-01", Ok("T1"));
        let first = mapping(Role::Officer, "2026-10-02", Ok("T1"));
        let second = mapping(Role::Officer, "2026-10-03", Ok("T2"));
        let school = mapping(Role::School, "2026-10-04", Ok("T3"));
        assert_eq!(of(std::slice::from_ref(&school)), None);
        let officers = [first.clone(), second.clone(), school.clone()];
        assert_eq!(of(&officers), Some((Role::Officer, "2026-10-03".into())));
        let all = [moderator, first, second, school];
        assert_eq!(of(&all), Some((Role::Moderator, "2026-10-01".into())));
    }
}
