//! What a restoring would lose, before it is begun, and what it has done, in words.

use std::path::Path;

use crate::domain::backup::{BackupFault, Loss};
use crate::domain::identity::PupilRef;
use crate::store;

use super::super::Workspace;
use super::super::backup::manifest;
use super::super::problem::Result;
use super::Restored;

impl Workspace {
    /// Says what of this workspace is not in the backup in a folder: by the heads of its chains, for nothing else of it is
    /// looked at yet.
    ///
    /// # Errors
    ///
    /// The backup is of another workspace, of a newer form, or has another passphrase.
    pub fn loss(&self, backup: &Path) -> Result<Loss> {
        let from = manifest(backup)?;
        let own = self.store.origin();
        if from.contents.form.is_some_and(store::is_newer) {
            return Err(BackupFault::Newer(backup.to_owned()).into());
        }
        if from
            .contents
            .origin
            .as_ref()
            .is_some_and(|origin| origin != own)
        {
            let (backup, workspace) = (backup.to_owned(), self.folder.clone());
            return Err(BackupFault::Other { backup, workspace }.into());
        }
        let door = self.store.door();
        if store::is_encrypted(backup) && !store::opens(&door.at(backup)).unwrap_or(false) {
            return Err(BackupFault::OtherPassphrase(backup.to_owned()).into());
        }
        let known = |origin: &_| {
            let heads = from.contents.heads.iter();
            heads
                .filter(|head| head.origin == *origin)
                .map(|head| head.records)
                .max()
        };
        let here = store::contents(door)?;
        let beyond = here.heads.iter().map(|head| {
            let more = head.records - known(&head.origin).unwrap_or_default();
            u64::try_from(more).unwrap_or_default()
        });
        let erasures = self.store.erasures()?;
        Ok(Loss {
            folder: backup.to_owned(),
            made: from.made,
            why: from.why,
            records: beyond.sum(),
            erased: erasures.iter().filter(|one| one.at > from.made).count(),
        })
    }
}

impl Restored {
    /// Says what was done, a line each; what somebody has to look at begins with `!`.
    pub fn told(&self) -> Vec<String> {
        let mut lines = vec![format!(
            "The workspace of {} is back: {} records, all as they were recorded.",
            self.from.made.long(),
            self.records
        )];
        if self.changed > 0 {
            let facts = match self.changed {
                1 => "1 fact that no record holds is".to_owned(),
                many => format!("{many} facts that no record holds are"),
            };
            lines.push(format!(
                "! {facts} not as written in the backup either: `continuum verify` names what it is."
            ));
        }
        if let Some(aside) = &self.aside {
            lines.push(format!(
                "The one from before lies in {}; nothing was deleted.",
                aside.display()
            ));
            match self.beyond {
                Some(0) => lines.push("It had no record that is not in the backup.".to_owned()),
                Some(some) => lines.extend([
                    match some {
                        1 => "! 1 of its records is not in the backup.".to_owned(),
                        many => format!("! {many} of its records are not in the backup."),
                    },
                    "  Those that went to a colleague come back with a bundle of everything from them: take it in before you record anything new.".to_owned(),
                ]),
                None => lines.push(
                    "It could not be read; `continuum repair` with --workspace on that folder says what of it can be saved."
                        .to_owned(),
                ),
            }
        }
        let back: Vec<&str> = self.back.iter().map(PupilRef::as_str).collect();
        if !back.is_empty() {
            lines.push(format!(
                "! Erased since, and back with the backup: {}. `continuum erase --again` erases them again; until then `continuum erase --list` names them.",
                back.join(", ")
            ));
        }
        lines
    }
}
