//! The program as a whole: messages in, effects out; a stack of screens, the top one hears the keys.

mod blank;
#[cfg(test)]
mod fuzz;
mod job;
mod unsaved;
mod view;

use std::collections::BTreeMap;

use self::job::Job;
use super::action::{Action, Context, House};
use super::chord::Chord;
use super::desk::{Desk, Go, Place, Turn};
use super::keymap::Keymap;
use super::message::{Asked, Effect, Msg, Opening, Reply, Request, Ticket, Which};
use super::screens::Screen;
use super::theme::Theme;
use super::trail::Trail;
use crate::domain::day::Moment;
use crate::domain::identity::PupilId;
use crate::domain::mask::Mask;
use crate::domain::pace::Pace;

/// How the program looks and what it offers, as kept in the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The theme.
    pub theme: Theme,
    /// Whether suggestions are shown where they may be.
    pub suggestions: bool,
    /// Whether pupils' names are hidden.
    pub is_masked: bool,
    /// After how many minutes without a key the screen goes blank; never where there is none.
    pub idle: Option<u16>,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            suggestions: true,
            is_masked: false,
            idle: None,
        }
    }
}

/// A screen on the stack; its number tells whether a reply is still for it.
#[derive(Clone, Debug)]
struct Layer {
    number: u64,
    screen: Screen,
}

/// The program.
#[derive(Clone, Debug)]
pub struct App {
    desk: Desk,
    theme: Theme,
    keymap: Keymap,
    stack: Vec<Layer>,
    waiting: BTreeMap<Ticket, (u64, Asked)>,
    next_ticket: u64,
    next_layer: u64,
    job: Option<Job>,
    pace: Option<Pace>,
    notice: Option<String>,
    /// Whether leaving, which loses something, was asked for once.
    leaving: bool,
    idle: Option<u16>,
    /// When a key was pressed last.
    touched: Moment,
    blank: bool,
    trail: Trail,
    first: Vec<Effect>,
}

impl App {
    /// Opens a workspace's worklist, or the first run's questions where there is no workspace.
    pub fn new(opening: Option<Opening>, look: Look, now: Moment) -> Self {
        let place = match opening {
            Some(_) => Place::Worklist,
            None => Place::FirstRun,
        };
        let mut app = Self {
            desk: Desk {
                opening,
                now,
                suggestions: look.suggestions,
                is_masked: look.is_masked,
                mask: Mask::default(),
                size: (80, 24),
            },
            theme: look.theme,
            keymap: Keymap::default(),
            stack: Vec::new(),
            waiting: BTreeMap::new(),
            next_ticket: 1,
            next_layer: 1,
            job: None,
            pace: None,
            notice: None,
            leaving: false,
            idle: look.idle,
            touched: now,
            blank: false,
            trail: Trail::default(),
            first: Vec::new(),
        };
        app.first = app.push(place);
        app
    }

    /// Leaves the names of its actions on a trail.
    pub fn leave_trail(&mut self, trail: Trail) {
        self.trail = trail;
    }

    /// Says what a run before came to, and goes on with the pupil it was at.
    pub fn go_on(&mut self, told: String, pupil: Option<PupilId>) {
        if let Some(pupil) = pupil {
            let asked = self.push(Place::Walk(Which::Pupil(pupil)));
            self.first.extend(asked);
        }
        self.notice = Some(told);
    }

    /// Says something until the next key.
    pub fn say(&mut self, words: &str) {
        self.notice = Some(words.to_owned());
    }

    /// The pupil whose plan the officer is at.
    pub fn walking(&self) -> Option<&PupilId> {
        let mut screens = self.stack.iter().rev().map(|layer| &layer.screen);
        screens.find_map(Screen::walking)
    }

    /// What the first screen asks for; to be handed to the worker once.
    pub fn begin(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.first)
    }

    /// Hears a message; gives what is wanted of the world.
    pub fn update(&mut self, msg: Msg, now: Moment) -> Vec<Effect> {
        self.desk.now = now;
        if self.is_woken(&msg) {
            return Vec::new();
        }
        match msg {
            Msg::Key(chord) => self.key(chord),
            Msg::Paste(text) => self.on_top(|screen, desk| screen.paste(&text, desk)),
            Msg::Click(x, y) => self.on_top(|screen, desk| screen.click((x, y), desk)),
            Msg::Wheel(x, y, lines) => {
                self.on_top(|screen, desk| screen.wheel((x, y), lines, desk))
            }
            Msg::Resize(columns, rows) => {
                self.desk.size = (columns, rows);
                // A list may show more rows now than it has asked for.
                self.on_top(Screen::resume)
            }
            Msg::Reply(ticket, reply) => self.reply(ticket, reply),
            Msg::Progress(progress) => {
                self.hear_progress(&progress, now);
                Vec::new()
            }
            Msg::Idle => {
                self.look_at_clock();
                Vec::new()
            }
            Msg::Say(words) => {
                self.say(&words);
                Vec::new()
            }
            Msg::Suspend => vec![Effect::Sleep],
            Msg::Continued => vec![Effect::Retake],
            Msg::Stopped | Msg::Leave => vec![Effect::Quit],
        }
    }

    /// Whether a draft is on its way to be kept.
    pub fn is_saving(&self) -> bool {
        self.waiting
            .values()
            .any(|(_, asked)| *asked == Asked::Save)
    }

    /// Hides names, as the key does.
    #[cfg(test)]
    pub(crate) fn mask(&mut self) {
        self.desk.is_masked = true;
    }

    fn context(&self) -> Context {
        (self.stack.last()).map_or(Context::Help, |layer| layer.screen.context())
    }

    fn on_top(&mut self, hear: impl FnOnce(&mut Screen, &Desk) -> Turn) -> Vec<Effect> {
        let Some(layer) = self.stack.last_mut() else {
            return vec![Effect::Quit];
        };
        let turn = hear(&mut layer.screen, &self.desk);
        self.follow(turn)
    }

    fn key(&mut self, chord: Chord) -> Vec<Effect> {
        self.notice = None;
        let context = self.context();
        let action = self.keymap.action(context, chord);
        if action != Some(Action::House(House::Quit)) {
            self.stay();
        }
        match action {
            Some(action) => self.act(action),
            None if context.takes_text() => self.on_top(|screen, desk| screen.write(chord, desk)),
            None => Vec::new(),
        }
    }

    fn act(&mut self, action: Action) -> Vec<Effect> {
        self.trail.note(action);
        if self.must_wait(action) {
            return Vec::new();
        }
        match action {
            Action::House(house) => self.house(house),
            Action::Walk(_)
            | Action::Browse(_)
            | Action::Review(_)
            | Action::Rating(_)
            | Action::Answer(_)
            | Action::Move(_) => self.on_top(|screen, desk| screen.act(action, desk)),
        }
    }

    fn house(&mut self, house: House) -> Vec<Effect> {
        let context = self.context();
        match house {
            House::Help => self.push(Place::Help(context)),
            House::Palette => self.push(Place::Palette(context)),
            House::Theme => {
                self.theme = self.theme.next();
                self.keep("theme", self.theme.name())
            }
            House::Suggestions => {
                self.desk.suggestions = !self.desk.suggestions;
                let word = if self.desk.suggestions { "on" } else { "off" };
                self.keep("suggestions", word)
            }
            House::Mask => {
                self.desk.is_masked = !self.desk.is_masked;
                let word = if self.desk.is_masked { "on" } else { "off" };
                self.keep("mask", word)
            }
            House::Stop => self.stop_job(),
            House::Blank => {
                self.blank = true;
                Vec::new()
            }
            House::Suspend => vec![Effect::Sleep],
            House::Quit => self.leave(),
        }
    }

    fn keep(&mut self, setting: &str, value: &str) -> Vec<Effect> {
        let request = Request::Keep(setting.to_owned(), value.to_owned());
        let number = self.stack.last().map_or(0, |layer| layer.number);
        vec![self.ticket(number, request)]
    }

    fn ticket(&mut self, layer: u64, request: Request) -> Effect {
        let ticket = Ticket(self.next_ticket);
        self.next_ticket += 1;
        self.waiting.insert(ticket, (layer, request.asked()));
        self.begin_job(ticket, request.asked());
        Effect::Ask(ticket, request)
    }

    fn push(&mut self, place: Place) -> Vec<Effect> {
        let (screen, ask) = Screen::open(place, &self.desk);
        let number = self.next_layer;
        self.next_layer += 1;
        self.stack.push(Layer { number, screen });
        self.ask(ask)
    }

    /// Asks in the name of the top screen.
    fn ask(&mut self, requests: Vec<Request>) -> Vec<Effect> {
        let number = self.stack.last().map_or(0, |layer| layer.number);
        (requests.into_iter())
            .map(|request| self.ticket(number, request))
            .collect()
    }

    /// Does what a screen wants.
    fn follow(&mut self, turn: Turn) -> Vec<Effect> {
        let Turn { go, ask } = turn;
        match go {
            Go::Stay => self.ask(ask),
            Go::Back => {
                self.stack.pop();
                let mut effects = self.ask(ask);
                effects.extend(self.on_top(Screen::resume));
                effects
            }
            Go::To(place) => {
                let mut effects = self.ask(ask);
                effects.extend(self.push(place));
                effects
            }
            Go::Instead(place) => {
                let mut effects = self.ask(ask);
                self.stack.pop();
                effects.extend(self.push(place));
                effects
            }
            Go::Run(action) => {
                self.stack.pop();
                self.act(action)
            }
        }
    }

    fn reply(&mut self, ticket: Ticket, reply: Reply) -> Vec<Effect> {
        let Some((number, asked)) = self.waiting.remove(&ticket) else {
            return Vec::new();
        };
        self.end_job(ticket);
        reply.people(&mut self.desk.mask);
        if let Reply::Began(opening) = reply {
            return self.began(asked, *opening);
        }
        if let Reply::Restored(told, opening) = reply {
            return self.restored(told, opening);
        }
        let newer = (self.waiting.iter())
            .any(|(later, waiting)| *later > ticket && *waiting == (number, asked));
        if newer {
            return Vec::new();
        }
        let desk = &self.desk;
        let Some(layer) = (self.stack.iter_mut()).find(|layer| layer.number == number) else {
            self.tell_of(reply);
            // What was made may be missing in what is on the screen.
            if asked == Asked::BackUp {
                return self.on_top(Screen::resume);
            }
            return Vec::new();
        };
        if asked == Asked::Keep {
            self.tell_of(reply);
            return Vec::new();
        }
        let late = asked.is_long().then(|| reply.clone());
        let turn = layer.screen.hear(asked, reply, desk);
        let is_top = self.stack.last().is_some_and(|top| top.number == number);
        if is_top {
            return self.follow(turn);
        }
        // Whoever went on to another screen hears of the end of long work there.
        if let Some(reply) = late {
            self.tell_of(reply);
        }
        // A screen below the top may ask again, but goes nowhere.
        (turn.ask.into_iter())
            .map(|request| self.ticket(number, request))
            .collect()
    }
}

#[cfg(test)]
mod tests;
