//! Where a command runs: the workspace it means, the clock, the settings.

use std::cell::OnceCell;
use std::path::PathBuf;

use crate::domain::day::Moment;
use crate::domain::identity::Reader;
use crate::runtime::clock::Clock;
use crate::runtime::{Look, Seat, Trail, mishap};
use crate::store::{Door, ENCRYPTS, is_encrypted};
use crate::workspace::Workspace;

use super::arguments::{Arguments, Who};
use super::asker::Asker;
use super::failure::Failure;
use super::interrupt::{Heed, Interrupt};
use super::paths::Paths;
use super::settings::Settings;
use super::{output, passphrase};

/// What is said to whoever names a passphrase where none is needed.
const UNUSED: &str = "This workspace is not encrypted: whoever gets at its folder can read it. `continuum encrypt` encrypts it.";

/// What every command starts from.
pub(super) struct Room {
    paths: Paths,
    named: Option<PathBuf>,
    clock: Clock,
    interrupt: Interrupt,
    no_backup: bool,
    key_file: Option<PathBuf>,
    /// The workspace's door, once somebody has opened it.
    door: OnceCell<Door>,
    asker: Asker,
    trail: Trail,
}

impl Room {
    /// Looks around.
    pub(super) fn find(arguments: &Arguments) -> Result<Self, Failure> {
        let (paths, trail) = (Paths::find()?, Trail::default());
        let clock = arguments.now.map_or_else(Clock::system, Clock::set);
        mishap::watch(paths.reports.clone(), clock, trail.clone());
        Ok(Self {
            paths,
            named: arguments.workspace.clone(),
            clock,
            interrupt: Interrupt::listen()?,
            no_backup: arguments.no_backup,
            key_file: arguments.key_file.clone(),
            door: OnceCell::new(),
            asker: Asker::default(),
            trail,
        })
    }

    /// Who is asked.
    pub(super) fn asker(&self) -> &Asker {
        &self.asker
    }

    /// The clock.
    pub(super) fn clock(&self) -> Clock {
        self.clock
    }

    /// The moment it is now.
    pub(super) fn now(&self) -> Moment {
        self.clock.now()
    }

    /// Where the screens are opened.
    pub(super) fn seat(&self, look: Look) -> Seat {
        // The screens hear signals themselves.
        self.asker.end();
        Seat {
            look,
            clock: self.clock,
            reports: self.paths.reports.clone(),
            runs: self.paths.runs.clone(),
            trail: self.trail.clone(),
            #[cfg(debug_assertions)]
            fails_at: super::paths::fails_at(),
        }
    }

    /// Whether automatic backups are made.
    pub(super) fn backs_up(&self) -> bool {
        !self.no_backup
    }

    /// Lets work hear of ctrl-c.
    pub(super) fn heed(&self) -> Heed<'_> {
        self.interrupt.heed()
    }

    /// The folder that was named on the command line.
    pub(super) fn named(&self) -> Option<&PathBuf> {
        self.named.as_ref()
    }

    /// The person's settings.
    pub(super) fn settings(&self) -> Result<Settings, Failure> {
        Settings::read(&self.paths.settings)
    }

    /// Keeps the person's settings.
    pub(super) fn keep(&self, settings: &Settings) -> Result<(), Failure> {
        settings.keep(&self.paths.settings)
    }

    /// The workspace's folder: the one named, the last one opened, or the platform's place.
    pub(super) fn folder(&self) -> Result<PathBuf, Failure> {
        if let Some(named) = &self.named {
            return Ok(named.clone());
        }
        let last = self.settings()?.workspace;
        Ok(last.unwrap_or_else(|| self.paths.workspace.clone()))
    }

    /// The file that the passphrase is in, where one is named.
    pub(super) fn key_file(&self) -> Result<Option<PathBuf>, Failure> {
        if self.key_file.is_some() {
            return Ok(self.key_file.clone());
        }
        // Who cannot read what is encrypted has no use for it.
        Ok(self.settings()?.key_file.filter(|_| ENCRYPTS))
    }

    /// The workspace's folder, and the passphrase that opens it where it needs one.
    pub(super) fn door(&self) -> Result<Door, Failure> {
        if let Some(door) = self.door.get() {
            return Ok(door.clone());
        }
        let folder = self.folder()?;
        let door = Door::of(&folder);
        let (is_new, is_encrypted) = (door.is_new(), is_encrypted(&folder));
        let door = match self.key_file()? {
            Some(file) if is_new => {
                let passphrase = passphrase::in_file(&file, &folder)?;
                door.with(passphrase.fit().map_err(Failure::refused)?)
            }
            Some(file) if is_encrypted => door.with(passphrase::in_file(&file, &folder)?),
            None if is_encrypted && ENCRYPTS => {
                passphrase::opened(&door, "the workspace", &self.asker)?
            }
            Some(_) => {
                if self.key_file.is_some() && ENCRYPTS {
                    output::aside(UNUSED);
                }
                door
            }
            None => door,
        };
        Ok(self.door.get_or_init(|| door).clone())
    }
}

/// Who reads: as named on the command line, or the workspace's own reader.
pub(super) fn reader(who: &Who, workspace: &Workspace) -> Reader {
    let name = who
        .reader
        .clone()
        .unwrap_or_else(|| workspace.reader().name.clone());
    Reader {
        name,
        role: who.role.into(),
    }
}
