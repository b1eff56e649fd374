//! What is larger than any file should be: read no further than its bound, and within a bound of memory.

use std::cell::Cell;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::process::Command;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use continuum::exchange::caseload::Opened;
use continuum::exchange::fault::Fault;
use continuum::exchange::returns::look;
use flate2::Compression;
use flate2::write::DeflateEncoder;

use super::super::program::{Office, TODAY};

/// How long the lines are: nobody stores such a file, so it is invented while it is read.
const LONG: u64 = 2 << 30;

/// What a reader may take of such a line before it refuses it.
const TAKES: u64 = 40 << 20;

/// The address space that the program may have, in KiB; of it threads' stacks and libraries take a good part.
const MEMORY: u64 = 1_500_000;

/// A file of a beginning, one byte over and over, and nothing more; it counts what is taken of it.
struct Endless {
    begins: Vec<u8>,
    fill: u8,
    at: u64,
    taken: Arc<AtomicU64>,
}

impl Endless {
    fn new(begins: &str, fill: u8) -> (Self, Arc<AtomicU64>) {
        let taken = Arc::new(AtomicU64::new(0));
        let endless = Self {
            begins: begins.as_bytes().to_vec(),
            fill,
            at: 0,
            taken: Arc::clone(&taken),
        };
        (endless, taken)
    }
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let begun = self.begins.get(usize::try_from(self.at).unwrap()..);
        let read = match begun {
            Some(begun) if !begun.is_empty() => (&mut &*begun).read(into)?,
            Some(_) | None if self.at < LONG => {
                into.fill(self.fill);
                into.len()
            }
            Some(_) | None => 0,
        };
        self.at += read as u64;
        self.taken.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl Seek for Endless {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::End(by) => LONG.saturating_add_signed(by),
            SeekFrom::Current(by) => self.at.saturating_add_signed(by),
        };
        Ok(self.at)
    }
}

#[track_caller]
fn table(begins: &str, fill: u8, said: &str) {
    let (endless, taken) = Endless::new(begins, fill);
    let read = Opened::of("a.csv", endless).and_then(|opened| {
        let rows = opened.look("2026-01-12".parse().unwrap(), None, &mut |_| {
            Ok::<_, Fault>(())
        });
        rows.map(drop)
    });
    let told = read.unwrap_err().to_string();
    assert!(told.contains(said), "{told}");
    let taken = taken.load(Ordering::Relaxed);
    assert!(taken < TAKES, "{begins}: {taken} bytes were taken");
}

#[test]
fn a_line_of_gigabytes_is_refused_after_its_bound() {
    let header = "ref,dob,section_f\nK-1,,";
    table("", b'x', "row 1 of more than 16 MB");
    table("", b',', "row 1 of more than 16 MB");
    table("", 0, "NUL");
    table(header, b'x', "row 2 of more than 16 MB");
    table(&format!("{header}\""), b'x', "row 2 of more than 16 MB");
    table(&format!("{header}\""), b'\n', "row 2 of more than 16 MB");
    table(&format!("{header}\""), b'"', "row 2 of more than 16 MB");
    table(header, b',', "row 2 of more than 16 MB");
    table(header, 0xE2, "row 2 of more than 16 MB");
}

#[track_caller]
fn xml(begins: &str, fill: u8, said: &str) {
    let (endless, taken) = Endless::new(begins, fill);
    let source = BufReader::new(endless);
    let read = look("a.xml", source, "2026-01-12".parse().unwrap(), &mut |_| {
        Ok::<_, Fault>(())
    });
    let told = read.unwrap_err().to_string();
    assert!(told.contains(said), "{begins}: {told}");
    let taken = taken.load(Ordering::Relaxed);
    assert!(taken < TAKES, "{begins}: {taken} bytes were taken");
}

#[test]
fn a_piece_of_a_return_of_gigabytes_is_refused_after_its_bound() {
    let long = "longer than any of a return";
    for begins in [
        "<Message><Persons><Person><Surname>",
        "<Message><Persons><Person a=\"",
        "<Message><Persons><Person",
        "<Message><!--",
        "<Message><Persons><Person><Surname><![CDATA[",
        "<?xml ",
        "<Message><Persons><Person><Surname>&",
    ] {
        xml(begins, b'x', long);
    }
    xml("<Message><Persons><Person><Surname>", b'<', long);
    xml("", b'<', long);
    xml("", b' ', "in line 1");
}

/// Runs the program with no more memory than [`MEMORY`]; gives what it said, having refused.
#[track_caller]
fn refused(office: &Office, arguments: &[&str]) -> String {
    let script = format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\"");
    let output = Command::new("sh")
        .args(["-c", &script, env!("CARGO_BIN_EXE_continuum")])
        .args(arguments)
        .args(["--now", TODAY, "--workspace"])
        .arg(office.workspace())
        .env("CONTINUUM_HOME", office.home())
        .output()
        .unwrap();
    let told =
        String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {told}");
    assert!(!told.contains("panicked"), "{told}");
    told
}

/// A file that says it is so long and takes no room.
fn hollow(path: &Path, begins: &str, length: u64) {
    std::fs::write(path, begins).unwrap();
    let file = std::fs::OpenOptions::new().write(true).open(path).unwrap();
    file.set_len(length).unwrap();
}

#[test]
#[cfg(target_os = "linux")]
fn files_of_gigabytes_are_refused_within_a_bound_of_memory() {
    let office = Office::new();
    for (name, begins, said) in [
        ("a.csv", "ref,dob\nK-1,", "NUL"),
        ("a.xml", "<?xml version=\"1.0\"?><Message>", "NUL"),
        ("a.xlsx", "PK\u{3}\u{4}", "more than"),
        ("a.txt", "A TA.", "larger than"),
        ("a.pdf", "%PDF-1.4\n", "larger than"),
        ("a.docx", "PK\u{3}\u{4}", "larger than"),
        (
            "gias.csv",
            "URN,EstablishmentName,TypeOfEstablishment (code)\n",
            "larger than",
        ),
    ] {
        let path = office.home().join(name);
        hollow(&path, begins, LONG);
        let arguments = match name.rsplit('.').next() {
            Some("txt" | "pdf" | "docx") => ["read", path.to_str().unwrap()],
            _ => ["import", path.to_str().unwrap()],
        };
        let told = refused(&office, &arguments);
        assert!(told.contains(said) && told.contains(name), "{name}: {told}");
        std::fs::remove_file(&path).unwrap();
    }
    for (name, arguments) in [
        ("rates.toml", &["rates", "check"][..]),
        ("framework.toml", &["frameworks", "check"]),
        ("words.toml", &["wording", "--check"]),
        ("levels.csv", &["moderate", "agreement", "--levels", "1,2"]),
    ] {
        let path = office.home().join(name);
        hollow(&path, "schema = 1\n", LONG);
        let told = refused(&office, &[arguments, &[path.to_str().unwrap()]].concat());
        assert!(
            told.contains("larger than") && told.contains(name),
            "{told}"
        );
        // What may be read whole, and is still too large for its kind.
        hollow(&path, "schema = 1\n", 20 << 20);
        let told = refused(&office, &[arguments, &[path.to_str().unwrap()]].concat());
        assert!(told.contains(name), "{told}");
        std::fs::remove_file(&path).unwrap();
    }
}

/// A file packed by hand: a local entry of these bytes, and so many entries in the list that all point at it.
fn packed(name: &str, plain: u32, bytes: &[u8], crc: u32, entries: u16) -> Vec<u8> {
    let fields = |out: &mut Vec<u8>| {
        out.extend([20, 0, 0, 0, 8, 0, 0, 0, 0x21, 0x5c]);
        out.extend(crc.to_le_bytes());
        out.extend(u32::try_from(bytes.len()).unwrap().to_le_bytes());
        out.extend(plain.to_le_bytes());
    };
    let length = |name: &str| u16::try_from(name.len()).unwrap().to_le_bytes();
    let mut out = b"PK\x03\x04".to_vec();
    fields(&mut out);
    out.extend(length(name));
    out.extend([0, 0]);
    out.extend(name.as_bytes());
    out.extend(bytes);
    let list = out.len();
    for at in 0..entries {
        let name = if at == 0 {
            name.to_owned()
        } else {
            format!("xl/{at}.xml")
        };
        out.extend(b"PK\x01\x02\x14\0");
        fields(&mut out);
        out.extend(length(&name));
        out.extend([0; 12]);
        out.extend([0; 4]);
        out.extend(name.as_bytes());
    }
    let size = u32::try_from(out.len() - list).unwrap();
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(entries.to_le_bytes());
    out.extend(entries.to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend(u32::try_from(list).unwrap().to_le_bytes());
    out.extend([0, 0]);
    out
}

/// Blanks, packed; and their checksum, which is got by having it made.
fn blanks(count: usize) -> (Vec<u8>, u32) {
    let mut packer = DeflateEncoder::new(Vec::new(), Compression::best());
    let mut crc = flate2::Crc::new();
    let piece = vec![b' '; 1 << 20];
    for _ in 0..count / piece.len() {
        io::Write::write_all(&mut packer, &piece).unwrap();
        crc.update(&piece);
    }
    (packer.finish().unwrap(), crc.sum())
}

#[test]
#[cfg(target_os = "linux")]
fn bombs_are_refused_within_a_bound_of_memory() {
    let office = Office::new();
    let refuses = |name: &str, bytes: &[u8], command: &str, said: &str| {
        let path = office.home().join(name);
        std::fs::write(&path, bytes).unwrap();
        let told = refused(&office, &[command, path.to_str().unwrap()]);
        assert!(told.contains(said), "{name}: {told}");
    };
    let (bytes, crc) = blanks(300 << 20);
    let book = packed("xl/workbook.xml", 300 << 20, &bytes, crc, 1);
    refuses("one.xlsx", &book, "import", "unpacks to more");
    // What it says of its size is a lie.
    let book = packed("xl/workbook.xml", 40, &bytes, crc, 1);
    refuses("lies.xlsx", &book, "import", "damaged");
    // A thousand entries of a megabyte each, and all of them the same one.
    let (bytes, crc) = blanks(1 << 20);
    let book = packed("xl/workbook.xml", 1 << 20, &bytes, crc, 9_000);
    let together = "unpacks to more than any caseload holds (its parts together";
    refuses("overlapping.xlsx", &book, "import", together);
    let plan = packed("word/document.xml", 1 << 20, &bytes, crc, 60_000);
    let garbled = "is damaged: its text breaks off or is garbled";
    refuses("overlapping.docx", &plan, "read", garbled);
    let (bytes, crc) = blanks(300 << 20);
    let plan = packed("word/document.xml", 300 << 20, &bytes, crc, 1);
    refuses("one.docx", &plan, "read", "unpacks to far more");
}

#[test]
fn what_is_taken_is_counted() {
    let (mut endless, taken) = Endless::new("ab", b'x');
    let seen = Rc::new(Cell::new(0));
    let mut piece = [0; 5];
    while endless.at < 12 {
        seen.set(seen.get() + endless.read(&mut piece).unwrap() as u64);
    }
    assert_eq!(taken.load(Ordering::Relaxed), seen.get());
}
