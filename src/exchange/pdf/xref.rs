//! Where each object of a PDF lies: its cross-reference tables, newest first, or a walk over the file.

use std::collections::{HashMap, HashSet};

use super::fault::{Budget, NotPdf};
use super::lexer::{Lexer, Token, is_blank};
use super::object::{Dict, Object, object, whole};
use super::stored::{indirect, unpacked};

/// The most objects a plan may have.
const MOST_OBJECTS: usize = 1_000_000;

/// How many versions of a file may be written behind one another.
const MOST_VERSIONS: usize = 256;

/// How far from a file's end its last cross-reference may be announced.
const TAIL: usize = 4096;

/// Where an object lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// At this byte.
    At(usize),
    /// In a stream of objects, so many behind the first.
    Within(u32, usize),
    /// Nowhere any more.
    Gone,
}

/// Where every object lies, and the dictionary that leads to the first.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) places: HashMap<u32, Place>,
    pub(super) trailer: Dict,
}

/// Reads where the objects of a file lie.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Table, NotPdf> {
    let from = bytes.len().saturating_sub(TAIL);
    let tail = bytes.get(from..).unwrap_or_default();
    // A file that was cut short has lost this, and with it the end of the plan.
    let start = last(tail, b"startxref").ok_or(NotPdf::Damaged)?;
    let mut lexer = Lexer::new(bytes, from + start + b"startxref".len());
    let first = lexer.next();
    if let Some(Token::Number(first)) = first
        && let Some(at) = whole(first)
        && let Ok(table) = written(bytes, at, budget)
        && leads(&table, bytes, budget)
    {
        return Ok(table);
    }
    walked(bytes, budget)
}

/// Where a word stands last.
fn last(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).rposition(|window| window == word)
}

/// Whether the catalogue, where it lies in the open, is where the table says.
fn leads(table: &Table, bytes: &[u8], budget: &mut Budget) -> bool {
    let Some(Object::Reference(root)) = table.trailer.get(b"Root".as_slice()) else {
        return false;
    };
    match table.places.get(root) {
        Some(Place::At(at)) => indirect(bytes, *at, budget)
            .is_ok_and(|(id, object)| id == *root && object.dict().is_some()),
        Some(Place::Within(..)) => true,
        Some(Place::Gone) | None => false,
    }
}

/// Follows the tables as they are written, from the newest to the oldest.
fn written(bytes: &[u8], start: usize, budget: &mut Budget) -> Result<Table, NotPdf> {
    let mut table = Table::default();
    let mut seen = HashSet::new();
    let mut next = vec![start];
    while let Some(at) = next.pop() {
        if !seen.insert(at) {
            continue;
        }
        if seen.len() > MOST_VERSIONS {
            return Err(NotPdf::TooLarge);
        }
        let mut lexer = Lexer::new(bytes, at);
        let trailer = if lexer.next() == Some(Token::Word(b"xref")) {
            sections(&mut table, &mut lexer, budget)?
        } else {
            stream(&mut table, bytes, at, budget)?
        };
        let older = |key: &[u8]| trailer.get(key).and_then(Object::whole);
        next.extend(older(b"Prev"));
        // What stands in a stream beside the table goes before what is older.
        next.extend(older(b"XRefStm"));
        for (key, value) in trailer {
            table.trailer.entry(key).or_insert(value);
        }
    }
    Ok(table)
}

fn put(table: &mut Table, id: usize, place: Place) -> Result<(), NotPdf> {
    if table.places.len() >= MOST_OBJECTS {
        return Err(NotPdf::TooLarge);
    }
    let id = u32::try_from(id).map_err(|_| NotPdf::Damaged)?;
    table.places.entry(id).or_insert(place);
    Ok(())
}

/// Reads a table in words: sections of lines `0000000016 00000 n`.
fn sections(table: &mut Table, lexer: &mut Lexer<'_>, budget: &mut Budget) -> Result<Dict, NotPdf> {
    let count = |token: Option<Token<'_>>| match token {
        Some(Token::Number(number)) => whole(number).ok_or(NotPdf::Damaged),
        _ => Err(NotPdf::Damaged),
    };
    loop {
        let first = match lexer.next() {
            Some(Token::Word(b"trailer")) => break,
            token => count(token)?,
        };
        let length = count(lexer.next())?;
        for id in first..first.saturating_add(length) {
            budget.token()?;
            let at = count(lexer.next())?;
            count(lexer.next())?;
            match lexer.next() {
                Some(Token::Word(b"n")) => put(table, id, Place::At(at))?,
                Some(Token::Word(b"f")) => put(table, id, Place::Gone)?,
                _ => return Err(NotPdf::Damaged),
            }
        }
    }
    let trailer = object(lexer, budget)?;
    trailer.dict().cloned().ok_or(NotPdf::Damaged)
}

/// Reads a table in a stream: entries of so many bytes each.
fn stream(table: &mut Table, bytes: &[u8], at: usize, budget: &mut Budget) -> Result<Dict, NotPdf> {
    let (_, object) = indirect(bytes, at, budget)?;
    let Object::Stream(dict, range) = object else {
        return Err(NotPdf::Damaged);
    };
    let data = unpacked(bytes, &dict, range, budget)?;
    let numbers = |key: &[u8]| {
        let list = dict.get(key).and_then(Object::list)?;
        list.iter().map(Object::whole).collect::<Option<Vec<_>>>()
    };
    let widths = numbers(b"W").ok_or(NotPdf::Damaged)?;
    let [kind, second, third] = widths.as_slice() else {
        return Err(NotPdf::Damaged);
    };
    if widths.iter().any(|width| *width > 8) || *second == 0 {
        return Err(NotPdf::Damaged);
    }
    let size = dict.get(b"Size".as_slice()).and_then(Object::whole);
    let index = numbers(b"Index").unwrap_or_else(|| vec![0, size.unwrap_or(0)]);
    let mut entries = data.chunks_exact(kind + second + third);
    for section in index.chunks_exact(2) {
        let [first, length] = section else { break };
        for (id, entry) in (*first..first.saturating_add(*length)).zip(entries.by_ref()) {
            budget.token()?;
            let (kind_bytes, rest) = entry.split_at_checked(*kind).unwrap_or_default();
            let (second, third) = rest.split_at_checked(*second).unwrap_or_default();
            let place = match (if *kind == 0 { 1 } else { big(kind_bytes) }, big(second)) {
                (1, at) => Place::At(at),
                (2, of) => {
                    let of = u32::try_from(of).map_err(|_| NotPdf::Damaged)?;
                    Place::Within(of, big(third))
                }
                _ => Place::Gone,
            };
            put(table, id, place)?;
        }
    }
    Ok(dict)
}

fn big(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |sum: usize, byte| {
        sum.wrapping_shl(8) | usize::from(*byte)
    })
}

/// Finds the objects by walking over the file, where its tables are of no use; the last of a number holds.
fn walked(bytes: &[u8], budget: &mut Budget) -> Result<Table, NotPdf> {
    budget.look_through(bytes.len())?;
    let mut table = Table::default();
    let mut from = 0;
    while let Some(found) = find(bytes, b"obj", from) {
        from = found + 3;
        let Some(at) = heading(bytes, found) else {
            continue;
        };
        let Ok((id, object)) = indirect(bytes, at, budget) else {
            budget.token()?;
            continue;
        };
        if table.places.len() >= MOST_OBJECTS {
            return Err(NotPdf::TooLarge);
        }
        if let Object::Stream(dict, range) = &object {
            // What stands in a stream is no object of this file.
            from = range.end.max(from);
            if dict.get(b"Type".as_slice()).and_then(Object::name) == Some(b"ObjStm") {
                let count = dict.get(b"N".as_slice()).and_then(Object::whole);
                within(&mut table, bytes, id, dict, range.clone(), count, budget)?;
            }
        }
        if let Some(dict) = object.dict() {
            let kind = dict.get(b"Type".as_slice()).and_then(Object::name);
            if kind == Some(b"Catalog") {
                table
                    .trailer
                    .insert(b"Root".to_vec(), Object::Reference(id));
            }
            if kind == Some(b"XRef") && dict.contains_key(b"Encrypt".as_slice()) {
                return Err(NotPdf::Protected);
            }
        }
        table.places.insert(id, Place::At(at));
    }
    trailers(&mut table, bytes, budget);
    Ok(table)
}

/// Lists the objects of a stream of objects.
fn within(
    table: &mut Table,
    bytes: &[u8],
    id: u32,
    dict: &Dict,
    range: std::ops::Range<usize>,
    count: Option<usize>,
    budget: &mut Budget,
) -> Result<(), NotPdf> {
    let data = unpacked(bytes, dict, range, budget)?;
    let mut lexer = Lexer::new(&data, 0);
    for at in 0..count.unwrap_or(0) {
        budget.token()?;
        let (Some(Token::Number(of)), Some(Token::Number(_))) = (lexer.next(), lexer.next()) else {
            return Err(NotPdf::Damaged);
        };
        let of = whole(of).and_then(|of| u32::try_from(of).ok());
        let of = of.ok_or(NotPdf::Damaged)?;
        if table.places.len() >= MOST_OBJECTS {
            return Err(NotPdf::TooLarge);
        }
        table.places.insert(of, Place::Within(id, at));
    }
    Ok(())
}

/// Takes in what the trailers of a file say.
fn trailers(table: &mut Table, bytes: &[u8], budget: &mut Budget) {
    let mut from = 0;
    while let Some(found) = find(bytes, b"trailer", from) {
        from = found + b"trailer".len();
        let mut lexer = Lexer::new(bytes, from);
        if let Ok(Object::Dict(trailer)) = object(&mut lexer, budget) {
            table.trailer.extend(trailer);
        }
    }
}

fn find(bytes: &[u8], word: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let found = rest.windows(word.len()).position(|window| window == word)?;
    Some(from + found)
}

/// Where `12 0 obj` begins whose `obj` stands here.
fn heading(bytes: &[u8], obj: usize) -> Option<usize> {
    let before = |at: usize, of: fn(u8) -> bool| {
        let stretch = bytes.get(..at)?;
        let length = stretch.iter().rev().take_while(|byte| of(**byte)).count();
        (length > 0).then(|| at - length)
    };
    let digit = |byte: u8| byte.is_ascii_digit();
    let generation = before(before(obj, is_blank)?, digit)?;
    before(before(generation, is_blank)?, digit)
}
