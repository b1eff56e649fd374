//! The styles of a Word document, as far as they make headings and lists.

use std::collections::HashMap;

use super::part::{Node, NotDocx, walk};

/// How many styles may rest on one another.
const LONGEST_CHAIN: usize = 16;

/// What a style says.
#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u32>,
    list: Option<u32>,
    level: Option<u32>,
}

/// The styles, by id.
#[derive(Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
}

impl Styles {
    /// Reads the part `styles.xml`.
    pub(super) fn read(xml: &str) -> Result<Self, NotDocx> {
        let mut styles = HashMap::new();
        let mut id = String::new();
        let mut style = Style::default();
        walk(xml, &["rPr", "tblPr", "tblStylePr"], |node| match node {
            Node::Open(element) => match element.name {
                "style" => {
                    id = element.value("styleId").unwrap_or_default();
                    style = Style::default();
                }
                "name" => style.name = element.value("val").unwrap_or_default().to_lowercase(),
                "basedOn" => style.based_on = element.value("val"),
                "outlineLvl" => style.outline = element.number(),
                "numId" => style.list = element.number(),
                "ilvl" => style.level = element.number(),
                _ => {}
            },
            Node::Close("style") => {
                styles.insert(std::mem::take(&mut id), std::mem::take(&mut style));
            }
            Node::Close(_) | Node::Text(..) => {}
        })?;
        Ok(Self { styles })
    }

    /// A style and those it rests on, nearest first.
    fn chain<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Style> {
        let next = |style: &&'a Style| self.styles.get(style.based_on.as_deref()?);
        std::iter::successors(self.styles.get(id), next).take(LONGEST_CHAIN)
    }

    /// The level of heading that a style makes, 1 the highest.
    pub(super) fn heading(&self, id: &str) -> Option<u8> {
        self.chain(id).find_map(|style| {
            if style.name == "title" {
                return Some(1);
            }
            let named = style.name.strip_prefix("heading ");
            let named = named.and_then(|level| level.trim().parse().ok());
            named.or_else(|| outline_heading(style.outline?))
        })
    }

    /// The list that a style puts its paragraphs in, and the level within it where it says so.
    pub(super) fn list(&self, id: &str) -> Option<(u32, Option<u32>)> {
        let list = self.chain(id).find_map(|style| style.list)?;
        let level = self.chain(id).find_map(|style| style.level);
        Some((list, level))
    }
}

/// The level of heading of an outline level, which counts from 0; 9 is body text.
pub(super) fn outline_heading(outline: u32) -> Option<u8> {
    u8::try_from(outline + 1).ok().filter(|level| *level <= 9)
}
