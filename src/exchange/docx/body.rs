//! The body of a Word document: paragraphs, lists and tables as a person sees them.
//!
//! Inserted words count and deleted ones do not; a text box is read once; what is struck out by
//! its author stands between `~~`, so that the reader of Section F can tell. A note stands behind
//! the paragraph that refers to it: its dose belongs to that provision, not to the document's end.

use std::collections::HashMap;

use super::super::document::{Block, WITHIN_CELL};
use super::numbering::{Label, Numbering};
use super::paragraph::Paragraph;
use super::part::{Element, Node, NotDocx, walk};
use super::styles::{Styles, outline_heading};
use super::table::{Cell, Row, Table};

/// What is passed by: deleted and moved words, the copy of a text box for old programs, former
/// properties, the codes of fields, phonetic guides.
const PAST: [&str; 12] = [
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
    "rt",
];

/// How deep fields and content controls may stand in one another.
const DEEPEST: usize = 64;

/// What is open around the place of the walk.
enum Frame {
    Paragraph(Paragraph),
    Table(Table),
    Row(Row),
    Cell(Cell),
    /// A row or a cell of a table with one column, which is only a frame around what stands in it.
    Through,
}

/// The words of notes, by whether they are endnotes and by number.
pub(super) type Notes = HashMap<(bool, String), Vec<String>>;

/// A body being read.
pub(super) struct Body<'a> {
    styles: &'a Styles,
    numbering: &'a mut Numbering,
    notes: Notes,
    frames: Vec<Frame>,
    /// Of the fields open here, whether each is at its result.
    fields: Vec<bool>,
    /// Of the content controls open here, whether each shows only how to fill it in.
    controls: Vec<bool>,
    /// A paragraph whose end was deleted, and how many frames stand around it.
    unended: Option<(usize, Paragraph)>,
    padding: usize,
    embedded: bool,
    blocks: Vec<Block>,
}

impl<'a> Body<'a> {
    /// Begins a body.
    pub(super) fn new(styles: &'a Styles, numbering: &'a mut Numbering, notes: Notes) -> Self {
        Self {
            styles,
            numbering,
            notes,
            frames: Vec::new(),
            fields: Vec::new(),
            controls: Vec::new(),
            unended: None,
            padding: 0,
            embedded: false,
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
        if self.embedded {
            return Err(NotDocx::Embedded);
        }
        if let Some((_, paragraph)) = self.unended.take() {
            self.paragraph(&paragraph);
        }
        Ok(self.blocks)
    }

    fn open(&mut self, element: &Element<'_>) {
        match element.name {
            "p" => self.frames.push(Frame::Paragraph(Paragraph::default())),
            "tbl" => {
                self.end_here();
                self.frames.push(Frame::Table(Table::default()));
            }
            "tr" => self.frames.push(match self.frames.last() {
                Some(Frame::Table(table)) if table.columns == 1 => Frame::Through,
                Some(_) | None => Frame::Row(Row::default()),
            }),
            "tc" => self.frames.push(match self.frames.last() {
                Some(Frame::Through) => Frame::Through,
                Some(_) | None => Frame::Cell(Cell::default()),
            }),
            "altChunk" => self.embedded = true,
            "sdt" if self.controls.len() < DEEPEST => self.controls.push(false),
            "showingPlcHdr" => {
                if let Some(control) = self.controls.last_mut() {
                    *control = element.is_on();
                }
            }
            "fldChar" => self.field(element),
            _ => match self.frames.last_mut() {
                Some(Frame::Paragraph(paragraph)) => paragraph.property(element),
                Some(Frame::Table(table)) => table.property(element),
                Some(Frame::Row(row)) => row.property(element),
                Some(Frame::Cell(cell)) => cell.property(element),
                Some(Frame::Through) | None => {}
            },
        }
    }

    /// Keeps track of fields: what stands before a field's result is its code.
    fn field(&mut self, element: &Element<'_>) {
        match element.value("fldCharType").as_deref() {
            Some("begin") if self.fields.len() < DEEPEST => self.fields.push(false),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    *field = true;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            Some(_) | None => {}
        }
    }

    fn text(&mut self, text: &str) {
        let coded = self.fields.contains(&false) || self.controls.contains(&true);
        if let Some(Frame::Paragraph(paragraph)) = self.frames.last_mut()
            && !coded
        {
            paragraph.push(text);
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "r" | "ddList" => {
                if let Some(Frame::Paragraph(paragraph)) = self.frames.last_mut() {
                    if name == "r" {
                        paragraph.end_run();
                    } else {
                        paragraph.choose();
                    }
                }
            }
            "sdt" => {
                self.controls.pop();
            }
            "p" | "tbl" | "tr" | "tc" => self.close_frame(),
            _ => {}
        }
    }

    /// Ends what stands here unended: nothing goes on into a table, or beyond its cell.
    fn end_here(&mut self) {
        let here = self.frames.len();
        if let Some((_, last)) = self.unended.take_if(|(depth, _)| *depth == here) {
            self.paragraph(&last);
        }
    }

    fn close_frame(&mut self) {
        self.end_here();
        match self.frames.pop() {
            Some(Frame::Paragraph(paragraph)) => self.end(paragraph),
            Some(Frame::Table(table)) => self.table(table),
            Some(Frame::Row(mut row)) => {
                if row.deleted {
                    return;
                }
                row.pad(&mut self.padding);
                if let Some(Frame::Table(table)) = self.frames.last_mut() {
                    table.rows.push(row);
                } else {
                    let rows = vec![row];
                    self.table(Table { columns: 0, rows });
                }
            }
            Some(Frame::Cell(cell)) => {
                if let Some(Frame::Row(row)) = self.frames.last_mut() {
                    row.push(&cell, &mut self.padding);
                } else {
                    cell.lines.iter().for_each(|line| self.line(line.clone()));
                }
            }
            Some(Frame::Through) | None => {}
        }
    }

    /// Ends a paragraph, unless its end was deleted.
    fn end(&mut self, mut paragraph: Paragraph) {
        // A field whose code has no end would hide the rest of the plan.
        self.fields.retain(|result| *result);
        if let Some((depth, before)) = self.unended.take() {
            if depth == self.frames.len() {
                paragraph.continue_from(&before);
            } else {
                self.paragraph(&before);
            }
        }
        if paragraph.runs_on {
            self.unended = Some((self.frames.len(), paragraph));
        } else {
            self.paragraph(&paragraph);
        }
    }

    /// The cell that words go into here, if any.
    fn around(&mut self) -> Option<&mut Cell> {
        self.frames.iter_mut().rev().find_map(|frame| match frame {
            Frame::Cell(cell) => Some(cell),
            Frame::Paragraph(_) | Frame::Table(_) | Frame::Row(_) | Frame::Through => None,
        })
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let style = paragraph.style.as_deref().unwrap_or_default();
        let (list, level) = match (paragraph.list, self.styles.list(style)) {
            (Some(list), styled) => (Some(list), styled.and_then(|(_, level)| level)),
            (None, Some((list, level))) => (Some(list), level),
            (None, None) => (None, None),
        };
        let styled = list.and_then(|list| self.numbering.level_of(list, style));
        let level = paragraph.level.or(level).or(styled).unwrap_or(0);
        let label = list.and_then(|list| self.numbering.next(list, level));
        let text = paragraph.text.trim();
        if !text.is_empty() {
            let outline = paragraph.outline.and_then(outline_heading);
            let heading = outline.or_else(|| self.styles.heading(style));
            self.words(text, heading, label);
        }
        for note in &paragraph.notes {
            for line in self.notes.remove(note).unwrap_or_default() {
                self.line(line);
            }
        }
    }

    fn words(&mut self, text: &str, heading: Option<u8>, label: Option<Label>) {
        let labelled = match &label {
            Some(Label::Bullet) => format!("• {text}"),
            Some(Label::Number(number)) => format!("{number} {text}"),
            None => text.to_owned(),
        };
        if self.around().is_some() {
            return self.line(labelled);
        }
        self.blocks.push(match (heading, label) {
            (Some(level), _) => Block::Heading(level, labelled),
            (None, Some(Label::Bullet)) => Block::Bullet(text.to_owned()),
            (None, Some(Label::Number(number))) => Block::Numbered(number, text.to_owned()),
            (None, None) => Block::Paragraph(labelled),
        });
    }

    /// Takes in a line: of the cell around, or of its own.
    fn line(&mut self, text: String) {
        if let Some(cell) = self.around() {
            let within = text.replace('\n', WITHIN_CELL.encode_utf8(&mut [0; 4]));
            cell.lines.push(within.replace('\t', " "));
        } else {
            self.blocks.push(Block::Paragraph(text));
        }
    }

    /// Takes a table in; one within a cell becomes lines of the cell.
    fn table(&mut self, table: Table) {
        if let Some(cell) = self.around() {
            cell.lines.extend(table.lines());
        } else {
            self.blocks.extend(table.blocks());
        }
    }
}
