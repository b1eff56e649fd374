//! Lists of a Word document: the numbers as Word would print them.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::part::{Element, Node, NotDocx, walk};

/// The levels a list has.
const LEVELS: usize = 9;

/// The most characters of a level's pattern that are taken.
const LONGEST_PATTERN: usize = 64;

/// How one level of a list is printed.
#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    pattern: String,
    /// The style whose paragraphs stand at this level.
    style: Option<String>,
    /// Begins anew only below this level, counted from 1; never for 0.
    restart: Option<usize>,
    /// Every number of it is in figures.
    figures: bool,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            format: "decimal".into(),
            pattern: String::new(),
            style: None,
            restart: None,
            figures: false,
        }
    }
}

impl Level {
    fn property(&mut self, element: &Element<'_>) {
        let text = || element.value("val").unwrap_or_default();
        match element.name {
            "start" => self.start = element.number().unwrap_or(1),
            "numFmt" => self.format = text(),
            "lvlText" => self.pattern = text().chars().take(LONGEST_PATTERN).collect(),
            "pStyle" => self.style = element.value("val"),
            "lvlRestart" => {
                let above = element
                    .number()
                    .and_then(|above| usize::try_from(above).ok());
                self.restart = above;
            }
            "isLgl" => self.figures = element.is_on(),
            _ => {}
        }
    }
}

/// A list: which kind it is of, and at which levels it starts anew.
#[derive(Clone, Debug, Default)]
struct List {
    kind: u32,
    starts: HashMap<usize, u32>,
    /// Levels that it has of its own.
    levels: HashMap<usize, Level>,
}

/// What stands in front of a list's item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// A bullet.
    Bullet,
    /// A number, as printed.
    Number(String),
}

/// The lists, and how far each has counted.
#[derive(Default)]
pub(super) struct Numbering {
    kinds: HashMap<u32, Vec<Level>>,
    /// The kind that a list style names, and the list style that a kind is of.
    named: HashMap<String, u32>,
    styled: HashMap<u32, String>,
    lists: HashMap<u32, List>,
    counts: HashMap<u32, [Option<u32>; LEVELS]>,
    started: HashSet<(u32, usize)>,
}

/// Where the walk of the part `numbering.xml` stands.
#[derive(Default)]
struct Place {
    kind: Option<u32>,
    list: Option<u32>,
    level: usize,
}

impl Numbering {
    /// Reads the part `numbering.xml`.
    pub(super) fn read(xml: &str) -> Result<Self, NotDocx> {
        let mut numbering = Self::default();
        let mut place = Place::default();
        walk(xml, &["rPr", "pPr"], |node| match node {
            Node::Open(element) => numbering.open(&mut place, &element),
            Node::Close("abstractNum") => place.kind = None,
            Node::Close("num") => place.list = None,
            Node::Close(_) | Node::Text(..) => {}
        })?;
        Ok(numbering)
    }

    fn open(&mut self, place: &mut Place, element: &Element<'_>) {
        let id = |name: &str| element.value(name).and_then(|id| id.parse().ok());
        match element.name {
            "abstractNum" => {
                place.kind = id("abstractNumId");
                self.kinds.extend(
                    place
                        .kind
                        .map(|kind| (kind, vec![Level::default(); LEVELS])),
                );
            }
            "num" => {
                place.list = id("numId");
                self.lists
                    .extend(place.list.map(|list| (list, List::default())));
            }
            "lvl" | "lvlOverride" => {
                let level = element.value("ilvl").and_then(|level| level.parse().ok());
                place.level = level.unwrap_or(LEVELS);
            }
            _ => {}
        }
        if let Some(list) = place.list.and_then(|list| self.lists.get_mut(&list)) {
            match element.name {
                "abstractNumId" => list.kind = element.number().unwrap_or(0),
                "startOverride" => {
                    list.starts
                        .extend(element.number().map(|start| (place.level, start)));
                }
                "lvl" if place.level < LEVELS => {
                    list.levels.insert(place.level, Level::default());
                }
                _ => {
                    if let Some(level) = list.levels.get_mut(&place.level) {
                        level.property(element);
                    }
                }
            }
            return;
        }
        let Some(kind) = place.kind else {
            return;
        };
        let name = || element.value("val").unwrap_or_default();
        match element.name {
            "styleLink" => {
                self.named.insert(name(), kind);
            }
            "numStyleLink" => {
                self.styled.insert(kind, name());
            }
            _ => {
                let levels = self.kinds.get_mut(&kind);
                let level = levels.and_then(|levels| levels.get_mut(place.level));
                if let Some(level) = level {
                    level.property(element);
                }
            }
        }
    }

    /// The kind that says how a list is printed.
    fn kind(&self, list: &List) -> u32 {
        let styled = self.styled.get(&list.kind);
        let named = styled.and_then(|style| self.named.get(style));
        named.copied().unwrap_or(list.kind)
    }

    /// The level at which a list has the paragraphs of a style, where it says so.
    pub(super) fn level_of(&self, list: u32, style: &str) -> Option<u32> {
        let kind = self.kind(self.lists.get(&list)?);
        let mut levels = self.kinds.get(&kind)?.iter();
        let level = levels.position(|level| level.style.as_deref() == Some(style))?;
        u32::try_from(level).ok()
    }

    /// Counts one item of a list at a level from 0; gives what stands in front of it.
    pub(super) fn next(&mut self, list: u32, level: u32) -> Option<Label> {
        let level = usize::try_from(level)
            .ok()
            .filter(|level| *level < LEVELS)?;
        let of = self.lists.get(&list)?;
        let kind = self.kind(of);
        let mut levels = Cow::Borrowed(self.kinds.get(&kind)?.as_slice());
        for (at, own) in &of.levels {
            if let Some(level) = levels.to_mut().get_mut(*at) {
                *level = own.clone();
            }
        }
        let own = levels.get(level)?;
        let counts = self.counts.entry(kind).or_default();
        let first = self.started.insert((list, level));
        let restart = of.starts.get(&level).filter(|_| first).copied();
        for (at, count) in counts.iter_mut().enumerate() {
            match at.cmp(&level) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Equal => {
                    let next = count.map_or(own.start, |count| count.saturating_add(1));
                    *count = Some(restart.unwrap_or(next));
                }
                std::cmp::Ordering::Greater => {
                    let restart = levels.get(at).and_then(|level| level.restart);
                    if restart.is_none_or(|above| level < above) {
                        *count = None;
                    }
                }
            }
        }
        if own.format == "bullet" {
            return Some(Label::Bullet);
        }
        let printed = printed(own, &levels, counts);
        (!printed.trim().is_empty()).then(|| Label::Number(printed.trim().to_owned()))
    }
}

/// Fills a pattern: `%1.%2)` becomes `3.b)`.
fn printed(own: &Level, levels: &[Level], counts: &[Option<u32>; LEVELS]) -> String {
    let mut text = String::new();
    let mut letters = own.pattern.chars().peekable();
    while let Some(letter) = letters.next() {
        let at = letters.peek().and_then(|next| next.to_digit(10));
        let at = at.and_then(|at| usize::try_from(at).ok()?.checked_sub(1));
        let (Some(at), '%') = (at, letter) else {
            text.push(letter);
            continue;
        };
        letters.next();
        if let (Some(level), Some(count)) = (levels.get(at), counts.get(at)) {
            let figures = own.figures && level.format != "none";
            let format = if figures { "decimal" } else { &level.format };
            text.push_str(&number(format, count.unwrap_or(level.start)));
        }
    }
    text
}

/// Prints a number in one of Word's formats; those not known as figures.
fn number(format: &str, count: u32) -> String {
    let lettered = (1..=780).contains(&count);
    match format {
        "none" => String::new(),
        "ordinal" => format!("{count}{}", ending(count)),
        "decimalZero" => format!("{count:02}"),
        "lowerLetter" if lettered => letters(count),
        "upperLetter" if lettered => letters(count).to_uppercase(),
        "lowerRoman" if (1..4000).contains(&count) => roman(count),
        "upperRoman" if (1..4000).contains(&count) => roman(count).to_uppercase(),
        _ => count.to_string(),
    }
}

/// What makes an ordinal of a number.
fn ending(count: u32) -> &'static str {
    match (count % 10, count % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

/// Prints a number as Word's letters: a to z, then aa, bb.
fn letters(count: u32) -> String {
    let (round, place) = ((count - 1) / 26, (count - 1) % 26);
    let letter = char::from_u32(u32::from(b'a') + place).unwrap_or('a');
    (0..=round).map(|_| letter).collect()
}

fn roman(mut count: u32) -> String {
    let steps = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut text = String::new();
    for (worth, figures) in steps {
        while count >= worth {
            text.push_str(figures);
            count -= worth;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_word_does() {
        for (format, count, expected) in [
            ("decimal", 12, "12"),
            ("decimalZero", 3, "03"),
            ("ordinal", 22, "22nd"),
            ("ordinal", 113, "113th"),
            ("lowerLetter", 3, "c"),
            ("upperLetter", 28, "BB"),
            ("lowerRoman", 1994, "mcmxciv"),
            ("upperRoman", 4, "IV"),
            ("lowerLetter", 4_000_000_000, "4000000000"),
            ("chicago", 2, "2"),
        ] {
            assert_eq!(number(format, count), expected);
        }
    }
}
