//! Points that cannot do what their author meant.

use std::collections::BTreeMap;

use crate::domain::derivation::DerivationKind;
use crate::domain::framework::Framework;

use super::finding::Report;
use super::places::Places;

/// Reports points that fall where the level rises, exclusive groups of one, and points that no rule asks for.
pub(super) fn look(framework: &Framework, places: &Places, report: &mut Report<'_>) {
    let by_points = matches!(framework.derivation.kind, DerivationKind::Points(_));
    if by_points {
        falling(framework, places, report);
    }
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (descriptor, at) in framework.descriptors.iter().zip(&places.descriptors) {
        let scored = descriptor.points.is_some() || descriptor.exclusive.is_some();
        if scored && !by_points {
            let what = format!(
                "\"{}\" has points or a group, which only a derivation of the kind \"points\" counts",
                descriptor.id
            );
            report.warning(*at, what);
        }
        if let Some(group) = &descriptor.exclusive {
            groups.entry(group).or_default().push(*at);
        }
    }
    for (group, members) in groups {
        if let [only] = members.as_slice() {
            let what = format!(
                "the exclusive group \"{group}\" has this one member, so that it excludes nothing; is its name spelt as the others'?"
            );
            report.warning(*only, what);
        }
    }
}

/// Reports a level that brings fewer points than one below it; where descriptors have points of their own, they speak.
fn falling(framework: &Framework, places: &Places, report: &mut Report<'_>) {
    let mut most: Option<(&str, i32)> = None;
    for (level, at) in framework.levels.iter().zip(&places.levels) {
        if let Some((below, points)) = most
            && level.points < points
        {
            let what = format!(
                "level \"{}\" brings {} points, and level \"{below}\" below it {points}",
                level.id, level.points
            );
            report.warning(*at, what);
        }
        if most.is_none_or(|(_, points)| level.points > points) {
            most = Some((level.id.as_str(), level.points));
        }
    }
}
