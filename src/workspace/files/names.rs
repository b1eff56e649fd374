//! What files are called that go to somebody: by words, and no two alike.

use std::collections::BTreeSet;

/// The most characters of a name: a file system takes 255 bytes, a letter may be four of them, and a word as long as whoever
/// typed it liked.
const MOST: usize = 50;

/// Makes of words a name that no other has yet, and takes it: letters and digits, with hyphens between the words.
pub fn free(words: &str, taken: &mut BTreeSet<String>) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c } else { ' ' };
    let spaced: String = words.to_lowercase().chars().map(plain).collect();
    let parts: Vec<&str> = spaced.split_whitespace().collect();
    let name: String = parts.join("-").chars().take(MOST).collect();
    let name = if name.is_empty() { "school" } else { &name };
    let numbered = (2..).map(|n: u32| format!("{name}-{n}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    let free = names.find(|name| !taken.contains(name));
    let free = free.unwrap_or_default();
    taken.insert(free.clone());
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_harmless_and_each_its_own() {
        let mut taken = BTreeSet::new();
        let mut name = |words: &str| free(words, &mut taken);
        assert_eq!(name("St Mary's C/E (VA)"), "st-mary-s-c-e-va");
        assert_eq!(name("ST MARY'S C.E. VA"), "st-mary-s-c-e-va-2");
        assert_eq!(name("../\u{202e}"), "school");
        assert_eq!(name("école 学校 118901"), "école-学校-118901");
        assert_eq!(name(&"漢".repeat(300)).chars().count(), MOST);
        assert!(name(&"漢".repeat(300)).len() < 200);
    }
}
