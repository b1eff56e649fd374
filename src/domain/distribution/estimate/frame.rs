//! Frames: which stratum each pupil of the caseload is in, known or of a sample's remainder, and what those drawn came to.

use std::collections::{BTreeMap, HashSet};

use super::super::super::caseload::MappingResult;
use super::super::super::framework::Framework;
use super::super::super::identity::{PupilId, TariffId};
use super::super::super::worklist::{Basis, Brief, Roster};
use super::super::audit::{AuditMember, Chain, Urn};
use super::super::dimension::{Dimension, Value};
use super::super::part::{Part as Counted, part};
use super::Outcome;
use super::prospect::Allotted;
use super::stratum::{Part, Stratum};

/// The outcomes of a framework: its tariffs by rank, others that mappings name, and that a plan cannot be mapped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcomes(Vec<Outcome>);

impl Outcomes {
    /// Lists the outcomes that a framework knows.
    pub fn of(framework: &Framework) -> Self {
        let tariffs = framework.tariffs.iter();
        let tariffs = tariffs.map(|tariff| Outcome::Tariff(tariff.id.clone()));
        Self([Outcome::CannotMap].into_iter().chain(tariffs).collect())
    }

    /// The place of a result among the counts; a tariff that the framework does not know is added.
    fn place(&mut self, tariff: Option<&TariffId>) -> usize {
        let Some(tariff) = tariff else { return 0 };
        let known = self.0.iter().position(|one| match one {
            Outcome::Tariff(known) => known == tariff,
            Outcome::CannotMap => false,
        });
        known.unwrap_or_else(|| {
            self.0.push(Outcome::Tariff(tariff.clone()));
            self.0.len() - 1
        })
    }

    /// The place of what counts of a pupil; nothing where nothing does.
    fn counted(&mut self, pupil: &Brief<'_>) -> Option<usize> {
        match part(pupil) {
            Counted::Mapped(tariff, _) => Some(self.place(Some(tariff))),
            Counted::CannotMap(_) => Some(self.place(None)),
            Counted::NotYet | Counted::OutOfScope(_) => None,
        }
    }

    /// The outcomes in the order of the lines, and the strata's counts put into it: that a plan cannot be mapped last.
    fn ordered(mut self, strata: &mut [Stratum]) -> Vec<Outcome> {
        for stratum in strata {
            for counts in [&mut stratum.counts, &mut stratum.so_far] {
                counts.resize(self.0.len(), 0);
                counts.rotate_left(1);
            }
        }
        self.0.rotate_left(1);
        self.0
    }
}

/// Where a pupil in scope stands towards the samples.
#[derive(Clone, Copy, Debug)]
struct Place {
    group: usize,
    drawn: bool,
}

/// Everybody in scope, each in their stratum.
pub struct Frame<'a> {
    basis: &'a Basis<'a>,
    roster: &'a Roster,
    chain: &'a Chain,
    /// Where each pupil of the roster stands; nothing of those out of scope.
    places: Vec<Option<Place>>,
    /// The keys of each group: the strata of the samples first, then those of everybody else.
    keys: Vec<Vec<String>>,
    /// How many of the groups are strata of samples.
    sampled: usize,
}

/// What was counted of a group.
#[derive(Clone, Default)]
struct Tally {
    of: u64,
    counts: Vec<u64>,
    drawn: u64,
    read: Vec<u64>,
}

impl<'a> Frame<'a> {
    /// Lays a caseload out by the samples that count, or by dimensions where there are none.
    pub fn of(
        basis: &'a Basis<'a>,
        roster: &'a Roster,
        chain: &'a Chain,
        by: &[Dimension],
    ) -> Self {
        let by = chain.by().unwrap_or(by);
        let mut places: Vec<Option<Place>> = vec![None; roster.len()];
        let strata = chain.strata();
        for (group, stratum) in strata.iter().enumerate() {
            let drawn: Vec<&PupilId> = stratum.members().map(|one| &one.pupil).collect();
            let each = stratum.frame.iter().map(|pupil| (pupil, false));
            for (pupil, drawn) in each.chain(drawn.into_iter().map(|pupil| (pupil, true))) {
                if let Some(place) = roster.find(pupil).and_then(|at| places.get_mut(at)) {
                    *place = Some(Place { group, drawn });
                }
            }
        }
        let mut keys: Vec<Vec<String>> = strata.iter().map(|one| one.keys.to_vec()).collect();
        let sampled = keys.len();
        let mut others: BTreeMap<Vec<Value<'_>>, Vec<usize>> = BTreeMap::new();
        for (at, (pupil, place)) in roster.briefs().zip(&mut places).enumerate() {
            if pupil.out_of_scope.is_some() {
                *place = None;
            } else if place.is_none() {
                let own = by.iter().map(|dimension| dimension.value(basis, &pupil));
                others.entry(own.collect()).or_default().push(at);
            }
        }
        for (own, pupils) in others {
            let group = keys.len();
            keys.push(own.into_iter().map(Value::text).collect());
            for at in pupils {
                if let Some(place) = places.get_mut(at) {
                    *place = Some(Place {
                        group,
                        drawn: false,
                    });
                }
            }
        }
        Self {
            basis,
            roster,
            chain,
            places,
            keys,
            sampled,
        }
    }

    /// Everybody in scope with their number, their place and what counts.
    fn in_scope(&self) -> impl Iterator<Item = (usize, Place, Brief<'_>)> {
        let all = self.places.iter().enumerate();
        all.filter_map(|(at, place)| Some((at, (*place)?, self.roster.brief(at)?)))
    }

    /// The strata as the caseload stands, and the outcomes in the order of their counts.
    pub fn strata(&self) -> (Vec<Outcome>, Vec<Stratum>) {
        self.strata_by(|_, pupil| pupil.work.result.as_ref())
    }

    /// The strata where each pupil's mapping came to what is said of their number in the roster.
    pub fn strata_by<'r>(
        &'r self,
        result: impl Fn(usize, &Brief<'r>) -> Option<&'r MappingResult>,
    ) -> (Vec<Outcome>, Vec<Stratum>) {
        let mut outcomes = Outcomes::of(self.basis.framework);
        let mut tallies = vec![Tally::default(); self.keys.len()];
        for (at, place, pupil) in self.in_scope() {
            let Some(tally) = tallies.get_mut(place.group) else {
                continue;
            };
            tally.of += 1;
            tally.drawn += u64::from(place.drawn);
            let Some(result) = result(at, &pupil) else {
                continue;
            };
            let at = outcomes.place(match result {
                MappingResult::Tariff(tariff, _) => Some(tariff),
                MappingResult::CannotMap(_) => None,
            });
            add(&mut tally.counts, at);
            if place.drawn {
                add(&mut tally.read, at);
            }
        }
        let keyed = self.keys.iter().zip(tallies).enumerate();
        let mut strata: Vec<Stratum> = keyed
            .flat_map(|(group, (keys, tally))| {
                if group < self.sampled {
                    vec![remainder(keys, tally)]
                } else {
                    self.others(keys, tally)
                }
            })
            .filter(|one| one.of > 0)
            .collect();
        let outcomes = outcomes.ordered(&mut strata);
        strata.sort_by(|one, other| (one.part, &one.keys).cmp(&(other.part, &other.keys)));
        (outcomes, strata)
    }

    /// The strata of those who are in no sample's frame.
    fn others(&self, keys: &[String], tally: Tally) -> Vec<Stratum> {
        let mapped: u64 = tally.counts.iter().sum();
        let stratum = |part, of, drawn, so_far: Vec<u64>| Stratum {
            keys: keys.to_vec(),
            part,
            of,
            drawn,
            counts: if drawn == 0 {
                Vec::new()
            } else {
                so_far.clone()
            },
            so_far,
        };
        if mapped < tally.of && self.chain.audits().is_empty() {
            return vec![stratum(Part::Unsampled, tally.of, 0, tally.counts)];
        }
        vec![
            stratum(Part::Known, mapped, mapped, tally.counts),
            stratum(Part::CameIn, tally.of - mapped, 0, Vec::new()),
        ]
    }

    /// What a sample would be drawn of: the known pupils by outcome, and the strata that are not known.
    ///
    /// The strata of the samples so far are drawn of further, whole ones included; those who are in none and not mapped are
    /// strata of their own.
    pub fn to_draw(&self) -> (Vec<u64>, Vec<Allotted>) {
        let mut outcomes = Outcomes::of(self.basis.framework);
        let mut known = Vec::new();
        for (_, place, pupil) in self.in_scope() {
            if let Some(at) = outcomes
                .counted(&pupil)
                .filter(|_| place.group >= self.sampled)
            {
                add(&mut known, at);
            }
        }
        known.resize(outcomes.0.len(), 0);
        known.rotate_left(1);
        let urns = self.urns().into_iter();
        (known, urns.map(|(allotted, _)| allotted).collect())
    }

    /// The strata to be drawn of, each with who can be.
    pub fn urns(&self) -> Vec<(Allotted, Urn)> {
        let mut found: Vec<(Allotted, Urn)> = self
            .keys
            .iter()
            .enumerate()
            .map(|(group, keys)| {
                let allotted = Allotted {
                    keys: keys.clone(),
                    ..Allotted::default()
                };
                let urn = Urn {
                    keys: keys.clone(),
                    is_new: group >= self.sampled,
                    candidates: Vec::new(),
                    wanted: 0,
                };
                (allotted, urn)
            })
            .collect();
        self.guess(&mut found);
        self.gather(&mut found);
        // Groups whose pupils are all mapped and in no frame are known, and nothing is drawn of them.
        found.retain(|(allotted, urn)| !urn.is_new || allotted.of > 0);
        for (_, urn) in &mut found {
            urn.candidates
                .sort_by(|one, other| one.pupil.cmp(&other.pupil));
        }
        found
    }

    /// Counts what is known of each group so far, for planning.
    fn guess(&self, found: &mut [(Allotted, Urn)]) {
        let mut outcomes = Outcomes::of(self.basis.framework);
        let mut by_keys: BTreeMap<&[String], Vec<u64>> = BTreeMap::new();
        for (_, place, pupil) in self.in_scope() {
            let keys = self.keys.get(place.group);
            if let Some((at, keys)) = outcomes.counted(&pupil).zip(keys) {
                add(by_keys.entry(keys.as_slice()).or_default(), at);
            }
        }
        for (allotted, _) in found {
            if let Some(counts) = by_keys.get(allotted.keys.as_slice()) {
                allotted.guess.clone_from(counts);
                allotted.guess.resize(outcomes.0.len(), 0);
                allotted.guess.rotate_left(1);
            }
        }
    }

    /// Counts who is in each group and gathers who can be drawn.
    fn gather(&self, found: &mut [(Allotted, Urn)]) {
        for (at, place, pupil) in self.in_scope() {
            let Some((allotted, urn)) = found.get_mut(place.group) else {
                continue;
            };
            if urn.is_new {
                if part(&pupil) != Counted::NotYet {
                    continue;
                }
                if let Some(pupil) = self.roster.id(at) {
                    urn.candidates.push(AuditMember { pupil, left: false });
                }
            }
            allotted.of += 1;
            allotted.before += u64::from(place.drawn);
        }
        let strata = self.chain.strata();
        for ((stratum, progress), (allotted, urn)) in strata.iter().zip(self.progress()).zip(found)
        {
            // Where all are mapped by now nothing is left to be drawn for.
            if progress.mapped == progress.of {
                allotted.before = allotted.of;
            }
            let drawn: HashSet<&PupilId> = stratum.members().map(|one| &one.pupil).collect();
            let rest = stratum.frame.iter().filter(|pupil| !drawn.contains(pupil));
            urn.candidates = rest
                .map(|pupil| AuditMember {
                    pupil: pupil.clone(),
                    left: !self.is_in_scope(pupil),
                })
                .collect();
        }
    }

    fn is_in_scope(&self, pupil: &PupilId) -> bool {
        let at = self.roster.find(pupil);
        at.and_then(|at| self.places.get(at))
            .is_some_and(Option::is_some)
    }

    /// How far each sample's pupils are read: of every stratum of the samples, those drawn who are in scope, and the read.
    pub fn progress(&self) -> Vec<Progress> {
        let mut found: Vec<Progress> = (self.chain.strata().iter())
            .map(|stratum| Progress {
                keys: stratum.keys.to_vec(),
                frame: stratum.frame.len() as u64,
                members: stratum.members().filter(|one| !one.left).count() as u64,
                ..Progress::default()
            })
            .collect();
        for (_, place, pupil) in self.in_scope() {
            if let Some(progress) = found.get_mut(place.group) {
                let read = part(&pupil) != Counted::NotYet;
                progress.of += 1;
                progress.mapped += u64::from(read);
                progress.drawn += u64::from(place.drawn);
                progress.read += u64::from(place.drawn && read);
            }
        }
        found
    }
}

/// How far a stratum of the samples has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Its value in each dimension.
    pub keys: Vec<String>,
    /// How many it had when it was laid out.
    pub frame: u64,
    /// How many of them are in scope now.
    pub of: u64,
    /// How many of these are mapped by now, drawn or not.
    pub mapped: u64,
    /// How many were drawn.
    pub members: u64,
    /// How many of those drawn are in scope now.
    pub drawn: u64,
    /// How many of these are read.
    pub read: u64,
}

fn add(counts: &mut Vec<u64>, at: usize) {
    if counts.len() <= at {
        counts.resize(at + 1, 0);
    }
    if let Some(count) = counts.get_mut(at) {
        *count += 1;
    }
}

/// The stratum of a sample's remainder: where all are mapped by now it is known, else only those drawn speak.
fn remainder(keys: &[String], tally: Tally) -> Stratum {
    let is_whole = tally.counts.iter().sum::<u64>() == tally.of;
    Stratum {
        keys: keys.to_vec(),
        part: Part::Remainder,
        of: tally.of,
        drawn: if is_whole { tally.of } else { tally.drawn },
        counts: if is_whole {
            tally.counts.clone()
        } else {
            tally.read
        },
        so_far: tally.counts,
    }
}
