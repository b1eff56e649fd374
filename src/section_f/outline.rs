//! The lines of a plan in order: what each is, and the blocks of text that hold provisions.

use crate::domain::framework::YearShape;
use crate::domain::provision::{AreaCode, LeftOutWhy, Span};

use super::item::Stem;
use super::label::{self, Mode};
use super::section::{self, Title};
use super::table::{self, Column};
use super::token::{Kind, Line, Sheet, Words};
use super::{area, dose, mark, marker, ratio, role, wrap};

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
    gone: &'a [bool],
    width: Option<usize>,
    year: YearShape,
    area: Option<AreaCode>,
    heading: Option<Span>,
    mode: Mode,
    stem: Option<Stem>,
    table: Option<Vec<Column>>,
    in_table: bool,
    pieces: Vec<Piece<'a>>,
}

/// The pieces of a plan in the order of its lines; `gone` marks the lines that are furniture.
pub(crate) fn pieces<'a>(sheet: &'a Sheet, gone: &'a [bool], year: YearShape) -> Vec<Piece<'a>> {
    let mut outline = Outline {
        sheet,
        lines: section::lines(sheet),
        gone,
        width: wrap::width(sheet),
        year,
        area: None,
        heading: None,
        mode: Mode::Provision,
        stem: None,
        table: None,
        in_table: false,
        pieces: Vec::new(),
    };
    let mut at = 0;
    while let Some((line, inside, title)) = outline.lines.get(at).copied() {
        at = outline.line(at, line, inside, title).max(at + 1);
    }
    outline.pieces
}

/// Words after which a sentence cannot end.
const OPEN: &[&str] = &[
    "the", "a", "an", "of", "to", "for", "with", "and", "or", "by", "in", "per", "each", "every",
    "on", "at", "from", "his", "her", "their", "will", "be", "is", "are", "x", "&", ",", "-", "(",
    "/",
];

impl<'a> Outline<'a> {
    /// Reads a line, and gives the line to read next.
    fn line(&mut self, at: usize, line: Line, inside: bool, title: Option<Title>) -> usize {
        let words = self.sheet.line(line);
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
        let body = marker::body(words);
        if table::is_row(words, body) {
            return self.row(at, line, words);
        }
        self.in_table = false;
        self.table = None;
        let text = words.within(body, words.to);
        if text.count() == 0 {
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
        if !item && self.next_is_item(at) && words.word(words.to - 1) == ":" {
            return self.stem(at, words);
        }
        let heading = if item {
            label::is_area_heading(text)
        } else {
            label::is_heading(words)
        };
        if heading {
            self.head(words);
            return at + 1;
        }
        if !item {
            self.stem = None;
        }
        self.text(at, words, body, item)
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
        let sentence = rest.has(&["will"]) || dose::has_dose(rest, &marks, self.year);
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
            self.mode = Mode::Provision;
        }
        self.stem = None;
        self.heading = words.span();
        self.left_words(words, LeftOutWhy::Heading);
    }

    fn label(&mut self, at: usize, words: Words<'a>, mode: Mode, end: usize) -> usize {
        self.stem = None;
        let rest = words.within(end, words.to);
        let bare = rest.count() == 0;
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
        let (to, next) = self.run_on(at, words);
        self.left_words(self.sheet.between(words.from, to), why);
        next
    }

    /// A line that ends with a colon above a list: its who and period are each item's.
    fn stem(&mut self, at: usize, words: Words<'a>) -> usize {
        let marks = mark::marks(words);
        let own = dose::has_dose(words, &marks, self.year);
        if own && let Some(to) = self.undosed_items(at) {
            self.push(self.sheet.between(words.from, to.0), true, None, true);
            return to.1;
        }
        if label::is_heading(words) && role::read(words).is_none() {
            self.head(words);
            return at + 1;
        }
        let amounts = dose::read(words, &marks, None, self.year);
        let regular = dose::named_period(&marks);
        self.stem = Some(Stem {
            who: role::read(words),
            per: amounts.per.or(regular),
            ratio: ratio::read(words),
        });
        self.left_words(words, LeftOutWhy::Heading);
        at + 1
    }

    /// The end of the items below a stem, where none has a dose of its own.
    fn undosed_items(&self, at: usize) -> Option<(usize, usize)> {
        let mut next = at + 1;
        let mut to = None;
        while let Some((line, true, None)) = self.lines.get(next).copied() {
            let words = self.sheet.line(line);
            if words.is_empty() {
                if !self.is_gone(next) {
                    break;
                }
            } else if marker::body(words) == words.from {
                break;
            } else if dose::has_dose(words, &mark::marks(words), self.year) {
                return None;
            } else {
                to = Some((line.to, next + 1));
            }
            next += 1;
        }
        to
    }

    fn next_is_item(&self, at: usize) -> bool {
        let below = self
            .lines
            .iter()
            .skip(at + 1)
            .map(|(line, ..)| self.sheet.line(*line));
        let mut below = below.filter(|words| !words.is_empty());
        below
            .next()
            .is_some_and(|words| marker::body(words) > words.from)
    }

    fn row(&mut self, at: usize, line: Line, words: Words<'a>) -> usize {
        let cells = table::cells(words);
        let filled: Vec<&Words<'a>> = cells.iter().filter(|cell| cell.count() > 0).collect();
        if let Some(columns) = table::header(&cells) {
            self.table = Some(columns);
            self.in_table = true;
            self.left(line.span, LeftOutWhy::Heading);
            return at + 1;
        }
        self.in_table = true;
        match filled.as_slice() {
            [first, ..]
                if first.word(first.from) == "total" || first.word(first.from) == "totals" =>
            {
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
            area: self.area,
            heading: self.heading,
            stem: self.stem.unwrap_or_default(),
        }));
    }

    /// The end of a sentence that runs over lines: its last token, and the line after it.
    fn run_on(&mut self, at: usize, words: Words<'a>) -> (usize, usize) {
        let (mut to, mut last, mut next) = (words.to, at, at + 1);
        let mut apart = false;
        while let Some((line, true, None)) = self.lines.get(next).copied() {
            if line.from == line.to {
                apart |= !self.is_gone(next);
                next += 1;
                continue;
            }
            if !self.continues(self.sheet.line(line), to, last, apart) {
                break;
            }
            // Furniture that the sentence runs over is still listed.
            for over in last + 1..next {
                if let Some((over_line, ..)) =
                    self.lines.get(over).copied().filter(|_| self.is_gone(over))
                {
                    // With the end of its line, so that the text runs on over one line's end.
                    let Span { start, end } = over_line.span;
                    self.left(
                        Span {
                            start,
                            end: end + 1,
                        },
                        LeftOutWhy::PageFurniture,
                    );
                }
            }
            (to, last, next, apart) = (line.to, next, next + 1, false);
        }
        (to, last + 1)
    }

    /// Whether a line carries on the sentence that ends at `to`; `apart` where a blank line stands between.
    fn continues(&self, line: Words<'a>, to: usize, last: usize, apart: bool) -> bool {
        let all = self.sheet.words();
        let end = all.back(to, 1);
        if matches!(end, "." | ";" | ":" | "!" | "?" | "|") {
            return false;
        }
        let body = marker::body(line);
        if body > line.from || table::is_row(line, body) || label::label(line, body).is_some() {
            return false;
        }
        let first = line.token(line.from);
        let small = first.is_some_and(|token| !token.capital && token.kind == Kind::Word);
        let open = OPEN.contains(&end);
        if small || apart {
            return small || open && first.is_some_and(|token| !token.capital);
        }
        let of = |line: &(Line, bool, Option<Title>)| line.0;
        let lines =
            self.lines.get(last).map(of).zip(
                (self.lines.iter().skip(last + 1).map(of)).find(|below| below.from == line.from),
            );
        let full =
            lines.is_some_and(|(line, next)| wrap::is_full(self.sheet, self.width, &line, &next));
        open || full && !label::is_heading(line)
    }
}
