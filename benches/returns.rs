//! How many megabytes a second of a SEN2 return's XML one core reads: `cargo bench --bench returns`.
//!
//! The return is invented and never in memory as a whole: it is made as it is read, so that the
//! process shows what the reader itself needs. `CONTINUUM_PERSONS=720000` makes it England's.
//! Prints the reading alone, the making alone, and the most memory the process had (Linux).

use std::hint::black_box;
use std::io::{BufRead, BufReader, Read, copy, sink};
use std::time::Instant;

use continuum::exchange::returns::persons;

/// How many persons, where nothing else is said.
const PERSONS: u64 = 100_000;

/// How often the whole is read; the median is what to quote.
const PASSES: usize = 5;

/// A return that is made as it is read: a beginning, one person again and again, an end.
struct Made {
    left: u64,
    head: &'static [u8],
    one: Vec<u8>,
    at: usize,
    tail: &'static [u8],
}

impl Made {
    fn of(persons: u64) -> Self {
        Self {
            left: persons,
            head: b"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Message><Header><CollectionDetails><Collection>SEN2</Collection><Year>2026</Year></CollectionDetails><Source><LEA>886</LEA></Source></Header>\n<Persons>\n",
            one: ONE.as_bytes().to_vec(),
            at: 0,
            tail: b"</Persons></Message>\n",
        }
    }
}

impl Read for Made {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if !self.head.is_empty() {
            return self.head.read(buffer);
        }
        if self.left == 0 {
            return self.tail.read(buffer);
        }
        let mut filled = 0;
        while self.left > 0 && filled < buffer.len() {
            let mut rest = self.one.get(self.at..).unwrap_or_default();
            let read = rest.read(buffer.get_mut(filled..).unwrap_or_default())?;
            filled += read;
            self.at += read;
            if self.at == self.one.len() {
                (self.at, self.left) = (0, self.left - 1);
            }
        }
        Ok(filled)
    }
}

/// A person with a plan of some years.
const ONE: &str = include_str!("../fixtures/returns/one.xml");

#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a benchmark reads the clock and prints"
)]
fn main() {
    let count = std::env::var("CONTINUUM_PERSONS").ok();
    let count = count
        .and_then(|count| count.parse().ok())
        .unwrap_or(PERSONS);
    let source = || BufReader::with_capacity(1 << 16, Made::of(count));
    let start = Instant::now();
    let bytes = copy(&mut source(), &mut sink()).unwrap_or_default();
    let making = start.elapsed().as_secs_f64();
    let mut seconds: Vec<f64> = (0..PASSES)
        .map(|_| {
            let start = Instant::now();
            let read = persons(source(), &mut |_, person| {
                black_box(person.row());
                true
            });
            assert_eq!(read, Ok(count));
            start.elapsed().as_secs_f64()
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    let speed = |seconds: f64| bytes as f64 / 1e6 / seconds;
    println!(
        "{count} persons, {bytes} bytes: median {:.0} MB/s, best {:.0} MB/s; made in {making:.2} s; at most {}",
        seconds.get(PASSES / 2).copied().map_or(0.0, speed),
        seconds.first().copied().map_or(0.0, speed),
        peak()
    );
}

/// The most memory the process had, as Linux tells it.
#[expect(clippy::disallowed_methods, reason = "a benchmark asks the system")]
fn peak() -> String {
    let Ok(status) = std::fs::File::open("/proc/self/status") else {
        return "an unknown amount of memory".to_owned();
    };
    let lines = BufReader::new(status).lines().map_while(Result::ok);
    let peak = lines.filter(|line| line.starts_with("VmHWM")).last();
    peak.unwrap_or_default().replace('\t', " ")
}
