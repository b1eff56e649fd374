//! The skeleton of a framework file, for an authority to write its own.

use super::reading::is_id;

const SKELETON: &str = include_str!("skeleton.toml");

/// Gives the file of a new framework, commented and sound as it stands; nothing where its id could not be one.
pub fn skeleton(id: &str) -> Option<String> {
    is_id(id).then(|| SKELETON.replacen("{id}", id, 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{Lock, check};

    #[test]
    fn the_skeleton_is_sound_and_names_the_framework() {
        let text = skeleton("our-own").unwrap();
        let checked = check("f", text.as_bytes(), &Lock::shipped());
        assert_eq!(checked.findings, []);
        assert_eq!(checked.framework.unwrap().key.id, "our-own");
        assert_eq!(checked.reached.len(), 2);
        assert_eq!(skeleton("Our own"), None);
    }
}
