//! `[[lineage]]`: how the descriptors of the version before live on.

use crate::catalogue::fields::Fields;
use crate::catalogue::finding::Report;
use crate::catalogue::places::Places;
use crate::catalogue::values::Spot;
use crate::domain::framework::{Framework, Lineage, LineageKind};
use crate::domain::identity::DescriptorId;

use super::names::known;

/// Reads the lineage as far as this file alone can tell.
pub(super) fn read(
    top: &mut Fields<'_>,
    framework: &mut Framework,
    places: &mut Places,
    report: &mut Report<'_>,
) {
    for mut fields in top.tables("lineage", "a lineage", report) {
        places.lineage.push(fields.at);
        if framework.previous.is_none() {
            report.error(
                fields.at,
                "a lineage needs to know from which version; add \"previous\" to [framework]",
            );
        }
        let from: Vec<String> = fields.or_empty("from", report);
        let to: Vec<Spot<String>> = fields.or("to", Vec::new(), report);
        for name in &to {
            let ids = framework
                .descriptors
                .iter()
                .map(|descriptor| descriptor.id.as_str());
            known(name, "descriptor", ids, report);
        }
        let kind: Option<Spot<LineageKind>> = fields.need("kind", report);
        if let Some(kind) = &kind
            && let Some(what) = misshapen(kind.value, from.len(), to.len())
        {
            report.error(kind.at, what);
        }
        let carries = fields.or("carries", false, report);
        let reason: Option<Spot<String>> = fields.maybe("reason", report);
        if carries
            && reason
                .as_ref()
                .is_none_or(|reason| reason.value.trim().is_empty())
        {
            report.error(
                fields.at,
                "earlier judgements stand only for a reason; add \"reason\"",
            );
        }
        framework.lineage.push(Lineage {
            from: from.into_iter().map(DescriptorId::new).collect(),
            to: to
                .into_iter()
                .map(|name| DescriptorId::new(name.value))
                .collect(),
            kind: kind.map_or(LineageKind::Same, |kind| kind.value),
            carries,
            reason: reason.map(|reason| reason.value),
        });
        fields.rest(report);
    }
}

/// Says what a kind of lineage goes from and to, where this one does not.
fn misshapen(kind: LineageKind, from: usize, to: usize) -> Option<&'static str> {
    let (good, what) = match kind {
        LineageKind::Same | LineageKind::Reworded | LineageKind::Renamed => (
            (from, to) == (1, 1),
            "this kind goes from one descriptor to one",
        ),
        LineageKind::Split => (
            from == 1 && to > 1,
            "a split goes from one descriptor to several",
        ),
        LineageKind::Merged => (
            from > 1 && to == 1,
            "a merger goes from several descriptors to one",
        ),
        LineageKind::Dropped => (
            from > 0 && to == 0,
            "what is dropped goes nowhere; leave \"to\" out",
        ),
    };
    (!good).then_some(what)
}

/// Holds a lineage against the version before: it may name no stranger and forget nobody.
pub(in crate::catalogue) fn against(
    framework: &Framework,
    previous: &Framework,
    places: &Places,
    report: &mut Report<'_>,
) {
    let there = |id: &DescriptorId, framework: &Framework| {
        framework.descriptors.iter().any(|one| one.id == *id)
    };
    for (lineage, at) in framework.lineage.iter().zip(&places.lineage) {
        for id in lineage.from.iter().filter(|id| !there(id, previous)) {
            report.error(
                *at,
                format!(
                    "\"{id}\" is no descriptor of version {}",
                    previous.key.version
                ),
            );
        }
    }
    for descriptor in &previous.descriptors {
        let id = &descriptor.id;
        let named = framework
            .lineage
            .iter()
            .any(|lineage| lineage.from.contains(id));
        if !named && !there(id, framework) {
            let what = format!(
                "version {} had a descriptor \"{id}\", which this version forgets; add a [[lineage]] that says what became of it",
                previous.key.version
            );
            report.error(places.previous, what);
        }
    }
}
