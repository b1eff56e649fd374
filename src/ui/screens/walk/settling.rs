//! Settling: an area's level, what it rests on, and which provisions are its evidence.

use super::asking::{Asking, Line, Purpose};
use super::scale;
use super::work::{Said, Work};
use crate::domain::draft::Step;
use crate::domain::framework::Walk as Way;
use crate::domain::identity::{AreaId, LevelId};
use crate::domain::judgement::{AreaLevel, AreaSource};
use crate::ui::desk::Turn;
use crate::ui::parts::menu::Menu;

/// Settles the area at hand at the level of a key.
pub(super) fn key(work: &mut Work, key: u8) -> Turn {
    let Some(area) = work.area() else {
        return Turn::stay();
    };
    if let Some(level) = scale::level_of_key(area, key).cloned() {
        return level_chosen(work, level);
    }
    let words = format!("{} has the keys {}.", area.name, scale::keys_in_words(area));
    work.said = Some(Said::Refusal(words));
    Turn::stay()
}

/// Settles the area at hand at a level, once it rests on something and any reason is given.
pub(super) fn level_chosen(work: &mut Work, level: LevelId) -> Turn {
    let Some(area) = work.area.clone() else {
        return Turn::stay();
    };
    let has_evidence = work.working.evidence(&area).next().is_some();
    if !has_evidence && work.source == AreaSource::Provisions {
        ask_source(work, Some(level));
        return Turn::stay();
    }
    let against = work.rule(&area).filter(|rule| *rule != level);
    if let Some(rule) = against {
        let title = format!("The rule makes it {rule}; why {level}?");
        let purpose = Purpose::AgainstRule(area, level, work.source);
        work.asking = Asking::Line(Line::new(title, purpose));
        return Turn::stay();
    }
    let source = work.source;
    settle(work, area, level, source, None)
}

/// Settles an area and goes on to what is open next.
pub(super) fn settle(
    work: &mut Work,
    area: AreaId,
    level: LevelId,
    evidence: AreaSource,
    reason: Option<String>,
) -> Turn {
    let save = work.step(Step::Settle(AreaLevel {
        area,
        level,
        reason,
        evidence,
    }));
    work.said = None;
    work.advance();
    Turn::ask(save)
}

/// Confirms what the rule makes of the area, or passes an area that has no evidence.
pub(super) fn confirm(work: &mut Work) -> Turn {
    let Some(area) = work.area.clone() else {
        return Turn::stay();
    };
    if work.working.settled(&area).is_some() {
        work.advance();
        return Turn::stay();
    }
    if work.working.evidence(&area).next().is_none() {
        if work.framework.walk == Way::Area {
            work.passed.insert(area);
        }
        work.advance();
        return Turn::stay();
    }
    if let Some(level) = work.rule(&area) {
        return level_chosen(work, level);
    }
    let keys = work.area().map(scale::keys_in_words).unwrap_or_default();
    work.say(format!(
        "The framework leaves this area's level to you: weigh the evidence and press {keys}."
    ));
    Turn::stay()
}

/// Asks what the area's level rests on.
pub(super) fn ask_source(work: &mut Work, level: Option<LevelId>) {
    let has_evidence =
        (work.area.as_ref()).is_some_and(|area| work.working.evidence(area).next().is_some());
    let sources = (AreaSource::ALL.into_iter())
        .filter(|source| has_evidence || *source != AreaSource::Provisions)
        .map(|source| (source.words().to_owned(), source));
    let menu = Menu::new("What does the level rest on?", sources);
    work.asking = Asking::Source(menu, level);
}

/// Hears what the area's level rests on.
pub(super) fn source_chosen(work: &mut Work, source: AreaSource, level: Option<LevelId>) -> Turn {
    work.asking = Asking::Nothing;
    work.source = source;
    let settled = || {
        let area = work.area.as_ref()?;
        Some(work.working.settled(area)?.level.clone())
    };
    if let Some(level) = level.or_else(settled) {
        return level_chosen(work, level);
    }
    let keys = work.area().map(scale::keys_in_words).unwrap_or_default();
    work.say(format!("It rests on {}; press {keys}.", source.words()));
    Turn::stay()
}

/// Attaches the provision at hand to the area as evidence, or takes it off.
pub(super) fn attach(work: &mut Work) -> Turn {
    let (Some(item), Some(area)) = (work.item(), work.area.clone()) else {
        return Turn::stay();
    };
    let (id, mut evidence) = (item.id, item.evidence.clone());
    let attached = evidence.iter().any(|(named, _)| *named == area);
    if attached {
        evidence.retain(|(named, _)| *named != area);
    } else {
        evidence.push((area, None));
    }
    let save = work.step(Step::Weigh { item: id, evidence });
    work.said = None;
    if !attached {
        let next = (work.working.items.iter().enumerate().skip(work.at + 1))
            .find(|(_, item)| !item.is_settled())
            .map_or(work.at, |(at, _)| at);
        work.go_to(next);
    }
    Turn::ask(save)
}
