//! Every plan document of `fixtures/plans` is read to the text beside it.

use std::fs;
use std::path::{Path, PathBuf};

use continuum::exchange::plan;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/plans")
}

/// The text with what cannot be seen in a file shown by name.
fn shown(text: &str) -> String {
    text.replace('\t', "<tab>").replace('\u{2028}', "<line>")
}

#[track_caller]
fn case(file: &str) {
    let path = folder().join(file);
    let text = plan::text_of(file, &fs::read(&path).unwrap()).unwrap();
    let golden = folder().join(format!("{file}.txt"));
    assert_eq!(shown(&text), fs::read_to_string(&golden).unwrap(), "{file}");
}

#[test]
fn columns_are_read_one_after_the_other() {
    case("columns.pdf");
}

#[test]
fn a_report_without_lines_is_read_row_by_row() {
    case("report.pdf");
}

#[test]
fn what_a_word_processor_exports_is_read() {
    case("word_processor.pdf");
}

#[test]
fn what_a_browser_prints_is_read() {
    case("browser.pdf");
}

#[test]
fn every_fixture_is_tested() {
    let here = fs::read_to_string(file!()).unwrap();
    for entry in fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let name = name.trim_end_matches(".txt");
        assert!(here.contains(&format!("case(\"{name}\"")), "{name}");
    }
}
