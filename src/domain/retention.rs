//! Retention: how long a pupil's record is kept, and who is past it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::pupil::Facts;

/// For how many years after their birth the record of somebody with a plan is kept where nobody has said otherwise: a plan
/// can go on until 25, and six years more are those within which most claims can be brought (Limitation Act 1980, ss. 2
/// and 5). The schedule for schools says the same of plans: date of birth and 31 years (IRMS, Information Management Toolkit
/// for Schools, special educational needs).
pub const USUAL: u16 = 31;

/// How long a record is kept: every term that is set must be over, and where the day that one runs from is not known it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// So many years after the pupil's birth.
    pub born: Option<u16>,
    /// So many years after the plan ceased.
    pub ceased: Option<u16>,
}

impl Default for Retention {
    fn default() -> Self {
        Self {
            born: Some(USUAL),
            ceased: None,
        }
    }
}

/// A retention time that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is no retention time: write years after birth or after the plan ceased, as born=31, ceased=6 or born=25,ceased=6; or none"
)]
pub struct RetentionFault(String);

impl FromStr for Retention {
    type Err = RetentionFault;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || RetentionFault(text.to_owned());
        let mut retention = Self {
            born: None,
            ceased: None,
        };
        if text.trim() == "none" {
            return Ok(retention);
        }
        for part in text.split(',') {
            let (name, years) = part.split_once('=').ok_or_else(wrong)?;
            let years: u16 = years.trim().parse().map_err(|_| wrong())?;
            let term = match name.trim() {
                "born" => &mut retention.born,
                "ceased" => &mut retention.ceased,
                _ => return Err(wrong()),
            };
            if years > 120 || term.replace(years).is_some() {
                return Err(wrong());
            }
        }
        Ok(retention)
    }
}

impl fmt::Display for Retention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let term = |years: Option<u16>, after: &str| {
            years.map(|years| format!("{years} years after {after}"))
        };
        let terms = [
            term(self.born, "birth"),
            term(self.ceased, "the plan ceased"),
        ];
        let terms: Vec<String> = terms.into_iter().flatten().collect();
        if terms.is_empty() {
            return f.pad("for good");
        }
        f.pad(&terms.join(", and at least "))
    }
}

impl Retention {
    /// Until when a pupil's record is kept; nothing where no day is known that a term runs from, or a set one has not
    /// begun.
    pub fn until(self, facts: &Facts) -> Option<Day> {
        let end = |years: u16, from: Day| from.plus_months(i32::from(years) * 12);
        let born = match self.born {
            Some(years) => Some(end(years, facts.dob?)),
            None => None,
        };
        let ceased = match self.ceased {
            Some(years) => Some(end(years, facts.plan_ceased?)),
            None => None,
        };
        born.max(ceased)
    }

    /// Whether a pupil's record is past its time.
    pub fn is_over(self, facts: &Facts, today: Day) -> bool {
        self.until(facts).is_some_and(|until| until < today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::identity::PupilRef;

    fn facts(dob: Option<&str>, ceased: Option<&str>) -> Facts {
        let mut facts = Facts::unknown(PupilRef::new("K-1"));
        facts.dob = dob.map(|day| day.parse().unwrap());
        facts.plan_ceased = ceased.map(|day| day.parse().unwrap());
        facts
    }

    #[track_caller]
    fn until(rule: &str, dob: Option<&str>, ceased: Option<&str>, expected: Option<&str>) {
        let retention: Retention = rule.parse().unwrap();
        let expected = expected.map(|day| day.parse().unwrap());
        assert_eq!(retention.until(&facts(dob, ceased)), expected);
    }

    #[test]
    fn the_latest_of_the_terms_counts_and_an_unknown_day_keeps() {
        let (dob, ceased) = (Some("1990-02-28"), Some("2016-08-31"));
        until("born=31", dob, None, Some("2021-02-28"));
        until("ceased=6", dob, ceased, Some("2022-08-31"));
        until("born=31,ceased=6", dob, ceased, Some("2022-08-31"));
        until("born=35, ceased=6", dob, ceased, Some("2025-02-28"));
        until("born=31,ceased=6", dob, None, None);
        until("born=31", None, ceased, None);
        until("none", dob, ceased, None);
    }

    #[test]
    fn the_day_itself_is_still_kept() {
        let one = facts(Some("1990-02-28"), None);
        let over = |day: &str| Retention::default().is_over(&one, day.parse().unwrap());
        assert!(!over("2021-02-28"));
        assert!(over("2021-03-01"));
    }

    #[test]
    fn what_is_no_time_is_refused_and_said_in_words() {
        for wrong in ["", "31", "born=x", "born=1,born=2", "died=3", "born=121"] {
            assert!(wrong.parse::<Retention>().is_err(), "{wrong}");
        }
        let both: Retention = "born=31,ceased=6".parse().unwrap();
        assert_eq!(
            both.to_string(),
            "31 years after birth, and at least 6 years after the plan ceased"
        );
    }
}
