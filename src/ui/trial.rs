//! A trial of the screens: keys in, an invented worker behind, frames as text and as meanings.

mod invented;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

pub(crate) use self::invented::{Invented, amended, framework, sat, stands};

use super::app::{App, Look};
use super::message::{Effect, Msg, Opening, Reply, Request, Ticket};
use super::theme::{Meaning, Theme};
use crate::domain::day::{Day, Moment};

/// The program and an invented worker that answers at once.
pub(crate) struct Trial {
    pub(crate) app: App,
    pub(crate) invented: Invented,
    /// What was asked for, oldest first.
    pub(crate) asked: Vec<Request>,
    /// Whether replies wait until they are let through.
    pub(crate) held: Option<Vec<(Ticket, Request)>>,
    pub(crate) quit: bool,
}

/// Half past nine on the day of every trial.
pub(crate) fn now() -> Moment {
    Moment::of_day(Day::new(2027, 1, 12).unwrap()).plus_millis(30 * 60_000)
}

impl Trial {
    /// Opens the worklist over an invented worker.
    pub(crate) fn new(invented: Invented) -> Self {
        let opening = Opening {
            framework: invented.framework.clone(),
            reader: "R. Hale".into(),
            told: None,
        };
        let mut app = App::new(Some(opening), Look::default(), now());
        let first = app.begin();
        let mut trial = Self {
            app,
            invented,
            asked: Vec::new(),
            held: None,
            quit: false,
        };
        trial.carry_out(first);
        trial
    }

    /// Opens the worklist and maps its first pupil.
    pub(crate) fn walk(invented: Invented) -> Self {
        let mut trial = Self::new(invented);
        trial.keys("enter");
        trial.asked.clear();
        trial
    }

    /// Presses keys, one after the other; gives how many.
    pub(crate) fn keys(&mut self, keys: &str) -> usize {
        let mut count = 0;
        for key in keys.split_whitespace() {
            let effects = self.app.update(Msg::Key(key.parse().unwrap()), now());
            self.carry_out(effects);
            count += 1;
        }
        count
    }

    /// Types a text and Enter.
    pub(crate) fn line(&mut self, text: &str) {
        for character in text.chars() {
            let key = match character {
                ' ' => "space".to_owned(),
                '-' => "minus".to_owned(),
                other => other.to_string(),
            };
            self.keys(&key);
        }
        self.keys("enter");
    }

    /// Hears a message.
    pub(crate) fn hear(&mut self, msg: Msg) {
        let effects = self.app.update(msg, now());
        self.carry_out(effects);
    }

    /// Lets the replies through that were held back.
    pub(crate) fn let_through(&mut self) {
        for (ticket, request) in self.held.take().unwrap_or_default() {
            self.answer(ticket, &request);
        }
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Quit => self.quit = true,
                Effect::Stop(_) | Effect::Sleep | Effect::Retake => {}
                Effect::Ask(ticket, request) => {
                    self.asked.push(request.clone());
                    match &mut self.held {
                        Some(held) => held.push((ticket, request)),
                        None => self.answer(ticket, &request),
                    }
                }
            }
        }
    }

    fn answer(&mut self, ticket: Ticket, request: &Request) {
        let reply: Reply = self.invented.answer(request);
        self.hear(Msg::Reply(ticket, reply));
    }

    /// The screen as plain text.
    pub(crate) fn text(&self, columns: u16, rows: u16) -> String {
        text(&self.buffer(columns, rows))
    }

    /// The screen as text, and below it what each place means, a letter a column.
    pub(crate) fn frame(&self, columns: u16, rows: u16) -> String {
        frame(&self.buffer(columns, rows))
    }

    /// Draws into a new buffer.
    pub(crate) fn buffer(&self, columns: u16, rows: u16) -> Buffer {
        let area = Rect::new(0, 0, columns, rows);
        let mut buffer = Buffer::empty(area);
        self.app.view(area, &mut buffer);
        masked(&self.app, columns, rows);
        buffer
    }
}

/// Fails where a name of an invented pupil can be read though names are hidden.
#[track_caller]
pub(crate) fn masked(app: &App, columns: u16, rows: u16) {
    let mut app = app.clone();
    app.mask();
    let text = drawn(&app, columns, rows);
    let names = [
        "Okafor",
        "Amara",
        "Evans",
        "Siân",
        "Brien",
        "Featherstone",
        "Maximil",
        "Żak",
        "Patel",
        "Nguyễn",
        "Hart,",
        // Whom no reply names.
        "Quill",
    ];
    for name in names {
        assert!(!text.contains(name), "\"{name}\" is in\n{text}");
    }
}

/// The program's screen as plain text.
pub(crate) fn drawn(app: &App, columns: u16, rows: u16) -> String {
    let area = Rect::new(0, 0, columns, rows);
    let mut buffer = Buffer::empty(area);
    app.view(area, &mut buffer);
    text(&buffer)
}

/// A buffer as plain text.
pub(crate) fn text(buffer: &Buffer) -> String {
    lines(buffer, |x, y| buffer[(x, y)].symbol().to_owned())
}

/// A buffer as text, and below it what each place means, a letter a column.
pub(crate) fn frame(buffer: &Buffer) -> String {
    let rule = "=".repeat(buffer.area.width.into());
    let meanings = lines(buffer, |x, y| letter(buffer, x, y).to_string());
    format!("{}\n{rule}\n{meanings}", text(buffer))
}

fn lines(buffer: &Buffer, cell: impl Fn(u16, u16) -> String) -> String {
    let row = |y| -> String {
        let row: String = (0..buffer.area.width).map(|x| cell(x, y)).collect();
        row.trim_end().to_owned()
    };
    (0..buffer.area.height)
        .map(row)
        .collect::<Vec<_>>()
        .join("\n")
}

/// The letter of what a place means; a blank where it is plain text.
fn letter(buffer: &Buffer, x: u16, y: u16) -> char {
    const LETTERS: [char; 17] = [
        'T', ' ', 'm', 'f', 'g', 'd', 'x', 's', 'F', 'h', 'v', 'D', 'R', 'L', 'c', 'M', 'n',
    ];
    let cell = &buffer[(x, y)];
    if cell.modifier.contains(Modifier::REVERSED) {
        return if cell.modifier.contains(Modifier::BOLD)
            && cell.fg == Theme::Dark.style(Meaning::Focus).fg.unwrap_or(cell.fg)
        {
            'F'
        } else {
            's'
        };
    }
    let same = |meaning: &Meaning| {
        let style = Theme::Dark.style(*meaning);
        style.fg.unwrap_or(ratatui::style::Color::Reset) == cell.fg
            && style.add_modifier == cell.modifier
    };
    let found = Meaning::ALL.iter().position(same);
    found.map_or('?', |found| LETTERS[found])
}
