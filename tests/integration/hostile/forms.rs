//! Schools' forms that were tampered with on their way, made from a sound one when they are read.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use continuum::catalogue;
use continuum::domain::identity::{Origin, PlanId, PupilRef};
use continuum::domain::provision::Span;
use continuum::domain::school::form::{Asked, Form, Item, Mark, Place};
use continuum::exchange::form;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::corpus::holds;
use super::readers::READERS;

/// A sound form of two pupils.
pub(crate) fn sound() -> Vec<u8> {
    let shelf = catalogue::shelf(&[]);
    let framework = shelf.frameworks().last().unwrap();
    let item = |n: u32| Item {
        n,
        span: Span::from([n as usize * 10, n as usize * 10 + 9]),
        text: format!("provision {n} of the plan"),
    };
    let pupil = |reference: &str, plan: &str| Asked {
        reference: PupilRef::new(reference),
        name: None,
        plan: PlanId::new(plan),
        version: None,
        provisions: vec![item(1), item(2)],
    };
    let form = Form {
        mark: Mark {
            school: Place {
                urn: Some("118900".to_owned()),
                name: "Hill School".to_owned(),
            },
            framework: framework.key.clone(),
            hash: framework.hash,
            origin: Origin::new("origin-1"),
        },
        by: "2026-11-02".parse().unwrap(),
        pupils: vec![pupil("K-1", "plan-one"), pupil("K-2", "plan-two")],
    };
    form::write("hill.xlsx", &form, framework).unwrap()
}

/// Words of a workbook put in the place of others, in every part; nothing may be left as it was.
#[track_caller]
fn with(book: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let mut found = false;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().to_string();
        let mut text = Vec::new();
        part.read_to_end(&mut text).unwrap();
        if let Ok(words) = std::str::from_utf8(&text) {
            found |= words.contains(from);
            text = words.replace(from, to).into_bytes();
        }
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(&text).unwrap();
    }
    assert!(found, "\"{from}\" is not in the form");
    out.finish().unwrap().into_inner()
}

#[test]
fn forms_that_were_tampered_with_are_refused_or_told() {
    let sound = sound();
    let (_, reader) = READERS
        .into_iter()
        .find(|(name, _)| *name == "forms")
        .unwrap();
    let mut verdicts = BTreeMap::new();
    let mut read = |name: &str, bytes: &[u8]| {
        let file = format!("{name}.xlsx");
        verdicts.insert(file.clone(), reader(&file, bytes));
    };
    read("as-it-was", &sound);
    for (name, from, to) in [
        ("pupil-unknown", "<t>K-1</t>", "<t>K-9</t>"),
        ("pupil-of-escapes", "<t>K-1</t>", "<t>K\u{9b}2J\u{202e}</t>"),
        ("pupil-empty", "<t>K-1</t>", "<t></t>"),
        ("plan-of-escapes", "plan-one", "plan\u{9b}\u{202e}"),
        ("plan-of-slashes", "plan-one", "../../../etc/passwd"),
        ("plan-of-formulas", "plan-one", "=1+1"),
        ("plan-long", "plan-one", &"p".repeat(20_000)),
        (
            "school-of-escapes",
            "Hill School",
            "Hill\u{9b}2J\u{202e}\u{200b}",
        ),
        ("school-empty", "<t>Hill School</t>", "<t></t>"),
        ("workspace-empty", "<t>origin-1</t>", "<t></t>"),
        ("kind-changed", "<t>workspace</t>", "<t>moon</t>"),
        ("key-renamed", "<t>framework</t>", "<t>frame</t>"),
        ("digest-cut", "provision", "prov"),
        (
            "words-of-markup",
            "provision 1 of the plan",
            "&lt;script&gt;",
        ),
    ] {
        read(name, &with(&sound, from, to));
    }
    for (name, end) in [
        ("cut-at-half", sound.len() / 2),
        ("cut-at-last", sound.len() - 1),
    ] {
        read(name, &sound[..end]);
    }
    holds("forms", &verdicts);
}
