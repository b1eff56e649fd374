//! The stage: the program driven by keys and replies as the loop drives it, and its frames; for tests.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::app::{App, Look};
use super::message::{Asked, Effect, Msg, Opening, Reply, Request, Ticket};
use super::theme::{Meaning, Theme};
use crate::domain::day::Moment;

/// The sizes every screen is looked at in.
const SIZES: [(u16, u16); 3] = [(60, 20), (80, 24), (120, 40)];

/// The program with what it asked for.
pub(crate) struct Stage {
    app: App,
    now: Moment,
    asked: Vec<(Ticket, Request)>,
}

impl Stage {
    /// Sets up the program, with a workspace or without one.
    pub(crate) fn new(opening: Option<Opening>) -> Self {
        let now = Moment::of_day("2026-01-12".parse().unwrap());
        let mut app = App::new(opening, Look::default(), now);
        let first = app.begin();
        let mut stage = Self {
            app,
            now,
            asked: Vec::new(),
        };
        stage.remember(first);
        stage
    }

    fn remember(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Effect::Ask(ticket, request) = effect {
                self.asked.push((ticket, request));
            }
        }
    }

    /// Lets the program hear a message.
    pub(crate) fn hear(&mut self, msg: Msg) {
        let effects = self.app.update(msg, self.now);
        self.remember(effects);
    }

    /// Presses keys, written as chords with spaces between.
    pub(crate) fn keys(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            self.hear(Msg::Key(key.parse().unwrap()));
        }
    }

    /// Types a text, character by character.
    pub(crate) fn types(&mut self, text: &str) {
        for character in text.chars() {
            let key = match character {
                ' ' => "space".to_owned(),
                '-' => "minus".to_owned(),
                other => other.to_string(),
            };
            self.keys(&key);
        }
    }

    /// Answers the latest request of a kind; fails where there was none.
    #[track_caller]
    pub(crate) fn reply(&mut self, asked: Asked, reply: Reply) {
        let of_kind = |(_, request): &&(Ticket, Request)| request.asked() == asked;
        let ticket = self.asked.iter().rev().find(of_kind).unwrap().0;
        self.hear(Msg::Reply(ticket, reply));
    }

    /// What was asked for last; fails where nothing was.
    #[track_caller]
    pub(crate) fn last(&self) -> &Request {
        &self.asked.last().unwrap().1
    }

    /// How many requests there were.
    pub(crate) fn count(&self) -> usize {
        self.asked.len()
    }

    fn draw(&mut self, columns: u16, rows: u16) -> Buffer {
        self.hear(Msg::Resize(columns, rows));
        let area = Rect::new(0, 0, columns, rows);
        let mut buf = Buffer::empty(area);
        self.app.view(area, &mut buf);
        buf
    }

    /// The text of the screen at 80×24, or as wide as is asked.
    pub(crate) fn text(&mut self, columns: u16, rows: u16) -> String {
        let buf = self.draw(columns, rows);
        grid(&buf, |cell| cell.symbol().to_owned())
    }

    /// Whether words stand on the screen at 120×40; fails where they do not.
    #[track_caller]
    pub(crate) fn shows(&mut self, words: &str) {
        let text = self.text(120, 40);
        assert!(text.contains(words), "\"{words}\" is not in\n{text}");
    }

    /// Holds the frames at the three sizes against those that were looked at before.
    #[track_caller]
    pub(crate) fn frames(&mut self, name: &str) {
        for (columns, rows) in SIZES {
            let buf = self.draw(columns, rows);
            let text = grid(&buf, |cell| cell.symbol().to_owned());
            let map = grid(&buf, letter);
            let frame = format!("{text}\n{map}");
            insta::with_settings!({
                snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/tests/frames"),
                prepend_module_to_snapshot => false,
                omit_expression => true,
            }, {
                insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), frame);
            });
        }
    }

    /// Draws at every width and at every height, and where layouts change.
    pub(crate) fn any_size(&mut self) {
        for one in 1..=200 {
            self.draw(one, 24);
            self.draw(80, one);
        }
        for one in [1, 19, 20, 60, 116, 200] {
            for other in [1, 20, 37, 60, 200] {
                self.draw(one, other);
            }
        }
    }
}

fn grid(buf: &Buffer, of: impl Fn(&Cell) -> String) -> String {
    let mut text = String::new();
    for y in buf.area.top()..buf.area.bottom() {
        let row: String = (buf.area.left()..buf.area.right())
            .filter_map(|x| buf.cell((x, y)))
            .map(&of)
            .collect();
        let _ = writeln!(text, "{}", row.trim_end());
    }
    text
}

/// A letter for what a cell means; a space for a blank without a look of its own.
fn letter(cell: &Cell) -> String {
    let style = cell.style();
    let blank = cell.symbol() == " " && !style.add_modifier.contains(Modifier::REVERSED);
    if blank {
        return " ".to_owned();
    }
    let looks = |meaning: &Meaning| {
        let wanted = Theme::Dark.style(*meaning);
        let colour = style.fg.filter(|fg| *fg != ratatui::style::Color::Reset);
        (wanted.fg, wanted.add_modifier) == (colour, style.add_modifier)
    };
    let letter = match Meaning::ALL.iter().find(|meaning| looks(meaning)) {
        Some(Meaning::Title) => 'T',
        Some(Meaning::Text) => '.',
        Some(Meaning::Muted) => 'm',
        Some(Meaning::Frame) => '-',
        Some(Meaning::Good) => 'G',
        Some(Meaning::Doubt) => 'D',
        Some(Meaning::Danger) => 'X',
        Some(Meaning::Selected) => 'S',
        Some(Meaning::Focus) => 'F',
        Some(Meaning::Hint) => 'h',
        Some(Meaning::Vague) => 'v',
        Some(Meaning::Dose) => 'd',
        Some(Meaning::Role) => 'r',
        Some(Meaning::Level) => 'L',
        Some(Meaning::Current) => 'C',
        Some(Meaning::Match) => 'M',
        // A selected row keeps the colours of what stands in it.
        None if selected(style) => 'S',
        None => '?',
    };
    letter.to_string()
}

fn selected(style: Style) -> bool {
    style.add_modifier.contains(Modifier::REVERSED)
}
