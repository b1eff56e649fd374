//! Whether each area and level has one descriptor, and one only, for every phase and setting.

use crate::domain::framework::{Area, Descriptor, Framework, holds_for};
use crate::domain::identity::LevelId;
use crate::domain::place::{Phase, Setting};

use super::finding::Report;
use super::places::Places;

/// Reports two descriptors that the same pupil would be read against.
pub(super) fn twofold(framework: &Framework, places: &Places, report: &mut Report<'_>) {
    let placed = || framework.descriptors.iter().zip(&places.descriptors);
    for (place, (one, _)) in placed().enumerate() {
        for (other, at) in placed().skip(place + 1) {
            let same_cell = one.area == other.area && one.level == other.level;
            if same_cell && let Some((phase, setting)) = shared(framework, one, other) {
                let what = format!(
                    "\"{}\" and \"{}\" both describe {} at level \"{}\" (phase {}, setting {}); narrow one by \"phases\" or \"settings\"",
                    one.id,
                    other.id,
                    one.area,
                    one.level,
                    phase.code(),
                    setting.code(),
                );
                report.error(*at, what);
            }
        }
    }
}

fn shared(framework: &Framework, one: &Descriptor, other: &Descriptor) -> Option<(Phase, Setting)> {
    cells(framework).find(|cell| has(one, *cell) && has(other, *cell))
}

/// Reports areas and levels that some pupils have no descriptor for, one line each.
pub(super) fn gaps(framework: &Framework, places: &Places, report: &mut Report<'_>) {
    let placed = framework.areas.iter().zip(&places.areas);
    for (area, at) in placed.filter(|(area, _)| framework.leaves().any(|leaf| leaf.id == area.id)) {
        for level in &area.levels {
            let missing: Vec<(Phase, Setting)> = missing(framework, area, level);
            if !missing.is_empty() {
                let whom = whom(framework, &missing);
                let what = format!(
                    "the area \"{}\" has no descriptor for level \"{level}\"{whom}",
                    area.id
                );
                report.warning(*at, what);
            }
        }
    }
}

fn missing(framework: &Framework, area: &Area, level: &LevelId) -> Vec<(Phase, Setting)> {
    let of_cell = |one: &&Descriptor| one.area == area.id && one.level == *level;
    let found: Vec<&Descriptor> = framework.descriptors.iter().filter(of_cell).collect();
    cells(framework)
        .filter(|cell| !found.iter().any(|one| has(one, *cell)))
        .collect()
}

fn cells(framework: &Framework) -> impl Iterator<Item = (Phase, Setting)> {
    let settings = &framework.scope.settings;
    let of_phase = |phase: &Phase| {
        let phase = *phase;
        settings.iter().map(move |setting| (phase, *setting))
    };
    framework.phases.iter().flat_map(of_phase)
}

fn has(descriptor: &Descriptor, (phase, setting): (Phase, Setting)) -> bool {
    holds_for(&descriptor.phases, Some(phase)) && holds_for(&descriptor.settings, Some(setting))
}

/// Names the phases, and the settings where they are not all, that lack a descriptor.
fn whom(framework: &Framework, missing: &[(Phase, Setting)]) -> String {
    let phases: Vec<&str> = (framework.phases.iter())
        .filter(|phase| missing.iter().any(|(other, _)| other == *phase))
        .map(|phase| phase.code())
        .collect();
    let settings: Vec<&str> = (framework.scope.settings.iter())
        .filter(|setting| missing.iter().any(|(_, other)| other == *setting))
        .map(|setting| setting.code())
        .collect();
    let mut words = String::new();
    if phases.len() < framework.phases.len() {
        words.push_str(" in phase ");
        words.push_str(&phases.join(", "));
    }
    if settings.len() < framework.scope.settings.len() {
        words.push_str(" in setting ");
        words.push_str(&settings.join(", "));
    }
    words
}
