//! What is said of a workspace that is not encrypted: once, when the first data of real pupils has come in.

use super::Workspace;
use super::kept;
use super::problem::Result;
use crate::store::ENCRYPTS;

/// What is said where this program cannot encrypt it.
const PLAIN: &str = "This workspace is not encrypted: whoever gets at its disk or a copy of its folder can read it. Keep it on an \
     encrypted disk (BitLocker, FileVault, LUKS), where only you can read it; the README tells more, under \"At rest\". \
     This is said once.";

/// What is said where it can.
const OPEN: &str = "This workspace is not encrypted: whoever gets at its disk or a copy of its folder can read it. \
     `continuum encrypt` encrypts it with a passphrase; the README tells more, under \"At rest\". This is said once.";

impl Workspace {
    /// Whether its file is encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.store.is_encrypted()
    }

    /// What is to be said now that data of real pupils has come in; nothing where it was said before.
    pub fn notice(&mut self) -> Result<Option<&'static str>> {
        if self.is_encrypted() || self.store.meta(kept::NOTICE)?.is_some() {
            return Ok(None);
        }
        self.store.set_meta(kept::NOTICE, "said")?;
        Ok(Some(if ENCRYPTS { OPEN } else { PLAIN }))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Whose, Wish, Workspace, files, unwatched};
    use crate::domain::day::{Day, Moment};

    const TABLE: &[u8] = b"ref,year_group,setting\nK-1,5,mainstream\n";

    #[test]
    fn it_is_said_once_and_not_of_invented_pupils_nor_of_what_did_not_come_in() {
        let folder = tempfile::tempdir().unwrap();
        let table = [folder.path().join("caseload.csv")];
        files::write(&table[0], TABLE).unwrap();
        let now = Moment::of_day(Day::new(2026, 3, 4).unwrap());
        let work = folder.path().join("work");
        let mut workspace = Workspace::open(&work, Some(7), now).unwrap();
        let mut said = |wish| {
            let account = workspace.import(&table, wish, now, &mut unwatched).unwrap();
            account.notice
        };
        let invented = Wish {
            whose: Whose::Nobodys,
            ..Wish::default()
        };
        let dry_run = Wish {
            dry_run: true,
            ..Wish::default()
        };
        assert_eq!(said(invented), None);
        assert_eq!(said(dry_run), None);
        assert!(said(Wish::default()).is_some_and(|words| words.contains("not encrypted")));
        assert_eq!(said(Wish::default()), None);
    }
}
