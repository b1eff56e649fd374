//! States: how far a pupil's mapping has come, and which mapping counts.

use super::super::caseload::{DraftHead, Entry, MappingHead, MappingResult};
use super::super::identity::Role;
use super::super::judgement::CannotMapWhy;

/// How far a pupil's mapping has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Nobody has begun.
    NotStarted,
    /// Somebody is at it.
    Draft,
    /// A mapping with a tariff stands.
    Recorded,
    /// It was put aside for later.
    Parked,
    /// A mapping stands that says why there is no tariff.
    CannotMap,
    /// The plan's text has not come in.
    NoPlanText,
}

impl State {
    /// Every state, in the order of the screens.
    pub const ALL: [Self; 6] = [
        Self::NotStarted,
        Self::Draft,
        Self::Parked,
        Self::NoPlanText,
        Self::Recorded,
        Self::CannotMap,
    ];

    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::Draft => "draft",
            Self::Recorded => "recorded",
            Self::Parked => "parked",
            Self::CannotMap => "cannot_map",
            Self::NoPlanText => "no_plan_text",
        }
    }

    /// The words on the screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::NotStarted => "not started",
            Self::Draft => "draft",
            Self::Recorded => "recorded",
            Self::Parked => "parked",
            Self::CannotMap => "cannot map",
            Self::NoPlanText => "no plan text",
        }
    }

    /// Gives the state of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether the pupil has an outcome.
    pub fn is_done(self) -> bool {
        matches!(self, Self::Recorded | Self::CannotMap)
    }
}

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

/// How far a pupil's mapping has come; a school's own reading does not count.
///
/// A mapping goes before a draft (of its correction), a draft in hand before a parked one, and a
/// draft before missing text: pasted text may be what is being read.
pub fn state(entry: &Entry) -> State {
    if let Some(mapping) = current(entry) {
        return match mapping.result {
            MappingResult::Tariff(..) => State::Recorded,
            MappingResult::CannotMap(_) => State::CannotMap,
        };
    }
    let counts = |draft: &&DraftHead| draft.reader.role != Role::School;
    let mut drafts = entry.drafts.iter().filter(counts).peekable();
    if drafts.peek().is_some() {
        let in_hand = drafts.any(|draft| draft.parked.is_none());
        return if in_hand { State::Draft } else { State::Parked };
    }
    match entry.plan {
        Some(_) => State::NotStarted,
        None => State::NoPlanText,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{draft, entry, mapping, reader};

    const TODAY: &str = "2026-11-02";

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

    #[test]
    fn a_mapping_goes_before_a_draft_and_a_draft_before_missing_text() {
        let mut pupil = entry("K-1");
        assert_eq!(state(&pupil), State::NotStarted);
        pupil.plan = None;
        assert_eq!(state(&pupil), State::NoPlanText);
        pupil.drafts = vec![draft(reader("S", Role::School), None)];
        assert_eq!(state(&pupil), State::NoPlanText);
        pupil
            .drafts
            .push(draft(reader("A", Role::Officer), Some("ask the school")));
        assert_eq!(state(&pupil), State::Parked);
        pupil.drafts.push(draft(reader("B", Role::Officer), None));
        assert_eq!(state(&pupil), State::Draft);
        pupil.mappings = vec![mapping(Role::School, TODAY, Ok("T1"))];
        assert_eq!(state(&pupil), State::Draft);
        let why = CannotMapWhy::NoPlanText;
        pupil.mappings.push(mapping(Role::Officer, TODAY, Err(why)));
        assert_eq!(state(&pupil), State::CannotMap);
        pupil.plan = entry("K-1").plan;
        if let Some(head) = pupil.mappings.last_mut() {
            head.plan = None;
        }
        assert_eq!(
            state(&pupil),
            State::Draft,
            "the text it waited for came in"
        );
        pupil.mappings.push(mapping(Role::Officer, TODAY, Ok("T1")));
        assert_eq!(state(&pupil), State::Recorded);
    }
}
