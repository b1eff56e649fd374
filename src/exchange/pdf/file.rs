//! A PDF as a file: its objects by number, read when they are asked for.

use std::collections::HashMap;
use std::ops::Range;

use super::fault::{Budget, NotPdf};
use super::lexer::{Lexer, Token};
use super::object::{Dict, Object, object, whole};
use super::stored::{ends, indirect, unpacked};
use super::xref::{self, Place, Table};

/// The largest file that is read as a plan; scans are larger, and hold no text.
const LARGEST: usize = 256 << 20;

/// How many references may lead to one another.
const LONGEST_CHAIN: usize = 16;

/// How far into a file its header may stand.
const FAR: usize = 1024;

/// A file being read.
pub(super) struct File<'a> {
    bytes: &'a [u8],
    table: Table,
    /// Streams of objects, unpacked, each with where its objects begin.
    packed: HashMap<u32, (Vec<u8>, Vec<usize>)>,
    /// What may still be spent on it.
    pub(super) budget: Budget,
}

impl<'a> File<'a> {
    /// Opens a file.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, NotPdf> {
        let head = bytes.get(..bytes.len().min(FAR)).unwrap_or_default();
        let start = head.windows(5).position(|window| window == b"%PDF-");
        let bytes = bytes.get(start.ok_or(NotPdf::Other)?..).unwrap_or_default();
        if bytes.len() > LARGEST {
            return Err(NotPdf::TooLarge);
        }
        let mut budget = Budget::new();
        let table = xref::read(bytes, &mut budget)?;
        if table.trailer.contains_key(b"Encrypt".as_slice()) {
            return Err(NotPdf::Protected);
        }
        Ok(Self {
            bytes,
            table,
            packed: HashMap::new(),
            budget,
        })
    }

    /// The catalogue, which leads to all the rest.
    pub(super) fn catalogue(&mut self) -> Result<Dict, NotPdf> {
        let root = self.table.trailer.get(b"Root".as_slice()).cloned();
        let root = self.resolved(&root.ok_or(NotPdf::Damaged)?)?;
        root.dict().cloned().ok_or(NotPdf::Damaged)
    }

    /// What an entry of a dictionary is; nothing where it is not there.
    pub(super) fn get(&mut self, dict: &Dict, key: &str) -> Result<Object, NotPdf> {
        match dict.get(key.as_bytes()) {
            Some(object) => self.resolved(object),
            None => Ok(Object::Null),
        }
    }

    /// The dictionary that an entry is; an empty one where it is none.
    pub(super) fn dict(&mut self, dict: &Dict, key: &str) -> Result<Dict, NotPdf> {
        let object = self.get(dict, key)?;
        Ok(object.dict().cloned().unwrap_or_default())
    }

    /// The numbers of a list; those that are none are left out.
    pub(super) fn numbers(&mut self, dict: &Dict, key: &str) -> Result<Vec<f64>, NotPdf> {
        let list = self.get(dict, key)?;
        let mut numbers = Vec::new();
        for item in list.list().unwrap_or_default() {
            numbers.extend(self.resolved(item)?.number());
        }
        Ok(numbers)
    }

    /// Follows references to what they lead to; nothing where that is not there.
    pub(super) fn resolved(&mut self, object: &Object) -> Result<Object, NotPdf> {
        let mut object = object.clone();
        for _ in 0..LONGEST_CHAIN {
            let Object::Reference(id) = object else {
                return Ok(object);
            };
            object = self.object(id)?;
        }
        Err(NotPdf::Damaged)
    }

    fn object(&mut self, id: u32) -> Result<Object, NotPdf> {
        match self.table.places.get(&id).copied() {
            Some(Place::At(at)) => {
                let (found, mut object) = indirect(self.bytes, at, &mut self.budget)?;
                if found != id {
                    return Err(NotPdf::Damaged);
                }
                self.lengthen(&mut object);
                Ok(object)
            }
            Some(Place::Within(stream, at)) => self.packed(stream, at),
            Some(Place::Gone) | None => Ok(Object::Null),
        }
    }

    /// Corrects where a stream ends whose length stands elsewhere.
    fn lengthen(&mut self, object: &mut Object) {
        let Object::Stream(dict, range) = object else {
            return;
        };
        let Some(Object::Reference(id)) = dict.get(b"Length".as_slice()) else {
            return;
        };
        let Some(Place::At(at)) = self.table.places.get(id).copied() else {
            return;
        };
        let length = indirect(self.bytes, at, &mut self.budget);
        let length = length.ok().and_then(|(_, length)| length.whole());
        if let Some(end) = length.and_then(|length| range.start.checked_add(length))
            && ends(self.bytes, end)
        {
            range.end = end;
        }
    }

    fn packed(&mut self, stream: u32, at: usize) -> Result<Object, NotPdf> {
        if !self.packed.contains_key(&stream) {
            let opened = self.opened(stream)?;
            self.packed.insert(stream, opened);
        }
        let Some((data, starts)) = self.packed.get(&stream) else {
            return Ok(Object::Null);
        };
        let start = starts.get(at).copied().ok_or(NotPdf::Damaged)?;
        object(&mut Lexer::new(data, start), &mut self.budget)
    }

    /// Unpacks a stream of objects, which lies in the open itself.
    fn opened(&mut self, stream: u32) -> Result<(Vec<u8>, Vec<usize>), NotPdf> {
        let Some(Place::At(at)) = self.table.places.get(&stream).copied() else {
            return Err(NotPdf::Damaged);
        };
        let (_, mut object) = indirect(self.bytes, at, &mut self.budget)?;
        self.lengthen(&mut object);
        let Object::Stream(dict, range) = object else {
            return Err(NotPdf::Damaged);
        };
        let whole_number = |key: &[u8]| dict.get(key).and_then(Object::whole);
        let count = whole_number(b"N").ok_or(NotPdf::Damaged)?;
        let first = whole_number(b"First").ok_or(NotPdf::Damaged)?;
        let data = unpacked(self.bytes, &dict, range, &mut self.budget)?;
        let mut lexer = Lexer::new(&data, 0);
        let mut starts = Vec::new();
        for _ in 0..count {
            self.budget.token()?;
            let (_, Some(Token::Number(start))) = (lexer.next(), lexer.next()) else {
                return Err(NotPdf::Damaged);
            };
            let start = whole(start).and_then(|start| first.checked_add(start));
            starts.push(start.ok_or(NotPdf::Damaged)?);
        }
        Ok((data, starts))
    }

    /// The bytes of a stream, unpacked.
    pub(super) fn stream(&mut self, dict: &Dict, range: Range<usize>) -> Result<Vec<u8>, NotPdf> {
        let mut direct = Dict::new();
        for key in ["Filter", "DecodeParms"] {
            let mut value = self.get(dict, key)?;
            if let Object::List(items) = &mut value {
                for item in items {
                    *item = self.resolved(item)?;
                }
            }
            direct.insert(key.as_bytes().to_vec(), value);
        }
        unpacked(self.bytes, &direct, range, &mut self.budget)
    }
}
