//! A command that runs, and is killed at a moment unless it ends before.

use std::io::Read as _;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::program::Office;

/// When a command is killed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Moment {
    /// So long after its start.
    After(Duration),
    /// So long after the first byte that it prints.
    AtWord(Duration),
    /// Never.
    Spared,
}

/// What came of a command.
#[derive(Debug)]
pub(crate) struct Fate {
    pub(crate) is_killed: bool,
    pub(crate) is_well: bool,
    pub(crate) said: String,
    pub(crate) refused: String,
    pub(crate) took: Duration,
}

/// A command that runs.
pub(crate) struct Running {
    child: Child,
    output: Receiver<Vec<u8>>,
    refused: JoinHandle<String>,
    begun: Instant,
}

/// How long a command that nobody kills may take; only one that hangs takes so long.
const PATIENCE: Duration = Duration::from_mins(2);

impl Running {
    /// Starts a command on an office's workspace, on a day.
    pub(crate) fn start(office: &Office, day: &str, arguments: &[String]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_continuum"))
            .args(arguments)
            .args(["--now", day, "--workspace"])
            .arg(office.workspace())
            .env("CONTINUUM_HOME", office.home())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (mut out, mut error) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let (to, output) = channel();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = out.read(&mut bytes) {
                if to.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let refused = thread::spawn(move || {
            let mut bytes = Vec::new();
            let _ = error.read_to_end(&mut bytes);
            String::from_utf8_lossy(&bytes).into_owned()
        });
        Self {
            child,
            output,
            refused,
            begun: Instant::now(),
        }
    }

    /// Waits for the moment, kills, and gives what came of it: what it had printed by then is what it acknowledged.
    pub(crate) fn end(mut self, moment: Moment) -> Fate {
        let mut said = Vec::new();
        let (mut at, after_word) = match moment {
            Moment::After(time) => (Some(self.begun + time), None),
            Moment::AtWord(time) => (None, Some(time)),
            Moment::Spared => (None, None),
        };
        let mut is_killed = false;
        loop {
            let left = at.map_or(PATIENCE, |at| at.saturating_duration_since(Instant::now()));
            match self.output.recv_timeout(left) {
                Ok(bytes) => {
                    said.extend(bytes);
                    at = at.or_else(|| Some(Instant::now() + after_word?));
                }
                Err(RecvTimeoutError::Timeout) if at.is_some() && !is_killed => {
                    is_killed = self.child.try_wait().unwrap().is_none();
                    self.child.kill().unwrap();
                    at = None;
                }
                Err(RecvTimeoutError::Timeout) => panic!("the command hangs"),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        let is_well = self.child.wait().unwrap().success();
        Fate {
            is_killed: is_killed && !is_well,
            is_well,
            said: String::from_utf8(said).unwrap(),
            refused: self.refused.join().unwrap(),
            took: self.begun.elapsed(),
        }
    }
}
