//! What the keys and the replies do.

use super::figures::Figures;
use super::state::{Come, Next, Pane, Phase, Rates, Said, Told, Typed, Work};
use crate::domain::exact::Money;
use crate::domain::rates::{Filed, Ground, RateSet, Value};
use crate::ui::action::{Action, Answer, Browse, Context, Move, Rating};
use crate::ui::chord::Chord;
use crate::ui::desk::{Acts, Desk, Turn};
use crate::ui::message::{Asked, Reply, Request};
use crate::ui::parts::input::Input;
use crate::ui::parts::menu::digits;
use crate::ui::parts::window::moved;

/// What leaving the program would lose.
const LOST: &str = "The rates that were changed are not saved: s saves them as a new rate set.";

impl Acts for Rates {
    fn context(&self) -> Context {
        match (&self.phase, self.pane) {
            (Phase::Choosing(_), _) => Context::Menu,
            (Phase::Typing(..), _) => Context::Line,
            (_, Pane::Tariffs) => Context::Rates,
            (_, Pane::Options) => Context::Options,
            (_, Pane::Moves) => Context::Gains,
            (_, Pane::Shortfalls) => Context::Shortfalls,
            (_, Pane::Communities) => Context::Communities,
        }
    }

    fn digits(&self) -> Option<String> {
        match &self.phase {
            Phase::Choosing(menu) => Some(menu.digits()),
            Phase::Looking => Some(digits(Pane::ALL.len())),
            Phase::Keeping(..) | Phase::Deciding | Phase::Typing(..) => None,
        }
    }

    fn loses(&self) -> Option<&str> {
        self.is_changed().then_some(LOST)
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Turn {
        let turn = match action {
            Action::Move(Move::Close) if self.shut() => Turn::stay(),
            Action::Move(Move::Close) => return self.leave(Next::Close),
            Action::Move(motion) => {
                self.go(motion, desk);
                Turn::stay()
            }
            Action::Answer(answer) => self.answer(answer, desk),
            Action::Rating(rating) => self.rate(rating),
            Action::Browse(Browse::Open) => self.open_row(),
            Action::Browse(Browse::History) => self.history(),
            Action::Walk(_) | Action::Browse(_) | Action::Review(_) | Action::House(_) => {
                Turn::stay()
            }
        };
        self.look(turn)
    }

    fn hear(&mut self, asked: Asked, reply: Reply, _desk: &Desk) -> Turn {
        if let Reply::Ground(ground) = reply {
            self.stand_on(*ground);
        } else if let Reply::RatesKept(kept) = reply {
            let turn = self.kept(*kept);
            return self.look(turn);
        } else if let Reply::Shortfalls(report) = reply {
            self.plan = moved(self.plan, 0, report.listed().len());
            self.short = Come::Yes(report);
        } else if let Reply::Communities(shared) = reply {
            self.community = moved(self.community, 0, shared.communities.len());
            self.pot = Come::Yes(shared);
        } else if let Reply::OutcomeKept(recorded) = reply {
            self.outcome_kept(*recorded);
        } else if let Reply::Refused(why) = reply {
            if asked == Asked::Ground {
                self.told = Told::Refused(why);
            } else if asked == Asked::Shortfalls {
                self.short = Come::Refused(why);
            } else if asked == Asked::Communities && self.pot.come().is_none() {
                self.pot = Come::Refused(why);
            } else {
                self.not_kept(why);
            }
        }
        Turn::stay()
    }

    fn write(&mut self, chord: Chord, _desk: &Desk) -> Turn {
        if let Phase::Typing(_, input) = &mut self.phase {
            input.write(chord);
        }
        Turn::stay()
    }

    fn paste(&mut self, text: &str, _desk: &Desk) -> Turn {
        if let Phase::Typing(_, input) = &mut self.phase {
            input.paste(text);
        }
        Turn::stay()
    }
}

impl Rates {
    /// Whether the set at hand is not as it is in its file.
    pub(super) fn is_changed(&self) -> bool {
        self.work.as_ref().is_some_and(Work::is_changed)
    }

    /// Takes what has come, and the first set that has rates.
    fn stand_on(&mut self, ground: Ground) {
        let priced = ground.sets.iter().find(|one| !one.held.is_weighted());
        let first = priced.or(ground.sets.first()).cloned();
        self.work = first.map(|kept| Work::of(kept, &ground));
        self.envelope = (!ground.envelopes.is_empty()).then_some(0);
        self.said = ground
            .faults
            .first()
            .map(|one| Said::Refused(format!("{} cannot be used: {}", one.file, one.held)));
        self.told = Told::Yes(Box::new(ground));
        self.go_to_first_rate();
    }

    /// Puts the cursor on the first row that has a rate.
    pub(super) fn go_to_first_rate(&mut self) {
        let rows = self.rows();
        let first = rows
            .iter()
            .position(|row| matches!(row, super::figures::Row::Line(_)));
        self.row = first.unwrap_or(0);
    }

    fn rate(&mut self, rating: Rating) -> Turn {
        // While the worker keeps the set, it stays as it was handed over.
        if self.ground().is_none() || !matches!(self.phase, Phase::Looking) {
            return Turn::stay();
        }
        self.said = None;
        match rating {
            Rating::Open => Turn::stay(),
            Rating::Raise => self.step(self.step),
            Rating::Lower => self.step(Money::default() - self.step),
            Rating::Undo => self.undo(),
            Rating::Write => self.write_rate(),
            Rating::Step => self.write_step(),
            Rating::Scale => self.write_scale(),
            Rating::Solve => self.choose_solving(),
            Rating::Choose => self.choose_set(),
            Rating::Envelope => self.choose_envelope(),
            Rating::Save => self.write_name(Next::Stay),
            Rating::Level => self.choose_level(),
            Rating::Order => {
                self.order = self.order.next();
                self.moved = None;
                self.mover = 0;
                Turn::stay()
            }
            Rating::Decide => self.choose_outcome(),
            Rating::Year => self.next_year(),
        }
    }

    /// Raises or lowers the rate under the cursor; none goes below nothing.
    fn step(&mut self, by: Money) -> Turn {
        let Some((line, rate)) = self.line() else {
            return self.no_rate();
        };
        self.put(line, (rate + by).above_nothing());
        Turn::stay()
    }

    /// Gives a line a rate.
    pub(super) fn put(&mut self, line: usize, rate: Money) {
        let Some(work) = &self.work else { return };
        let mut set = work.set.clone();
        if let Some(one) = set.rates.get_mut(line) {
            one.value = Value::Pounds(rate);
        }
        self.take(set);
    }

    /// Takes a changed set, so that the change can be undone, and works out what follows.
    pub(super) fn take(&mut self, set: RateSet) {
        let Told::Yes(ground) = &self.told else {
            return;
        };
        let Some(work) = &mut self.work else { return };
        if set == work.set {
            return;
        }
        work.figures = Figures::of(ground, &set);
        work.past.push(std::mem::replace(&mut work.set, set));
        self.stale();
    }

    fn undo(&mut self) -> Turn {
        let Told::Yes(ground) = &self.told else {
            return Turn::stay();
        };
        let Some(work) = &mut self.work else {
            return Turn::stay();
        };
        self.said = None;
        match work.past.pop() {
            Some(set) => {
                work.figures = Figures::of(ground, &set);
                work.set = set;
            }
            None => return self.refuse("Nothing is changed that could be undone."),
        }
        self.stale();
        // A solution by parts has other lines, so that the cursor may stand beyond the last.
        self.row = moved(self.row, 0, self.rows().len());
        Turn::stay()
    }

    /// Says why the row under the cursor has no rate to change.
    pub(super) fn no_rate(&mut self) -> Turn {
        let weighted = self
            .work
            .as_ref()
            .is_some_and(|work| work.set.is_weighted());
        if weighted {
            return self.refuse(
                "This set is in weights: v finds the rates that the envelope affords, and these can be changed.",
            );
        }
        self.refuse("No rate is for this tariff: it is paid otherwise.")
    }

    pub(super) fn refuse(&mut self, why: impl Into<String>) -> Turn {
        self.said = Some(Said::Refused(why.into()));
        Turn::stay()
    }

    /// Asks the worker to keep the set under the name that was typed.
    pub(super) fn keep(&mut self, name: Input, next: Next) -> Turn {
        let Some(work) = &self.work else {
            return Turn::stay();
        };
        let named = name.text().trim().to_owned();
        let request = Request::KeepRates(named, Box::new(work.set.clone()));
        self.phase = Phase::Keeping(next, name);
        Turn::ask(request)
    }

    /// Hears why something is not kept; a name stays to be mended, for the next keys would else do something else.
    fn not_kept(&mut self, why: String) {
        self.phase = match std::mem::replace(&mut self.phase, Phase::Looking) {
            Phase::Keeping(next, name) => Phase::Typing(Typed::Name(next), name),
            Phase::Looking | Phase::Choosing(_) | Phase::Typing(..) | Phase::Deciding => {
                Phase::Looking
            }
        };
        self.said = Some(Said::Refused(why));
    }

    /// Hears that the set is kept: it stands among the files now.
    fn kept(&mut self, kept: Filed<RateSet>) -> Turn {
        let Phase::Keeping(next, _) = std::mem::replace(&mut self.phase, Phase::Looking) else {
            return Turn::stay();
        };
        let Told::Yes(ground) = &mut self.told else {
            return Turn::stay();
        };
        let words = format!("Saved as {}: a draft, in {}.", kept.file, ground.folder);
        // The others keep their places, for a choice among them may be open.
        ground.sets.push(kept.clone());
        if let Some(work) = &mut self.work {
            work.set = kept.held.clone();
            work.kept = kept;
            work.past.clear();
        }
        self.anew();
        self.said = Some(Said::Done(words));
        self.go_on(next)
    }

    /// Leaves the set at hand; where it is changed, asks first.
    pub(super) fn leave(&mut self, next: Next) -> Turn {
        if self.is_changed() {
            self.ask_first(next);
            return Turn::stay();
        }
        self.go_on(next)
    }

    /// Does what comes once nothing is lost by it.
    pub(super) fn go_on(&mut self, next: Next) -> Turn {
        match next {
            Next::Stay => Turn::stay(),
            Next::Close => Turn::back(),
            Next::Set(at) => {
                let Told::Yes(ground) = &self.told else {
                    return Turn::stay();
                };
                if let Some(kept) = ground.sets.get(at) {
                    self.work = Some(Work::of(kept.clone(), ground));
                    self.anew();
                    self.go_to_first_rate();
                }
                Turn::stay()
            }
        }
    }

    fn answer(&mut self, answer: Answer, desk: &Desk) -> Turn {
        match std::mem::replace(&mut self.phase, Phase::Looking) {
            Phase::Choosing(menu) => self.choose(menu, answer),
            Phase::Typing(typed, input) => self.typed(typed, input, answer, desk),
            Phase::Looking => match answer {
                Answer::Pick(digit) => {
                    let at = usize::from(digit).wrapping_sub(1);
                    let pane = Pane::ALL.get(at).copied();
                    pane.map_or_else(Turn::stay, |pane| self.show(pane))
                }
                Answer::Accept | Answer::Cancel | Answer::MakePlan => Turn::stay(),
            },
            phase @ (Phase::Keeping(..) | Phase::Deciding) => {
                self.phase = phase;
                Turn::stay()
            }
        }
    }
}
