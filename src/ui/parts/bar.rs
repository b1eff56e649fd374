//! Bars: a share drawn in eighths of a column.

const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// Draws `part` of `whole` as a bar that fills `columns` when they are equal.
pub fn bar(part: u64, whole: u64, columns: u16) -> String {
    if whole == 0 {
        return String::new();
    }
    let all = u128::from(columns) * 8;
    let eighths = (u128::from(part.min(whole)) * all) / u128::from(whole);
    let full = usize::try_from(eighths / 8).unwrap_or(0);
    let rest = usize::try_from(eighths % 8).unwrap_or(0);
    let mut text = "█".repeat(full);
    text.push_str(EIGHTHS.get(rest).copied().unwrap_or_default());
    text
}

/// Draws the same in plain characters, a column at a time; whatever there is of it is seen.
pub fn plain(part: u64, whole: u64, columns: u16) -> String {
    if whole == 0 || part == 0 {
        return String::new();
    }
    let full = u128::from(columns) * u128::from(part.min(whole)) / u128::from(whole);
    "#".repeat(usize::try_from(full).unwrap_or(0).max(1))
}

/// Draws an interval over a bar: the column where it begins, and its ends with what lies between; in plain characters where
/// that is asked for. Nothing where there is no room.
pub fn whiskers(
    (low, high): (u64, u64),
    whole: u64,
    columns: u16,
    is_plain: bool,
) -> Option<(u16, String)> {
    let last = columns.checked_sub(1)?;
    let column = |part: u64| {
        let at = u128::from(part) * u128::from(columns) / u128::from(whole.max(1));
        u16::try_from(at).unwrap_or(last).min(last)
    };
    let (from, to) = (column(low), column(high.max(low)));
    let [left, between, right, both] = if is_plain {
        ["|", "-", "|", "|"]
    } else {
        ["├", "─", "┤", "┼"]
    };
    if from == to {
        return Some((from, both.to_owned()));
    }
    let between = between.repeat(usize::from(to - from - 1));
    Some((from, [left, &between, right].concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_grows_by_eighths() {
        assert_eq!(bar(0, 7, 7), "");
        assert_eq!(bar(7, 7, 4), "████");
        assert_eq!(bar(1, 2, 1), "▌");
        assert_eq!(bar(4, 7, 7), "████");
        assert_eq!(bar(9, 7, 2), "██");
        assert_eq!(bar(1, 0, 5), "");
        assert_eq!(bar(u64::MAX, u64::MAX, 3), "███");
    }

    #[test]
    fn an_interval_has_its_ends_where_they_are_on_the_bar() {
        let drawn = |ends, columns, is_plain| whiskers(ends, 100, columns, is_plain);
        let at = |column: u16, text: &str| Some((column, text.to_owned()));
        assert_eq!(drawn((0, 100), 6, false), at(0, "├────┤"));
        assert_eq!(drawn((50, 75), 20, false), at(10, "├────┤"));
        assert_eq!(drawn((50, 75), 20, true), at(10, "|----|"));
        assert_eq!(drawn((50, 54), 20, false), at(10, "┼"));
        assert_eq!(drawn((50, 55), 20, false), at(10, "├┤"));
        assert_eq!(drawn((90, 100), 1, false), at(0, "┼"));
        assert_eq!(drawn((90, 100), 0, false), None);
        assert_eq!(whiskers((0, 5), 0, 4, true), at(0, "|--|"));
    }

    #[test]
    fn a_plain_bar_grows_by_columns() {
        assert_eq!(plain(0, 7, 7), "");
        assert_eq!(plain(1, 100, 7), "#");
        assert_eq!(plain(7, 7, 4), "####");
        assert_eq!(plain(1, 2, 5), "##");
        assert_eq!(plain(1, 0, 5), "");
    }
}
