//! Ctrl-C: the first press asks long work to stop, the second ends the program at once.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::SIGINT;
use signal_hook::flag;

/// Whether ctrl-c was pressed, and what another press would do.
pub(super) struct Interrupt {
    pressed: Arc<AtomicBool>,
    /// Whether a press ends the program: always, but while work hears of it.
    ends: Arc<AtomicBool>,
}

impl Interrupt {
    /// Listens from now on.
    pub(super) fn listen() -> io::Result<Self> {
        let (pressed, ends) = (Arc::default(), Arc::new(AtomicBool::new(true)));
        // In this order: a press finds set what the one before has set.
        flag::register_conditional_default(SIGINT, Arc::clone(&ends))?;
        flag::register(SIGINT, Arc::clone(&ends))?;
        flag::register(SIGINT, Arc::clone(&pressed))?;
        Ok(Self { pressed, ends })
    }

    /// Says that work hears of the next press, until the heed is dropped.
    pub(super) fn heed(&self) -> Heed<'_> {
        self.ends.store(self.is_pressed(), Ordering::SeqCst);
        Heed(self)
    }

    fn is_pressed(&self) -> bool {
        self.pressed.load(Ordering::SeqCst)
    }
}

/// Work that hears of a press.
pub(super) struct Heed<'a>(&'a Interrupt);

impl Heed<'_> {
    /// Whether the work is to stop.
    pub(super) fn is_pressed(&self) -> bool {
        self.0.is_pressed()
    }
}

impl Drop for Heed<'_> {
    fn drop(&mut self) {
        self.0.ends.store(true, Ordering::SeqCst);
    }
}
