//! Judging: what one key does to the provision at hand.

use super::asking::{AreaFor, Asking, Line, Purpose};
use super::scale;
use super::work::{Another, Said, Stage, Work};
use crate::domain::draft::{ItemId, Shown, Step};
use crate::domain::identity::{AreaId, LevelId};
use crate::domain::judgement::SetAside;
use crate::ui::desk::{Desk, Turn};
use crate::ui::message::Request;
use crate::ui::parts::input::Input;
use crate::ui::parts::menu::Menu;

/// Gives the provision the level of a key.
pub(super) fn key(work: &mut Work, key: u8, desk: &Desk) -> Turn {
    let Some(area) = work.area() else {
        return Turn::stay();
    };
    if let Some(level) = scale::level_of_key(area, key).cloned() {
        return judge(work, Some(level), desk);
    }
    let words = format!("{} has the keys {}.", area.name, scale::keys_in_words(area));
    work.said = Some(Said::Refusal(words));
    Turn::stay()
}

/// Takes the provision for evidence of the area at hand, at a level or without one, and moves on.
pub(super) fn judge(work: &mut Work, level: Option<LevelId>, desk: &Desk) -> Turn {
    let (Some(item), Some(area)) = (work.item(), work.area.clone()) else {
        return Turn::stay();
    };
    let (id, text) = (item.id, item.provision.text.clone());
    let named = item.evidence.iter().any(|(known, _)| *known == area);
    let beside = named || item.evidence.is_empty() || work.another == Another::Now;
    if let Some(level) = &level {
        work.peek.insert(area.clone(), level.clone());
    }
    remember_suggestions(work, id, desk);
    let step = if beside {
        Step::Judge {
            item: id,
            area,
            level,
        }
    } else {
        // The reader has corrected the area: what was said of the other one goes.
        let evidence = vec![(area, level)];
        Step::Weigh { item: id, evidence }
    };
    let save = work.step(step);
    work.said = None;
    work.judged_last = Some(id);
    let mut turn = Turn::ask(save);
    if !work.is_blind() {
        turn = turn.and(Request::SameWords(id, text));
    }
    if work.another == Another::Then {
        ask_area(work, AreaFor::Another);
    } else {
        work.advance();
    }
    turn
}

/// Remembers which suggestions were on the screen when the provision was judged.
fn remember_suggestions(work: &mut Work, item: ItemId, desk: &Desk) {
    let shown: Vec<Shown> = (work.suggestions(desk).iter().zip(1..))
        .map(|(suggestion, place)| Shown {
            item,
            area: suggestion.area.clone(),
            level: suggestion.level.clone(),
            place,
        })
        .collect();
    work.case.draft.show(shown);
}

/// Sets the provision aside and moves on.
pub(super) fn set_aside(work: &mut Work, why: SetAside, desk: &Desk) -> Turn {
    let Some(id) = work.item().map(|item| item.id) else {
        return Turn::stay();
    };
    remember_suggestions(work, id, desk);
    let save = work.step(Step::SetAside { item: id, why });
    work.said = None;
    work.judged_last = Some(id);
    work.advance();
    Turn::ask(save)
}

/// Asks why the provision is set aside.
pub(super) fn ask_why_aside(work: &mut Work) {
    if work.item().is_some() {
        let entries = SetAside::ALL.map(|why| (why.words().to_owned(), why));
        work.asking = Asking::SetAside(Menu::new("Set aside: why?", entries));
    }
}

/// Asks which area.
pub(super) fn ask_area(work: &mut Work, purpose: AreaFor) {
    let title = match purpose {
        AreaFor::Change => "Which area?",
        AreaFor::Another => "Which other area?",
        AreaFor::Settle => "Which area to settle?",
    };
    let mut entries = work.area_entries();
    if purpose == AreaFor::Another {
        let named: Vec<AreaId> = (work.item().into_iter())
            .flat_map(|item| item.evidence.iter().map(|(area, _)| area.clone()))
            .collect();
        entries.retain(|(_, area)| !named.contains(area));
    }
    work.asking = Asking::Area(Menu::new(title, entries), purpose);
}

/// Makes the provision evidence for another area too: at once where it has one, else after the next level.
pub(super) fn another(work: &mut Work) {
    let Some(item) = work.item() else {
        return;
    };
    if item.evidence.is_empty() {
        work.another = Another::Then;
        work.say("Give this area its level first; then choose the other area.");
    } else {
        ask_area(work, AreaFor::Another);
    }
}

/// Hears which area was chosen.
pub(super) fn area_chosen(work: &mut Work, area: AreaId, purpose: AreaFor) {
    work.asking = Asking::Nothing;
    match purpose {
        AreaFor::Change => work.area = Some(area),
        AreaFor::Another => {
            work.area = Some(area);
            work.another = Another::Now;
        }
        AreaFor::Settle => work.go_to_area(area),
    }
}

/// Goes to the area before or after the one at hand, around the end.
pub(super) fn turn_area(work: &mut Work, forward: bool) {
    let leaves: Vec<AreaId> = work
        .framework
        .leaves()
        .map(|area| area.id.clone())
        .collect();
    let here = leaves
        .iter()
        .position(|area| Some(area) == work.area.as_ref());
    let step = if forward {
        1
    } else {
        leaves.len().saturating_sub(1)
    };
    let next = here.map_or(0, |here| (here + step) % leaves.len().max(1));
    let Some(next) = leaves.get(next).cloned() else {
        return;
    };
    if matches!(work.stage, Stage::Areas) {
        work.go_to_area(next);
    } else {
        work.area = Some(next);
    }
}

/// Asks for the provision's note.
pub(super) fn ask_note(work: &mut Work) {
    let Some(item) = work.item() else {
        return;
    };
    let mut line = Line::new(
        format!("Note on provision {}", item.provision.n),
        Purpose::Note(item.id),
    );
    if let Some(note) = &item.note {
        line.input = Input::holding(note);
    }
    work.asking = Asking::Line(line);
}

/// Opens the area's levels as a list.
pub(super) fn ask_level(work: &mut Work) {
    let Some(area) = work.area() else {
        return;
    };
    let name = |level: &LevelId| (scale::level_name(&work.framework, level), level.clone());
    let entries: Vec<_> = area.levels.iter().map(name).collect();
    work.asking = Asking::Level(Menu::new(area.name.clone(), entries));
}
