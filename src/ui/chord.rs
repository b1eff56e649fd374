//! Chords: a key and what is held with it, in words of our own.

use std::fmt;
use std::str::FromStr;

/// A key of the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A character; a capital is written as one, without shift.
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// The arrow up.
    Up,
    /// The arrow down.
    Down,
    /// The arrow left.
    Left,
    /// The arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key.
    F(u8),
}

const NAMED: [(&str, Key); 15] = [
    ("enter", Key::Enter),
    ("esc", Key::Esc),
    ("tab", Key::Tab),
    ("backspace", Key::Backspace),
    ("delete", Key::Delete),
    ("up", Key::Up),
    ("down", Key::Down),
    ("left", Key::Left),
    ("right", Key::Right),
    ("home", Key::Home),
    ("end", Key::End),
    ("pageup", Key::PageUp),
    ("pagedown", Key::PageDown),
    ("space", Key::Char(' ')),
    ("minus", Key::Char('-')),
];

/// A key with what is held down; written `ctrl-p`, `enter`, `?`, `shift-tab`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Chord {
    /// The key.
    pub key: Key,
    /// Whether control is held.
    pub ctrl: bool,
    /// Whether alt is held.
    pub alt: bool,
    /// Whether shift is held; a character carries it in its case instead.
    pub shift: bool,
}

/// What was wrong with a text that should have been a chord.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a key; write it as enter, ?, ctrl-p or shift-tab")]
pub struct ChordFault(pub String);

impl Chord {
    /// Gives the chord of a key alone.
    pub fn plain(key: Key) -> Self {
        Self {
            key,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// The character it writes into a text, where it writes one.
    pub fn written(self) -> Option<char> {
        let Key::Char(character) = self.key else {
            return None;
        };
        (!self.ctrl && !self.alt && !character.is_control()).then_some(character)
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let held = [
            (self.ctrl, "ctrl-"),
            (self.alt, "alt-"),
            (self.shift, "shift-"),
        ];
        let mut text: String = (held.iter().filter(|(down, _)| *down))
            .map(|(_, name)| *name)
            .collect();
        match (NAMED.iter().find(|(_, key)| *key == self.key), self.key) {
            (Some((name, _)), _) => text.push_str(name),
            (None, Key::Char(character)) => text.push(character),
            (None, Key::F(number)) => text.push_str(&["f", &number.to_string()].concat()),
            // Every other key stands in the table above.
            (
                None,
                Key::Enter
                | Key::Esc
                | Key::Tab
                | Key::Backspace
                | Key::Delete
                | Key::Up
                | Key::Down
                | Key::Left
                | Key::Right
                | Key::Home
                | Key::End
                | Key::PageUp
                | Key::PageDown,
            ) => {}
        }
        f.pad(&text)
    }
}

impl FromStr for Chord {
    type Err = ChordFault;

    fn from_str(text: &str) -> Result<Self, ChordFault> {
        let mut rest = text;
        let mut chord = Self::plain(Key::Esc);
        loop {
            let (held, after) = match rest.split_once('-') {
                Some(("ctrl", after)) => (&mut chord.ctrl, after),
                Some(("alt", after)) => (&mut chord.alt, after),
                Some(("shift", after)) => (&mut chord.shift, after),
                Some(_) | None => break,
            };
            *held = true;
            rest = after;
        }
        chord.key = key(rest).ok_or_else(|| ChordFault(text.to_owned()))?;
        Ok(chord)
    }
}

fn key(name: &str) -> Option<Key> {
    if let Some((_, key)) = NAMED.iter().find(|(named, _)| *named == name) {
        return Some(*key);
    }
    let mut characters = name.chars();
    match (characters.next(), characters.as_str()) {
        (Some(only), "") if !only.is_whitespace() => Some(Key::Char(only)),
        (Some('f'), number) => {
            let number = number.parse().ok()?;
            (1..=12).contains(&number).then_some(Key::F(number))
        }
        (Some(_) | None, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str) {
        let chord: Chord = text.parse().unwrap();
        assert_eq!(chord.to_string(), text);
    }

    #[test]
    fn a_chord_is_written_as_it_is_read() {
        for text in [
            "enter",
            "?",
            "ctrl-p",
            "shift-tab",
            "ctrl-alt-x",
            "minus",
            "space",
            "f5",
            "f",
            "Q",
            "é",
        ] {
            case(text);
        }
    }

    #[test]
    fn what_is_no_key_is_refused_with_its_words() {
        for text in ["", "ctrl-", "entre", "f13", "hyper-x"] {
            let fault = text.parse::<Chord>().unwrap_err();
            assert!(fault.to_string().contains(&format!("\"{text}\"")));
        }
    }

    #[test]
    fn only_a_plain_character_writes() {
        let written = |text: &str| text.parse::<Chord>().unwrap().written();
        assert_eq!(written("A"), Some('A'));
        assert_eq!(written("space"), Some(' '));
        assert_eq!(written("ctrl-a"), None);
        assert_eq!(written("enter"), None);
    }
}
