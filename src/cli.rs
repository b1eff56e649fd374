//! Arguments, paths, settings; one file a command.

mod access;
mod arguments;
mod asker;
mod assign;
mod backup;
mod bundle;
mod changes;
mod cohort;
mod columns;
mod demo;
mod distribution;
mod documents;
mod encrypt;
mod equality;
mod erase;
mod explain;
mod failure;
mod frameworks;
mod history;
mod import;
mod imports;
mod interrupt;
mod keys;
mod map;
mod moderate;
mod open;
mod opened;
mod output;
mod pack;
mod passphrase;
mod paths;
mod progress;
mod rates;
mod read;
mod repair;
mod report;
mod restore;
mod retain;
mod room;
mod runs;
mod school;
mod set;
mod settings;
mod validate;
mod verify;
mod withdraw;
mod wording;
mod worklist;

use std::io::{Write as _, stderr};
use std::process::ExitCode;

use clap::Parser as _;

use crate::domain::printable::printable;

use self::arguments::{Arguments, Command};
use self::failure::Failure;
use self::room::Room;

/// Runs the program with the arguments of the command line; gives its exit code.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        // clap writes help to standard output and faults to standard error, and knows their codes.
        Err(told) => {
            if told.use_stderr() {
                // It repeats what was typed, or what a shell made of a file's name.
                let _ = write!(stderr(), "{}", printable(&told.render().to_string()));
            } else {
                let _ = told.print();
            }
            return ExitCode::from(u8::try_from(told.exit_code()).unwrap_or(2));
        }
    };
    match dispatch(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let _ = writeln!(stderr(), "{}", printable(&failure.to_string()));
            failure.code()
        }
    }
}

fn dispatch(arguments: Arguments) -> Result<(), Failure> {
    let room = Room::find(&arguments)?;
    match arguments.command {
        None => open::run(&room),
        Some(Command::Demo(order)) => demo::run(&order, &room),
        Some(Command::Import(order)) => import::run(&order, &room),
        Some(Command::Read(order)) => read::run(&order, &room),
        Some(Command::Wording(order)) => wording::run(&order),
        Some(Command::Worklist(order)) => worklist::run(&order, &room),
        Some(Command::Map(order)) => map::run(&order, &room),
        Some(Command::Park(order)) => map::park(&order, &room),
        Some(Command::Withdraw(order)) => withdraw::run(&order, &room),
        Some(Command::Cohort(order)) => cohort::run(&order, &room),
        Some(Command::Plan(order)) => import::plan(&order, &room),
        Some(Command::Distribution(order)) => distribution::run(&order, &room),
        Some(Command::Documents(order)) => documents::run(&order, &room),
        Some(Command::Equality(order)) => equality::run(&order, &room),
        Some(Command::Encrypt(order)) => encrypt::run(&order, &room),
        Some(Command::Rekey(order)) => encrypt::rekey(&order, &room),
        Some(Command::Decrypt(order)) => encrypt::decrypt(&order, &room),
        Some(Command::Erase(order)) => erase::run(&order, &room),
        Some(Command::SubjectAccess(order)) => access::run(&order, &room),
        Some(Command::Retain(order)) => retain::run(&order, &room),
        Some(Command::Explain(order)) => explain::run(&order, &room),
        Some(Command::History(order)) => history::run(&order, &room),
        Some(Command::Changes(order)) => changes::run(&order, &room),
        Some(Command::Frameworks(order)) => frameworks::run(&order, &room),
        Some(Command::Moderate(order)) => moderate::run(&order, &room),
        Some(Command::School(order)) => school::run(&order, &room),
        Some(Command::Rates(order)) => rates::run(&order, &room),
        Some(Command::Pack(order)) => pack::run(&order, &room),
        Some(Command::Assign(order)) => assign::run(&order, &room),
        Some(Command::Set(order)) => set::run(&order, &room),
        Some(Command::Validate(order)) => validate::run(&order, &room),
        Some(Command::Keys(order)) => keys::run(&order, &room),
        Some(Command::Bundle(order)) => bundle::run(&order, &room),
        Some(Command::Verify(order)) => verify::run(&order, &room),
        Some(Command::Backup(order)) => backup::run(&order, &room),
        Some(Command::Restore(order)) => restore::run(&order, &room),
        Some(Command::Repair(order)) => repair::run(&order, &room),
    }
}
