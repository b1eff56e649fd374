//! An area's scale: its levels, their keys, and how areas and judgements are named in little room.

use crate::domain::draft::{Item, Past};
use crate::domain::framework::{Area, Framework};
use crate::domain::identity::{AreaId, LevelId};
use crate::domain::judgement::{Judgement, SetAside, Verdict};

/// The key of each of an area's levels, lowest first; beyond the ninth there is none.
///
/// Where the levels are themselves numbered by single digits the digit is the key, so that 4 is 4
/// in an area whose scale begins at 3.
pub(super) fn keys(area: &Area) -> Vec<(Option<u8>, &LevelId)> {
    let digit = |level: &LevelId| {
        let digit = level.as_str().parse::<u8>().ok()?;
        (1..=9).contains(&digit).then_some(digit)
    };
    let by_name = area.levels.iter().all(|level| digit(level).is_some());
    (area.levels.iter().zip(1u8..))
        .map(|(level, rank)| {
            let key = if by_name {
                digit(level)
            } else {
                (rank <= 9).then_some(rank)
            };
            (key, level)
        })
        .collect()
}

/// The level of a key.
pub(super) fn level_of_key(area: &Area, key: u8) -> Option<&LevelId> {
    (keys(area).into_iter())
        .find(|(own, _)| *own == Some(key))
        .map(|(_, level)| level)
}

/// The keys in words: `1-7`.
pub(super) fn keys_in_words(area: &Area) -> String {
    let keys: Vec<u8> = keys(area).into_iter().filter_map(|(key, _)| key).collect();
    match (keys.first(), keys.last()) {
        (Some(first), Some(last)) if first != last => format!("{first}-{last}"),
        (Some(only), _) => only.to_string(),
        (None, _) => String::new(),
    }
}

/// The short name of an area: its id in capitals.
pub(super) fn short(area: &AreaId) -> String {
    area.as_str().to_uppercase()
}

/// An area and a level in little room: `CI 4`.
pub(super) fn mark(area: &AreaId, level: Option<&LevelId>) -> String {
    let level = level.map_or("–", LevelId::as_str);
    format!("{} {level}", short(area))
}

/// A reason for setting aside in little room.
pub(super) fn aside(why: SetAside) -> &'static str {
    match why {
        SetAside::Core => "0 core",
        SetAside::Duplicate => "0 said before",
        SetAside::NotProvision => "0 no provision",
        SetAside::QueryHealth => "0 health?",
        SetAside::QueryCare => "0 care?",
    }
}

/// What a provision was judged to be, in little room; a dot where it is open.
pub(super) fn judged(item: &Item) -> String {
    if let Some(why) = item.set_aside {
        return aside(why).to_owned();
    }
    let marks: Vec<String> = (item.evidence.iter())
        .map(|(area, level)| mark(area, level.as_ref()))
        .collect();
    match marks.as_slice() {
        [] => "·".to_owned(),
        [one] => one.clone(),
        several => several.join("+"),
    }
}

/// What a provision of an earlier version was judged to be, in little room.
pub(super) fn was(past: &Past) -> String {
    let verdict = |judgement: &Judgement| match &judgement.verdict {
        Verdict::Evidence { area, level } => mark(area, level.as_ref()),
        Verdict::SetAside(why) => aside(*why).to_owned(),
    };
    let marks: Vec<String> = past.judgements.iter().map(verdict).collect();
    match marks.as_slice() {
        [] => "·".to_owned(),
        some => some.join("+"),
    }
}

/// The name of a level, its id before it where the two differ.
pub(super) fn level_name(framework: &Framework, level: &LevelId) -> String {
    match framework.level(level) {
        Some(known) if known.name != known.id.as_str() => format!("{} {}", known.id, known.name),
        Some(_) | None => level.to_string(),
    }
}
