//! Key input fuzzed: chords, pastes, clicks and sizes at random through every screen, over text of ill will.
//!
//! A short course is part of the tests; `CONTINUUM_FUZZ=2000 cargo test --lib ui::app::fuzz -- --nocapture` runs so many
//! courses of [`STEPS`] each, and `CONTINUUM_FUZZ_SEED` begins elsewhere.

use super::App;
use crate::domain::draw::Draw;
use crate::domain::printable::is_obeyed;
use crate::ui::chord::{Chord, Key};
use crate::ui::keymap;
use crate::ui::message::{Asked, Msg, Progress};
use crate::ui::trial::{Invented, Trial};

/// How many courses are run where nobody says otherwise, and of how many steps each is.
const COURSES: u64 = 12;
const STEPS: usize = 150;

/// Text that a terminal would obey, or that heaps up, is hidden, turned round or very wide.
const ILL: [&str; 9] = [
    "\u{1b}[2J\u{1b}]0;owned\u{7}",
    "\u{9b}31m\u{85}\u{7f}\0",
    "\u{202e}evil\u{2066}\u{200b}\u{feff}",
    "\u{2028}\u{2029}\u{ad}\u{61c}\u{e0041}",
    "a\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "漢字👩‍👩‍👧‍👦✔\u{fe0f}\u{1f1e6}\u{1f1e7}",
    "line\r\nline\rline\n\tline",
    "=HYPERLINK(\"x\") | *md* <b>",
    "",
];

/// What a course of keys is made of.
const KEYS: [Key; 15] = [
    Key::Enter,
    Key::Esc,
    Key::Tab,
    Key::Backspace,
    Key::Delete,
    Key::Up,
    Key::Down,
    Key::Left,
    Key::Right,
    Key::Home,
    Key::End,
    Key::PageUp,
    Key::PageDown,
    Key::F(1),
    Key::F(255),
];

const ODD: [char; 10] = [
    '\u{1b}',
    '\0',
    '\u{202e}',
    '\u{200d}',
    '\u{301}',
    'é',
    '漢',
    '👩',
    '\u{e0041}',
    '\u{ffff}',
];

/// Numbers that a seed decides.
struct Course(Draw);

impl Course {
    fn below(&mut self, most: usize) -> usize {
        let number = self.0.below(u64::try_from(most.max(1)).unwrap());
        usize::try_from(number).unwrap()
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// A chord: most often one that the screen says works.
    fn chord(&mut self, app: &App) -> Chord {
        let hinted: Vec<&str> = keymap::entries(app.context())
            .flat_map(|(_, keys)| keys.split(' '))
            .collect();
        if self.below(3) > 0 && !hinted.is_empty() {
            let name = self.of(&hinted);
            let digits = || char::from_digit(u32::try_from(app.next_ticket % 9).unwrap() + 1, 10);
            if let Ok(chord) = name.parse() {
                return chord;
            }
            return Chord::plain(Key::Char(digits().unwrap()));
        }
        let key = match self.below(6) {
            0 => self.of(&KEYS),
            1 => Key::Char(self.of(&ODD)),
            _ => Key::Char(char::from(u8::try_from(32 + self.below(95)).unwrap())),
        };
        Chord {
            key,
            ctrl: self.below(8) == 0,
            alt: self.below(16) == 0,
            shift: self.below(16) == 0,
        }
    }

    fn msg(&mut self, app: &App) -> Msg {
        let place = |course: &mut Self| u16::try_from(course.below(140)).unwrap();
        match self.below(14) {
            0 => Msg::Paste(self.of(&ILL).repeat(1 + self.below(40))),
            1 => Msg::Click(place(self), place(self)),
            2 => {
                let lines = i16::try_from(self.below(7)).unwrap() - 3;
                Msg::Wheel(place(self), place(self), lines)
            }
            3 => Msg::Resize(place(self), place(self)),
            4 => Msg::Progress(Progress {
                what: self.of(&ILL).to_owned(),
                done: self.below(1_000) as u64,
                of: (self.below(2) == 0).then(|| self.below(1_000) as u64),
            }),
            _ => Msg::Key(self.chord(app)),
        }
    }

    /// A worker whose every text is of ill will.
    fn invented(&mut self) -> Invented {
        let mut invented = Invented::default();
        // One character for another, so that places in the text still hold.
        let spoilt = |text: &str| {
            let spoilt = text.replace('e', "\u{202e}").replace('a', "\u{1b}");
            spoilt.replace('i', "\u{9b}").replace(' ', "\u{2028}")
        };
        if self.below(4) > 0 {
            invented.text = invented.text.as_deref().map(spoilt);
            for provision in &mut invented.provisions {
                provision.text = spoilt(&provision.text);
            }
        }
        if self.below(2) == 0 {
            invented.warnings = ILL.map(str::to_owned).to_vec();
            invented.foreign = ILL.map(str::to_owned).to_vec();
        }
        invented.suggestions_off = (self.below(3) == 0).then(|| self.of(&ILL).to_owned());
        invented.school = self.below(2) == 0;
        invented.apart = self.below(3);
        let asked = [Asked::Save, Asked::Record, Asked::Discard];
        invented.refuses =
            (self.below(3) == 0).then(|| (self.of(&asked), self.of(&ILL).repeat(20)));
        invented
    }
}

/// Holds what must hold of a screen, whatever is on it.
fn holds(trial: &Trial, columns: u16, rows: u16) {
    let buffer = trial.buffer(columns, rows);
    for cell in buffer.content() {
        let symbol = cell.symbol();
        assert!(!symbol.contains(is_obeyed), "{symbol:?} is on the screen");
        assert!(symbol.chars().count() <= 12, "{symbol:?} is heaped up");
        assert!(
            !symbol.contains(['\n', '\t']),
            "{symbol:?} is on the screen"
        );
    }
    // Every answer that was given has been heard.
    if trial.held.is_none() {
        assert!(trial.app.waiting.is_empty(), "a question waits for ever");
    }
}

fn number(variable: &str, usual: u64) -> u64 {
    #[expect(
        clippy::disallowed_methods,
        reason = "how long a fuzzer runs is nobody's setting"
    )]
    let said = std::env::var(variable).ok();
    said.map_or(usual, |said| said.parse().unwrap())
}

#[test]
fn no_course_of_keys_breaks_a_screen_or_sends_what_a_terminal_obeys() {
    let (courses, first) = (
        number("CONTINUUM_FUZZ", COURSES),
        number("CONTINUUM_FUZZ_SEED", 1),
    );
    let mut pressed = 0_u64;
    for seed in first..first + courses {
        let mut course = Course(Draw::from_seed(seed));
        let mut trial = Trial::new(course.invented());
        for _ in 0..STEPS {
            let msg = course.msg(&trial.app);
            let told = format!("{msg:?}");
            let heard = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                trial.hear(msg);
                // The largest by far takes most of the time to draw, and is one of few.
                let (columns, rows) = if course.below(24) == 0 {
                    (300, 90)
                } else {
                    course.of(&[(60, 20), (80, 24), (120, 40), (20, 5), (1, 1)])
                };
                holds(&trial, columns, rows);
            }));
            assert!(heard.is_ok(), "course {seed}, at {told}");
            pressed += 1;
            match course.below(40) {
                0 => trial.held = Some(trial.held.take().unwrap_or_default()),
                1 => trial.let_through(),
                _ => {}
            }
            if trial.quit {
                trial = Trial::new(course.invented());
            }
        }
    }
    println!("keys: {courses} courses, {pressed} messages");
}
