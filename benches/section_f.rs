//! How many megabytes of plan text a second one core reads, and how long a county's plans take on two:
//! `cargo bench --bench section_f`.
//!
//! The plans are the invented caseload's own. Prints the median and the best of the passes.

use std::thread;
use std::time::Instant;

use continuum::demo::{self, FILES, Order, Paper};
use continuum::domain::day::Day;
use continuum::domain::framework::YearShape;
use continuum::section_f::Reader;

/// How often the whole is read; the median is what to quote.
const PASSES: usize = 21;

/// How many plans a county has, and how often all of them are read.
const COUNTY: usize = 20_635;
const COUNTY_PASSES: usize = 3;

#[expect(clippy::print_stdout, reason = "a benchmark prints")]
fn main() {
    let texts = texts(7);
    let reader = Reader::new(YearShape::default());
    let mut speeds: Vec<f64> = (0..PASSES)
        .map(|_| megabytes(&texts) / timed(|| read(&reader, &texts)))
        .collect();
    speeds.sort_by(f64::total_cmp);
    let (median, best) = (speeds.get(PASSES / 2), speeds.last());
    println!(
        "{} plans, {:.1} MB: median {:.1} MB/s, best {:.1} MB/s",
        texts.len(),
        megabytes(&texts),
        median.copied().unwrap_or_default(),
        best.copied().unwrap_or_default()
    );
    county(&reader);
}

/// Reads a county's plans on two threads: each takes half of them.
#[expect(clippy::print_stdout, reason = "a benchmark prints")]
fn county(reader: &Reader) {
    let plans: Vec<String> = (0..1_000).flat_map(texts).take(COUNTY).collect();
    let (one, other) = plans.split_at(COUNTY / 2);
    let both = || {
        thread::scope(|scope| {
            scope.spawn(|| read(reader, one));
            read(reader, other);
        });
    };
    let mut seconds: Vec<f64> = (0..COUNTY_PASSES).map(|_| timed(both)).collect();
    seconds.sort_by(f64::total_cmp);
    println!(
        "{COUNTY} plans, {:.1} MB, on two threads: median {:.2} s",
        megabytes(&plans),
        seconds.get(COUNTY_PASSES / 2).copied().unwrap_or_default()
    );
}

/// Reads every text; each has provisions.
fn read(reader: &Reader, texts: &[String]) {
    let provisions: usize = texts
        .iter()
        .map(|text| reader.read(text).provisions.len())
        .sum();
    assert!(provisions > texts.len());
}

/// How many seconds something takes.
#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn timed(what: impl FnOnce()) -> f64 {
    let start = Instant::now();
    what();
    start.elapsed().as_secs_f64()
}

fn megabytes(texts: &[String]) -> f64 {
    let bytes: usize = texts.iter().map(String::len).sum();
    #[expect(clippy::cast_precision_loss, reason = "some megabytes")]
    let megabytes = bytes as f64 / 1e6;
    megabytes
}

/// The plans of a caseload that is invented by a seed.
fn texts(seed: u64) -> Vec<String> {
    let order = Order {
        pupils: FILES,
        seed,
        as_of: "2026-11-02"
            .parse::<Day>()
            .unwrap_or_else(|_| unreachable!()),
    };
    let Ok(caseload) = demo::invent(&order) else {
        return Vec::new();
    };
    caseload
        .plan_files()
        .map(|file| match file.paper {
            Paper::Document(document) => document.text(),
            Paper::Text(text) => text,
        })
        .collect()
}
