//! What the keys and the replies do.

use super::state::{Papers, Phase, Said};
use crate::domain::matching::Outcome;
use crate::domain::paper::{Aside, Fate, Nearest, PaperId, Shown};
use crate::ui::action::{Action, Answer, Browse, Context, Move, Walk};
use crate::ui::chord::Chord;
use crate::ui::desk::{Acts, Desk, Turn};
use crate::ui::message::{Asked, Reply, Request};
use crate::ui::parts::input::Input;
use crate::ui::parts::menu::{Chosen, Menu, digits};
use crate::ui::parts::window;

impl Acts for Papers {
    fn context(&self) -> Context {
        match self.phase {
            Phase::Browsing => Context::Papers,
            Phase::Choosing(_) => Context::Menu,
            Phase::Finding(..) => Context::Line,
        }
    }

    fn digits(&self) -> Option<String> {
        match &self.phase {
            Phase::Browsing => Some(digits(self.paper().map_or(0, |paper| paper.nearest.len()))),
            Phase::Choosing(menu) => Some(menu.digits()),
            Phase::Finding(..) => None,
        }
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Turn {
        match action {
            // What was settled goes in now; the reply is for the screen below.
            Action::Move(Move::Close) => Turn::back().and(Request::TakeSettled),
            Action::Move(motion) => {
                self.go(motion, desk);
                Turn::stay()
            }
            Action::Answer(answer) => self.answer(answer),
            Action::Browse(browse) => self.browse(browse),
            Action::Walk(Walk::Undo) => self.undo(),
            Action::Walk(_) | Action::Review(_) | Action::Rating(_) | Action::House(_) => {
                Turn::stay()
            }
        }
    }

    fn hear(&mut self, asked: Asked, reply: Reply, _desk: &Desk) -> Turn {
        if let Reply::Papers(papers) = reply {
            self.open_with(papers);
        } else if let Reply::Fates(fates) = reply {
            self.learn(&fates);
        } else if let Reply::Found(found) = reply {
            if let Phase::Finding(_, menu) = &mut self.phase {
                *menu = Self::found(found);
            }
        } else if let Reply::Exported(file) = reply {
            self.said = Some(Said::Written(file));
        } else if let Reply::Refused(why) = reply {
            self.said = Some(Said::Refused(why));
            if asked == Asked::Settle {
                // It is not known which of them are kept: all of them are asked for again.
                self.sent.clear();
                return Turn::ask(Request::Papers);
            }
        }
        Turn::stay()
    }

    fn write(&mut self, chord: Chord, _desk: &Desk) -> Turn {
        let Phase::Finding(input, _) = &mut self.phase else {
            return Turn::stay();
        };
        if !input.write(chord) {
            return Turn::stay();
        }
        Turn::ask(Request::FindPupils(input.text()))
    }

    fn paste(&mut self, text: &str, _desk: &Desk) -> Turn {
        let Phase::Finding(input, _) = &mut self.phase else {
            return Turn::stay();
        };
        input.paste(text);
        Turn::ask(Request::FindPupils(input.text()))
    }
}

impl Papers {
    /// Shows what waits; what was set aside before this screen was opened is not shown again.
    fn open_with(&mut self, papers: Vec<Shown>) {
        let here = |paper: &Shown| self.steps.contains(&paper.id);
        let shows = |paper: &Shown| !matches!(paper.fate, Fate::Aside(_)) || here(paper);
        let mut papers: Vec<Shown> = papers.into_iter().filter(shows).collect();
        // What one key confirms comes first, what has to be looked for last.
        papers.sort_by_key(|paper| paper.outcome);
        self.shown = Some(papers);
        self.cursor = window::moved(self.cursor, 0, self.all().len());
        if self.steps.is_empty() {
            self.cursor = self.next_open().unwrap_or(0);
        }
    }

    /// Hears what has become of the documents.
    fn learn(&mut self, fates: &[(PaperId, Fate)]) {
        self.sent.clear();
        for paper in self.shown.iter_mut().flatten() {
            if let Some((_, fate)) = fates.iter().find(|(id, _)| *id == paper.id) {
                paper.fate = fate.clone();
            }
        }
    }

    fn go(&mut self, motion: Move, desk: &Desk) {
        if let Phase::Choosing(menu) = &mut self.phase {
            return menu.go(motion);
        }
        if let Phase::Finding(_, menu) = &mut self.phase {
            return menu.go(motion);
        }
        let (row, text) = (
            (self.cursor, self.all().len()),
            (self.from, self.page(desk)),
        );
        let (cursor, from) = window::beside(motion, row, text, || self.last_line(desk));
        if cursor == self.cursor {
            self.from = from;
        } else {
            self.look_at(cursor);
        }
    }

    fn look_at(&mut self, cursor: usize) {
        (self.cursor, self.from, self.said) = (cursor, 0, None);
    }

    /// The place of the next document that is open, from the cursor on and then from the top.
    fn next_open(&self) -> Option<usize> {
        let open = |at: &usize| self.all().get(*at).is_some_and(|paper| self.is_open(paper));
        let mut after = self.cursor..self.all().len();
        after.find(open).or_else(|| (0..self.cursor).find(open))
    }

    fn answer(&mut self, answer: Answer) -> Turn {
        let phase = std::mem::replace(&mut self.phase, Phase::Browsing);
        match phase {
            Phase::Browsing => match answer {
                Answer::Pick(digit) => self.pick(usize::from(digit).wrapping_sub(1)),
                Answer::Accept | Answer::Cancel | Answer::MakePlan => Turn::stay(),
            },
            Phase::Choosing(mut menu) => match menu.answer(answer) {
                Chosen::One(why) => self.settle(Fate::Aside(why)),
                Chosen::Left => Turn::stay(),
                Chosen::Nothing => {
                    self.phase = Phase::Choosing(menu);
                    Turn::stay()
                }
            },
            Phase::Finding(input, mut menu) => match menu.answer(answer) {
                Chosen::One(pupil) => self.give(&pupil),
                Chosen::Left => Turn::stay(),
                Chosen::Nothing => {
                    self.phase = Phase::Finding(input, menu);
                    Turn::stay()
                }
            },
        }
    }

    fn browse(&mut self, browse: Browse) -> Turn {
        match browse {
            Browse::Confirm => self.confirm(),
            Browse::Find if self.paper().is_some() => {
                self.said = None;
                self.phase = Phase::Finding(Input::default(), Self::found(Vec::new()));
                Turn::stay()
            }
            Browse::LayAside if self.paper().is_some() => {
                self.said = None;
                let entries = Aside::ALL.map(|why| (why.words().to_owned(), why));
                self.phase = Phase::Choosing(Menu::new("Set it aside: it", entries));
                Turn::stay()
            }
            Browse::Missing => Turn::ask(Request::Missing),
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
            | Browse::Imports
            | Browse::Backups
            | Browse::BackUp
            | Browse::CheckBackup
            | Browse::Restore
            | Browse::Verify
            | Browse::UndoImport
            | Browse::Validate
            | Browse::Import
            | Browse::Agree
            | Browse::AgreeAll
            | Browse::Choose
            | Browse::LeaveOut
            | Browse::KeepMap
            | Browse::Evidence
            | Browse::Withdraw
            | Browse::Report
            | Browse::Documents
            | Browse::LayAside
            | Browse::Details
            | Browse::Across
            | Browse::Whom
            | Browse::Under
            | Browse::Views
            | Browse::ForgetView
            | Browse::KeepView
            | Browse::AsAt
            | Browse::September
            | Browse::SchoolReadings => Turn::stay(),
        }
    }

    /// Confirms the nearest where it is proposed; where it is not, a pupil is chosen by their digit.
    fn confirm(&mut self) -> Turn {
        let Some(paper) = self.paper() else {
            return Turn::stay();
        };
        let proposed = matches!(paper.outcome, Outcome::Sure | Outcome::Proposed);
        let why = match paper.nearest.len() {
            0 => "Nobody is near: / finds any pupil, 0 sets the document aside.",
            _ if proposed => return self.pick(0),
            _ => "Nobody is proposed: choose by digit, / finds any pupil, 0 sets it aside.",
        };
        self.said = Some(Said::Refused(why.to_owned()));
        Turn::stay()
    }

    fn pick(&mut self, at: usize) -> Turn {
        let pupil = self
            .paper()
            .and_then(|paper| paper.nearest.get(at))
            .cloned();
        pupil.map_or_else(Turn::stay, |pupil| self.give(&pupil))
    }

    fn give(&mut self, pupil: &Nearest) -> Turn {
        let Some(id) = self.paper().map(|paper| paper.id) else {
            return Turn::stay();
        };
        if let Some(other) = self.other_of(pupil, id) {
            let why = format!(
                "{} is settled as the plan of {} already: set this one aside, or u takes that back.",
                other.file, pupil.reference
            );
            self.said = Some(Said::Refused(why));
            return Turn::stay();
        }
        self.chosen.insert(id, pupil.reference.clone());
        self.settle(Fate::Given(pupil.pupil.clone()))
    }

    /// Another document that is settled as the same pupil's: which of two came later is not for a screen to say.
    fn other_of(&self, pupil: &Nearest, id: PaperId) -> Option<&Shown> {
        let given = Fate::Given(pupil.pupil.clone());
        let of_pupil = |paper: &&Shown| {
            paper.fate == given || self.chosen.get(&paper.id) == Some(&pupil.reference)
        };
        let mut others = self.all().iter().filter(|paper| paper.id != id);
        others.find(of_pupil)
    }

    /// Settles the document under the cursor and goes on to the next open one.
    fn settle(&mut self, fate: Fate) -> Turn {
        let Some(paper) = self.paper() else {
            return Turn::stay();
        };
        let id = paper.id;
        if matches!(fate, Fate::Aside(_)) {
            self.chosen.remove(&id);
        }
        self.steps.push(id);
        self.sent.push(id);
        let next = self.next_open().unwrap_or(self.cursor);
        self.look_at(next);
        Turn::ask(Request::Settle(id, fate))
    }

    /// Lets the document wait again that was settled last.
    fn undo(&mut self) -> Turn {
        let Some(last) = self.steps.pop() else {
            let why = "Nothing was settled here that could be taken back.";
            self.said = Some(Said::Refused(why.to_owned()));
            return Turn::stay();
        };
        let place = self.all().iter().position(|paper| paper.id == last);
        self.look_at(place.unwrap_or(self.cursor));
        self.chosen.remove(&last);
        self.sent.push(last);
        Turn::ask(Request::Settle(last, Fate::Waiting))
    }
}
