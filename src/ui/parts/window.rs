//! Windows: which stretch of a list is on the screen.

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
    fn a_cursor_stops_at_the_ends() {
        assert_eq!(moved(0, -1, 3), 0);
        assert_eq!(moved(2, 5, 3), 2);
        assert_eq!(moved(0, 1, 0), 0);
    }
}
