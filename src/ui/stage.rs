//! The stage: the program driven by keys and replies as the loop drives it, and its frames; for tests.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::app::{App, Look};
use super::message::{Asked, Effect, Msg, Opening, Reply, Request, Ticket};
use super::trial;
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

    /// All that was asked for, oldest first.
    pub(crate) fn requests(&self) -> impl Iterator<Item = &Request> {
        self.asked.iter().map(|(_, request)| request)
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
        trial::masked(&self.app, columns, rows);
        buf
    }

    /// The text of the screen at 80×24, or as wide as is asked.
    pub(crate) fn text(&mut self, columns: u16, rows: u16) -> String {
        trial::text(&self.draw(columns, rows))
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
            let frame = trial::frame(&self.draw(columns, rows));
            insta::with_settings!({
                snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/tests/frames"),
                prepend_module_to_snapshot => false,
                omit_expression => true,
            }, {
                insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), frame);
            });
        }
    }

    /// Draws at every width and at every height up to where no layout changes any more, at some beyond, and at the corners.
    pub(crate) fn any_size(&mut self) {
        // Most of the time would go into the largest ones, which differ in nothing but room.
        for columns in (1..=132).chain((139..=200).step_by(9)) {
            self.draw(columns, 24);
        }
        for rows in (1..=72).chain((81..=200).step_by(17)) {
            self.draw(80, rows);
        }
        for one in [1, 19, 20, 60, 116, 200] {
            for other in [1, 20, 37, 60, 200] {
                self.draw(one, other);
            }
        }
    }
}
