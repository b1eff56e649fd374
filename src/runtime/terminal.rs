//! The terminal's guard: taken over on entry, given back on every way out, panics and sleep included.

use std::io::{self, Stdout, Write as _, stdout};
use std::mem::ManuallyDrop;
use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::Show;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::execute;
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::signals::Guarded;

/// The terminal while the program holds it.
pub(crate) struct Guard {
    /// Not dropped at the end: it would tell of a cursor that it could not show, and who tells a terminal that is gone fails
    /// inside. The cursor is given back with the rest.
    terminal: ManuallyDrop<Terminal<CrosstermBackend<Stdout>>>,
    hold: Hold,
}

impl Guard {
    /// Takes the terminal over; where that fails half way, gives back what was taken.
    pub(crate) fn take() -> io::Result<Self> {
        let hold = Hold(Arc::new(AtomicBool::new(true)));
        let (held, before) = (Arc::clone(&hold.0), panic::take_hook());
        panic::set_hook(Box::new(move |what| {
            once(&held, give_back);
            before(what);
        }));
        let terminal = ManuallyDrop::new(enter()?);
        Ok(Self { terminal, hold })
    }

    /// Gives the terminal back for a while; until it is taken again nothing is drawn.
    pub(crate) fn give_back(&self) {
        once(&self.hold.0, give_back);
    }

    /// Takes the terminal again, whatever others have made of it, and forgets what stood there.
    pub(crate) fn retake(&mut self) -> io::Result<()> {
        // Who was stopped without a word has not given it back, and a shell has set it otherwise since.
        disable_raw_mode()?;
        let before = std::mem::replace(&mut self.terminal, ManuallyDrop::new(enter()?));
        drop(ManuallyDrop::into_inner(before));
        self.hold.0.store(true, Ordering::Release);
        Ok(())
    }

    /// The columns and rows there are.
    pub(crate) fn size(&self) -> io::Result<(u16, u16)> {
        let size = self.terminal.size()?;
        Ok((size.width, size.height))
    }

    /// Draws one frame, whole: a terminal that knows synchronized updates shows no half of it.
    pub(crate) fn draw(&mut self, view: impl FnOnce(Rect, &mut Buffer)) -> io::Result<()> {
        // Another thread's panic has given the terminal back; a frame would hide what it said.
        if !self.hold.0.load(Ordering::Acquire) {
            return Ok(());
        }
        execute!(stdout(), BeginSynchronizedUpdate)?;
        self.terminal
            .draw(|frame| view(frame.area(), frame.buffer_mut()))?;
        execute!(stdout(), EndSynchronizedUpdate)
    }
}

fn enter() -> io::Result<Terminal<CrosstermBackend<Stdout>>> {
    enable_raw_mode()?;
    execute!(
        stdout(),
        EnterAlternateScreen,
        Clear(ClearType::All),
        EnableBracketedPaste,
        EnableMouseCapture
    )?;
    Terminal::new(CrosstermBackend::new(stdout()))
}

/// The terminal while nothing of what is typed is shown.
pub(super) struct Unseen(Arc<AtomicBool>);

impl Unseen {
    /// Takes it; a signal gives it back too.
    pub(super) fn take(guarded: &Guarded) -> io::Result<Self> {
        let held = Self(guarded.hold()?);
        enable_raw_mode()?;
        Ok(held)
    }
}

impl Drop for Unseen {
    fn drop(&mut self) {
        once(&self.0, seen);
    }
}

/// Shows again what is typed.
fn seen() {
    let _ = disable_raw_mode();
}

/// Shows again what is typed, where a signal ends the program meanwhile.
pub(super) fn seen_again(held: &AtomicBool) {
    once(held, seen);
}

/// The columns and rows of the terminal, where there is one.
pub(super) fn size() -> Option<(u16, u16)> {
    crossterm::terminal::size().ok()
}

/// Says that the terminal is held; dropped, it gives it back, unless a panic has done so before.
struct Hold(Arc<AtomicBool>);

impl Drop for Hold {
    fn drop(&mut self) {
        once(&self.0, give_back);
    }
}

/// Gives back what is held, the first time it is called.
fn once(held: &AtomicBool, give_back: impl FnOnce()) {
    if held.swap(false, Ordering::AcqRel) {
        give_back();
    }
}

/// Gives the terminal back; a terminal that is gone cannot be given back, and nobody is left to tell.
fn give_back() {
    let _ = execute!(
        stdout(),
        DisableMouseCapture,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
    let _ = disable_raw_mode();
    let _ = stdout().flush();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_held_is_given_back_once() {
        let (held, mut given) = (AtomicBool::new(true), 0);
        once(&held, || given += 1);
        once(&held, || given += 1);
        assert_eq!(given, 1);
    }
}
