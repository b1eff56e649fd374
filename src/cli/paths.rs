//! Where things are on this machine: the settings file, the workspace, the environment.

use std::env;
use std::path::PathBuf;

use directories::ProjectDirs;

use super::failure::Failure;

/// The platform's places for the program's files.
#[derive(Clone, Debug)]
pub(crate) struct Paths {
    /// The settings file.
    pub(crate) settings: PathBuf,
    /// The workspace of somebody who never named one.
    pub(crate) workspace: PathBuf,
    /// The folder of reports of failures.
    pub(crate) reports: PathBuf,
    /// The folder in which a run of the screens leaves its mark.
    pub(crate) runs: PathBuf,
}

impl Paths {
    /// Finds the platform's places; `CONTINUUM_HOME` puts all below a folder of one's own.
    pub(crate) fn find() -> Result<Self, Failure> {
        if let Some(home) = variable("CONTINUUM_HOME") {
            let home = PathBuf::from(home);
            let settings = home.join("settings.toml");
            return Ok(Self {
                settings,
                workspace: home.join("workspace"),
                reports: home.join("reports"),
                runs: home.join("runs"),
            });
        }
        let dirs = ProjectDirs::from("", "", "continuum").ok_or_else(|| {
            Failure::refused("This account has no home folder to keep settings in.")
                .hint("Set CONTINUUM_HOME to a folder of your own.")
        })?;
        let settings = dirs.config_dir().join("settings.toml");
        let state = dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir());
        Ok(Self {
            settings,
            workspace: dirs.data_dir().join("workspace"),
            reports: state.join("reports"),
            runs: state.join("runs"),
        })
    }
}

/// Whether colour is unwanted (<https://no-color.org>).
pub(crate) fn no_color() -> bool {
    variable("NO_COLOR").is_some()
}

/// The key at which the screens fail inside, for tests of that; a program that is released knows of none.
#[cfg(debug_assertions)]
pub(crate) fn fails_at() -> Option<String> {
    variable("CONTINUUM_FAILS_AT")
}

#[expect(clippy::disallowed_methods, reason = "the environment's home")]
fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
