//! A caseload packed as counts see it: thirty-one bytes a pupil, which can be kept and read back in the time of a blink.
//!
//! What turns on the day, the priority and whether a plan has ceased, is not in it but what decides it ([`Prospect`]).

mod unpacking;

pub use unpacking::Unpacking;

use super::super::super::caseload::Entry;
use super::super::super::day::Day;
use super::super::super::identity::PupilId;
use super::super::basis::Basis;
use super::super::prospect::{NEVER, Prospect};
use super::super::scope::{OutOfScope, elsewhere, year_group};
use super::super::whereabouts::Whereabouts;
use super::ids::Ids;
use super::shared::Shared;
use super::{Roster, Traits, Work};

/// How many bytes a pupil takes.
const WIDTH: usize = 31;

/// The year group of somebody of whom none is known.
const NO_YEAR: i16 = i16::MIN;

/// A caseload under one framework, school year, dates and authority; the day may be any.
#[derive(Clone, Debug, Default)]
pub struct Packed {
    ids: Ids,
    rows: Vec<u8>,
    whereabouts: Shared<Whereabouts>,
    traits: Shared<Traits>,
    work: Shared<Work>,
}

/// How many pupils there are and what many of them share, as it is written down.
type Written = (usize, Vec<Whereabouts>, Vec<Traits>, Vec<Work>);

/// What many share.
type AllShared = (Shared<Whereabouts>, Shared<Traits>, Shared<Work>);

/// A pupil as packed.
struct Line {
    whereabouts: u32,
    traits: u32,
    work: u32,
    born: u32,
    year_group: Option<i16>,
    prospect: Prospect,
    has_text: bool,
    is_elsewhere: bool,
}

impl Packed {
    /// Adds a pupil under the next number.
    pub fn add(&mut self, basis: &Basis<'_>, mut entry: Entry) {
        let line = self.line(basis, &mut entry).written();
        self.rows.extend_from_slice(&line);
        self.ids.push(entry.pupil);
    }

    /// Takes over what is known of a pupil since; says whether the pupil is in it.
    pub fn renew(&mut self, basis: &Basis<'_>, mut entry: Entry) -> bool {
        let Some(at) = self.ids.find(&entry.pupil) else {
            return false;
        };
        let line = self.line(basis, &mut entry).written();
        let kept = self.rows.as_chunks_mut::<WIDTH>().0.get_mut(at);
        kept.map(|kept| *kept = line).is_some()
    }

    fn line(&mut self, basis: &Basis<'_>, entry: &mut Entry) -> Line {
        Line {
            prospect: Prospect::of(basis, entry),
            born: entry.facts.dob.map_or(NEVER, Day::number),
            year_group: year_group(entry, basis.school_year()),
            has_text: entry.plan.is_some(),
            is_elsewhere: elsewhere(basis, entry).is_some(),
            work: self.work.number(Work::of(basis, entry)),
            whereabouts: (self.whereabouts).number(Whereabouts::taken(&mut entry.facts)),
            traits: self.traits.number(Traits::taken(&mut entry.facts)),
        }
    }

    /// How many pupils are in it.
    pub fn len(&self) -> usize {
        self.rows.len() / WIDTH
    }

    /// Whether nobody is in it.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The id of a pupil's number.
    pub fn id(&self, at: usize) -> Option<PupilId> {
        self.ids.get(at)
    }

    /// What many share, the pupils, and their ids, to be kept; nothing where an id is no UUID.
    pub fn parts(&self) -> Option<(String, &[u8], Vec<u8>)> {
        let written = (
            self.len(),
            self.whereabouts.values().collect::<Vec<_>>(),
            self.traits.values().collect::<Vec<_>>(),
            self.work.values().collect::<Vec<_>>(),
        );
        let shared = serde_json::to_string(&written).ok()?;
        Some((shared, &self.rows, self.ids.bytes()?))
    }

    /// Reads what [`Packed::parts`] gave; nothing where that is not what it was.
    ///
    /// Without the ids no pupil can be looked up and none be named, and all can be counted.
    pub fn read(shared: &str, rows: Vec<u8>, ids: Option<&[u8]>) -> Option<Self> {
        let (count, (whereabouts, traits, work)) = read_shared(shared)?;
        let packed = Self {
            ids: read_ids(ids, count)?,
            rows,
            whereabouts,
            traits,
            work,
        };
        let whole = packed.len() == count && packed.rows.len() == packed.len() * WIDTH;
        whole.then_some(packed)
    }

    /// Unpacks everybody as they stand on the day of a basis; nothing where a line is no pupil's. Who has a draft in hand
    /// is not in it.
    pub fn roster(self, basis: &Basis<'_>) -> Option<Roster> {
        let mut unpacking = Unpacking::on(basis);
        unpacking.take(&self.rows);
        let (whereabouts, traits, work) = (self.whereabouts, self.traits, self.work);
        unpacking.whole((whereabouts, traits, work), self.ids)
    }

    /// Finds the first pupil of whom two say otherwise: the number, and what is said otherwise.
    ///
    /// Which numbers stand for what many share does not matter.
    pub fn differs(&self, other: &Self) -> Option<(usize, &'static str)> {
        let (ours, theirs) = (
            self.rows.as_chunks::<WIDTH>().0,
            other.rows.as_chunks::<WIDTH>().0,
        );
        let pairs = ours.iter().zip(theirs).enumerate();
        for (at, (one, two)) in pairs {
            let what = match (Line::read(one), Line::read(two)) {
                (Some(one), Some(two)) => self.told_apart((at, &one), (other, &two)),
                (None | Some(_), None) | (None, Some(_)) => Some("nothing that can be read"),
            };
            if let Some(what) = what {
                return Some((at, what));
            }
        }
        (ours.len() != theirs.len()).then(|| (ours.len().min(theirs.len()), "how many they are"))
    }

    fn told_apart(
        &self,
        (at, one): (usize, &Line),
        (other, two): (&Self, &Line),
    ) -> Option<&'static str> {
        let facts = |line: &Line| (line.born, line.year_group, line.has_text, line.is_elsewhere);
        let same = [
            ("who it is", self.ids.get(at) == other.ids.get(at)),
            (
                "where the pupil is taught",
                self.whereabouts.get(one.whereabouts) == other.whereabouts.get(two.whereabouts),
            ),
            (
                "the need, sex or ethnicity",
                self.traits.get(one.traits) == other.traits.get(two.traits),
            ),
            (
                "what was recorded",
                self.work.get(one.work) == other.work.get(two.work),
            ),
            ("the age or the plan's text", facts(one) == facts(two)),
            ("the priority or the scope", one.prospect == two.prospect),
        ];
        same.iter().find(|(_, same)| !same).map(|(what, _)| *what)
    }
}

/// Reads how many pupils there are and what many of them share.
fn read_shared(shared: &str) -> Option<(usize, AllShared)> {
    let (count, whereabouts, traits, work): Written = serde_json::from_str(shared).ok()?;
    let shared = (
        Shared::of(whereabouts)?,
        Shared::of(traits)?,
        Shared::of(work)?,
    );
    Some((count, shared))
}

/// Reads the ids of so many pupils, where they are at hand.
fn read_ids(ids: Option<&[u8]>, count: usize) -> Option<Ids> {
    let all = ids.is_none_or(|ids| ids.len() == count * size_of::<u128>());
    let ids = Ids::read(ids.unwrap_or_default())?;
    all.then_some(ids)
}

impl Line {
    fn written(&self) -> [u8; WIDTH] {
        let mut line = [0; WIDTH];
        let prospect = &self.prospect;
        let flags = [
            prospect.transfers,
            prospect.moves,
            prospect.audited,
            self.has_text,
            self.is_elsewhere,
        ];
        let flags = flags
            .iter()
            .fold(0, |bits, flag| bits << 1 | u8::from(*flag));
        let out = prospect.out.map_or(0, |out| out as u8 + 1);
        let days = [
            self.born,
            prospect.new_from,
            prospect.new_until,
            prospect.review,
            prospect.ceases,
        ];
        let days = days.map(u32::to_le_bytes);
        let numbers = [self.whereabouts, self.traits, self.work].map(u32::to_le_bytes);
        let bytes = (numbers.iter().flatten())
            .chain(days.iter().filter_map(|day| day.get(..3)).flatten())
            .copied()
            .chain(self.year_group.unwrap_or(NO_YEAR).to_le_bytes())
            .chain([out, flags]);
        for (kept, byte) in line.iter_mut().zip(bytes) {
            *kept = byte;
        }
        line
    }

    fn read(line: &[u8; WIDTH]) -> Option<Self> {
        let [
            w0,
            w1,
            w2,
            w3,
            t0,
            t1,
            t2,
            t3,
            k0,
            k1,
            k2,
            k3,
            days @ ..,
            y0,
            y1,
            out,
            flags,
        ] = *line;
        let [b0, b1, b2, f0, f1, f2, u0, u1, u2, r0, r1, r2, c0, c1, c2] = days;
        let day = |low, middle, high| u32::from_le_bytes([low, middle, high, 0]);
        let year = i16::from_le_bytes([y0, y1]);
        let flag = |at: u8| flags >> at & 1 == 1;
        Some(Self {
            whereabouts: u32::from_le_bytes([w0, w1, w2, w3]),
            traits: u32::from_le_bytes([t0, t1, t2, t3]),
            work: u32::from_le_bytes([k0, k1, k2, k3]),
            born: day(b0, b1, b2),
            year_group: (year != NO_YEAR).then_some(year),
            has_text: flag(1),
            is_elsewhere: flag(0),
            prospect: Prospect {
                transfers: flag(4),
                moves: flag(3),
                audited: flag(2),
                new_from: day(f0, f1, f2),
                new_until: day(u0, u1, u2),
                review: day(r0, r1, r2),
                ceases: day(c0, c1, c2),
                out: match out.checked_sub(1) {
                    None => None,
                    Some(at) => Some(*OutOfScope::ALL.get(usize::from(at))?),
                },
            },
        })
    }
}

#[cfg(test)]
mod tests;
