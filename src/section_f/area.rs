//! The area a provision falls in, from its heading and its words.

use crate::domain::provision::AreaCode;

use super::lexicon;
use super::token::Words;

/// What a heading weighs against the words below it.
const HEADING: u32 = 3;

/// The most that words weigh which are not clear each by itself: many of them are still only words.
const MOST: u32 = 6;

/// What the outcome that a provision serves weighs, where no heading names an area.
const HINT: u32 = 1;

/// The area a heading names.
pub(crate) fn of_heading(words: Words<'_>) -> Option<AreaCode> {
    lexicon::get()
        .headings
        .all(words)
        .next()
        .map(|found| *found.value)
}

/// The area of a provision.
pub(crate) fn of(words: Words<'_>, heading: Option<AreaCode>, hint: Option<AreaCode>) -> AreaCode {
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
        *weighed = if *weighed >= lexicon::CLEAR {
            *weighed
        } else {
            (*weighed).min(MOST)
        };
        if Some(*area) == heading {
            *weighed += HEADING;
        }
        if Some(*area) == hint {
            *weighed += HINT;
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

#[cfg(test)]
mod tests {
    use super::super::token::Sheet;
    use super::*;

    #[track_caller]
    fn case(text: &str, heading: Option<AreaCode>, expected: AreaCode) {
        let sheet = Sheet::new(text, 0, &lexicon::get().ids);
        assert_eq!(of(sheet.words(), heading, None), expected, "{text}");
    }

    #[test]
    fn the_heading_decides_unless_the_words_clearly_speak_for_another() {
        case("A TA will help", None, AreaCode::Gen);
        case("A TA will help", Some(AreaCode::Cl), AreaCode::Cl);
        case("Phonics practice", None, AreaCode::Cl);
        case(
            "Speech and language therapy",
            Some(AreaCode::Sp),
            AreaCode::Ci,
        );
        case("Hydrotherapy", None, AreaCode::Sp);
        case("Emotion coaching", None, AreaCode::Semh);
        case("Travel training", None, AreaCode::Pfa);
        case(
            "The class teacher will meet the mentor",
            Some(AreaCode::Semh),
            AreaCode::Semh,
        );
    }
}
