//! Signals: what the system asks of the program while the screens are open.
//!
//! The first one that ends the program lets it close as by key: what was asked for is done, and the terminal given back.
//! The second ends it at once.

#[cfg(unix)]
mod unix {
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
    use std::sync::mpsc::Sender;
    use std::thread;

    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
    use signal_hook::iterator::{Handle, Signals as Heard};
    use signal_hook::low_level::emulate_default_handler;

    use crate::ui::message::Msg;

    /// The signals that end a program.
    const ENDS: [i32; 4] = [SIGTERM, SIGHUP, SIGINT, SIGQUIT];

    /// Which signal has ended the program, if any.
    pub(crate) struct Signals(Arc<AtomicI32>);

    impl Signals {
        /// Listens until the program ends.
        pub(crate) fn listen(to: Sender<Msg>) -> io::Result<Self> {
            let mut heard = Heard::new(ENDS.iter().chain(&[SIGTSTP, SIGCONT]))?;
            let ended = Arc::new(AtomicI32::new(0));
            let signals = Self(Arc::clone(&ended));
            let hear = move || {
                for signal in heard.forever() {
                    let msg = match signal {
                        SIGTSTP => Msg::Suspend,
                        SIGCONT => Msg::Continued,
                        end if ended.swap(end, Ordering::SeqCst) == 0 => Msg::Leave,
                        end => {
                            // Whoever asks twice does not wait any longer.
                            let _ = emulate_default_handler(end);
                            return;
                        }
                    };
                    // Nobody listens any more once the screens are closed; a second signal is still heard.
                    let _ = to.send(msg);
                }
            };
            thread::Builder::new().name("signals".into()).spawn(hear)?;
            Ok(signals)
        }

        /// The number of the signal that has ended the program.
        pub(crate) fn ended(&self) -> Option<i32> {
            Some(self.0.load(Ordering::SeqCst)).filter(|signal| *signal != 0)
        }
    }

    /// Lets a signal end the program as the system would, once what is held of the terminal is given back; until it is dropped.
    pub struct Guarded {
        held: Arc<AtomicBool>,
        handle: Handle,
    }

    impl Guarded {
        /// Listens, and gives back by what is named. Ctrl-C is a key, or for whoever works to hear.
        pub(crate) fn listen(give_back: fn(&AtomicBool)) -> io::Result<Self> {
            let mut heard = Heard::new([SIGTERM, SIGHUP, SIGQUIT])?;
            let (held, handle) = (Arc::new(AtomicBool::new(false)), heard.handle());
            let holds = Arc::clone(&held);
            let hear = move || {
                for signal in heard.forever() {
                    give_back(&holds);
                    let _ = emulate_default_handler(signal);
                }
            };
            thread::Builder::new().name("signals".into()).spawn(hear)?;
            Ok(Self { held, handle })
        }

        /// Whether anything is held, to be said by whoever holds it.
        pub(crate) fn held(&self) -> Arc<AtomicBool> {
            Arc::clone(&self.held)
        }
    }

    impl Drop for Guarded {
        fn drop(&mut self) {
            self.handle.close();
        }
    }

    /// Whether somebody could wake the program: whoever leads a session was started by the terminal itself, which would
    /// wait for its end for ever.
    pub(crate) fn can_sleep() -> bool {
        let leader = rustix::process::getsid(None);
        leader.is_ok_and(|leader| leader != rustix::process::getpid())
    }

    /// Sleeps until the system wakes the program, which then hears of it.
    pub(crate) fn sleep() -> io::Result<()> {
        emulate_default_handler(SIGTSTP)
    }
}

#[cfg(not(unix))]
mod elsewhere {
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;
    use std::sync::mpsc::Sender;

    use crate::ui::message::Msg;

    /// Elsewhere than on Unix no signal but ctrl-c reaches a program, and that is a key.
    pub(crate) struct Signals;

    impl Signals {
        /// Hears nothing.
        pub(crate) fn listen(_: Sender<Msg>) -> io::Result<Self> {
            Ok(Self)
        }

        /// No signal has ended the program.
        pub(crate) fn ended(&self) -> Option<i32> {
            None
        }
    }

    /// Holds what is held.
    pub struct Guarded(Arc<AtomicBool>);

    impl Guarded {
        /// Hears nothing.
        pub(crate) fn listen(_: fn(&AtomicBool)) -> io::Result<Self> {
            Ok(Self(Arc::default()))
        }

        /// Whether anything is held.
        pub(crate) fn held(&self) -> Arc<AtomicBool> {
            Arc::clone(&self.0)
        }
    }

    /// Nobody would wake the program.
    pub(crate) fn can_sleep() -> bool {
        false
    }

    /// Goes on at once.
    pub(crate) fn sleep() -> io::Result<()> {
        Ok(())
    }
}

#[cfg(not(unix))]
pub use elsewhere::Guarded;
#[cfg(not(unix))]
pub(super) use elsewhere::{Signals, can_sleep, sleep};
#[cfg(unix)]
pub use unix::Guarded;
#[cfg(unix)]
pub(super) use unix::{Signals, can_sleep, sleep};
