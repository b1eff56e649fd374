//! Provisions as a file bounds them: split, merged, moved, or made of words that were in none.

use std::collections::HashMap;

use crate::domain::provision::{AreaCode, Provision, Reading, Span, find_duplicates};

use super::Workspace;
use super::problem::{Problem, Result};

/// How many provisions a file may bound; the longest real plans have a few hundred.
const MOST: usize = 2_000;

impl Workspace {
    /// Reads a plan's provisions as spans bound them, in the order of the text.
    ///
    /// Every word of the provisions as read must stand in one of them: none is dropped unseen.
    pub(super) fn bounded(
        &self,
        text: &str,
        reading: &Reading,
        spans: &[Span],
    ) -> Result<Vec<Provision>> {
        not_too_many(spans)?;
        let characters: Vec<char> = text.chars().collect();
        in_order(spans, characters.len())?;
        for provision in &reading.provisions {
            nothing_dropped(provision, spans, &characters)?;
        }
        let as_read: HashMap<Span, &Provision> =
            (reading.provisions.iter().map(|one| (one.span, one))).collect();
        let anew = spans.iter().zip(1..);
        let anew = anew.filter(|(span, _)| !as_read.contains_key(*span));
        let cuts = anew.map(|(span, n)| {
            let (area, heading) = under(reading, *span);
            (*span, n, area, heading)
        });
        let mut pieces = self.section_f.pieces(text, cuts).into_iter();
        let bound = |(span, n): (&Span, u32)| {
            let same = as_read.get(span).map(|same| (*same).clone());
            let provision = same.or_else(|| pieces.next())?;
            Some(Provision { n, ..provision })
        };
        let mut bounded: Vec<Provision> = spans.iter().zip(1..).filter_map(bound).collect();
        find_duplicates(&mut bounded);
        Ok(bounded)
    }
}

fn not_too_many(spans: &[Span]) -> Result<()> {
    if spans.len() <= MOST {
        return Ok(());
    }
    Err(Problem::Bounds(format!(
        "there are {} of them, and no plan may have more than {MOST}",
        spans.len()
    )))
}

fn in_order(spans: &[Span], length: usize) -> Result<()> {
    let mut at = 0;
    for (span, n) in spans.iter().zip(1..) {
        let (start, end) = (span.start, span.end);
        if start < at || start >= end || end > length {
            return Err(Problem::Bounds(format!(
                "provision {n} goes from character {start} to {end}; write them in the order of the text, none \
                 empty, none over another, none beyond character {length}"
            )));
        }
        at = end;
    }
    Ok(())
}

fn nothing_dropped(provision: &Provision, spans: &[Span], characters: &[char]) -> Result<()> {
    // The spans stand in the order of the text, none over another.
    let held = |at: usize| {
        let near = spans.partition_point(|span| span.end <= at);
        spans.get(near).is_some_and(|span| span.start <= at)
    };
    let is_word = |at: &usize| characters.get(*at).is_some_and(|c| c.is_alphanumeric());
    let own = provision.span.start..provision.span.end;
    let Some(at) = own.filter(is_word).find(|at| !held(*at)) else {
        return Ok(());
    };
    let words: String = characters.iter().skip(at).take(40).collect();
    Err(Problem::Bounds(format!(
        "the words \"{}…\" at character {at} are in provision {} as read, and in none of those given; let one hold \
         them, and set it aside if it is no provision",
        words.trim_end(),
        provision.n
    )))
}

/// Where a stretch belongs: to the provision as read that it begins in, or the last one before it,
/// or the first.
fn under(reading: &Reading, span: Span) -> (AreaCode, Option<&str>) {
    // Provisions as read stand in the order of the text.
    let provisions = &reading.provisions;
    let begun = provisions.partition_point(|one| one.span.start <= span.start);
    let near = provisions.get(begun.saturating_sub(1));
    near.map_or((AreaCode::Gen, None), |near| {
        (near.area, near.heading.as_deref())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(count: usize, fits: bool) {
        let spans: Vec<Span> = (0..count)
            .map(|start| Span {
                start,
                end: start + 1,
            })
            .collect();
        let told = not_too_many(&spans).map_err(|problem| problem.to_string());
        let sentence = format!(
            "The provisions cannot be drawn so: there are {count} of them, and no plan may have more than 2000."
        );
        assert_eq!(told, if fits { Ok(()) } else { Err(sentence) });
    }

    #[test]
    fn more_provisions_than_any_plan_has_are_refused() {
        case(0, true);
        case(2_000, true);
        case(2_001, false);
    }
}
