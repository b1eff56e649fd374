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
}
