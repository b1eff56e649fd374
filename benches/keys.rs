//! How long a key takes to its frame, at rest and while an import runs: `cargo bench --bench keys`.
//!
//! The program runs in a pseudo-terminal over a county's demo; the cursor of the worklist goes down and up, once while
//! nothing else is done and once while a table of 100,000 pupils comes in. A key's time ends with the first whole frame
//! in which another row is selected. `CONTINUUM_PUPILS` sets the number of pupils in the table. Then the rates of a
//! county of 20,635 pupils are opened, its rates raised key by key, and its panes shown, each until its figures are there.

use std::error::Error;
use std::io::{Read as _, Write};
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use continuum::demo::{self, Caseload, Order};
use continuum::domain::day::Day;
use continuum::exchange::table::TableWriter;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};

/// How many pupils the workspace has before.
const COUNTY: usize = 2_000;

/// How many pupils have rates.
const RATED: usize = 20_635;

/// How often a rate is raised.
const RAISED: usize = 50;

/// How many keys are pressed at rest.
const KEYS: usize = 500;

/// How long a reader rests between two keys.
const REST: Duration = Duration::from_millis(15);

/// How long a screen may take to come.
const PATIENCE: Duration = Duration::from_mins(5);

const SIZE: (u16, u16) = (30, 120);

type Fallible<T> = Result<T, Box<dyn Error>>;

#[expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark prints, and reads what it is told"
)]
fn main() -> Fallible<()> {
    let pupils = std::env::var("CONTINUUM_PUPILS").ok();
    let pupils = pupils.map_or(Ok(100_000), |pupils| pupils.parse())?;
    let home = tempfile::tempdir()?;
    let folder = home.path().join("work");
    invent(home.path(), &folder, (COUNTY, "0"))?;
    let table = home.path().join("table.csv");
    write(&table, pupils)?;
    let mut terminal = Terminal::start(home.path(), &folder)?;
    terminal.wait(|text| text.contains("Worklist"))?;
    println!(
        "{:<28} {:>6} {:>8} {:>8} {:>8}",
        "key to frame", "keys", "p50 ms", "p99 ms", "max ms"
    );
    let mut rest = Vec::new();
    for at in 0..KEYS {
        rest.push(terminal.press(at)?);
    }
    report("at rest", rest);
    terminal.keys("i")?;
    terminal.wait(|text| text.contains("Which file"))?;
    terminal.keys(&table.display().to_string())?;
    terminal.keys("\r")?;
    terminal.wait(|text| text.contains("ctrl-x stop"))?;
    let began = Instant::now();
    let mut busy = Vec::new();
    while terminal.text().contains("ctrl-x stop") {
        busy.push(terminal.press(busy.len())?);
    }
    report(&format!("an import of {pupils} running"), busy);
    println!("the import took {} ms", began.elapsed().as_millis());
    terminal.keys("\x03")?;
    rates(home.path())
}

/// Invents so many pupils, of whom a share is mapped.
fn invent(home: &Path, folder: &Path, (pupils, mapped): (usize, &str)) -> Fallible<()> {
    let told = Command::new(env!("CARGO_BIN_EXE_continuum"))
        .args(["demo", "--no-ui", "--mapped", mapped, "--now", "2026-01-12"])
        .args(["--pupils", &pupils.to_string()])
        .arg("--workspace")
        .arg(folder)
        .env("CONTINUUM_HOME", home)
        .output()?;
    if told.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&told.stderr).into())
    }
}

/// The rates of a county, from the worklist on.
fn rates(home: &Path) -> Fallible<()> {
    let folder = home.join("county");
    invent(home, &folder, (RATED, "0.7"))?;
    let mut terminal = Terminal::start(home, &folder)?;
    terminal.wait(|text| text.contains("Worklist"))?;
    let opened = terminal.until("R", |text| text.contains("A whole year"))?;
    report("the rates opened", vec![opened]);
    let mut raised = Vec::new();
    for steps in 1..=RAISED {
        let words = format!("changed in {steps} step");
        raised.push(terminal.until("+", |text| text.contains(&words))?);
    }
    report("a rate raised", raised);
    let panes = [
        ("2", "options", "cost of those mapped"),
        ("3", "gains and losses", "All compared"),
        ("4", "plans that cost more", "a lower bound"),
        ("5", "Communities", "The formula"),
        ("y", "their next year", ", 2027-28 "),
    ];
    for (key, what, words) in panes {
        let shown = terminal.until(key, |text| text.contains(words))?;
        report(what, vec![shown]);
    }
    // What was changed is not to be saved.
    terminal.keys("\x03\x03")
}

#[expect(clippy::print_stdout, reason = "a benchmark prints")]
fn report(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let share = |hundredths: usize| {
        let at = (times.len() * hundredths / 100).min(times.len().saturating_sub(1));
        let micros = times.get(at).map_or(0, Duration::as_micros);
        format!("{}.{:03}", micros / 1_000, micros % 1_000)
    };
    println!(
        "{what:<28} {:>6} {:>8} {:>8} {:>8}",
        times.len(),
        share(50),
        share(99),
        share(100)
    );
}

/// Writes the table of an invented caseload.
#[expect(
    clippy::disallowed_methods,
    reason = "a benchmark writes its own input"
)]
fn write(path: &Path, pupils: usize) -> Fallible<()> {
    let invented = demo::invent(&Order {
        pupils,
        seed: 11,
        as_of: Day::new(2026, 1, 12).ok_or("no day")?,
    })?;
    let file = std::io::BufWriter::new(std::fs::File::create(path)?);
    let mut table = TableWriter::new(file, &Caseload::header())?;
    for row in invented.rows() {
        table.row(&row)?;
    }
    table.finish()?;
    Ok(())
}

/// The program, in a terminal of its own.
struct Terminal {
    screen: vt100::Parser,
    /// Whether a frame has begun and not ended.
    open: bool,
    tail: Vec<u8>,
    output: Receiver<Vec<u8>>,
    keys: Box<dyn Write + Send>,
}

impl Terminal {
    fn start(home: &Path, folder: &Path) -> Fallible<Self> {
        let (rows, cols) = SIZE;
        let size = PtySize {
            rows,
            cols,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size)?;
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_continuum"));
        command.arg("--workspace");
        command.arg(folder);
        command.args(["--now", "2026-01-12"]);
        command.env("CONTINUUM_HOME", home);
        command.env("TERM", "xterm-256color");
        pair.slave.spawn_command(command)?;
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader()?;
        let keys = pair.master.take_writer()?;
        let (to, output) = channel();
        thread::spawn(move || {
            let _master = pair.master;
            let mut bytes = vec![0; 65_536];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                let read = bytes.get(..count).unwrap_or_default();
                if to.send(read.to_vec()).is_err() {
                    return;
                }
            }
        });
        Ok(Self {
            screen: vt100::Parser::new(rows, cols, 0),
            open: false,
            tail: Vec::new(),
            output,
            keys,
        })
    }

    fn keys(&mut self, keys: &str) -> Fallible<()> {
        self.keys.write_all(keys.as_bytes())?;
        Ok(self.keys.flush()?)
    }

    fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// The row that is selected.
    fn selected(&self) -> Option<u16> {
        let screen = self.screen.screen();
        let is_selected = |row: &u16| screen.cell(*row, 3).is_some_and(vt100::Cell::inverse);
        (0..SIZE.0).find(is_selected)
    }

    /// Presses a key that selects the next row or the one before; gives how long that took.
    #[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
    fn press(&mut self, at: usize) -> Fallible<Duration> {
        while let Ok(bytes) = self.output.recv_timeout(REST) {
            self.take(&bytes);
        }
        let before = self.selected();
        let start = Instant::now();
        self.keys(if at.is_multiple_of(2) { "j" } else { "k" })?;
        while self.open || self.selected() == before {
            let bytes = self.output.recv_timeout(PATIENCE)?;
            self.take(&bytes);
        }
        Ok(start.elapsed())
    }

    /// Presses a key; gives how long it took until something is there.
    #[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
    fn until(&mut self, key: &str, is_there: impl Fn(&str) -> bool) -> Fallible<Duration> {
        while let Ok(bytes) = self.output.recv_timeout(REST) {
            self.take(&bytes);
        }
        let start = Instant::now();
        self.keys(key)?;
        self.wait(is_there)?;
        Ok(start.elapsed())
    }

    fn wait(&mut self, is_there: impl Fn(&str) -> bool) -> Fallible<()> {
        while self.open || !is_there(&self.text()) {
            let bytes = self.output.recv_timeout(PATIENCE)?;
            self.take(&bytes);
        }
        Ok(())
    }

    fn take(&mut self, bytes: &[u8]) {
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
}
