//! The one place that writes to standard output, and what is said beside it.

use std::io::{self, BufWriter, ErrorKind, IsTerminal as _, Write};
use std::path::Path;

use serde::Serialize;

use super::failure::Failure;
use crate::domain::distribution::Format;
use crate::domain::printable::printable;
use crate::workspace::files;

/// Writes text, with a sign for what a terminal would obey; a reader that has gone away (`| head`) is no failure.
pub(crate) fn text(text: &str) -> Result<(), Failure> {
    put(printable(text).as_bytes())
}

/// Writes what was made for a file: as it is into a pipe, and as [`text`] onto a terminal.
///
/// # Errors
///
/// What is no text does not go onto a terminal.
pub(crate) fn bytes(bytes: &[u8]) -> Result<(), Failure> {
    if !io::stdout().is_terminal() {
        return put(bytes);
    }
    let Ok(shown) = str::from_utf8(bytes) else {
        let told = "A workbook cannot be shown on a terminal.";
        return Err(Failure::usage(told).hint("Name a file for it with `--out FILE.xlsx`."));
    };
    text(shown)
}

/// Writes what was made into the file that was named and says which; without one it is for whoever reads: [`bytes`].
pub(crate) fn made(made: &[u8], out: Option<&Path>) -> Result<(), Failure> {
    let Some(path) = out else {
        return bytes(made);
    };
    files::write(path, made).map_err(Failure::refused)?;
    line(format!("Written to {}", path.display()))
}

/// The format that the ending of a named file says.
pub(crate) fn format_of(out: Option<&Path>) -> Option<Format> {
    Format::from_code(out?.extension()?.to_str()?)
}

fn put(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Standard output for what is written as it comes; a reader that has gone away hears the rest without a word.
pub(crate) fn stream() -> impl Write {
    Stream(BufWriter::new(io::stdout().lock()))
}

struct Stream(BufWriter<io::StdoutLock<'static>>);

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.write(bytes) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(bytes.len()),
            written => written,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.0.flush() {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            flushed => flushed,
        }
    }
}

/// Writes a line.
pub(crate) fn line(line: impl AsRef<str>) -> Result<(), Failure> {
    text(&format!("{}\n", line.as_ref()))
}

/// Writes a line to standard error, beside what a script reads.
pub(crate) fn aside(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Writes a value as indented JSON, as it is made: a country's list is never in memory as a whole.
pub(crate) fn json(value: &impl Serialize) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    match crate::exchange::json::pretty(&mut out, value) {
        Ok(()) => {}
        Err(error) if error.io_error_kind() == Some(ErrorKind::BrokenPipe) => return Ok(()),
        Err(error) => return Err(Failure::refused(error)),
    }
    match out.write_all(b"\n").and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        Ok(()) | Err(_) => Ok(()),
    }
}
