//! Payloads: the words of a record that may name a person, apart from the record so that they can go.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::domain::digest::{Digest, Digester};
use crate::domain::mapping::Sheet;
use crate::domain::provision::Vague;
use crate::store::fault::{Result, StoreError};

/// The words of a provision.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct ProvisionWords {
    pub(crate) n: u32,
    pub(crate) text: String,
    pub(crate) heading: Option<String>,
    pub(crate) vague: Vec<Vague>,
    pub(crate) notes: Vec<String>,
}

/// The words of a mapping; each list in the order of its rows.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct MappingWords {
    pub(crate) provisions: Vec<ProvisionWords>,
    pub(crate) notes: Vec<Option<String>>,
    pub(crate) reasons: Vec<Option<String>>,
    pub(crate) open_reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) primary: Option<String>,
    pub(crate) cannot_map: Option<String>,
    pub(crate) flags: Vec<String>,
}

impl MappingWords {
    /// Takes the words out of a sheet.
    pub(crate) fn of(sheet: &Sheet) -> Self {
        let provision = |provision: &crate::domain::provision::Provision| ProvisionWords {
            n: provision.n,
            text: provision.text.clone(),
            heading: provision.heading.clone(),
            vague: provision.vague.clone(),
            notes: provision.notes.clone(),
        };
        let judged = &sheet.judged;
        let cannot_map = judged.cannot_map.as_ref();
        Self {
            provisions: sheet.provisions.iter().map(provision).collect(),
            notes: judged
                .judgements
                .iter()
                .map(|one| one.note.clone())
                .collect(),
            reasons: judged
                .area_levels
                .iter()
                .map(|one| one.reason.clone())
                .collect(),
            open_reason: judged.open_reason.clone(),
            primary: judged.primary.as_ref().and_then(|one| one.reason.clone()),
            cannot_map: cannot_map.and_then(|cannot| cannot.note.clone()),
            flags: sheet.flags.iter().map(|flag| flag.reason.clone()).collect(),
        }
    }
}

/// The words of a withdrawal.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct WithdrawalWords {
    pub(crate) reason: String,
}

/// The words of a record that has a note at most: a sample's, a review's reason, a conflict's.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct NoteWords {
    pub(crate) note: Option<String>,
}

impl NoteWords {
    /// Takes a note; blank ones are none.
    pub(crate) fn of(note: &str) -> Self {
        let note = note.trim();
        Self {
            note: (!note.is_empty()).then(|| note.to_owned()),
        }
    }
}

/// Writes words as a payload's body.
pub(crate) fn body(words: &impl Serialize) -> Result<String> {
    serde_json::to_string(words).map_err(|fault| StoreError::Damaged(fault.to_string()))
}

/// Reads words from a payload's body; an erased one has none.
pub(crate) fn words<T: DeserializeOwned + Default>(body: Option<&str>) -> Result<T> {
    let Some(body) = body else {
        return Ok(T::default());
    };
    serde_json::from_str(body).map_err(|fault| StoreError::Damaged(format!("a payload: {fault}")))
}

/// The digest that stands for a payload in its record.
pub(crate) fn digest(salt: &[u8], body: &str) -> Digest {
    Digester::new("payload")
        .part(salt)
        .part(body.as_bytes())
        .finish()
}
