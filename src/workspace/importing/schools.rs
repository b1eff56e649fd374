//! The national register of schools on its way in.

use crate::domain::account::Account;
use crate::domain::day::Moment;
use crate::domain::digest::Digest;
use crate::exchange::schools;
use crate::store::SchoolBatch;

use super::super::Workspace;
use super::super::problem::Result;
use super::{Step, Watch};

pub(super) use crate::exchange::schools::kind;

/// Reads a file of the register, and accounts for its rows.
pub(super) fn read(
    file: &str,
    bytes: &[u8],
    kind: schools::Kind,
    account: &mut Account,
) -> Result<SchoolBatch> {
    let read = schools::read(file, bytes, kind)?;
    account.schools.read += read.read;
    account.schools.rejected.extend(read.rejected);
    account.warnings.extend(read.warnings);
    Ok(SchoolBatch {
        file: file.to_owned(),
        digest: Digest::of(bytes),
        kind: kind.words(),
        schools: read.schools,
        successions: read.successions,
    })
}

impl Workspace {
    /// Takes the files of the register in, one after the other.
    ///
    /// Each is a transaction of its own, before the caseload's: every file has been read by then, and a school that is
    /// known already lends its facts to whoever comes.
    pub(super) fn register(
        &mut self,
        registers: &[SchoolBatch],
        dry_run: bool,
        now: Moment,
        watch: &mut Watch<'_>,
        account: &mut Account,
    ) -> Result<()> {
        let of = registers.len() as u64;
        for (register, done) in registers.iter().zip(0..) {
            let what = "Keeping schools";
            watch(Step { what, done, of });
            let registered = self.store.register(register, now, dry_run)?;
            account.schools.new += registered.new;
            account.schools.changed += registered.changed;
            account.schools.unchanged += registered.unchanged;
            account.schools.successions += registered.successions;
        }
        Ok(())
    }
}
