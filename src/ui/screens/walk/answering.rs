//! Answering: what a choice or a line of text leads to.

use super::asking::{Asking, Line, Purpose};
use super::work::{Leave, Said, Stage, Work};
use super::{cutting, ending, judging, leaving, leftout, naming, settling};
use crate::domain::draft::Step;
use crate::domain::judgement::PrimaryArea;
use crate::ui::action::{Answer, Move};
use crate::ui::chord::Chord;
use crate::ui::desk::{Desk, Turn};
use crate::ui::parts::menu::{Chosen, Menu};

/// Hears an answer to what is being asked.
pub(super) fn answer(work: &mut Work, answer: Answer, desk: &Desk) -> Turn {
    let mut asking = std::mem::take(&mut work.asking);
    let turn = match &mut asking {
        Asking::Nothing => None,
        Asking::Area(menu, purpose) => chosen(menu, answer).map(|area| {
            area.map_or_else(Turn::stay, |area| {
                judging::area_chosen(work, area, *purpose);
                Turn::stay()
            })
        }),
        Asking::Primary(menu) => chosen(menu, answer)
            .map(|area| area.map_or_else(Turn::stay, |area| naming::primary_chosen(work, area))),
        Asking::Tariff(menu) => chosen(menu, answer)
            .map(|tariff| tariff.map_or_else(Turn::stay, |tariff| naming::name(work, tariff))),
        Asking::Level(menu) => chosen(menu, answer).map(|level| match (level, &work.stage) {
            (Some(level), Stage::Areas) => settling::level_chosen(work, level),
            (Some(level), _) => judging::judge(work, Some(level), desk),
            (None, _) => Turn::stay(),
        }),
        Asking::SetAside(menu) => chosen(menu, answer)
            .map(|why| why.map_or_else(Turn::stay, |why| judging::set_aside(work, why, desk))),
        Asking::Source(menu, level) => chosen(menu, answer).map(|source| {
            source.map_or_else(Turn::stay, |source| {
                settling::source_chosen(work, source, level.take())
            })
        }),
        Asking::CannotMap(menu) => chosen(menu, answer).map(|why| {
            if let Some(why) = why {
                let title = format!("{}: anything to add? Enter goes on.", why.words());
                work.asking = Asking::Line(Line::new(title, Purpose::CannotMap(why)));
            }
            Turn::stay()
        }),
        Asking::Line(line) => line_answered(work, line, answer),
        Asking::Cut(bounds) => cutting::answer(work, bounds, answer),
        Asking::LeftOut(menu) => {
            work.said = None;
            chosen(menu, answer)
                .map(|piece| piece.map_or_else(Turn::stay, |piece| leftout::chosen(work, &piece)))
        }
    };
    turn.unwrap_or_else(|| {
        // Not answered yet: it goes on being asked.
        work.asking = asking;
        Turn::stay()
    })
}

/// What was chosen: nothing yet, or this one, or none because the choice was left.
#[expect(
    clippy::option_option,
    reason = "still open, left and chosen are three answers"
)]
fn chosen<T: Clone>(menu: &mut Menu<T>, answer: Answer) -> Option<Option<T>> {
    match menu.answer(answer) {
        Chosen::Nothing => None,
        Chosen::One(value) => Some(Some(value)),
        Chosen::Left => Some(None),
    }
}

fn line_answered(work: &mut Work, line: &Line, answer: Answer) -> Option<Turn> {
    match answer {
        Answer::Cancel => Some(Turn::stay()),
        Answer::Pick(_) | Answer::MakePlan => None,
        Answer::Accept => {
            let text = line.input.text().trim().to_owned();
            let needed = match &line.purpose {
                Purpose::AgainstRule(..) => Some("A level against the rule needs a reason."),
                Purpose::Park => Some("Say why, so that whoever comes back to it knows."),
                Purpose::OpenTop => Some("An open top needs a reason."),
                Purpose::Primary(_) => Some("Another primary area than the rule's needs a reason."),
                Purpose::Note(_) | Purpose::CannotMap(_) => None,
            };
            if let (Some(needed), true) = (needed, text.is_empty()) {
                work.said = Some(Said::Refusal(needed.to_owned()));
                return None;
            }
            Some(line_accepted(work, line, text))
        }
    }
}

fn line_accepted(work: &mut Work, line: &Line, text: String) -> Turn {
    match &line.purpose {
        Purpose::Note(item) => {
            let note = Step::Note {
                item: *item,
                note: text,
            };
            Turn::ask(work.step(note))
        }
        Purpose::AgainstRule(area, level, source) => {
            settling::settle(work, area.clone(), level.clone(), *source, Some(text))
        }
        Purpose::CannotMap(why) => ending::cannot_map(work, *why, &text),
        Purpose::Park => park(work, text),
        Purpose::OpenTop => ending::open_top_reason(work, text),
        Purpose::Primary(area) => {
            let taken = PrimaryArea {
                area: area.clone(),
                reason: Some(text),
            };
            naming::primary(work, Some(taken))
        }
    }
}

/// Puts the pupil aside and takes the next once that is kept.
fn park(work: &mut Work, reason: String) -> Turn {
    work.case.draft.parked = Some(reason);
    let save = work.lay_out();
    leaving::leave(work, Leave::Next).and(save)
}

/// Moves the cursor of a choice, or a boundary.
pub(super) fn go(work: &mut Work, motion: Move) -> Turn {
    match &mut work.asking {
        Asking::Nothing | Asking::Line(_) => {}
        Asking::Area(menu, _) | Asking::Primary(menu) => menu.go(motion),
        Asking::Tariff(menu) => menu.go(motion),
        Asking::Level(menu) => menu.go(motion),
        Asking::SetAside(menu) => menu.go(motion),
        Asking::Source(menu, _) => menu.go(motion),
        Asking::CannotMap(menu) => menu.go(motion),
        Asking::LeftOut(menu) => {
            menu.go(motion);
            work.scrolled.0 = 0;
        }
        Asking::Cut(_) => return cutting::go(work, motion),
    }
    Turn::stay()
}

/// Hears a chord in a line of text.
pub(super) fn write(work: &mut Work, chord: Chord) {
    if let Asking::Line(line) = &mut work.asking {
        line.input.write(chord);
    }
}

/// Takes pasted text into a line.
pub(super) fn paste(work: &mut Work, text: &str) {
    if let Asking::Line(line) = &mut work.asking {
        line.input.paste(text);
    }
}
