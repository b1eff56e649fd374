//! How long it takes to tell whose a folder of plans is: `cargo bench --bench matching`.
//!
//! 5,000 documents in the demo's style, a third each with a number on the file, a UPN in the text, and only name and
//! birth date, against a county's 20,635 pupils and a country's 720,000. Prints the time of the index and of the folder.

use std::time::Instant;

use continuum::demo::{self, Order, Paper};
use continuum::domain::day::Day;
use continuum::domain::identity::{PupilRef, Upn};
use continuum::domain::matching::{Crowd, Document, Known, Outcome, find};
use continuum::workspace::unwatched;

/// How many documents.
const DOCUMENTS: usize = 5_000;

#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark reads the clock and prints"
)]
fn main() {
    println!("pupils   documents  index ms  folder ms  sure  proposed");
    for pupils in [20_635, 720_000] {
        let known = known(pupils);
        let laid = folder(&known);
        let documents: Vec<Document<'_>> = (laid.iter())
            .map(|(file, text)| Document { file, text })
            .collect();
        let start = Instant::now();
        let crowd = Crowd::of(known);
        let index = start.elapsed().as_millis();
        let start = Instant::now();
        let found = find(&documents, &crowd, &mut unwatched).unwrap_or_default();
        let folder = start.elapsed().as_millis();
        let count = |outcome| found.iter().filter(|one| one.outcome == outcome).count();
        println!(
            "{pupils:<7}  {DOCUMENTS:>9}  {index:>8}  {folder:>9}  {:>4}  {:>8}",
            count(Outcome::Sure),
            count(Outcome::Proposed)
        );
    }
}

fn order(pupils: usize) -> Order {
    Order {
        pupils,
        seed: 7,
        as_of: Day::new(2026, 1, 12).unwrap_or_else(|| unreachable!()),
    }
}

fn known(pupils: usize) -> Vec<Known> {
    let Ok(invented) = demo::invent(&order(pupils)) else {
        return Vec::new();
    };
    let row = |row: Vec<String>| {
        let cell = |at: usize| row.get(at).cloned().unwrap_or_default();
        Known {
            reference: PupilRef::new(cell(0)),
            upn: Upn::read(&cell(1)),
            uln: None,
            surname: Some(cell(2)),
            forename: Some(cell(3)),
            dob: cell(4).parse().ok(),
        }
    };
    invented.rows().map(row).collect()
}

/// Documents of pupils from all over the caseload, by file and text.
fn folder(known: &[Known]) -> Vec<(String, String)> {
    let Ok(invented) = demo::invent(&order(400)) else {
        return Vec::new();
    };
    let texts = invented.plan_files().map(|file| match file.paper {
        Paper::Document(document) => document.text(),
        Paper::Text(text) => text,
    });
    let texts: Vec<String> = texts.map(|text| text.replace("K-", "no ")).collect();
    let step = (known.len() / DOCUMENTS).max(1);
    let pupils = known.iter().step_by(step).take(DOCUMENTS).enumerate();
    let lay = |(at, pupil): (usize, &Known)| {
        let text = texts.get(at % texts.len()).map_or("", String::as_str);
        let part = |part: &Option<String>| part.clone().unwrap_or_default();
        let born = pupil.dob.map(Day::long).unwrap_or_default();
        let (forename, surname) = (part(&pupil.forename), part(&pupil.surname));
        let who = format!("Name: {forename} {surname}\nDate of birth: {born}\n");
        let upn = pupil.upn.as_ref().map_or("", Upn::as_str);
        match at % 3 {
            0 => (
                format!("{} plan.docx", pupil.reference),
                format!("{who}{text}"),
            ),
            1 => (
                format!("plan {at}.docx"),
                format!("{who}UPN: {upn}\n{text}"),
            ),
            _ => (format!("plan {at}.docx"), format!("{who}{text}")),
        }
    };
    pupils.map(lay).collect()
}
