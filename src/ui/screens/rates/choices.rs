//! What can be chosen: the set, the envelope, for whom rates are found, and what becomes of changes.

use super::moved::By;
use super::state::{At, Choice, Next, Phase, Rates};
use crate::domain::rates::{Envelope, Filed, Level, RateSet};
use crate::ui::action::Answer;
use crate::ui::desk::Turn;
use crate::ui::parts::menu::{Chosen, Menu};

impl Rates {
    /// Opens the rate sets of the folder.
    pub(super) fn choose_set(&mut self) -> Turn {
        let Some(ground) = self.ground() else {
            return Turn::stay();
        };
        if ground.sets.is_empty() {
            return self.refuse("There is no rate set: `continuum rates new NAME` begins one.");
        }
        let words = |one: &Filed<RateSet>| {
            let kind = if one.held.is_weighted() {
                ", in weights"
            } else {
                ""
            };
            format!(
                "{}: {} ({}{kind})",
                one.file,
                one.held.title,
                one.held.status.code()
            )
        };
        let all = ground.sets.iter().zip(0..);
        let all: Vec<_> = all.map(|(one, at)| (words(one), Choice::Set(at))).collect();
        self.offer(Menu::new("Which rates?", all))
    }

    /// Opens the envelopes of the folder.
    pub(super) fn choose_envelope(&mut self) -> Turn {
        let Some(ground) = self.ground() else {
            return Turn::stay();
        };
        if ground.envelopes.is_empty() {
            return self.refuse(
                "There is no envelope: `continuum rates new NAME --kind envelope` begins one.",
            );
        }
        let words = |one: &Filed<Envelope>| {
            format!(
                "{}: {}, {} for rates",
                one.file,
                one.held.title,
                one.held.for_rates()
            )
        };
        let all = ground.envelopes.iter().zip(0..);
        let all: Vec<_> = all
            .map(|(one, at)| (words(one), Choice::Envelope(at)))
            .collect();
        self.offer(Menu::new("Held against which envelope?", all))
    }

    /// Opens for whom the rates are to be affordable.
    pub(super) fn choose_solving(&mut self) -> Turn {
        let (Some(ground), Some(purse)) = (self.ground(), self.purse()) else {
            return self.refuse(
                "Rates are found from an envelope, and there is none: `continuum rates new NAME --kind envelope` begins one.",
            );
        };
        let mut all = vec![("those who are mapped", At::Counted)];
        if !purse.parts.is_empty() {
            all.push((
                "those who are mapped, each part of the envelope by itself",
                At::Parts,
            ));
        }
        if ground.estimate.is_ok() {
            all.push((
                "all in scope, as expected from the audit sample",
                At::Expected,
            ));
            all.push(("all in scope, with 95 % confidence", At::Sure));
        }
        let all = all
            .into_iter()
            .map(|(words, at)| (words.to_owned(), Choice::Solve(at)));
        let menu = Menu::new("Rates that the envelope affords, for whom?", all);
        self.offer(menu)
    }

    /// Opens by what gains and losses are laid out.
    pub(super) fn choose_level(&mut self) -> Turn {
        let levels = [
            Level::Setting,
            Level::District,
            Level::Community,
            Level::School,
            Level::Pupil,
        ];
        let all = levels.into_iter().map(By::Level).chain([By::Protected]);
        let all = all.map(|by| (by.words().to_owned(), Choice::By(by)));
        let menu = Menu::new("Gains and losses by what?", all);
        self.offer(menu)
    }

    /// Asks what becomes of the changes before going on.
    pub(super) fn ask_first(&mut self, next: Next) {
        let all = [
            ("save them as a new rate set", Choice::KeepFirst(next)),
            ("let them go", Choice::LetGo(next)),
            ("stay here", Choice::Stay),
        ];
        let all = all.map(|(words, choice)| (words.to_owned(), choice));
        self.phase = Phase::Choosing(Menu::new("The rates were changed, and are not saved.", all));
    }

    fn offer(&mut self, menu: Menu<Choice>) -> Turn {
        self.phase = Phase::Choosing(menu);
        Turn::stay()
    }

    /// Hears what is chosen.
    pub(super) fn choose(&mut self, mut menu: Menu<Choice>, answer: Answer) -> Turn {
        match menu.answer(answer) {
            Chosen::Nothing => self.offer(menu),
            Chosen::Left | Chosen::One(Choice::Stay) => Turn::stay(),
            Chosen::One(Choice::Set(at)) => self.leave(Next::Set(at)),
            Chosen::One(Choice::Envelope(at)) => {
                self.envelope = Some(at);
                Turn::stay()
            }
            Chosen::One(Choice::Solve(at)) => self.solve(at),
            Chosen::One(Choice::By(by)) => {
                self.by = by;
                self.moved = None;
                self.mover = 0;
                Turn::stay()
            }
            Chosen::One(Choice::Decide(code)) => self.decided(code),
            Chosen::One(Choice::KeepFirst(next)) => self.write_name(next),
            Chosen::One(Choice::LetGo(next)) => self.go_on(next),
        }
    }
}
