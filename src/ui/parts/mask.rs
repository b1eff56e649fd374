//! The mask over what was drawn: the cells of names, numbers and birth dates become blocks, whichever screen drew them.

use std::path::Path;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::wrap::columns;
use crate::domain::mask::{Mask, Shown};

/// What stands in the place of a hidden character.
const BLOCK: &str = "▒";

/// What a cell is to the words of its row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Word,
    Between,
}

/// Hides what the mask says in every row of an area.
pub fn hide(mask: &Mask, area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    for y in area.top()..area.bottom() {
        let row: Vec<String> = (area.left()..area.right())
            .map(|x| (buf.cell((x, y))).map_or_else(String::new, |cell| cell.symbol().to_owned()))
            .collect();
        for (hides, x) in hidden(mask, &row).into_iter().zip(area.left()..) {
            if let Some(cell) = buf.cell_mut((x, y)).filter(|_| hides) {
                cell.set_symbol(BLOCK);
            }
        }
    }
}

/// A text that may name anybody, and that no mask can know: blocks for all its letters and figures while names are hidden.
pub fn veiled(text: &str, is_masked: bool) -> String {
    if !is_masked {
        return text.to_owned();
    }
    let block = |c: char| if c.is_alphanumeric() { BLOCK } else { "" };
    (text.chars())
        .map(|c| match block(c) {
            "" => c.to_string(),
            block => block.repeat(columns(c.encode_utf8(&mut [0; 4]))),
        })
        .collect()
}

/// A file's name likewise; its ending stays.
pub fn veiled_file(file: &str, is_masked: bool) -> String {
    let ending = Path::new(file)
        .extension()
        .and_then(|ending| ending.to_str())
        .map(|ending| format!(".{ending}"))
        .unwrap_or_default();
    let stem = file.strip_suffix(&ending).unwrap_or(file);
    format!("{}{ending}", veiled(stem, is_masked))
}

/// Which cells of a row are hidden.
fn hidden(mask: &Mask, row: &[String]) -> Vec<bool> {
    let cells: Vec<(Sort, &str)> = sorted(row);
    let parts: Vec<&[(Sort, &str)]> = cells.chunk_by(|(one, _), (two, _)| one == two).collect();
    let texts: Vec<String> = (parts.iter())
        .map(|part| part.iter().map(|(_, symbol)| *symbol).collect())
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let dates = mask.dates(&texts);
    let mut hides = Vec::with_capacity(row.len());
    for (at, part) in parts.iter().enumerate() {
        let is_word = part.first().is_some_and(|(sort, _)| *sort == Sort::Word);
        let is_hidden =
            dates.iter().any(|date| date.contains(&at)) || is_word && mask.hides(shown(&texts, at));
        hides.extend(part.iter().map(|_| is_hidden));
    }
    hides
}

/// The cells of a row, each with what it is; the second cell of a wide character has no text of its own.
fn sorted(row: &[String]) -> Vec<(Sort, &str)> {
    let mut before = (Sort::Between, 0);
    (row.iter())
        .map(|symbol| {
            if before.1 > 1 {
                before.1 -= 1;
                return (before.0, "");
            }
            let is_word = symbol.chars().next().is_some_and(char::is_alphanumeric);
            let sort = if is_word { Sort::Word } else { Sort::Between };
            before = (sort, columns(symbol));
            (sort, symbol.as_str())
        })
        .collect()
}

/// A word with what stands beside it.
fn shown<'a>(texts: &[&'a str], at: usize) -> Shown<'a> {
    let joins = |c: Option<char>| c.is_some_and(|c| "_-./\\".contains(c));
    let part = |at: Option<usize>| at.and_then(|at| texts.get(at)).copied().unwrap_or_default();
    let (before, after) = (part(at.checked_sub(1)), part(Some(at + 1)));
    Shown {
        word: part(Some(at)),
        is_cut: after.starts_with('…'),
        is_joined: joins(after.chars().next()) || joins(before.chars().next_back()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(row: &str, expected: &str) {
        let mut mask = Mask::default();
        mask.name("Okafor, Amara");
        mask.born("2015-03-04".parse().ok());
        mask.name("李, 小明");
        let width = u16::try_from(columns(row)).unwrap();
        let area = Rect::new(0, 0, width, 1);
        let mut buf = Buffer::empty(area);
        buf.set_string(0, 0, row, ratatui::style::Style::new());
        hide(&mask, area, &mut buf);
        let mut shown = String::new();
        let mut x = 0;
        while x < width {
            let symbol = buf[(x, 0)].symbol();
            shown.push_str(symbol);
            x += u16::try_from(columns(symbol)).unwrap().max(1);
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_veil_leaves_the_shape_and_the_ending() {
        assert_eq!(veiled("Amara, 4!", true), "▒▒▒▒▒, ▒!");
        assert_eq!(veiled("Amara", false), "Amara");
        assert_eq!(veiled_file("Amara Okafor.docx", true), "▒▒▒▒▒ ▒▒▒▒▒▒.docx");
        assert_eq!(veiled_file("register", true), "▒▒▒▒▒▒▒▒");
    }

    #[test]
    fn words_of_names_are_blocks_wherever_they_stand() {
        case("│ Okafor, Amara│", "│ ▒▒▒▒▒▒, ▒▒▒▒▒│");
        case("Oka… K-1042", "▒▒▒… K-1042");
        case("Amara's TA", "▒▒▒▒▒'s TA");
        case("plan_okafor.docx", "plan_▒▒▒▒▒▒.docx");
        case("born 2015-03-04.", "born ▒▒▒▒▒▒▒▒▒▒.");
        case("Amaranth, Okaforth", "Amaranth, Okaforth");
        case("UPN B801200005001", "UPN ▒▒▒▒▒▒▒▒▒▒▒▒▒");
        case("born 4 March 2015.", "born ▒▒▒▒▒▒▒▒▒▒▒▒.");
        case("李, 小明 · K-7", "▒▒, ▒▒▒▒ · K-7");
    }
}
