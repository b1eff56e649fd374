//! Framework files tried whole: what is good is read with the documented defaults, and each
//! fault is named at its line.

mod parts;
mod rules;
mod sums;
mod versions;

use super::{Lock, Severity, check};

/// The least that a framework file can say; its lines are counted in the tests below.
const SMALL: &str = r#"schema = 1
[framework]
id = "small"
version = "1.0"
title = "Small"
[[level]]
id = "low"
name = "Low"
[[level]]
id = "high"
name = "High"
[[area]]
id = "ci"
name = "Communication"
[[descriptor]]
id = "ci-low"
area = "ci"
level = "low"
kind = "need"
text = "A little."
[[descriptor]]
id = "ci-high"
area = "ci"
level = "high"
kind = "need"
text = "A lot."
[[tariff]]
id = "T0"
name = "None"
route = "core"
[[tariff]]
id = "T1"
name = "Some"
route = "tariff"
[derivation]
kind = "highest"
map = { low = "T0", high = "T1" }
"#;

/// What a check says of the small file with one text put for another.
fn said(from: &str, to: &str) -> Vec<String> {
    assert!(SMALL.contains(from), "{from}");
    let text = SMALL.replacen(from, to, 1);
    let checked = check("f", text.as_bytes(), &Lock::shipped());
    let has_error = (checked.findings.iter()).any(|one| one.severity == Severity::Error);
    assert_eq!(checked.framework.is_none(), has_error);
    checked.findings.iter().map(ToString::to_string).collect()
}

#[track_caller]
fn fault(from: &str, to: &str, expected: &[&str]) {
    let said = said(from, to);
    assert_eq!(said.len(), expected.len(), "{said:#?}");
    for (line, start) in said.iter().zip(expected) {
        let (place, words) = start.split_once(' ').unwrap();
        assert!(
            line.starts_with(place) && line.contains(words),
            "{line}\nlacks {start}"
        );
    }
}
