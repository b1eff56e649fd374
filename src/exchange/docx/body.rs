//! The body of a Word document: paragraphs, lists and tables as a person sees them.
//!
//! Inserted words count and deleted ones do not; a text box is read once; what is struck out by
//! its author stands between `~~`, so that the reader of Section F can tell.

use super::super::document::{Block, WITHIN_CELL};
use super::numbering::{Label, Numbering};
use super::part::{Element, Node, NotDocx, walk};
use super::styles::{Styles, outline_heading};

/// What is passed by: deleted and moved words, the copy of a text box for old programs, former
/// properties, the codes of fields.
const PAST: [&str; 11] = [
    "del",
    "moveFrom",
    "Fallback",
    "pPrChange",
    "rPrChange",
    "sectPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "instrText",
    "delText",
];

/// The most columns a cell may span in Word.
const WIDEST: usize = 63;

/// The most empty cells added in a document, so that a hostile one does not swell.
const MOST_PADDING: usize = 100_000;

/// What marks words that are struck out.
const STRUCK: &str = "~~";

#[derive(Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    outline: Option<u32>,
    list: Option<u32>,
    level: Option<u32>,
    /// Where the current run begins, and whether it is struck out.
    run: usize,
    struck: bool,
    /// Where the last struck run ended.
    struck_end: Option<usize>,
}

#[derive(Default)]
struct Cell {
    lines: Vec<String>,
    span: usize,
}

/// What is open around the place of the walk.
enum Frame {
    Paragraph(Paragraph),
    Table(Vec<Vec<String>>),
    Row { cells: Vec<String>, deleted: bool },
    Cell(Cell),
}

/// A body being read.
pub(super) struct Body<'a> {
    styles: &'a Styles,
    numbering: &'a mut Numbering,
    frames: Vec<Frame>,
    padding: usize,
    blocks: Vec<Block>,
}

impl<'a> Body<'a> {
    /// Begins a body.
    pub(super) fn new(styles: &'a Styles, numbering: &'a mut Numbering) -> Self {
        Self {
            styles,
            numbering,
            frames: Vec::new(),
            padding: 0,
            blocks: Vec::new(),
        }
    }

    /// Reads a part into blocks.
    pub(super) fn read(mut self, xml: &str) -> Result<Vec<Block>, NotDocx> {
        walk(xml, &PAST, |node| match node {
            Node::Open(element) => self.open(&element),
            Node::Text(text, "t") => self.text(text),
            Node::Text(..) => {}
            Node::Close(name) => self.close(name),
        })?;
        Ok(self.blocks)
    }

    fn open(&mut self, element: &Element<'_>) {
        match element.name {
            "p" => self.frames.push(Frame::Paragraph(Paragraph::default())),
            "tbl" => self.frames.push(Frame::Table(Vec::new())),
            "tr" => self.frames.push(Frame::Row {
                cells: Vec::new(),
                deleted: false,
            }),
            "tc" => self.frames.push(Frame::Cell(Cell::default())),
            _ => match self.frames.last_mut() {
                Some(Frame::Paragraph(paragraph)) => property(paragraph, element),
                Some(Frame::Row { deleted, .. }) => {
                    *deleted |= element.name == "del" && element.parent == "trPr";
                }
                Some(Frame::Cell(cell)) if element.name == "gridSpan" => {
                    let span = element.number().and_then(|span| usize::try_from(span).ok());
                    cell.span = span.unwrap_or(1).clamp(1, WIDEST);
                }
                Some(Frame::Cell(_) | Frame::Table(_)) | None => {}
            },
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(Frame::Paragraph(paragraph)) = self.frames.last_mut() {
            let shown = |letter: char| if letter == '\n' { ' ' } else { letter };
            paragraph.text.extend(text.chars().map(shown));
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "r" => {
                if let Some(Frame::Paragraph(paragraph)) = self.frames.last_mut() {
                    strike(paragraph);
                }
            }
            "p" | "tbl" | "tr" | "tc" => match self.frames.pop() {
                Some(Frame::Paragraph(paragraph)) => self.paragraph(&paragraph),
                Some(Frame::Table(rows)) => self.table(rows),
                Some(Frame::Row { deleted: true, .. }) | None => {}
                Some(Frame::Row { cells, .. }) => match self.frames.last_mut() {
                    Some(Frame::Table(rows)) => rows.push(cells),
                    Some(Frame::Paragraph(_) | Frame::Row { .. } | Frame::Cell(_)) | None => {
                        self.table(vec![cells]);
                    }
                },
                Some(Frame::Cell(cell)) => self.cell(&cell),
            },
            _ => {}
        }
    }

    /// The cell that words go into here, if any.
    fn around(&mut self) -> Option<&mut Cell> {
        self.frames.iter_mut().rev().find_map(|frame| match frame {
            Frame::Cell(cell) => Some(cell),
            Frame::Paragraph(_) | Frame::Table(_) | Frame::Row { .. } => None,
        })
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let style = paragraph.style.as_deref().unwrap_or_default();
        let (list, level) = match (paragraph.list, self.styles.list(style)) {
            (Some(list), styled) => (Some(list), styled.map(|(_, level)| level)),
            (None, styled) => styled.unzip(),
        };
        let level = paragraph.level.or(level).unwrap_or(0);
        let label = list.and_then(|list| self.numbering.next(list, level));
        let text = paragraph.text.trim();
        if text.is_empty() {
            return;
        }
        let outline = paragraph.outline.and_then(outline_heading);
        let heading = outline.or_else(|| self.styles.heading(style));
        let labelled = match &label {
            Some(Label::Bullet) => format!("• {text}"),
            Some(Label::Number(number)) => format!("{number} {text}"),
            None => text.to_owned(),
        };
        if let Some(cell) = self.around() {
            let within = labelled.replace('\n', WITHIN_CELL.encode_utf8(&mut [0; 4]));
            cell.lines.push(within.replace('\t', " "));
            return;
        }
        self.blocks.push(match (heading, label) {
            (Some(level), _) => Block::Heading(level, labelled),
            (None, Some(Label::Bullet)) => Block::Bullet(text.to_owned()),
            (None, Some(Label::Number(number))) => Block::Numbered(number, text.to_owned()),
            (None, None) => Block::Paragraph(labelled),
        });
    }

    fn cell(&mut self, cell: &Cell) {
        let text = cell.lines.join(WITHIN_CELL.encode_utf8(&mut [0; 4]));
        let room = MOST_PADDING.saturating_sub(self.padding);
        let padding = cell.span.saturating_sub(1).min(room);
        self.padding += padding;
        if let Some(Frame::Row { cells, .. }) = self.frames.last_mut() {
            cells.push(text);
            cells.extend((0..padding).map(|_| String::new()));
        } else {
            self.table(vec![vec![text]]);
        }
    }

    /// Takes a table in; one within a cell becomes lines of the cell.
    fn table(&mut self, rows: Vec<Vec<String>>) {
        let said = |row: &&Vec<String>| row.iter().any(|cell| !cell.is_empty());
        if let Some(cell) = self.around() {
            for row in rows.iter().filter(said) {
                let cells = row.iter().filter(|cell| !cell.is_empty());
                let cells: Vec<&str> = cells.map(String::as_str).collect();
                cell.lines.push(cells.join(" | "));
            }
        } else if rows.iter().any(|row| said(&row)) {
            self.blocks.push(Block::Table(rows));
        }
    }
}

/// Takes in what an element says of the paragraph or the run it stands in.
fn property(paragraph: &mut Paragraph, element: &Element<'_>) {
    match (element.parent, element.name) {
        ("pPr", "pStyle") => paragraph.style = element.value("val"),
        ("pPr", "outlineLvl") => paragraph.outline = element.number(),
        ("numPr", "numId") => paragraph.list = element.number(),
        ("numPr", "ilvl") => paragraph.level = element.number(),
        (_, "r") => {
            paragraph.run = paragraph.text.len();
            paragraph.struck = false;
        }
        ("rPr", "strike" | "dstrike") => paragraph.struck = element.is_on(),
        ("r", "tab" | "ptab") => paragraph.text.push('\t'),
        ("r", "br" | "cr") => paragraph.text.push('\n'),
        ("r", "noBreakHyphen") => paragraph.text.push('\u{2011}'),
        ("r", "sym") => paragraph.text.extend(symbol(element)),
        _ => {}
    }
}

/// The character of a symbol font that an element names; Word's own bullet as a bullet.
fn symbol(element: &Element<'_>) -> Option<char> {
    let code = u32::from_str_radix(&element.value("char")?, 16).ok()?;
    if code == 0xF0B7 {
        return Some('•');
    }
    char::from_u32(code).filter(|letter| !letter.is_control())
}

/// Marks the run that ends here where it is struck out; runs that touch are marked as one.
fn strike(paragraph: &mut Paragraph) {
    let run = paragraph.text.get(paragraph.run..).unwrap_or_default();
    if !paragraph.struck || run.trim().is_empty() {
        return;
    }
    if paragraph.struck_end == Some(paragraph.run) {
        let end = paragraph.run - STRUCK.len();
        paragraph.text.replace_range(end..paragraph.run, "");
    } else {
        paragraph.text.insert_str(paragraph.run, STRUCK);
    }
    paragraph.text.push_str(STRUCK);
    paragraph.struck_end = Some(paragraph.text.len());
}
