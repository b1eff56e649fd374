//! The lines of a plan in order: what each is, and the blocks of text that hold provisions.

mod run;
mod stem;

use crate::domain::exact::Quantity;
use crate::domain::framework::YearShape;
use crate::domain::provision::{AreaCode, LeftOutWhy, Span};

use super::item::Stem;
use super::key::these;
use super::label::{self, Mode};
use super::marker::Style;
use super::section::{self, Title};
use super::table::{self, Column};
use super::token::{Line, Sheet, Words};
use super::{area, dose, mark, marker, role, wrap};

/// A stretch of text that holds provisions, and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Block<'a> {
    pub(crate) words: Words<'a>,
    /// It is an item of a list.
    pub(crate) item: bool,
    /// It is a row of a table, with the columns its header named.
    pub(crate) row: Option<Vec<Column>>,
    /// A stem with a dose of its own and its items are one provision.
    pub(crate) whole: bool,
    pub(crate) area: Option<AreaCode>,
    /// The area of the outcome above it.
    pub(crate) hint: Option<AreaCode>,
    pub(crate) heading: Option<Span>,
    pub(crate) stem: Stem,
}

/// A piece of the plan.
#[derive(Clone, Debug)]
pub(crate) enum Piece<'a> {
    /// No provision, and why.
    Left(Span, LeftOutWhy),
    /// Text that holds provisions.
    Block(Block<'a>),
}

struct Outline<'a> {
    sheet: &'a Sheet,
    lines: Vec<(Line, bool, Option<Title>)>,
    /// The first token of each line after its markers.
    bodies: Vec<usize>,
    gone: &'a [bool],
    width: Option<usize>,
    hint: Option<AreaCode>,
    /// The area that the need above speaks of.
    need: Option<AreaCode>,
    year: YearShape,
    area: Option<AreaCode>,
    heading: Option<Span>,
    mode: Mode,
    stem: Option<Stem>,
    /// How the stem's own line was marked: a line marked alike ends its list.
    stem_style: Option<Style>,
    /// The weeks that the heading or the plan gives every dose below it.
    weeks: Option<Quantity>,
    plan_weeks: Option<Quantity>,
    table: Option<Vec<Column>>,
    in_table: bool,
    pieces: Vec<Piece<'a>>,
}

/// The pieces of a plan in the order of its lines; `gone` marks the lines that are furniture.
pub(crate) fn pieces<'a>(sheet: &'a Sheet, gone: &'a [bool], year: YearShape) -> Vec<Piece<'a>> {
    let mut outline = Outline {
        sheet,
        lines: section::lines(sheet),
        bodies: (sheet.lines.iter())
            .map(|line| marker::body(sheet.line(*line)))
            .collect(),
        gone,
        width: wrap::width(sheet),
        hint: None,
        need: None,
        year,
        area: None,
        heading: None,
        mode: Mode::Provision,
        stem: None,
        stem_style: None,
        weeks: None,
        plan_weeks: None,
        table: None,
        in_table: false,
        pieces: Vec::with_capacity(sheet.lines.len()),
    };
    let mut at = 0;
    while let Some((line, inside, title)) = outline.lines.get(at).copied() {
        at = outline.line(at, line, inside, title).max(at + 1);
    }
    outline.pieces
}

impl<'a> Outline<'a> {
    /// Reads a line, and gives the line to read next.
    fn line(&mut self, at: usize, line: Line, inside: bool, title: Option<Title>) -> usize {
        let words = self.sheet.line(line);
        if inside {
            self.year_of(self.sheet.line(line));
        }
        if !inside {
            self.left(line.span, LeftOutWhy::OtherSection);
            return at + 1;
        }
        if self.is_gone(at) {
            self.left(line.span, LeftOutWhy::PageFurniture);
            return at + 1;
        }

        if words.is_empty() {
            return at + 1;
        }
        if let Some(title) = title {
            return self.title(at, words, title);
        }
        let body = self.body(at, words);
        if table::is_row(words, body) {
            return self.row(at, line, words);
        }
        self.in_table = false;
        self.table = None;
        let text = words.within(body, words.to);
        if !text.says() {
            self.left_words(words, LeftOutWhy::PageFurniture);
            return at + 1;
        }
        let item = body > words.from;
        if let Some((mode, end)) = label::label(words, body) {
            return self.label(at, words, mode, end);
        }
        if !item && label::is_field(words) && self.take_in(words) {
            return at + 1;
        }
        if !item && self.is_outcome(at, words) {
            self.hint = Some(area::of(words, None, None)).filter(|area| *area != AreaCode::Gen);
            self.left_words(words, LeftOutWhy::Outcome);
            return at + 1;
        }
        let style = item.then(|| marker::style(words)).flatten();
        if self.stem_style.is_some() && style == self.stem_style {
            self.no_stem();
        }
        if self.is_stem(at, words, body) {
            return self.stem(at, words, body);
        }
        let heading = if item {
            label::is_area_heading(text) || self.is_title(at, text, style)
        } else {
            label::is_heading(words) || self.is_title(at, text, style)
        };
        if heading {
            self.head(words);
            return at + 1;
        }
        if !item {
            self.no_stem();
        }
        self.text(at, words, body, item)
    }

    /// The first token of a line after its markers.
    fn body(&self, at: usize, words: Words<'_>) -> usize {
        self.bodies.get(at).copied().unwrap_or(words.from)
    }

    fn is_gone(&self, at: usize) -> bool {
        self.gone.get(at).copied().unwrap_or(false)
    }

    fn left(&mut self, span: Span, why: LeftOutWhy) {
        if span.start < span.end {
            self.pieces.push(Piece::Left(span, why));
        }
    }

    fn left_words(&mut self, words: Words<'_>, why: LeftOutWhy) {
        if let Some(span) = words.span() {
            self.left(span, why);
        }
    }

    /// Takes a line into the provision above it, where one stands right there.
    fn take_in(&mut self, words: Words<'a>) -> bool {
        let Some(Piece::Block(block)) = self.pieces.last_mut() else {
            return false;
        };
        let joins = block.row.is_none() && block.words.to == words.from;
        if joins {
            block.words.to = words.to;
            block.whole = true;
        }
        joins
    }

    fn title(&mut self, at: usize, words: Words<'a>, title: Title) -> usize {
        let rest = words.within(title.body, words.to);
        let marks = mark::marks(rest);
        let dosed = || dose::has_dose(rest, &marks, self.year) && role::read(rest).is_some();
        let sentence = rest.has(these!["will"]) || dosed();
        let head = if sentence {
            words.within(words.from, title.body)
        } else {
            words
        };
        self.head(head);
        self.mode = Mode::Provision;
        if sentence {
            return self.text(at, rest, rest.from, false);
        }
        at + 1
    }

    fn head(&mut self, words: Words<'a>) {
        let named = area::of_heading(words);
        if named.is_some() {
            self.area = named;
            self.need = None;
            self.hint = None;
            self.mode = Mode::Provision;
        }
        self.no_stem();
        self.weeks = mark::weeks(&mark::marks(words));
        self.heading = words.span();
        self.left_words(words, LeftOutWhy::Heading);
    }

    fn label(&mut self, at: usize, words: Words<'a>, mode: Mode, end: usize) -> usize {
        self.no_stem();
        let rest = words.within(end, words.to);
        let bare = !rest.says();
        self.mode = if bare { mode } else { Mode::Provision };
        let why = match mode {
            Mode::Provision => {
                self.left_words(words.within(words.from, end), LeftOutWhy::Heading);
                if bare {
                    return at + 1;
                }
                return self.text(at, rest, rest.from, false);
            }
            Mode::Outcome => LeftOutWhy::Outcome,
            Mode::Need => LeftOutWhy::Need,
        };
        if bare {
            self.left_words(words, LeftOutWhy::Heading);
            return at + 1;
        }
        self.heading = words.span();
        let of_label = area::of_heading(words.within(words.from, end));
        let of_rest = Some(area::of(rest, None, None)).filter(|area| *area != AreaCode::Gen);
        let of_need = of_rest.filter(|_| mode == Mode::Need);
        self.hint = of_rest;
        self.area = of_label.or(self.area);
        if mode == Mode::Need {
            self.need = of_need;
        }
        let (to, next) = self.run_on(at, words);
        self.left_words(self.sheet.between(words.from, to), why);
        next
    }

    fn row(&mut self, at: usize, line: Line, words: Words<'a>) -> usize {
        let cells = table::cells(words);
        let filled: Vec<&Words<'a>> = cells.iter().filter(|cell| cell.says()).collect();
        if let Some(columns) = table::header(&cells) {
            self.table = Some(columns);
            self.in_table = true;
            self.left(line.span, LeftOutWhy::Heading);
            return at + 1;
        }
        self.in_table = true;
        match filled.as_slice() {
            [first, ..] if first.is(first.from, "total") || first.is(first.from, "totals") => {
                self.left(line.span, LeftOutWhy::PageFurniture);
            }
            [] => self.left(line.span, LeftOutWhy::PageFurniture),
            [one] if label::is_heading(**one) => self.head(**one),
            _ => {
                let columns = self.table.clone().unwrap_or_default();
                self.push(words, false, Some(columns), false);
            }
        }
        at + 1
    }

    fn text(&mut self, at: usize, words: Words<'a>, body: usize, item: bool) -> usize {
        let (to, next) = self.run_on(at, words);
        let whole = self.sheet.between(body, to);
        // A stem may run over lines as any sentence does.
        let all = self.sheet.between(words.from, to);
        if next > at + 1
            && whole.any(whole.to - 1, these![":"])
            && self.is_stem(next - 1, all, body)
        {
            return self.stem(next - 1, all, body);
        }
        // "F4 DELETE Daily phonics …": a line that a later plan will not have.
        if whole.any(body, these!["delete", "deleted"])
            && whole.token(body).is_some_and(|token| token.caps)
        {
            self.left_words(all, LeftOutWhy::StruckOut);
            return next;
        }
        if body > words.from {
            self.left_words(words.within(words.from, body), LeftOutWhy::Heading);
        }
        let why = match self.mode {
            Mode::Provision => None,
            Mode::Outcome => Some(LeftOutWhy::Outcome),
            Mode::Need => Some(LeftOutWhy::Need),
        };
        if let Some(why) = why {
            // A dose and who gives it are provision, whatever label stands above.
            let marks = mark::marks(whole);
            if !dose::has_dose(whole, &marks, self.year) || role::read(whole).is_none() {
                self.left_words(whole, why);
                return next;
            }
            self.mode = Mode::Provision;
        }
        self.push(whole, item, None, false);
        next
    }

    fn push(&mut self, words: Words<'a>, item: bool, row: Option<Vec<Column>>, whole: bool) {
        self.pieces.push(Piece::Block(Block {
            words,
            item,
            row,
            whole,
            area: self.need.or(self.area),
            hint: self.hint,
            heading: self.heading,
            stem: Stem {
                weeks: self
                    .stem
                    .and_then(|stem| stem.weeks)
                    .or(self.weeks)
                    .or(self.plan_weeks),
                ..self.stem.unwrap_or_default()
            },
        }));
    }
}
