//! Reviewing: a moderator's blind reading, both readings side by side, and the decision.

use crate::domain::caseload::Entry;
use crate::domain::day::Moment;
use crate::domain::draft::Draft;
use crate::domain::flag::FlagRule;
use crate::domain::identity::{PupilRef, Reader, RecordId, Role};
use crate::domain::judgement::{Judged, Verdict};
use crate::domain::mapping::{Course, Mapping, Purpose};
use crate::domain::moderation::ranks::Ranks;
use crate::domain::moderation::readings::{Beside, Decided, Provisioned, Word};
use crate::domain::moderation::review::{Decision, KeptSample, Review, Reviewed, Stream};
use crate::domain::moderation::tolerance::{Tolerance, differ};
use crate::domain::provision::{Provision, Span};
use crate::store::StoreError;

use super::super::mapping::{Work, named, reasoned};
use super::super::problem::{Problem, Result};
use super::queueing::{by, has_escalated, last_word, open_flags};
use super::{Ledger, Officers, Workspace};

impl Workspace {
    /// How far two readings may lie apart.
    pub fn tolerance(&self) -> Tolerance {
        self.tolerance
    }

    /// Records a moderator's blind reading of the plan that an officer mapped, and lays the two side by side.
    ///
    /// Where they are the same, or differ within tolerance, the officer's mapping stands and the review is recorded with it.
    pub fn read_blind(
        &mut self,
        reference: &str,
        given: (Judged, Option<Vec<Span>>),
        reader: Reader,
        now: Moment,
    ) -> Result<Beside> {
        let one = self.readable(reference, &reader, now)?;
        let officer = self.recorded_mapping(&one.head.id)?;
        let entry = self.entry_in_scope(&one.pupil, now)?;
        let moderator = self.record_blind((&officer, &entry), given, reader, now)?;
        let beside = self.lay(&self.ledger()?, one.reference.clone(), officer, moderator)?;
        self.close_within(&one, beside, now)
    }

    /// Records a moderator's draft as their blind reading; the draft goes in the same change.
    pub fn read_blind_draft(&mut self, draft: &Draft, now: Moment) -> Result<Beside> {
        let entry = self.entry_in_scope(&draft.pupil, now)?;
        let one = self.readable(entry.facts.reference.as_str(), &draft.reader, now)?;
        let officer = self.recorded_mapping(&one.head.id)?;
        if draft.plan != officer.sheet.plan {
            return Err(Problem::MappedAnew(one.reference));
        }
        let work = self.drafted(draft)?;
        let seen = self.rev(&draft.pupil, draft.reader.role);
        let moderator = self.record_for(&entry, work, Some(Purpose::Blind), Some(seen), now)?;
        self.revs.remove(&(draft.pupil.clone(), draft.reader.role));
        let beside = self.lay(&self.ledger()?, one.reference.clone(), officer, moderator)?;
        self.close_within(&one, beside, now)
    }

    /// The officer's mapping that a moderator may read the plan of, blind and for the first time.
    pub(super) fn readable(
        &self,
        reference: &str,
        reader: &Reader,
        now: Moment,
    ) -> Result<Officers> {
        named(reader)?;
        if reader.role != Role::Moderator {
            return Err(Problem::NotModerator(reader.name.clone()));
        }
        let one = self.officers_mapping(reference, now)?;
        self.may_judge(&one, reader)?;
        let ledger = self.ledger()?;
        if has_escalated(&ledger, &one.head.id, reader) {
            return Err(Problem::SeenAlready(one.reference));
        }
        if by(&ledger, &one.head.id, reader).is_some() {
            return Err(Problem::ReadAlready(one.reference));
        }
        Ok(one.flagged_by(&ledger))
    }

    /// Records the decision where there is none left to make: the readings are the same, or within tolerance.
    fn close_within(&mut self, one: &Officers, mut beside: Beside, now: Moment) -> Result<Beside> {
        if !beside.difference.within() {
            return Ok(beside);
        }
        let sides = &beside.difference.sides;
        let same = sides.iter().all(|side| side.by == Some(0));
        let decided = Decided {
            decision: if same {
                Decision::Agreed
            } else {
                Decision::Within
            },
            reason: None,
            descriptor: None,
        };
        let read = &beside.moderator;
        let reviewed = self.reviewed(one, Some(read.id.clone()), &decided, &read.sheet.reader)?;
        self.store.review(reviewed, None, now)?;
        beside.last = Some(Word {
            decision: decided.decision,
            by: beside.moderator.sheet.reader.name.clone(),
            reason: None,
        });
        Ok(beside)
    }

    /// Lays a reader's blind reading beside the officer's mapping; refuses who has not read the plan yet.
    pub fn beside(&self, reference: &str, reader: &Reader, now: Moment) -> Result<Beside> {
        let one = self.officers_mapping(reference, now)?;
        let ledger = self.ledger()?;
        let reading = by(&ledger, &one.head.id, reader);
        let reading = reading.ok_or_else(|| Problem::NotRead(one.reference.clone()))?;
        let (officer, moderator) = (
            self.recorded_mapping(&one.head.id)?,
            self.recorded_mapping(reading)?,
        );
        let mut beside = self.lay(&ledger, one.reference, officer, moderator)?;
        let last = last_word(ledger.reviews_of(&one.head.id));
        beside.last = last.map(|review| Word {
            decision: review.reviewed.decision,
            by: review.reviewed.reader.name.clone(),
            reason: review.reviewed.reason.clone(),
        });
        Ok(beside)
    }

    /// Records what was decided of the officer's mapping of a pupil.
    ///
    /// A moderator decides after their own blind reading; to adjust makes that reading the one that counts. Whoever mapped
    /// answers a question that came back.
    pub fn decide(
        &mut self,
        reference: &str,
        decided: &Decided,
        reader: &Reader,
        now: Moment,
    ) -> Result<Review> {
        named(reader)?;
        let ledger = self.ledger()?;
        let one = self.officers_mapping(reference, now)?.flagged_by(&ledger);
        let answers = decided.decision == Decision::Answered;
        if answers {
            let last = last_word(ledger.reviews_of(&one.head.id));
            let asked = last.is_some_and(|last| last.reviewed.decision == Decision::Returned);
            if !asked || one.head.reader.name != reader.name {
                return Err(Problem::NothingAsked(one.reference));
            }
        } else {
            self.may_judge(&one, reader)?;
            if has_escalated(&ledger, &one.head.id, reader) {
                return Err(Problem::SeenAlready(one.reference));
            }
        }
        let reading = by(&ledger, &one.head.id, reader).cloned();
        if reading.is_none() && !answers {
            return Err(Problem::NotRead(one.reference));
        }
        let adjusted = match &reading {
            Some(reading) if decided.decision == Decision::Adjusted => {
                let mut sheet = self.recorded_mapping(reading)?.sheet;
                sheet.purpose = None;
                Some(sheet)
            }
            Some(_) | None => None,
        };
        let reviewed = self.reviewed(&one, reading, decided, reader)?;
        let review = self.store.review(reviewed, adjusted, now)?;
        self.refresh(&one.pupil);
        Ok(review)
    }

    /// Puts a flag aside as harmless, for every mapping that carries it or for those of some pupils; gives how many.
    pub fn find_harmless(
        &mut self,
        rule: FlagRule,
        references: &[String],
        reason: &str,
        reader: &Reader,
        now: Moment,
    ) -> Result<usize> {
        named(reader)?;
        let reason = reasoned(reason)?;
        let (ledger, officers) = (self.ledger()?, self.officers_mappings(now)?);
        let wanted = |one: &&Officers| {
            references.is_empty() || references.iter().any(|text| one.reference.as_str() == text)
        };
        let mut found = 0;
        for one in officers.iter().filter(wanted) {
            let carries = open_flags(&ledger, &one.head.id).contains(&rule);
            if !carries || one.head.reader.name == reader.name {
                continue;
            }
            let decided = Decided {
                decision: Decision::Harmless,
                reason: Some(reason.to_owned()),
                descriptor: None,
            };
            let mut reviewed = self.reviewed(one, None, &decided, reader)?;
            (reviewed.rule, reviewed.stream) = (Some(rule), Stream::Flagged);
            self.store.review(reviewed, None, now)?;
            found += 1;
        }
        Ok(found)
    }

    /// A review as it is recorded: of the sample that the mapping was drawn in, else of the flagged.
    fn reviewed(
        &self,
        one: &Officers,
        reading: Option<RecordId>,
        decided: &Decided,
        reader: &Reader,
    ) -> Result<Reviewed> {
        let reason = match &decided.reason {
            Some(reason) => Some(reasoned(reason)?.to_owned()),
            None if decided.decision.needs_reason() => return Err(Problem::NoReason),
            None => None,
        };
        let samples = self.store.samples(&self.framework.key)?;
        let has = |sample: &KeptSample| {
            let members = &sample.drawn.sample.members;
            members.iter().any(|member| member.mapping == one.head.id)
        };
        let sample = samples.into_iter().find(has).map(|sample| sample.id);
        let stream = match (&sample, one.head.flags) {
            (Some(_), _) => Stream::Random,
            (None, 0) => Stream::Asked,
            (None, _) => Stream::Flagged,
        };
        Ok(Reviewed {
            mapping: one.head.id.clone(),
            stream,
            sample,
            reading,
            decision: decided.decision,
            rule: None,
            descriptor: decided.descriptor.clone(),
            reader: reader.clone(),
            reason,
        })
    }

    pub(super) fn officers_mapping(&self, reference: &str, now: Moment) -> Result<Officers> {
        let pupil = self.pupil(reference)?;
        let entry = self.entry_in_scope(&pupil, now)?;
        let reference = entry.facts.reference.clone();
        Officers::of(entry).ok_or(Problem::NotMapped(reference))
    }

    /// Refuses whoever mapped the plan, and whoever declared not to judge its school's pupils.
    fn may_judge(&self, one: &Officers, reader: &Reader) -> Result<()> {
        if reader.role != Role::Moderator {
            return Err(Problem::NotModerator(reader.name.clone()));
        }
        if one.head.reader.name == reader.name {
            return Err(Problem::OwnMapping(one.reference.clone()));
        }
        if one.is_barred(&self.store.conflicts()?, reader) {
            return Err(Problem::ConflictDeclared(one.reference.clone()));
        }
        Ok(())
    }

    pub(super) fn recorded_mapping(&self, id: &RecordId) -> Result<Mapping> {
        let mapping = self.store.mapping(id)?;
        mapping.ok_or_else(|| StoreError::UnknownRecord(id.clone()).into())
    }

    /// Records a reading of the very plan that the officer read.
    fn record_blind(
        &mut self,
        (officer, entry): (&Mapping, &Entry),
        (judged, bounds): (Judged, Option<Vec<Span>>),
        reader: Reader,
        now: Moment,
    ) -> Result<Mapping> {
        let plan = officer.sheet.plan.clone();
        if plan.is_none() && judged.cannot_map.is_none() {
            return Err(Problem::NoPlanText(entry.facts.reference.clone()));
        }
        let (reading, provisions) = self.bounded_reading(plan.as_ref(), bounds.as_deref())?;
        let work = Work {
            plan,
            reading,
            provisions,
            judged,
            reader,
            course: Course::at_once(now),
            taken_over: None,
        };
        self.record_for(entry, work, Some(Purpose::Blind), None, now)
    }

    fn lay(
        &self,
        ledger: &Ledger,
        reference: PupilRef,
        officer: Mapping,
        moderator: Mapping,
    ) -> Result<Beside> {
        let school = self.school_read(ledger, &officer)?;
        let ranks = |mapping: &Mapping| Ranks::of_sheet(&self.framework, &mapping.sheet);
        let difference = differ(&ranks(&officer), &ranks(&moderator), self.tolerance());
        let mut provisions: Vec<Provisioned> = (officer.sheet.provisions.iter())
            .map(|provision| Provisioned {
                text: provision.text.clone(),
                officer: judgements(&officer.sheet.judged, provision.n),
                moderator: meeting(provision, &moderator),
                school: school
                    .as_ref()
                    .map(|school| meeting(provision, &school.mapping)),
            })
            .collect();
        provisions.sort_by_key(Provisioned::is_same);
        let facts = self.facts_of(&officer.sheet.pupil)?;
        Ok(Beside {
            name: facts.name(),
            born: facts.dob,
            reference,
            difference,
            provisions,
            school,
            last: None,
            officer,
            moderator,
        })
    }
}

/// What a reader took a provision of the officer's for: their provision that shares most of its words' place; nothing where
/// none meets it.
pub(super) fn meeting(provision: &Provision, reading: &Mapping) -> Vec<String> {
    let shared = |other: &Provision| {
        let (from, to) = (
            other.span.start.max(provision.span.start),
            other.span.end.min(provision.span.end),
        );
        to.saturating_sub(from)
    };
    let theirs = reading.sheet.provisions.iter();
    let meeting = theirs.max_by_key(|other| shared(other));
    let meeting = meeting.filter(|other| shared(other) > 0);
    meeting.map_or_else(Vec::new, |other| judgements(&reading.sheet.judged, other.n))
}

pub(super) fn judgements(judged: &Judged, n: u32) -> Vec<String> {
    let of = judged.judgements.iter().filter(|one| one.n == n);
    let mut words: Vec<String> = of
        .map(|one| match &one.verdict {
            Verdict::Evidence {
                area,
                level: Some(level),
            } => format!("{area} {level}"),
            Verdict::Evidence { area, level: None } => format!("{area} without a level"),
            Verdict::SetAside(why) => format!("set aside: {}", why.words()),
        })
        .collect();
    words.sort_unstable();
    words
}
