//! The corpus (`fixtures/hostile`): a folder a format, and beside it a table of what is said of each file in it.
//!
//! `CONTINUUM_DRAW=1 cargo test --test integration hostile::corpus` writes the tables anew; look at what has changed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use super::readers::{READERS, Reader, Verdict};

/// How many hostile files there must be over all the formats.
const AT_LEAST: usize = 300;

pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/hostile")
}

/// The files of a format, by name.
pub(crate) fn files(format: &str) -> BTreeMap<String, Vec<u8>> {
    let Ok(listed) = std::fs::read_dir(folder().join(format)) else {
        return BTreeMap::new();
    };
    let file = |entry: std::io::Result<std::fs::DirEntry>| {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        (name, std::fs::read(entry.path()).unwrap())
    };
    listed.map(file).collect()
}

/// Holds verdicts against the table of their format, or writes it anew.
#[track_caller]
pub(super) fn holds(format: &str, verdicts: &BTreeMap<String, Verdict>) {
    let path = folder().join(format!("{format}.txt"));
    let mut told = String::new();
    for (file, verdict) in verdicts {
        let line = verdict.to_string();
        assert!(
            !line.contains(continuum::domain::printable::is_obeyed),
            "{format}/{file}: {line:?}"
        );
        writeln!(told, "{file}\t{line}").unwrap();
    }
    if std::env::var_os("CONTINUUM_DRAW").is_some() {
        std::fs::write(&path, &told).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap();
    assert!(!expected.is_empty(), "{format}: the table is empty");
    let (expected, told): (Vec<&str>, Vec<&str>) =
        (expected.lines().collect(), told.lines().collect());
    for (expected, told) in expected.iter().zip(&told) {
        assert_eq!(told, expected, "{format}");
    }
    assert_eq!(
        told.len(),
        expected.len(),
        "{format}: the table is of other files"
    );
}

/// Reads every file of a format.
fn read(format: &str, reader: Reader) -> BTreeMap<String, Verdict> {
    let read = |(file, bytes): (String, Vec<u8>)| {
        let verdict = reader(&file, &bytes);
        if let Verdict::Refused(why) = &verdict {
            assert!(why.len() > 20, "{format}/{file}: \"{why}\" helps nobody");
        }
        (file, verdict)
    };
    let files = files(format);
    assert!(!files.is_empty(), "{format}: there is no file");
    files.into_iter().map(read).collect()
}

/// A test a format, so that they run beside one another.
macro_rules! formats {
    ($($test:ident: $format:literal,)*) => {
        $(
            #[test]
            fn $test() {
                let (format, reader) = READERS.into_iter().find(|(format, _)| *format == $format).unwrap();
                holds(format, &read(format, reader));
            }
        )*

        #[test]
        fn the_corpus_is_whole() {
            let tested = [$($format),*];
            let mut count = 0;
            for entry in std::fs::read_dir(folder()).unwrap() {
                let entry = entry.unwrap();
                let name = entry.file_name().into_string().unwrap();
                if entry.file_type().unwrap().is_dir() {
                    let elsewhere = ["settings", "manifests"].contains(&name.as_str());
                    assert!(elsewhere || tested.contains(&name.as_str()), "nobody reads {name}");
                    count += files(&name).len();
                }
            }
            assert!(count >= AT_LEAST, "{count} hostile files");
        }
    };
}

formats! {
    caseloads: "caseload",
    exports_of_collect: "collect",
    communities: "communities",
    cost_books: "cost-books",
    what_schools_meet: "elements",
    envelopes: "envelopes",
    frameworks: "frameworks",
    registers_of_schools: "gias",
    links_of_schools: "gias-links",
    judgements: "judgements",
    lines_of_keys: "keys",
    locks: "locks",
    column_maps: "maps",
    methods: "methods",
    pdfs: "pdf",
    plain_plans: "plans",
    tables_of_provisions: "provisions",
    rate_sets: "rate-sets",
    ratings: "ratings",
    returns: "sen2",
    word_documents: "word",
    word_lists: "word-lists",
    workbooks: "workbooks",
}
