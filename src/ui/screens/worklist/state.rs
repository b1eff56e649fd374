//! The worklist: who is next, and why.

use crate::domain::worklist::{Filter, Row};
use crate::ui::desk::Desk;
use crate::ui::message::{Page, Request, Window};

/// The worklist: who is next, and why.
#[derive(Clone, Debug)]
pub(crate) struct Worklist {
    pub(super) filter: Filter,
    pub(super) cursor: usize,
    pub(super) page: Option<Page>,
    pub(super) refused: Option<String>,
}

impl Worklist {
    /// Opens it and asks for its first rows.
    pub(crate) fn open(desk: &Desk) -> (Self, Vec<Request>) {
        let screen = Self {
            filter: Filter::default(),
            cursor: 0,
            page: None,
            refused: None,
        };
        let ask = vec![screen.window(desk)];
        (screen, ask)
    }

    /// The stretch of the list that is on the screen, with a margin.
    pub(super) fn window(&self, desk: &Desk) -> Request {
        Request::Worklist(Window {
            filter: self.filter.clone(),
            from: self.cursor.saturating_sub(desk.rows()),
            count: desk.rows() * 3,
        })
    }

    /// The row under the cursor, where it has come in.
    pub(super) fn row(&self) -> Option<&Row> {
        let page = self.page.as_ref()?;
        page.rows.get(self.cursor.checked_sub(page.from)?)
    }
}
