//! What a command asked of the disk, call by call, as `strace` saw it.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::program::Office;

/// A file or folder as a call names it: from an open folder, where one is given.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) from: Option<i64>,
    pub(super) path: String,
}

/// What a call did. Numbers are those of open files, which hold within one command.
#[derive(Clone, Debug)]
pub(super) enum Call {
    /// Another command begins.
    Begin,
    /// The command has printed what it acknowledges.
    Word,
    Open {
        name: Name,
        creates: bool,
        empties: bool,
        file: i64,
    },
    Write {
        file: i64,
        /// Where; nothing for where the last one ended.
        at: Option<usize>,
        bytes: Vec<u8>,
    },
    Length {
        file: i64,
        length: usize,
    },
    Seek {
        file: i64,
        to: usize,
    },
    Sync {
        file: i64,
    },
    Rename {
        from: Name,
        to: Name,
    },
    Remove(Name),
    Folder(Name),
}

/// The calls that are looked at. Those of the last row are none that the program makes; did it make any, the disk that is
/// put together from the calls would be another than the program's. What is written through memory is the index beside the
/// log alone, which is made anew after a stop.
const CALLS: &str = "openat,open,creat,write,pwrite64,ftruncate,fsync,fdatasync,lseek,\
    rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,\
    writev,pwritev,pwritev2,truncate,fallocate,link,linkat,symlink,symlinkat,copy_file_range,sendfile";

/// What is always asked of `strace`: to follow threads, and to be quick about calls that are not looked at.
pub(super) const COMMON: [&str; 4] = ["-f", "--seccomp-bpf", "-e", "signal=none"];

/// Whether there is an `strace` that may be used.
pub(in crate::kills) fn is_there() -> bool {
    let tried = Command::new("strace")
        .args(["-o", "/dev/null", "true"])
        .output();
    tried.is_ok_and(|tried| tried.status.success())
}

/// The program under `strace`, with its own arguments still to come.
pub(in crate::kills) fn traced(office: &Office, options: &[&str], into: &Path) -> Command {
    let mut command = Command::new("strace");
    command
        .args(COMMON)
        .args(options)
        .arg("-o")
        .arg(into)
        .arg(env!("CARGO_BIN_EXE_continuum"))
        .env("CONTINUUM_HOME", office.home())
        .stdin(Stdio::null());
    command
}

/// The options that have every call written down with its bytes.
pub(super) fn options() -> Vec<String> {
    let trace = format!("trace={CALLS}");
    let options = ["-xx", "-s", "100000000", "-e", &trace];
    options.map(str::to_owned).to_vec()
}

/// Runs a command that must succeed; gives what it asked of the disk, and what it printed.
pub(super) fn record(office: &Office, day: &str, arguments: &[&str]) -> (Vec<Call>, String) {
    let into = tempfile::NamedTempFile::new().unwrap();
    let options = options();
    let options: Vec<_> = options.iter().map(String::as_str).collect();
    let done = traced(office, &options, into.path())
        .args(arguments)
        .args(["--now", day, "--workspace"])
        .arg(office.workspace())
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{arguments:?}: {error}");
    let mut calls = vec![Call::Begin];
    calls.extend(read(&std::fs::read_to_string(into.path()).unwrap()));
    // Whoever hears the last byte has heard all of it.
    let said = |call: &Call| matches!(call, Call::Write { file: 1, .. });
    let at = calls.iter().rposition(said).unwrap();
    calls[at] = Call::Word;
    (calls, String::from_utf8(done.stdout).unwrap())
}

/// Reads what `strace` wrote. A sync stands where it began, for what was written meanwhile it need not have kept; any
/// other call stands where it ended.
pub(super) fn read(trace: &str) -> Vec<Call> {
    let mut begun: BTreeMap<&str, &str> = BTreeMap::new();
    let mut calls = Vec::new();
    for line in trace.lines() {
        let (thread, line) = line.split_once(' ').unwrap();
        let line = line.trim_start();
        if let Some(half) = line.strip_suffix(" <unfinished ...>") {
            if half.starts_with("fsync(") || half.starts_with("fdatasync(") {
                calls.extend(call(&format!("{half}) = 0")));
            } else {
                begun.insert(thread, half);
            }
        } else if line.starts_with("<... ") {
            let (_, rest) = line.split_once(" resumed>").unwrap();
            if let Some(half) = begun.remove(thread) {
                calls.extend(call(&format!("{half}{rest}")));
            }
        } else {
            calls.extend(call(line));
        }
    }
    calls
}

/// The arguments of a call.
struct Arguments<'a>(Vec<&'a str>);

impl Arguments<'_> {
    fn number(&self, at: usize) -> i64 {
        self.0[at].parse().unwrap()
    }

    fn place(&self, at: usize) -> usize {
        usize::try_from(self.number(at)).unwrap()
    }

    fn name(&self, at: usize) -> Name {
        Name {
            from: None,
            path: text(self.0[at]),
        }
    }

    /// A name from an open folder, or from where the program works (`AT_FDCWD`).
    fn within(&self, at: usize) -> Name {
        Name {
            from: self.0[at].parse().ok(),
            path: text(self.0[at + 1]),
        }
    }
}

/// Reads one call: `pwrite64(4, "\x00", 1, 4095) = 1`; nothing where it failed or changes nothing.
fn call(line: &str) -> Option<Call> {
    let (head, result) = line.rsplit_once(" = ")?;
    let result: i64 = result.split_whitespace().next()?.parse().unwrap_or(0);
    let (kind, arguments) = head.trim_end().strip_suffix(')')?.split_once('(')?;
    if result < 0 {
        return None;
    }
    let given = Arguments(arguments.split(", ").collect());
    let open = |name: Name, flags: &str| Call::Open {
        name,
        creates: flags.contains("O_CREAT"),
        empties: flags.contains("O_TRUNC"),
        file: result,
    };
    let done = usize::try_from(result).unwrap_or(0);
    let written = |at| Call::Write {
        file: given.number(0),
        at,
        bytes: bytes(given.0[1])[..done].to_vec(),
    };
    let renamed = |from: Name, to: Name| Call::Rename { from, to };
    Some(match kind {
        "open" => open(given.name(0), given.0[1]),
        "openat" => open(given.within(0), given.0[2]),
        "write" => written(None),
        "pwrite64" => written(Some(given.place(3))),
        "ftruncate" => Call::Length {
            file: given.number(0),
            length: given.place(1),
        },
        "lseek" => Call::Seek {
            file: given.number(0),
            to: done,
        },
        "fsync" | "fdatasync" => Call::Sync {
            file: given.number(0),
        },
        "rename" => renamed(given.name(0), given.name(1)),
        "renameat" | "renameat2" => renamed(given.within(0), given.within(2)),
        "unlink" | "rmdir" => Call::Remove(given.name(0)),
        "unlinkat" => Call::Remove(given.within(0)),
        "mkdir" => Call::Folder(given.name(0)),
        "mkdirat" => Call::Folder(given.within(0)),
        other => {
            panic!("the program writes by {other}, which this disk does not know: {line:.200}")
        }
    })
}

/// The bytes of a quoted string, each of which stands as `\x2f`.
fn bytes(quoted: &str) -> Vec<u8> {
    let inner = quoted.trim_matches('"').as_bytes();
    let digit = |byte: u8| u8::try_from(char::from(byte).to_digit(16).unwrap()).unwrap();
    let pairs = inner.chunks_exact(4);
    pairs
        .map(|four| digit(four[2]) * 16 + digit(four[3]))
        .collect()
}

fn text(quoted: &str) -> String {
    String::from_utf8(bytes(quoted)).unwrap()
}
