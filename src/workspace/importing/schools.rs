//! The national register of schools on its way in.

use std::path::PathBuf;

use crate::domain::account::Account;
use crate::domain::day::Moment;
use crate::domain::digest::Digest;
use crate::exchange::kind::Kind;
use crate::exchange::schools;
use crate::store::SchoolBatch;

use super::super::problem::Result;
use super::super::watching::{Step, Watch, tell};
use super::super::{Workspace, files};

/// Reads the files of the register, and accounts for their rows.
pub(super) fn read(
    paths: &[(PathBuf, Kind)],
    account: &mut Account,
    watch: &mut Watch<'_>,
) -> Result<Vec<SchoolBatch>> {
    let mut batches = Vec::new();
    let of = paths.len() as u64;
    for ((path, kind), done) in paths.iter().zip(0..) {
        tell(watch, "Reading schools", done, of)?;
        let (file, bytes) = (super::name(path), files::read(path)?);
        let read = if *kind == Kind::GiasLinks {
            schools::links(&file, &bytes)?
        } else {
            schools::register(&file, &bytes)?
        };
        account.schools.read += read.read;
        account.schools.rejected.extend(read.rejected);
        account.warnings.extend(read.warnings);
        batches.push(SchoolBatch {
            file,
            digest: Digest::of(&bytes),
            kind: kind.words(),
            schools: read.schools,
            successions: read.successions,
        });
    }
    Ok(batches)
}

impl Workspace {
    /// Takes the files of the register in, one after the other.
    ///
    /// They go before the caseload: a school that is known already lends its facts to whoever comes.
    pub(super) fn register(
        &mut self,
        registers: &[SchoolBatch],
        dry_run: bool,
        now: Moment,
        watch: &mut Watch<'_>,
        account: &mut Account,
    ) -> Result<()> {
        let what = "Keeping schools";
        for register in registers {
            let of = register.schools.len() as u64;
            let mut told = |done| {
                let done = done as u64;
                watch(Step { what, done, of })
            };
            let registered = self.store.register(register, now, dry_run, &mut told)?;
            account.schools.new += registered.new;
            account.schools.changed += registered.changed;
            account.schools.unchanged += registered.unchanged;
            account.schools.successions += registered.successions;
        }
        Ok(())
    }
}
