//! Plans on their way in: their provisions counted and held against the version before, on two threads.

use crate::domain::amendment::{Changes, pair};
use crate::domain::digest::Digest;
use crate::domain::pupil::Facts;
use crate::section_f::Reader;
use crate::store::{Amends, Incoming, IncomingPlan};

use super::super::problem::Result;

/// A plan whose provisions are not counted yet.
pub(super) fn unread(text: String, source: String, version: Option<String>) -> IncomingPlan {
    IncomingPlan {
        text,
        source,
        version,
        provisions: 0,
        amends: None,
    }
}

/// Counts the provisions of a plan, and what it touches of the text before it, where there is one.
pub(super) fn count(plan: &mut IncomingPlan, before: Option<&str>, reader: &Reader) {
    let now = reader.read(&plan.text).provisions;
    plan.provisions = u32::try_from(now.len()).unwrap_or(u32::MAX);
    let earlier = before.filter(|before| *before != plan.text);
    plan.amends = earlier.map(|before| Amends {
        earlier: Digest::of(before.as_bytes()),
        changes: Changes::of(&pair(&reader.read(before).provisions, &now)),
    });
}

/// Counts the provisions of every plan, on two threads.
///
/// `before` gives the text that somebody's plan would follow.
pub(super) fn count_all(
    pupils: &mut [Incoming],
    reader: &Reader,
    before: &dyn Fn(&Facts) -> Result<Option<String>>,
) -> Result<()> {
    let mut plans = Vec::new();
    for pupil in pupils {
        if let Some(plan) = &mut pupil.plan {
            plans.push((plan, before(&pupil.facts)?));
        }
    }
    if plans.is_empty() {
        return Ok(());
    }
    let read = |part: &mut [(&mut IncomingPlan, Option<String>)]| {
        for (plan, before) in part {
            count(plan, before.as_deref(), reader);
            // A key that was pressed meanwhile goes first.
            std::thread::yield_now();
        }
    };
    let half = plans.len() / 2;
    let (one, other) = plans.split_at_mut(half);
    std::thread::scope(|scope| {
        scope.spawn(|| read(one));
        read(other);
    });
    Ok(())
}
