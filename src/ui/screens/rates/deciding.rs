//! The outcome of a plan that costs more: what was decided, by whom, why.

use super::state::{Choice, Come, Phase, Rates, Said, Typed};
use crate::domain::exact::Money;
use crate::domain::sufficiency::outcome::Deciding;
use crate::domain::sufficiency::{Covered, Outcome, Recorded};
use crate::ui::desk::{Desk, Turn};
use crate::ui::message::Request;
use crate::ui::parts::input::Input;
use crate::ui::parts::menu::Menu;

/// What can be decided, with its code.
const DECISIONS: [(&str, &str); 5] = [
    (
        "reviewed: it is secured with what is given",
        "reviewed_sufficient",
    ),
    ("mapped again", "remapped"),
    ("topped up by a sum", "topped_up"),
    ("the plan is to be amended", "plan_to_be_amended"),
    ("open again: what was decided holds no longer", "open"),
];

impl Rates {
    /// The plan under the cursor.
    pub(super) fn plan(&self) -> Option<&Covered> {
        let listed = self.report()?.listed();
        listed.get(self.plan).map(|(one, _)| *one)
    }

    /// Opens what can be decided.
    pub(super) fn choose_outcome(&mut self) -> Turn {
        let Some(plan) = self.plan() else {
            return self.refuse("No plan is under the cursor.");
        };
        let title = format!("What was decided of {}?", plan.case.reference);
        let all = DECISIONS.map(|(words, code)| (words.to_owned(), Choice::Decide(code)));
        self.phase = Phase::Choosing(Menu::new(title, all));
        Turn::stay()
    }

    /// Goes on with what was decided: a top-up asks how much, all else who.
    pub(super) fn decided(&mut self, code: &str) -> Turn {
        self.phase = match Outcome::from_code(code, None) {
            Some(outcome) => Phase::Typing(Typed::By(outcome), Input::default()),
            None => Phase::Typing(Typed::TopUp, Input::default()),
        };
        Turn::stay()
    }

    /// Hears how much a plan is topped up by.
    pub(super) fn topped_up(&mut self, text: &str) -> Result<(), String> {
        let short = self.plan().and_then(|plan| plan.verdict.shortfall());
        let sum: Money = text
            .parse()
            .map_err(|_| format!("\"{text}\" is no amount; type pounds as 1,250."))?;
        if let Some(short) = short.filter(|short| sum < *short) {
            return Err(format!("{sum} is less than the {short} that it lacks."));
        }
        self.phase = Phase::Typing(Typed::By(Outcome::ToppedUp(sum)), Input::default());
        Ok(())
    }

    /// Hears who decided; nothing typed means the reader.
    pub(super) fn decided_by(&mut self, outcome: Outcome, text: &str, desk: &Desk) {
        let reader = desk.opening.as_ref().map(|opening| opening.reader.clone());
        let name = if text.is_empty() {
            reader.unwrap_or_default()
        } else {
            text.to_owned()
        };
        self.phase = Phase::Typing(Typed::Why(outcome, name), Input::default());
    }

    /// Hears why, and asks for the record.
    pub(super) fn decide(&mut self, outcome: Outcome, name: &str, why: &str) -> Turn {
        let (Some(plan), Some(work)) = (self.plan(), &self.work) else {
            return Turn::stay();
        };
        let deciding = Deciding {
            reference: plan.case.reference.clone(),
            rates: work.kept.file.clone(),
            outcome,
            name: name.to_owned(),
            reason: why.to_owned(),
        };
        self.phase = Phase::Deciding;
        Turn::ask(Request::DecideOutcome(Box::new(deciding)))
    }

    /// Hears that it is on the record.
    pub(super) fn outcome_kept(&mut self, recorded: Recorded) {
        self.phase = Phase::Looking;
        let told = &recorded.told;
        self.said = Some(Said::Done(format!(
            "On the record: {}, {}, {}.",
            told.outcome.words(),
            told.reader.name,
            recorded.recorded.day().long()
        )));
        if let Come::Yes(report) = &mut self.short {
            report.outcomes.insert(told.pupil.clone(), recorded);
        }
    }
}
