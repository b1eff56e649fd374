//! Unpacking: pupils as they stand on a day, from their bytes as they come, so that no packed caseload lies in memory
//! beside the one that is unpacked.

use super::super::super::basis::Basis;
use super::super::super::prospect::Today;
use super::super::ids::Ids;
use super::super::{Pupil, Roster};
use super::{AllShared, Line, WIDTH, read_ids, read_shared};

/// Pupils who are being unpacked.
pub struct Unpacking {
    today: Today,
    pupils: Vec<Pupil>,
    /// The beginning of a line whose end is still to come.
    rest: Vec<u8>,
    /// The largest numbers of what is shared: whereabouts, traits, work.
    largest: [u32; 3],
    /// Whether a line was no pupil's.
    is_broken: bool,
}

impl Unpacking {
    /// Begins with nobody, on the day of a basis.
    pub fn on(basis: &Basis<'_>) -> Self {
        Self {
            today: Today::of(basis),
            pupils: Vec::new(),
            rest: Vec::new(),
            largest: [0; 3],
            is_broken: false,
        }
    }

    /// How many pupils have come.
    pub fn len(&self) -> usize {
        self.pupils.len()
    }

    /// Whether nobody has come.
    pub fn is_empty(&self) -> bool {
        self.pupils.is_empty()
    }

    /// Takes the next bytes of the pupils.
    pub fn take(&mut self, mut bytes: &[u8]) {
        if !self.rest.is_empty() {
            let missing = WIDTH.saturating_sub(self.rest.len());
            let (end, after) = bytes.split_at(missing.min(bytes.len()));
            self.rest.extend_from_slice(end);
            bytes = after;
            let Ok(line) = <[u8; WIDTH]>::try_from(self.rest.as_slice()) else {
                return;
            };
            self.line(&line);
            self.rest.clear();
        }
        let (lines, rest) = bytes.as_chunks();
        for line in lines {
            self.line(line);
        }
        self.rest.extend_from_slice(rest);
    }

    fn line(&mut self, line: &[u8; WIDTH]) {
        let Some(line) = Line::read(line) else {
            self.is_broken = true;
            return;
        };
        let numbers = [line.whereabouts, line.traits, line.work];
        for (largest, number) in self.largest.iter_mut().zip(numbers) {
            *largest = number.max(*largest);
        }
        self.pupils.push(Pupil {
            whereabouts: line.whereabouts,
            traits: line.traits,
            work: line.work,
            born: line.born,
            year_group: line.year_group,
            priority: line.prospect.priority(&self.today),
            out_of_scope: line.prospect.out_of_scope(&self.today),
            has_text: line.has_text,
            is_elsewhere: line.is_elsewhere,
        });
    }

    /// The caseload, with what many share and the ids as [`super::Packed::parts`] gave them; nothing where it is not what it
    /// was. Who has a draft in hand is not in it.
    pub fn roster(self, shared: &str, ids: Option<&[u8]>) -> Option<Roster> {
        let (count, shared) = read_shared(shared)?;
        let ids = read_ids(ids, count)?;
        (self.len() == count).then(|| self.whole(shared, ids))?
    }

    /// The caseload; nothing where a line was no pupil's.
    pub(super) fn whole(self, shared: AllShared, ids: Ids) -> Option<Roster> {
        let (whereabouts, traits, work) = shared;
        let counts = [whereabouts.len(), traits.len(), work.len()];
        let known = (self.largest.iter().zip(counts))
            .all(|(largest, count)| usize::try_from(*largest).is_ok_and(|one| one < count));
        let is_whole = !self.is_broken && self.rest.is_empty();
        let is_known = known || self.pupils.is_empty();
        (is_whole && is_known).then(|| Roster {
            ids,
            pupils: self.pupils,
            whereabouts,
            traits,
            work,
            in_hand: std::collections::BTreeMap::new(),
        })
    }
}
