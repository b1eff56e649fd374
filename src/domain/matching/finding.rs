//! Whose document it is: sure, proposed, several or nobody, each with the nearest.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use super::crowd::Crowd;
use super::edition::latest;
use super::likeness::{Birth, Likeness, NameMark};
use super::marks::Marks;
use serde::{Deserialize, Serialize};

/// The most pupils that are shown beside a document.
const MOST: usize = 5;

/// How many who only share a surname are looked at: of more, none is near.
const NAMESAKES: usize = 200;

/// A document to be matched.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// Its file's name.
    pub file: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// How sure it is whose document it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It goes to the nearest by itself.
    Sure,
    /// It seems the nearest's; a person confirms it.
    Proposed,
    /// It may be several pupils', or the pupil has several documents.
    Several,
    /// It is nobody's of this caseload, as far as its marks go.
    Nobody,
}

impl Outcome {
    /// Its words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Sure => "sure",
            Self::Proposed => "proposed",
            Self::Several => "several",
            Self::Nobody => "nobody",
        }
    }
}

/// A pupil whose document it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The pupil's place in the crowd.
    pub pupil: usize,
    /// How they agree.
    pub likeness: Likeness,
}

/// What was found out of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How sure it is.
    pub outcome: Outcome,
    /// The nearest, best first.
    pub nearest: Vec<Candidate>,
    /// Why it is no surer; empty where it is sure.
    pub why: String,
}

impl Finding {
    /// The pupil whose it is for sure.
    pub fn sure(&self) -> Option<usize> {
        let nearest = self
            .nearest
            .first()
            .filter(|_| self.outcome == Outcome::Sure);
        nearest.map(|candidate| candidate.pupil)
    }

    /// Says why it waits, and who is nearest.
    pub fn words(&self, crowd: &Crowd) -> String {
        let near = self.nearest.iter().take(3);
        let near: Vec<String> = near
            .map(|one| format!("{} ({})", crowd.said(one.pupil), one.likeness.words()))
            .collect();
        if near.is_empty() {
            return self.why.clone();
        }
        format!("{}; nearest: {}", self.why, near.join(", "))
    }
}

/// How many documents lie between two words on the progress.
const STRIDE: usize = 64;

/// Finds whose documents these are. Of two of one pupil neither is sure, unless they say the same.
///
/// `told` hears how many have been looked at; nothing is found where it breaks off.
pub fn find(
    documents: &[Document<'_>],
    crowd: &Crowd,
    told: &mut dyn FnMut(usize) -> ControlFlow<()>,
) -> Option<Vec<Finding>> {
    let one = |document: &Document<'_>| {
        let marks = Marks::of(document.file, document.text, crowd);
        judge(&marks, crowd)
    };
    let mut found: Vec<Finding> = Vec::with_capacity(documents.len());
    for stretch in documents.chunks(STRIDE) {
        if told(found.len()).is_break() {
            return None;
        }
        // Two threads, as for reading plans: a folder of thousands is a lead's first hour.
        let (left, right) = stretch.split_at(stretch.len() / 2);
        std::thread::scope(|scope| {
            let other = scope.spawn(|| left.iter().map(one).collect::<Vec<_>>());
            let right: Vec<Finding> = right.iter().map(one).collect();
            let first = other.join();
            found.extend(first.unwrap_or_else(|_| left.iter().map(one).collect()));
            found.extend(right);
        });
    }
    part_doubles(documents, crowd, &mut found);
    Some(found)
}

fn judge(marks: &Marks, crowd: &Crowd) -> Finding {
    let nearest = nearest(marks, crowd);
    let claimed: Vec<usize> = if marks.filed.is_empty() {
        marks.numbers.keys().copied().collect()
    } else {
        marks.filed.iter().copied().collect()
    };
    let (outcome, why) = match claimed.as_slice() {
        [] => by_person(&nearest, crowd),
        [one] => match against(*one, &nearest, crowd) {
            None => (Outcome::Sure, String::new()),
            Some(why) if has_rival(*one, &nearest) => (Outcome::Several, why),
            Some(why) => (Outcome::Proposed, why),
        },
        many => by_numbers(many, &nearest, crowd),
    };
    let mut nearest = nearest;
    if let (Outcome::Sure, [one]) = (outcome, claimed.as_slice()) {
        nearest.retain(|candidate| candidate.pupil == *one);
    }
    nearest.truncate(MOST);
    Finding {
        outcome,
        nearest,
        why,
    }
}

/// Everybody who shares a mark with a document, the most alike first.
fn nearest(marks: &Marks, crowd: &Crowd) -> Vec<Candidate> {
    let mut places: BTreeSet<usize> = &marks.filed | &marks.full;
    places.extend(marks.numbers.keys());
    places.extend(marks.days.iter().flat_map(|day| crowd.born(*day)));
    for word in &marks.surnames {
        places.extend(crowd.surnamed(*word).take(NAMESAKES));
    }
    let candidate = |pupil| Candidate {
        pupil,
        likeness: Likeness::of(marks, pupil, crowd),
    };
    let mut found: Vec<Candidate> = places.into_iter().map(candidate).collect();
    found.retain(|one| is_near(marks, one));
    found.sort_by_cached_key(|one| (-one.likeness.score(), crowd.said(one.pupil).to_owned()));
    found
}

/// Whether a pupil shares more with a document than a day that may be anything.
fn is_near(marks: &Marks, candidate: &Candidate) -> bool {
    let likeness = &candidate.likeness;
    let named = !matches!(
        likeness.name,
        NameMark::Unsaid | NameMark::Other | NameMark::Forename
    );
    let born = likeness.birth == Birth::Agrees;
    let forename = likeness.name == NameMark::Forename;
    likeness.filed
        || likeness.number.is_some()
        || (named || born && (forename || !marks.births.is_empty())) && likeness.score() > 0
}

/// Settles a document that no number speaks for.
fn by_person(nearest: &[Candidate], crowd: &Crowd) -> (Outcome, String) {
    let mut agree = nearest.iter().filter(|one| one.likeness.person_agrees());
    match (agree.next(), agree.next()) {
        (Some(one), None) => {
            let why = format!("name and birth date are those of {}", crowd.said(one.pupil));
            (Outcome::Proposed, why)
        }
        (Some(_), Some(_)) => {
            let why = "name and birth date fit several pupils";
            (Outcome::Several, why.to_owned())
        }
        (None, _) if nearest.is_empty() => {
            let why = "no mark of a pupil of the caseload in its name or on its first pages";
            (Outcome::Nobody, why.to_owned())
        }
        (None, _) => {
            let why = "no number, and no name with its birth date, of a pupil of the caseload";
            (Outcome::Nobody, why.to_owned())
        }
    }
}

/// Settles a document in which numbers of several pupils stand.
fn by_numbers(many: &[usize], nearest: &[Candidate], crowd: &Crowd) -> (Outcome, String) {
    let shown: Vec<&str> = many
        .iter()
        .take(MOST)
        .map(|pupil| crowd.said(*pupil))
        .collect();
    let why = format!(
        "numbers of several pupils stand in it ({})",
        shown.join(", ")
    );
    let mut agree = nearest.iter().filter(|one| one.likeness.person_agrees());
    match (agree.next(), agree.next()) {
        (Some(one), None) if many.contains(&one.pupil) => (Outcome::Proposed, why),
        (Some(_) | None, _) => (Outcome::Several, why),
    }
}

/// What speaks against a document's being the pupil's whose number it bears.
fn against(one: usize, nearest: &[Candidate], crowd: &Crowd) -> Option<String> {
    let own = nearest
        .iter()
        .find(|candidate| candidate.pupil == one)?
        .likeness;
    let said = crowd.said(one);
    if own.birth == Birth::Differs {
        return Some(format!(
            "it bears the number of {said}, and another birth date"
        ));
    }
    if own.other_upn && !own.person_agrees() {
        return Some(format!("it bears the number of {said}, and another's UPN"));
    }
    let parted = own.named && matches!(own.name, NameMark::Surname | NameMark::Forename);
    if parted || own.name == NameMark::Other {
        return Some(format!("it bears the number of {said}, and another name"));
    }
    if own.name_agrees() {
        return None;
    }
    let mut others = nearest.iter().filter(|candidate| candidate.pupil != one);
    let other = others.find(|other| speaks_against(own, other, one, crowd))?;
    Some(format!(
        "it bears the number of {said}, and marks of {}",
        crowd.said(other.pupil)
    ))
}

/// Whether another's marks stand in a document that has too few of the pupil's own.
fn speaks_against(own: Likeness, other: &Candidate, one: usize, crowd: &Crowd) -> bool {
    let forename = |pupil: usize| {
        crowd
            .name(pupil)
            .and_then(|name| name.forename.first().copied())
    };
    let named = other.likeness.name == NameMark::Full
        && (own.name != NameMark::Forename || forename(one) == forename(other.pupil));
    let numbered = other.likeness.number.is_some()
        && own.number.is_none()
        && own.birth != Birth::Agrees
        && own.name == NameMark::Unsaid;
    named || numbered || other.likeness.person_agrees()
}

/// Whether somebody else is near enough to be meant instead.
fn has_rival(one: usize, nearest: &[Candidate]) -> bool {
    let mut others = nearest.iter().filter(|candidate| candidate.pupil != one);
    others.any(|other| other.likeness.number.is_some() || other.likeness.person_agrees())
}

/// Takes the sureness from documents of which one pupil has several that say different things; the latest of them is
/// proposed, where a version or a date tells which it is.
fn part_doubles(documents: &[Document<'_>], crowd: &Crowd, found: &mut [Finding]) {
    let mut by_pupil: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, finding) in found.iter().enumerate() {
        if let Some(pupil) = finding.sure() {
            by_pupil.entry(pupil).or_default().push(at);
        }
    }
    for (pupil, places) in by_pupil {
        let held: Vec<(&str, &str)> = (places.iter())
            .filter_map(|at| documents.get(*at))
            .map(|document| (document.file, document.text))
            .collect();
        let texts: BTreeSet<&str> = held.iter().map(|(_, text)| *text).collect();
        if texts.len() < 2 {
            continue;
        }
        let latest = latest(&held);
        for (place, at) in places.iter().enumerate() {
            let Some(finding) = found.get_mut(*at) else {
                continue;
            };
            let other = (held.iter().enumerate()).find(|(other, _)| *other != place);
            let other = other.map_or("", |(_, (file, _))| *file);
            let said = crowd.said(pupil);
            (finding.outcome, finding.why) = match latest {
                Some((late, how)) if late == place => (
                    Outcome::Proposed,
                    format!("{said} has {} documents; this one has {how}", held.len()),
                ),
                Some(_) | None => (
                    Outcome::Several,
                    format!("{said} has another document, {other}"),
                ),
            };
        }
    }
}
