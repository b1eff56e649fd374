//! Pupils to map again: a draft under a version that was adopted, begun on what of an earlier version's reading stands.

use crate::domain::caseload::{Entry, Plan};
use crate::domain::day::Moment;
use crate::domain::draft::{Carried, Draft, Earlier, Onward};
use crate::domain::framework::Framework;
use crate::domain::identity::{AreaId, FrameworkKey, LevelId, Role};
use crate::domain::lineage::Path;
use crate::domain::provision::Reading;
use crate::domain::worklist::{current, phase};

use super::Workspace;
use super::problem::Result;

impl Workspace {
    /// Begins a draft on the mapping of an earlier version of the framework, or on the reader's own unfinished draft
    /// under one: what that version's change left as it was stands, the rest is asked again. Nothing where there is
    /// neither.
    ///
    /// Only an officer's draft brings anything along, as with an amended plan.
    pub(super) fn remapped(
        &self,
        entry: &Entry,
        plan: &Plan,
        reading: &Reading,
        fresh: &Draft,
        now: Moment,
    ) -> Result<Option<Draft>> {
        if self.reader.role != Role::Officer || current(entry).is_some() {
            return Ok(None);
        }
        let id = &self.framework.key;
        let begun = self
            .store
            .draft_under_another(&entry.pupil, id, &self.reader)?
            // What was begun for a standardisation set is nothing to go on with.
            .filter(|draft| draft.purpose.is_none());
        let earlier = match &entry.earlier {
            Some(earlier) => {
                let read = self.recorded(entry, &earlier.mapping)?;
                read.map(|read| (earlier.version.clone(), read))
            }
            None => None,
        };
        let (version, earlier, own) = match (earlier, begun) {
            (Some((version, earlier)), _) => (version, earlier, false),
            (None, Some(begun)) if !begun.steps.is_empty() => {
                let version = begun.framework.version.clone();
                (version, self.begun(entry, &begun)?, true)
            }
            (None, _) => return Ok(None),
        };
        let Some(before) = self.version(&version) else {
            return Ok(None);
        };
        let Some(path) = Path::between(before, &self.framework, self.shelf.frameworks()) else {
            return Ok(None);
        };
        let framework = self.framework.clone();
        let (phase, setting) = (
            phase(&self.basis(&framework, now.day()), entry),
            entry.facts.setting,
        );
        let onward =
            |area: &AreaId, level: Option<&LevelId>| path.onward(area, level, phase, setting);
        let base = self.redrawn(&plan.text, reading, &earlier.drawn());
        let draft = Draft {
            base,
            ..fresh.clone()
        };
        Ok(Some(begin(draft, &earlier, own, &version, &onward)))
    }

    fn version(&self, version: &str) -> Option<&Framework> {
        self.shelf.get(&FrameworkKey {
            id: self.framework.key.id.clone(),
            version: version.to_owned(),
        })
    }
}

/// A draft begun on an earlier reading; where that was the reader's own draft, its judgements are steps that can be
/// taken back.
fn begin(draft: Draft, earlier: &Earlier, own: bool, version: &str, onward: &Onward<'_>) -> Draft {
    let mut carried = Carried::over(earlier, &draft.base);
    carried.under = Some(version.to_owned());
    if !own {
        return Draft {
            carried: Some(Box::new(carried.passed_on(onward))),
            ..draft
        };
    }
    carried.steps = Vec::new();
    let steps = carried.go_on(earlier, &draft.base);
    let steps = carried.pass_steps(steps, onward);
    Draft {
        carried: Some(Box::new(carried)),
        steps,
        ..draft
    }
}

/// What a reader is to know first: under which version the pupil was read before, and how much is asked again.
pub(super) fn told(carried: &Carried, version: &str) -> String {
    let items = carried.items.iter();
    let reopened = items.filter(|item| item.because.is_some()).count();
    let provisions = if reopened == 1 {
        "provision"
    } else {
        "provisions"
    };
    let changes = carried.changes();
    let amended = if changes.is_touched() {
        format!(", and the plan was amended since ({})", changes.words())
    } else {
        String::new()
    };
    format!(
        "this pupil was read under version {version} of the framework ({}){amended}; what its change left as it was \
         stands as it was judged, {reopened} {provisions} whose words changed and whatever rests on them are asked again",
        carried.told
    )
}
