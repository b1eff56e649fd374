//! The documents, what was settled here, and what the keys are for.

use std::collections::BTreeMap;

use crate::domain::identity::PupilRef;
use crate::domain::paper::{Aside, Fate, Nearest, PaperId, Shown};
use crate::ui::message::Request;
use crate::ui::parts::input::Input;
use crate::ui::parts::menu::Menu;

/// The documents that wait.
#[derive(Clone, Debug)]
pub(crate) struct Papers {
    /// Those that waited when the screen was opened, settled ones among them; nothing before they have come in.
    pub(super) shown: Option<Vec<Shown>>,
    pub(super) cursor: usize,
    /// The first line shown of the document's text.
    pub(super) from: usize,
    /// Whose they were said to be here.
    pub(super) chosen: BTreeMap<PaperId, PupilRef>,
    /// Those that were settled here, the latest last.
    pub(super) steps: Vec<PaperId>,
    /// Those of which it is not known yet whether they are kept as settled.
    pub(super) sent: Vec<PaperId>,
    pub(super) phase: Phase,
    pub(super) said: Option<Said>,
}

/// What the keys are for.
#[derive(Clone, Debug)]
pub(super) enum Phase {
    /// The documents.
    Browsing,
    /// Why a document is set aside.
    Choosing(Menu<Aside>),
    /// A pupil to find, and those who were found.
    Finding(Input, Menu<Nearest>),
}

/// What was said last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Refused(String),
    Written(String),
}

impl Papers {
    /// Opens it and asks for what it shows.
    pub(crate) fn open() -> (Self, Vec<Request>) {
        let screen = Self {
            shown: None,
            cursor: 0,
            from: 0,
            chosen: BTreeMap::new(),
            steps: Vec::new(),
            sent: Vec::new(),
            phase: Phase::Browsing,
            said: None,
        };
        (screen, vec![Request::Papers])
    }

    /// All of them.
    pub(super) fn all(&self) -> &[Shown] {
        self.shown.as_deref().unwrap_or_default()
    }

    /// The document under the cursor.
    pub(super) fn paper(&self) -> Option<&Shown> {
        self.all().get(self.cursor)
    }

    /// How many are settled.
    pub(super) fn settled(&self) -> usize {
        let settled = |paper: &&Shown| paper.fate != Fate::Waiting;
        self.all().iter().filter(settled).count()
    }

    /// Whether a document is still to be settled, as far as the keys pressed go.
    pub(super) fn is_open(&self, paper: &Shown) -> bool {
        paper.fate == Fate::Waiting && !self.sent.contains(&paper.id)
    }

    /// A menu of the pupils found, without a title of its own.
    pub(super) fn found(pupils: Vec<Nearest>) -> Menu<Nearest> {
        let words = |pupil: &Nearest| {
            let born = pupil.dob.map(|day| format!("born {}", day.long()));
            let text = pupil.has_text.then(|| "has a plan text already".to_owned());
            let parts = [Some(pupil.name.clone()), born, pupil.school.clone(), text];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            format!("{}  {}", pupil.reference, parts.join(" · "))
        };
        let entries = pupils.into_iter().map(|pupil| (words(&pupil), pupil));
        Menu::new("Whose is it?", entries)
    }
}
