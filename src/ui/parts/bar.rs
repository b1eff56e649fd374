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
    fn a_plain_bar_grows_by_columns() {
        assert_eq!(plain(0, 7, 7), "");
        assert_eq!(plain(1, 100, 7), "#");
        assert_eq!(plain(7, 7, 4), "####");
        assert_eq!(plain(1, 2, 5), "##");
        assert_eq!(plain(1, 0, 5), "");
    }
}
