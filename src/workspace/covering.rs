//! Sufficiency: every mapped plan costed by a cost book and held against a rate set; and what is decided of those that cost
//! more.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::catalogue;
use crate::domain::caseload::Entry;
use crate::domain::day::Moment;
use crate::domain::digest::Digest;
use crate::domain::exact::Money;
use crate::domain::framework::Route;
use crate::domain::identity::{Reader, RecordId};
use crate::domain::place::{Phase, Setting};
use crate::domain::printable::is_seen;
use crate::domain::rates::set::factored;
use crate::domain::rates::{Elements, RateSet};
use crate::domain::sufficiency::outcome::{Outcome, Recorded, Told};
use crate::domain::sufficiency::{
    About, Cannot, Case, CostBook, Covered, Gives, Named, Report, cost, cover, items,
};
use crate::domain::worklist::{current, out_of_scope, phase};

use super::problem::{Problem, Result};
use super::watching::{Watch, tell_store};
use super::{Workspace, files};

/// How many plans go by between two words on the progress.
const STRIDE: u64 = 2_000;

/// The cost book of a workspace, in its folder.
const COST_BOOK: &str = "rates/cost-book.toml";

/// By which files plans are held against what they are given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Against {
    /// The rate set.
    pub rates: PathBuf,
    /// The cost book; the workspace's where none is named.
    pub book: Option<PathBuf>,
    /// What schools meet themselves; the rate set's, the workspace's or the usual figures where none is named.
    pub elements: Option<PathBuf>,
}

/// What somebody decided of a plan that costs more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The outcome.
    pub outcome: Outcome,
    /// Who decided.
    pub reader: Reader,
    /// Why.
    pub reason: String,
}

/// The files, read.
struct Measure {
    set: RateSet,
    set_hash: Digest,
    elements: Elements,
    book: CostBook,
    /// How many are in scope and mapped in each school and setting, where a factor asks for it.
    sizes: HashMap<Size, (u32, u32)>,
}

/// A school and a setting in it.
type Size = (Option<String>, Option<Setting>);

/// A pupil to be costed.
struct Pupil {
    case: Case,
    gives: Gives,
}

impl Workspace {
    /// Costs every mapped plan in scope and holds it against what its tariff and the school's own share give.
    pub fn sufficiency(
        &self,
        against: &Against,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<Report> {
        let mut measure = self.measure(against)?;
        let (pupils, not_yet, cannot_map) = self.mapped(&mut measure, now, watch)?;
        let mut covered = self.costed(pupils, &measure.book, watch)?;
        let listed = covered
            .iter_mut()
            .filter(|one| one.verdict.shortfall().is_some());
        self.give_words(listed, watch)?;
        let outcomes = self.store.latest_outcomes(&self.framework.key)?;
        let about = self.about(&measure, now, (not_yet, cannot_map));
        Ok(Report::of(about, covered, outcomes, &self.framework))
    }

    /// Records what somebody decided of a plan that costs more than it is given.
    pub fn decide_outcome(
        &mut self,
        reference: &str,
        decision: Decision,
        against: &Against,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<(Recorded, Covered)> {
        let pupil = self.pupil(reference)?;
        let measure = self.measured(against, now, watch)?;
        let entry = self.store.entry(&pupil, &self.framework.key)?;
        let entry = entry.ok_or_else(|| Problem::NobodyCalled(reference.to_owned()))?;
        let covered = self.covered(&entry, &measure, now)?;
        let Some(shortfall) = covered.verdict.shortfall() else {
            return Err(Problem::NotShort(
                entry.facts.reference,
                covered.verdict.words(),
            ));
        };
        if let Outcome::ToppedUp(top_up) = decision.outcome
            && top_up < shortfall
        {
            return Err(Problem::TopUpShort { top_up, shortfall });
        }
        for (what, said) in [
            ("reason", &decision.reason),
            ("name", &decision.reader.name),
        ] {
            if !is_seen(said) {
                return Err(Problem::OutcomeNeeds(what));
            }
        }
        let told = Told {
            pupil,
            mapping: covered.case.mapping.clone(),
            plan: covered.case.plan.clone(),
            framework: self.framework.key.clone(),
            rates: (measure.set.id.clone(), measure.set_hash),
            book: (measure.book.id.clone(), measure.book.hash),
            shortfall,
            outcome: decision.outcome,
            reader: decision.reader,
            reason: decision.reason,
        };
        Ok((self.store.record_outcome(told, now)?, covered))
    }

    /// Reads the files.
    fn measure(&self, against: &Against) -> Result<Measure> {
        let bytes = files::read(&against.rates)?;
        let set = catalogue::load_rates(&shown(&against.rates), &bytes, &self.framework);
        let set = set.map_err(Problem::Framework)?;
        let book = self.folder.join(COST_BOOK);
        let book = against.book.as_ref().unwrap_or(&book);
        if !book.is_file() {
            return Err(Problem::NoCostBook(book.clone()));
        }
        let read = files::read(book)?;
        let book = catalogue::load_cost_book(&shown(book), &read).map_err(Problem::Framework)?;
        let elements = self.share(against, &set)?;
        Ok(Measure {
            set,
            set_hash: Digest::of_text(&bytes),
            elements,
            book,
            sizes: HashMap::new(),
        })
    }

    /// What schools meet themselves: by the file that was named, else as for every report of rates.
    fn share(&self, against: &Against, set: &RateSet) -> Result<Elements> {
        let Some(path) = &against.elements else {
            return self.elements(Some(set));
        };
        let bytes = files::read(path)?;
        catalogue::load_elements(&shown(path), &bytes).map_err(Problem::Framework)
    }

    /// Reads the files, and counts the schools where the rate set asks for their size.
    fn measured(&self, against: &Against, now: Moment, watch: &mut Watch<'_>) -> Result<Measure> {
        let mut measure = self.measure(against)?;
        if !measure.set.factors.is_empty() {
            self.mapped(&mut measure, now, watch)?;
        }
        Ok(measure)
    }

    /// Gathers everybody in scope whose mapping came to a tariff; and counts those not mapped yet, and those whose plan
    /// cannot be mapped.
    fn mapped(
        &self,
        measure: &mut Measure,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<(Vec<Pupil>, u64, u64)> {
        let basis = self.basis(&self.framework, now.day());
        let (of, mut done) = (self.store.pupils()?, 0_u64);
        let (mut cases, mut not_yet, mut cannot_map) = (Vec::new(), 0, 0);
        self.store.each_entry(&self.framework.key, &mut |entry| {
            if done.is_multiple_of(STRIDE) {
                tell_store(watch, "Reading the caseload", done, of)?;
            }
            done += 1;
            if out_of_scope(&basis, &entry).is_some() {
                return Ok(());
            }
            let size = measure.sizes.entry(size(&entry)).or_default();
            size.0 += 1;
            match Case::of(&entry) {
                Some(case) => {
                    size.1 += 1;
                    let stage = phase(&basis, &entry);
                    cases.push((case, stage, self::size(&entry)));
                }
                None if current(&entry).is_some() => cannot_map += 1,
                None => not_yet += 1,
            }
            Ok(())
        })?;
        let pupils = cases.into_iter().map(|(case, stage, size)| Pupil {
            gives: measure.gives(&case, stage, &size),
            case,
        });
        Ok((pupils.collect(), not_yet, cannot_map))
    }

    /// Costs the plans of pupils, in the order of the mappings that count.
    fn costed(
        &self,
        pupils: Vec<Pupil>,
        book: &CostBook,
        watch: &mut Watch<'_>,
    ) -> Result<Vec<Covered>> {
        let of = pupils.len() as u64;
        let mut waiting: HashMap<RecordId, Pupil> = HashMap::with_capacity(pupils.len());
        waiting.extend(
            pupils
                .into_iter()
                .map(|one| (one.case.mapping.clone(), one)),
        );
        let mut mappings: Vec<RecordId> = waiting.keys().cloned().collect();
        mappings.sort_unstable();
        let mut covered = Vec::with_capacity(mappings.len());
        self.store.each_costed(&mappings, &mut |mapping, items| {
            let done = covered.len() as u64;
            if done.is_multiple_of(STRIDE) {
                tell_store(watch, "Costing plans", done, of)?;
            }
            if let Some(Pupil { case, gives }) = waiting.remove(mapping) {
                let mut one = cover(case, cost(&items, book), gives);
                if one.verdict.shortfall().is_none() {
                    // Only the plans that are listed are shown provision by provision.
                    one.cost.lines = Vec::new();
                }
                covered.push(one);
            }
            Ok(())
        })?;
        Ok(covered)
    }

    /// Gives the provisions of listed plans their words.
    fn give_words<'a>(
        &self,
        listed: impl Iterator<Item = &'a mut Covered>,
        watch: &mut Watch<'_>,
    ) -> Result<()> {
        for (one, done) in listed.zip(0_u64..) {
            if done.is_multiple_of(STRIDE) {
                super::watching::tell(watch, "Reading what is listed", done, 0)?;
            }
            let Some(mapping) = self.store.mapping(&one.case.mapping)? else {
                continue;
            };
            let words = mapping
                .sheet
                .provisions
                .into_iter()
                .map(|one| (one.n, one.text));
            let mut words: HashMap<u32, String> = words.collect();
            for line in &mut one.cost.lines {
                line.text = words.remove(&line.n).unwrap_or_default();
            }
        }
        Ok(())
    }

    /// One pupil's plan beside what it is given.
    fn covered(&self, entry: &Entry, measure: &Measure, now: Moment) -> Result<Covered> {
        let basis = self.basis(&self.framework, now.day());
        let reference = &entry.facts.reference;
        if let Some(why) = out_of_scope(&basis, entry) {
            return Err(Problem::OutOfScope(
                reference.clone(),
                why.words().to_owned(),
            ));
        }
        let case = Case::of(entry).ok_or_else(|| Problem::NotMapped(reference.clone()))?;
        let stage = phase(&basis, entry);
        let gives = measure.gives(&case, stage, &size(entry));
        let mapping = self.store.mapping(&case.mapping)?;
        let items = mapping.map(|one| items(&one.sheet)).unwrap_or_default();
        let mut covered = [cover(case, cost(&items, &measure.book), gives)];
        self.give_words(covered.iter_mut(), &mut super::unwatched)?;
        let [covered] = covered;
        Ok(covered)
    }

    fn about(&self, measure: &Measure, now: Moment, (not_yet, cannot_map): (u64, u64)) -> About {
        let (set, book) = (&measure.set, &measure.book);
        About {
            framework: self.framework.key.clone(),
            title: self.framework.title.clone(),
            notice: self.framework.notice.clone(),
            as_of: now.day(),
            origin: self.store.origin().clone(),
            rates: Named {
                id: set.id.clone(),
                title: set.title.clone(),
                source: set.source.clone(),
                hash: measure.set_hash,
            },
            book: Named {
                id: book.id.clone(),
                title: book.title.clone(),
                source: book.source.clone(),
                hash: book.hash,
            },
            share_source: measure.elements.source.clone(),
            not_yet,
            cannot_map,
        }
    }
}

impl Measure {
    /// What pays for a pupil's plan.
    fn gives(&self, case: &Case, stage: Option<Phase>, size: &Size) -> Gives {
        let rate = match case.route {
            Route::Core => Ok(Money::default()),
            Route::Community => Err(Cannot::Community),
            Route::Bespoke => Err(Cannot::Bespoke),
            Route::Tariff => {
                let rate = self.set.rate(&case.tariff, case.setting, stage);
                // Without a school nothing is known of its size; a factor for any size holds all the same.
                let sizes = self.sizes.get(size).filter(|_| size.0.is_some());
                let (in_scope, mapped) = sizes.copied().unwrap_or_default();
                let percent = self.set.percent(case.setting, in_scope, mapped);
                let rate = rate.and_then(|rate| factored(rate, percent));
                rate.map(|rate| rate.money).ok_or(Cannot::NoRate)
            }
        };
        let share = self.elements.of(case.setting).map(|one| one.pounds);
        Gives {
            rate,
            share: share.ok_or(Cannot::NoShare),
        }
    }
}

/// The school and setting that a pupil is in.
fn size(entry: &Entry) -> Size {
    let school = entry
        .facts
        .urn
        .clone()
        .or_else(|| entry.facts.school.clone());
    (school, entry.facts.setting)
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
