//! Provisions: the items of Section F, their dose, and what was left out when they were read.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::digest::{Digest, Digester};
use super::dose::{Dose, Who};

/// A stretch of the text as read, in characters, the end not included; JSON `[start, end]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "[usize; 2]", into = "[usize; 2]")]
pub struct Span {
    /// The first character.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
}

impl From<[usize; 2]> for Span {
    fn from([start, end]: [usize; 2]) -> Self {
        Self { start, end }
    }
}

impl From<Span> for [usize; 2] {
    fn from(span: Span) -> Self {
        [span.start, span.end]
    }
}

/// Where a provision falls by its heading or words, before any framework is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum AreaCode {
    /// Communication and interaction.
    Ci,
    /// Cognition and learning.
    Cl,
    /// Social, emotional and mental health.
    Semh,
    /// Sensory and/or physical.
    Sp,
    /// Preparing for adulthood.
    Pfa,
    /// None of them alone.
    Gen,
}

impl AreaCode {
    /// Every code, in the order of the plans.
    pub const ALL: [Self; 6] = [
        Self::Ci,
        Self::Cl,
        Self::Semh,
        Self::Sp,
        Self::Pfa,
        Self::Gen,
    ];

    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ci => "CI",
            Self::Cl => "CL",
            Self::Semh => "SEMH",
            Self::Sp => "SP",
            Self::Pfa => "PFA",
            Self::Gen => "GEN",
        }
    }

    /// Gives the area of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|area| area.code() == code)
    }
}

/// Words too vague to count, where they stand, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vague {
    /// The words as they stand.
    pub text: String,
    /// Where they stand in the text as read.
    pub span: Span,
    /// Why they cannot be counted.
    pub why: String,
    /// What to ask the plan's writer; what was kept before there were questions has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub question: String,
}

/// One item of Section F: something to be done, by someone, so often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provision {
    /// Its number in the plan, from 1.
    pub n: u32,
    /// Its words, verbatim; a sentence broken by page furniture is joined.
    pub text: String,
    /// Where it stands in the text as read.
    pub span: Span,
    /// Where it falls by its heading or its words.
    pub area: AreaCode,
    /// The heading it stands under.
    pub heading: Option<String>,
    /// Who delivers it, where somebody is named.
    pub who: Option<Who>,
    /// How much of it there is.
    #[serde(flatten)]
    pub dose: Dose,
    /// The words too vague to count.
    pub vague: Vec<Vague>,
    /// The first provision with the same words, so that hours count once.
    pub duplicate_of: Option<u32>,
    /// What the reader of the text noticed.
    pub notes: Vec<String>,
}

/// Why a piece of Section F is in no provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOutWhy {
    /// A heading, label or item number.
    Heading,
    /// A description of need (Section B).
    Need,
    /// An outcome (Section E).
    Outcome,
    /// A statement of funding.
    FundingStatement,
    /// A header, footer, watermark, table frame or blank.
    PageFurniture,
    /// Struck out in a working document.
    StruckOut,
    /// The home's or the health service's responsibility.
    HomeOrHealth,
    /// A total or a limit of what is listed beside it.
    Total,
    /// A statement about the plan, or a comment on it.
    Statement,
    /// Another section of the plan.
    OtherSection,
}

impl LeftOutWhy {
    /// The reason in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Need => "need",
            Self::Outcome => "outcome",
            Self::FundingStatement => "funding statement",
            Self::PageFurniture => "page furniture",
            Self::StruckOut => "struck out",
            Self::HomeOrHealth => "home or health responsibility",
            Self::Total => "total of what is listed",
            Self::Statement => "statement about the plan",
            Self::OtherSection => "another section of the plan",
        }
    }
}

/// A piece of the text that is in no provision, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Where it stands.
    pub span: Span,
    /// Its words.
    pub text: String,
    /// Why it was left out.
    pub why: LeftOutWhy,
}

/// A plan's Section F as read: every character in a provision or left out with a reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// A pupil's code or name found in the text.
    pub pupil_hint: Option<String>,
    /// The provisions, in the order of the text.
    pub provisions: Vec<Provision>,
    /// What is in no provision.
    pub left_out: Vec<LeftOut>,
    /// The codes of other pupils that stand in the text, as they are written.
    #[serde(default)]
    pub foreign_codes: Vec<String>,
    /// What somebody should look at.
    pub warnings: Vec<String>,
}

/// Points every provision whose words stand before to the first that has them, whatever the spaces,
/// signs and capitals.
pub fn find_duplicates<'a>(provisions: impl IntoIterator<Item = &'a mut Provision>) {
    let mut first: HashMap<String, u32> = HashMap::new();
    let measured = |provision: &'a mut Provision| (bare_length(&provision.text), provision);
    let provisions: Vec<_> = provisions.into_iter().map(measured).collect();
    let mut lengths: Vec<usize> = provisions.iter().map(|(length, _)| *length).collect();
    lengths.sort_unstable();
    for (length, provision) in provisions {
        let from = lengths.partition_point(|other| *other < length);
        // What has no words says nothing twice; nor does what no other is as long as.
        let alone = length == 0 || lengths.get(from + 1) != Some(&length);
        provision.duplicate_of = if alone {
            None
        } else {
            let seen = *first.entry(bare(&provision.text)).or_insert(provision.n);
            (seen != provision.n).then_some(seen)
        };
    }
}

/// A text's letters and figures alone, in small letters.
fn bare(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            bare.push(c.to_ascii_lowercase());
        } else if !c.is_ascii() && c.is_alphanumeric() {
            bare.extend(c.to_lowercase());
        }
    }
    bare
}

/// How long those are.
fn bare_length(text: &str) -> usize {
    if text.is_ascii() {
        // So few bytes at a time that a byte counts them: many are then looked at at once.
        let counted = |few: &[u8]| -> u8 {
            let plain = few.iter().map(u8::is_ascii_alphanumeric);
            plain.map(u8::from).sum()
        };
        let few = text.as_bytes().chunks(usize::from(u8::MAX));
        few.map(|few| usize::from(counted(few))).sum()
    } else {
        let length = |c: char| match c {
            c if c.is_ascii() => usize::from(c.is_ascii_alphanumeric()),
            c if c.is_alphanumeric() => c.to_lowercase().map(char::len_utf8).sum(),
            _ => 0,
        };
        text.chars().map(length).sum()
    }
}

/// The words of a text as they are compared, each with where it stands: case, spaces and punctuation do not count.
pub fn placed_words(text: &str) -> Vec<(String, Span)> {
    let mut words: Vec<(String, Span)> = Vec::new();
    let mut inside = false;
    for (at, c) in text.chars().enumerate() {
        if !c.is_alphanumeric() {
            inside &= matches!(c, '\'' | '’');
            continue;
        }
        if !inside {
            let span = Span { start: at, end: at };
            words.push((String::new(), span));
            inside = true;
        }
        if let Some((word, span)) = words.last_mut() {
            word.extend(c.to_lowercase());
            span.end = at + 1;
        }
    }
    words
}

/// The words of a text as they are compared.
pub fn plain_words(text: &str) -> Vec<String> {
    let words = placed_words(text).into_iter();
    words.map(|(word, _)| word).collect()
}

/// The digest by which the same words are found again.
pub fn words_key(text: &str) -> Digest {
    let words = plain_words(text).into_iter();
    words
        .fold(Digester::new("words"), |key, word| {
            key.part(word.as_bytes())
        })
        .finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::dose::{Period, Ratio, Unit};

    #[test]
    fn a_provision_has_the_json_of_the_contract() {
        let provision = Provision {
            n: 1,
            text: "A TA will run a group.".into(),
            span: Span {
                start: 181,
                end: 302,
            },
            area: AreaCode::Ci,
            heading: Some("1. Communication and Interaction".into()),
            who: Some(Who::Ta),
            dose: Dose {
                amount: Some(15.into()),
                unit: Some(Unit::Minutes),
                per: Some(Period::Day),
                ratio: Some(Ratio::GroupUpTo(4)),
                annual_hours: Some("47.5".parse().unwrap()),
            },
            vague: vec![],
            duplicate_of: None,
            notes: vec![],
        };
        let json = serde_json::to_value(&provision).unwrap();
        let expected = serde_json::json!({"n": 1, "text": "A TA will run a group.", "span": [181, 302],
            "area": "CI", "heading": "1. Communication and Interaction", "who": "TA", "amount": 15,
            "unit": "minutes", "per": "day", "ratio": "group<=4", "annual_hours": 47.5, "vague": [],
            "duplicate_of": null, "notes": []});
        assert_eq!(json, expected);
        assert_eq!(
            serde_json::from_value::<Provision>(json).unwrap(),
            provision
        );
        assert_eq!(provision.dose.words(), "15 minutes a day, group<=4");
    }

    #[test]
    fn the_same_words_have_the_same_key() {
        let key = words_key("A TA's programme, 1:1 – 15 minutes a day.");
        assert_eq!(words_key("a TA’s  programme\n1:1, 15 minutes a day"), key);
        assert_ne!(words_key("A TA's programme, 11, 15 minutes a day."), key);
        assert_ne!(words_key("A TA's programme, 1:1, 16 minutes a day."), key);
    }
}
