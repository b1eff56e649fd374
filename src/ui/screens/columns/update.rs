//! What the keys and the replies do.

use super::choosing::{Choice, Choosing, Entry};
use super::state::{Columns, Line, Phase, Said};
use crate::domain::column::Column;
use crate::domain::columns::Use;
use crate::domain::place::Setting;
use crate::domain::survey::Lack;
use crate::ui::action::{Action, Answer, Browse, Context, Move};
use crate::ui::chord::Chord;
use crate::ui::desk::{Acts, Desk, Turn};
use crate::ui::message::{Asked, Reply, Request};
use crate::ui::parts::input::Input;
use crate::ui::parts::window;

impl Acts for Columns {
    fn context(&self) -> Context {
        match self.phase {
            Phase::Settling => Context::Columns,
            Phase::Choosing(_) | Phase::Naming(_) | Phase::Keeping => Context::Line,
        }
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Turn {
        match action {
            Action::Move(Move::Close) => return Turn::back(),
            Action::Move(motion) => self.go(motion, desk),
            Action::Browse(browse) => self.browse(browse),
            Action::Answer(answer) => return self.answer(answer),
            Action::Walk(_) | Action::Review(_) | Action::Rating(_) | Action::House(_) => {}
        }
        Turn::stay()
    }

    fn hear(&mut self, _asked: Asked, reply: Reply, _desk: &Desk) -> Turn {
        if let Reply::MapKept = reply {
            return Turn::back();
        }
        if let Reply::Refused(why) = reply {
            self.refused = Some(why);
            self.phase = Phase::Naming(Input::holding(&self.name()));
        }
        Turn::stay()
    }

    fn write(&mut self, chord: Chord, _desk: &Desk) -> Turn {
        match &mut self.phase {
            Phase::Choosing(choosing) => {
                if choosing.typed.write(chord) {
                    choosing.cursor = 0;
                }
            }
            Phase::Naming(input) => {
                input.write(chord);
            }
            Phase::Settling | Phase::Keeping => {}
        }
        Turn::stay()
    }

    fn paste(&mut self, text: &str, _desk: &Desk) -> Turn {
        match &mut self.phase {
            Phase::Choosing(Choosing { typed, .. }) | Phase::Naming(typed) => {
                typed.paste(text.trim());
            }
            Phase::Settling | Phase::Keeping => {}
        }
        Turn::stay()
    }
}

impl Columns {
    fn go(&mut self, motion: Move, desk: &Desk) {
        let page = isize::try_from(desk.rows() / 2).unwrap_or(1);
        let by = match motion {
            Move::Up => -1,
            Move::Down => 1,
            Move::PageUp => -page,
            Move::PageDown => page,
            Move::First => isize::MIN,
            Move::Last => isize::MAX,
            Move::Left
            | Move::Right
            | Move::ScrollUp
            | Move::ScrollDown
            | Move::NextPane
            | Move::Close => 0,
        };
        if let Phase::Choosing(choosing) = &mut self.phase {
            choosing.go(by);
            return;
        }
        self.refused = None;
        self.cursor = window::moved(self.cursor, by, self.lines().len());
    }

    fn browse(&mut self, browse: Browse) {
        self.refused = None;
        let Some(line) = self.line() else {
            return;
        };
        match browse {
            Browse::Agree if self.is_open(line) => {
                if self.agree(line) {
                    self.seek_open();
                } else {
                    self.choose(line);
                }
            }
            Browse::Agree if self.open_lines() == 0 => self.finish(),
            Browse::Agree => self.seek_open(),
            Browse::AgreeAll => self.agree_all(),
            Browse::Choose => self.choose(line),
            Browse::LeaveOut => {
                match line {
                    Line::Heading(at) => self.say(at, Use::LeaveOut),
                    Line::Word(at) => self.say_word(at, Said::LeftOut),
                }
                self.seek_open();
            }
            Browse::KeepMap => self.finish(),
            Browse::Map
            | Browse::MapNext
            | Browse::Find
            | Browse::FilterPriority
            | Browse::FilterState
            | Browse::FilterOfficer
            | Browse::ClearFilter
            | Browse::Open
            | Browse::Dimensions
            | Browse::Distribution
            | Browse::Estimate
            | Browse::History
            | Browse::Frameworks
            | Browse::Paste
            | Browse::Export
            | Browse::Adopt
            | Browse::Compare
            | Browse::Documents
            | Browse::Confirm
            | Browse::LayAside
            | Browse::Missing
            | Browse::Evidence
            | Browse::Withdraw
            | Browse::Report
            | Browse::Import
            | Browse::Imports
            | Browse::Backups
            | Browse::BackUp
            | Browse::CheckBackup
            | Browse::Restore
            | Browse::Verify
            | Browse::UndoImport
            | Browse::Validate
            | Browse::Details
            | Browse::Across
            | Browse::Whom
            | Browse::Under
            | Browse::Views
            | Browse::ForgetView
            | Browse::KeepView
            | Browse::AsAt
            | Browse::September
            | Browse::SchoolReadings => {}
        }
    }

    /// Takes a line for what it is proposed to be; gives whether anything was proposed.
    fn agree(&mut self, line: Line) -> bool {
        match line {
            Line::Heading(at) => {
                let guess = self.heading(at).and_then(|(heading, _)| heading.guess);
                // Somebody may have chosen the column for another header meanwhile.
                let free = guess.filter(|column| self.holder(*column).is_none());
                free.is_some_and(|column| {
                    self.say(at, Use::As(column));
                    true
                })
            }
            Line::Word(at) => {
                let guess = self.word(at).and_then(|(word, _)| word.guess);
                guess.is_some_and(|setting| {
                    self.say_word(at, Said::Is(setting));
                    true
                })
            }
        }
    }

    fn agree_all(&mut self) {
        for line in self.lines() {
            if !self.is_open(line) || self.agree(line) {
                continue;
            }
            match line {
                Line::Heading(at) => self.say(at, Use::LeaveOut),
                Line::Word(at) => self.say_word(at, Said::LeftOut),
            }
        }
    }

    /// Opens the list of what a line may stand for.
    fn choose(&mut self, line: Line) {
        let (what, entries) = match line {
            Line::Heading(at) => {
                let header = self.heading(at).map(|(heading, _)| heading.header.clone());
                let entries = Column::ALL.iter().map(|column| self.entry(*column, at));
                (header, entries.collect())
            }
            Line::Word(at) => {
                let word = self.word(at).map(|(word, _)| word.word.clone());
                let entry = |setting: Setting| Entry {
                    choice: Choice::Setting(setting),
                    name: setting.code(),
                    words: setting.words(),
                    note: setting.words().to_owned(),
                };
                (word, Setting::ALL.map(entry).to_vec())
            }
        };
        let what: String = what.unwrap_or_default().chars().take(30).collect();
        self.phase = Phase::Choosing(Choosing::new(format!("What is “{what}”?"), entries));
    }

    fn entry(&self, column: Column, at: usize) -> Entry {
        let holder = self.holder(column).filter(|holder| *holder != at);
        let holder = holder.and_then(|holder| self.heading(holder));
        let held =
            holder.map(|(heading, _)| format!("{}, now “{}”", column.words(), heading.header));
        Entry {
            choice: Choice::Column(column),
            name: column.name(),
            words: column.words(),
            note: held.unwrap_or_else(|| column.words().to_owned()),
        }
    }

    /// Asks for a name, where what was said can come in.
    fn finish(&mut self) {
        let doubled = self.doubled().map(|(column, first, second)| {
            format!("“{first}” and “{second}” both stand for {column}; x leaves one of them out.")
        });
        let nameless = self.lacks().contains(&Lack::Identity).then(|| {
            "No header stands for ref or upn yet, so no row says which pupil it is: c chooses one."
                .to_owned()
        });
        self.refused = doubled.or(nameless);
        if self.refused.is_none() {
            self.phase = Phase::Naming(Input::holding(&self.name()));
        }
    }

    fn answer(&mut self, answer: Answer) -> Turn {
        let phase = std::mem::replace(&mut self.phase, Phase::Settling);
        match (phase, answer) {
            (Phase::Choosing(choosing), Answer::Accept) => self.choice(choosing),
            (Phase::Naming(input), Answer::Accept) => {
                self.phase = Phase::Keeping;
                self.refused = None;
                let headers = self.survey.headings.iter().map(|one| one.header.clone());
                return Turn::ask(Request::KeepMap {
                    name: input.text().trim().to_owned(),
                    map: self.map(),
                    headers: headers.collect(),
                });
            }
            (Phase::Choosing(_) | Phase::Naming(_), Answer::Cancel) => self.refused = None,
            (phase, _) => self.phase = phase,
        }
        Turn::stay()
    }

    fn choice(&mut self, choosing: Choosing) {
        let Some(chosen) = choosing.chosen() else {
            self.phase = Phase::Choosing(choosing);
            return;
        };
        match (self.line(), chosen) {
            (Some(Line::Heading(at)), Choice::Column(column)) => self.say(at, Use::As(column)),
            (Some(Line::Word(at)), Choice::Setting(setting)) => {
                self.say_word(at, Said::Is(setting));
            }
            (_, _) => {}
        }
        self.seek_open();
    }
}
