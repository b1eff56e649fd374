//! A real pseudo-terminal with the program in it: keys in, the screen out, nothing slept.

use std::io::{Read as _, Write};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::program::{Office, TODAY};

/// How long a screen may take to come; only a program that hangs takes so long.
const PATIENCE: Duration = Duration::from_mins(1);

/// What stands on a screen, by the bytes that came.
pub(crate) struct Picture {
    screen: vt100::Parser,
    /// Whether a frame has begun and not ended, and the last bytes, in which its end may have begun.
    open: bool,
    tail: Vec<u8>,
}

impl Picture {
    pub(crate) fn new((columns, rows): (u16, u16)) -> Self {
        Self {
            screen: vt100::Parser::new(rows, columns, 0),
            open: false,
            tail: Vec::new(),
        }
    }

    pub(crate) fn take(&mut self, bytes: &[u8]) {
        self.screen.process(bytes);
        self.tail.extend_from_slice(bytes);
        let last = |mark: &[u8]| self.tail.windows(mark.len()).rposition(|part| part == mark);
        let (begun, ended) = (last(b"\x1b[?2026h"), last(b"\x1b[?2026l"));
        if begun.is_some() || ended.is_some() {
            self.open = begun > ended;
        }
        let kept = self.tail.len().saturating_sub(7);
        self.tail.drain(..kept);
    }

    pub(crate) fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// Whether no frame is half drawn.
    pub(crate) fn is_whole(&self) -> bool {
        !self.open
    }
}

/// The program, in a terminal of its own.
pub(crate) struct Terminal {
    picture: Picture,
    /// Every byte that the program has sent.
    sent: Vec<u8>,
    /// Every byte that came.
    recorded: Vec<u8>,
    output: Receiver<Vec<u8>>,
    keys: Box<dyn Write + Send>,
    pub(crate) child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    /// Reads what the program sends; it ends with the next bytes once it is told to.
    reading: (JoinHandle<()>, Arc<AtomicBool>),
}

impl Terminal {
    /// Opens an office's workspace on its worklist.
    pub(crate) fn open(office: &Office, size: (u16, u16)) -> Self {
        let mut terminal = Self::again(office, size);
        terminal.shows("Worklist");
        terminal
    }

    /// Opens an office's workspace where it was when the program was killed.
    pub(crate) fn again(office: &Office, size: (u16, u16)) -> Self {
        let folder = office.workspace();
        let arguments = ["--workspace", folder.to_str().unwrap(), "--now", TODAY];
        Self::start(office.home(), &arguments, size)
    }

    /// Starts the program with arguments; its settings live in `home`.
    pub(crate) fn start(home: &Path, arguments: &[&str], size: (u16, u16)) -> Self {
        let program = [&[env!("CARGO_BIN_EXE_continuum")], arguments].concat();
        Self::run(home, &program, &[], size)
    }

    /// Starts any program, the environment of which says some things more.
    pub(crate) fn run(
        home: &Path,
        program: &[&str],
        environment: &[(&str, &str)],
        (columns, rows): (u16, u16),
    ) -> Self {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(program[0]);
        command.args(&program[1..]);
        command.env("CONTINUUM_HOME", home);
        command.env("TERM", "xterm-256color");
        command.env_remove("NO_COLOR");
        for (name, value) in environment {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keys = pair.master.take_writer().unwrap();
        let (to, output) = channel();
        let leaves = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&leaves);
        let reading = thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if to.send(bytes[..count].to_vec()).is_err() || told.load(Ordering::SeqCst) {
                    return;
                }
            }
        });
        Self {
            picture: Picture::new((columns, rows)),
            sent: Vec::new(),
            recorded: Vec::new(),
            output,
            keys,
            child,
            master: pair.master,
            reading: (reading, leaves),
        }
    }

    /// Types keys as a terminal sends them.
    pub(crate) fn keys(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&mut self, (columns, rows): (u16, u16)) {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        self.picture.screen.screen_mut().set_size(rows, columns);
        self.master.resize(size).unwrap();
    }

    /// What stands on the screen.
    pub(crate) fn text(&self) -> String {
        self.picture.text()
    }

    /// The screen, with its colours.
    pub(crate) fn screen(&self) -> &vt100::Screen {
        self.picture.screen.screen()
    }

    /// Waits until the screen holds what is wanted.
    #[track_caller]
    pub(crate) fn wait(&mut self, what: &str, is_there: impl Fn(&str) -> bool) {
        // Half a frame is no screen.
        while !self.picture.is_whole() || !is_there(&self.text()) {
            let more = self.output.recv_timeout(PATIENCE);
            let seen = self.text();
            let bytes = more.unwrap_or_else(|_| panic!("the screen never showed {what}:\n{seen}"));
            self.take(&bytes);
        }
    }

    /// Every byte that the program has sent.
    pub(crate) fn recorded(&self) -> &[u8] {
        &self.recorded
    }

    fn take(&mut self, bytes: &[u8]) {
        self.recorded.extend_from_slice(bytes);
        self.picture.take(bytes);
        self.sent.extend_from_slice(bytes);
    }

    /// Waits until the screen shows some words.
    #[track_caller]
    pub(crate) fn shows(&mut self, words: &str) {
        self.wait(words, |text| text.contains(words));
    }

    /// Waits until the program has ended; gives whether it ended well.
    pub(crate) fn ends(&mut self) -> bool {
        self.code() == 0
    }

    /// Waits until the program has ended; gives its exit code.
    pub(crate) fn code(&mut self) -> u32 {
        while let Ok(bytes) = self.output.recv_timeout(PATIENCE) {
            self.take(&bytes);
        }
        self.child.wait().unwrap().exit_code()
    }

    /// Every byte that the program has sent.
    pub(crate) fn sent(&self) -> &[u8] {
        &self.sent
    }

    /// Waits until the program has sent some bytes, after the first so many.
    #[track_caller]
    pub(crate) fn sends(&mut self, wanted: &[u8], after: usize) {
        let found = |sent: &[u8]| sent.windows(wanted.len()).any(|part| part == wanted);
        while !found(&self.sent[after..]) {
            let more = self.output.recv_timeout(PATIENCE);
            let bytes = more.unwrap_or_else(|_| panic!("never sent: {}", wanted.escape_ascii()));
            self.take(&bytes);
        }
    }

    /// Whether lines are edited and keys shown by the terminal itself, as a shell has it.
    #[cfg(target_os = "linux")]
    pub(crate) fn is_cooked(&self) -> bool {
        // ICANON and ECHO.
        let flags = self.master.get_termios().unwrap().local_flags.bits();
        flags & 0o12 == 0o12
    }

    /// Looks at the screen and at each whole frame until a moment, which `look` may move, and types what it wants typed.
    pub(crate) fn until(
        &mut self,
        mut end: Instant,
        mut look: impl FnMut(&str, &mut Instant) -> String,
    ) {
        loop {
            if self.picture.is_whole() {
                let keys = look(&self.text(), &mut end);
                self.keys(&keys);
            }
            let left = end.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout) => return,
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("the program ended by itself:\n{}", self.text())
                }
            }
        }
    }

    /// Looks at each whole frame that a program which has ended had still written.
    pub(crate) fn rest(&mut self, mut look: impl FnMut(&str)) {
        while let Ok(bytes) = self.output.recv_timeout(PATIENCE) {
            self.take(&bytes);
            if self.picture.is_whole() {
                look(&self.text());
            }
        }
    }

    /// Closes the terminal under the program, as a closed window does or the end of a connection; the keys must make the
    /// program draw. Gives the program.
    pub(crate) fn hang_up(mut self, keys: &str) -> Box<dyn Child + Send + Sync> {
        let (reading, leaves) = self.reading;
        leaves.store(true, Ordering::SeqCst);
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
        reading.join().unwrap();
        self.child
    }

    /// Kills the program without a word of warning, which the terminal's own way of ending it would give.
    pub(crate) fn kill(&mut self) {
        if cfg!(unix) {
            let id = self.child.process_id().unwrap().to_string();
            let killed = Command::new("kill").args(["-9", &id]).status();
            assert!(killed.unwrap().success(), "nothing was there to be killed");
        } else {
            self.child.kill().unwrap();
        }
        self.child.wait().unwrap();
    }
}
