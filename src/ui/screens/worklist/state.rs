//! The filter, the cursor, and the stretch of the list that has come in.

use crate::domain::day::Moment;
use crate::domain::worklist::{Filter, Priority, Row, State};
use crate::ui::desk::Desk;
use crate::ui::message::{Page, Request, Window, Written};
use crate::ui::parts::input::Input;
use crate::ui::parts::menu::Menu;

/// The fewest rows kept above and below the screen, so that a larger window finds them there.
const MARGIN: usize = 60;

/// The worklist: who is next, and why.
#[derive(Clone, Debug)]
pub(crate) struct Worklist {
    pub(super) filter: Filter,
    pub(super) cursor: usize,
    pub(super) page: Option<Page>,
    pub(super) phase: Phase,
    pub(super) said: Option<Said>,
    /// Whether the forecast is shown; nothing where its room decides.
    pub(super) forecast: Option<bool>,
    /// The row last clicked, and when: a second click soon after opens it.
    pub(super) clicked: Option<(usize, Moment)>,
}

/// What the keys are for.
#[derive(Clone, Debug)]
pub(super) enum Phase {
    /// The list.
    Browsing,
    /// The words to find; the words before, should these be left.
    Finding(Input, Filter),
    /// A filter to choose.
    Choosing(Menu<Choice>),
}

/// What was said last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// The quality report is on its way.
    Writing,
    /// It was written.
    Written(Box<Written>),
    /// So many plan texts went in.
    Taken(u64),
    Refused(String),
}

/// What a filter can be set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    States(Vec<State>),
    Priorities(Vec<Priority>),
    Officer(Option<String>),
}

impl Worklist {
    /// Opens it and asks for its first rows.
    pub(crate) fn open(desk: &Desk) -> (Self, Vec<Request>) {
        let screen = Self {
            filter: Filter::default(),
            cursor: 0,
            page: None,
            phase: Phase::Browsing,
            said: None,
            forecast: None,
            clicked: None,
        };
        let ask = vec![screen.window(desk)];
        (screen, ask)
    }

    /// The stretch of the list that is on the screen, with a margin.
    pub(super) fn window(&self, desk: &Desk) -> Request {
        let margin = desk.rows().max(MARGIN);
        Request::Worklist(Window {
            filter: self.filter.clone(),
            from: self.cursor.saturating_sub(margin),
            count: margin * 3,
        })
    }

    /// Whether every row that can be on the screen has come in.
    pub(super) fn in_hand(&self, desk: &Desk) -> bool {
        let Some(page) = &self.page else {
            return false;
        };
        let from = self.cursor.saturating_sub(desk.rows());
        let to = (self.cursor + desk.rows()).min(page.total);
        page.from <= from && to <= page.from + page.rows.len()
    }

    /// The row at a place of the list, where it has come in.
    pub(super) fn at(&self, place: usize) -> Option<&Row> {
        let page = self.page.as_ref()?;
        page.rows.get(place.checked_sub(page.from)?)
    }

    /// The row under the cursor, where it has come in.
    pub(super) fn row(&self) -> Option<&Row> {
        self.at(self.cursor)
    }

    /// How many rows the filter lets through.
    pub(super) fn total(&self) -> usize {
        self.page.as_ref().map_or(0, |page| page.total)
    }

    /// The choices of state, the usual one first.
    pub(super) fn states() -> Menu<Choice> {
        let open = ("all that is open".to_owned(), Filter::default().states);
        let everybody = ("everybody".to_owned(), Vec::new());
        let each = State::ALL.map(|state| (state.words().to_owned(), vec![state]));
        let entries = [open, everybody].into_iter().chain(each);
        Menu::new(
            "Show which state?",
            entries.map(|(words, states)| (words, Choice::States(states))),
        )
    }

    /// The choices of priority group.
    pub(super) fn priorities() -> Menu<Choice> {
        let all = ("every group".to_owned(), Vec::new());
        let each = Priority::ALL.map(|one| (one.words().to_owned(), vec![one]));
        let entries = [all].into_iter().chain(each);
        Menu::new(
            "Show which priority group?",
            entries.map(|(words, groups)| (words, Choice::Priorities(groups))),
        )
    }

    /// The choices of officer.
    pub(super) fn officers(&self) -> Menu<Choice> {
        let officers = self.page.as_ref().map(|page| page.officers.clone());
        let each = officers.unwrap_or_default().into_iter();
        let each = each.map(|officer| (officer.clone(), Some(officer)));
        let entries = [("everybody's".to_owned(), None)].into_iter().chain(each);
        Menu::new(
            "Whose pupils?",
            entries.map(|(words, officer)| (words, Choice::Officer(officer))),
        )
    }

    /// The filter in words: `open · phase transfer · "oka"`.
    pub(super) fn filter_words(&self) -> String {
        let states = if self.filter.states == Filter::default().states {
            "open".to_owned()
        } else if self.filter.states.is_empty() {
            "everybody".to_owned()
        } else {
            list(self.filter.states.iter().map(|state| state.words()))
        };
        let groups = list(self.filter.priorities.iter().map(|one| one.words()));
        let text = self.filter.text.trim();
        let text = (!text.is_empty()).then(|| format!("“{text}”"));
        let officer = self.filter.officer.as_ref();
        let officer = officer.map(|officer| format!("{officer}’s"));
        let groups = (!groups.is_empty()).then_some(groups);
        let parts = [Some(states), groups, officer, text];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}

fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(" or ")
}
