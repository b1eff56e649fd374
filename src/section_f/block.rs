//! A block of text into its provisions, and what in it is none.

use crate::domain::dose::Who;
use crate::domain::provision::{AreaCode, LeftOutWhy, Provision, Span};

use super::inline::{self, Inline};
use super::item::{self, Place, Stem};
use super::key::these;
use super::list::List;
use super::mark::{self, Mark, What};
use super::outline::Block;
use super::page::Page;
use super::rules::Rules;
use super::sentence::{self, marks_in};
use super::stale;
use super::table::{self, Column};
use super::token::{Kind, Words};
use super::{area, clause, dose, nature, role};

/// What blocks gave: the provisions in the order of the text, and what is none in no order.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) provisions: Vec<Provision>,
    pub(crate) left: Vec<(Span, LeftOutWhy)>,
}

struct Reader<'a, 'p> {
    page: &'p Page<'a>,
    rules: &'p Rules,
    place: Place<'p>,
    parts: &'p mut Parts,
}

/// Reads a block, and adds what it gives to the parts.
pub(crate) fn read(
    page: &Page<'_>,
    block: &Block<'_>,
    therapist: Option<Who>,
    rules: &Rules,
    parts: &mut Parts,
) {
    let heading = block.heading.map(|span| page.piece(span).trim());
    let mut reader = Reader {
        page,
        rules,
        place: Place {
            area: block.area,
            hint: block.hint,
            heading,
            stem: block.stem,
            therapist,
            ..Place::default()
        },
        parts,
    };
    match &block.row {
        Some(columns) => reader.row(block.words, columns),
        None if block.whole => {
            let marks = stale::standing(block.words, mark::marks(block.words));
            reader.provision(block.words, &marks);
        }
        None => reader.text(block.words, block.item),
    }
}

impl<'a> Reader<'_, '_> {
    fn left(&mut self, words: Words<'_>, why: LeftOutWhy) {
        if let Some(span) = words.span() {
            self.parts.left.push((span, why));
        }
    }

    fn provision(&mut self, words: Words<'_>, marks: &[Mark]) {
        let words = item::trimmed(words);
        let read = item::read(
            self.page,
            words,
            marks_in(marks, words),
            self.place,
            self.rules,
        );
        self.parts.provisions.extend(read);
    }

    fn text(&mut self, words: Words<'a>, is_item: bool) {
        if let Some(list) = inline::read(words) {
            self.list(&list);
            return;
        }
        let marks = stale::standing(words, mark::marks(words));
        let before = self.place;
        let words = if is_item {
            words
        } else {
            self.inline_heading(words, &marks)
        };
        let mut group: Option<Words<'a>> = None;
        let sentences = sentence::sentences(words);
        let titled = self.titled(sentences.clone(), &marks);
        for sentence in sentences.skip(usize::from(titled)) {
            let own = marks_in(&marks, sentence);
            if is_source(sentence) {
                match group.as_mut() {
                    Some(held) => held.to = sentence.to,
                    None => self.left(sentence, LeftOutWhy::Statement),
                }
                continue;
            }
            if let Some(why) = nature::why(sentence, own) {
                self.close(&mut group, &marks);
                self.left(sentence, why);
                continue;
            }
            let joins = group.is_some_and(|group| self.belongs(group, sentence, &marks, is_item));
            if joins && let Some(held) = group.as_mut() {
                held.to = sentence.to;
            } else {
                self.close(&mut group, &marks);
                group = Some(sentence);
            }
        }
        self.close(&mut group, &marks);
        self.place = before;
    }

    /// A list inside a sentence: its head is a stem.
    fn list(&mut self, list: &Inline<'a>) {
        let before = self.place;
        self.place.stem = Stem::of(list.head).within(before.stem);
        self.left(list.head, LeftOutWhy::Heading);
        for (marker, item) in &list.items {
            self.left(list.whole.within(*marker, item.from), LeftOutWhy::Heading);
            self.text(*item, true);
        }
        self.place = before;
    }

    /// Whether a sentence only says more of the one before it.
    fn belongs(
        &self,
        group: Words<'_>,
        sentence: Words<'_>,
        marks: &[Mark],
        is_item: bool,
    ) -> bool {
        let own = marks_in(marks, sentence);
        let dosed = || dose::has_dose(sentence, own, self.rules.year);
        // "This will be reviewed termly" has a period, and is still no provision of its own.
        let counts = own
            .iter()
            .any(|mark| matches!(mark.what, What::Length(..) | What::Events(..)));
        if sentence.any(sentence.from, these!["this", "these", "it", "they", "each"]) {
            let held = || dose::has_dose(group, marks_in(marks, group), self.rules.year);
            return !(counts && dosed() && held());
        }
        is_item && !stands_alone(sentence) && !dosed()
    }

    fn close(&mut self, group: &mut Option<Words<'a>>, marks: &[Mark]) {
        let Some(words) = group.take() else {
            return;
        };
        let clauses = clause::clauses(words, marks_in(marks, words), self.rules.year);
        if clauses.is_empty() {
            self.provision(words, marks);
            return;
        }
        let before = self.place;
        for (index, clause) in clauses.into_iter().enumerate() {
            let clause = if index == 0 {
                self.head(clause, marks)
            } else {
                clause
            };
            let held = self.parts.provisions.len();
            self.provision(clause, marks);
            // What the first clause says of who and where holds for the next where it says nothing.
            if let Some(first) = self.parts.provisions.get(held) {
                self.place.lent = self.place.lent.or(first.who);
                if self.place.area.is_none() && first.area != AreaCode::Gen {
                    self.place.area = Some(first.area);
                }
            }
        }
        self.place = before;
    }

    /// `SaLT: 2 x 30 minutes …; 4 hours …`: the head speaks for every clause.
    fn head(&mut self, clause: Words<'a>, marks: &[Mark]) -> Words<'a> {
        let Some((head, rest)) = headed(clause, 16) else {
            return clause;
        };
        if !marks_in(marks, head).is_empty() {
            return clause;
        }
        self.left(head, LeftOutWhy::Heading);
        self.place.lent = role::read(head);
        let named = area::of(head, None, None);
        if named != AreaCode::Gen {
            self.place.area = Some(named);
        }
        rest
    }

    /// `Therapies: …` at the start of a paragraph is its heading, unless it names who delivers.
    fn inline_heading(&mut self, words: Words<'a>, marks: &[Mark]) -> Words<'a> {
        let Some((head, rest)) = headed(words, 6) else {
            return words;
        };
        let dosed = marks_in(marks, head)
            .iter()
            .any(|mark| mark.what != What::Again);
        let plain = !dosed && !head.has(these!["will", "should"]);
        if !plain || role::read(head).is_some() {
            return words;
        }
        self.place.area = area::of_heading(head).or(self.place.area);
        self.left(head, LeftOutWhy::Heading);
        rest
    }

    /// Takes the first sentence as the title of the others, where it is one: `Occupational therapy. An OT will …`.
    fn titled(&mut self, mut sentences: impl Iterator<Item = Words<'a>>, marks: &[Mark]) -> bool {
        let (Some(title), Some(next)) = (sentences.next(), sentences.next()) else {
            return false;
        };
        let plain = title.count() <= 5
            && title.is(title.to - 1, ".")
            && marks_in(marks, title).is_empty()
            && !title.holds(List::Verbs);
        if !plain || next.count() < 5 {
            return false;
        }
        let named = area::of_heading(title);
        let short = title.count() <= 3 && next.holds(List::Modals) || title.count() <= 2;
        if named.is_none() && !short {
            return false;
        }
        self.place.area = named.or(self.place.area);
        self.place.lent = role::read(title);
        self.left(title, LeftOutWhy::Heading);
        true
    }

    fn row(&mut self, words: Words<'a>, columns: &[Column]) {
        let cells = table::cells(words);
        let column = |index: usize| columns.get(index).copied().unwrap_or(Column::Provision);
        let own: Vec<usize> = (0..cells.len())
            .filter(|index| {
                let is_own = matches!(
                    column(*index),
                    Column::Provision | Column::Who | Column::Dose
                );
                is_own && cells.get(*index).is_some_and(|cell| cell.says())
            })
            .collect();
        let (Some(first), Some(last)) = (own.first().copied(), own.last().copied()) else {
            self.foreign_row(words, &cells);
            return;
        };
        for (index, cell) in cells.iter().enumerate() {
            let why = match column(index) {
                Column::Need => LeftOutWhy::Need,
                Column::Outcome => LeftOutWhy::Outcome,
                Column::Area => {
                    self.place.area = area::of_heading(*cell).or(self.place.area);
                    LeftOutWhy::Heading
                }
                Column::Other => LeftOutWhy::PageFurniture,
                Column::Provision | Column::Who | Column::Dose => continue,
            };
            if index < first || index > last {
                self.left(*cell, why);
            }
        }
        let cell = |index: usize| cells.get(index).copied();
        if let (true, Some(only)) = (own.len() == 1, cell(first)) {
            self.paragraphs(only);
            return;
        }
        let who = own
            .iter()
            .filter(|index| column(**index) == Column::Who)
            .find_map(|index| role::read(cell(*index)?));
        // A row without a header names who in a short cell of its own.
        let bare = own
            .iter()
            .skip(1)
            .rev()
            .filter(|_| columns.is_empty())
            .filter_map(|index| cell(*index))
            .find_map(|cell| role::read(cell).filter(|_| cell.count() <= 6));
        self.whole_row(&cells, first, last, who.or(bare));
    }

    /// A row without a cell of provision: one cell merged across it may hold a provision all the same.
    fn foreign_row(&mut self, words: Words<'a>, cells: &[Words<'a>]) {
        let mut filled = cells.iter().filter(|cell| cell.says());
        let merged = filled.next().filter(|_| filled.next().is_none()).copied();
        let starts = cells.first().is_some_and(|cell| cell.says());
        match merged.filter(|_| starts) {
            Some(only) if says_what_is_done(only, self.rules) => self.paragraphs(only),
            Some(_) | None => self.left(words, LeftOutWhy::PageFurniture),
        }
    }

    fn whole_row(&mut self, cells: &[Words<'a>], first: usize, last: usize, who: Option<Who>) {
        let (Some(from), Some(to)) = (cells.get(first), cells.get(last)) else {
            return;
        };
        let all = from.spread(*to);
        self.place.who = who;
        let marks = stale::standing(all, mark::marks(all));
        self.provision(all, &marks);
    }

    /// A cell that is alone in its row: each of its paragraphs is read as a block.
    fn paragraphs(&mut self, cell: Words<'a>) {
        let mut from = cell.from;
        for at in cell.from..=cell.to {
            let ends = at == cell.to || cell.kind(at) == Some(Kind::Break);
            if ends {
                let paragraph = cell.within(from, at);
                let body = super::marker::body(paragraph);
                if paragraph.says() {
                    self.left(paragraph.within(paragraph.from, body), LeftOutWhy::Heading);
                    self.text(paragraph.within(body, paragraph.to), body > paragraph.from);
                }
                from = at + 1;
            }
        }
    }
}

/// Whether words say what somebody will do, or how much of it.
fn says_what_is_done(words: Words<'_>, rules: &Rules) -> bool {
    let marks = mark::marks(words);
    words.holds(List::Modals) || dose::has_dose(words, &marks, rules.year)
}

/// Where an item was taken from: `(A, PR, I)`, `[EP report p4]`.
fn is_source(sentence: Words<'_>) -> bool {
    let (first, last) = (sentence.word(sentence.from), sentence.word(sentence.to - 1));
    matches!((first, last), ("(", ")") | ("[", "]"))
        && sentence.count() <= 6
        && mark::marks(sentence).is_empty()
}

/// Whether a sentence without a dose says on its own what is to be done, and of whom it does not speak by a pronoun.
fn stands_alone(sentence: Words<'_>) -> bool {
    let leaning = sentence.any(
        sentence.from,
        these![
            "he", "she", "his", "her", "their", "such", "that", "those", "there", "in", "any",
        ],
    );
    sentence.holds(List::Modals) && !leaning && sentence.count() > 5
}

/// A short head with a colon, and what follows it.
fn headed(words: Words<'_>, longest: usize) -> Option<(Words<'_>, Words<'_>)> {
    let colon =
        (words.from..words.to.min(words.from + longest + 1)).find(|at| words.is(*at, ":"))?;
    let spaced = words.token(colon + 1).is_some_and(|token| token.spaced);
    (spaced && colon > words.from).then(|| {
        (
            words.within(words.from, colon + 1),
            words.within(colon + 1, words.to),
        )
    })
}
