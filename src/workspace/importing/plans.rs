//! Plans on their way in: their provisions counted, on two threads.

use crate::section_f::Reader;
use crate::store::{Incoming, IncomingPlan};

/// How many pupils' plans are read between two words on the progress.
const STRIDE: usize = 512;

/// A plan whose provisions are not counted yet.
pub(super) fn unread(text: String, source: String, version: Option<String>) -> IncomingPlan {
    IncomingPlan {
        text,
        source,
        version,
        provisions: 0,
    }
}

/// Counts the provisions of a plan.
pub(super) fn count(plan: &mut IncomingPlan, reader: &Reader) {
    let provisions = reader.read(&plan.text).provisions.len();
    plan.provisions = u32::try_from(provisions).unwrap_or(u32::MAX);
}

/// Counts the provisions of every plan, on two threads; `told` hears on the caller's how many are done.
pub(super) fn count_all(pupils: &mut [Incoming], reader: &Reader, told: &mut dyn FnMut(u64)) {
    let read = |part: &mut [Incoming]| {
        let plans = part.iter_mut().filter_map(|pupil| pupil.plan.as_mut());
        plans.for_each(|plan| count(plan, reader));
    };
    let mut done = 0;
    for stretch in pupils.chunks_mut(STRIDE) {
        done += stretch.len() as u64;
        let (one, other) = stretch.split_at_mut(stretch.len() / 2);
        std::thread::scope(|scope| {
            scope.spawn(|| read(one));
            read(other);
        });
        told(done);
    }
}
