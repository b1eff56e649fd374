//! The readers' fuzzer: files of the corpus, mutated by a seed, into every reader, on the stable toolchain.
//!
//! A short run is part of the tests. A long one: `CONTINUUM_FUZZ=20000 cargo test --test integration fuzz -- --nocapture`
//! (so many files a reader), with `CONTINUUM_FUZZ_SEED` for another course. What breaks a reader is written into the
//! system's temporary folder under the name that the failure gives.

mod mutation;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use continuum::domain::printable::is_obeyed;

use super::hostile::corpus::files;
use super::hostile::forms::sound;
use super::hostile::readers::{READERS, Reader, Verdict};
use mutation::Mutation;

/// How many files each reader gets where nobody says otherwise.
const SHORT: u64 = 40;

/// How long one file may take; only a reader that hangs takes so long.
const PATIENCE: Duration = Duration::from_mins(2);

/// The largest file that is put together.
const LARGEST: usize = 200_000;

fn number(variable: &str, usual: u64) -> u64 {
    let said = std::env::var(variable).ok();
    said.map_or(usual, |said| said.parse().unwrap())
}

/// Files to begin with: the format's own of the corpus, and a sound one.
fn seeds(format: &str) -> Vec<(String, Vec<u8>)> {
    let mut seeds: Vec<(String, Vec<u8>)> = files(format).into_iter().collect();
    seeds.retain(|(_, bytes)| bytes.len() <= LARGEST);
    let fixture = |name: &str| {
        let path = format!("{}/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
        (
            name.rsplit('/').next().unwrap().to_owned(),
            std::fs::read(path).unwrap(),
        )
    };
    let sound = match format {
        "caseload" => fixture("tables/utf8.csv"),
        "collect" => {
            let name = "returns/collect/Blade-Export_17-01-2025_person.csv";
            ("person.csv".to_owned(), fixture(name).1)
        }
        "communities" => fixture("rates/communities.csv"),
        "cost-books" => fixture("rates/cost-book.toml"),
        "envelopes" => fixture("rates/envelope-2027.toml"),
        "forms" => ("hill.xlsx".to_owned(), sound()),
        "frameworks" => fixture("frameworks/highest.toml"),
        "maps" => fixture("tables/own-words.toml"),
        "methods" => fixture("rates/community-method.toml"),
        "pdf" => fixture("plans/report.pdf"),
        "plans" => fixture("section_f/whole_plan.txt"),
        "rate-sets" => fixture("rates/by-setting-2027.toml"),
        "sen2" => fixture("returns/2025.xml"),
        "workbooks" => fixture("tables/excel.xlsx"),
        _ => return seeds,
    };
    seeds.push(sound);
    seeds
}

/// What must hold of every file, whatever is in it.
fn holds(file: &str, verdict: &Verdict) {
    let shown = verdict.to_string();
    assert!(!shown.contains(is_obeyed), "{shown:?}");
    if let Verdict::Refused(why) = verdict {
        assert!(why.len() > 15, "\"{why}\" helps nobody");
        let names = why.contains(file)
            || [
                "line of keys",
                "plan of nobody",
                "names no pupil",
                "plans, the first",
            ]
            .iter()
            .any(|words| why.contains(words));
        assert!(names, "\"{why}\" does not name {file}");
    }
}

/// Puts mutated files into a reader; gives how many were taken in, were refused.
fn run(format: &'static str, reader: Reader) -> (u64, u64) {
    let seeds = seeds(format);
    let mut mutation = Mutation::new(number("CONTINUUM_FUZZ_SEED", 1), format);
    let (mut taken, mut refused) = (0, 0);
    for _ in 0..number("CONTINUUM_FUZZ", SHORT) {
        let (file, bytes) = mutation.file(&seeds, LARGEST);
        let read = catch_unwind(AssertUnwindSafe(|| {
            let verdict = reader(&file, &bytes);
            holds(&file, &verdict);
            verdict
        }));
        match read {
            Ok(Verdict::Refused(_)) => refused += 1,
            Ok(Verdict::Read { .. }) => taken += 1,
            Err(_) => {
                let kept = std::env::temp_dir().join(format!("fuzz-{format}-{file}"));
                std::fs::write(&kept, &bytes).unwrap();
                panic!("{format}: {} breaks its reader", kept.display());
            }
        }
    }
    (taken, refused)
}

/// Runs a reader's fuzzer on a thread of its own, so that one that hangs is told from one that is slow.
#[track_caller]
fn fuzz(format: &str) {
    let (format, reader) = READERS
        .into_iter()
        .find(|(name, _)| *name == format)
        .unwrap();
    let rounds = number("CONTINUUM_FUZZ", SHORT);
    let (to, done) = channel();
    let running = thread::spawn(move || {
        let counted = run(format, reader);
        let _ = to.send(());
        counted
    });
    let all = PATIENCE.saturating_mul(u32::try_from(rounds / SHORT + 1).unwrap());
    let ended = done.recv_timeout(all);
    assert_ne!(
        ended,
        Err(RecvTimeoutError::Timeout),
        "{format}: a reader hangs"
    );
    let (taken, refused) = running.join().unwrap();
    assert_eq!(taken + refused, rounds);
    #[expect(
        clippy::print_stdout,
        reason = "what a long run found is read by a person"
    )]
    {
        println!("{format}: {rounds} files, {taken} read, {refused} refused");
    }
}

/// A test a reader.
macro_rules! readers {
    ($($test:ident: $format:literal,)*) => {
        $(
            #[test]
            fn $test() {
                fuzz($format);
            }
        )*

        #[test]
        fn every_reader_is_fuzzed() {
            let fuzzed = [$($format),*];
            for (format, _) in READERS {
                assert!(fuzzed.contains(&format), "{format}");
            }
        }
    };
}

readers! {
    caseloads: "caseload",
    exports_of_collect: "collect",
    communities: "communities",
    cost_books: "cost-books",
    elements: "elements",
    envelopes: "envelopes",
    frameworks: "frameworks",
    forms: "forms",
    registers: "gias",
    links: "gias-links",
    judgements: "judgements",
    keys: "keys",
    locks: "locks",
    maps: "maps",
    methods: "methods",
    pdfs: "pdf",
    plans: "plans",
    provisions: "provisions",
    rate_sets: "rate-sets",
    ratings: "ratings",
    returns: "sen2",
    word: "word",
    word_lists: "word-lists",
    workbooks: "workbooks",
}
