//! The input thread: turns what the terminal sends into our own messages.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use crossterm::event::{
    self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent,
    MouseEventKind,
};

use crate::ui::chord::{Chord, Key};
use crate::ui::message::Msg;

/// How many lines one notch of the wheel is.
const WHEEL: i16 = 3;

/// Starts the thread; it ends with the program, or when nobody listens any more.
pub(crate) fn listen(to: Sender<Msg>) -> io::Result<()> {
    let read = move || {
        while let Ok(event) = event::read() {
            let Some(msg) = message(event) else { continue };
            if to.send(msg).is_err() {
                return;
            }
        }
    };
    thread::Builder::new().name("input".into()).spawn(read)?;
    Ok(())
}

/// Waits for the next event of the terminal while no thread does; gives the key, where it is one.
pub(super) fn next() -> io::Result<Option<Chord>> {
    Ok(match event::read()? {
        Event::Key(key) if key.kind != KeyEventKind::Release => chord(key),
        Event::Key(_)
        | Event::Paste(_)
        | Event::Mouse(_)
        | Event::Resize(..)
        | Event::FocusGained
        | Event::FocusLost => None,
    })
}

fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => chord(key).map(Msg::Key),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Mouse(mouse) => pointed(mouse),
        Event::Resize(columns, rows) => Some(Msg::Resize(columns, rows)),
        Event::Key(_) | Event::FocusGained | Event::FocusLost => None,
    }
}

fn pointed(mouse: MouseEvent) -> Option<Msg> {
    let (x, y) = (mouse.column, mouse.row);
    match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Msg::Click(x, y)),
        MouseEventKind::ScrollDown => Some(Msg::Wheel(x, y, WHEEL)),
        MouseEventKind::ScrollUp => Some(Msg::Wheel(x, y, -WHEEL)),
        MouseEventKind::Down(_)
        | MouseEventKind::Up(_)
        | MouseEventKind::Drag(_)
        | MouseEventKind::Moved
        | MouseEventKind::ScrollLeft
        | MouseEventKind::ScrollRight => None,
    }
}

fn chord(event: KeyEvent) -> Option<Chord> {
    let held = |modifier| event.modifiers.contains(modifier);
    // A character carries shift in its own form.
    let is_character = matches!(event.code, KeyCode::Char(_));
    let shift = event.code == KeyCode::BackTab || (held(KeyModifiers::SHIFT) && !is_character);
    let key = named(event.code)?;
    let (ctrl, alt) = (held(KeyModifiers::CONTROL), held(KeyModifiers::ALT));
    Some(Chord {
        key,
        ctrl,
        alt,
        shift,
    })
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "of crossterm's keys, those that have no chord here are left alone"
)]
fn named(code: KeyCode) -> Option<Key> {
    let key = match code {
        KeyCode::Char(character) => Key::Char(character),
        KeyCode::BackTab | KeyCode::Tab => Key::Tab,
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::F(number) => Key::F(number),
        _ => return None,
    };
    Some(key)
}
