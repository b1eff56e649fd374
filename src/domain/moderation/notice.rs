//! Notices: whether suggestions are shown to anyone, said by a lead for everyone whom the work reaches.

use super::super::day::Moment;
use super::super::identity::{Origin, Reader};

/// What somebody ruled for everyone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The workspace that it was ruled in.
    pub origin: Origin,
    /// Whether suggestions are off.
    pub off: bool,
    /// Who ruled so.
    pub reader: Reader,
    /// Why.
    pub reason: String,
    /// When.
    pub recorded: Moment,
}

/// The notice by which suggestions are off for everyone, of notices oldest first; nothing where they are on.
///
/// A workspace's word is taken back in that workspace alone: what a lead turned off no officer's workspace turns on.
pub fn off(notices: &[Notice]) -> Option<&Notice> {
    let later = |at: usize, one: &Notice| {
        let mut after = notices.iter().skip(at + 1);
        after.any(|other| other.origin == one.origin)
    };
    let latest = notices.iter().enumerate();
    let latest = latest.filter(|(at, one)| !later(*at, one));
    latest.map(|(_, one)| one).find(|one| one.off)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::identity::Role;

    fn notice(origin: &str, off: bool) -> Notice {
        Notice {
            origin: Origin::new(origin),
            off,
            reader: Reader {
                name: origin.to_owned(),
                role: Role::Moderator,
            },
            reason: "they anchor".to_owned(),
            recorded: Moment::from_millis(0),
        }
    }

    #[track_caller]
    fn case(notices: &[(&str, bool)], expected: Option<&str>) {
        let all: Vec<Notice> = notices.iter().map(|(who, is)| notice(who, *is)).collect();
        let found = off(&all).map(|one| one.origin.as_str());
        assert_eq!(found, expected);
    }

    #[test]
    fn a_word_is_taken_back_where_it_was_given_alone() {
        case(&[], None);
        case(&[("lead", true)], Some("lead"));
        case(&[("lead", true), ("lead", false)], None);
        case(&[("lead", true), ("officer", false)], Some("lead"));
        case(
            &[("lead", true), ("board", true), ("lead", false)],
            Some("board"),
        );
        case(&[("lead", false), ("lead", true)], Some("lead"));
    }
}
