//! Amended plans: a draft begun on what stands untouched, a draft that goes on in a newer version.

use std::collections::HashMap;

use crate::domain::amendment::{Changes, Drawn, Stretch, recut};
use crate::domain::caseload::{Entry, MappingHead, Plan};
use crate::domain::day::Moment;
use crate::domain::draft::{Carried, Choice, Draft, Earlier, Past, Shown};
use crate::domain::framework::Framework;
use crate::domain::identity::{AreaId, PlanId, PupilId, Role};
use crate::domain::judgement::{Judgement, Verdict};
use crate::domain::provision::{Provision, Reading, find_duplicates};
use crate::domain::worklist::{amended, current};

use crate::section_f::Cut;

use super::problem::Result;
use super::{Workspace, remapping};

impl Workspace {
    /// Begins a draft on the current plan version. Where the plan was amended since it was mapped, what is untouched
    /// stands as it was judged.
    ///
    /// Only an officer's draft brings anything along: a moderator reads blind, and a school's reading is its own.
    pub(super) fn begin(
        &self,
        entry: &Entry,
        plan: Option<&Plan>,
        reading: &Reading,
        now: Moment,
    ) -> Result<Draft> {
        let fresh = self.new_draft(&entry.pupil, plan, reading, now);
        let Some(plan) = plan else { return Ok(fresh) };
        let Some(earlier) = self.earlier(entry)? else {
            return Ok(self
                .remapped(entry, plan, reading, &fresh, now)?
                .unwrap_or(fresh));
        };
        let base = self.redrawn(&plan.text, reading, &earlier.drawn());
        Ok(Draft {
            carried: Some(Box::new(Carried::over(&earlier, &base))),
            base,
            ..fresh
        })
    }

    /// Goes on with the reader's draft in the current version of the plan: what is untouched of it stays judged.
    pub fn renew(&mut self, pupil: &PupilId, now: Moment) -> Result<()> {
        let entry = self.entry_in_scope(pupil, now)?;
        let begun = self.kept_draft(pupil)?;
        let current = self.store.plan(pupil)?;
        let pair = begun.zip(current);
        let Some((begun, plan)) =
            pair.filter(|(begun, plan)| begun.plan.as_ref() != Some(&plan.id))
        else {
            return Ok(());
        };
        let own = self.begun(&entry, &begun)?;
        let base = self.redrawn(&plan.text, &self.read(&plan.text), &own.drawn());
        let mut carried = match self.earlier(&entry)? {
            Some(earlier) => Carried::over(&earlier, &base),
            // The judgements are the reader's own, and come as steps that can be taken back.
            None => Carried {
                steps: Vec::new(),
                ..Carried::over(&own, &base)
            },
        };
        let steps = carried.go_on(&own, &base);
        let names: HashMap<_, _> = own.same_items(&base).into_iter().collect();
        let shown = begun.shown.iter().filter_map(|shown| {
            Some(Shown {
                item: *names.get(&shown.item)?,
                ..shown.clone()
            })
        });
        let draft = Draft {
            plan: Some(plan.id),
            shown: shown.collect(),
            carried: Some(Box::new(carried)),
            base,
            steps,
            ..begun
        };
        self.save(&draft, now)?;
        Ok(())
    }

    /// What the current version of a plan touches of the one that a draft reads; nothing where it reads the current one.
    pub(super) fn newer(&self, entry: &Entry, draft: &Draft) -> Result<Option<Changes>> {
        let current = entry.plan.as_ref().map(|plan| &plan.id);
        if draft.plan.as_ref() == current {
            return Ok(None);
        }
        let Some(plan) = self.store.plan(&entry.pupil)? else {
            return Ok(None);
        };
        let own = self.begun(entry, draft)?;
        let base = self.redrawn(&plan.text, &self.read(&plan.text), &own.drawn());
        Ok(Some(Changes::of(&own.pairs(&base))))
    }

    /// The mapping that counts, where the reader is an officer and the plan was amended since it was read.
    fn earlier(&self, entry: &Entry) -> Result<Option<Earlier>> {
        if self.reader.role != Role::Officer || amended(entry).is_none() {
            return Ok(None);
        }
        match current(entry) {
            Some(head) => self.recorded(entry, head),
            None => Ok(None),
        }
    }

    /// A recorded mapping as the earlier reading of a plan that has a newer version.
    pub(super) fn recorded(&self, entry: &Entry, head: &MappingHead) -> Result<Option<Earlier>> {
        let Some(mapping) = self.store.mapping(&head.id)? else {
            return Ok(None);
        };
        let drawn = self.as_read_today(head.plan.as_ref(), &mapping.sheet.provisions)?;
        let told = format!(
            "version {}, {}, by {}",
            version(entry, head.plan.as_ref()),
            mapping.recorded.day().long(),
            mapping.sheet.reader.name
        );
        Ok(Some(Earlier::recorded(&mapping, drawn, told)))
    }

    /// A draft as the earlier reading of a plan that has a newer version.
    pub(super) fn begun(&self, entry: &Entry, draft: &Draft) -> Result<Earlier> {
        let drawn = draft.working().provisions();
        let provisions = self.as_read_today(draft.plan.as_ref(), &drawn)?;
        let version = version(entry, draft.plan.as_ref());
        let told = format!("your draft on version {version}");
        Ok(Earlier::begun(draft, provisions, told))
    }

    /// Provisions of an earlier version as this program reads them: one that reads a dose better than the program of
    /// that day must not take every provision for changed.
    fn as_read_today(&self, plan: Option<&PlanId>, drawn: &[Provision]) -> Result<Drawn> {
        let plan = match plan {
            Some(plan) => self.store.plan_by_id(plan)?,
            None => None,
        };
        let mut today = Drawn::default();
        let Some(plan) = plan else {
            today.provisions = drawn.to_vec();
            return Ok(today);
        };
        let read = self.read(&plan.text).provisions;
        let read: HashMap<_, _> = read.iter().map(|one| (one.span, one)).collect();
        let is_cut = |(_, drawn): &(usize, &Provision)| !read.contains_key(&drawn.span);
        let cut = drawn.iter().enumerate().filter(is_cut);
        let pieces = cut.clone().map(|(_, drawn)| cut_of(drawn));
        let mut pieces = self.section_f.pieces(&plan.text, pieces).into_iter();
        today.cut = cut.map(|(at, _)| at).collect();
        let provisions = drawn.iter().filter_map(|drawn| {
            let same = read.get(&drawn.span).map(|same| (*same).clone());
            let n = drawn.n;
            Some(Provision {
                n,
                ..same.or_else(|| pieces.next())?
            })
        });
        today.provisions = provisions.collect();
        Ok(today)
    }

    /// The provisions of a newer version, cut as the officer cut the earlier one wherever the words stand as they stood.
    pub(super) fn redrawn(&self, text: &str, reading: &Reading, drawn: &Drawn) -> Vec<Provision> {
        let stretches = recut(text, reading, drawn);
        let cuts = stretches
            .iter()
            .zip(1..)
            .filter_map(|(stretch, n)| match stretch {
                Stretch::Read(_) => None,
                Stretch::Cut(span, area, heading) => Some((*span, n, *area, heading.as_deref())),
            });
        let mut pieces = self.section_f.pieces(text, cuts).into_iter();
        let read = |(stretch, n): (&Stretch, u32)| match stretch {
            Stretch::Read(at) => Some(Provision {
                n,
                ..reading.provisions.get(*at)?.clone()
            }),
            Stretch::Cut(..) => pieces.next(),
        };
        let mut provisions: Vec<Provision> = stretches.iter().zip(1..).filter_map(read).collect();
        find_duplicates(&mut provisions);
        provisions
    }
}

/// A provision as it is to be read anew.
fn cut_of(drawn: &Provision) -> Cut<'_> {
    (drawn.span, drawn.n, drawn.area, drawn.heading.as_deref())
}

/// The number of a plan version of a pupil, counted from the first.
pub(super) fn version(entry: &Entry, plan: Option<&PlanId>) -> usize {
    let found = (entry.versions.iter()).position(|version| Some(&version.id) == plan);
    found.map_or(1, |at| at + 1)
}

/// What a reader is to know of an amended plan, one thing after the other.
pub(super) fn told(carried: &Carried, framework: &Framework) -> Vec<String> {
    let summary = match &carried.under {
        Some(version) => remapping::told(carried, version),
        None => format!(
            "this plan was amended since it was read ({}): {}; what is the same stands as it was judged, the rest is asked",
            carried.told,
            carried.changes().all_words()
        ),
    };
    let gone = carried.gone.iter().map(|past| gone(past, framework));
    let given_up = carried.given_up.iter().map(Choice::given_up);
    (std::iter::once(summary).chain(given_up).chain(gone)).collect()
}

/// A provision that is gone: its words, what it was taken for, and what lost it.
fn gone(past: &Past, framework: &Framework) -> String {
    let name = |area: &AreaId| {
        let known = framework.area(area).map(|area| area.name.clone());
        known.unwrap_or_else(|| area.to_string())
    };
    let verdict = |judgement: &Judgement| match &judgement.verdict {
        Verdict::Evidence { area, level } => {
            let level = level.as_ref().map(|level| format!(" {level}"));
            format!("{}{}", name(area), level.unwrap_or_default())
        }
        Verdict::SetAside(why) => format!("set aside, {}", why.words()),
    };
    let judged: Vec<String> = past.judgements.iter().map(verdict).collect();
    let was = match judged.as_slice() {
        [] => "nobody had judged it".to_owned(),
        some => format!("it was judged {}", some.join(" and ")),
    };
    let mut areas: Vec<String> = past.areas().map(name).collect();
    areas.dedup();
    let lost = match areas.as_slice() {
        [] => String::new(),
        some => format!("; {} no longer rests on it", some.join(" and ")),
    };
    let merged = past.merged_into;
    let merged = merged.map(|n| format!("; its words are in provision {n} now"));
    let note = past.noted().map(|note| format!(", note: \"{note}\""));
    let note = note.unwrap_or_default();
    let words: String = past.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let merged = merged.unwrap_or_default();
    format!("gone since then: \"{words}\"; {was}{note}{lost}{merged}")
}

#[cfg(test)]
mod tests;
