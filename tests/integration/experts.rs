//! How near the reader of Section F comes to what experts list, over every text of `fixtures/experts`.
//!
//! A provision found matches one listed where their texts share at least sixty in a hundred of their
//! words. The aims are those of the contract for texts nobody has seen; these have been.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use continuum::domain::framework::YearShape;
use continuum::exchange::plan;
use continuum::section_f::Reader;
use serde_json::{Value, json};

/// The share of words at which two texts are the same provision.
const ALIKE: f64 = 0.6;

/// What is counted over all texts.
#[derive(Debug, Default)]
struct Score {
    listed: f64,
    found: f64,
    matched: f64,
    dose: f64,
    hours: f64,
    who: f64,
    area: f64,
    vague: [f64; 3],
}

fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    let words = parts.filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a plan has few words")]
fn share(one: &[String], other: &[String]) -> f64 {
    let mut held: HashMap<&str, usize> = HashMap::new();
    for word in one {
        *held.entry(word).or_default() += 1;
    }
    let both = other.iter().filter(|word| {
        held.get_mut(word.as_str())
            .is_some_and(|left| left.checked_sub(1).inspect(|less| *left = *less).is_some())
    });
    both.count() as f64 / one.len().max(other.len()).max(1) as f64
}

/// Pairs what was found with what is listed, the likest first.
fn pairs(found: &[Value], listed: &[Value]) -> Vec<(usize, usize)> {
    let cut = |items: &[Value]| -> Vec<Vec<String>> {
        let text = |item: &Value| words(item["text"].as_str().unwrap());
        items.iter().map(text).collect()
    };
    let (left, right) = (cut(found), cut(listed));
    let mut likes: Vec<(f64, usize, usize)> = Vec::new();
    for (i, one) in left.iter().enumerate() {
        for (j, other) in right.iter().enumerate() {
            likes.push((share(one, other), i, j));
        }
    }
    likes.retain(|(share, ..)| *share >= ALIKE);
    likes.sort_by(|a, b| {
        let near = |like: &(f64, usize, usize)| like.1.abs_diff(like.2);
        b.0.total_cmp(&a.0).then(near(a).cmp(&near(b)))
    });
    let (mut taken_left, mut taken_right) = (vec![false; left.len()], vec![false; right.len()]);
    let mut pairs = Vec::new();
    for (_, i, j) in likes {
        if !taken_left[i] && !taken_right[j] {
            (taken_left[i], taken_right[j]) = (true, true);
            pairs.push((i, j));
        }
    }
    pairs
}

/// Amount, unit and period, hours as minutes.
fn dose(item: &Value) -> Value {
    let amount = item["amount"].as_f64();
    match (amount, item["unit"].as_str()) {
        (Some(amount), Some("hours")) => json!([amount * 60.0, "minutes", item["per"]]),
        (Some(amount), unit) => json!([amount, unit, item["per"]]),
        (None, _) => Value::Null,
    }
}

fn near(one: &Value, other: &Value) -> bool {
    match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => (one - other).abs() <= 0.01 * other.abs().max(0.01),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

fn is_vague(item: &Value) -> bool {
    item["vague"]
        .as_array()
        .is_some_and(|vague| !vague.is_empty())
}

fn count(yes: bool) -> f64 {
    f64::from(u8::from(yes))
}

#[expect(clippy::cast_precision_loss, reason = "a plan has few provisions")]
fn add(score: &mut Score, found: &[Value], listed: &[Value]) {
    score.found += found.len() as f64;
    score.listed += listed.len() as f64;
    for (i, j) in pairs(found, listed) {
        let (one, other) = (&found[i], &listed[j]);
        score.matched += 1.0;
        score.dose += count(dose(one) == dose(other));
        score.hours += count(near(&one["annual_hours"], &other["annual_hours"]));
        score.who += count(one["who"] == other["who"]);
        score.area += count(one["area"] == other["area"]);
        let vague = [is_vague(one), is_vague(other)];
        score.vague[0] += count(vague[0] && vague[1]);
        score.vague[1] += count(vague[0]);
        score.vague[2] += count(vague[1]);
    }
}

#[test]
fn plans_are_read_as_experts_list_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/experts");
    let reader = Reader::new(YearShape::default());
    let mut score = Score::default();
    let mut texts = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|end| end != "txt") {
            continue;
        }
        texts += 1;
        let text = plan::text_of("plan.txt", &fs::read(&path).unwrap()).unwrap();
        let listing = fs::read_to_string(path.with_extension("json")).unwrap();
        let listing: Value = serde_json::from_str(&listing).unwrap();
        let reading = serde_json::to_value(reader.read(&text)).unwrap();
        let found = reading["provisions"].as_array().unwrap();
        add(&mut score, found, listing["items"].as_array().unwrap());
    }
    assert!(texts >= 40, "only {texts} texts were found");
    let f1 = |both: f64, found: f64, listed: f64| 2.0 * both / (found + listed);
    let measures = [
        (
            "provisions, F1",
            f1(score.matched, score.found, score.listed),
            0.90,
        ),
        ("amount, unit and period", score.dose / score.matched, 0.90),
        ("hours a year", score.hours / score.matched, 0.90),
        ("who", score.who / score.matched, 0.85),
        ("area", score.area / score.matched, 0.80),
        (
            "vague or not, F1",
            f1(score.vague[0], score.vague[1], score.vague[2]),
            0.80,
        ),
    ];
    for (what, measured, aim) in measures {
        println!("{what}: {measured:.3} (aim {aim})");
    }
    for (what, measured, aim) in measures {
        assert!(measured >= aim, "{what}: {measured:.3} is below {aim}");
    }
}
