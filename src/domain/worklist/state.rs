//! States: how far a pupil's mapping has come, and which mapping counts.

use super::super::caseload::{DraftHead, Entry, MappingResult};
use super::super::identity::Role;
use super::amended::amended;
use super::current::{again, current};

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
    /// A mapping stands, and the plan was amended since it was read.
    Amended,
    /// A mapping stands that was sent back by moderation, or under the framework's version before, whose words changed.
    Remap,
}

impl State {
    /// Every state, in the order of the screens.
    pub const ALL: [Self; 8] = [
        Self::NotStarted,
        Self::Amended,
        Self::Remap,
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
            Self::Amended => "amended",
            Self::Remap => "remap",
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
            Self::Amended => "plan amended",
            Self::Remap => "to map again",
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

/// How far a pupil's mapping has come; a school's own reading does not count.
///
/// A mapping goes before a draft (of its correction), unless the plan was amended since it was read or moderation sent the
/// mapping back. A draft in hand goes
/// before a parked one, and a draft before missing text: pasted text may be what is being read.
pub fn state(entry: &Entry) -> State {
    let (touched, again) = (amended(entry).is_some(), again(entry).is_some());
    if let Some(mapping) = current(entry).filter(|_| !touched && !again) {
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
        Some(_) if touched => State::Amended,
        Some(_) if again || entry.earlier.is_some() => State::Remap,
        Some(_) => State::NotStarted,
        None => State::NoPlanText,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::amendment::Changes;
    use crate::domain::caseload::Version;
    use crate::domain::digest::Digest;
    use crate::domain::identity::PlanId;
    use crate::domain::judgement::CannotMapWhy;
    use crate::domain::sample::{draft, entry, mapping, reader};

    const TODAY: &str = "2026-11-02";

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
    #[test]
    fn an_amended_plan_sends_a_pupil_back_until_somebody_is_at_it() {
        let mut pupil = entry("K-1");
        let version = |id: &str, reworded| Version {
            id: PlanId::new(id),
            digest: Digest::of(id.as_bytes()),
            changes: Some(Changes {
                reworded,
                ..Changes::default()
            }),
        };
        let mut head = mapping(Role::Officer, TODAY, Err(CannotMapWhy::StalePlan));
        head.plan = Some(PlanId::new("first"));
        pupil.mappings = vec![head];
        pupil.versions = vec![version("first", 0), version("second", 0)];
        assert_eq!(state(&pupil), State::CannotMap, "nothing was touched");
        pupil.versions.push(version("third", 1));
        assert_eq!(state(&pupil), State::Amended);
        assert!(!State::Amended.is_done());
        pupil.drafts = vec![draft(reader("A", Role::Officer), Some("ask"))];
        assert_eq!(state(&pupil), State::Parked);
        pupil.drafts.push(draft(reader("B", Role::Officer), None));
        assert_eq!(state(&pupil), State::Draft);
        let mut again = mapping(Role::Officer, TODAY, Ok("T1"));
        again.plan = Some(PlanId::new("third"));
        pupil.mappings.push(again);
        assert_eq!(state(&pupil), State::Recorded);
    }
}
