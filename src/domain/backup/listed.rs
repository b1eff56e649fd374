//! Backups as they lie there, and what restoring one would lose.

use std::path::PathBuf;

use super::{Manifest, Why};
use crate::domain::day::Moment;
use crate::domain::exact::grouped;

/// Whether a backup has every byte that it was made with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wholeness {
    /// It was not read through.
    Unread,
    /// It has.
    Whole,
    /// It has not, or cannot be read; why.
    Faulty(String),
}

/// A backup as it lies there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its folder.
    pub folder: PathBuf,
    /// What it says of itself, where that can be read.
    pub manifest: Option<Manifest>,
    /// Whether it is whole.
    pub wholeness: Wholeness,
}

impl Listed {
    /// Its name among the others.
    pub fn name(&self) -> String {
        let name = self.folder.file_name().unwrap_or(self.folder.as_os_str());
        name.to_string_lossy().into_owned()
    }

    /// Why it is not whole; nothing where it is, or where nobody has looked.
    pub fn fault(&self) -> Option<&str> {
        match &self.wholeness {
            Wholeness::Faulty(why) => Some(why),
            Wholeness::Unread | Wholeness::Whole => None,
        }
    }

    /// Says that it was made, how large it is and where it lies.
    pub fn made(&self) -> String {
        let size = self.manifest.as_ref().map(Manifest::size);
        let size = size.unwrap_or_default();
        format!("Backed up, {size}: {}", self.folder.display())
    }

    /// Says how much it holds: `320 pupils, 105 records`.
    pub fn holding(&self) -> Option<String> {
        let contents = &self.manifest.as_ref()?.contents;
        Some(match (contents.pupils, contents.records) {
            (Some(pupils), Some(records)) => {
                let (pupils, records) = (grouped(pupils), grouped(records));
                format!("{pupils} pupils, {records} records")
            }
            (None, _) | (_, None) => "damaged when it was put aside".to_owned(),
        })
    }
}

/// What putting a backup in the workspace's place would lose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The backup's folder.
    pub folder: PathBuf,
    /// When it was made.
    pub made: Moment,
    /// Why.
    pub why: Why,
    /// How many of the workspace's records are not in it.
    pub records: u64,
    /// How many pupils were erased since, who would be back.
    pub erased: usize,
}

impl Loss {
    /// The question before it is done.
    pub fn question(&self) -> String {
        let records = match self.records {
            0 => "Every record of this workspace is in it; drafts and imports since are not."
                .to_owned(),
            1 => "1 record of this workspace is not in it, and no draft and no import since."
                .to_owned(),
            many => format!(
                "{many} records of this workspace are not in it, and no draft and no import since."
            ),
        };
        let erased = match self.erased {
            0 => String::new(),
            1 => " 1 pupil erased since would be back, to be erased again.".to_owned(),
            many => format!(" {many} pupils erased since would be back, to be erased again."),
        };
        format!(
            "Put the backup of {} ({}) in this workspace's place? {records}{erased} The workspace as it is now is kept as a backup too; nothing is deleted.",
            self.made.long(),
            self.why.words()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_question_says_what_is_not_in_the_backup_and_what_is_kept() {
        let asked = |records, erased| {
            let made = Moment::of_day("2026-01-12".parse().unwrap());
            let folder = PathBuf::from("backups/one");
            let why = Why::BeforeImport;
            Loss {
                folder,
                made,
                why,
                records,
                erased,
            }
            .question()
        };
        let told = asked(14, 0);
        assert!(
            told.starts_with("Put the backup of 12 Jan 2026, 09:00 (before an import) in"),
            "{told}"
        );
        assert!(
            told.contains("14 records of this workspace are not in it"),
            "{told}"
        );
        assert!(
            told.ends_with("nothing is deleted.") && !told.contains("erased"),
            "{told}"
        );
        assert!(asked(1, 0).contains("1 record of this workspace is not"));
        assert!(asked(0, 2).contains("2 pupils erased since would be back"));
        assert!(asked(0, 1).contains("Every record of this workspace is in it"));
    }
}
