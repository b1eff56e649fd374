//! The ids of many pupils: sixteen bytes each, as UUIDs are.

use super::super::super::identity::PupilId;

/// Ids under the numbers 0 and on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ids {
    kept: Kept,
    /// Whether each came after the one before, so that one can be looked up.
    rising: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kept {
    Packed(Vec<u128>),
    /// As they are spelt: from the first on that is no UUID.
    Spelt(Vec<PupilId>),
}

impl Default for Ids {
    fn default() -> Self {
        Self {
            kept: Kept::Packed(Vec::new()),
            rising: true,
        }
    }
}

impl Ids {
    /// Adds an id under the next number.
    pub(super) fn push(&mut self, id: PupilId) {
        if let Kept::Packed(ids) = &mut self.kept {
            if let Some(packed) = packed(id.as_str()) {
                self.rising &= ids.last().is_none_or(|last| *last < packed);
                ids.push(packed);
                return;
            }
            self.kept = Kept::Spelt(ids.iter().copied().map(spelt).collect());
        }
        if let Kept::Spelt(ids) = &mut self.kept {
            self.rising &= ids.last().is_none_or(|last| *last < id);
            ids.push(id);
        }
    }

    /// The id of a number.
    pub(super) fn get(&self, at: usize) -> Option<PupilId> {
        match &self.kept {
            Kept::Packed(ids) => ids.get(at).copied().map(spelt),
            Kept::Spelt(ids) => ids.get(at).cloned(),
        }
    }

    /// The number of an id.
    pub(super) fn find(&self, id: &PupilId) -> Option<usize> {
        match &self.kept {
            Kept::Packed(ids) => place(ids, &packed(id.as_str())?, self.rising),
            Kept::Spelt(ids) => place(ids, id, self.rising),
        }
    }

    /// The bytes of all ids, sixteen each; nothing where one of them is no UUID.
    pub(super) fn bytes(&self) -> Option<Vec<u8>> {
        match &self.kept {
            Kept::Packed(ids) => Some(ids.iter().flat_map(|id| id.to_be_bytes()).collect()),
            Kept::Spelt(_) => None,
        }
    }

    /// Reads ids from their bytes.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let (ids, rest) = bytes.as_chunks();
        let ids: Vec<u128> = ids.iter().copied().map(u128::from_be_bytes).collect();
        let rising = ids.is_sorted_by(|one, next| one < next);
        rest.is_empty().then_some(Self {
            kept: Kept::Packed(ids),
            rising,
        })
    }

    /// Gives back the room that is not used.
    pub(super) fn fit(&mut self) {
        match &mut self.kept {
            Kept::Packed(ids) => ids.shrink_to_fit(),
            Kept::Spelt(ids) => ids.shrink_to_fit(),
        }
    }
}

fn place<T: Ord>(ids: &[T], id: &T, rising: bool) -> Option<usize> {
    if rising {
        ids.binary_search(id).ok()
    } else {
        ids.iter().position(|one| one == id)
    }
}

/// The number that a UUID spells in small letters; nothing where it is spelt otherwise, for it must come back as it was.
/// The numbers stand in the order of the texts.
fn packed(text: &str) -> Option<u128> {
    if text.len() != 36 {
        return None;
    }
    let mut number = 0_u128;
    for (at, byte) in text.bytes().enumerate() {
        let digit = match (at, byte) {
            (8 | 13 | 18 | 23, b'-') => continue,
            (8 | 13 | 18 | 23, _) => return None,
            (_, b'0'..=b'9') => byte - b'0',
            (_, b'a'..=b'f') => byte - b'a' + 10,
            (_, _) => return None,
        };
        number = number << 4 | u128::from(digit);
    }
    Some(number)
}

/// The text of a packed UUID.
fn spelt(number: u128) -> PupilId {
    let digits = format!("{number:032x}");
    let mut text = String::with_capacity(36);
    for (at, digit) in digits.chars().enumerate() {
        if matches!(at, 8 | 12 | 16 | 20) {
            text.push('-');
        }
        text.push(digit);
    }
    PupilId::new(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ids(texts: &[&str]) -> Ids {
        let mut ids = Ids::default();
        for text in texts {
            ids.push(PupilId::new(*text));
        }
        ids
    }

    #[test]
    fn what_is_no_uuid_is_kept_as_it_is_spelt() {
        let uuid = "0190d3a0-7b1c-7c3e-9f00-00000000000a";
        for texts in [
            [uuid, "0190d3a0-7b1c-7c3e-9f00-00000000000b"],
            [uuid, "0190D3A0-7B1C-7C3E-9F00-00000000000B"],
            [uuid, "pupil K-1"],
            ["pupil K-1", uuid],
            [uuid, "0190d3a07b1c-7c3e-9f00-000-00000000b"],
            ["é90d3a0-7b1c-7c3e-9f00-00000000000a", ""],
        ] {
            let ids = ids(&texts);
            for (at, text) in texts.into_iter().enumerate() {
                assert_eq!(ids.get(at), Some(PupilId::new(text)));
                assert_eq!(ids.find(&PupilId::new(text)), Some(at), "{texts:?}");
            }
            assert_eq!(ids.get(2), None);
            assert_eq!(ids.find(&PupilId::new("nobody")), None);
        }
    }

    #[test]
    fn ids_come_back_from_their_bytes() {
        let uuid = "0190d3a0-7b1c-7c3e-9f00-00000000000a";
        for texts in [&[][..], &[uuid], &[uuid, uuid]] {
            let ids = ids(texts);
            assert_eq!(Ids::read(&ids.bytes().unwrap()), Some(ids));
        }
        assert_eq!(ids(&["pupil K-1"]).bytes(), None);
        assert_eq!(Ids::read(&[0; 17]), None);
    }

    proptest! {
        #[test]
        fn numbers_stand_as_texts_do(one in any::<u128>(), other in any::<u128>()) {
            let (spelt_one, spelt_other) = (spelt(one), spelt(other));
            prop_assert_eq!(packed(spelt_one.as_str()), Some(one));
            prop_assert_eq!(one.cmp(&other), spelt_one.cmp(&spelt_other));
        }
    }
}
