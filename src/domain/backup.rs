//! Backups: what one holds, why it was made, and which of them stay.

mod fault;
mod listed;

pub use fault::BackupFault;
pub use listed::{Listed, Loss, Wholeness};

use serde::{Deserialize, Serialize};

use super::day::Moment;
use super::digest::Digest;
use super::exact::grouped;
use super::identity::Origin;

/// The shape of the manifest that this program writes, and the latest it reads.
pub const SCHEMA: u32 = 1;

/// How many automatic backups stay where nobody has said otherwise.
pub const USUAL: u32 = 5;

/// Why a backup was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Somebody asked for it.
    Asked,
    /// Files or a bundle were about to come in.
    BeforeImport,
    /// An import was about to be undone.
    BeforeUndo,
    /// The file was about to be brought to a newer form.
    BeforeForm,
    /// It is the workspace whose place a restored one took.
    BeforeRestore,
}

impl Why {
    /// How it stands in a manifest and in a backup's name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::BeforeImport => "before_import",
            Self::BeforeUndo => "before_undo",
            Self::BeforeForm => "before_form",
            Self::BeforeRestore => "before_restore",
        }
    }

    /// How a person is told.
    pub fn words(self) -> &'static str {
        match self {
            Self::Asked => "asked for",
            Self::BeforeImport => "before an import",
            Self::BeforeUndo => "before an import was undone",
            Self::BeforeForm => "before a newer form",
            Self::BeforeRestore => "the workspace that a restored one replaced",
        }
    }

    /// Whether it goes when there are newer ones enough: only what the program made of itself, and what nothing but a
    /// backup holds never.
    pub fn goes(self) -> bool {
        match self {
            Self::BeforeImport | Self::BeforeUndo | Self::BeforeForm => true,
            Self::Asked | Self::BeforeRestore => false,
        }
    }
}

/// The head of a chain as a backup knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The workspace that made the chain's records.
    pub origin: Origin,
    /// How many records the chain has.
    pub records: i64,
    /// Its last link.
    pub link: Digest,
    /// The seal's signature over both, 128 hexadecimal digits; nothing where the head was not sealed.
    pub signature: Option<String>,
}

/// What a workspace's file holds; nothing of what cannot be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// The form of the file.
    pub form: Option<u32>,
    /// The workspace's name on the records it makes.
    pub origin: Option<Origin>,
    /// How many pupils are known.
    pub pupils: Option<u64>,
    /// How many records have come, of this workspace and of others.
    pub records: Option<u64>,
    /// The heads of all chains.
    pub heads: Vec<Head>,
}

/// A file of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copied {
    /// Its name in the backup's folder, with `/` between a folder and what is in it.
    pub name: String,
    /// How many bytes it has.
    pub length: u64,
    /// Their SHA-256.
    pub sha256: Digest,
}

impl Copied {
    /// Whether the name stays in the backup's folder, whoever wrote it.
    pub fn is_plain(&self) -> bool {
        let steps: Vec<&str> = self.name.split('/').collect();
        let is_plain = |step: &&str| {
            !step.is_empty()
                && **step != *"."
                && **step != *".."
                && !step.contains(['\\', ':', '\0'])
        };
        steps.len() <= 2 && steps.iter().all(is_plain)
    }
}

/// What a backup says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The shape of this manifest.
    pub schema: u32,
    /// When it was made.
    pub made: Moment,
    /// Why.
    pub why: Why,
    /// The version of the program that made it.
    pub program: String,
    /// What the workspace's file holds.
    #[serde(flatten)]
    pub contents: Contents,
    /// Every file of it.
    pub files: Vec<Copied>,
}

impl Manifest {
    /// How many bytes all its files have.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.length).sum()
    }

    /// How large it is, as a person reads it: `60 KB`, `5,500 MB`.
    pub fn size(&self) -> String {
        let (kilo, mega) = (1_000, 1_000_000);
        match self.bytes() {
            small @ 0..1_000_000 => format!("{} KB", small.div_ceil(kilo)),
            large => format!("{} MB", grouped(large.div_ceil(mega))),
        }
    }

    /// What a backup is called in the folder it lies in, so that names stand in the order of time.
    pub fn name(made: Moment, why: Why) -> String {
        let when: String = made
            .to_string()
            .chars()
            .filter(|c| *c != ':')
            .take(17)
            .collect();
        format!("{when}-{}", why.code().replace('_', "-"))
    }
}

/// Gives those that go where so many of the program's own are to stay: the oldest, of those that ever go.
pub fn going<T>(backups: &[T], of: impl Fn(&T) -> (&Manifest, &str), stay: u32) -> Vec<&T> {
    let mut own: Vec<&T> = backups.iter().filter(|one| of(one).0.why.goes()).collect();
    own.sort_by(|a, b| {
        let ((a, a_name), (b, b_name)) = (of(a), of(b));
        b.made.cmp(&a.made).then(b_name.cmp(a_name))
    });
    own.split_off(own.len().min(usize::try_from(stay).unwrap_or(usize::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(minute: i64, why: Why) -> Manifest {
        Manifest {
            schema: SCHEMA,
            made: Moment::from_millis(1_768_210_200_000).plus_millis(minute * 60_000),
            why,
            program: "0.1.0".to_owned(),
            contents: Contents::default(),
            files: Vec::new(),
        }
    }

    #[test]
    fn the_oldest_of_the_programs_own_go_and_no_other() {
        let whys = [
            (1, Why::BeforeImport),
            (2, Why::Asked),
            (3, Why::BeforeForm),
            (4, Why::BeforeRestore),
            (5, Why::BeforeUndo),
        ];
        let all = whys.map(|(minute, why)| (minute, manifest(minute, why)));
        let gone = |stay| {
            let gone = going(&all, |one| (&one.1, "a"), stay);
            gone.into_iter().map(|one| one.0).collect::<Vec<_>>()
        };
        assert_eq!(gone(5), [0; 0]);
        assert_eq!(gone(2), [1]);
        assert_eq!(gone(0), [5, 3, 1]);
    }

    #[test]
    fn of_two_of_one_moment_the_second_by_name_stays() {
        let all = [
            ("a", manifest(1, Why::BeforeImport)),
            ("a-2", manifest(1, Why::BeforeImport)),
        ];
        let gone = going(&all, |one| (&one.1, one.0), 1);
        assert_eq!(gone.iter().map(|one| one.0).collect::<Vec<_>>(), ["a"]);
    }

    #[test]
    fn a_name_that_leads_elsewhere_is_not_plain() {
        let plain = |name: &str| {
            let held = Copied {
                name: name.to_owned(),
                length: 0,
                sha256: Digest::of(b""),
            };
            held.is_plain()
        };
        assert!(plain("workspace.sqlite") && plain("rates/one two.toml"));
        for name in [
            "",
            "../a",
            "/etc/a",
            "rates/../a",
            "a/b/c",
            "C:a",
            "a\\b",
            "rates//a",
            ".",
        ] {
            assert!(!plain(name), "{name}");
        }
    }

    #[test]
    fn names_stand_in_the_order_of_time() {
        let name = Manifest::name(manifest(0, Why::Asked).made, Why::BeforeImport);
        assert_eq!(name, "2026-01-12T093000-before-import");
    }
}
