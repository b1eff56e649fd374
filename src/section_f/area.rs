//! The area a provision falls in, from its heading and its words.

use crate::domain::provision::AreaCode;

use super::lexicon;
use super::token::Words;

/// What a heading weighs against the words below it.
const HEADING: u32 = 3;

/// The area a heading names.
pub(crate) fn of_heading(words: Words<'_>) -> Option<AreaCode> {
    lexicon::get()
        .headings
        .all(words)
        .next()
        .map(|found| *found.value)
}

/// The area of a provision.
pub(crate) fn of(words: Words<'_>, heading: Option<AreaCode>) -> AreaCode {
    let mut weights = [0_u32; AreaCode::ALL.len()];
    for found in lexicon::get().areas.all(words) {
        let (area, weight) = *found.value;
        for (place, weighed) in AreaCode::ALL.iter().zip(weights.iter_mut()) {
            if *place == area {
                *weighed += weight;
            }
        }
    }
    for (area, weighed) in AreaCode::ALL.iter().zip(weights.iter_mut()) {
        if Some(*area) == heading {
            *weighed += HEADING;
        }
    }
    let most = weights.iter().copied().max().unwrap_or(0);
    if most == 0 {
        return AreaCode::Gen;
    }
    let held = |area: AreaCode| {
        AreaCode::ALL
            .iter()
            .zip(weights)
            .any(|(place, weight)| *place == area && weight == most)
    };
    if let Some(heading) = heading.filter(|area| held(*area)) {
        return heading;
    }
    AreaCode::ALL
        .into_iter()
        .find(|area| held(*area))
        .unwrap_or(AreaCode::Gen)
}
