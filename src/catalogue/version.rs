//! Versions: numbers with points between them, compared number by number.

/// The numbers of a version; nothing where the text is no version.
pub(super) fn parts(version: &str) -> Option<Vec<u64>> {
    let number = |part: &str| {
        let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse().ok()).flatten()
    };
    version.split('.').map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_go_by_number() {
        assert!(parts("2025.10") > parts("2025.9"));
        assert!(parts("2025.1.1") > parts("2025.1"));
        for text in ["", "2025.", "v1", "1.-2", "1.+2", "99999999999999999999"] {
            assert_eq!(parts(text), None, "{text}");
        }
    }
}
