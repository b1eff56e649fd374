//! A paragraph of a Word document as it is being read: its words, and what its properties say.

use super::super::signs::{Signs, private};
use super::part::Element;

/// What marks words that are struck out.
const STRUCK: &str = "~~";

/// The most entries of a list to choose from that are kept.
const MOST_ENTRIES: usize = 100;

/// A paragraph.
#[derive(Default)]
pub(super) struct Paragraph {
    /// Its words.
    pub(super) text: String,
    pub(super) style: Option<String>,
    pub(super) outline: Option<u32>,
    pub(super) list: Option<u32>,
    pub(super) level: Option<u32>,
    /// Its end was deleted, so that the next paragraph goes on with it.
    pub(super) runs_on: bool,
    /// The notes that it refers to: whether an endnote, and which.
    pub(super) notes: Vec<(bool, String)>,
    /// Where the current run begins.
    run: usize,
    struck: bool,
    hidden: bool,
    signs: Option<Signs>,
    /// Where the last struck run ended.
    struck_end: Option<usize>,
    /// A list to choose from: its entries, and which is chosen.
    entries: Vec<String>,
    chosen: usize,
}

impl Paragraph {
    /// Takes in words.
    pub(super) fn push(&mut self, text: &str) {
        let signs = self.signs;
        let shown = |letter: char| {
            let code = u8::try_from(u32::from(letter)).ok();
            let own = signs.and_then(|signs| signs.sign(code?));
            let sign = own.or_else(|| private(signs, letter));
            match sign {
                Some(sign) => sign,
                None if letter == '\n' => ' ',
                None => letter,
            }
        };
        self.text.extend(text.chars().map(shown));
    }

    /// Takes in what an element says of the paragraph or the run it stands in.
    pub(super) fn property(&mut self, element: &Element<'_>) {
        match (element.parent, element.name) {
            ("pPr", "pStyle") => self.style = element.value("val"),
            ("pPr", "outlineLvl") => self.outline = element.number(),
            ("numPr", "numId") => self.list = element.number(),
            ("numPr", "ilvl") => self.level = element.number(),
            ("rPr", "del" | "moveFrom") => self.runs_on = true,
            (_, "r") => self.begin_run(),
            ("rPr", "strike" | "dstrike") => self.struck = element.is_on(),
            ("rPr", "vanish") => self.hidden = element.is_on(),
            ("rPr", "rFonts") => {
                let font = element.value("ascii").unwrap_or_default();
                self.signs = Signs::of_font(&font);
            }
            ("r", "tab" | "ptab") => self.text.push('\t'),
            ("r", "br" | "cr") => self.text.push('\n'),
            ("r", "noBreakHyphen") => self.text.push('\u{2011}'),
            ("r", "sym") => self.text.extend(symbol(element)),
            ("r", "footnoteReference" | "endnoteReference") => {
                let note = element.value("id");
                let end = element.name == "endnoteReference";
                self.notes.extend(note.map(|note| (end, note)));
            }
            _ => self.choice(element),
        }
    }

    /// Takes in the fields of a form: boxes to tick, and lists to choose from.
    fn choice(&mut self, element: &Element<'_>) {
        match (element.parent, element.name) {
            ("ffData", "checkBox") => self.text.push('☐'),
            ("checkBox", "default" | "checked") if self.text.ends_with(['☐', '☒']) => {
                self.text.pop();
                self.text.push(if element.is_on() { '☒' } else { '☐' });
            }
            ("ffData", "ddList") => {
                self.entries.clear();
                self.chosen = 0;
            }
            ("ddList", "result") => {
                let chosen = element.number().and_then(|at| usize::try_from(at).ok());
                self.chosen = chosen.unwrap_or(0);
            }
            ("ddList", "listEntry") if self.entries.len() < MOST_ENTRIES => {
                self.entries.extend(element.value("val"));
            }
            _ => {}
        }
    }

    /// Ends a list to choose from: the entry that is chosen is what is read.
    pub(super) fn choose(&mut self) {
        if let Some(entry) = self.entries.get(self.chosen) {
            self.text.push_str(entry);
        }
        self.entries.clear();
    }

    fn begin_run(&mut self) {
        self.run = self.text.len();
        self.struck = false;
        self.hidden = false;
        self.signs = None;
    }

    /// Ends a run: hidden words are not there, struck ones are marked; runs that touch as one.
    pub(super) fn end_run(&mut self) {
        let run = self.text.get(self.run..).unwrap_or_default();
        if self.hidden {
            self.text.truncate(self.run);
            return;
        }
        if !self.struck || run.trim().is_empty() {
            return;
        }
        if self.struck_end == Some(self.run) {
            let end = self.run - STRUCK.len();
            self.text.replace_range(end..self.run, "");
        } else {
            self.text.insert_str(self.run, STRUCK);
        }
        self.text.push_str(STRUCK);
        self.struck_end = Some(self.text.len());
    }

    /// Puts the words of the paragraph before, whose end was deleted, in front.
    pub(super) fn continue_from(&mut self, before: &Self) {
        self.text.insert_str(0, &before.text);
        self.notes.splice(0..0, before.notes.iter().cloned());
    }
}

/// The character of a font of signs that an element names.
fn symbol(element: &Element<'_>) -> Option<char> {
    let code = u32::from_str_radix(&element.value("char")?, 16).ok()?;
    let letter = char::from_u32(code).filter(|letter| !letter.is_control())?;
    let signs = Signs::of_font(&element.value("font").unwrap_or_default());
    Some(private(signs, letter).unwrap_or(letter))
}
