//! The mask over what was drawn: the cells of names, numbers and birth dates become blocks, whichever screen drew them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::mask::{Mask, Shown};

/// What stands in the place of a hidden character.
const BLOCK: &str = "▒";

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

/// Which cells of a row are hidden.
fn hidden(mask: &Mask, row: &[String]) -> Vec<bool> {
    let mut hides = vec![false; row.len()];
    let is_word = |symbol: &String| symbol.chars().next().is_some_and(char::is_alphanumeric);
    let mut at = 0;
    for part in row.chunk_by(|one, next| is_word(one) == is_word(next)) {
        let end = at + part.len();
        if part.first().is_some_and(is_word) {
            let word: String = part.concat();
            let after = row.get(end).map(String::as_str);
            let before = at.checked_sub(1).and_then(|before| row.get(before));
            let joins = |symbol: Option<&str>| {
                symbol.is_some_and(|symbol| "_-./\\".contains(symbol) && !symbol.is_empty())
            };
            let shown = Shown {
                word: &word,
                is_cut: after == Some("…"),
                is_joined: joins(after) || joins(before.map(String::as_str)),
            };
            if mask.hides(shown) {
                hides
                    .iter_mut()
                    .take(end)
                    .skip(at)
                    .for_each(|cell| *cell = true);
            }
        }
        at = end;
    }
    for day in mask.days() {
        hide_text(day, row, &mut hides);
    }
    hides
}

/// Hides every place where a text of plain characters stands.
fn hide_text(text: &str, row: &[String], hides: &mut [bool]) {
    let letters: Vec<String> = text.chars().map(String::from).collect();
    for (at, window) in row.windows(letters.len().max(1)).enumerate() {
        if window == letters.as_slice() {
            let cells = hides.iter_mut().skip(at).take(letters.len());
            cells.for_each(|cell| *cell = true);
        }
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
        let width = u16::try_from(row.chars().count()).unwrap();
        let area = Rect::new(0, 0, width, 1);
        let mut buf = Buffer::empty(area);
        buf.set_string(0, 0, row, ratatui::style::Style::new());
        hide(&mask, area, &mut buf);
        let shown: String = (0..width).map(|x| buf[(x, 0)].symbol()).collect();
        assert_eq!(shown, expected);
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
    }
}
