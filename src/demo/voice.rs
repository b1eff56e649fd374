//! The words one plan keeps to, and how they fall into its sentences.

use std::collections::BTreeMap;

use super::person::Person;
use super::world::World;
use crate::domain::draw::Draw;

/// The words of one plan.
#[derive(Debug)]
pub(super) struct Voice<'a>(BTreeMap<&'a str, String>);

/// The slots of one sentence, filled.
pub(super) type Slots<'a> = BTreeMap<&'a str, &'a str>;

impl<'a> Voice<'a> {
    /// Chooses the words of a pupil's plan.
    pub(super) fn of(world: &'a World, person: &Person<'_>, draw: &mut Draw) -> Self {
        let filler = &world.filler;
        let mut words: BTreeMap<&str, String> = BTreeMap::new();
        for (word, variants) in &filler.words {
            words.insert(word, draw.pick(variants).cloned().unwrap_or_default());
        }
        let by_phase = [("teacher", &filler.teacher), ("school", &filler.school)];
        for (word, phases) in by_phase {
            let said = phases.get(&person.phase).cloned().unwrap_or_default();
            words.insert(word, said);
        }
        let pronouns = if person.female {
            ["she", "She", "her", "her", "Her"]
        } else {
            ["he", "He", "him", "his", "His"]
        };
        let slots = ["they", "They", "them", "their", "Their"];
        for (slot, pronoun) in slots.into_iter().zip(pronouns) {
            words.insert(slot, pronoun.to_owned());
        }
        words.insert("name", person.name.to_owned());
        words.insert("ref", person.facts.reference.to_string());
        words.insert("year", (world.school_year() + 2).to_string());
        let place = person
            .school
            .map_or("To be confirmed.", |school| &school.name);
        words.insert("place", place.to_owned());
        Self(words)
    }

    /// Fills a sentence's slots; its first letter becomes a capital.
    pub(super) fn say(&self, text: &str, slots: &Slots<'_>) -> String {
        let mut filled = String::with_capacity(text.len() + 40);
        let mut parts = text.split('{');
        filled.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let (word, rest) = part.split_once('}').unwrap_or((part, ""));
            let value = slots.get(word).copied();
            filled.push_str(
                value
                    .or_else(|| self.0.get(word).map(String::as_str))
                    .unwrap_or(word),
            );
            filled.push_str(rest);
        }
        // A slot may hold a slot: the aim of a session names the pupil.
        if filled.contains('{') {
            return self.say(&filled, slots);
        }
        capital(&filled)
    }
}

/// Writes the first letter as a capital.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// Chooses a value for each slot: from the mildest at the lowest level to the most intensive at the
/// highest, give or take one.
pub(super) fn slots<'a>(
    values: &'a BTreeMap<String, Vec<String>>,
    [low, high]: [i64; 2],
    rank: i64,
    draw: &mut Draw,
) -> Slots<'a> {
    let mut chosen = Slots::new();
    for (slot, values) in values {
        let last = i64::try_from(values.len()).unwrap_or(1) - 1;
        let place = if high > low {
            ((rank - low) * last + (high - low) / 2) / (high - low) + draw.between(-1, 1)
        } else {
            draw.between(0, last)
        };
        let place = usize::try_from(place.clamp(0, last)).unwrap_or_default();
        if let Some(value) = values.get(place) {
            chosen.insert(slot, value);
        }
    }
    chosen
}
