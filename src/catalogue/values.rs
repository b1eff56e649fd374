//! What the values of a framework file can be read as.

use serde::de::DeserializeOwned;
use serde::de::value::{Error as WordError, StrDeserializer};

use crate::domain::day::Day;
use crate::domain::derivation::AreaLevelRule;
use crate::domain::exact::{Money, Quantity};
use crate::domain::framework::{DescriptorKind, LineageKind, Route, Status, Walk};
use crate::domain::place::{Phase, Setting};
use crate::domain::provision::AreaCode;
use crate::domain::rates::{FactorCount, Payer, ProtectionKind, RatesStatus, Unit};
use crate::source::tree::{Node, Value};

/// A value and the byte offset where it stands.
#[derive(Clone, Debug)]
pub(super) struct Spot<T> {
    pub(super) value: T,
    pub(super) at: usize,
}

/// Why a value could not be read, and where it stands.
#[derive(Debug)]
pub(super) struct Unread {
    pub(super) at: usize,
    pub(super) what: String,
}

/// What a value can be read as.
pub(super) trait Read: Sized {
    fn read(node: &Node) -> Result<Self, Unread>;
}

/// Says of a value that it is not what was wanted, and what to write.
pub(super) fn unread(node: &Node, wanted: &str) -> Unread {
    let shown = match &node.value {
        Value::Text(text) => format!("the text \"{text}\""),
        Value::Whole(number) => format!("the number {number}"),
        Value::Number(number) => format!("the number {number}"),
        Value::Truth(truth) => format!("the value {truth}"),
        Value::Day(day) => format!("the day {day}"),
        Value::List(_) => "a list".to_owned(),
        Value::Table(_) => "a table".to_owned(),
    };
    Unread {
        at: node.at,
        what: format!("{shown} is not {wanted}"),
    }
}

impl Read for String {
    fn read(node: &Node) -> Result<Self, Unread> {
        let text = node.value.text().map(str::to_owned);
        text.ok_or_else(|| unread(node, "a text; put it in quotes"))
    }
}

impl Read for bool {
    fn read(node: &Node) -> Result<Self, Unread> {
        if let Value::Truth(truth) = node.value {
            return Ok(truth);
        }
        Err(unread(node, "true or false, without quotes"))
    }
}

impl Read for Day {
    fn read(node: &Node) -> Result<Self, Unread> {
        if let Value::Day(text) | Value::Text(text) = &node.value
            && let Ok(day) = text.parse()
        {
            return Ok(day);
        }
        Err(unread(node, "a day; write it as 2026-09-01"))
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(node: &Node) -> Result<Self, Unread> {
        let list = node.value.list();
        let list = list.ok_or_else(|| unread(node, "a list; put it in square brackets"))?;
        list.iter().map(T::read).collect()
    }
}

impl<T: Read> Read for Spot<T> {
    fn read(node: &Node) -> Result<Self, Unread> {
        T::read(node).map(|value| Self { value, at: node.at })
    }
}

impl Read for Quantity {
    fn read(node: &Node) -> Result<Self, Unread> {
        let read = match &node.value {
            Value::Whole(number) => Some(Self::signed(*number)),
            Value::Number(number) => number.parse().ok(),
            Value::Text(_) | Value::Truth(_) | Value::Day(_) | Value::List(_) | Value::Table(_) => {
                None
            }
        };
        read.ok_or_else(|| unread(node, "a number, such as 10 or 12.5"))
    }
}

impl Read for Money {
    fn read(node: &Node) -> Result<Self, Unread> {
        let written = match &node.value {
            Value::Whole(number) => Some(number.to_string()),
            Value::Number(number) => Some(number.clone()),
            Value::Text(_) | Value::Truth(_) | Value::Day(_) | Value::List(_) | Value::Table(_) => {
                None
            }
        };
        let read = written.and_then(|text| text.parse::<Self>().ok());
        let pounds =
            "an amount in pounds and pence; write it without a sign or commas, as 6000 or 6000.50";
        read.filter(|money| money.pence() >= 0)
            .ok_or_else(|| unread(node, pounds))
    }
}

macro_rules! whole_numbers {
    ($($kind:ty: $wanted:literal),*) => { $(
        impl Read for $kind {
            fn read(node: &Node) -> Result<Self, Unread> {
                if let Value::Whole(number) = node.value
                    && let Ok(number) = Self::try_from(number)
                {
                    return Ok(number);
                }
                Err(unread(node, $wanted))
            }
        }
    )* };
}

whole_numbers! {
    i64: "a whole number",
    i32: "a whole number of this size",
    i16: "a year group",
    u16: "a count from 0 to 65535",
    u32: "a count of pupils",
    usize: "a count"
}

/// Reads a word that is one of a few.
fn word<T: DeserializeOwned>(node: &Node) -> Result<T, Unread> {
    let text = String::read(node)?;
    let from: StrDeserializer<'_, WordError> = StrDeserializer::new(&text);
    T::deserialize(from).map_err(|error| {
        let error = error.to_string().replace('`', "\"");
        let known = error.split_once("expected ").map(|(_, known)| known);
        let what = format!(
            "\"{text}\" is not known here; write {}",
            known.unwrap_or(&error)
        );
        Unread { at: node.at, what }
    })
}

macro_rules! words {
    ($($kind:ty),*) => { $(
        impl Read for $kind {
            fn read(node: &Node) -> Result<Self, Unread> {
                word(node)
            }
        }
    )* };
}

words!(
    AreaCode,
    AreaLevelRule,
    DescriptorKind,
    FactorCount,
    LineageKind,
    Payer,
    Phase,
    ProtectionKind,
    RatesStatus,
    Route,
    Setting,
    Status,
    Unit,
    Walk
);
