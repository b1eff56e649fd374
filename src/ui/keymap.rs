//! The keymap: context and chord to action, all from the one table.

use std::collections::{BTreeMap, BTreeSet};

use super::action::table::TABLE;
use super::action::{Action, Answer, Context, Entry, Walk};
use super::chord::{Chord, Key};

/// Which action a chord means where.
#[derive(Clone, Debug)]
pub struct Keymap(BTreeMap<(Context, Chord), Action>);

impl Default for Keymap {
    fn default() -> Self {
        let mut map = BTreeMap::new();
        for entry in TABLE {
            for (contexts, keys) in entry.keys {
                for (chord, action) in chords(entry, keys) {
                    map.extend(contexts.iter().map(|context| ((*context, chord), action)));
                }
            }
        }
        Self(map)
    }
}

impl Keymap {
    /// The action of a chord in a context.
    pub fn action(&self, context: Context, chord: Chord) -> Option<Action> {
        self.0.get(&(context, chord)).copied()
    }
}

/// The name of an action, as the palette finds it; a digit that it carries is not in it.
pub fn name(action: Action) -> &'static str {
    let action = if matches!(
        action,
        Action::Walk(Walk::Level(_)) | Action::Answer(Answer::Pick(_))
    ) {
        with_digit(action, 0)
    } else {
        action
    };
    let entry = TABLE.iter().find(|entry| entry.action == action);
    entry.map_or("", |entry| entry.name)
}

/// The chords that a list of keys names, each with its action.
fn chords(entry: &Entry, keys: &str) -> Vec<(Chord, Action)> {
    if keys == "1-9" {
        let digits = ('1'..='9').zip(1..);
        let chord = |(digit, number)| {
            (
                Chord::plain(Key::Char(digit)),
                with_digit(entry.action, number),
            )
        };
        return digits.map(chord).collect();
    }
    let chord = |name: &str| Some((name.parse().ok()?, entry.action));
    keys.split(' ').filter_map(chord).collect()
}

fn with_digit(action: Action, digit: u8) -> Action {
    if matches!(action, Action::Walk(_)) {
        Action::Walk(Walk::Level(digit))
    } else {
        Action::Answer(Answer::Pick(digit))
    }
}

/// The entries that work in a context, each with its keys there.
pub fn entries(context: Context) -> impl Iterator<Item = (&'static Entry, &'static str)> {
    (TABLE.iter()).filter_map(move |entry| Some((entry, entry.keys_in(context)?)))
}

/// The entries of the hint bar in a context: the first key and the words.
pub fn hints(context: Context) -> impl Iterator<Item = (&'static str, &'static str)> {
    entries(context)
        // The way out that works everywhere is in the help; it would crowd every bar.
        .filter(|(entry, keys)| !entry.hint.is_empty() && *keys != "ctrl-c")
        .map(|(entry, keys)| (keys.split(' ').next().unwrap_or(keys), entry.hint))
}

/// The help: each action once, with the contexts its keys work in.
pub fn help() -> impl Iterator<Item = (&'static Entry, String)> {
    TABLE.iter().map(|entry| {
        let keys: BTreeSet<&str> = entry.keys.iter().flat_map(|(_, k)| k.split(' ')).collect();
        (entry, keys.into_iter().collect::<Vec<_>>().join(" "))
    })
}

/// Writes the table of keys for the README, as Markdown.
pub fn table() -> String {
    let mut blocks = Vec::new();
    for context in Context::ALL {
        let mut block = format!("**{}**\n\n| key | does |\n| --- | --- |\n", context.words());
        for (entry, keys) in entries(context) {
            let keys: Vec<String> = keys.split(' ').map(|key| format!("`{key}`")).collect();
            block += &["| ", &keys.join(" "), " | ", entry.help, " |\n"].concat();
        }
        blocks.push(block);
    }
    blocks.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_stands_once_and_every_key_is_a_key() {
        let mut actions = BTreeSet::new();
        let mut names = BTreeSet::new();
        for entry in TABLE {
            assert!(actions.insert(entry.action), "{:?} twice", entry.action);
            assert!(names.insert(entry.name), "{} twice", entry.name);
            assert!(!entry.keys.is_empty(), "{} has no key", entry.name);
            for (_, keys) in entry.keys {
                let named = if *keys == "1-9" {
                    9
                } else {
                    keys.split(' ').count()
                };
                assert_eq!(chords(entry, keys).len(), named, "{keys}");
            }
        }
    }

    #[test]
    fn no_chord_means_two_things_in_a_context() {
        let mut seen = BTreeMap::new();
        for entry in TABLE {
            for (contexts, keys) in entry.keys {
                for (chord, _) in chords(entry, keys) {
                    for context in *contexts {
                        let before = seen.insert((*context, chord), entry.name);
                        assert_eq!(before, None, "{chord} in {context:?}: {}", entry.name);
                    }
                }
            }
        }
    }

    #[test]
    fn every_action_is_reached_by_its_key() {
        let keymap = Keymap::default();
        for entry in TABLE {
            for (contexts, keys) in entry.keys {
                for (chord, action) in chords(entry, keys) {
                    assert_eq!(name(action), entry.name);
                    for context in *contexts {
                        assert_eq!(keymap.action(*context, chord), Some(action));
                    }
                }
            }
        }
    }

    #[test]
    fn a_context_that_takes_text_leaves_characters_alone() {
        for context in Context::ALL.into_iter().filter(|one| one.takes_text()) {
            for (entry, keys) in entries(context) {
                for (chord, _) in chords(entry, keys) {
                    assert_eq!(chord.written(), None, "{chord} in {context:?}");
                }
            }
        }
    }

    #[test]
    fn help_shows_each_action_once() {
        let shown: Vec<_> = help().map(|(entry, _)| entry.name).collect();
        let once: BTreeSet<_> = shown.iter().collect();
        assert_eq!(shown.len(), once.len());
        assert_eq!(shown.len(), TABLE.len());
    }

    #[test]
    fn the_readme_table_names_every_context_and_key() {
        let table = table();
        for context in Context::ALL {
            assert!(table.contains(&format!("**{}**", context.words())));
        }
        assert!(table.contains("| `1-9` | gives the provision"));
        assert!(table.contains("| `up` `k` |"));
    }
}
