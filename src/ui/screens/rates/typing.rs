//! What is typed: a rate, the step, a percentage, a name.

use super::state::{Next, Phase, Rates, Said, Typed};
use crate::domain::exact::{Money, Quantity};
use crate::domain::rates::{RateSet, Value};
use crate::ui::action::Answer;
use crate::ui::desk::{Desk, Turn};
use crate::ui::parts::input::Input;

impl Rates {
    /// Asks for the rate under the cursor.
    pub(super) fn write_rate(&mut self) -> Turn {
        let Some((line, rate)) = self.line() else {
            return self.no_rate();
        };
        let plain = rate.to_string().replace('£', "");
        self.ask_for(Typed::Rate(line), Input::holding(&plain))
    }

    /// Asks for the step.
    pub(super) fn write_step(&mut self) -> Turn {
        let plain = self.step.to_string().replace('£', "");
        self.ask_for(Typed::Step, Input::holding(&plain))
    }

    /// Asks by how many in a hundred all rates change.
    pub(super) fn write_scale(&mut self) -> Turn {
        match &self.work {
            Some(work) if work.set.is_weighted() => self.no_rate(),
            Some(_) => self.ask_for(Typed::Scale, Input::default()),
            None => self.choose_set(),
        }
    }

    /// Asks for the name to keep the set under.
    pub(super) fn write_name(&mut self, next: Next) -> Turn {
        if self.work.is_none() {
            return self.choose_set();
        }
        if !self.is_changed() {
            return self.refuse("Nothing is changed: the rates are as they are in their file.");
        }
        self.ask_for(Typed::Name(next), Input::default())
    }

    fn ask_for(&mut self, typed: Typed, input: Input) -> Turn {
        self.phase = Phase::Typing(typed, input);
        Turn::stay()
    }

    /// Hears what was typed; what cannot be read stays to be mended.
    pub(super) fn typed(
        &mut self,
        typed: Typed,
        input: Input,
        answer: Answer,
        desk: &Desk,
    ) -> Turn {
        if answer != Answer::Accept {
            self.said = None;
            return Turn::stay();
        }
        let text = input.text();
        let text = text.trim();
        let taken = match &typed {
            Typed::Why(outcome, name) if !text.is_empty() => {
                self.said = None;
                return self.decide(*outcome, name, text);
            }
            Typed::Why(..) => Err("Say why, in a few words.".to_owned()),
            Typed::By(outcome) => {
                self.decided_by(*outcome, text, desk);
                Ok(())
            }
            Typed::TopUp => self.topped_up(text),
            Typed::Name(next) if !text.is_empty() => {
                self.said = None;
                return self.keep(input, *next);
            }
            Typed::Name(_) => Err("Give the new rate set a name, as equal-2028.".to_owned()),
            Typed::Rate(line) => amount(text).map(|rate| self.put(*line, rate)),
            Typed::Step => self.take_step(text),
            Typed::Scale => self.scale(text),
        };
        self.said = None;
        if let Err(why) = taken {
            self.said = Some(Said::Refused(why));
            self.phase = Phase::Typing(typed, input);
        }
        Turn::stay()
    }

    fn take_step(&mut self, text: &str) -> Result<(), String> {
        let step = amount(text)?;
        if step.is_zero() {
            return Err("A step of nothing changes nothing; type it in pounds, as 100.".to_owned());
        }
        self.step = step;
        Ok(())
    }

    fn scale(&mut self, text: &str) -> Result<(), String> {
        let percent = percent(text).ok_or_else(|| {
            format!("\"{text}\" is no percentage from -100 on; type 3 for 3 % more, -2.5 for less.")
        })?;
        let Some(work) = &self.work else {
            return Ok(());
        };
        let set =
            scaled(&work.set, percent).ok_or("These figures are too large to reckon with.")?;
        self.take(set);
        Ok(())
    }
}

/// An amount that is not below nothing.
fn amount(text: &str) -> Result<Money, String> {
    let amount: Money = text
        .parse()
        .map_err(|_| format!("\"{text}\" is no amount; type pounds as 9,000 or 9000.50."))?;
    if amount < Money::default() {
        return Err("A rate is not below nothing.".to_owned());
    }
    Ok(amount)
}

/// How many in a hundred remain after a change by so many: `3` gives 103, `-2.5` gives 97.5.
fn percent(text: &str) -> Option<Quantity> {
    let bare = text.trim().trim_end_matches('%').trim_end();
    let hundred = Quantity::from(100_u32);
    if let Some(less) = bare.strip_prefix(['-', '−']) {
        let less: Quantity = less.trim().parse().ok()?;
        return hundred.minus(less).filter(|_| !less.is_negative());
    }
    let more: Quantity = bare.trim_start_matches('+').trim().parse().ok()?;
    hundred.plus(more).filter(|_| !more.is_negative())
}

/// Every rate in pounds at so many in a hundred, to the penny.
fn scaled(set: &RateSet, percent: Quantity) -> Option<RateSet> {
    let mut set = set.clone();
    for rate in &mut set.rates {
        if let Value::Pounds(money) = &mut rate.value {
            *money = money.part(percent, 100_u32.into())?.money;
        }
    }
    Some(set)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_goes_up_and_down() {
        let case = |text, expected: Option<&str>| {
            let expected = expected.map(|text| text.parse().unwrap());
            assert_eq!(percent(text), expected, "{text}");
        };
        case("3", Some("103"));
        case("+3 %", Some("103"));
        case("-2.5", Some("97.5"));
        case("−100", Some("0"));
        case("-101", None);
        case("--3", None);
        case("three", None);
        case("", None);
    }
}
