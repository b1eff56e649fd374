//! One person under two references: proposed by name and birth date or by learner number, never merged.

use std::collections::{BTreeMap, HashMap};

use super::super::day::Day;
use super::super::fact::Fact;
use super::super::fold::folded;
use super::super::identity::PupilRef;
use super::super::pupil::Facts;
use super::{Check, Finding};

/// With how many others of a run a record is paired: a file in which everybody has one name would give a square of pairs.
const MOST: usize = 4;

/// The pupils met so far, by what tells a person.
#[derive(Default)]
pub struct Doubles {
    references: Vec<PupilRef>,
    /// By surname and birth date: the forename, and whose it is.
    names: HashMap<(String, Day), Vec<(String, usize)>>,
    ulns: HashMap<String, Vec<usize>>,
}

impl Doubles {
    /// Meets a pupil.
    pub fn meet(&mut self, facts: &Facts) {
        let place = self.references.len();
        self.references.push(facts.reference.clone());
        if let (Some(surname), Some(forename), Some(dob)) =
            (&facts.surname, &facts.forename, facts.dob)
        {
            let of_name = self.names.entry((letters(surname), dob)).or_default();
            of_name.push((letters(forename), place));
        }
        if let Some(uln) = &facts.uln {
            self.ulns.entry(uln.clone()).or_default().push(place);
        }
    }

    /// Gives what was found, by the reference of each of the two; the value is the other's.
    pub fn findings(&self) -> BTreeMap<PupilRef, Vec<Finding>> {
        let mut found = BTreeMap::new();
        for of_name in self.names.values() {
            let mut of_name: Vec<_> = of_name.iter().collect();
            // Forenames that are alike or begin one another stand together then.
            of_name.sort();
            for (at, (forename, one)) in of_name.iter().enumerate() {
                for (other_name, other) in of_name.iter().skip(at + 1).take(MOST) {
                    let check = if forename == other_name {
                        Check::SamePerson
                    } else if begins(forename, other_name) {
                        Check::LikePerson
                    } else {
                        continue;
                    };
                    self.pair(*one, *other, check, Fact::Reference, &mut found);
                }
            }
        }
        for places in self.ulns.values() {
            for (at, one) in places.iter().enumerate() {
                for other in places.iter().skip(at + 1).take(MOST) {
                    self.pair(*one, *other, Check::SameUln, Fact::Uln, &mut found);
                }
            }
        }
        for findings in found.values_mut() {
            findings.sort_by(|one, other| {
                (one.check, &one.against).cmp(&(other.check, &other.against))
            });
        }
        found
    }

    fn pair(
        &self,
        one: usize,
        other: usize,
        check: Check,
        fact: Fact,
        found: &mut BTreeMap<PupilRef, Vec<Finding>>,
    ) {
        let (Some(one), Some(other)) = (self.references.get(one), self.references.get(other))
        else {
            return;
        };
        for (whose, other) in [(one, other), (other, one)] {
            found.entry(whose.clone()).or_default().push(Finding {
                check,
                fact,
                value: whose.to_string(),
                against: Some(other.to_string()),
            });
        }
    }
}

/// The letters of a name, folded: what is between them is spelled this way and that.
fn letters(name: &str) -> String {
    let folded = folded(name);
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether one of two forenames begins the other: `Sam` and `Samuel`, `Anne` and `Anne Marie`.
fn begins(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    !short.is_empty() && long.starts_with(short)
}
