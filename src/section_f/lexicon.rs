//! The phrase lists of the room, read once from the files beside it.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::domain::dose::Who;
use crate::domain::provision::AreaCode;
use crate::source::{self, Fault};

use super::phrase::Phrases;
use super::token::Ids;

/// When a phrase is vague.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum When {
    /// Wherever it stands.
    #[default]
    Always,
    /// Where a length or a number of sessions follows.
    BeforeDose,
    /// Where the provision has no dose.
    NoDose,
    /// Where the provision says no ratio and no size of group.
    NoRatio,
    /// Where it is not a month: `may`.
    NotMonth,
    /// Nowhere: it holds a vague word, and is not vague.
    Never,
}

/// Phrases that are vague for one reason.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wording {
    why: String,
    #[serde(default)]
    when: When,
    phrases: Vec<String>,
}

/// A role and the words for it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Role {
    who: Option<Who>,
    phrases: Vec<String>,
}

/// An area: its headings, and words that speak for it strongly or a little.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Area {
    #[serde(rename = "area")]
    code: AreaCode,
    headings: Vec<String>,
    strong: Vec<String>,
    weak: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wordings {
    vague: Vec<Wording>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Roles {
    role: Vec<Role>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Areas {
    /// Phrases whose words say nothing of an area.
    neutral: Vec<String>,
    area: Vec<Area>,
}

/// Every list, over one numbering of words.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    pub(crate) ids: Ids,
    pub(crate) vague: Phrases<(When, String)>,
    pub(crate) roles: Phrases<Option<Who>>,
    pub(crate) areas: Phrases<(AreaCode, u32)>,
    pub(crate) headings: Phrases<AreaCode>,
}

/// What a strong word weighs, and a weak one.
const STRONG: u32 = 4;
const WEAK: u32 = 1;

/// The lists; a file that cannot be read would give none, which the tests of this file forbid.
pub(crate) fn get() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| load().unwrap_or_default())
}

fn load() -> Result<Lexicon, Fault> {
    let wordings: Wordings = source::parse("wording.toml", include_str!("wording.toml"))?;
    let roles: Roles = source::parse("role.toml", include_str!("role.toml"))?;
    let areas: Areas = source::parse("area.toml", include_str!("area.toml"))?;
    let mut lexicon = Lexicon::default();
    let ids = &mut lexicon.ids;
    for wording in &wordings.vague {
        for phrase in &wording.phrases {
            let value = (wording.when, wording.why.clone());
            lexicon.vague.add(phrase, value, ids);
        }
    }
    for role in &roles.role {
        for phrase in &role.phrases {
            lexicon.roles.add(phrase, role.who, ids);
        }
    }
    for phrase in &areas.neutral {
        lexicon.areas.add(phrase, (AreaCode::Gen, 0), ids);
    }
    for area in &areas.area {
        for phrase in &area.headings {
            lexicon.headings.add(phrase, area.code, ids);
        }
        for phrase in &area.strong {
            lexicon.areas.add(phrase, (area.code, STRONG), ids);
        }
        for phrase in &area.weak {
            lexicon.areas.add(phrase, (area.code, WEAK), ids);
        }
    }
    Ok(lexicon)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_read() {
        let lexicon = load().unwrap();
        assert!(lexicon.ids.len() > 300);
    }
}
