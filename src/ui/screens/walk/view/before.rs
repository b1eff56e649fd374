//! Under the text: what became of the provision at hand, the words it lost, and what was made of it before.

use super::super::amended;
use super::super::scale;
use super::super::work::{Stage, Work};
use crate::domain::amendment::{Fate, delivery};
use crate::domain::blind::blind;
use crate::domain::difference::{self, Change};
use crate::domain::draft::{Item, Past};
use crate::domain::judgement::{AreaSource, Judgement, Verdict};
use crate::ui::parts::wrap::{Line, Run, wrap};
use crate::ui::theme::Meaning;

/// The lines; none where nothing was brought along.
pub(super) fn lines(work: &Work, most: usize) -> Vec<Line> {
    let mut lines = match work.stage {
        Stage::Areas => area(work, most),
        Stage::Provisions | Stage::Complete | Stage::Revealed | Stage::Recording => Vec::new(),
    };
    lines.extend(provision(work, most));
    lines
}

/// What the area at hand was settled at before.
fn area(work: &Work, most: usize) -> Vec<Line> {
    let found = || {
        let area = work.area.as_ref()?;
        let (told, level) = amended::level_before(work, area)?;
        let mut words = scale::mark(area, Some(&level.level));
        if level.evidence != AreaSource::Provisions {
            words = format!("{words}, resting on {}", level.evidence.words());
        }
        if let Some(reason) = &level.reason {
            words = format!("{words}, because {reason}");
        }
        let stands = work.working.carried_areas.contains(area);
        let how = if stands {
            "stands as settled"
        } else {
            "settled"
        };
        let before = Run::muted(format!("the area {how} before ({told}): "));
        Some(wrap(&[before, Run::text(words)], most))
    };
    found().unwrap_or_default()
}

/// What became of the provision at hand.
fn provision(work: &Work, most: usize) -> Vec<Line> {
    let said = || {
        let item = work.item()?;
        let brought = amended::brought(work, item)?;
        let past = brought.before.as_ref();
        let sign = format!("{} ", brought.fate.sign());
        let mut lines = Vec::new();
        let mut say = |runs: &[Run]| lines.extend(wrap(runs, most));
        if let Some(because) = &brought.because {
            let words = format!("≠ judged against other words: {because}");
            say(&[Run::new(blind(&words).into_owned(), Meaning::New)]);
        }
        match (brought.fate, past) {
            (Fate::Same, Some(past)) => {
                let how = if item.carried.is_some() {
                    "stands as it was judged"
                } else {
                    "the same as"
                };
                let words = format!("{sign}{how} before ({}): ", past.told);
                say(&[Run::muted(words), judged(past)]);
                return Some(lines);
            }
            (Fate::Reworded | Fate::DoseChanged, Some(past)) => {
                say(&touched(&sign, past, item));
            }
            (Fate::New, None) => say(&[Run::new(sign + "new in this version", Meaning::New)]),
            (Fate::New, Some(past)) => {
                let words = format!(
                    "{sign}new in this version, split from provision {} of before",
                    past.n
                );
                say(&[Run::new(words, Meaning::New)]);
            }
            (Fate::Gone, _) | (_, None) => {}
        }
        if let Some(past) = past {
            say(&[
                Run::muted(format!("before ({}): ", past.told)),
                judged(past),
            ]);
        }
        Some(lines)
    };
    said().unwrap_or_default()
}

/// What was touched: the dose before and now, and the words that are gone.
fn touched(sign: &str, past: &Past, item: &Item) -> Vec<Run> {
    let mut runs = vec![Run::new(sign, Meaning::New)];
    let now = delivery(&item.provision);
    if past.delivery == now {
        runs.push(Run::new("reworded", Meaning::New));
    } else {
        runs.push(Run::new("dose changed: ", Meaning::New));
        let stated = |dose: &str| {
            if dose.is_empty() {
                "none stated".to_owned()
            } else {
                dose.to_owned()
            }
        };
        runs.push(Run::text(stated(&past.delivery)));
        runs.push(Run::new(" → ", Meaning::Level));
        runs.push(Run::text(stated(&now)));
    }
    let words = difference::words(&past.text, &item.provision.text);
    let gone = words.iter().filter_map(|change| match change {
        Change::Gone(words) => Some(words.split_whitespace().collect::<Vec<_>>().join(" ")),
        Change::Same(_) | Change::New(_) => None,
    });
    let gone: Vec<String> = (gone.filter(|words| words.contains(char::is_alphanumeric))).collect();
    if !gone.is_empty() {
        runs.push(Run::muted("; gone: "));
        runs.push(Run::text(
            blind(&format!("-{}-", gone.join("- -"))).into_owned(),
        ));
    }
    runs
}

/// What a provision was taken for, with its notes.
fn judged(past: &Past) -> Run {
    let verdict = |judgement: &Judgement| match &judgement.verdict {
        Verdict::Evidence { area, level } => scale::mark(area, level.as_ref()),
        Verdict::SetAside(why) => format!("set aside, {}", why.words()),
    };
    let mut words: Vec<String> = past.judgements.iter().map(verdict).collect();
    if words.is_empty() && past.note.is_some() {
        words.push("not judged".to_owned());
    }
    words.extend(past.noted().map(|note| format!("note: {note}")));
    match words.as_slice() {
        [] => Run::muted("not judged"),
        some => Run::text(some.join(", ")),
    }
}
