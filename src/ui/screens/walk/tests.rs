//! The walk tried key by key: what is kept and recorded, and what is seen on the way.

mod amended;
mod cutting;
mod ending;
mod frames;
mod judging;
mod keeping;
mod naming;
mod reading;

use crate::domain::draft::Draft;
use crate::domain::framework::Walk;
use crate::domain::identity::LevelId;
use crate::domain::judgement::{Judged, Verdict};
use crate::ui::message::Request;
use crate::ui::trial::{Invented, Trial, framework};

fn recorded(trial: &Trial) -> Option<Draft> {
    trial.asked.iter().rev().find_map(|request| {
        if let Request::Record(draft) = request {
            return Some((**draft).clone());
        }
        None
    })
}

fn kept(trial: &Trial) -> Judged {
    let draft = trial.invented.kept.as_ref().expect("nothing was kept");
    draft.working().judged()
}

/// The judgements so far, as `1 ci 4`, `2 core`.
fn judged(trial: &Trial) -> Vec<String> {
    (kept(trial).judgements.iter())
        .map(|judgement| match &judgement.verdict {
            Verdict::Evidence { area, level } => {
                let level = level.as_ref().map_or("-", LevelId::as_str);
                format!("{} {area} {level}", judgement.n)
            }
            Verdict::SetAside(why) => format!("{} {}", judgement.n, why.code()),
        })
        .collect()
}

/// What the keys lead to, from a plan just opened.
#[track_caller]
fn case(keys: &str, expected: &[&str]) {
    let mut trial = Trial::walk(Invented::default());
    trial.keys(keys);
    assert_eq!(judged(&trial), expected, "{keys}");
}

fn by_area() -> Invented {
    Invented {
        framework: framework(Walk::Area, false).into(),
        ..Invented::default()
    }
}
