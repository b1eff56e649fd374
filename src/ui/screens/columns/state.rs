//! The headers and words of the table, and what was said of each so far.

use std::collections::BTreeMap;

use super::choosing::Choosing;
use crate::domain::column::Column;
use crate::domain::columns::{ColumnMap, Use};
use crate::domain::place::Setting;
use crate::domain::survey::{Heading, Lack, Survey, Word};
use crate::ui::parts::input::Input;

/// The longest name of a map.
const LONGEST: usize = 60;

/// The columns of a table.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    pub(super) survey: Survey,
    /// What was said of each heading; nothing where it is open.
    pub(super) uses: Vec<Option<Use>>,
    /// What was said of each word; nothing where it is open, or left as no setting.
    pub(super) settings: Vec<Said<Setting>>,
    pub(super) cursor: usize,
    pub(super) phase: Phase,
    pub(super) refused: Option<String>,
}

/// What was said of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said<T> {
    /// Nothing yet.
    Open,
    /// That it is this.
    Is(T),
    /// That it is none.
    LeftOut,
}

/// What the keys are for.
#[derive(Clone, Debug)]
pub(super) enum Phase {
    /// The list.
    Settling,
    /// What the line under the cursor stands for, from a list.
    Choosing(Choosing),
    /// The name to keep it all under.
    Naming(Input),
    /// The worker keeps it.
    Keeping,
}

/// A line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// The heading at this place of the survey.
    Heading(usize),
    /// The word at this place.
    Word(usize),
}

impl Columns {
    /// Opens it on what a table shows of itself.
    pub(crate) fn open(survey: Survey) -> Self {
        let mut screen = Self {
            uses: survey.headings.iter().map(|one| one.told).collect(),
            settings: vec![Said::Open; survey.words.len()],
            survey,
            cursor: 0,
            phase: Phase::Settling,
            refused: None,
        };
        screen.seek_open();
        screen
    }

    /// The lines of the list: a column without a header cannot be named, and has none.
    pub(super) fn lines(&self) -> Vec<Line> {
        let headings = self.survey.headings.iter().enumerate();
        let named = headings.filter(|(_, one)| !one.header.is_empty());
        let named = named.map(|(at, _)| Line::Heading(at));
        named
            .chain((0..self.survey.words.len()).map(Line::Word))
            .collect()
    }

    /// The line under the cursor.
    pub(super) fn line(&self) -> Option<Line> {
        self.lines().get(self.cursor).copied()
    }

    /// The heading at a place, with what was said of it.
    pub(super) fn heading(&self, at: usize) -> Option<(&Heading, Option<Use>)> {
        let said = self.uses.get(at).copied().flatten();
        Some((self.survey.headings.get(at)?, said))
    }

    /// The word at a place, with what was said of it.
    pub(super) fn word(&self, at: usize) -> Option<(&Word, Said<Setting>)> {
        Some((self.survey.words.get(at)?, *self.settings.get(at)?))
    }

    /// Whether nothing was said of a line.
    pub(super) fn is_open(&self, line: Line) -> bool {
        match line {
            Line::Heading(at) => self.heading(at).is_some_and(|(_, said)| said.is_none()),
            Line::Word(at) => self.word(at).is_some_and(|(_, said)| said == Said::Open),
        }
    }

    /// How many lines are open.
    pub(super) fn open_lines(&self) -> usize {
        let lines = self.lines();
        lines.iter().filter(|line| self.is_open(**line)).count()
    }

    /// Goes to the next line that is open, round the end; stays where none is.
    pub(super) fn seek_open(&mut self) {
        let lines = self.lines();
        let around = (self.cursor..lines.len()).chain(0..self.cursor);
        let open = |at: &usize| lines.get(*at).is_some_and(|line| self.is_open(*line));
        if let Some(next) = around.into_iter().find(open) {
            self.cursor = next;
        }
    }

    /// The heading that stands for a column already.
    pub(super) fn holder(&self, column: Column) -> Option<usize> {
        let said = |used: &Option<Use>| *used == Some(Use::As(column));
        self.uses.iter().position(said)
    }

    /// Says what a heading stands for; one that stood for the same column before is open again.
    pub(super) fn say(&mut self, at: usize, used: Use) {
        if let Some(holder) = used.column().and_then(|column| self.holder(column))
            && let Some(before) = self.uses.get_mut(holder).filter(|_| holder != at)
        {
            *before = None;
        }
        if let Some(said) = self.uses.get_mut(at) {
            *said = Some(used);
        }
    }

    /// Says what a word stands for.
    pub(super) fn say_word(&mut self, at: usize, said: Said<Setting>) {
        if let Some(word) = self.settings.get_mut(at) {
            *word = said;
        }
    }

    /// What the table does not say by what was said of its headings.
    pub(super) fn lacks(&self) -> Vec<Lack> {
        Lack::of(self.said_columns())
    }

    /// What it would not say either if everything proposed were agreed to.
    pub(super) fn lacks_anyhow(&self) -> Vec<Lack> {
        let headings = self.survey.headings.iter().zip(&self.uses);
        let open = headings.filter(|(_, used)| used.is_none());
        Lack::of(
            self.said_columns()
                .chain(open.filter_map(|(heading, _)| heading.guess)),
        )
    }

    fn said_columns(&self) -> impl Iterator<Item = Column> {
        let said = self.uses.iter().flatten();
        said.filter_map(|used| used.column())
    }

    /// Two headings that stand for the same column, as a table may have from the start.
    pub(super) fn doubled(&self) -> Option<(Column, &str, &str)> {
        let mut seen: BTreeMap<Column, &str> = BTreeMap::new();
        for (heading, used) in self.survey.headings.iter().zip(&self.uses) {
            let Some(column) = used.and_then(Use::column) else {
                continue;
            };
            if let Some(first) = seen.insert(column, &heading.header) {
                return Some((column, first, &heading.header));
            }
        }
        None
    }

    /// The map of all that was said; what is open is left out.
    pub(super) fn map(&self) -> ColumnMap {
        let headings = self.survey.headings.iter().zip(&self.uses);
        let named = headings.filter(|(heading, _)| !heading.header.is_empty());
        let columns = named.map(|(heading, used)| {
            let used = used.unwrap_or(Use::LeaveOut);
            (heading.header.clone(), used)
        });
        let words = self.survey.words.iter().zip(&self.settings);
        let settings = words.filter_map(|(word, said)| match said {
            Said::Is(setting) => Some((word.word.clone(), *setting)),
            Said::Open | Said::LeftOut => None,
        });
        ColumnMap {
            columns: columns.collect(),
            settings: settings.collect(),
        }
    }

    /// A name for the map: the one it had, else the file's.
    pub(super) fn name(&self) -> String {
        if let Some(name) = &self.survey.map {
            return name.clone();
        }
        let stem =
            (self.survey.file.rsplit_once('.')).map_or(self.survey.file.as_str(), |(stem, _)| stem);
        let fits = |letter: char| {
            if letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_') {
                letter
            } else {
                ' '
            }
        };
        stem.chars().map(fits).take(LONGEST).collect()
    }
}
