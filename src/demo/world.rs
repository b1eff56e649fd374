//! All that the caseload is invented from: the four files, read and held together.

use super::county::County;
use super::filler::Filler;
use super::pattern::Patterns;
use super::register::Register;
use crate::domain::day::{Day, SchoolYear};
use crate::domain::draw::Draw;
use crate::source::{self, Fault};

/// What is drawn for a pupil. Each has a source of chance of its own, so that one more draw in one
/// changes nothing in the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    /// The person and the school.
    Person,
    /// The days, the transfer, the money.
    Course,
    /// The provisions of the plan.
    Plan,
    /// How the plan is laid out.
    Layout,
    /// What the annual review made of the plan.
    Review,
    /// What an officer made of it.
    Reading(u8),
}

impl Topic {
    fn bytes(self) -> [u8; 2] {
        match self {
            Self::Person => [1, 0],
            Self::Course => [2, 0],
            Self::Plan => [3, 0],
            Self::Layout => [4, 0],
            Self::Reading(officer) => [5, officer],
            Self::Review => [6, 0],
        }
    }
}

/// The files, the seed and the day.
#[derive(Debug)]
pub(super) struct World {
    pub(super) county: County,
    pub(super) register: Register,
    pub(super) patterns: Patterns,
    pub(super) filler: Filler,
    pub(super) seed: u64,
    pub(super) as_of: Day,
}

impl World {
    /// Reads the embedded files.
    pub(super) fn read(seed: u64, as_of: Day) -> Result<Self, Fault> {
        Ok(Self {
            county: source::parse("county.toml", include_str!("county.toml"))?,
            register: source::parse("names.toml", include_str!("names.toml"))?,
            patterns: source::parse("patterns.toml", include_str!("patterns.toml"))?,
            filler: source::parse("filler.toml", include_str!("filler.toml"))?,
            seed,
            as_of,
        })
    }

    /// Gives the source of chance of one topic of one pupil.
    pub(super) fn draw(&self, index: usize, topic: Topic) -> Draw {
        let mut bytes = [0; 32];
        let parts = self
            .seed
            .to_le_bytes()
            .into_iter()
            .chain(index.to_le_bytes())
            .chain(topic.bytes());
        for (to, from) in bytes.iter_mut().zip(parts) {
            *to = from;
        }
        Draw::from_bytes(bytes)
    }

    /// The calendar year in which the school year of the day began.
    pub(super) fn school_year(&self) -> i16 {
        SchoolYear::of(self.as_of).starts_in()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::domain::provision::AreaCode;

    fn world() -> World {
        World::read(7, "2026-01-12".parse().unwrap()).unwrap()
    }

    /// The slots a text has.
    fn slots(text: &str) -> BTreeSet<&str> {
        let after = text.split('{').skip(1);
        after.map(|rest| rest.split('}').next().unwrap()).collect()
    }

    #[test]
    fn patterns_are_many_distinct_and_as_vague_as_real_ones() {
        let patterns = world().patterns.pattern;
        let ids: BTreeSet<_> = patterns.iter().map(|pattern| &pattern.id).collect();
        let texts: BTreeSet<_> = patterns.iter().map(|pattern| &pattern.text).collect();
        assert_eq!((ids.len(), texts.len()), (patterns.len(), patterns.len()));
        for area in AreaCode::ALL {
            let own: Vec<_> = patterns.iter().filter(|one| one.area == area).collect();
            let vague = own.iter().filter(|one| one.vague).count();
            assert!(own.len() >= 15 && vague >= 3, "{area:?}: {}", own.len());
        }
        let vague = patterns.iter().filter(|one| one.vague).count();
        assert!(
            (20..=33).contains(&(vague * 100 / patterns.len())),
            "{vague}"
        );
        for one in &patterns {
            let [low, high] = one.levels;
            assert!(1 <= low && low <= high && high <= 7, "{}", one.id);
        }
    }

    #[test]
    fn every_slot_has_its_values() {
        let world = world();
        let plan = [
            "name", "they", "They", "them", "their", "Their", "teacher", "school", "year", "place",
        ];
        let mut words: BTreeSet<&str> = plan.into_iter().collect();
        words.extend(world.filler.words.keys().map(String::as_str));
        let known = |own: &BTreeMap<String, Vec<String>>, text: &str, id: &str| {
            for slot in slots(text) {
                let given = own.get(slot).is_some_and(|values| !values.is_empty());
                assert!(given || words.contains(slot), "{id}: {slot}");
            }
        };
        for one in &world.patterns.pattern {
            let cells = one.cells.iter().flatten();
            for text in cells.chain([&one.text, &one.note]) {
                known(&one.slots, text, &one.id);
            }
            let used = slots(&one.text);
            assert!(
                one.slots.keys().all(|slot| used.contains(slot.as_str())),
                "{}",
                one.id
            );
        }
        for one in world.filler.need.iter().chain(&world.filler.outcome) {
            known(&one.slots, &one.text, &one.text);
        }
    }

    #[test]
    fn every_level_of_every_area_has_its_provisions() {
        let patterns = world().patterns.pattern;
        for area in AreaCode::ALL {
            for rank in 1..=7 {
                let reaching = |one: &&crate::demo::pattern::Pattern| {
                    one.area == area && one.aside.is_none() && one.reaches(rank)
                };
                let found = patterns.iter().filter(reaching).count();
                // Preparing for adulthood is never written for the highest level.
                assert!(
                    found > 0 || area == AreaCode::Pfa && rank == 7,
                    "{area:?} {rank}"
                );
            }
        }
    }
}
