//! What is left to the reader once the tariff is shown: to name it, or to take another primary area.

use super::asking::{Asking, Line, Purpose};
use super::ending::Ending;
use super::work::{Said, Stage, Work};
use crate::domain::derivation::DerivationKind;
use crate::domain::derive::by_level;
use crate::domain::draft::Step;
use crate::domain::framework::Tariff;
use crate::domain::identity::{AreaId, TariffId};
use crate::domain::judgement::PrimaryArea;
use crate::domain::settle::profile;
use crate::ui::desk::Turn;
use crate::ui::parts::menu::Menu;

/// Whether the framework leaves the tariff to the reader.
pub(super) fn is_named(work: &Work) -> bool {
    matches!(work.framework.derivation.kind, DerivationKind::Reader)
}

/// Whether the tariff goes by a primary area.
pub(super) fn has_primary(work: &Work) -> bool {
    matches!(work.framework.derivation.kind, DerivationKind::Primary(_))
}

/// The tariffs that a reader may name for this pupil: those that are valid in their setting.
pub(super) fn tariffs(work: &Work) -> Vec<&Tariff> {
    let setting = work.case.row.setting;
    let valid = |tariff: &&Tariff| {
        tariff.settings.is_empty() || setting.is_none_or(|one| tariff.settings.contains(&one))
    };
    work.framework.tariffs.iter().filter(valid).collect()
}

/// Takes the tariff of a key, where the framework leaves it to the reader.
pub(super) fn choose(work: &mut Work, key: u8) -> Turn {
    if !is_named(work) {
        work.say("The rule gives the tariff. g goes back to the areas and provisions.");
        return Turn::stay();
    }
    let at = usize::from(key).checked_sub(1);
    let tariffs = tariffs(work);
    let tariff = at.and_then(|at| tariffs.get(at));
    let Some(tariff) = tariff.map(|tariff| tariff.id.clone()) else {
        work.said = Some(Said::Refusal(format!(
            "There is no tariff {key}; a pupil in this setting can have {}.",
            tariffs.len()
        )));
        return Turn::stay();
    };
    name(work, tariff)
}

/// Names the tariff.
pub(super) fn name(work: &mut Work, tariff: TariffId) -> Turn {
    let save = work.step(Step::Choose {
        tariff: Some(tariff),
        open_reason: None,
    });
    work.stage = Stage::Revealed;
    work.said = None;
    Turn::ask(save)
}

/// Opens the list of what is left to the reader: the tariffs, or the areas to take the primary one from.
pub(super) fn ask(work: &mut Work) {
    if has_primary(work) {
        ask_primary(work);
    } else if is_named(work) {
        ask_tariff(work);
    } else {
        work.say("The rule gives the tariff. g goes back to the areas and provisions.");
    }
}

fn ask_tariff(work: &mut Work) {
    let entry = |tariff: &Tariff| (format!("{}  {}", tariff.id, tariff.name), tariff.id.clone());
    let entries: Vec<_> = tariffs(work).into_iter().map(entry).collect();
    work.asking = Asking::Tariff(Menu::new("Which tariff?", entries));
}

fn ask_primary(work: &mut Work) {
    let mut entries = work.area_entries();
    entries.retain(|(_, area)| work.working.settled(area).is_some());
    work.asking = Asking::Primary(Menu::new("Which area is the primary one?", entries));
}

/// Takes an area for the primary one; another than the rule's needs a reason.
pub(super) fn primary_chosen(work: &mut Work, area: AreaId) -> Turn {
    let judged = work.working.judged();
    let row = &work.case.row;
    let provisions = work.working.provisions();
    let profile = profile(
        &work.framework,
        &provisions,
        &judged,
        row.setting,
        row.phase,
    );
    if by_level(&work.framework, &profile).as_ref() == Some(&area) {
        return primary(work, None);
    }
    let name = work.framework.area(&area);
    let name = name.map_or_else(|| area.to_string(), |area| area.name.clone());
    let title = format!("Why is {name} the primary area?");
    work.asking = Asking::Line(Line::new(title, Purpose::Primary(area)));
    Turn::stay()
}

/// Keeps which area is primary, or leaves it to the rule.
pub(super) fn primary(work: &mut Work, taken: Option<PrimaryArea>) -> Turn {
    let save = work.step(Step::Primary(taken));
    work.stage = Stage::Revealed;
    work.said = Ending::of(work).derived.err().map(Said::Refusal);
    Turn::ask(save)
}
