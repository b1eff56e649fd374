//! The work: a case, the draft laid out, and where the reader is in it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::asking::Asking;
use super::fresh;
use super::scale;
use crate::domain::day::Moment;
use crate::domain::draft::{Item, ItemId, Step, Working};
use crate::domain::exact::Quantity;
use crate::domain::framework::{Area, Framework, Walk as Way};
use crate::domain::identity::{AreaId, LevelId, Role};
use crate::domain::judgement::{AreaSource, SetAside};
use crate::domain::mapping::Purpose;
use crate::domain::provision::Span;
use crate::domain::settle::rule_level;
use crate::domain::summary::Summary;
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
    /// It could not, also when it was asked once more for the reader to leave.
    LeavingUnsaved(String),
}

/// Where the reader leaves the pupil for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leave {
    /// The screen below.
    Back,
    /// The next pupil.
    Next,
}

/// A sentence under the panes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// What to do, or what was done.
    Hint(String),
    /// What was refused, and why.
    Refusal(String),
    /// What is to know about the plan.
    Warning(String),
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
    /// Where the reader goes once the draft is kept.
    pub(super) leaving: Option<Leave>,
    /// Which of the plan's warnings was said last.
    pub(super) warned: usize,
    /// Which of the vague words of the provision at hand is looked at.
    pub(super) vague: Option<usize>,
    pub(super) said: Option<Said>,
    pub(super) pane: Pane,
    /// How far the reading pane and the descriptor pane are scrolled from where they would be.
    pub(super) scrolled: (isize, isize),
    /// The words that touched provisions of an amended plan did not have before.
    pub(super) new_words: Vec<Span>,
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
    /// Lays a case out.
    pub(super) fn new(case: Case, framework: Arc<Framework>) -> Self {
        let suggester = Suggester::new(&framework).with_judged(case.judged.clone());
        let working = case.draft.working();
        let said = (case.draft.parked.as_ref())
            .map(|why| Said::Hint(format!("This pupil was put aside: {why}")));
        Self {
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
            leaving: None,
            warned: 0,
            vague: None,
            said,
            pane: Pane::Text,
            scrolled: (0, 0),
            new_words: fresh::new_words(&case),
            suggester: Arc::new(suggester),
            suggested: Vec::new(),
            case,
        }
    }

    /// The provision at hand.
    pub(super) fn item(&self) -> Option<&Item> {
        self.working.items.get(self.at)
    }

    /// The area at hand.
    pub(super) fn area(&self) -> Option<&Area> {
        self.framework.area(self.area.as_ref()?)
    }

    /// What the plan amounts to as the reader bounds it; what is set aside as none or as said
    /// twice does not count.
    pub(super) fn summary(&self) -> Summary {
        let passed = [Some(SetAside::NotProvision), Some(SetAside::Duplicate)];
        let counted = (self.working.items.iter()).filter(|item| !passed.contains(&item.set_aside));
        let provisions = counted.map(|item| &item.provision);
        let foreign = &self.case.reading.foreign_codes;
        Summary::of(provisions, foreign, self.framework.year)
    }

    /// Whether nothing of others may be shown.
    pub(super) fn is_blind(&self) -> bool {
        self.is_moderating() || self.is_of_set()
    }

    /// Whether a moderator reads.
    pub(super) fn is_moderating(&self) -> bool {
        self.case.draft.reader.role == Role::Moderator
    }

    /// Whether a plan of the standardisation set is read.
    pub(super) fn is_of_set(&self) -> bool {
        self.case.draft.purpose == Some(Purpose::Standard)
    }

    /// The suggestions that are on the screen now.
    pub(super) fn suggestions(&self, desk: &Desk) -> &[Suggestion] {
        let open = self.item().is_some_and(|item| !item.is_settled());
        let in_sight = desk.is_wide() || self.pane == Pane::Levels;
        let allowed = desk.suggestions && self.case.suggestions_off.is_none();
        let shown = allowed && !self.is_blind() && open && in_sight;
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
