//! What stands around the provisions of a plan, as `filler.toml` gives it.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::domain::dose::Who;
use crate::domain::place::Phase;
use crate::domain::provision::AreaCode;

/// The file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Filler {
    /// Words a plan keeps to, in the variants met.
    pub(super) words: BTreeMap<String, Vec<String>>,
    pub(super) teacher: BTreeMap<Phase, String>,
    pub(super) school: BTreeMap<Phase, String>,
    /// Who a table names where a provision has no cells of its own.
    pub(super) roles: BTreeMap<String, String>,
    pub(super) headings: BTreeMap<AreaCode, Vec<String>>,
    pub(super) need: Vec<Statement>,
    pub(super) outcome: Vec<Statement>,
    pub(super) furniture: Furniture,
    pub(super) whole: Whole,
}

/// A need or an outcome.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Statement {
    pub(super) area: AreaCode,
    pub(super) text: String,
    #[serde(default)]
    pub(super) slots: BTreeMap<String, Vec<String>>,
    /// The needs it is said of; empty means all.
    #[serde(default)]
    pub(super) needs: Vec<String>,
    /// The lowest and the highest level it is said of; absent means all.
    pub(super) levels: Option<[i64; 2]>,
}

/// Lines that are no provision.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Furniture {
    pub(super) headers: Vec<String>,
    pub(super) footers: Vec<String>,
    pub(super) funding: Vec<String>,
    pub(super) review: Vec<String>,
    pub(super) home: Vec<String>,
}

/// The other sections of a whole plan.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Whole {
    pub(super) title: Vec<String>,
    pub(super) a: Vec<String>,
    pub(super) c: Vec<String>,
    pub(super) d: Vec<String>,
    pub(super) g: Vec<String>,
    pub(super) h1: Vec<String>,
    pub(super) h2: Vec<String>,
    pub(super) i: Vec<String>,
    /// The headings of the sections, one set for a template.
    pub(super) headings: Vec<Headings>,
    /// The heading of a Section F that comes alone.
    pub(super) section_f: Vec<String>,
}

/// The headings of one template.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Headings {
    pub(super) a: String,
    pub(super) b: String,
    pub(super) c: String,
    pub(super) d: String,
    pub(super) e: String,
    pub(super) f: String,
    pub(super) g: String,
    pub(super) h1: String,
    pub(super) h2: String,
    pub(super) i: String,
}

impl Filler {
    /// The words for a role in a table; empty where nobody is named.
    pub(super) fn role(&self, who: Option<Who>) -> &str {
        who.and_then(|who| self.roles.get(who.code()))
            .map_or("", String::as_str)
    }
}
