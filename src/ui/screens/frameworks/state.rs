//! The frameworks, the one at hand, and the cell of its matrix.

use std::sync::Arc;

use crate::domain::evidence::Evidence;
use crate::domain::framework::{Area, Framework, Level};
use crate::ui::desk::Desk;
use crate::ui::message::Request;

/// The frameworks that can be read.
#[derive(Clone, Debug)]
pub(crate) struct Frameworks {
    pub(super) all: Option<Vec<Arc<Framework>>>,
    /// The framework under the cursor.
    pub(super) at: usize,
    pub(super) pane: Pane,
    /// The area and the level under the cursor, by their places.
    pub(super) cell: (usize, usize),
    /// The first line shown of the text.
    pub(super) from: usize,
    pub(super) refused: Option<String>,
    /// What stands beside the list.
    pub(super) beside: Beside,
}

/// What stands beside the list of frameworks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Beside {
    /// What the framework is, or the descriptor under the cursor.
    #[default]
    Text,
    /// What changed from the adopted version.
    Changes,
    /// What its readings say of its descriptors; nothing until the worker has counted.
    Evidence(Option<Vec<Evidence>>),
}

/// Which pane hears the arrows; the text beside them is what it points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pane {
    List,
    Matrix,
}

impl Frameworks {
    /// Opens it and asks for what it shows.
    pub(crate) fn open() -> (Self, Vec<Request>) {
        let screen = Self {
            all: None,
            at: 0,
            pane: Pane::List,
            cell: (0, 0),
            from: 0,
            refused: None,
            beside: Beside::Text,
        };
        (screen, vec![Request::Frameworks])
    }

    /// The frameworks, the adopted one first.
    pub(super) fn list(&self) -> &[Arc<Framework>] {
        self.all.as_deref().unwrap_or_default()
    }

    /// The framework under the cursor.
    pub(super) fn framework(&self) -> Option<&Arc<Framework>> {
        self.list().get(self.at)
    }

    /// The area and the level under the cursor.
    pub(super) fn point(&self) -> Option<(&Framework, &Area, usize, &Level)> {
        let framework = self.framework()?;
        let area = framework.leaves().nth(self.cell.0)?;
        let level = framework.levels.get(self.cell.1)?;
        Some((framework, area, self.cell.1, level))
    }

    /// Whether the workspace maps against a framework now.
    pub(super) fn is_adopted(framework: &Framework, desk: &Desk) -> bool {
        desk.framework()
            .is_some_and(|adopted| adopted.key == framework.key && adopted.hash == framework.hash)
    }
}
