//! Lineage, the shelf of versions, and the lock of what was released.

use super::{SMALL, fault};
use crate::catalogue::{Lock, load, shelf};
use crate::domain::framework::Status;
use crate::domain::identity::FrameworkKey;

#[test]
fn a_lineage_has_the_shape_of_its_kind() {
    let lineage = |kind: &str, to: &str| {
        format!(
            "title = \"Small\"\nprevious = \"0.9\"\n[[lineage]]\nfrom = [\"a\"]\nto = {to}\nkind = \"{kind}\"\n"
        )
    };
    let title = "title = \"Small\"\n";
    fault(title, &lineage("split", "[\"ci-low\", \"ci-high\"]"), &[]);
    fault(
        title,
        &lineage("split", "[\"ci-low\"]"),
        &["f:10:8: from one descriptor to several"],
    );
    fault(
        title,
        &lineage("renamed", "[\"gone\"]"),
        &["f:9:7: \"gone\" is no descriptor of this file"],
    );
    fault(
        title,
        &format!("{}carries = true\n", lineage("renamed", "[\"ci-low\"]")),
        &["f:7:1: add \"reason\""],
    );
    fault(
        title,
        &lineage("dropped", "[]").replace("previous = \"0.9\"\n", ""),
        &["f:6:1: add \"previous\""],
    );
    fault(
        title,
        &lineage("dropped", "[]").replace("0.9", "1.0"),
        &["f:6:12: a version before this one"],
    );
}

fn key(version: &str) -> FrameworkKey {
    FrameworkKey {
        id: "small".into(),
        version: version.into(),
    }
}

/// The small file as another version, with some lines more at its end.
fn version(version: &str, head: &str, more: &str) -> (String, Vec<u8>) {
    let text = SMALL.replace(
        "version = \"1.0\"",
        &format!("version = \"{version}\"\nstatus = \"released\"\n{head}"),
    );
    (
        format!("{version}.toml"),
        format!("{text}{more}").into_bytes(),
    )
}

#[test]
fn a_shelf_finds_versions_in_their_order() {
    let shelf = shelf(&[
        version("1.10", "", ""),
        version("1.9", "", ""),
        ("draft.toml".into(), SMALL.into()),
    ]);
    assert_eq!(shelf.findings(), []);
    let versions: Vec<&str> = shelf
        .versions("small")
        .map(|one| one.key.version.as_str())
        .collect();
    assert_eq!(versions, ["1.0", "1.9", "1.10"]);
    assert_eq!(shelf.latest("small").unwrap().key, key("1.10"));
    assert_eq!(shelf.get(&key("1.0")).unwrap().status, Status::Draft);
    assert!(shelf.get(&key("2.0")).is_none() && shelf.latest("large").is_none());
}

#[test]
fn a_shelf_refuses_a_version_that_is_there_already() {
    let twin = shelf(&[version("1.9", "", ""), version("1.9", "", "")]);
    assert_eq!(
        (twin.findings().len(), twin.versions("small").count()),
        (0, 1)
    );
    let other = shelf(&[version("1.9", "", ""), version("1.9", "", "# changed\n")]);
    assert_eq!(other.versions("small").count(), 1);
    assert!(
        other.findings()[0]
            .to_string()
            .starts_with("1.9.toml:4:11: error: small 1.9 is there already")
    );
}

#[test]
fn a_lineage_is_held_against_the_version_before() {
    let previous = "previous = \"1.8\"";
    let row = |from: &str| {
        format!("[[lineage]]\nfrom = [\"{from}\"]\nto = [\"ci-low\"]\nkind = \"renamed\"\n")
    };
    let before = (
        "1.8.toml".to_owned(),
        String::from_utf8(version("1.8", "", "").1)
            .unwrap()
            .replace("\"ci-low\"", "\"old\"")
            .into_bytes(),
    );
    let good = shelf(&[version("1.9", previous, &row("old")), before.clone()]);
    assert_eq!(
        (good.findings(), good.versions("small").count()),
        (&[][..], 2)
    );
    let wrong = shelf(&[version("1.9", previous, &row("older")), before]);
    let said: Vec<String> = wrong.findings().iter().map(ToString::to_string).collect();
    assert!(
        said[0].starts_with("1.9.toml:6:12: error: version 1.8 had a descriptor \"old\""),
        "{said:#?}"
    );
    assert!(
        said[1].starts_with("1.9.toml:40:1: error: \"older\" is no descriptor of version 1.8"),
        "{said:#?}"
    );
}

#[test]
fn what_is_shipped_is_sound_and_locked() {
    let shelf = shelf(&[]);
    assert_eq!(shelf.findings(), []);
    assert!(shelf.frameworks().len() >= 2);
    let lock = Lock::shipped();
    for framework in shelf.frameworks() {
        let known = lock.digest(&framework.key);
        assert_eq!(known, Some(&framework.hash), "{}", framework.key);
    }
    assert_eq!(
        shelf.latest("kent-illustrative").unwrap().key.version,
        "2025.2"
    );
}

#[test]
fn a_released_version_that_was_changed_is_refused() {
    let text = include_str!("../../../descriptors/kent-illustrative/2025.2.toml");
    assert_eq!(
        load("f", text.as_bytes(), &Lock::shipped()).map(|_| ()),
        Ok(())
    );
    let changed = text.replace("Bespoke, above Tariff 4", "Bespoke");
    let findings = load("f", changed.as_bytes(), &Lock::shipped()).unwrap_err();
    assert!(
        findings[0]
            .what
            .contains("a released version never changes")
    );
    let withdrawn = changed.replace("\"released\"", "\"withdrawn\"");
    assert!(load("f", withdrawn.as_bytes(), &Lock::shipped()).is_ok());
}
