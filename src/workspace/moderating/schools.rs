//! Schools' own readings beside the officers': which came in, how far apart they are, and one laid beside the other.

use std::collections::BTreeMap;

use crate::domain::day::Moment;
use crate::domain::flag::FlagRule;
use crate::domain::identity::{PupilId, Reader, RecordId, Role};
use crate::domain::mapping::Mapping;
use crate::domain::moderation::ranks::Ranks;
use crate::domain::moderation::readings::{Provisioned, SchoolBeside, SchoolRead};
use crate::domain::moderation::schools::{self, Pair, Standing};
use crate::domain::moderation::tolerance::differ;
use crate::store::Levelled;

use super::super::problem::{Problem, Result};
use super::queueing::{by, last_word};
use super::reviewing::{judgements, meeting};
use super::{Ledger, Officers, Workspace, ranks};

impl Ledger {
    /// The school's latest reading of a pupil's plans.
    fn schools_reading(&self, pupil: &PupilId) -> Option<&Levelled> {
        self.read.get(self.schools.get(pupil)?)
    }

    /// The school's latest reading, where it is of the plan version that a mapping was read from.
    fn school_beside(&self, mapping: &RecordId) -> Option<&Levelled> {
        let mapped = self.read.get(mapping)?;
        let school = self.schools_reading(&mapped.pupil)?;
        (school.plan == mapped.plan).then_some(school)
    }
}

/// Each pupil's latest reading by a school.
pub(super) fn latest(read: &[Levelled]) -> std::collections::HashMap<PupilId, RecordId> {
    let mut schools: Vec<&Levelled> = (read.iter())
        .filter(|one| one.reader.role == Role::School)
        .collect();
    schools.sort_by_key(|one| (one.recorded, &one.mapping));
    let latest = schools
        .iter()
        .map(|one| (one.pupil.clone(), one.mapping.clone()));
    latest.collect()
}

impl Workspace {
    /// Flags the mappings from which a school's reading differs that came in after them: when they were recorded, there was
    /// nothing to differ from.
    pub(super) fn flag_schools(&self, ledger: &mut Ledger) {
        let differs = |one: &&Levelled| {
            let school = ledger.school_beside(&one.mapping)?;
            let later = school.recorded > one.recorded && one.reader.role != Role::School;
            let rank = |one: &Levelled| ranks(&self.framework, one).tariff;
            let apart = rank(school)?.abs_diff(rank(one)?);
            let flagged = one.flags.contains(&FlagRule::SchoolDiffers);
            (later && apart > self.limits.school_apart && !flagged).then(|| one.mapping.clone())
        };
        let found: Vec<RecordId> = ledger
            .read
            .values()
            .filter_map(|one| differs(&one))
            .collect();
        for mapping in found {
            if let Some(one) = ledger.read.get_mut(&mapping) {
                one.flags.push(FlagRule::SchoolDiffers);
            }
        }
    }

    /// Says how schools read beside officers, school by school.
    pub fn schools_standings(&self, now: Moment) -> Result<Vec<Standing>> {
        let (ledger, officers) = (self.ledger()?, self.officers_mappings(now)?);
        let mut back: BTreeMap<String, usize> = BTreeMap::new();
        for reading in ledger
            .schools
            .values()
            .filter_map(|one| ledger.read.get(one))
        {
            *back.entry(reading.reader.name.clone()).or_default() += 1;
        }
        let pair = |one: &Officers| {
            let officer = ledger.read.get(&one.head.id)?;
            let school = ledger.school_beside(&one.head.id)?;
            Some(Pair {
                school: school.reader.name.clone(),
                reference: one.reference.clone(),
                officer: ranks(&self.framework, officer),
                own: ranks(&self.framework, school),
            })
        };
        let pairs: Vec<Pair> = officers.iter().filter_map(pair).collect();
        Ok(schools::standings(&back, &pairs, self.tolerance()))
    }

    /// Lays the school's own reading beside the officer's mapping.
    ///
    /// Whoever may yet read the plan blind is refused: it is shown to whoever read it blind, to whoever mapped it, and to
    /// everybody once the case is closed.
    pub fn school_beside(
        &self,
        reference: &str,
        reader: &Reader,
        now: Moment,
    ) -> Result<SchoolBeside> {
        let one = self.officers_mapping(reference, now)?;
        let ledger = self.ledger()?;
        let last = last_word(ledger.reviews_of(&one.head.id));
        let closed = last.is_some_and(|last| last.reviewed.decision.is_final());
        let own = one.head.reader.name == reader.name;
        if !own && !closed && by(&ledger, &one.head.id, reader).is_none() {
            return Err(Problem::NotRead(one.reference));
        }
        let officer = self.recorded_mapping(&one.head.id)?;
        let read = self.school_read(&ledger, &officer)?;
        let SchoolRead {
            mapping,
            difference,
        } = read.ok_or(Problem::SchoolNotRead(one.reference.clone()))?;
        let mut provisions: Vec<Provisioned> = (officer.sheet.provisions.iter())
            .map(|provision| Provisioned {
                text: provision.text.clone(),
                officer: judgements(&officer.sheet.judged, provision.n),
                moderator: Vec::new(),
                school: Some(meeting(provision, &mapping)),
            })
            .collect();
        provisions.sort_by_key(Provisioned::is_schools);
        Ok(SchoolBeside {
            reference: one.reference,
            officer,
            school: mapping,
            difference,
            provisions,
        })
    }

    /// The school's reading of the plan version that a mapping was read from, and how the two differ.
    pub(super) fn school_read(
        &self,
        ledger: &Ledger,
        officer: &Mapping,
    ) -> Result<Option<SchoolRead>> {
        let Some(school) = ledger.school_beside(&officer.id) else {
            return Ok(None);
        };
        let mapping = self.recorded_mapping(&school.mapping)?;
        let ranks = |mapping: &Mapping| Ranks::of_sheet(&self.framework, &mapping.sheet);
        let difference = differ(&ranks(officer), &ranks(&mapping), self.tolerance());
        Ok(Some(SchoolRead {
            mapping,
            difference,
        }))
    }
}
