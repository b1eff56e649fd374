//! The shelf of a workspace, put up when it is asked for.

use std::ops::Deref;
use std::sync::OnceLock;

use crate::catalogue::{self, Shelf};
use crate::domain::framework::Framework;
use crate::domain::identity::FrameworkKey;
use crate::store::{KeptFramework, Store};

use super::super::problem::Result;

/// The shelf of a workspace: the frameworks shipped and those whose files it keeps. It is put up when it is asked for:
/// reading every version takes most of a cold start, which needs the adopted one alone.
pub(in crate::workspace) struct Stock {
    kept: Vec<KeptFramework>,
    shelf: OnceLock<Shelf>,
}

impl Stock {
    pub(in crate::workspace) fn of(store: &Store) -> Result<Self> {
        Ok(Self {
            kept: store.frameworks()?,
            shelf: OnceLock::new(),
        })
    }

    /// Whether the workspace keeps the file of a version.
    pub(super) fn keeps(&self, key: &FrameworkKey) -> bool {
        self.kept.iter().any(|kept| kept.key == *key)
    }

    /// One version, from its own file alone where that will do.
    pub(super) fn one(&self, key: &FrameworkKey) -> Option<Framework> {
        let kept = self.kept.iter().find(|kept| kept.key == *key);
        let alone = kept.and_then(|kept| catalogue::alone(key, &kept.bytes));
        alone.or_else(|| self.get(key).cloned())
    }
}

impl Deref for Stock {
    type Target = Shelf;

    fn deref(&self) -> &Shelf {
        self.shelf.get_or_init(|| {
            let named = |one: &KeptFramework| (one.key.to_string(), one.bytes.clone());
            catalogue::shelf(&self.kept.iter().map(named).collect::<Vec<_>>())
        })
    }
}
