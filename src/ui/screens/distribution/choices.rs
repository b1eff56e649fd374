//! What can be chosen and typed: dimensions, who is counted, on which terms, and the views.

use std::sync::Arc;

use super::state::{Choice, Distribution, Pane, Phase, Said, Typed};
use crate::domain::day::Day;
use crate::domain::distribution::disclosure::{Rounding, Rule};
use crate::domain::distribution::{Content, Dimension, Format, SettingOf, View, Wanted, Which};
use crate::domain::framework::Framework;
use crate::ui::action::Answer;
use crate::ui::desk::{Place, Question, Turn};
use crate::ui::message::Request;
use crate::ui::parts::input::Input;
use crate::ui::parts::menu::{Chosen, Menu};

/// What the distribution can be crossed by on the screen; need and the like are for the equality assessment alone.
const DIMENSIONS: [Dimension; 11] = [
    Dimension::Setting,
    Dimension::Phase,
    Dimension::District,
    Dimension::Community,
    Dimension::Priority,
    Dimension::YearGroup,
    Dimension::School,
    Dimension::Area,
    Dimension::Moderation,
    Dimension::Officer,
    Dimension::EarlierTariff,
];

impl Distribution {
    /// Opens the dimensions to put down the table.
    pub(super) fn choose_down(&mut self) -> Turn {
        let all = DIMENSIONS.map(|one| (one.words().to_owned(), Choice::Down(one)));
        self.open_menu(Menu::new("Cross by what?", all))
    }

    /// Opens what to put across it.
    pub(super) fn choose_across(&mut self) -> Turn {
        let tariffs = ("the tariffs".to_owned(), Choice::Across(None));
        let down = self.down();
        let others = DIMENSIONS.iter().filter(|one| **one != down);
        let others = others.map(|one| (one.words().to_owned(), Choice::Across(Some(*one))));
        let all = std::iter::once(tariffs).chain(others);
        self.open_menu(Menu::new("And across?", all))
    }

    /// Opens who can be counted where two dimensions are crossed.
    pub(super) fn choose_whom(&mut self) -> Turn {
        if self.across().is_none() {
            return self
                .refuse("Cross two dimensions first, with c: then who is counted can be chosen.");
        }
        self.open_menu(self.whom())
    }

    /// Opens the views to count by.
    pub(super) fn choose_view(&mut self) -> Turn {
        let choice = |view: &View| {
            let words = format!("{}: {}", view.name, view.wanted.words());
            (words, Choice::View(Box::new(view.clone())))
        };
        self.open_views("Count by which view?", choice)
    }

    /// Opens the views to forget one of.
    pub(super) fn choose_forgotten(&mut self) -> Turn {
        let choice = |view: &View| (view.name.clone(), Choice::Forget(view.name.clone()));
        self.open_views("Forget which view?", choice)
    }

    fn open_views(&mut self, title: &str, choice: impl Fn(&View) -> (String, Choice)) -> Turn {
        if self.views.is_empty() {
            return self.refuse("No view is kept yet: V keeps what is shown under a name.");
        }
        let menu = Menu::new(title, self.views.iter().map(choice));
        self.open_menu(menu)
    }

    /// Opens the formats to export the counts in, and what else can be.
    pub(super) fn choose_format(&mut self) -> Turn {
        let others = [
            ("the estimate of all in scope …", Content::Estimate),
            ("the equality assessment …", Content::Equality),
        ];
        let others = others.map(|(words, one)| (words.to_owned(), Choice::Content(one)));
        let formats = formats(Content::Counts);
        self.open_menu(Menu::new("Write it as what?", formats.chain(others)))
    }

    /// Opens the formats to export something else in.
    fn choose_format_of(&mut self, content: Content) -> Turn {
        let title = match content {
            Content::Counts => "Write it as what?",
            Content::Estimate => "Write the estimate as what?",
            Content::Equality => "Write the equality assessment as what?",
        };
        self.open_menu(Menu::new(title, formats(content)))
    }

    /// Opens for whom an export may be.
    fn choose_rule(&mut self, content: Content, format: Format) -> Turn {
        let exact = Rule::Public(Rounding::Exact);
        let rounded = Rule::Public(Rounding::ToFive);
        let all = [
            ("the office: every count", Rule::Office),
            ("everyone: counts of 1 to 4 hidden", exact),
            ("everyone: the same, rounded to 5", rounded),
        ];
        let all = all.into_iter().filter(|(_, rule)| {
            // The assessment compares shares, which a rounded count would bend.
            content != Content::Equality || *rule != rounded
        });
        let all =
            all.map(|(words, rule)| (words.to_owned(), Choice::Export(content, format, rule)));
        self.open_menu(Menu::new("Whom is it for?", all))
    }

    /// Asks for the versions to count under.
    pub(super) fn choose_under(&mut self) -> Turn {
        self.phase = Phase::Asking;
        Turn::ask(Request::Frameworks)
    }

    /// Asks for the day to look back on, or for the name of a view.
    pub(super) fn ask_for(&mut self, typed: Typed) -> Turn {
        let day = self.wanted.terms.as_at.map(|day| day.to_string());
        let input = match typed {
            Typed::AsAt => Input::holding(&day.unwrap_or_default()),
            Typed::Name => Input::default(),
        };
        self.phase = Phase::Typing(typed, input);
        Turn::stay()
    }

    /// Counts where pupils are, or where they will be from September.
    pub(super) fn turn_september(&mut self) -> Turn {
        let setting = &mut self.wanted.terms.setting;
        *setting = match setting {
            SettingOf::Today => SettingOf::September,
            SettingOf::September => SettingOf::Today,
        };
        Turn::ask(self.ask())
    }

    /// Counts schools' own readings where nobody else's counts, or leaves them out again.
    pub(super) fn turn_schools(&mut self) -> Turn {
        self.wanted.terms.schools = !self.wanted.terms.schools;
        Turn::ask(self.ask())
    }

    fn open_menu(&mut self, menu: Menu<Choice>) -> Turn {
        self.phase = Phase::Choosing(menu);
        Turn::stay()
    }

    fn refuse(&mut self, why: &str) -> Turn {
        self.said = Some(Said::Refused(why.to_owned()));
        Turn::stay()
    }

    /// Who may be counted where two dimensions are crossed.
    fn whom(&self) -> Menu<Choice> {
        let who = [
            ("those mapped", Which::Mapped(None)),
            ("those nobody has mapped yet", Which::NotYet),
            ("those whose plan cannot be mapped", Which::CannotMap(None)),
            ("all in scope", Which::InScope),
        ];
        let who = who.map(|(words, which)| (words.to_owned(), Choice::Who(which)));
        let tariffs = self
            .counted
            .iter()
            .flat_map(|counted| &counted.table.tariffs);
        let tariffs = tariffs.map(|tariff| {
            let which = Which::Mapped(Some(tariff.clone()));
            (format!("those at {tariff}"), Choice::Who(which))
        });
        Menu::new("Count whom?", who.into_iter().chain(tariffs))
    }

    /// Opens the versions to count under, once they have come in.
    pub(super) fn offer(&mut self, frameworks: &[Arc<Framework>]) {
        if !matches!(self.phase, Phase::Asking) {
            return;
        }
        // The adopted one comes first.
        let entries = frameworks.iter().enumerate().map(|(at, one)| {
            let key = Some(one.key.clone()).filter(|_| at > 0);
            let adopted = if at == 0 { ", adopted" } else { "" };
            (format!("{}{adopted}", one.key), Choice::Under(key))
        });
        self.phase = Phase::Choosing(Menu::new("Count under which version?", entries));
    }

    /// Hears an answer to a menu or a line.
    pub(super) fn answer(&mut self, answer: Answer) -> Turn {
        match std::mem::replace(&mut self.phase, Phase::Counts) {
            Phase::Choosing(mut menu) => match menu.answer(answer) {
                Chosen::Nothing => {
                    self.phase = Phase::Choosing(menu);
                    Turn::stay()
                }
                Chosen::Left => Turn::stay(),
                Chosen::One(choice) => self.chosen(choice),
            },
            Phase::Typing(typed, input) => match answer {
                Answer::Accept => self.typed(typed, input),
                Answer::Cancel | Answer::Pick(_) | Answer::MakePlan => Turn::stay(),
            },
            phase @ (Phase::Counts | Phase::Asking | Phase::Pupils(_)) => {
                self.phase = phase;
                Turn::stay()
            }
        }
    }

    fn chosen(&mut self, choice: Choice) -> Turn {
        match choice {
            Choice::Down(down) => {
                let across = self.across().filter(|across| *across != down);
                self.wanted.by = std::iter::once(down).chain(across).collect();
                self.pane = Pane::Cross;
                self.cell = (0, 0);
            }
            Choice::Across(across) => {
                self.wanted.by = std::iter::once(self.down()).chain(across).collect();
                self.pane = Pane::Cross;
                self.cell = (0, 0);
            }
            Choice::Who(which) => self.which = which,
            Choice::Content(content) => return self.choose_format_of(content),
            Choice::Format(content, format) => return self.choose_rule(content, format),
            Choice::Export(content, format, rule) => {
                let wanted = Box::new(self.wanted.clone());
                return Turn::ask(Request::Export(wanted, content, format, rule));
            }
            Choice::Under(under) => self.wanted.under = under,
            Choice::View(view) => {
                self.wanted = on_screen(view.wanted);
                self.which = Which::Mapped(None);
                self.cell = (0, 0);
            }
            Choice::Forget(name) => {
                let words = format!(
                    "Forget the view \"{name}\"? It can be kept again; no count and no record changes."
                );
                let request = Request::ForgetView(name);
                return Turn::to(Place::Confirm(Box::new(Question { words, request })));
            }
        }
        Turn::ask(self.ask())
    }

    fn typed(&mut self, typed: Typed, input: Input) -> Turn {
        let text = input.text();
        let text = text.trim();
        match typed {
            Typed::AsAt if text.is_empty() => {
                self.wanted.terms.as_at = None;
                Turn::ask(self.ask())
            }
            Typed::AsAt => match text.parse::<Day>() {
                Ok(day) => {
                    self.wanted.terms.as_at = Some(day);
                    Turn::ask(self.ask())
                }
                Err(_) => self.again(
                    (typed, input),
                    "Write the day as 2026-11-03, or nothing for as it stands.",
                ),
            },
            Typed::Name if text.is_empty() => self.again(
                (typed, input),
                "Give the view a name, or leave it with Esc.",
            ),
            Typed::Name => {
                let wanted = Box::new(self.wanted.clone());
                Turn::ask(Request::KeepView(text.to_owned(), wanted))
            }
        }
    }

    fn again(&mut self, (typed, input): (Typed, Input), why: &str) -> Turn {
        self.said = Some(Said::Refused(why.to_owned()));
        self.phase = Phase::Typing(typed, input);
        Turn::stay()
    }
}

/// The formats that something is written in, to choose from.
fn formats(content: Content) -> impl Iterator<Item = (String, Choice)> {
    let all = content.formats().iter();
    all.map(move |one| (one.words().to_owned(), Choice::Format(content, *one)))
}

/// What a view wants, as far as the screen can show it: by two dimensions, at least by one.
fn on_screen(mut wanted: Wanted) -> Wanted {
    wanted.by.truncate(2);
    if wanted.by.is_empty() {
        wanted.by.push(Dimension::Setting);
    }
    wanted
}
