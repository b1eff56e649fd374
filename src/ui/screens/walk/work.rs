//! The work: a case, the draft laid out, and where the reader is in it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::asking::Asking;
use super::marks::{Mark, marks};
use super::scale;
use crate::domain::day::Moment;
use crate::domain::draft::{Item, ItemId, Step, Working};
use crate::domain::exact::Quantity;
use crate::domain::framework::{Area, Framework, Walk as Way};
use crate::domain::identity::{AreaId, LevelId, Role};
use crate::domain::judgement::AreaSource;
use crate::domain::settle::rule_level;
use crate::search::suggest::{Suggester, Suggestion};
use crate::ui::desk::Desk;
use crate::ui::message::{Case, Request};

/// Which part of the walk it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Provision by provision.
    Provisions,
    /// Area by area.
    Areas,
    /// All is settled; the tariff has not been shown, or the plan cannot be mapped.
    Complete,
    /// The tariff is shown, or why there is none yet.
    Revealed,
    /// The worker was asked to record it.
    Recording,
}

/// Whether what is on the screen is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Saving {
    /// Nothing has been done yet.
    Untouched,
    /// The worker was asked.
    Asked,
    /// The worker said so, at this moment.
    Saved(Moment),
    /// The worker could not, and why.
    Failed(String),
    /// It could not, the reader wants to leave, and it was asked once more.
    LeavingUnsaved(String),
}

/// A sentence under the panes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// What to do, or what was done.
    Hint(String),
    /// What was refused, and why.
    Refusal(String),
}

/// Which pane hears the scrolling, and which is shown where there is room for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pane {
    /// The provisions and the text.
    Text,
    /// The levels, or the result.
    Levels,
}

/// How the same words were judged by others, asked for after the reader's own key.
pub(super) type Before = BTreeMap<ItemId, Vec<(AreaId, Option<LevelId>, u32)>>;

/// A case on which the reader is at work.
#[derive(Clone, Debug)]
pub(super) struct Work {
    pub(super) case: Case,
    pub(super) framework: Arc<Framework>,
    pub(super) working: Working,
    pub(super) stage: Stage,
    /// The provision at hand: its place in the working.
    pub(super) at: usize,
    /// The area at hand.
    pub(super) area: Option<AreaId>,
    /// Areas that the reader went past without evidence, where the walk goes by areas.
    pub(super) passed: BTreeSet<AreaId>,
    /// The source named for the area at hand.
    pub(super) source: AreaSource,
    /// Which level's descriptor is shown, by area.
    pub(super) peek: BTreeMap<AreaId, LevelId>,
    /// Whether the next level is for another area of the same provision.
    pub(super) another: Another,
    pub(super) asking: Asking,
    pub(super) before: Before,
    /// The provision just judged.
    pub(super) judged_last: Option<ItemId>,
    pub(super) saving: Saving,
    pub(super) said: Option<Said>,
    pub(super) pane: Pane,
    /// How far the reading pane and the descriptor pane are scrolled from where they would be.
    pub(super) scrolled: (isize, isize),
    pub(super) marks: Vec<Mark>,
    pub(super) suggester: Arc<Suggester>,
    pub(super) suggested: Vec<Suggestion>,
}

/// Whether a provision is to be evidence for another area too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Another {
    /// No.
    No,
    /// Once this area has its level, another is asked for.
    Then,
    /// The next level is for the other area.
    Now,
}

impl Work {
    /// Lays a case out, at the first thing that is open.
    pub(super) fn new(case: Case, framework: Arc<Framework>) -> Self {
        let suggester = Suggester::new(&framework).with_judged(case.judged.clone());
        let text = case.plan.as_ref().map_or("", |plan| plan.text.as_str());
        let marks = marks(text);
        let working = case.draft.working();
        let said = (case.draft.parked.as_ref())
            .map(|why| Said::Hint(format!("This pupil was put aside: {why}")));
        let mut work = Self {
            framework,
            working,
            stage: Stage::Provisions,
            at: 0,
            area: None,
            passed: BTreeSet::new(),
            source: AreaSource::Provisions,
            peek: BTreeMap::new(),
            another: Another::No,
            asking: Asking::Nothing,
            before: BTreeMap::new(),
            judged_last: None,
            saving: Saving::Untouched,
            said,
            pane: Pane::Text,
            scrolled: (0, 0),
            marks,
            suggester: Arc::new(suggester),
            suggested: Vec::new(),
            case,
        };
        work.pass_what_was_passed();
        work.advance();
        work
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

    /// The provision at hand.
    pub(super) fn item(&self) -> Option<&Item> {
        self.working.items.get(self.at)
    }

    /// The area at hand.
    pub(super) fn area(&self) -> Option<&Area> {
        self.framework.area(self.area.as_ref()?)
    }

    /// Whether nothing of others may be shown.
    pub(super) fn is_blind(&self) -> bool {
        self.case.draft.reader.role == Role::Moderator
    }

    /// The suggestions that are on the screen now.
    pub(super) fn suggestions(&self, desk: &Desk) -> &[Suggestion] {
        let open = self.item().is_some_and(|item| !item.is_settled());
        let shown = desk.suggestions && !self.is_blind() && open;
        if shown && matches!(self.stage, Stage::Provisions) {
            &self.suggested
        } else {
            &[]
        }
    }

    /// What the framework's rule makes of an area's evidence.
    pub(super) fn rule(&self, area: &AreaId) -> Option<LevelId> {
        rule_level(&self.framework, &self.working.judged().judgements, area)
    }

    /// The hours of an area's evidence in a year, those said twice counted once.
    pub(super) fn hours(&self, area: &AreaId) -> Quantity {
        let numbers: BTreeSet<u32> = (self.working.evidence(area))
            .map(|(item, _)| item.provision.n)
            .collect();
        (self.working.evidence(area))
            .filter(|(item, _)| {
                let first = item.provision.duplicate_of;
                first.is_none_or(|first| !numbers.contains(&first))
            })
            .filter_map(|(item, _)| item.provision.dose.annual_hours)
            .sum()
    }

    /// Whether an area still has to be settled, or passed by.
    pub(super) fn is_pending(&self, area: &Area) -> bool {
        let in_play = self.working.evidence(&area.id).next().is_some();
        let by_area = self.framework.walk == Way::Area && !self.passed.contains(&area.id);
        self.working.settled(&area.id).is_none() && (in_play || by_area)
    }

    /// Whether everything is settled, so that the tariff may be shown or the reason recorded.
    pub(super) fn is_complete(&self) -> bool {
        let settled = self.working.open_items().next().is_none()
            && !self.framework.leaves().any(|area| self.is_pending(area))
            && !self.working.areas.is_empty();
        settled || self.working.cannot_map.is_some()
    }

    /// Takes a step and asks to keep the draft.
    pub(super) fn step(&mut self, step: Step) -> Request {
        self.case.draft.parked = None;
        self.case.draft.take(step);
        self.lay_out()
    }

    /// Lays the draft out anew and asks to keep it.
    pub(super) fn lay_out(&mut self) -> Request {
        self.working = self.case.draft.working();
        self.saving = Saving::Asked;
        Request::Save(Box::new(self.case.draft.clone()))
    }

    /// Goes to a provision and presets its area.
    pub(super) fn go_to(&mut self, at: usize) {
        self.at = at.min(self.working.items.len().saturating_sub(1));
        self.another = Another::No;
        self.scrolled = (0, 0);
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

    /// Goes to an area to settle it.
    pub(super) fn go_to_area(&mut self, area: AreaId) {
        let source = self.working.settled(&area).map(|level| level.evidence);
        if source.is_some() {
            self.peek.remove(&area);
        }
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

    /// Goes on to whatever is open next.
    pub(super) fn advance(&mut self) {
        self.asking = Asking::Nothing;
        if self.working.cannot_map.is_some() {
            self.finish();
            return;
        }
        let went = match self.framework.walk {
            Way::Provision => self.go_to_open_item() || self.go_to_pending_area(),
            Way::Area => self.go_to_pending_area() || self.go_to_open_item(),
        };
        if went {
            return;
        }
        if self.working.areas.is_empty() {
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

    /// The level whose descriptor is shown: the one judged, the one last looked at, or the lowest.
    pub(super) fn shown_level(&self) -> Option<&LevelId> {
        let area = self.area()?;
        let looked = self.peek.get(&area.id);
        let judged = || {
            let settled = self.working.settled(&area.id).map(|level| &level.level);
            let here = self.item().and_then(|item| {
                let own = item.evidence.iter().find(|(named, _)| *named == area.id);
                own.and_then(|(_, level)| level.as_ref())
            });
            match self.stage {
                Stage::Areas => settled,
                Stage::Provisions | Stage::Complete => here,
                Stage::Revealed | Stage::Recording => settled,
            }
        };
        looked.or_else(judged).or_else(|| area.levels.first())
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

    /// Says what to do, or what was done.
    pub(super) fn say(&mut self, words: impl Into<String>) {
        self.said = Some(Said::Hint(words.into()));
    }

    /// The areas to choose from, each with its level so far.
    pub(super) fn area_entries(&self) -> Vec<(String, AreaId)> {
        let entry = |area: &Area| {
            let settled = self.working.settled(&area.id);
            let level = settled.map(|level| format!("  {}", level.level));
            let words = format!(
                "{:<5} {}{}",
                scale::short(&area.id),
                area.name,
                level.unwrap_or_default()
            );
            (words, area.id.clone())
        };
        self.framework.leaves().map(entry).collect()
    }
}
