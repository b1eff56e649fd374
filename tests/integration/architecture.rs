//! Holds the house: one-way arrows, one home a dependency, small files that say what they are.

mod families;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use families::Arrows;

/// Which rooms a room may use.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("source", &[]),
    ("section_f", &["domain", "source"]),
    ("search", &["domain"]),
    ("catalogue", &["domain", "source"]),
    ("exchange", &["domain", "source", "section_f"]),
    ("store", &["domain"]),
    ("demo", &["domain", "source", "exchange"]),
    (
        "workspace",
        &[
            "domain",
            "section_f",
            "search",
            "catalogue",
            "exchange",
            "store",
        ],
    ),
    ("ui", &["domain", "search"]),
    ("runtime", &["domain", "ui", "workspace"]),
    (
        "cli",
        &[
            "domain",
            "source",
            "section_f",
            "search",
            "catalogue",
            "exchange",
            "store",
            "demo",
            "workspace",
            "runtime",
        ],
    ),
];

/// Where each third-party crate lives: path prefixes below `src`.
const HOMES: &[(&str, &[&str])] = &[
    ("base64", &["exchange/bundle/age.rs"]),
    ("bech32", &["exchange/bundle/age.rs"]),
    ("calamine", &["exchange/workbook"]),
    ("chacha20poly1305", &["exchange/bundle/age.rs"]),
    ("clap", &["cli"]),
    ("crossterm", &["runtime/input.rs", "runtime/terminal.rs"]),
    ("csv", &["exchange/table.rs"]),
    ("curve25519_dalek", &["exchange/bundle/age.rs"]),
    ("directories", &["cli/paths.rs"]),
    ("ed25519_dalek", &["store/seal.rs"]),
    ("encoding_rs", &["exchange/encoding"]),
    ("flate2", &["exchange/bundle/body.rs", "exchange/pdf"]),
    ("fuzzy_matcher", &["search/fuzzy.rs"]),
    ("getrandom", &["store/mint.rs"]),
    ("hkdf", &["exchange/bundle/age.rs"]),
    (
        "hmac",
        &[
            "exchange/bundle/age.rs",
            "store/passphrase.rs",
            "store/pseudonym.rs",
        ],
    ),
    ("indicatif", &["cli/progress.rs"]),
    ("jiff", &["domain/day.rs"]),
    ("quick_xml", &["exchange/docx", "exchange/returns/xml.rs"]),
    ("rand_chacha", &["domain/draw.rs"]),
    ("ratatui", &["ui", "runtime/terminal.rs"]),
    ("ratatui_textarea", &["ui/parts"]),
    ("rusqlite", &["store"]),
    ("rust_xlsxwriter", &["exchange/sheets"]),
    ("rustix", &["runtime/signals.rs", "runtime/worker/job.rs"]),
    ("rust_decimal", &["domain/exact.rs"]),
    ("sha2", &["domain/digest.rs"]),
    ("signal_hook", &["cli/interrupt.rs", "runtime/signals.rs"]),
    ("similar", &["domain/difference.rs"]),
    ("statrs", &["domain/normal.rs"]),
    ("toml", &["source.rs"]),
    ("uuid", &["store/mint.rs"]),
    ("zeroize", &["store"]),
    ("zip", &["exchange/docx", "exchange/workbook"]),
];

/// The longest a file may be, its tests included.
const LONGEST: usize = 400;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// Every source file: its path below `src`, and its text.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&root, &mut found);
    found.sort();
    assert!(found.len() > 10, "the sources were not found");
    let read = |path: PathBuf| {
        let name = path
            .strip_prefix(&root)
            .unwrap()
            .to_str()
            .unwrap()
            .replace('\\', "/");
        (name, std::fs::read_to_string(&path).unwrap())
    };
    found.into_iter().map(read).collect()
}

/// The code of a file: no comment, no string is taken for an import.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(str::trim_start)
        .filter(|line| !line.starts_with("//"))
}

fn room(file: &str) -> &str {
    file.split(['/', '.']).next().unwrap()
}

/// The words that follow `before` in a line: `crate::domain::day` gives `domain`.
fn named<'a>(line: &'a str, before: &str) -> Vec<&'a str> {
    let ends = |c: char| !(c.is_alphanumeric() || c == '_');
    let after = line
        .match_indices(before)
        .map(|(at, _)| &line[at + before.len()..]);
    after
        .map(|rest| rest.split(ends).next().unwrap())
        .filter(|word| !word.is_empty())
        .collect()
}

#[test]
fn arrows_go_one_way() {
    let allowed: BTreeMap<_, _> = ARROWS.iter().copied().collect();
    let mut wrong = BTreeSet::new();
    for (file, text) in sources() {
        let from = room(&file);
        if matches!(from, "lib" | "main") {
            continue;
        }
        let arrows = allowed
            .get(from)
            .unwrap_or_else(|| panic!("src/{file} is in no room"));
        for to in code(&text).flat_map(|line| named(line, "crate::")) {
            if to != from && !arrows.contains(&to) {
                wrong.insert(format!("src/{file}: {from} may not use {to}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_table_of_arrows_has_no_circle() {
    for (place, (room, uses)) in ARROWS.iter().enumerate() {
        for used in *uses {
            let at = ARROWS.iter().position(|(name, _)| name == used).unwrap();
            assert!(at < place, "{room} uses {used}, which stands above it");
        }
    }
}

#[test]
fn no_family_of_modules_is_in_a_circle() {
    let as_module = |file: &str| file.trim_end_matches(".rs").replace('/', "::");
    let all: BTreeMap<String, String> = sources()
        .into_iter()
        .filter(|(file, _)| !matches!(room(file), "lib" | "main"))
        .map(|(file, text)| (as_module(&file), text))
        .collect();
    let circles = Arrows::of(&all).circles();
    assert!(circles.is_empty(), "{circles:#?}");
}

#[test]
fn every_dependency_has_one_home() {
    let mut wrong = BTreeSet::new();
    for (file, text) in sources() {
        for (dependency, homes) in HOMES {
            let at_home = homes.iter().any(|home| file.starts_with(home));
            let path = format!("{dependency}::");
            let used = code(&text).any(|line| {
                line.match_indices(&path).any(|(at, _)| {
                    !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
                })
            });
            if used && !at_home {
                wrong.insert(format!("src/{file}: {dependency} lives in {homes:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_file_is_a_room_that_says_what_it_is() {
    let mut wrong = BTreeSet::new();
    for (file, text) in sources() {
        if !text.starts_with("//!") {
            wrong.insert(format!(
                "src/{file} does not begin by saying what lives there"
            ));
        }
        if text.lines().count() > LONGEST {
            wrong.insert(format!("src/{file} has {} lines", text.lines().count()));
        }
        for word in ["TODO", "FIXME", "XXX", "unimplemented!", "todo!("] {
            if text.contains(word) {
                wrong.insert(format!("src/{file} leaves something undone: {word}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn updates_do_not_draw_and_views_do_not_act() {
    let mut wrong = BTreeSet::new();
    for (file, text) in sources()
        .iter()
        .filter(|(file, _)| file.starts_with("ui/screens/"))
    {
        let says = |word: &str| code(text).any(|line| line.contains(word));
        if file.ends_with("/update.rs") && says("ratatui") {
            wrong.insert(format!("src/{file} names ratatui"));
        }
        if file.ends_with("/view.rs") && (says("Effect") || says("&mut self")) {
            wrong.insert(format!("src/{file} acts while it draws"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
