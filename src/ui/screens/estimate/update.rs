//! What the keys and the replies do.

use super::state::{Beside, Estimate, Phase, Said, Told};
use crate::domain::distribution::rest::AuditProspect;
use crate::domain::exact::grouped;
use crate::ui::action::{Action, Answer, Context, Move, Review};
use crate::ui::chord::Chord;
use crate::ui::desk::{Acts, Desk, Place, Question, Turn};
use crate::ui::message::{Asked, Reply, Request};
use crate::ui::parts::input::Input;

impl Acts for Estimate {
    fn context(&self) -> Context {
        match self.phase {
            Phase::Looking | Phase::Waiting => Context::Estimate,
            Phase::Number(_) => Context::Line,
        }
    }

    fn act(&mut self, action: Action, desk: &Desk) -> Turn {
        match action {
            Action::Move(Move::Close) => Turn::back(),
            Action::Move(motion) => {
                self.go(motion, desk);
                Turn::stay()
            }
            Action::Review(Review::Audit) => self.begin(),
            Action::Answer(answer) => self.answer(answer),
            Action::Browse(_)
            | Action::Walk(_)
            | Action::Review(_)
            | Action::Rating(_)
            | Action::House(_) => Turn::stay(),
        }
    }

    fn hear(&mut self, asked: Asked, reply: Reply, _desk: &Desk) -> Turn {
        if let Reply::Rest(rest) = reply {
            self.told = Told::Yes(rest);
        } else if let Reply::AuditProspect(prospect) = reply {
            self.phase = Phase::Looking;
            return Turn::to(Place::Confirm(Box::new(question(&prospect))));
        } else if let Reply::Audited(drawn) = reply {
            self.phase = Phase::Looking;
            self.said = Some(Said::Drawn(format!(
                "{} pupils are drawn. They stand in the worklist as \"audit sample\".",
                grouped(drawn)
            )));
            return Turn::ask(Request::Rest);
        } else if let Reply::Refused(why) = reply {
            self.phase = Phase::Looking;
            if asked == Asked::Rest {
                self.told = Told::Refused(why);
            } else {
                self.said = Some(Said::Refused(why));
            }
        }
        Turn::stay()
    }

    fn write(&mut self, chord: Chord, _desk: &Desk) -> Turn {
        if let Phase::Number(input) = &mut self.phase {
            input.write(chord);
        }
        Turn::stay()
    }

    fn paste(&mut self, text: &str, _desk: &Desk) -> Turn {
        if let Phase::Number(input) = &mut self.phase {
            input.paste(text);
        }
        Turn::stay()
    }

    fn resume(&mut self, _desk: &Desk) -> Turn {
        Turn::ask(Request::Rest)
    }
}

impl Estimate {
    fn go(&mut self, motion: Move, desk: &Desk) {
        let page = desk.rows() / 2;
        let last = self.last_line(desk);
        self.from = match motion {
            Move::Up => self.from.saturating_sub(1),
            Move::Down => self.from + 1,
            Move::PageUp => self.from.saturating_sub(page),
            Move::PageDown => self.from + page,
            Move::Last => last,
            Move::NextPane => {
                self.beside = match self.beside {
                    Beside::Samples => Beside::Sizes,
                    Beside::Sizes => Beside::Time,
                    Beside::Time => Beside::Samples,
                };
                0
            }
            Move::First => 0,
            Move::Left | Move::Right | Move::ScrollUp | Move::ScrollDown | Move::Close => self.from,
        }
        .min(last);
    }

    /// Asks how many are to be drawn.
    fn begin(&mut self) -> Turn {
        let Some(rest) = self.rest() else {
            return Turn::ask(Request::Rest);
        };
        if rest.prospect.is_none() {
            let why = "Everybody in scope is mapped or drawn already, so there is nobody to draw.";
            self.said = Some(Said::Refused(why.to_owned()));
            return Turn::stay();
        }
        self.said = None;
        self.beside = Beside::Sizes;
        self.from = 0;
        self.phase = Phase::Number(Input::default());
        Turn::stay()
    }

    fn answer(&mut self, answer: Answer) -> Turn {
        let Phase::Number(input) = std::mem::replace(&mut self.phase, Phase::Looking) else {
            return Turn::stay();
        };
        if answer != Answer::Accept {
            return Turn::stay();
        }
        let text = input.text();
        let text = text.trim();
        let Ok(wanted) = text.replace(',', "").parse() else {
            let why = format!("\"{text}\" is no whole number of pupils; type one as 400.");
            self.said = Some(Said::Refused(why));
            self.phase = Phase::Number(input);
            return Turn::stay();
        };
        self.phase = Phase::Waiting;
        self.said = None;
        Turn::ask(Request::AuditProspect(wanted))
    }
}

/// What is asked before a sample is drawn: how many, of whom, and what that will show.
fn question(prospect: &AuditProspect) -> Question {
    let shown = &prospect.prospect;
    let drawn = shown.drawn();
    let more = if prospect.extends.is_some() {
        " more"
    } else {
        ""
    };
    let words = format!(
        "Draw {}{more} of the {} pupils who are not known, at random from {} strata? Once all are read, each tariff's share is known to ±{:.1} points at the worst, all together to ±{:.1}. The draw is recorded with its seed.",
        grouped(drawn),
        grouped(shown.whole - shown.known),
        shown.strata.len(),
        shown.alone * 100.0,
        shown.together * 100.0,
    );
    let request = Request::DrawAudit(drawn);
    Question { words, request }
}
