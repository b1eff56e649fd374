//! What the keys and the replies do.

use super::state::{Choice, Phase, Said, Worklist};
use crate::domain::worklist::Filter;
use crate::ui::action::{Action, Answer, Browse, Context, Move, Rating, Review};
use crate::ui::chord::Chord;
use crate::ui::desk::{Acts, Desk, Place, Turn};
use crate::ui::message::{Asked, Reply, Request, Which};
use crate::ui::parts::input::Input;
use crate::ui::parts::menu::Chosen;
use crate::ui::parts::window;

/// How soon a second click must follow to be a double one.
const DOUBLE_CLICK: i64 = 500;

impl Acts for Worklist {
    fn context(&self) -> Context {
        match self.phase {
            Phase::Browsing => Context::Worklist,
            Phase::Finding(..) => Context::Line,
            Phase::Choosing(_) => Context::Menu,
        }
    }

    fn digits(&self) -> Option<String> {
        match &self.phase {
            Phase::Choosing(menu) => Some(menu.digits()),
            Phase::Browsing | Phase::Finding(..) => None,
        }
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Turn {
        if matches!(self.said, Some(Said::Taken(_))) {
            self.said = None;
        }
        if matches!(self.said, Some(Said::Written(_))) {
            self.said = None;
            if action == Action::Browse(Browse::ClearFilter) {
                return Turn::stay();
            }
        }
        match action {
            Action::Move(motion) => self.go(motion, desk),
            Action::Browse(browse) => self.browse(browse, desk),
            Action::Answer(answer) => self.answer(answer, desk),
            Action::Review(Review::Open) => Turn::to(Place::Moderation),
            Action::Review(Review::Standard) => Turn::to(Place::Standard),
            Action::Rating(Rating::Open) => Turn::to(Place::Rates),
            Action::Walk(_) | Action::Review(_) | Action::Rating(_) | Action::House(_) => {
                Turn::stay()
            }
        }
    }

    fn hear(&mut self, _asked: Asked, reply: Reply, desk: &Desk) -> Turn {
        if let Reply::Worklist(page) = reply {
            self.cursor = self.cursor.min(page.total.saturating_sub(1));
            // A list that has become shorter may leave the cursor before the first row that came.
            let missed = page.rows.is_empty() && page.total > 0;
            self.page = Some(*page);
            if matches!(self.said, Some(Said::Refused(_))) {
                self.said = None;
            }
            if missed {
                return Turn::ask(self.window(desk));
            }
        } else if let Reply::Reported(written) = reply {
            self.said = Some(Said::Written(written));
        } else if let Reply::Taken(count @ 1..) = reply {
            self.said = Some(Said::Taken(count));
        } else if let Reply::Refused(why) = reply {
            self.said = Some(Said::Refused(why));
        }
        Turn::stay()
    }

    fn write(&mut self, chord: Chord, desk: &Desk) -> Turn {
        let changed = match &mut self.phase {
            Phase::Finding(input, _) => input.write(chord),
            Phase::Browsing | Phase::Choosing(_) => false,
        };
        if changed {
            return self.find(desk);
        }
        Turn::stay()
    }

    fn paste(&mut self, text: &str, desk: &Desk) -> Turn {
        match &mut self.phase {
            Phase::Finding(input, _) => {
                input.paste(text);
                self.find(desk)
            }
            Phase::Browsing => Turn::to(Place::Paste(text.to_owned())),
            Phase::Choosing(_) => Turn::stay(),
        }
    }

    fn resume(&mut self, desk: &Desk) -> Turn {
        Turn::ask(self.window(desk))
    }

    fn click(&mut self, at: (u16, u16), desk: &Desk) -> Turn {
        let Some(place) = self.place_at(at, desk) else {
            return Turn::stay();
        };
        let soon = |when| desk.now.millis() - when <= DOUBLE_CLICK;
        let again = (self.clicked).is_some_and(|(row, when)| row == place && soon(when.millis()));
        self.cursor = place;
        if again {
            self.clicked = None;
            return self.browse(Browse::Map, desk);
        }
        self.clicked = Some((place, desk.now));
        self.fetch(desk)
    }
}

impl Worklist {
    fn go(&mut self, motion: Move, desk: &Desk) -> Turn {
        if let Phase::Choosing(menu) = &mut self.phase {
            menu.go(motion);
            return Turn::stay();
        }
        let page = isize::try_from(desk.rows()).unwrap_or(1);
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
        self.cursor = window::moved(self.cursor, by, self.total());
        self.fetch(desk)
    }

    /// Asks for the rows around the cursor where they have not come in.
    fn fetch(&self, desk: &Desk) -> Turn {
        if self.in_hand(desk) {
            return Turn::stay();
        }
        Turn::ask(self.window(desk))
    }

    /// Shows what the filter lets through, from the top.
    fn refilter(&mut self, desk: &Desk) -> Turn {
        self.cursor = 0;
        Turn::ask(self.window(desk))
    }

    fn find(&mut self, desk: &Desk) -> Turn {
        if let Phase::Finding(input, _) = &self.phase {
            self.filter.text = input.text();
        }
        self.refilter(desk)
    }

    fn answer(&mut self, answer: Answer, desk: &Desk) -> Turn {
        let phase = std::mem::replace(&mut self.phase, Phase::Browsing);
        match phase {
            Phase::Browsing => Turn::stay(),
            Phase::Finding(_, before) => {
                if answer != Answer::Cancel && !self.filter.text.trim().is_empty() {
                    return Turn::stay();
                }
                self.filter = before;
                self.refilter(desk)
            }
            Phase::Choosing(mut menu) => match menu.answer(answer) {
                Chosen::Left => Turn::stay(),
                Chosen::Nothing => {
                    self.phase = Phase::Choosing(menu);
                    Turn::stay()
                }
                Chosen::One(choice) => {
                    match choice {
                        Choice::States(states) => self.filter.states = states,
                        Choice::Priorities(groups) => self.filter.priorities = groups,
                        Choice::Officer(officer) => self.filter.officer = officer,
                    }
                    self.refilter(desk)
                }
            },
        }
    }

    fn browse(&mut self, browse: Browse, desk: &Desk) -> Turn {
        let pupil = self.row().map(|row| row.pupil.clone());
        match browse {
            Browse::Map => pupil.map_or_else(Turn::stay, |pupil| {
                Turn::to(Place::Walk(Which::Pupil(pupil)))
            }),
            Browse::History => {
                pupil.map_or_else(Turn::stay, |pupil| Turn::to(Place::History(pupil)))
            }
            Browse::MapNext => Turn::to(Place::Walk(Which::Next(None))),
            Browse::Distribution => Turn::to(Place::Distribution),
            Browse::Estimate => Turn::to(Place::Estimate),
            Browse::Frameworks => Turn::to(Place::Frameworks),
            Browse::Imports => Turn::to(Place::Imports),
            Browse::Backups => Turn::to(Place::Backups),
            Browse::Documents => Turn::to(Place::Papers),
            Browse::Paste => Turn::to(Place::Paste(String::new())),
            Browse::Import => Turn::to(Place::Import),
            Browse::Find => {
                // Whoever looks for a name means everybody, the done among them.
                let before = std::mem::replace(&mut self.filter, Filter::all());
                self.phase = Phase::Finding(Input::default(), before);
                self.refilter(desk)
            }
            Browse::FilterState => {
                self.phase = Phase::Choosing(Self::states());
                Turn::stay()
            }
            Browse::FilterOfficer => {
                self.phase = Phase::Choosing(self.officers());
                Turn::stay()
            }
            Browse::FilterPriority => {
                self.phase = Phase::Choosing(Self::priorities());
                Turn::stay()
            }
            Browse::ClearFilter if self.filter != Filter::default() => {
                self.filter = Filter::default();
                self.refilter(desk)
            }
            Browse::Details => {
                self.forecast = Some(!self.shows_forecast(desk));
                Turn::stay()
            }
            Browse::Report if self.said != Some(Said::Writing) => {
                self.said = Some(Said::Writing);
                Turn::ask(Request::Report)
            }
            Browse::ClearFilter
            | Browse::Report
            | Browse::Open
            | Browse::Dimensions
            | Browse::Across
            | Browse::Whom
            | Browse::Under
            | Browse::Views
            | Browse::ForgetView
            | Browse::KeepView
            | Browse::AsAt
            | Browse::September
            | Browse::SchoolReadings
            | Browse::Export
            | Browse::Adopt
            | Browse::Compare
            | Browse::Evidence
            | Browse::UndoImport
            | Browse::Validate
            | Browse::BackUp
            | Browse::CheckBackup
            | Browse::Restore
            | Browse::Verify
            | Browse::Agree
            | Browse::AgreeAll
            | Browse::Choose
            | Browse::LeaveOut
            | Browse::KeepMap
            | Browse::Confirm
            | Browse::LayAside
            | Browse::Missing
            | Browse::Withdraw => Turn::stay(),
        }
    }
}
