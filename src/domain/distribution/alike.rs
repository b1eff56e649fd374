//! Pupils who are alike in all that is asked, counted together: of a country's caseload there are few kinds.
//!
//! Each pupil is told by one number, put together from the numbers of what pupils share; the rules of a count are then
//! asked once a kind.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::LazyLock;

use super::super::worklist::{
    Basis, Brief, Numbered, OutOfScope, Priority, Roster, Traits, Whereabouts, Work,
};
use super::dimension::{Aspect, Dimension, Value, age};

/// A pupil of whom nothing is known, whom one aspect is put to at a time.
static NOBODY: LazyLock<(Whereabouts, Traits, Work)> = LazyLock::new(Default::default);

/// How many numbers may have a place of their own: so many in any case, and so many a pupil beyond that.
const PLENTY: usize = 65_536;
const EACH: usize = 4;

/// How many year groups or ages have a number, and the least of them; who is in none of them is looked up.
const YEARS: usize = 64;
const LEAST: i16 = -20;

/// Finds the kinds of pupils who are alike in their part and in some dimensions; gives the first of each kind, in the
/// order they came, and how many the kind are.
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
    let kinds = kinds.unwrap_or_else(|| looked_up(roster, &codes));
    let brief = |(first, count)| Some((roster.brief(first)?, count));
    kinds.into_iter().filter_map(brief).collect()
}

/// The kinds, where every pupil has a number.
fn listed(roster: &Roster, codes: &Codes<'_>, count: usize) -> Option<Vec<(usize, u64)>> {
    let mut places = vec![(0_u32, 0_u32); count];
    for (at, pupil) in (0..).zip(roster.numbered()) {
        let (first, count) = places.get_mut(codes.code(&pupil)?)?;
        if *count == 0 {
            *first = at;
        }
        *count += 1;
    }
    places.retain(|(_, count)| *count > 0);
    places.sort_unstable();
    let whole = |(first, count)| Some((usize::try_from(first).ok()?, u64::from(count)));
    places.into_iter().map(whole).collect()
}

/// The kinds, where there would be more numbers than pupils.
fn looked_up(roster: &Roster, codes: &Codes<'_>) -> Vec<(usize, u64)> {
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
    kinds
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

/// A number for each of some values, those alike under one; and how many numbers there are.
struct Coded {
    codes: Vec<u32>,
    count: usize,
}

impl Coded {
    fn of<K: Eq + Hash>(keys: impl Iterator<Item = K>) -> Self {
        let mut known = HashMap::new();
        let code = |key| {
            let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
            *known.entry(key).or_insert(next)
        };
        let codes = keys.map(code).collect();
        let count = known.len().max(1);
        Self { codes, count }
    }

    fn get(&self, at: u32) -> Option<u32> {
        self.codes.get(usize::try_from(at).ok()?).copied()
    }
}

impl<'a> Codes<'a> {
    fn of(basis: &Basis<'a>, roster: &Roster, by: &[Dimension]) -> Self {
        let nobody = Brief {
            whereabouts: &NOBODY.0,
            traits: &NOBODY.1,
            work: &NOBODY.2,
            born: None,
            year_group: None,
            priority: Priority::Other,
            out_of_scope: None,
        };
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

    /// How many numbers may stand for a pupil.
    fn count(&self) -> Option<usize> {
        let ages = if self.asks_age { YEARS + 1 } else { 1 };
        let priorities = if self.asks_priority {
            Priority::ALL.len()
        } else {
            1
        };
        let shared = [&self.whereabouts, &self.traits, &self.work, &self.years];
        let counts = shared.into_iter().map(|coded| coded.count);
        let all = counts.chain([ages, priorities]);
        let in_scope = all.reduce(usize::saturating_mul)?;
        in_scope.checked_add(OutOfScope::ALL.len())
    }

    /// The number of a pupil: those out of scope first, by reason alone. Nothing for a year group or an age that no
    /// number was given.
    fn code(&self, pupil: &Numbered) -> Option<usize> {
        if let Some(why) = pupil.out_of_scope {
            return Some(why as usize);
        }
        let mut code = 0;
        let mut join = |part: usize, count: usize| code = code * count + part;
        for (coded, at) in [
            (&self.whereabouts, pupil.whereabouts),
            (&self.traits, pupil.traits),
            (&self.work, pupil.work),
            (&self.years, place(pupil.year_group)?),
        ] {
            join(usize::try_from(coded.get(at)?).ok()?, coded.count);
        }
        if self.asks_age {
            join(usize::try_from(place(self.age(pupil))?).ok()?, YEARS + 1);
        }
        if self.asks_priority {
            join(pupil.priority as usize, Priority::ALL.len());
        }
        Some(OutOfScope::ALL.len() + code)
    }

    /// The same, spelt out.
    fn kind(&self, pupil: &Numbered) -> Kind {
        let counts = pupil.out_of_scope.is_none();
        let coded = |coded: &Coded, at| coded.get(at).filter(|_| counts);
        Kind {
            whereabouts: coded(&self.whereabouts, pupil.whereabouts),
            traits: coded(&self.traits, pupil.traits),
            work: coded(&self.work, pupil.work),
            year_group: pupil.year_group.filter(|_| counts && self.years.count > 1),
            age: self.age(pupil).filter(|_| counts),
            priority: (counts && self.asks_priority).then_some(pupil.priority),
            out_of_scope: pupil.out_of_scope,
        }
    }

    fn age(&self, pupil: &Numbered) -> Option<i16> {
        let born = pupil.born.filter(|_| self.asks_age)?;
        Some(age(born, self.basis.today))
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

#[cfg(test)]
mod tests {
    use super::super::part::part;
    use super::*;
    use crate::domain::caseload::Entry;
    use crate::domain::identity::Role;
    use crate::domain::place::Setting;
    use crate::domain::sample::{day, entry, framework, mapping};

    /// Pupils of every kind of facts and work, some of them with years that no scheme foresees.
    fn pupils() -> Vec<Entry> {
        let pupil = |n: usize| {
            let mut pupil = entry(&format!("K-{n}"));
            let facts = &mut pupil.facts;
            facts.setting = [
                Some(Setting::Mainstream),
                Some(Setting::Special),
                Some(Setting::Fe),
                None,
            ][n % 4];
            facts.district = Some(["Dover", "Thanet"][n % 2].to_owned());
            facts.school = Some(format!("School {}", n % 7));
            facts.need_1 = [None, Some("ASD".to_owned())][n % 2].clone();
            facts.dob = [Some(day("2015-03-04")), None, Some(day("1815-03-04"))][n % 3];
            facts.year_group = [Some(3), Some(6), None, Some(300), Some(-40)][n % 5];
            if !n.is_multiple_of(3) {
                let tariff = [Ok("T1"), Ok("T2"), Ok("T3")][n % 3];
                pupil.mappings = vec![mapping(Role::Officer, "2026-10-01", tariff)];
                pupil.mappings[0].reader.name = format!("Officer {}", n % 5);
            }
            pupil
        };
        (0..240).map(pupil).collect()
    }

    /// Each kind told in full and how many they are, counted one by one.
    fn one_by_one(basis: &Basis<'_>, roster: &Roster, by: &[Dimension]) -> Vec<(String, u64)> {
        told(basis, by, roster.briefs().map(|brief| (brief, 1)))
    }

    fn told<'a>(
        basis: &Basis<'_>,
        by: &[Dimension],
        kinds: impl Iterator<Item = (Brief<'a>, u64)>,
    ) -> Vec<(String, u64)> {
        let mut found = std::collections::BTreeMap::new();
        for (brief, count) in kinds {
            let values: Vec<String> = match brief.out_of_scope {
                Some(_) => vec![],
                None => by
                    .iter()
                    .map(|one| one.value(basis, &brief).text())
                    .collect(),
            };
            *found
                .entry(format!("{:?} {values:?}", part(&brief)))
                .or_default() += count;
        }
        found.into_iter().collect()
    }

    #[test]
    fn kinds_add_up_to_what_one_by_one_comes_to_by_every_dimension() {
        let framework = framework();
        let basis = Basis::new(&framework, day("2026-11-02"));
        let roster = Roster::of(&basis, pupils());
        let crossed = [
            Dimension::Setting,
            Dimension::Phase,
            Dimension::District,
            Dimension::Priority,
        ];
        let each = Dimension::ALL.iter().map(std::slice::from_ref);
        for by in each.chain([&[][..], &crossed, &Dimension::ALL]) {
            let expected = one_by_one(&basis, &roster, by);
            let kinds = alike(&basis, &roster, by);
            assert_eq!(told(&basis, by, kinds.into_iter()), expected, "{by:?}");
            let codes = Codes::of(&basis, &roster, by);
            let kinds = looked_up(&roster, &codes).into_iter();
            let kinds = kinds.map(|(first, count)| (roster.brief(first).unwrap(), count));
            assert_eq!(told(&basis, by, kinds), expected, "{by:?}, looked up");
        }
    }

    #[test]
    fn kinds_are_few_and_stand_in_the_order_of_their_first() {
        let framework = framework();
        let basis = Basis::new(&framework, day("2026-11-02"));
        let usual = pupils()
            .into_iter()
            .filter(|one| one.facts.year_group == Some(6));
        let roster = Roster::of(&basis, usual);
        let codes = Codes::of(&basis, &roster, &[Dimension::Setting]);
        let kinds = listed(&roster, &codes, codes.count().unwrap()).unwrap();
        assert_eq!(kinds, looked_up(&roster, &codes));
        let counts: Vec<u64> = kinds.iter().map(|(_, count)| *count).collect();
        assert_eq!(counts.iter().sum::<u64>(), 48);
        assert_eq!(counts.len(), 8, "{counts:?}");
    }
}
