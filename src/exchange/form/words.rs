//! What the form calls things: its sheets and columns, areas and levels, reasons; and which of them a cell means.

use crate::domain::framework::{Area, Framework, Level};
use crate::domain::judgement::{AreaSource, SetAside};

pub(super) const READ_ME: &str = "Read me";
pub(super) const PROVISIONS: &str = "Provisions";
pub(super) const AREAS: &str = "Areas";
pub(super) const BOOKLET: &str = "Booklet";
/// The hidden sheet that the form is recognised by.
pub(super) const KEY: &str = "Continuum";
/// The hidden sheet of what can be chosen.
pub(super) const LISTS: &str = "Lists";

pub(super) const PUPIL: &str = "Pupil";
pub(super) const NAME: &str = "Name";
pub(super) const VERSION: &str = "Plan version";
pub(super) const NUMBER: &str = "No.";
pub(super) const PROVISION: &str = "Provision";
pub(super) const AREA: &str = "Area";
pub(super) const LEVEL: &str = "Level";
pub(super) const SET_ASIDE: &str = "Set aside because";
pub(super) const NOTE: &str = "Note";
pub(super) const REASON: &str = "Reason";
pub(super) const RESTS_ON: &str = "Rests on";

/// What an area is called: `ci: Communication and interaction`.
pub(super) fn area(area: &Area) -> String {
    format!("{}: {}", area.id, area.name)
}

/// What a level is called: `3: SEN Support`, or its id alone where that is its name.
pub(super) fn level(level: &Level) -> String {
    if level.name == level.id.as_str() {
        return level.id.to_string();
    }
    format!("{}: {}", level.id, level.name)
}

/// Whether a cell says one of these, however it is spelled in capitals.
fn says(cell: &str, any: &[&str]) -> bool {
    any.iter()
        .any(|one| one.to_lowercase() == cell.to_lowercase())
}

/// The area that a cell means: by its words, its id or its name.
pub(super) fn area_of<'a>(framework: &'a Framework, cell: &str) -> Option<&'a Area> {
    let mut areas = framework.leaves();
    areas.find(|one| says(cell, &[one.id.as_str(), &one.name, &area(one)]))
}

/// The level that a cell means.
pub(super) fn level_of<'a>(framework: &'a Framework, cell: &str) -> Option<&'a Level> {
    let by = |exact: bool| {
        let mut levels = framework.levels.iter();
        levels.find(|one| {
            let called = level(one);
            // A level's name may be another's id.
            let any = [one.id.as_str(), &called, &one.name];
            says(cell, any.get(..if exact { 2 } else { 3 }).unwrap_or(&any))
        })
    };
    by(true).or_else(|| by(false))
}

/// The reason that a cell means.
pub(super) fn set_aside_of(cell: &str) -> Option<SetAside> {
    let mut all = SetAside::ALL.into_iter();
    all.find(|one| says(cell, &[one.code(), one.words()]))
}

/// What an area can rest on where no provision speaks for it.
pub(super) fn sources() -> impl Iterator<Item = AreaSource> {
    let all = AreaSource::ALL.into_iter();
    all.filter(|one| *one != AreaSource::Provisions)
}

/// What a cell says that an area rests on.
pub(super) fn source_of(cell: &str) -> Option<AreaSource> {
    let mut all = AreaSource::ALL.into_iter();
    all.find(|one| says(cell, &[one.code(), one.words()]))
}
