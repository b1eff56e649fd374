//! The content of a page, drawn: letters placed, lines kept, pictures measured.

use super::cmap::said;
use super::encoding::loosened;
use super::fault::NotPdf;
use super::file::File;
use super::font::{Font, Glyph};
use super::ink::{Ink, Letter};
use super::lexer::{Lexer, Token};
use super::matrix::Matrix;
use super::object::{Dict, Object, begun};
use super::path::Path;
use super::state::Desk;

/// How deep a drawing may hold others.
const DEEPEST: usize = 12;

/// The most operands that an operator is given.
const MOST_OPERANDS: usize = 64;

/// The longest string that is shown at once.
const LONGEST_STRING: usize = 100_000;

/// The longest words that stand in for glyphs: a ligature, a hyphen, a mark; no paragraph.
const LONGEST_STAND_IN: usize = 12;

/// A stretch of content that the producer marked.
#[derive(Clone, Debug, Default)]
struct Mark {
    aside: bool,
    stand_in: Option<String>,
    /// The room of the glyphs that the words stand in for.
    room: Option<Letter>,
}

/// A page being drawn.
pub(super) struct Drawing<'a, 'f> {
    file: &'a mut File<'f>,
    fonts: &'a mut Vec<Font>,
    known: &'a mut std::collections::HashMap<u32, usize>,
    /// What is drawn.
    pub(super) ink: Ink,
    marks: Vec<Mark>,
    path: Path,
    depth: usize,
}

impl<'a, 'f> Drawing<'a, 'f> {
    /// Begins a page.
    pub(super) fn new(
        file: &'a mut File<'f>,
        fonts: &'a mut Vec<Font>,
        known: &'a mut std::collections::HashMap<u32, usize>,
        size: (f64, f64),
    ) -> Self {
        let ink = Ink {
            size,
            ..Ink::default()
        };
        Self {
            file,
            fonts,
            known,
            ink,
            marks: Vec::new(),
            path: Path::default(),
            depth: 0,
        }
    }

    /// Draws content.
    pub(super) fn draw(
        &mut self,
        content: &[u8],
        resources: &Dict,
        page: Matrix,
    ) -> Result<(), NotPdf> {
        let mut desk = Desk::new(page);
        let mut lexer = Lexer::new(content, 0);
        let mut operands: Vec<Object> = Vec::new();
        let marks = self.marks.len();
        while let Some(token) = lexer.next() {
            match token {
                Token::Word(b"true" | b"false" | b"null")
                | Token::ListCloses
                | Token::DictCloses => {}
                Token::Word(b"BI") => {
                    lexer.skip_picture();
                    self.picture(desk.now.page);
                    operands.clear();
                }
                Token::Word(operator) => {
                    self.file.budget.token()?;
                    self.operate(operator, &operands, resources, &mut desk)?;
                    operands.clear();
                }
                Token::Number(number) => operands.push(Object::Number(number)),
                Token::Text(_) | Token::Name(_) | Token::ListOpens | Token::DictOpens => {
                    match begun(token, &mut lexer, &mut self.file.budget) {
                        Ok(object) => operands.push(object),
                        Err(NotPdf::TooLarge) => return Err(NotPdf::TooLarge),
                        Err(_) => operands.clear(),
                    }
                }
            }
            if operands.len() > MOST_OPERANDS {
                operands.clear();
            }
        }
        while self.marks.len() > marks {
            self.unmark()?;
        }
        Ok(())
    }

    fn operate(
        &mut self,
        operator: &[u8],
        operands: &[Object],
        resources: &Dict,
        desk: &mut Desk,
    ) -> Result<(), NotPdf> {
        let number = |at: usize| operands.get(at).and_then(Object::number).unwrap_or(0.0);
        let matrix = || Matrix([0, 1, 2, 3, 4, 5].map(number));
        match operator {
            b"q" => desk.put_aside(),
            b"Q" => desk.take_up(),
            b"cm" => desk.now.page = matrix().then(desk.now.page),
            b"BT" => desk.stand(Matrix::SAME),
            b"Tf" => {
                desk.now.font = self.font(operands, resources)?;
                desk.now.size = number(1);
            }
            b"Tc" => desk.now.letter_space = number(0),
            b"Tw" => desk.now.word_space = number(0),
            b"Tz" => desk.now.stretch = number(0) / 100.0,
            b"TL" => desk.now.leading = number(0),
            b"Ts" => desk.now.rise = number(0),
            b"Tm" => desk.stand(matrix()),
            b"Td" => desk.go(number(0), number(1)),
            b"TD" => {
                desk.now.leading = -number(1);
                desk.go(number(0), number(1));
            }
            b"T*" => desk.next_line(),
            b"Tj" => self.show(operands.first(), desk)?,
            b"'" => {
                desk.next_line();
                self.show(operands.first(), desk)?;
            }
            b"\"" => {
                desk.now.word_space = number(0);
                desk.now.letter_space = number(1);
                desk.next_line();
                self.show(operands.get(2), desk)?;
            }
            b"TJ" => {
                for item in operands.first().and_then(Object::list).unwrap_or_default() {
                    match item.number() {
                        Some(back) => {
                            let by = -back / 1000.0 * desk.now.size * desk.now.stretch;
                            desk.advance(by);
                        }
                        None => self.show(Some(item), desk)?,
                    }
                }
            }
            b"Do" => self.object(operands, resources, desk.now.page)?,
            b"BDC" | b"BMC" => self.mark(operands, resources)?,
            b"EMC" => self.unmark()?,
            _ => self
                .path
                .operate(operator, operands, desk.now.page, &mut self.ink),
        }
        Ok(())
    }

    /// The font that `Tf` names; one that other pages use is read once.
    fn font(&mut self, operands: &[Object], resources: &Dict) -> Result<Option<usize>, NotPdf> {
        let Some(name) = operands.first().and_then(Object::name) else {
            return Ok(None);
        };
        let fonts = self.file.dict(resources, "Font")?;
        let Some(font) = fonts.get(name) else {
            return Ok(None);
        };
        let id = if let Object::Reference(id) = font {
            Some(*id)
        } else {
            None
        };
        if let Some(place) = id.and_then(|id| self.known.get(&id)) {
            return Ok(Some(*place));
        }
        let dict = self.file.resolved(font)?;
        let Some(dict) = dict.dict() else {
            return Ok(None);
        };
        let font = Font::read(self.file, dict)?;
        let place = self.fonts.len();
        self.fonts.push(font);
        self.known.extend(id.map(|id| (id, place)));
        Ok(Some(place))
    }

    fn show(&mut self, text: Option<&Object>, desk: &mut Desk) -> Result<(), NotPdf> {
        let (Some(Object::Text(bytes)), Some(font)) = (text, desk.now.font) else {
            return Ok(());
        };
        let Some(font) = self.fonts.get(font) else {
            return Ok(());
        };
        // Letters without a height are nowhere on the page, and nothing that anybody has read.
        if desk.now.size == 0.0 {
            return Ok(());
        }
        if bytes.len() > LONGEST_STRING {
            return Err(NotPdf::TooLarge);
        }
        let glyphs = font.glyphs(bytes);
        self.file.budget.letters(glyphs.len())?;
        let mut askew = String::new();
        for glyph in &glyphs {
            let state = desk.now;
            let at = desk.text.then(state.page);
            let width = glyph.width * state.size * state.stretch;
            if let Some(room) = Letter::room(at, width, state.size, state.rise) {
                self.place(glyph, room)?;
            } else {
                askew.push_str(&glyph.words);
            }
            let word_space = if glyph.blank { state.word_space } else { 0.0 };
            desk.advance(width + (state.letter_space + word_space) * state.stretch);
        }
        if !askew.trim().is_empty() {
            self.file.budget.letters(askew.len())?;
            self.ink.askew.push(askew);
        }
        Ok(())
    }

    /// Places a glyph in its room.
    fn place(&mut self, glyph: &Glyph, room: Letter) -> Result<(), NotPdf> {
        let (wide, high) = self.ink.size;
        let off_page = room.right < 0.0 || room.left > wide || room.base < 0.0 || room.base > high;
        if off_page {
            return Ok(());
        }
        let aside = self.marks.iter().any(|mark| mark.aside);
        let room = Letter { aside, ..room };
        let standing = self.marks.iter_mut().rev();
        if let Some(mark) = standing.into_iter().find(|mark| mark.stand_in.is_some()) {
            match &mut mark.room {
                Some(whole) => {
                    whole.left = whole.left.min(room.left);
                    whole.right = whole.right.max(room.right);
                }
                None => mark.room = Some(room),
            }
            return Ok(());
        }
        self.spread(&glyph.words, room)
    }

    /// Spreads words over a room, ligatures letter by letter.
    fn spread(&mut self, words: &str, room: Letter) -> Result<(), NotPdf> {
        let letters: Vec<char> = words.chars().flat_map(loosened).collect();
        self.file.budget.letters(letters.len().saturating_sub(1))?;
        let count = f64::from(u32::try_from(letters.len().max(1)).unwrap_or(1));
        let each = (room.right - room.left) / count;
        let mut left = room.left;
        for sign in letters {
            let right = left + each;
            self.ink.letters.push(Letter {
                sign,
                left,
                right,
                ..room
            });
            left = right;
        }
        Ok(())
    }

    fn mark(&mut self, operands: &[Object], resources: &Dict) -> Result<(), NotPdf> {
        let of = match operands.get(1) {
            Some(Object::Dict(dict)) => dict.clone(),
            Some(Object::Name(name)) => {
                let named = self.file.dict(resources, "Properties")?;
                let dict = named.get(name).cloned().unwrap_or(Object::Null);
                self.file
                    .resolved(&dict)?
                    .dict()
                    .cloned()
                    .unwrap_or_default()
            }
            Some(_) | None => Dict::new(),
        };
        let tag = operands.first().and_then(Object::name);
        let kind = self.file.get(&of, "Type")?;
        let aside = tag == Some(b"Artifact") && kind.name() == Some(b"Pagination");
        let stand_in = self.file.get(&of, "ActualText")?;
        let stand_in = stand_in.text().map(said);
        let stand_in = stand_in.filter(|words| words.chars().count() <= LONGEST_STAND_IN);
        self.marks.push(Mark {
            aside,
            stand_in,
            room: None,
        });
        if self.marks.len() > 4096 {
            return Err(NotPdf::TooLarge);
        }
        Ok(())
    }

    fn unmark(&mut self) -> Result<(), NotPdf> {
        let Some(mark) = self.marks.pop() else {
            return Ok(());
        };
        if let (Some(words), Some(room)) = (mark.stand_in, mark.room) {
            self.spread(&words, room)?;
        }
        Ok(())
    }

    /// Draws an object that content names: a picture, or content of its own.
    fn object(
        &mut self,
        operands: &[Object],
        resources: &Dict,
        page: Matrix,
    ) -> Result<(), NotPdf> {
        let Some(name) = operands.first().and_then(Object::name) else {
            return Ok(());
        };
        let objects = self.file.dict(resources, "XObject")?;
        let object = objects.get(name).cloned().unwrap_or(Object::Null);
        let object = self.file.resolved(&object)?;
        let Some(dict) = object.dict() else {
            return Ok(());
        };
        match self.file.get(dict, "Subtype")?.name() {
            Some(b"Image") => self.picture(page),
            Some(b"Form") => self.form(&object, resources, page)?,
            _ => {}
        }
        Ok(())
    }

    /// Draws a form: content with places and resources of its own.
    pub(super) fn form(
        &mut self,
        form: &Object,
        resources: &Dict,
        page: Matrix,
    ) -> Result<(), NotPdf> {
        let Object::Stream(dict, range) = form else {
            return Ok(());
        };
        if self.depth >= DEEPEST {
            return Err(NotPdf::TooLarge);
        }
        let own = self.file.dict(dict, "Resources")?;
        let resources = if own.is_empty() { resources } else { &own };
        let numbers = self.file.numbers(dict, "Matrix")?;
        let matrix = <[f64; 6]>::try_from(numbers).map_or(Matrix::SAME, Matrix);
        let content = self.file.stream(dict, range.clone())?;
        self.depth += 1;
        let drawn = self.draw(&content, resources, matrix.then(page));
        self.depth -= 1;
        drawn
    }

    /// Measures a picture, which fills the square of one.
    fn picture(&mut self, page: Matrix) {
        let (x, y) = page.turn(1.0, 0.0);
        let (to_x, to_y) = page.turn(0.0, 1.0);
        self.ink.pictured += (x * to_y - y * to_x).abs();
    }
}
