//! Rows to pupils: who is whom by reference and UPN, and what speaks against it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

use crate::domain::account::Remark;
use crate::domain::identity::{PupilRef, Upn};
use crate::domain::pupil::Facts;

use super::section::{Line, joined};

/// A pupil as a caseload table tells of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadPupil {
    /// The first row that speaks of them.
    pub row: u64,
    /// The facts.
    pub facts: Facts,
    /// The plan's text, where the table carries it.
    pub section_f: Option<String>,
}

/// A pupil whom a caseload table names and who cannot be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TurnedAway {
    /// Their reference.
    pub reference: PupilRef,
    /// Their UPN, where a row gives it.
    pub upn: Option<Upn>,
    /// The first thing that speaks against them.
    pub remark: Remark,
}

/// What was gathered: those taken in, those turned away, and what is said of every row of theirs.
pub(super) type Sorted = (Vec<ReadPupil>, Vec<TurnedAway>, Vec<Remark>);

/// Whose row it is.
pub(super) enum Whose {
    /// Somebody no row spoke of before.
    New,
    /// The pupil at this place.
    Known(usize),
    /// The pupil at the first place, if any, by reference; the one at the second by UPN.
    Torn(Option<usize>, usize),
}

/// The pupils gathered so far.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) pupils: Vec<ReadPupil>,
    /// What speaks against pupils, by their place.
    rejected: BTreeMap<usize, Against>,
    /// The rows after the first that speak of a pupil.
    later: HashMap<usize, Vec<u64>>,
    /// The lines of pupils with more than one, or with columns beside the text.
    lines: HashMap<usize, Lines>,
    by_reference: HashMap<PupilRef, usize>,
    by_upn: HashMap<Upn, usize>,
}

/// What speaks against a pupil: at most one reason a row.
struct Against {
    first: Remark,
    by_row: BTreeMap<Option<u64>, Remark>,
}

/// The lines of a plan, in order.
#[derive(Default)]
struct Lines {
    all: Vec<Line>,
    /// What [`Lines::all`] comes to, so that a table of one pupil a hundred thousand times is not read for hours.
    hashed: HashSet<u64>,
    hasher: RandomState,
}

impl Lines {
    fn of(line: Line) -> Self {
        let mut lines = Self::default();
        lines.add(line);
        lines
    }

    fn has(&self, line: &Line) -> bool {
        self.hashed.contains(&self.hasher.hash_one(line)) && self.all.contains(line)
    }

    fn add(&mut self, line: Line) {
        self.hashed.insert(self.hasher.hash_one(&line));
        self.all.push(line);
    }
}

impl Gathered {
    /// Says whose row it is that has this reference and UPN.
    pub(super) fn whose(&self, reference: Option<&PupilRef>, upn: Option<&Upn>) -> Whose {
        let by_reference = reference.and_then(|name| self.by_reference.get(name));
        let by_upn = upn.and_then(|upn| self.by_upn.get(upn));
        match (by_reference, by_upn) {
            (None, None) => Whose::New,
            (Some(place), None) => Whose::Known(*place),
            (Some(place), Some(other)) if place == other => Whose::Known(*place),
            (None, Some(place)) if reference.is_none() || self.is_nameless(*place) => {
                Whose::Known(*place)
            }
            (place, Some(other)) => Whose::Torn(place.copied(), *other),
        }
    }

    /// Whether only the UPN of a pupil is known.
    fn is_nameless(&self, place: usize) -> bool {
        let facts = self.pupils.get(place).map(|pupil| &pupil.facts);
        facts.is_some_and(|facts| {
            let upn = facts.upn.as_ref().map(Upn::as_str);
            upn == Some(facts.reference.as_str())
        })
    }

    /// Adds a pupil; gives their place.
    pub(super) fn add(&mut self, row: u64, facts: Facts, line: Line) -> usize {
        let place = self.pupils.len();
        self.by_reference.insert(facts.reference.clone(), place);
        if let Some(upn) = &facts.upn {
            self.by_upn.entry(upn.clone()).or_insert(place);
        }
        let mut section_f = None;
        if line.has_columns() {
            self.lines.insert(place, Lines::of(line));
        } else if !line.text.is_empty() {
            section_f = Some(line.text);
        }
        self.pupils.push(ReadPupil {
            row,
            facts,
            section_f,
        });
        place
    }

    /// Gives a pupil known by UPN alone the reference a later row has.
    pub(super) fn name(&mut self, place: usize, reference: &PupilRef) {
        if !self.is_nameless(place) {
            return;
        }
        if let Some(pupil) = self.pupils.get_mut(place) {
            pupil.facts.reference = reference.clone();
            self.by_reference.insert(reference.clone(), place);
        }
    }

    /// Lends a later row what only the first says of who the pupil is, and the other way round;
    /// gives the pupil.
    pub(super) fn agree(&mut self, place: usize, facts: &mut Facts) -> Option<&ReadPupil> {
        let pupil = self.pupils.get_mut(place)?;
        facts.reference = pupil.facts.reference.clone();
        match (&pupil.facts.upn, &facts.upn) {
            (None, Some(upn)) => {
                self.by_upn.entry(upn.clone()).or_insert(place);
                pupil.facts.upn = Some(upn.clone());
            }
            (known, None) => facts.upn.clone_from(known),
            (Some(_), Some(_)) => {}
        }
        Some(pupil)
    }

    /// Adds a line to a pupil's plan; false where it stands there already.
    pub(super) fn extend(&mut self, place: usize, line: Line) -> bool {
        let Some(pupil) = self.pupils.get_mut(place) else {
            return true;
        };
        let before = pupil.section_f.take();
        let lines = self.lines.entry(place).or_default();
        if let Some(text) = before {
            lines.add(Line {
                text,
                ..Line::default()
            });
        }
        let repeated = lines.has(&line) || (line.is_empty() && lines.all.is_empty());
        if !repeated && !line.is_empty() {
            lines.add(line);
        }
        !repeated
    }

    /// Takes note of one more row of a pupil.
    pub(super) fn again(&mut self, place: usize, row: u64) {
        self.later.entry(place).or_default().push(row);
    }

    /// Rejects a pupil; the first reason of a row stands.
    pub(super) fn reject(&mut self, place: usize, remark: Remark) {
        let against = self.rejected.entry(place).or_insert_with(|| Against {
            first: remark.clone(),
            by_row: BTreeMap::new(),
        });
        against.by_row.entry(remark.row).or_insert(remark);
    }

    /// Gives the pupils taken in, and those who are not; `beside` says of a row of theirs with
    /// nothing wrong of its own that it goes with another.
    pub(super) fn finish(mut self, beside: impl Fn(&ReadPupil, u64, &Remark) -> Remark) -> Sorted {
        for (place, lines) in self.lines {
            if let Some(pupil) = self.pupils.get_mut(place) {
                pupil.section_f = joined(&lines.all);
            }
        }
        let (mut away, mut said) = (Vec::new(), Vec::new());
        for (place, against) in &self.rejected {
            let Some(pupil) = self.pupils.get(*place) else {
                continue;
            };
            let first = &against.first;
            away.push(TurnedAway {
                reference: pupil.facts.reference.clone(),
                upn: pupil.facts.upn.clone(),
                remark: first.clone(),
            });
            let later = self.later.get(place).into_iter().flatten();
            for row in std::iter::once(&pupil.row).chain(later) {
                let own = against.by_row.get(&Some(*row));
                said.push(own.map_or_else(|| beside(pupil, *row, first), Remark::clone));
            }
        }
        if !self.rejected.is_empty() {
            let mut place = 0;
            self.pupils.retain(|_| {
                place += 1;
                !self.rejected.contains_key(&(place - 1))
            });
        }
        (self.pupils, away, said)
    }
}
