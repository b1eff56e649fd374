//! Verifying: the chains walked again, every digest made again from the tables, the records counted again.
//!
//! What no chain holds has check sums, which are made again too. Outside both lie, each for its reason: the settings in
//! `workspace` but the origin and the key (a changed one shows where it is set, but for the notes on what an erasure or a
//! restoring has left to be done, which nothing else holds); when a framework was `kept`, an `erasure` was
//! and a `bundle` was made and taken (shown, decided by nowhere, and a bundle taken in twice changes nothing); and the copies
//! in `counted` and its like, which are held against the records by themselves.

mod against;
mod chains;
mod ended;
#[cfg(test)]
mod facts;
#[cfg(test)]
mod flips;
#[cfg(test)]
mod places;
mod rest;
mod sums;
#[cfg(test)]
mod tests;

use std::fmt;

use rusqlite::Connection;

use super::change::still;
use super::connection::Store;
use super::fault::{Result, StoreError};
use super::settings;
use super::telling::{Telling, Told};
use crate::domain::digest::Digest;
use crate::domain::identity::{Origin, RecordId};

/// One of the checks.
type Check = fn(&Connection, &mut Verified, &mut Telling<'_>) -> Result<()>;

/// What a verification found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many records lie in the tables.
    pub records: usize,
    /// How many records of colleagues have a place in their chain and have not come.
    pub awaited: usize,
    /// The chains, by origin.
    pub chains: Vec<ChainHead>,
    /// Whether the workspace's key was beside the file; without it a forged key and seal would not show.
    pub keyed: bool,
    /// What is wrong; empty where all is well.
    pub faults: Vec<Fault>,
}

/// A chain and its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainHead {
    /// The workspace that made its records.
    pub origin: Origin,
    /// How many records it has.
    pub length: i64,
    /// Its last link.
    pub link: Digest,
}

/// Something wrong: with a record, where one can be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The record.
    pub record: Option<RecordId>,
    /// What is wrong with it.
    pub what: String,
    /// Whether it is a fact of a pupil, a school, a plan or an import that is not as it was written: no record holds those.
    pub fact: bool,
}

impl Fault {
    fn of(record: &RecordId, what: impl Into<String>) -> Self {
        Self {
            record: Some(record.clone()),
            what: what.into(),
            fact: false,
        }
    }

    fn of_file(what: impl Into<String>) -> Self {
        Self {
            record: None,
            what: what.into(),
            fact: false,
        }
    }

    fn of_fact(what: impl Into<String>) -> Self {
        Self {
            fact: true,
            ..Self::of_file(what)
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.record {
            Some(record) => write!(f, "record {record}: {}", self.what),
            None => f.pad(&self.what),
        }
    }
}

impl Store {
    /// Checks everything that can be checked; what is wrong is told, not an error.
    ///
    /// `told` hears what is being checked, how many are and of how many, and may end it.
    pub fn verify(&self, told: &mut Told<'_>) -> Result<Verified> {
        // One moment for all the checks: another process may record between two of them.
        let moment = still(&self.db)?;
        let mut verified = Verified {
            keyed: self.key.is_some(),
            ..Verified::default()
        };
        let mut telling = Telling::to(told);
        ended::database(&self.door, &mut verified, &mut telling)?;
        let checks: [Check; 13] = [
            rest::tables,
            rest::count,
            chains::walk,
            chains::unchained,
            chains::awaited,
            rest::payloads,
            rest::erasures,
            rest::pupils,
            rest::plans,
            rest::papers,
            sums::rows,
            sums::pointed,
            rest::frameworks,
        ];
        for check in checks {
            // A check that a damaged file stops has found a fault, and the others still run.
            match check(&moment, &mut verified, &mut telling) {
                Ok(()) => {}
                Err(StoreError::Stopped) => return Err(StoreError::Stopped),
                Err(fault) => verified.faults.push(Fault::of_file(fault.to_string())),
            }
        }
        let public = settings::public_key(&moment)?;
        if settings::get(&moment, settings::PUBLIC_KEY)? != Some(public.to_string()) {
            let what = "the public key kept in the workspace is not written as it was";
            verified.faults.push(Fault::of_file(what));
        }
        if self.key.as_ref().is_some_and(|own| own.public() != public) {
            let what = "the public key kept in the workspace is not that of the key beside it";
            verified.faults.push(Fault::of_file(what));
        }
        chains::seals(&moment, (&self.origin, &public), &mut verified)?;
        Ok(verified)
    }
}
