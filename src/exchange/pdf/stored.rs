//! Objects and their streams as they lie in the file.

use std::ops::Range;

use super::fault::{Budget, NotPdf};
use super::filter::{Predictor, decoded};
use super::lexer::{Lexer, Token, is_blank};
use super::object::{Dict, Object, object, whole};

/// Reads `12 0 obj …` at a place: its number and what it is.
pub(super) fn indirect(
    bytes: &[u8],
    at: usize,
    budget: &mut Budget,
) -> Result<(u32, Object), NotPdf> {
    let mut lexer = Lexer::new(bytes, at);
    let (Some(Token::Number(id)), Some(Token::Number(_)), Some(Token::Word(b"obj"))) =
        (lexer.next(), lexer.next(), lexer.next())
    else {
        return Err(NotPdf::Damaged);
    };
    let id = whole(id).and_then(|id| u32::try_from(id).ok());
    let id = id.ok_or(NotPdf::Damaged)?;
    let object = object(&mut lexer, budget)?;
    let behind = lexer.at();
    if let Object::Dict(dict) = object {
        if lexer.next() != Some(Token::Word(b"stream")) {
            lexer.go(behind);
            return Ok((id, Object::Dict(dict)));
        }
        let range = data(bytes, lexer.at(), &dict, budget)?;
        return Ok((id, Object::Stream(dict, range)));
    }
    Ok((id, object))
}

/// Where the data of a stream lies that begins behind its keyword.
fn data(
    bytes: &[u8],
    mut start: usize,
    dict: &Dict,
    budget: &mut Budget,
) -> Result<Range<usize>, NotPdf> {
    if bytes.get(start) == Some(&b'\r') {
        start += 1;
    }
    if bytes.get(start) == Some(&b'\n') {
        start += 1;
    }
    let length = dict.get(b"Length".as_slice()).and_then(Object::whole);
    if let Some(end) = length.and_then(|length| start.checked_add(length))
        && ends(bytes, end)
    {
        return Ok(start..end);
    }
    let rest = bytes.get(start..).unwrap_or_default();
    let word = b"endstream";
    let length = rest.windows(word.len()).position(|window| window == word);
    budget.look_through(length.unwrap_or(rest.len()))?;
    Ok(start..start + length.ok_or(NotPdf::Damaged)?)
}

/// Whether the data of a stream ends here.
pub(super) fn ends(bytes: &[u8], end: usize) -> bool {
    bytes.get(end..).is_some_and(|rest| {
        let blanks = rest
            .iter()
            .take(4)
            .take_while(|byte| is_blank(**byte))
            .count();
        rest.get(blanks..)
            .is_some_and(|rest| rest.starts_with(b"endstream"))
    })
}

/// Unpacks a stream whose filters stand in its dictionary itself.
pub(super) fn unpacked(
    bytes: &[u8],
    dict: &Dict,
    range: Range<usize>,
    budget: &mut Budget,
) -> Result<Vec<u8>, NotPdf> {
    let raw = bytes.get(range).ok_or(NotPdf::Damaged)?;
    let several = |key: &[u8]| -> Vec<Object> {
        match dict.get(key) {
            Some(Object::List(list)) => list.clone(),
            Some(Object::Null) | None => Vec::new(),
            Some(one) => vec![one.clone()],
        }
    };
    let settings = several(b"DecodeParms");
    let filters = several(b"Filter");
    let named = filters.iter().enumerate().map(|(at, filter)| {
        let setting = settings.get(at).and_then(Object::dict);
        let name = filter.name().ok_or(NotPdf::Damaged)?.to_vec();
        Ok((name, predictor(setting)))
    });
    let named: Vec<(Vec<u8>, Predictor)> = named.collect::<Result<_, NotPdf>>()?;
    decoded(raw, &named, budget)
}

fn predictor(setting: Option<&Dict>) -> Predictor {
    let of = |key: &[u8], usual: usize| {
        let value = setting.and_then(|dict| dict.get(key));
        value.and_then(Object::whole).unwrap_or(usual)
    };
    Predictor {
        kind: of(b"Predictor", 1),
        colors: of(b"Colors", 1),
        bits: of(b"BitsPerComponent", 8),
        columns: of(b"Columns", 1),
        early: of(b"EarlyChange", 1) != 0,
    }
}
