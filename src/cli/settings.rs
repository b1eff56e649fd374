//! The settings of one person on one machine.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::source;
use crate::workspace::files;

use super::failure::Failure;

/// What the program remembers from one start to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Settings {
    /// The workspace that was open last.
    pub(crate) workspace: Option<PathBuf>,
    /// The theme: dark, light, high-contrast or plain.
    pub(crate) theme: Option<String>,
    /// After how many minutes without a key the screen goes blank; 0 for never.
    pub(crate) idle: Option<u16>,
    /// The file that the passphrase of encrypted workspaces is in.
    pub(crate) key_file: Option<PathBuf>,
}

/// After how many minutes without a key the screen goes blank where nobody has said so.
const IDLE: u16 = 10;

impl Settings {
    /// Reads the settings; somebody new has none.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        if !path.exists() {
            return Ok(Self::default());
        }
        let bytes = files::read(path).map_err(Failure::refused)?;
        let name = path.display().to_string();
        let read = source::text(&name, &bytes).and_then(|text| source::parse(&name, text));
        read.map_err(|fault| {
            Failure::refused(fault)
                .hint("Mend the settings file there, or delete it to start anew.")
        })
    }

    /// After how many minutes without a key the screen goes blank.
    pub(crate) fn idle_minutes(&self) -> u16 {
        self.idle.unwrap_or(IDLE)
    }

    /// Keeps the settings.
    pub(crate) fn keep(&self, path: &Path) -> Result<(), Failure> {
        let text = source::write(self).map_err(Failure::refused)?;
        files::write(path, text.as_bytes()).map_err(Failure::refused)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_read_back_and_a_broken_file_says_where() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/settings.toml");
        let new = Settings::read(&path).unwrap();
        assert_eq!((new.idle_minutes(), new), (IDLE, Settings::default()));
        let settings = Settings {
            workspace: Some("/somewhere".into()),
            theme: Some("light".into()),
            idle: Some(3),
            key_file: Some("/elsewhere/key".into()),
        };
        settings.keep(&path).unwrap();
        assert_eq!(Settings::read(&path).unwrap(), settings);
        files::write(&path, b"theme = \"dark\"\nsize = 3\n").unwrap();
        let failure = Settings::read(&path).unwrap_err().to_string();
        assert!(failure.contains("settings.toml:2:"), "{failure}");
    }
}
