//! Signals: what the system asks of the program while the screens are open.
//!
//! The first one that ends the program lets it close as by key: what was asked for is done, and the terminal given back.
//! The second ends it at once.

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io::{self, IsTerminal as _, Stdin, stdin};
    use std::os::fd::{AsFd, BorrowedFd};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
    use std::sync::mpsc::Sender;
    use std::thread;

    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::io::Errno;
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
    use signal_hook::iterator::{Handle, Signals as Heard};
    use signal_hook::low_level::emulate_default_handler;

    use crate::ui::message::Msg;

    /// The signals that end a program.
    const ENDS: [i32; 4] = [SIGTERM, SIGHUP, SIGINT, SIGQUIT];

    /// Which signal has ended the program, if any.
    #[derive(Clone)]
    pub(crate) struct Signals {
        ended: Arc<AtomicI32>,
        /// Whether the terminal was found gone, of which the system tells by a signal too.
        gone: Arc<AtomicBool>,
    }

    impl Signals {
        /// Listens until the program ends.
        pub(crate) fn listen(to: Sender<Msg>) -> io::Result<Self> {
            let mut heard = Heard::new(ENDS.iter().chain(&[SIGTSTP, SIGCONT]))?;
            let signals = Self {
                ended: Arc::default(),
                gone: Arc::default(),
            };
            signals.watch(to.clone())?;
            let Self { ended, gone } = signals.clone();
            let hear = move || {
                for signal in heard.forever() {
                    let msg = match signal {
                        SIGTSTP => Msg::Suspend,
                        SIGCONT => Msg::Continued,
                        // It was seen before it was told.
                        SIGHUP if gone.swap(false, Ordering::SeqCst) => continue,
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
            Some(self.ended.load(Ordering::SeqCst)).filter(|signal| *signal != 0)
        }

        /// Leaves when the terminal is gone: who runs apart from it is sent no signal, and whoever reads keys would
        /// look for more of them for ever.
        fn watch(&self, to: Sender<Msg>) -> io::Result<()> {
            let Self { ended, gone } = self.clone();
            once_gone(move || {
                gone.store(true, Ordering::SeqCst);
                let first = ended.compare_exchange(0, SIGHUP, Ordering::SeqCst, Ordering::SeqCst);
                if first.is_ok() {
                    let _ = to.send(Msg::Leave);
                }
            })
        }
    }

    /// Where keys come from: what is not a terminal may end at any time, and is none of the person's.
    enum Keys {
        Given(Stdin),
        Opened(File),
    }

    impl Keys {
        #[expect(
            clippy::disallowed_methods,
            reason = "the terminal is opened to be watched, and no file"
        )]
        fn find() -> io::Result<Self> {
            let given = stdin();
            if given.is_terminal() {
                return Ok(Self::Given(given));
            }
            File::open("/dev/tty").map(Self::Opened)
        }
    }

    impl AsFd for Keys {
        fn as_fd(&self) -> BorrowedFd<'_> {
            match self {
                Self::Given(given) => given.as_fd(),
                Self::Opened(opened) => opened.as_fd(),
            }
        }
    }

    /// Does something once the terminal is gone.
    fn once_gone(then: impl FnOnce() + Send + 'static) -> io::Result<()> {
        let watch = move || {
            // Without a terminal no key is ever asked for.
            let Ok(keys) = Keys::find() else { return };
            let mut asked = [PollFd::new(&keys, PollFlags::empty())];
            while let Err(Errno::INTR) | Ok(0) = poll(&mut asked, None) {}
            let is_gone = |fd: &PollFd<'_>| fd.revents().contains(PollFlags::HUP);
            if asked.iter().any(is_gone) {
                then();
            }
        };
        thread::Builder::new()
            .name("terminal".into())
            .spawn(watch)?;
        Ok(())
    }

    /// Lets a signal end the program as the system would, once what is held of the terminal is given back; until it is dropped.
    pub(crate) struct Guarded {
        held: Arc<AtomicBool>,
        /// Whether the terminal was found gone.
        gone: Arc<AtomicBool>,
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
            let gone = Arc::new(AtomicBool::new(false));
            let (is_gone, holds) = (Arc::clone(&gone), Arc::clone(&held));
            once_gone(move || {
                is_gone.store(true, Ordering::SeqCst);
                // Work that asks nothing goes on to its end.
                if holds.load(Ordering::SeqCst) {
                    give_back(&holds);
                    let _ = emulate_default_handler(SIGHUP);
                }
            })?;
            Ok(Self { held, gone, handle })
        }

        /// Takes hold, unless the terminal is gone, where nobody is left to ask; gives what says whether anything is held.
        pub(crate) fn hold(&self) -> io::Result<Arc<AtomicBool>> {
            // In this order: the watch says that it is gone before it looks whether anything is held.
            self.held.store(true, Ordering::SeqCst);
            if self.gone.load(Ordering::SeqCst) {
                self.held.store(false, Ordering::SeqCst);
                return Err(io::Error::other("the terminal is gone"));
            }
            Ok(Arc::clone(&self.held))
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
    use std::sync::atomic::{AtomicBool, Ordering};
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
    pub(crate) struct Guarded(Arc<AtomicBool>);

    impl Guarded {
        /// Hears nothing.
        pub(crate) fn listen(_: fn(&AtomicBool)) -> io::Result<Self> {
            Ok(Self(Arc::default()))
        }

        /// Takes hold; gives what says whether anything is held.
        pub(crate) fn hold(&self) -> io::Result<Arc<AtomicBool>> {
            self.0.store(true, Ordering::SeqCst);
            Ok(Arc::clone(&self.0))
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
pub(super) use elsewhere::{Guarded, Signals, can_sleep, sleep};
#[cfg(unix)]
pub(super) use unix::{Guarded, Signals, can_sleep, sleep};
