//! Forms taken in: each pupil that is filled in whole becomes a reading of the school's own.

use std::path::PathBuf;

use crate::domain::caseload::Entry;
use crate::domain::day::Moment;
use crate::domain::identity::{PlanId, Reader, RecordId, Role};
use crate::domain::judgement::Judged;
use crate::domain::mapping::Course;
use crate::domain::provision::Span;
use crate::domain::school::form::{Became, Fault, Mark, TakenForm, TakenPupil};
use crate::domain::settle::Refusal;
use crate::exchange::form::{Answer, Answered, Back};
use crate::store::End;

use super::super::mapping::Work;
use super::super::problem::{Problem, Result};
use super::super::watching::tell;
use super::super::{Watch, Workspace, files};

/// What stands for the reason of an open top, which the form does not ask for: it shows no tariffs.
const OPEN: &str = "the school's form shows no tariff and asks for no reason";

impl Workspace {
    /// Takes forms in that came back from schools, all or none of them; a dry run only says what would become of them.
    pub fn take_forms(
        &mut self,
        paths: &[PathBuf],
        dry_run: bool,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<Vec<TakenForm>> {
        let mut backs = Vec::with_capacity(paths.len());
        for (path, done) in paths.iter().zip(0..) {
            tell(watch, "Reading forms", done, paths.len() as u64)?;
            let file = path.display().to_string();
            let back = Back::open(&file, files::read(path)?)?;
            backs.push((file, back));
        }
        let of: u64 = backs.iter().map(|(_, back)| back.pupils.len() as u64).sum();
        let end = if dry_run { End::TakeBack } else { End::Keep };
        let taken = self.whole(|workspace| {
            let (mut taken, mut done) = (Vec::new(), 0);
            for (file, back) in &backs {
                let mut pupils = Vec::with_capacity(back.pupils.len());
                let (answers, strays) = workspace.answers(back);
                for answered in answers {
                    tell(watch, "Taking readings in", done, of)?;
                    done += 1;
                    let mut pupil = workspace.take_answer(&back.mark, &answered, now)?;
                    pupil.mapping = pupil.mapping.filter(|_| !dry_run);
                    pupils.push(pupil);
                }
                taken.push(TakenForm {
                    file: file.clone(),
                    school: back.mark.school.name.clone(),
                    pupils,
                    strays,
                });
            }
            Ok((taken, end))
        })?;
        self.forget();
        Ok(taken)
    }

    /// The answers of a form; of one that asks for another framework none is read.
    fn answers(&self, back: &Back) -> (Vec<Answered>, Vec<Fault>) {
        let (mut answers, strays) = back.answers(&self.framework);
        let (asked, own) = (&back.mark.framework, &self.framework.key);
        let why = if asked != own {
            format!(
                "the form is of {asked}, and this workspace maps under {own} now; send the school the form of that version"
            )
        } else if back.mark.hash != self.framework.hash {
            format!(
                "the form is of another framework that is called {asked} too; ask whoever sent it which one it is"
            )
        } else {
            return (answers, strays);
        };
        for one in &mut answers {
            one.answer = Answer::Faulty(vec![one.whole_fault(why.clone())]);
        }
        (answers, Vec::new())
    }

    fn take_answer(&mut self, mark: &Mark, answered: &Answered, now: Moment) -> Result<TakenPupil> {
        let pupil = |became, mapping, told, faults| TakenPupil {
            reference: answered.pupil.reference.clone(),
            became,
            mapping,
            told,
            faults,
        };
        let rejected = |faults| pupil(Became::Rejected, None, Vec::new(), faults);
        let judged = match &answered.answer {
            Answer::Whole(judged) => judged,
            Answer::NotYet(missing) => {
                return Ok(pupil(
                    Became::NotFilledIn,
                    None,
                    missing.clone(),
                    Vec::new(),
                ));
            }
            Answer::Faulty(faults) => return Ok(rejected(faults.clone())),
        };
        let whole = |what: String| rejected(vec![answered.whole_fault(what)]);
        let entry = match self.entry_of(&answered.pupil.reference, now) {
            Ok(entry) => entry,
            Err(problem @ (Problem::NobodyCalled(_) | Problem::OutOfScope(..))) => {
                return Ok(whole(problem.to_string()));
            }
            Err(problem) => return Err(problem),
        };
        let Some(told) = moved_on(&entry, &answered.pupil.plan) else {
            return Ok(whole(
                "the plan version that the form was made from is not in this workspace; take the form in where it was made, or fetch that workspace's bundle first".to_owned(),
            ));
        };
        let reader = Reader {
            name: mark.school.name.clone(),
            role: Role::School,
        };
        let answer = (answered.pupil.plan.clone(), &answered.pupil.spans[..]);
        match self.take_reading(&entry, answer, judged, reader, now) {
            Ok(Some(id)) => Ok(pupil(Became::Imported, Some(id), told, Vec::new())),
            Ok(None) => Ok(pupil(Became::Unchanged, None, told, Vec::new())),
            Err(Problem::Unsettled(refusals)) => {
                let place = |refusal: &Refusal| answered.place(refusal);
                Ok(rejected(refusals.iter().map(place).collect()))
            }
            Err(problem @ Problem::Bounds(_)) => Ok(whole(problem.to_string())),
            Err(problem) => Err(problem),
        }
    }

    fn entry_of(&self, reference: &str, now: Moment) -> Result<Entry> {
        let pupil = self.pupil(reference)?;
        self.entry_in_scope(&pupil, now)
    }

    /// Records a school's reading; nothing where its latest one says the same already.
    fn take_reading(
        &mut self,
        entry: &Entry,
        (plan, spans): (PlanId, &[Span]),
        judged: &Judged,
        reader: Reader,
        now: Moment,
    ) -> Result<Option<RecordId>> {
        if self.says_already(entry, (&plan, spans), judged, &reader)? {
            return Ok(None);
        }
        let (reading, provisions) = self.bounded_reading(Some(&plan), Some(spans))?;
        let work = Work {
            plan: Some(plan),
            reading,
            provisions,
            judged: Judged {
                open_reason: Some(OPEN.to_owned()),
                ..judged.clone()
            },
            reader,
            course: Course::at_once(now),
            taken_over: None,
        };
        let mapping = self.record_for(entry, work, None, None, now)?;
        Ok(Some(mapping.id))
    }

    /// Whether the school's latest reading of a pupil is this one.
    fn says_already(
        &self,
        entry: &Entry,
        (plan, spans): (&PlanId, &[Span]),
        judged: &Judged,
        reader: &Reader,
    ) -> Result<bool> {
        let mut latest = entry.mappings.iter().rev();
        let Some(latest) = latest.find(|one| one.reader.role == Role::School) else {
            return Ok(false);
        };
        if latest.reader != *reader || latest.plan.as_ref() != Some(plan) {
            return Ok(false);
        }
        let Some(mapping) = self.store.mapping(&latest.id)? else {
            return Ok(false);
        };
        let sheet = mapping.sheet;
        let bounds = sheet.provisions.iter().map(|one| one.span);
        let same = Judged {
            open_reason: judged.open_reason.clone(),
            ..sheet.judged
        };
        Ok(bounds.eq(spans.iter().copied()) && same == *judged)
    }
}

/// What there is to know of the plan version that a form was made from; nothing where it is none of the pupil's.
fn moved_on(entry: &Entry, plan: &PlanId) -> Option<Vec<String>> {
    if entry
        .plan
        .as_ref()
        .is_some_and(|current| current.id == *plan)
    {
        return Some(Vec::new());
    }
    let known = entry.versions.iter().any(|version| version.id == *plan);
    known.then(|| {
        vec![
            "a newer version of the plan has come in since the form was made; this reading is of the earlier one, and is compared with mappings of that one alone".to_owned(),
        ]
    })
}
