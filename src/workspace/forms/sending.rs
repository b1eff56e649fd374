//! Forms sent out: the pupils of each school, with the provisions of their plans as they are read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::domain::caseload::Entry;
use crate::domain::day::{Day, Moment};
use crate::domain::identity::PlanId;
use crate::domain::printable::printable;
use crate::domain::school::form::{Asked, Form, Item, Mark, Place, Sent, SentFile};
use crate::domain::worklist::out_of_scope;
use crate::exchange::form;

use super::super::problem::{Problem, Result};
use super::super::watching::tell;
use super::super::{Watch, Workspace, files};

/// Which forms are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The schools, by number or name; all of them where none is named.
    pub schools: &'a [String],
    /// The day by which they should be back.
    pub by: Day,
    /// Whether pupils' names go out with their references.
    pub names: bool,
}

/// A school and the pupils whose plans it is asked about.
struct Class {
    place: Place,
    pupils: Vec<(Asked, PlanId)>,
}

/// All that could go out.
#[derive(Default)]
struct Classes {
    /// By number, or by name where there is none.
    schools: BTreeMap<String, Class>,
    sent: Sent,
}

impl Classes {
    /// Takes a pupil in scope into their school's.
    fn take(&mut self, entry: &Entry, wanted: &Wanted<'_>) {
        let facts = &entry.facts;
        let name = facts.school.as_deref().map(str::trim).unwrap_or_default();
        let urn = facts.urn.clone().filter(|urn| !urn.trim().is_empty());
        if name.is_empty() && urn.is_none() {
            self.sent.no_school += 1;
            return;
        }
        let place = Place {
            name: match (name.is_empty(), &urn) {
                (true, Some(urn)) => format!("School {urn}"),
                (_, _) => printable(name).into_owned(),
            },
            urn,
        };
        let asked = wanted.schools.is_empty();
        if !asked && !wanted.schools.iter().any(|text| place.is_called(text)) {
            return;
        }
        let Some(plan) = &entry.plan else {
            self.sent.no_text.push(facts.reference.clone());
            return;
        };
        let key = place.urn.clone().unwrap_or_else(|| name.to_lowercase());
        let class = self.schools.entry(key).or_insert_with(|| Class {
            place,
            pupils: Vec::new(),
        });
        let asked = Asked {
            reference: facts.reference.clone(),
            name: wanted.names.then(|| facts.name()),
            plan: plan.id.clone(),
            version: None,
            provisions: Vec::new(),
        };
        class.pupils.push((asked, plan.id.clone()));
    }
}

impl Workspace {
    /// Writes the schools' forms into a folder, a workbook a school. All are made before the first is written: where this
    /// is stopped, none is.
    pub fn send_forms(
        &self,
        into: &Path,
        wanted: &Wanted<'_>,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<Sent> {
        let Classes { schools, mut sent } = self.classes(wanted, now)?;
        for text in wanted.schools {
            if !schools.values().any(|class| class.place.is_called(text)) {
                return Err(Problem::NoSchool(text.clone()));
            }
        }
        sent.framework = self.framework.key.to_string();
        sent.by = Some(wanted.by);
        let of: usize = schools.values().map(|class| class.pupils.len()).sum();
        let (mut made, mut names) = (Vec::new(), BTreeSet::new());
        let mut classes: Vec<Class> = schools.into_values().collect();
        classes.sort_by(|one, other| one.place.name.cmp(&other.place.name));
        let mut done = 0;
        for class in classes {
            let Class { place, pupils } = class;
            let mut asked = Vec::with_capacity(pupils.len());
            for (pupil, plan) in pupils {
                tell(watch, "Making forms", done, of as u64)?;
                done += 1;
                match self.asked(pupil, &plan)? {
                    Ok(pupil) => asked.push(pupil),
                    Err(pupil) => sent.no_text.push(pupil.reference),
                }
            }
            if asked.is_empty() {
                continue;
            }
            let words = [
                place.name.as_str(),
                place.urn.as_deref().unwrap_or_default(),
            ];
            let name = files::names::free(&words.join(" "), &mut names);
            let path = into.join(format!("{name}.xlsx"));
            let (file, bytes) = self.made(&path, place, asked, wanted.by)?;
            sent.pupils += file.pupils;
            sent.files.push(file);
            made.push((path, bytes));
        }
        tell(watch, "Making forms", done, of as u64)?;
        for (path, bytes) in made {
            files::write(&path, &bytes)?;
        }
        Ok(sent)
    }

    /// The pupils in scope, school by school.
    fn classes(&self, wanted: &Wanted<'_>, now: Moment) -> Result<Classes> {
        let framework = self.framework.clone();
        let basis = self.basis(&framework, now.day());
        let mut classes = Classes::default();
        self.store.each_entry(&framework.key, &mut |entry| {
            if out_of_scope(&basis, &entry).is_none() {
                classes.take(&entry, wanted);
            }
            Ok(())
        })?;
        Ok(classes)
    }

    /// Gives a pupil the provisions of their plan; the pupil back where there are none.
    fn asked(&self, pupil: Asked, plan: &PlanId) -> Result<std::result::Result<Asked, Asked>> {
        let Some(plan) = self.store.plan_by_id(plan)? else {
            return Ok(Err(pupil));
        };
        let provisions: Vec<Item> = (self.read(&plan.text).provisions.into_iter())
            .map(|one| Item {
                n: one.n,
                span: one.span,
                text: one.text,
            })
            .collect();
        if provisions.is_empty() {
            return Ok(Err(pupil));
        }
        Ok(Ok(Asked {
            version: plan.version,
            provisions,
            ..pupil
        }))
    }

    fn made(
        &self,
        path: &Path,
        school: Place,
        pupils: Vec<Asked>,
        by: Day,
    ) -> Result<(SentFile, Vec<u8>)> {
        let form = Form {
            mark: Mark {
                school,
                framework: self.framework.key.clone(),
                hash: self.framework.hash,
                origin: self.store.origin().clone(),
            },
            by,
            pupils,
        };
        let file = path.display().to_string();
        let bytes = form::write(&file, &form, &self.framework)?;
        let count = |pupil: &Asked| pupil.provisions.len();
        let sent = SentFile {
            file,
            pupils: form.pupils.len(),
            provisions: form.pupils.iter().map(count).sum(),
            school: form.mark.school.name,
            urn: form.mark.school.urn,
        };
        Ok((sent, bytes))
    }
}
