//! The reference, the page, and how far the making has come.

use crate::domain::place::Setting;
use crate::ui::parts::input::Input;
use crate::ui::parts::page::Page;

/// Which field hears the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Reference,
    /// The year group of a new pupil.
    Year,
    /// The setting of a new pupil.
    Setting,
    Text,
}

impl Field {
    /// The field after it; the first after the last.
    pub(super) fn next(self) -> Self {
        match self {
            Self::Reference => Self::Year,
            Self::Year => Self::Setting,
            Self::Setting => Self::Text,
            Self::Text => Self::Reference,
        }
    }
}

/// How far the making of the plan has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    Writing,
    Asking,
    Refused(String),
}

/// That what was typed is no year group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoYear;

/// A plan being pasted.
#[derive(Clone, Debug)]
pub(crate) struct Paste {
    pub(super) reference: Input,
    pub(super) year: Input,
    pub(super) setting: Option<Setting>,
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
            year: Input::default(),
            setting: None,
            page,
            field: Field::Reference,
            phase: Phase::Writing,
        }
    }

    /// The year group that was typed, where one was.
    pub(super) fn year_group(&self) -> Result<Option<i16>, NoYear> {
        let typed = self.year.text().trim().to_lowercase();
        match typed.as_str() {
            "" => Ok(None),
            "n" | "nursery" => Ok(Some(-1)),
            "r" | "reception" => Ok(Some(0)),
            year => (year.trim_start_matches('y').trim().parse().ok())
                .filter(|year| (-1..=14).contains(year))
                .map(Some)
                .ok_or(NoYear),
        }
    }

    /// The setting after or before the one shown, in a round that begins with none.
    pub(super) fn turned(&self, forward: bool) -> Option<Setting> {
        let round: Vec<Option<Setting>> = std::iter::once(None)
            .chain(Setting::ALL.into_iter().map(Some))
            .collect();
        let here = round
            .iter()
            .position(|one| *one == self.setting)
            .unwrap_or(0);
        let by = if forward { 1 } else { round.len() - 1 };
        round.get((here + by) % round.len()).copied().flatten()
    }
}
