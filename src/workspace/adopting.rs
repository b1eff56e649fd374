//! Adopting a framework's version: what it would do, and the one change in which it is done.

use std::sync::Arc;

use crate::domain::adoption::{Impact, Passed, Standing, pass};
use crate::domain::caseload::MappingResult;
use crate::domain::day::Moment;
use crate::domain::framework::Framework;
use crate::domain::identity::FrameworkKey;
use crate::domain::lineage::Path;
use crate::domain::mapping::{Course, Mapping, Sheet, TakenOver};
use crate::domain::worklist::{current, out_of_scope};
use crate::store::End;

use super::kept;
use super::opening::keep_file;
use super::problem::{Problem, Result};
use super::watching::tell_store;
use super::{Step, Watch, Workspace};

/// What adopting would do, and the mappings that would be recorded.
struct Plan {
    impact: Impact,
    sheets: Vec<Sheet>,
}

impl Workspace {
    /// Says what adopting a version would do to the mappings made under the version before; changes nothing.
    pub fn impact(&self, later: &Framework, now: Moment, watch: &mut Watch<'_>) -> Result<Impact> {
        Ok(self.passed(later, now, watch)?.impact)
    }

    /// Takes a framework version for this workspace; its file is kept with the work.
    ///
    /// Mappings under the version before whose judgements and levels stand under this one are recorded anew with the
    /// tariff that it gives, each naming the one it comes from; all in one change, or nothing. The others go back to the
    /// worklist. Gives what was done.
    pub fn adopt(
        &mut self,
        key: &FrameworkKey,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<Impact> {
        let later = self.shelved(key)?;
        let Plan { impact, sheets } = self.passed(&later, now, watch)?;
        let settings = [
            (kept::FRAMEWORK_ID, key.id.as_str()),
            (kept::FRAMEWORK_VERSION, key.version.as_str()),
        ];
        let of = sheets.len() as u64;
        self.whole(|workspace| {
            keep_file(&mut workspace.store, &workspace.shelf, &later, now)?;
            workspace.store.adopt(sheets, &settings, now, |done| {
                let what = "Carrying mappings over";
                watch(Step { what, done, of })
            })?;
            Ok(((), End::Keep))
        })?;
        self.section_f = self.section_f.clone().for_year(later.year);
        self.framework = Arc::new(later);
        self.revs.clear();
        self.forget();
        Ok(impact)
    }

    /// Puts a framework file on this workspace's shelf and takes its version, both or neither.
    pub fn adopt_file(
        &mut self,
        (file, bytes): (&str, &[u8]),
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<Impact> {
        self.whole(|workspace| {
            let key = workspace.bring_framework(file, bytes, now)?;
            Ok((workspace.adopt(&key, now, watch)?, End::Keep))
        })
    }

    /// Gives a framework version on this workspace's shelf.
    pub fn shelved(&self, key: &FrameworkKey) -> Result<Framework> {
        let found = self.shelf.get(key).cloned();
        found.ok_or_else(|| Problem::NoSuchFramework(key.to_string()))
    }

    /// Passes every mapping that counts under the adopted version on to another; none where that is another framework.
    fn passed(&self, later: &Framework, now: Moment, watch: &mut Watch<'_>) -> Result<Plan> {
        let mut plan = Plan {
            impact: Impact::default(),
            sheets: Vec::new(),
        };
        let earlier = self.framework.clone();
        let path = Path::between(&earlier, later, self.shelf.frameworks());
        let Some(path) = path.filter(|_| earlier.key != later.key) else {
            return Ok(plan);
        };
        let basis = self.basis(later, now.day());
        let there = self.store.mapped_under(&later.key)?;
        let (of, mut done) = (self.store.pupils()?, 0);
        self.store.each_entry(&earlier.key, &mut |entry| {
            done += 1;
            tell_store(watch, "Passing mappings on", done, of)?;
            let Some(head) = current(&entry) else {
                return Ok(());
            };
            if there.contains(&entry.pupil) {
                plan.impact.there_already += 1;
                return Ok(());
            }
            if out_of_scope(&basis, &entry).is_some() {
                plan.impact.out_of_scope += 1;
                return Ok(());
            }
            let Some(mapping) = self.store.mapping(&head.id)? else {
                return Ok(());
            };
            let passed = pass(&path, &earlier, later, &mapping.sheet);
            let before = match &head.result {
                MappingResult::Tariff(tariff, _) => Some(tariff),
                MappingResult::CannotMap(_) => None,
            };
            plan.impact.count(before, &passed);
            if let Passed::Stands(standing) = passed {
                plan.sheets
                    .push(self.carried(mapping, *standing, later, now));
            }
            Ok(())
        })?;
        Ok(plan)
    }

    /// The sheet of a mapping that stands under a later version: read by whoever read it, adopted by whoever sits here.
    fn carried(
        &self,
        mapping: Mapping,
        standing: Standing,
        later: &Framework,
        now: Moment,
    ) -> Sheet {
        let sheet = mapping.sheet;
        let provisions = sheet.provisions.iter();
        let areas = standing.judged.area_levels.iter();
        Sheet {
            framework: later.key.clone(),
            framework_hash: later.hash,
            course: Course::at_once(now),
            taken_over: Some(TakenOver {
                from: mapping.id,
                provisions: provisions.map(|one| (one.n, one.n)).collect(),
                areas: areas.map(|one| one.area.clone()).collect(),
            }),
            adopted_by: Some(self.reader.name.clone()),
            purpose: None,
            ruled: None,
            judged: standing.judged,
            outcome: standing.outcome,
            ..sheet
        }
    }
}

#[cfg(test)]
mod tests;
