//! Passing on: what of an earlier reading stands under a later version of the framework.

use std::collections::BTreeSet;

use super::super::identity::{AreaId, LevelId};
use super::carried::{Brought, Carried};
use super::{ItemId, Step};

/// Where evidence for an area, at a level or without one, stands in the later version; or why it has to be looked at.
pub type Onward<'a> =
    dyn Fn(&AreaId, Option<&LevelId>) -> Result<(AreaId, Option<LevelId>), String> + 'a;

impl Carried {
    /// Passes what is carried on to a later version of the framework: judgements and levels whose descriptors stand
    /// keep standing, under the names that the later version gives them. The others are open again, each with its
    /// history and with what changed of the words it was judged against.
    #[must_use]
    pub fn passed_on(mut self, onward: &Onward<'_>) -> Self {
        let steps = std::mem::take(&mut self.steps);
        self.steps = pass(steps, &mut self.items, onward);
        self
    }

    /// Passes a reader's own steps of an unfinished draft on in the same way.
    pub fn pass_steps(&mut self, steps: Vec<Step>, onward: &Onward<'_>) -> Vec<Step> {
        pass(steps, &mut self.items, onward)
    }
}

fn pass(steps: Vec<Step>, items: &mut [Brought], onward: &Onward<'_>) -> Vec<Step> {
    let mut touched: BTreeSet<AreaId> = BTreeSet::new();
    let mut passed = Vec::new();
    for step in steps {
        match step {
            Step::Weigh { item, evidence } => match weighed(&evidence, onward) {
                Ok(evidence) => passed.push(Step::Weigh { item, evidence }),
                Err(why) => {
                    touched.extend(evidence.into_iter().map(|(area, _)| area));
                    because(items, item, why);
                }
            },
            Step::Judge { item, area, level } => match onward(&area, level.as_ref()) {
                Ok((area, level)) => passed.push(Step::Judge { item, area, level }),
                Err(why) => {
                    touched.insert(area);
                    because(items, item, why);
                }
            },
            other @ (Step::SetAside { .. }
            | Step::Clear { .. }
            | Step::Note { .. }
            | Step::Recut { .. }
            | Step::Settle(_)
            | Step::Unsettle { .. }
            | Step::Choose { .. }
            | Step::Primary(_)
            | Step::CannotMap(_)
            | Step::Unsure(_)) => passed.push(other),
        }
    }
    passed
        .into_iter()
        .filter_map(|step| settled(step, &touched, onward))
        .collect()
}

/// All that a provision is evidence of, passed on; two areas that became one must agree.
fn weighed(
    evidence: &[(AreaId, Option<LevelId>)],
    onward: &Onward<'_>,
) -> Result<Vec<(AreaId, Option<LevelId>)>, String> {
    let mut passed: Vec<(AreaId, Option<LevelId>)> = Vec::new();
    for (area, level) in evidence {
        let (area, level) = onward(area, level.as_ref())?;
        match passed.iter().find(|(other, _)| *other == area) {
            Some((_, other)) if *other == level => {}
            Some(_) => return Err(format!("two of its areas are one now, {area}")),
            None => passed.push((area, level)),
        }
    }
    Ok(passed)
}

/// A step that settles an area, where none of its evidence was touched; any other step as it is.
fn settled(step: Step, touched: &BTreeSet<AreaId>, onward: &Onward<'_>) -> Option<Step> {
    let Step::Settle(mut level) = step else {
        return Some(step);
    };
    if touched.contains(&level.area) {
        return None;
    }
    let (area, onto) = onward(&level.area, Some(&level.level)).ok()?;
    level.area = area;
    level.level = onto?;
    Some(Step::Settle(level))
}

fn because(items: &mut [Brought], item: ItemId, why: String) {
    let place = usize::try_from(item.0)
        .ok()
        .and_then(|at| at.checked_sub(1));
    if let Some(brought) = place.and_then(|at| items.get_mut(at)) {
        brought.because = Some(why);
    }
}
