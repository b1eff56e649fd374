//! Provisions as a file bounds them: split, merged, moved, or made of words that were in none.

use std::collections::HashMap;

use crate::domain::provision::{AreaCode, Provision, Reading, Span, find_duplicates};

use super::Workspace;
use super::problem::{Problem, Result};

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
    let before = |one: &&Provision| one.span.start <= span.start;
    let provisions = &reading.provisions;
    let near = (provisions.iter().rev().find(before)).or_else(|| provisions.first());
    near.map_or((AreaCode::Gen, None), |near| {
        (near.area, near.heading.as_deref())
    })
}
