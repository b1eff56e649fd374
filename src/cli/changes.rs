//! `continuum changes`: what a newer version of a plan touched, beside what was made of it before.

use std::fmt::Write as _;

use serde::Serialize;

use crate::domain::amendment::{Changes as Counts, Fate, delivery};
use crate::domain::day::Day;
use crate::domain::draft::Past;
use crate::domain::identity::{AreaId, LevelId, RecordId};
use crate::domain::judgement::{Judgement, SetAside, Verdict};
use crate::domain::printable::printable;
use crate::domain::provision::Provision;
use crate::workspace::{Compared, Comparison};

use super::arguments::Changes;
use super::failure::Failure;
use super::output;
use super::room::Room;
use super::runs::{self, Words};

/// The JSON of a comparison.
#[derive(Serialize)]
struct Comparing<'a> {
    #[serde(rename = "ref")]
    reference: &'a str,
    before: Text<'a>,
    now: Text<'a>,
    mapping: Option<&'a RecordId>,
    told: &'a str,
    changes: Counts,
    provisions: Vec<Entry<'a>>,
    stands: Stands,
}

/// A plan version.
#[derive(Serialize)]
struct Text<'a> {
    version: usize,
    file: &'a str,
    received: Day,
}

/// A provision of either version.
#[derive(Serialize)]
struct Entry<'a> {
    fate: Fate,
    /// Its number now; of one that is gone, of the provision it was merged into, where it was.
    n: Option<u32>,
    /// Its number before; of a new one, of the provision it was split from, where it was.
    before: Option<u32>,
    text: Option<&'a str>,
    text_before: Option<&'a str>,
    words: Vec<Words>,
    dose: Option<String>,
    dose_before: Option<&'a str>,
    judged: Vec<Judged<'a>>,
}

/// What a provision was taken for.
#[derive(Serialize)]
struct Judged<'a> {
    area: Option<&'a AreaId>,
    level: Option<&'a LevelId>,
    set_aside: Option<&'static str>,
    note: Option<&'a str>,
}

/// What stands as it was judged when the pupil is mapped again.
#[derive(Serialize)]
struct Stands {
    provisions: Vec<u32>,
    areas: Vec<AreaId>,
}

pub(super) fn run(order: &Changes, room: &Room) -> Result<(), Failure> {
    let workspace = room.workspace()?;
    let comparison = workspace.changes(&order.reference)?;
    if order.json {
        return output::json(&told(&comparison));
    }
    output::text(&printable(&written(&comparison)))
}

fn told(comparison: &Comparison) -> Comparing<'_> {
    let carried = &comparison.carried;
    let now = comparison.provisions.iter().zip(&carried.items);
    let now = now
        .map(|(provision, brought)| entry(brought.fate, Some(provision), brought.before.as_ref()));
    let gone = carried
        .gone
        .iter()
        .map(|past| entry(Fate::Gone, None, Some(past)));
    let (provisions, areas) = carried.stands(&comparison.provisions);
    let stands = Stands { provisions, areas };
    Comparing {
        reference: comparison.reference.as_str(),
        before: version(&comparison.before),
        now: version(&comparison.now),
        mapping: carried.from.as_ref(),
        told: &carried.told,
        changes: carried.changes(),
        provisions: now.chain(gone).collect(),
        stands,
    }
}

fn version(compared: &Compared) -> Text<'_> {
    Text {
        version: compared.number,
        file: &compared.plan.source,
        received: compared.plan.received.day(),
    }
}

fn entry<'a>(fate: Fate, now: Option<&'a Provision>, past: Option<&'a Past>) -> Entry<'a> {
    let touched = matches!(fate, Fate::Reworded | Fate::DoseChanged);
    let pair = now.zip(past).filter(|_| touched);
    let words = pair.map(|(now, past)| runs::between(&past.text, &now.text));
    Entry {
        fate,
        n: now.map_or_else(|| past.and_then(|past| past.merged_into), |now| Some(now.n)),
        before: past.map(|past| past.n),
        text: now.map(|now| now.text.as_str()),
        text_before: past.map(|past| past.text.as_str()),
        words: words.unwrap_or_default(),
        dose: now.map(delivery),
        dose_before: past.map(|past| past.delivery.as_str()),
        judged: (past.iter())
            .flat_map(|past| past.judgements.iter().map(judged))
            .collect(),
    }
}

fn judged(judgement: &Judgement) -> Judged<'_> {
    let (area, level, set_aside) = match &judgement.verdict {
        Verdict::Evidence { area, level } => (Some(area), level.as_ref(), None),
        Verdict::SetAside(why) => (None, None, Some(SetAside::code(*why))),
    };
    Judged {
        area,
        level,
        set_aside,
        note: judgement.note.as_deref(),
    }
}

fn written(comparison: &Comparison) -> String {
    let told = told(comparison);
    let mut text = String::new();
    let version = |one: &Text<'_>| {
        format!(
            "version {} (\"{}\", received {})",
            one.version,
            one.file,
            one.received.long()
        )
    };
    let _ = writeln!(
        text,
        "{}: {} → {}",
        told.reference,
        version(&told.before),
        version(&told.now)
    );
    let _ = writeln!(text, "{}", told.changes.all_words());
    if told.mapping.is_some() {
        let _ = writeln!(text, "Judged before: {}", told.told);
    }
    for entry in &told.provisions {
        text.push_str(&lines(entry));
    }
    text
}

/// A provision in lines: its sign and words, gone ones in `[-…-]` and new ones in `{+…+}`, its dose, what it was.
fn lines(entry: &Entry<'_>) -> String {
    let number = |n: Option<u32>| n.map_or_else(String::new, |n| n.to_string());
    let shown = match entry.fate {
        Fate::Gone => entry.before,
        Fate::Same | Fate::Reworded | Fate::DoseChanged | Fate::New => entry.n,
    };
    let words = if entry.words.is_empty() {
        entry
            .text
            .or(entry.text_before)
            .unwrap_or_default()
            .to_owned()
    } else {
        runs::marked(&entry.words)
    };
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut text = format!("\n{} {:>3}  ", entry.fate.sign(), number(shown));
    let _ = writeln!(text, "{}: {}", entry.fate.words(), words.join(" "));
    if let (Fate::DoseChanged, Some(now), Some(before)) =
        (entry.fate, &entry.dose, entry.dose_before)
    {
        let _ = writeln!(text, "       dose: {before} → {now}");
    }
    match (entry.fate, entry.n, entry.before) {
        (Fate::New, _, Some(from)) => {
            let _ = writeln!(text, "       split from provision {from} of before");
        }
        (Fate::Gone, Some(into), _) => {
            let _ = writeln!(text, "       merged into provision {into}");
        }
        (Fate::Same | Fate::Reworded | Fate::DoseChanged | Fate::New | Fate::Gone, _, _) => {}
    }
    let judged: Vec<String> = entry.judged.iter().map(verdict).collect();
    if !judged.is_empty() {
        let before = entry.before.map(|n| format!(" (there {n})"));
        let _ = writeln!(
            text,
            "       judged before{}: {}",
            before.unwrap_or_default(),
            judged.join(", ")
        );
    }
    text
}

fn verdict(judged: &Judged<'_>) -> String {
    let level = judged.level.map_or("without a level", LevelId::as_str);
    let what = match (judged.area, judged.set_aside) {
        (Some(area), _) => format!("{area} {level}"),
        (None, why) => format!("set aside, {}", why.unwrap_or_default()),
    };
    match judged.note {
        Some(note) => format!("{what} (note: {note})"),
        None => what,
    }
}
