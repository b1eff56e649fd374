//! Moving: to what is open next, to a provision, to an area, to another level's descriptor.

use std::sync::Arc;

use super::asking::Asking;
use super::work::{Another, Pane, Said, Stage, Work};
use crate::domain::draft::Item;
use crate::domain::framework::{Area, Framework, Walk as Way};
use crate::domain::identity::{AreaId, LevelId};
use crate::ui::message::Case;
use crate::ui::parts::window;

/// What can be done about a plan whose text has not come in.
pub(super) const WITHOUT_TEXT: &str = "This plan's text has not come in, so there is nothing to read. x says that it cannot be mapped, p puts it aside, z takes the next pupil.";

impl Work {
    /// Opens a case at the first thing that is open.
    pub(super) fn open(case: Case, framework: Arc<Framework>) -> Self {
        let mut work = Self::new(case, framework);
        work.pass_what_was_passed();
        work.advance();
        work.warn(0);
        work
    }

    /// Says what is to know about the plan, by its place; nothing where there is no such thing.
    fn warn(&mut self, at: usize) {
        let warnings = &self.case.reading.warnings;
        let Some(words) = warnings.get(at) else {
            return;
        };
        let (count, next) = match warnings.len() {
            1 => (String::new(), ""),
            all => (format!("{} of {all}: ", at + 1), " w says the next."),
        };
        let draft = &self.case.draft;
        let discard = if draft.is_untouched() {
            ""
        } else {
            " d throws this draft away."
        };
        let parked = (draft.parked.as_ref())
            .map(|why| format!(" The pupil was put aside: {why}"))
            .unwrap_or_default();
        let said = format!("{count}{words}.{next}{discard}{parked}");
        self.warned = at;
        self.said = Some(Said::Warning(said));
    }

    /// Says the next thing to know about the plan, around the end.
    pub(super) fn warn_next(&mut self) {
        let all = self.case.reading.warnings.len();
        // The one said on opening is said again where it no longer stands there.
        let next = (self.warned + 1) % (all + 1);
        if next < all {
            self.warn(next);
            return;
        }
        self.warned = all;
        self.say(format!(
            "Summed up: {}.",
            self.summary().parts().join(" · ")
        ));
    }

    /// Takes areas before the last settled one for passed: a draft does not say so itself.
    fn pass_what_was_passed(&mut self) {
        let leaves: Vec<AreaId> = self
            .framework
            .leaves()
            .map(|area| area.id.clone())
            .collect();
        let last = (leaves.iter()).rposition(|area| self.working.settled(area).is_some());
        let before = leaves.into_iter().take(last.map_or(0, |last| last + 1));
        self.passed.extend(before);
    }

    /// Goes to a provision and presets its area.
    pub(super) fn go_to(&mut self, at: usize) {
        self.at = at.min(self.working.items.len().saturating_sub(1));
        self.another = Another::No;
        self.scrolled = (0, 0);
        self.vague = None;
        let Some(item) = self.item() else {
            self.suggested = Vec::new();
            return;
        };
        let judged = item.evidence.first().map(|(area, _)| area.clone());
        let preset = || self.framework.area_of_code(item.provision.area);
        let area = judged
            .clone()
            .or_else(|| preset().map(|area| area.id.clone()));
        let row = &self.case.row;
        let text = &item.provision.text;
        self.suggested = self.suggester.suggest(text, row.phase, row.setting);
        if let Some(judged) = judged {
            self.peek.remove(&judged);
        }
        // Where areas are settled the area stays; the provisions are looked at for it.
        if !matches!(self.stage, Stage::Areas) {
            self.area = area;
        }
    }

    /// The places of the provisions in the list: an area's evidence while it is settled, else all.
    pub(super) fn places(&self) -> Vec<usize> {
        let evidence_only = self.stage == Stage::Areas && self.framework.walk == Way::Provision;
        let Some(area) = self.area.as_ref().filter(|_| evidence_only) else {
            return (0..self.working.items.len()).collect();
        };
        let is_evidence = |item: &Item| item.evidence.iter().any(|(named, _)| named == area);
        (self.working.items.iter().enumerate())
            .filter(|(at, item)| is_evidence(item) || *at == self.at)
            .map(|(at, _)| at)
            .collect()
    }

    /// Goes so many provisions further down the list.
    pub(super) fn go_by(&mut self, by: isize) {
        let places = self.places();
        let here = places.iter().position(|at| *at == self.at).unwrap_or(0);
        if let Some(at) = places.get(window::moved(here, by, places.len())) {
            self.go_to(*at);
        }
    }

    /// Goes to an area to settle it.
    pub(super) fn go_to_area(&mut self, area: AreaId) {
        let source = self.working.settled(&area).map(|level| level.evidence);
        self.peek.remove(&area);
        self.source = source.unwrap_or_default();
        self.scrolled = (0, 0);
        let first = (self.working.items.iter())
            .position(|item| item.evidence.iter().any(|(named, _)| *named == area));
        self.area = Some(area);
        self.stage = Stage::Areas;
        self.pane = Pane::Levels;
        if let (Some(first), Way::Provision) = (first, self.framework.walk) {
            self.at = first;
        }
    }

    /// Goes to the next open provision after the one at hand, if there is one.
    pub(super) fn go_to_open_item(&mut self) -> bool {
        let open = |from: usize| {
            (self.working.items.iter().enumerate().skip(from))
                .find(|(_, item)| !item.is_settled())
                .map(|(at, _)| at)
        };
        let Some(next) = open(self.at).or_else(|| open(0)) else {
            return false;
        };
        self.stage = Stage::Provisions;
        self.pane = Pane::Text;
        self.go_to(next);
        true
    }

    /// Goes to the next area that waits after the one at hand, if there is one.
    pub(super) fn go_to_pending_area(&mut self) -> bool {
        let leaves: Vec<&Area> = self.framework.leaves().collect();
        let here = (leaves.iter())
            .position(|area| Some(&area.id) == self.area.as_ref())
            .filter(|_| matches!(self.stage, Stage::Areas))
            .unwrap_or(0);
        let around = leaves.iter().cycle().skip(here).take(leaves.len());
        let next = around
            .copied()
            .find(|area| self.is_pending(area))
            .map(|area| area.id.clone());
        let found = next.is_some();
        if let Some(next) = next {
            self.go_to_area(next);
        }
        found
    }

    /// The plan's text; empty where it has not come in.
    pub(super) fn text(&self) -> &str {
        self.case.plan.as_ref().map_or("", |plan| &plan.text)
    }

    /// Whether there is a text to read; without one a plan can only be said not to be mapped.
    pub(super) fn has_text(&self) -> bool {
        self.case.plan.is_some()
    }

    /// Goes on to whatever is open next.
    pub(super) fn advance(&mut self) {
        self.asking = Asking::Nothing;
        if self.working.cannot_map.is_some() {
            self.finish();
            return;
        }
        let by_area = self.framework.walk == Way::Area;
        let went = by_area && self.go_to_pending_area()
            || self.go_to_open_item()
            || self.go_to_pending_area();
        if went {
            return;
        }
        if !self.has_text() {
            self.stage = Stage::Provisions;
            self.say(WITHOUT_TEXT);
        } else if self.working.areas.is_empty() {
            self.without_area();
        } else {
            self.finish();
        }
    }

    fn finish(&mut self) {
        self.pane = Pane::Levels;
        self.stage = if self.case.draft.revealed.is_some() && self.working.cannot_map.is_none() {
            Stage::Revealed
        } else {
            Stage::Complete
        };
    }

    /// Stands before the areas although none has evidence: another source must carry one.
    fn without_area(&mut self) {
        let first = self.framework.leaves().next().map(|area| area.id.clone());
        if let Some(first) = self.area.clone().or(first) {
            self.go_to_area(first);
        }
        self.said = Some(Said::Hint(
            "No area has evidence. o names another source for this area, a chooses another area, x says that the plan cannot be mapped."
                .to_owned(),
        ));
    }

    /// The level whose descriptor is shown: the one looked at, the one given, while the area is
    /// settled what the rule makes of the evidence or else its highest, or the lowest of all.
    pub(super) fn shown_level(&self) -> Option<&LevelId> {
        let area = self.area()?;
        let given = || match self.stage {
            Stage::Areas | Stage::Revealed | Stage::Recording => self
                .working
                .settled(&area.id)
                .map(|level| level.level.clone())
                .or_else(|| self.rule(&area.id))
                .or_else(|| self.highest(area)),
            Stage::Provisions | Stage::Complete => self.item().and_then(|item| {
                let own = item.evidence.iter().find(|(named, _)| *named == area.id);
                own.and_then(|(_, level)| level.clone())
            }),
        };
        let shown = self.peek.get(&area.id).cloned().or_else(given);
        // The framework's own copy outlives what was derived just now.
        (area.levels.iter())
            .find(|level| Some(*level) == shown.as_ref())
            .or_else(|| area.levels.first())
    }

    /// The highest level that the reader gave to an area's evidence.
    fn highest(&self, area: &Area) -> Option<LevelId> {
        let rank = |level: &LevelId| area.levels.iter().position(|one| one == level);
        (self.working.evidence(&area.id))
            .filter_map(|(_, level)| level)
            .max_by_key(|level| rank(level))
            .cloned()
    }

    /// Shows the descriptor so many levels further up.
    pub(super) fn look(&mut self, by: isize) {
        let (Some(area), Some(shown)) = (self.area(), self.shown_level()) else {
            return;
        };
        let rank = area.levels.iter().position(|level| level == shown);
        let last = area.levels.len().saturating_sub(1);
        let rank = rank.unwrap_or(0).saturating_add_signed(by).min(last);
        let (area_id, level) = (area.id.clone(), area.levels.get(rank).cloned());
        if let Some(level) = level {
            self.peek.insert(area_id, level);
            self.scrolled.1 = 0;
        }
    }
}
