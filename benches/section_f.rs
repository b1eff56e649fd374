//! How many megabytes of plan text a second one core reads: `cargo bench --bench section_f`.
//!
//! The plans are the invented caseload's own. Prints the median and the best of the passes.

use std::time::Instant;

use continuum::demo::{self, FILES, Order, Paper};
use continuum::domain::day::Day;
use continuum::domain::framework::YearShape;
use continuum::section_f::Reader;

/// How often the whole is read; the median is what to quote.
const PASSES: usize = 21;

#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark reads the clock and prints"
)]
fn main() {
    let texts = texts();
    let reader = Reader::new(YearShape::default());
    let bytes: usize = texts.iter().map(String::len).sum();
    let mut speeds: Vec<f64> = (0..PASSES)
        .map(|_| {
            let start = Instant::now();
            let provisions: usize = texts
                .iter()
                .map(|text| reader.read(text).provisions.len())
                .sum();
            let seconds = start.elapsed().as_secs_f64();
            assert!(provisions > texts.len());
            #[expect(clippy::cast_precision_loss, reason = "a few megabytes")]
            let speed = bytes as f64 / 1e6 / seconds;
            speed
        })
        .collect();
    speeds.sort_by(f64::total_cmp);
    let (median, best) = (speeds.get(PASSES / 2), speeds.last());
    println!(
        "{} plans, {bytes} bytes: median {:.1} MB/s, best {:.1} MB/s",
        texts.len(),
        median.copied().unwrap_or_default(),
        best.copied().unwrap_or_default()
    );
}

fn texts() -> Vec<String> {
    let order = Order {
        pupils: FILES,
        seed: 7,
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
