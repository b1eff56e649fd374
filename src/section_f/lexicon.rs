//! The phrase lists of roles and areas, read once from the files beside it.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::domain::dose::Who;
use crate::domain::provision::AreaCode;
use crate::source::{self, Fault};

use super::list::List;
use super::phrase::Phrases;
use super::token::{Ids, Sheet};

/// A role and the words for it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Role {
    who: Option<Who>,
    phrases: Vec<String>,
}

/// An area: its headings, and words that speak for it clearly, strongly or a little.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Area {
    #[serde(rename = "area")]
    code: AreaCode,
    headings: Vec<String>,
    clear: Vec<String>,
    strong: Vec<String>,
    weak: Vec<String>,
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
#[derive(Debug)]
pub(crate) struct Lexicon {
    pub(crate) ids: Ids,
    pub(crate) roles: Phrases<Option<Who>>,
    pub(crate) areas: Phrases<(AreaCode, u32)>,
    pub(crate) headings: Phrases<AreaCode>,
}

impl Default for Lexicon {
    fn default() -> Self {
        Self {
            ids: Ids::new(),
            roles: Phrases::new(List::RoleAlone, List::RoleFirst, List::RoleSecond),
            areas: Phrases::new(List::AreaAlone, List::AreaFirst, List::AreaSecond),
            headings: Phrases::new(List::HeadingAlone, List::HeadingFirst, List::HeadingSecond),
        }
    }
}

/// What a word weighs that is clear by itself.
pub(crate) const CLEAR: u32 = 20;

/// What a strong word weighs, and a weak one.
const STRONG: u32 = 4;
const WEAK: u32 = 1;

/// The lists; a file that cannot be read would give none, which the tests of this file forbid.
pub(crate) fn get() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| load().unwrap_or_default())
}

fn load() -> Result<Lexicon, Fault> {
    let roles: Roles = source::parse("role.toml", include_str!("role.toml"))?;
    let areas: Areas = source::parse("area.toml", include_str!("area.toml"))?;
    let mut lexicon = Lexicon::default();
    let ids = &mut lexicon.ids;
    for role in &roles.role {
        for phrase in &role.phrases {
            lexicon.roles.add(phrase, role.who, ids);
            if matches!(role.who, Some(Who::SaLT | Who::Ot | Who::Physio)) {
                let sheet = Sheet::new(phrase, 0, ids);
                ids.enlist(sheet.words().word(0), List::Therapy);
            }
        }
    }
    for phrase in &areas.neutral {
        lexicon.areas.add(phrase, (AreaCode::Gen, 0), ids);
    }
    for area in &areas.area {
        for phrase in &area.headings {
            lexicon.headings.add(phrase, area.code, ids);
        }
        for phrase in &area.clear {
            lexicon.areas.add(phrase, (area.code, CLEAR), ids);
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
