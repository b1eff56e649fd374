//! Pupils who are alike in all that is asked, counted together: of a country's caseload there are few kinds.
//!
//! Each pupil is told by one number, put together from the numbers of what pupils share; the rules of a count are then
//! asked once a kind.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::LazyLock;

use super::super::day::Day;
use super::super::worklist::{
    Basis, Brief, Numbered, OutOfScope, Priority, Roster, Traits, Whereabouts, Work,
};
use super::dimension::{Aspect, Dimension, Value, age};

/// What is nobody's.
static NOBODY: LazyLock<(Whereabouts, Traits, Work)> = LazyLock::new(Default::default);

/// How many numbers may have a place of their own: so many in any case, and so many a pupil beyond that.
const PLENTY: usize = 65_536;
const EACH: usize = 4;

/// How many year groups or ages have a number, and the least of them; who is in none of them is looked up.
const YEARS: usize = 64;
const LEAST: i16 = -20;

/// How many digits a pupil's number has: whereabouts, traits, work, year group, age, priority.
const DIGITS: usize = 6;

/// Finds the kinds of pupils who are alike in their part and in some dimensions; gives one of each kind, and how many the
/// kind are.
pub(super) fn alike<'a>(
    basis: &Basis<'_>,
    roster: &'a Roster,
    by: &[Dimension],
) -> Vec<(Brief<'a>, u64)> {
    let codes = Codes::of(basis, roster, by);
    let most = EACH * roster.len() + PLENTY;
    let kinds = match codes.count() {
        Some(count) if count <= most => listed(roster, &codes, count),
        Some(_) | None => None,
    };
    kinds.unwrap_or_else(|| looked_up(roster, &codes))
}

/// The kinds, where every pupil has a number; of each kind a pupil such as its number says.
fn listed<'a>(
    roster: &'a Roster,
    codes: &Codes<'_>,
    count: usize,
) -> Option<Vec<(Brief<'a>, u64)>> {
    let steps = Steps::of(codes)?;
    let mut counts = vec![0_u32; count];
    for pupil in roster.numbered() {
        *counts.get_mut(steps.code(codes, &pupil)?)? += 1;
    }
    let found = counts
        .into_iter()
        .enumerate()
        .filter(|(_, count)| *count > 0);
    let kind = |(code, count)| Some((codes.pupil(roster, code)?, u64::from(count)));
    found.map(kind).collect()
}

/// The kinds, where there would be more numbers than pupils; of each the first who came.
fn looked_up<'a>(roster: &'a Roster, codes: &Codes<'_>) -> Vec<(Brief<'a>, u64)> {
    let mut known: HashMap<Kind, usize> = HashMap::new();
    let mut kinds: Vec<(usize, u64)> = Vec::new();
    for (at, pupil) in roster.numbered().enumerate() {
        let kind = *known.entry(codes.kind(&pupil)).or_insert_with(|| {
            kinds.push((at, 0));
            kinds.len() - 1
        });
        if let Some((_, count)) = kinds.get_mut(kind) {
            *count += 1;
        }
    }
    let brief = |(first, count)| Some((roster.brief(first)?, count));
    kinds.into_iter().filter_map(brief).collect()
}

/// What a kind of pupils is told by.
#[derive(PartialEq, Eq, Hash)]
struct Kind {
    whereabouts: Option<u32>,
    traits: Option<u32>,
    work: Option<u32>,
    year_group: Option<i16>,
    age: Option<i16>,
    priority: Option<Priority>,
    out_of_scope: Option<OutOfScope>,
}

/// Numbers for what pupils share, as far as it is asked.
struct Codes<'a> {
    basis: Basis<'a>,
    whereabouts: Coded,
    traits: Coded,
    work: Coded,
    years: Coded,
    asks_age: bool,
    asks_priority: bool,
}

/// A number for each of some values, those alike under one.
struct Coded {
    codes: Vec<u32>,
    /// The place of the first value of each number.
    firsts: Vec<usize>,
}

impl Coded {
    fn of<K: Eq + Hash>(keys: impl Iterator<Item = K>) -> Self {
        let (mut known, mut firsts) = (HashMap::new(), Vec::new());
        let code = |(at, key)| {
            let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
            *known.entry(key).or_insert_with(|| {
                firsts.push(at);
                next
            })
        };
        let codes = keys.enumerate().map(code).collect();
        Self { codes, firsts }
    }

    /// How many numbers there are; one also where there is nothing to number.
    fn count(&self) -> usize {
        self.firsts.len().max(1)
    }

    fn get(&self, at: u32) -> Option<u32> {
        self.codes.get(usize::try_from(at).ok()?).copied()
    }
}

impl<'a> Codes<'a> {
    fn of(basis: &Basis<'a>, roster: &Roster, by: &[Dimension]) -> Self {
        let nobody = nobody();
        let asked = (basis, by);
        let whereabouts = |whereabouts| {
            let pupil = Brief {
                whereabouts,
                ..nobody
            };
            values(asked, Aspect::Whereabouts, &pupil)
        };
        let traits = |traits| values(asked, Aspect::Traits, &Brief { traits, ..nobody });
        let work = |work| {
            let values = values(asked, Aspect::Work, &Brief { work, ..nobody });
            (work.counted(), values)
        };
        let years = std::iter::once(None).chain((LEAST..).take(YEARS).map(Some));
        let years = years.map(|year_group| {
            let pupil = Brief {
                year_group,
                ..nobody
            };
            values(asked, Aspect::YearGroup, &pupil)
        });
        Self {
            basis: *basis,
            whereabouts: Coded::of(roster.whereabouts().map(whereabouts)),
            traits: Coded::of(roster.traits().map(traits)),
            work: Coded::of(roster.work().map(work)),
            years: Coded::of(years),
            asks_age: by.iter().any(|one| one.aspect() == Aspect::Born),
            asks_priority: by.iter().any(|one| one.aspect() == Aspect::Priority),
        }
    }

    /// How many numbers each aspect has, in the order of the digits of a pupil's number.
    fn counts(&self) -> [usize; DIGITS] {
        let ages = if self.asks_age { YEARS + 1 } else { 1 };
        let priorities = if self.asks_priority {
            Priority::ALL.len()
        } else {
            1
        };
        let shared = [&self.whereabouts, &self.traits, &self.work, &self.years];
        let [whereabouts, traits, work, years] = shared.map(Coded::count);
        [whereabouts, traits, work, years, ages, priorities]
    }

    /// How many numbers may stand for a pupil: those out of scope have the first, by reason alone.
    fn count(&self) -> Option<usize> {
        let all = self.counts().into_iter();
        let in_scope = all.reduce(usize::saturating_mul)?;
        in_scope.checked_add(OutOfScope::ALL.len())
    }

    /// A pupil such as a number says.
    fn pupil<'r>(&self, roster: &'r Roster, code: usize) -> Option<Brief<'r>> {
        let Some(mut rest) = code.checked_sub(OutOfScope::ALL.len()) else {
            return Some(Brief {
                out_of_scope: OutOfScope::ALL.get(code).copied(),
                ..nobody()
            });
        };
        let mut digits = [0; DIGITS];
        for (digit, count) in digits.iter_mut().zip(self.counts()).rev() {
            (*digit, rest) = (rest % count, rest / count);
        }
        let [whereabouts, traits, work, years, age, priority] = digits;
        let first = |coded: &Coded, digit: usize| coded.firsts.get(digit).copied();
        let number = |coded, digit| u32::try_from(first(coded, digit).unwrap_or(0)).ok();
        let born = year(age).and_then(|age| birth(age, self.basis.today));
        roster.told(&Numbered {
            whereabouts: number(&self.whereabouts, whereabouts)?,
            traits: number(&self.traits, traits)?,
            work: number(&self.work, work)?,
            year_group: year(first(&self.years, years)?),
            born: born.map_or(0, Day::number),
            priority: if self.asks_priority {
                *Priority::ALL.get(priority)?
            } else {
                Priority::Other
            },
            out_of_scope: None,
        })
    }

    /// The same, spelt out.
    fn kind(&self, pupil: &Numbered) -> Kind {
        let counts = pupil.out_of_scope.is_none();
        let coded = |coded: &Coded, at| coded.get(at).filter(|_| counts);
        Kind {
            whereabouts: coded(&self.whereabouts, pupil.whereabouts),
            traits: coded(&self.traits, pupil.traits),
            work: coded(&self.work, pupil.work),
            year_group: pupil
                .year_group
                .filter(|_| counts && self.years.count() > 1),
            age: self.age(pupil).filter(|_| counts),
            priority: (counts && self.asks_priority).then_some(pupil.priority),
            out_of_scope: pupil.out_of_scope,
        }
    }

    fn age(&self, pupil: &Numbered) -> Option<i16> {
        let born = Day::numbered(pupil.born).filter(|_| self.asks_age)?;
        Some(age(born, self.basis.today))
    }
}

/// What each digit adds to a pupil's number, by what the pupil shares.
struct Steps {
    whereabouts: Vec<u32>,
    traits: Vec<u32>,
    work: Vec<u32>,
    years: Vec<u32>,
    age: u32,
    priority: u32,
}

impl Steps {
    /// Nothing where numbers become too large.
    fn of(codes: &Codes<'_>) -> Option<Self> {
        let mut weights = [0; DIGITS];
        let mut weight = 1_u32;
        for (kept, count) in weights.iter_mut().zip(codes.counts()).rev() {
            *kept = if count > 1 { weight } else { 0 };
            weight = weight.checked_mul(u32::try_from(count).ok()?)?;
        }
        weight.checked_add(u32::try_from(OutOfScope::ALL.len()).ok()?)?;
        let [whereabouts, traits, work, years, age, priority] = weights;
        let steps = |coded: &Coded, weight: u32| {
            let digits = coded.codes.iter();
            digits.map(|digit| digit * weight).collect()
        };
        Some(Self {
            whereabouts: steps(&codes.whereabouts, whereabouts),
            traits: steps(&codes.traits, traits),
            work: steps(&codes.work, work),
            years: steps(&codes.years, years),
            age,
            priority,
        })
    }

    /// The number of a pupil. Nothing for a year group or an age that no number was given.
    fn code(&self, codes: &Codes<'_>, pupil: &Numbered) -> Option<usize> {
        if let Some(why) = pupil.out_of_scope {
            return Some(why as usize);
        }
        let step = |steps: &[u32], at: u32| steps.get(at as usize).copied();
        let mut code = step(&self.whereabouts, pupil.whereabouts)?
            + step(&self.traits, pupil.traits)?
            + step(&self.work, pupil.work)?
            + step(&self.years, place(pupil.year_group)?)?
            + self.priority * pupil.priority as u32;
        if codes.asks_age {
            code += self.age * place(codes.age(pupil))?;
        }
        Some(OutOfScope::ALL.len() + code as usize)
    }
}

/// A pupil of whom nothing is known, whom one aspect is put to at a time.
fn nobody() -> Brief<'static> {
    Brief {
        whereabouts: &NOBODY.0,
        traits: &NOBODY.1,
        work: &NOBODY.2,
        born: None,
        year_group: None,
        priority: Priority::Other,
        out_of_scope: None,
    }
}

/// The values of a pupil in the dimensions that go by an aspect.
fn values<'a>(
    (basis, by): (&Basis<'_>, &[Dimension]),
    aspect: Aspect,
    pupil: &Brief<'a>,
) -> Vec<Value<'a>> {
    let asked = by.iter().filter(|one| one.aspect() == aspect);
    asked.map(|one| one.value(basis, pupil)).collect()
}

/// The place of a year group or an age: 0 for none, and nothing for one that has no place.
fn place(year: Option<i16>) -> Option<u32> {
    let Some(year) = year else {
        return Some(0);
    };
    let at = u32::try_from(year.checked_sub(LEAST)?).ok()? + 1;
    (usize::try_from(at).ok()? <= YEARS).then_some(at)
}

/// The year group or the age of a place.
fn year(place: usize) -> Option<i16> {
    let after = i16::try_from(place.checked_sub(1)?).ok()?;
    LEAST.checked_add(after)
}

/// A day on which somebody was born who is of an age today.
fn birth(age: i16, today: Day) -> Option<Day> {
    // The first of the month: not every year has a 29 February.
    Day::new(today.year().checked_sub(age)?, today.month(), 1)
}

#[cfg(test)]
mod tests;
