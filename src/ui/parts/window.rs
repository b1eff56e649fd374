//! Windows: which stretch of a list is on the screen.

use crate::ui::action::Move;

/// The first line to show so that the cursor stays in sight, about the middle of a long list.
pub fn first(cursor: usize, length: usize, height: usize) -> usize {
    let last = length.saturating_sub(height);
    cursor.saturating_sub(height / 2).min(last)
}

/// Moves a cursor by so many steps within a list.
pub fn moved(cursor: usize, by: isize, length: usize) -> usize {
    cursor
        .saturating_add_signed(by)
        .min(length.saturating_sub(1))
}

/// Where a motion takes a list's cursor, and the first line shown of the text beside it, which begins anew with another
/// row; `page` is how many lines a page scrolls, `last` the furthest line.
pub fn beside(
    motion: Move,
    (cursor, length): (usize, usize),
    (from, page): (usize, usize),
    last: impl FnOnce() -> usize,
) -> (usize, usize) {
    let by = match motion {
        Move::Up => -1,
        Move::Down => 1,
        Move::First => isize::MIN,
        Move::Last => isize::MAX,
        Move::PageUp => return (cursor, from.saturating_sub(page)),
        Move::PageDown => return (cursor, (from + page).min(last())),
        Move::Left
        | Move::Right
        | Move::ScrollUp
        | Move::ScrollDown
        | Move::NextPane
        | Move::Close => return (cursor, from),
    };
    let to = moved(cursor, by, length);
    (to, if to == cursor { from } else { 0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_cursor_is_always_in_sight(cursor in 0usize..500, length in 1usize..500, height in 1usize..80) {
            let cursor = cursor.min(length - 1);
            let from = first(cursor, length, height);
            prop_assert!(from <= cursor && cursor < from + height);
        }
    }

    #[test]
    fn the_text_beside_a_list_begins_anew_with_another_row() {
        let go = |motion| beside(motion, (1, 3), (4, 5), || 8);
        assert_eq!(go(Move::Down), (2, 0));
        assert_eq!(go(Move::PageDown), (1, 8));
        assert_eq!(go(Move::PageUp), (1, 0));
        assert_eq!(go(Move::Left), (1, 4));
        assert_eq!(beside(Move::Up, (0, 3), (4, 5), || 8), (0, 4));
    }

    #[test]
    fn a_cursor_stops_at_the_ends() {
        assert_eq!(moved(0, -1, 3), 0);
        assert_eq!(moved(2, 5, 3), 2);
        assert_eq!(moved(0, 1, 0), 0);
    }
}
