//! SQLite's own checks, which go on for minutes in a country's file and hear of nothing meanwhile: they run beside, on a
//! connection of their own, and are ended from here.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use rusqlite::Connection;

use crate::store::ask;
use crate::store::door::Door;
use crate::store::fault::Result;
use crate::store::opened::beside;

use super::{Fault, Verified};
use crate::store::telling::Telling;

/// How long lies between two words on the progress.
const TICK: Duration = Duration::from_millis(100);

/// The checks and how each is named while it runs.
const CHECKS: [(&str, Check); 2] = [
    ("Checking the file", pages),
    ("Checking what names what", keys),
];

type Check = fn(&Connection, &mut Vec<Fault>) -> Result<()>;

/// Runs SQLite's own checks.
pub(super) fn database(
    door: &Door,
    verified: &mut Verified,
    telling: &mut Telling<'_>,
) -> Result<()> {
    for (what, check) in CHECKS {
        let db = beside(door)?;
        let end = db.get_interrupt_handle();
        let (done, ended) = channel();
        telling.begin(what, 0)?;
        let (faults, stopped) = thread::scope(|scope| {
            scope.spawn(move || run(&db, check, &done));
            let mut stopped = Ok(());
            loop {
                match ended.recv_timeout(TICK) {
                    Ok(faults) => return (faults, stopped),
                    Err(RecvTimeoutError::Disconnected) => return (Vec::new(), stopped),
                    Err(RecvTimeoutError::Timeout) => {}
                }
                stopped = stopped.and_then(|()| telling.say());
                if stopped.is_err() {
                    end.interrupt();
                }
            }
        });
        stopped?;
        verified.faults.extend(faults);
    }
    Ok(())
}

fn run(db: &Connection, check: Check, done: &Sender<Vec<Fault>>) {
    let mut faults = Vec::new();
    // A check that a damaged file stops has found a fault.
    if let Err(fault) = check(db, &mut faults) {
        faults.push(Fault::of_file(fault.to_string()));
    }
    // Whoever waits for them is still there.
    let _ = done.send(faults);
}

fn pages(db: &Connection, faults: &mut Vec<Fault>) -> Result<()> {
    ask::each(db, "PRAGMA integrity_check", [], |row| {
        let found: String = row.get(0)?;
        if found != "ok" {
            faults.push(Fault::of_file(format!("the file is damaged: {found}")));
        }
        Ok(())
    })
}

fn keys(db: &Connection, faults: &mut Vec<Fault>) -> Result<()> {
    ask::each(db, "PRAGMA foreign_key_check", [], |row| {
        let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
        let what = format!("a row of {table} names one of {parent} that is not there");
        faults.push(Fault::of_file(what));
        Ok(())
    })
}
