//! The objects of a PDF, read one at a time, never deeper or more than a plan has.

use std::collections::BTreeMap;
use std::ops::Range;

use super::fault::{Budget, NotPdf};
use super::lexer::{Lexer, Token};

/// The most parts that an object may have.
const MOST_PARTS: usize = 500_000;

/// How deep lists and dictionaries may stand in one another.
const DEEPEST: usize = 64;

/// A dictionary.
pub(super) type Dict = BTreeMap<Vec<u8>, Object>;

/// An object.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Object {
    /// Nothing.
    Null,
    /// True or false.
    Flag(bool),
    /// A number.
    Number(f64),
    /// A string.
    Text(Vec<u8>),
    /// A name.
    Name(Vec<u8>),
    /// A list.
    List(Vec<Object>),
    /// A dictionary.
    Dict(Dict),
    /// A dictionary, and where the bytes of its stream lie in the file.
    Stream(Dict, Range<usize>),
    /// The number of another object.
    Reference(u32),
}

impl Object {
    /// The dictionary, also a stream's.
    pub(super) fn dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(dict) | Self::Stream(dict, _) => Some(dict),
            Self::Null
            | Self::Flag(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::Name(_)
            | Self::List(_)
            | Self::Reference(_) => None,
        }
    }

    /// The list.
    pub(super) fn list(&self) -> Option<&[Object]> {
        if let Self::List(list) = self {
            return Some(list);
        }
        None
    }

    /// The name.
    pub(super) fn name(&self) -> Option<&[u8]> {
        if let Self::Name(name) = self {
            return Some(name);
        }
        None
    }

    /// The string.
    pub(super) fn text(&self) -> Option<&[u8]> {
        if let Self::Text(text) = self {
            return Some(text);
        }
        None
    }

    /// The number.
    pub(super) fn number(&self) -> Option<f64> {
        if let Self::Number(number) = self {
            return Some(*number);
        }
        None
    }

    /// The number, where it is whole and none below zero.
    pub(super) fn whole(&self) -> Option<usize> {
        whole(self.number()?)
    }
}

/// A number as a count, where it is one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be whole and within range"
)]
pub(super) fn whole(number: f64) -> Option<usize> {
    let fits = (0.0..=9e15).contains(&number) && number.fract() == 0.0;
    fits.then_some(number as usize)
}

/// Reads one object; its stream, if any, is not looked at.
pub(super) fn object(lexer: &mut Lexer<'_>, budget: &mut Budget) -> Result<Object, NotPdf> {
    let token = lexer.next().ok_or(NotPdf::Damaged)?;
    begun(token, lexer, budget)
}

/// Reads the object that begins with a token.
pub(super) fn begun(
    token: Token<'_>,
    lexer: &mut Lexer<'_>,
    budget: &mut Budget,
) -> Result<Object, NotPdf> {
    let mut left = MOST_PARTS;
    continued(token, lexer, budget, (0, &mut left))
}

fn continued(
    token: Token<'_>,
    lexer: &mut Lexer<'_>,
    budget: &mut Budget,
    (depth, left): (usize, &mut usize),
) -> Result<Object, NotPdf> {
    budget.token()?;
    *left = left.checked_sub(1).ok_or(NotPdf::TooLarge)?;
    if depth > DEEPEST {
        return Err(NotPdf::TooLarge);
    }
    Ok(match token {
        Token::Number(number) => match whole(number).and_then(|id| u32::try_from(id).ok()) {
            Some(id) if lexer.reference() => Object::Reference(id),
            Some(_) | None => Object::Number(number),
        },
        Token::Text(text) => Object::Text(text),
        Token::Name(name) => Object::Name(name),
        Token::Word(b"true") => Object::Flag(true),
        Token::Word(b"false") => Object::Flag(false),
        Token::Word(b"null") => Object::Null,
        Token::ListOpens => {
            let mut list = Vec::new();
            loop {
                let token = lexer.next().ok_or(NotPdf::Damaged)?;
                if token == Token::ListCloses {
                    break Object::List(list);
                }
                list.push(continued(token, lexer, budget, (depth + 1, left))?);
            }
        }
        Token::DictOpens => {
            let mut dict = Dict::new();
            loop {
                match lexer.next().ok_or(NotPdf::Damaged)? {
                    Token::DictCloses => break Object::Dict(dict),
                    Token::Name(key) => {
                        let value = lexer.next().ok_or(NotPdf::Damaged)?;
                        dict.insert(key, continued(value, lexer, budget, (depth + 1, left))?);
                    }
                    Token::Number(_)
                    | Token::Text(_)
                    | Token::Word(_)
                    | Token::ListOpens
                    | Token::ListCloses
                    | Token::DictOpens => return Err(NotPdf::Damaged),
                }
            }
        }
        Token::Word(_) | Token::ListCloses | Token::DictCloses => return Err(NotPdf::Damaged),
    })
}
