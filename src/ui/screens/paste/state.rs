//! The reference, the page, and how far the making has come.

use crate::ui::parts::input::Input;
use crate::ui::parts::page::Page;

/// Which field hears the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Reference,
    Text,
}

/// How far the making of the plan has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    Writing,
    Asking,
    Refused(String),
}

/// A plan being pasted.
#[derive(Clone, Debug)]
pub(crate) struct Paste {
    pub(super) reference: Input,
    pub(super) page: Page,
    pub(super) field: Field,
    pub(super) phase: Phase,
}

impl Paste {
    /// Opens the screen; the text may hold what was pasted already.
    pub(crate) fn open(text: &str) -> Self {
        let mut page = Page::default();
        page.paste(text);
        Self {
            reference: Input::default(),
            page,
            field: Field::Reference,
            phase: Phase::Writing,
        }
    }
}
