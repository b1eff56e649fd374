//! What a plan's Section F amounts to: how much is quantified, how much is vague, the hours of a week.

use serde::Serialize;

use super::dose::Period;
use super::exact::Quantity;
use super::framework::YearShape;
use super::provision::Provision;

/// The least share of a plan, in a hundred, that must be quantified for it to be costed.
pub const COSTED_FROM: u32 = 60;

/// Words of provision that lawfully goes on beyond the school day.
const BEYOND_SCHOOL: &[&str] = &[
    "waking day",
    "24 hour",
    "twenty four hour",
    "residential",
    "overnight",
    "extended day",
];

/// The hours of a school week, 32.5.
///
/// England's minimum expectation of mainstream state schools ("Length of the school week",
/// non-statutory guidance of the Department for Education, July 2023); no law sets it, so a plan
/// above it is a prompt to a reader and no fault.
pub fn school_week() -> Quantity {
    Quantity::from(65).over(2.into()).unwrap_or_default()
}

/// What a plan's provisions amount to; what is said twice counts once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// How many provisions there are, those said twice among them.
    pub provisions: usize,
    /// How many of them say again what stands before.
    pub duplicates: usize,
    /// How many of the others say a length of time and how often.
    pub quantified: usize,
    /// The same in a hundred of the others, to two decimals; nothing where there are none.
    ///
    /// Equipment and strategies, which are neither quantified nor vague, stay among those it is
    /// a share of: they have no hours, and a plan made of them alone cannot be costed from it.
    pub quantified_percent: Option<Quantity>,
    /// How many have words too vague to count.
    pub vague: usize,
    /// The same in a hundred.
    pub vague_percent: Option<Quantity>,
    /// How many are quantified and have vague words too.
    pub both: usize,
    /// How many are neither: equipment, strategies.
    pub neither: usize,
    /// The hours a week of the quantified provisions that repeat, over the weeks of the school year.
    pub hours_a_week: Quantity,
    /// The hours of a school week.
    pub school_week: Quantity,
    /// Whether those hours are more, and no provision says that it goes beyond the school day.
    ///
    /// A prompt, no fault: an adult beside the pupil and a group may be at the same time.
    pub over_school_week: bool,
    /// Whether the hours are too many to be summed up; those given are then fewer than the plan says.
    #[serde(skip)]
    pub too_many_hours: bool,
    /// Whether enough is quantified for the plan to be costed: 60 in a hundred at least.
    pub can_be_costed: bool,
    /// The codes of other pupils that stand in the text.
    pub foreign_codes: Vec<String>,
}

impl Summary {
    /// Sums provisions up as a year counts them.
    pub fn of<'a>(
        provisions: impl IntoIterator<Item = &'a Provision>,
        foreign_codes: &[String],
        year: YearShape,
    ) -> Self {
        let provisions = provisions.into_iter();
        let mut beyond = Vec::with_capacity(provisions.size_hint().0);
        let (mut sum, mut yearly) = (Self::default(), Quantity::ZERO);
        for provision in provisions {
            sum.provisions += 1;
            if provision.duplicate_of.is_some() {
                sum.duplicates += 1;
                continue;
            }
            let (quantified, vague) = (provision.dose.is_quantified(), !provision.vague.is_empty());
            sum.quantified += usize::from(quantified);
            sum.vague += usize::from(vague);
            sum.both += usize::from(quantified && vague);
            sum.neither += usize::from(!quantified && !vague);
            let repeats = provision.dose.per.is_none_or(|per| per != Period::Once);
            let hours = provision.dose.annual_hours.filter(|_| repeats);
            let total = hours.and_then(|hours| yearly.plus(hours));
            sum.too_many_hours |= hours.is_some() && total.is_none();
            yearly = total.unwrap_or(yearly);
            beyond.push(&provision.text);
        }
        let counted = sum.provisions - sum.duplicates;
        sum.quantified_percent = percent(sum.quantified, counted);
        sum.vague_percent = percent(sum.vague, counted);
        let weeks = Quantity::from(u32::from(year.weeks));
        sum.hours_a_week = yearly.over(weeks).unwrap_or_default().rounded();
        sum.school_week = school_week();
        sum.over_school_week = sum.hours_a_week > sum.school_week
            && !beyond.into_iter().any(|text| goes_beyond_school(text));
        let least = usize::try_from(COSTED_FROM).unwrap_or(usize::MAX);
        sum.can_be_costed = counted > 0 && sum.quantified * 100 >= least.saturating_mul(counted);
        sum.foreign_codes = foreign_codes.to_vec();
        sum
    }

    /// The parts of a line that says it all, the weightiest first: `14 provisions`, `9 quantified`.
    pub fn parts(&self) -> Vec<String> {
        let noun = if self.provisions == 1 { "" } else { "s" };
        let mut parts = vec![
            format!("{} provision{noun}", self.provisions),
            format!("{} quantified", self.quantified),
            format!("{} vague", self.vague),
        ];
        if self.hours_a_week > Quantity::ZERO {
            let (hours, week) = (self.hours_a_week, self.school_week);
            let over = if self.over_school_week { "! " } else { "" };
            parts.push(format!("{over}{hours} h of a {week} h week"));
        }
        if self.too_many_hours {
            parts.push("! hours too many to sum up".to_owned());
        }
        if self.duplicates > 0 {
            let noun = if self.duplicates == 1 { "" } else { "s" };
            parts.push(format!("{} duplicate{noun}", self.duplicates));
        }
        if !self.foreign_codes.is_empty() {
            parts.push(format!("! names {}", self.foreign_codes.join(", ")));
        }
        parts
    }

    /// As much of the line as fits, in fewer words: what alarms first, then the shares, then the rest.
    pub fn fitting(&self, fits: impl Fn(&str) -> bool) -> String {
        let counted = self.provisions - self.duplicates;
        let over = if self.over_school_week { "! " } else { "" };
        let hours = (self.hours_a_week > Quantity::ZERO)
            .then(|| format!("{over}{} of {} h", self.hours_a_week, self.school_week));
        let twice = (self.duplicates > 0).then(|| format!("{} twice", self.duplicates));
        let names = self.foreign_codes.join(", ");
        let names = (!names.is_empty()).then(|| format!("! {names}"));
        // Each part with its weight: where room is short, the lightest go first.
        let mut parts = [
            (
                2,
                Some(format!("{} of {counted} quantified", self.quantified)),
            ),
            (3, Some(format!("{} vague", self.vague))),
            (if over.is_empty() { 4 } else { 1 }, hours),
            (5, twice),
            (0, names),
        ];
        loop {
            let line: Vec<&str> = parts
                .iter()
                .filter_map(|(_, part)| part.as_deref())
                .collect();
            let line = line.join(" · ");
            let lightest = parts.iter_mut().filter(|(_, part)| part.is_some());
            match lightest.max_by_key(|(weight, _)| *weight) {
                Some((_, part)) if !fits(&line) => *part = None,
                Some(_) | None => return line,
            }
        }
    }
}

/// So many of all in a hundred, to two decimals.
fn percent(so: usize, all: usize) -> Option<Quantity> {
    let number = |count: usize| u32::try_from(count).ok().map(Quantity::from);
    let share = number(so)?.times(100.into())?.over(number(all)?)?;
    Some(share.rounded())
}

/// Whether a word begins one of them; one in other letters may, once they are made small.
fn may_begin_beyond_school(word: &str) -> bool {
    const FIRST: [&str; 6] = [
        "waking",
        "24",
        "twenty",
        "residential",
        "overnight",
        "extended",
    ];
    !word.is_ascii() || FIRST.iter().any(|first| word.eq_ignore_ascii_case(first))
}

fn goes_beyond_school(text: &str) -> bool {
    // Most texts have none of the words, and need not be made plain.
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    if !words.any(may_begin_beyond_school) {
        return false;
    }
    let plain: String = text
        .chars()
        .map(|c| {
            if matches!(c, '-' | '‑' | '–') {
                ' '
            } else {
                c
            }
        })
        .flat_map(char::to_lowercase)
        .collect();
    let words: Vec<&str> = plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let has = |phrase: &&str| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        let at = |place: usize| {
            let before = place.checked_sub(1).and_then(|before| words.get(before));
            before.is_none_or(|before| *before != "non")
        };
        let places = words.windows(phrase.len()).enumerate();
        let mut found = places.filter(|(_, words)| *words == phrase);
        found.any(|(place, _)| at(place))
    };
    BEYOND_SCHOOL.iter().any(has)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::dose::Dose;
    use crate::domain::provision::{AreaCode, Span, Vague};

    #[test]
    fn every_phrase_beyond_school_begins_as_it_may() {
        for phrase in BEYOND_SCHOOL {
            assert!(goes_beyond_school(&phrase.to_uppercase()), "{phrase}");
        }
    }

    fn provision(text: &str, hours: Option<&str>, vague: bool) -> Provision {
        let span = Span { start: 0, end: 1 };
        let words = Vague {
            text: "regular".into(),
            span,
            why: "no frequency".into(),
            question: String::new(),
        };
        Provision {
            n: 1,
            text: text.into(),
            span,
            area: AreaCode::Gen,
            heading: None,
            who: None,
            dose: Dose {
                per: hours.map(|_| Period::Week),
                annual_hours: hours.map(|hours| hours.parse().unwrap()),
                ..Dose::default()
            },
            vague: Vec::from_iter(vague.then_some(words)),
            duplicate_of: None,
            notes: vec![],
        }
    }

    fn sum(provisions: &[Provision]) -> Summary {
        Summary::of(provisions, &[], YearShape::default())
    }

    #[test]
    fn a_plan_is_summed_up_with_what_is_said_twice_counted_once() {
        let mut plan = vec![
            provision("a", Some("475"), false),
            provision("a", Some("475"), false),
            provision("b", Some("418"), true),
            provision("c", None, true),
            provision("d", None, false),
        ];
        plan[1].duplicate_of = Some(1);
        let sum = Summary::of(&plan, &["K-9".into()], YearShape::default());
        assert_eq!(
            (sum.quantified, sum.vague, sum.both, sum.neither),
            (2, 2, 1, 1)
        );
        assert_eq!(sum.quantified_percent, Some(50.into()));
        assert!(!sum.can_be_costed && !sum.over_school_week);
        assert_eq!(
            sum.parts().join(" · "),
            "5 provisions · 2 quantified · 2 vague · 23.5 h of a 32.5 h week · 1 duplicate · ! names K-9"
        );
    }

    #[test]
    fn sixty_in_a_hundred_can_be_costed() {
        let with = |quantified: usize, all: usize| {
            let one = |at| provision("a", (at < quantified).then_some("38"), false);
            sum(&(0..all).map(one).collect::<Vec<_>>())
        };
        assert!(with(3, 5).can_be_costed);
        let less = with(597, 1000);
        assert_eq!(less.quantified_percent, Some("59.7".parse().unwrap()));
        assert!(!less.can_be_costed);
        assert!(!with(0, 0).can_be_costed);
        assert_eq!(with(0, 0).quantified_percent, None);
    }

    #[test]
    fn hours_that_cannot_be_summed_up_are_said() {
        let most = provision("a", Some("79000000000000000000000000000"), false);
        let sum = sum(&[most.clone(), most]);
        assert!(sum.too_many_hours, "{:?}", sum.hours_a_week);
    }

    #[test]
    fn a_week_that_is_too_full_is_a_prompt_unless_it_goes_beyond_the_school_day() {
        let full = |hours: &str, text: &str| sum(&[provision(text, Some(hours), false)]);
        assert!(!full("1235", "1:1 support").over_school_week);
        assert!(full("1235.38", "1:1 support").over_school_week);
        assert!(!full("1900", "A Waking-Day curriculum").over_school_week);
        assert!(!full("1900", "a residential placement, 24-hour care").over_school_week);
        assert!(full("1900", "a non-residential placement").over_school_week);
        assert!(full("1900", "a course of 124 hours").over_school_week);
        assert!(full("1900", "a block of 124 hour sessions").over_school_week);
        let mut once = provision("training", Some("1900"), false);
        once.dose.per = Some(Period::Once);
        assert_eq!(sum(&[once]).hours_a_week, Quantity::ZERO);
    }
}
