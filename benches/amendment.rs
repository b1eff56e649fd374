//! How long it takes to pair the provisions of two versions of one long plan: `cargo bench --bench amendment`.
//!
//! Of a reworded plan every provision has a few more words, of a rebuilt one none is left, a repeated one is a single
//! sentence under headings that are all others now, of a split one each provision became two, and of a merged one an
//! officer had drawn every two as one. Prints the best of a few passes of each.

use std::time::Instant;

use continuum::domain::amendment::{Drawn, pair, recut};
use continuum::domain::framework::YearShape;
use continuum::domain::provision::{Provision, Reading};
use continuum::section_f::Reader;

/// The lengths of the plans, in provisions.
const LENGTHS: [usize; 3] = [2_000, 4_000, 8_000];

/// How often each is paired; the best is what to quote.
const PASSES: usize = 3;

#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark reads the clock and prints"
)]
fn main() {
    let time = |work: &dyn Fn() -> usize| {
        let times = (0..PASSES).map(|_| {
            let start = Instant::now();
            assert!(work() > 0);
            start.elapsed().as_millis()
        });
        times.min().unwrap_or_default()
    };
    println!("provisions  reworded  rebuilt  repeated  split  merged  (ms)");
    for length in LENGTHS {
        let before = provisions(length, &reading);
        let pairing = |now: &dyn Fn(usize) -> String, earlier: &[Provision]| {
            let now = provisions(length, now);
            time(&|| pair(earlier, &now).len())
        };
        let reworded = pairing(&|n| format!("{} It is said anew.", reading(n)), &before);
        let rebuilt = pairing(
            &|n| format!("Hydrotherapy pool p{n} q{n} r{n} s{n}."),
            &before,
        );
        let once = headed(length, 0);
        let again = headed(length, length);
        let repeated = time(&|| pair(&once, &again).len());
        let parts = halves(&before);
        let split = time(&|| pair(&before, &parts).len());
        let (text, read, drawn) = drawn(length);
        let cut = time(&|| recut(&text, &read, &drawn).len());
        println!("{length:>10}  {reworded:>8}  {rebuilt:>7}  {repeated:>8}  {split:>5}  {cut:>6}");
    }
}

fn reading(n: usize) -> String {
    let (room, group) = (n % 97, n % 53);
    format!(
        "A TA will read story {n} with the pupil in room {room}, and will run group {group} for the class."
    )
}

/// A provision of any words.
fn one() -> Option<Provision> {
    let text = "Section F\n\nA TA will read with the pupil for 20 minutes a week.\n";
    let read = Reader::new(YearShape::default()).read(text);
    read.provisions.into_iter().next()
}

fn provisions(length: usize, text: &dyn Fn(usize) -> String) -> Vec<Provision> {
    let Some(one) = one() else { return Vec::new() };
    let texts = (0..length).map(text).zip(1..);
    let provision = |(text, n)| Provision {
        n,
        text,
        ..one.clone()
    };
    texts.map(provision).collect()
}

/// The same sentence under headings of its own.
fn headed(length: usize, from: usize) -> Vec<Provision> {
    let same = provisions(length, &|_| reading(0));
    let headed = same.into_iter().zip(from..).map(|(same, at)| Provision {
        heading: Some(format!("Heading {at}")),
        ..same
    });
    headed.collect()
}

/// Every provision as two.
fn halves(plan: &[Provision]) -> Vec<Provision> {
    let halves = plan.iter().flat_map(|one| {
        let (first, second) = one.text.split_once(',').unwrap_or((&one.text, ""));
        [first.to_owned(), second.to_owned()].map(|text| Provision {
            text,
            ..one.clone()
        })
    });
    halves.collect()
}

/// A text, its reading, and an officer's drawing that merges every two of its provisions.
fn drawn(length: usize) -> (String, Reading, Drawn) {
    let lines: Vec<String> = (0..length)
        .map(|n| format!("A TA will read story {n} with the pupil for 20 minutes a week."))
        .collect();
    let text = format!("Section F\n\n{}\n", lines.join("\n\n"));
    let read = Reader::new(YearShape::default()).read(&text);
    let merged = read.provisions.chunks(2).filter_map(|two| {
        let texts: Vec<&str> = two.iter().map(|one| one.text.as_str()).collect();
        let text = texts.join(" ");
        two.first().map(|one| Provision {
            text,
            ..one.clone()
        })
    });
    let provisions: Vec<Provision> = merged.collect();
    let cut = (0..provisions.len()).collect();
    (text, read, Drawn { provisions, cut })
}
