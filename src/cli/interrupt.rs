//! Ctrl-C: the first press asks long work to stop, the second ends the program at once.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::SIGINT;
use signal_hook::flag;

/// Whether ctrl-c was pressed, and what another press would do.
pub(super) struct Interrupt {
    pressed: Arc<AtomicBool>,
    /// Whether a press ends the program: always, but while work hears of it.
    ends: Arc<AtomicBool>,
    /// How much work hears of a press: a part may begin and end within the whole.
    heeds: AtomicUsize,
}

impl Interrupt {
    /// Listens from now on.
    pub(super) fn listen() -> io::Result<Self> {
        let (pressed, ends) = (Arc::default(), Arc::new(AtomicBool::new(true)));
        // In this order: a press finds set what the one before has set.
        flag::register_conditional_default(SIGINT, Arc::clone(&ends))?;
        flag::register(SIGINT, Arc::clone(&ends))?;
        flag::register(SIGINT, Arc::clone(&pressed))?;
        let heeds = AtomicUsize::new(0);
        Ok(Self {
            pressed,
            ends,
            heeds,
        })
    }

    /// Says that work hears of the next press, until the heed is dropped.
    pub(super) fn heed(&self) -> Heed<'_> {
        self.heeds.fetch_add(1, Ordering::SeqCst);
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
        if self.0.heeds.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.0.ends.store(true, Ordering::SeqCst);
        }
    }
}
