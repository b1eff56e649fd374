//! Column maps: kept in the workspace's folder, remembered by the headers they are for; surveys of tables.

use std::path::{Path, PathBuf};

use crate::domain::columns::{ColumnMap, fingerprint};
use crate::domain::day::Moment;
use crate::domain::survey::Survey;
use crate::exchange::caseload::Opened;
use crate::exchange::kind::Kind;
use crate::exchange::maps;

use super::importing::sorting::alone;
use super::kept;
use super::problem::{Problem, Result};
use super::{Workspace, files};

/// The folder of the maps, and the ending of their names.
const FOLDER: &str = "maps";
const ENDING: &str = "toml";

/// The longest name of a map.
const LONGEST: usize = 60;

impl Workspace {
    /// Reads the tables of the imports to come by a map: one that is kept, by its name, or a file.
    pub fn map_by(&mut self, named: &str) -> Result<()> {
        let file = Path::new(named);
        let is_file = file.extension().is_some_and(|ending| ending == ENDING);
        let map = if is_file {
            Some(maps::read(named, &files::read(file)?)?)
        } else {
            self.kept_map(named)?
        };
        let missing = || {
            let kept = self.map_names().unwrap_or_default().join(", ");
            let kept = if kept.is_empty() { "none" } else { &kept };
            Problem::NoMap(named.to_owned(), kept.to_owned())
        };
        self.map = Some((named.to_owned(), map.ok_or_else(missing)?));
        Ok(())
    }

    /// The names of the maps that are kept here.
    pub fn map_names(&self) -> Result<Vec<String>> {
        let folder = self.folder.join(FOLDER);
        if !folder.exists() {
            return Ok(Vec::new());
        }
        let files = files::list(&folder)?.files.into_iter();
        let maps = files.filter(|file| file.extension().is_some_and(|ending| ending == ENDING));
        let name = |file: PathBuf| Some(file.file_stem()?.to_string_lossy().into_owned());
        Ok(maps.filter_map(name).collect())
    }

    /// Keeps a map under a name, and remembers it for these headers; gives its file.
    pub fn keep_map(&mut self, name: &str, map: &ColumnMap, headers: &[String]) -> Result<PathBuf> {
        let file = self.map_file(name)?;
        let text = maps::write(map).map_err(|fault| Problem::MapUnwritten(fault.to_string()))?;
        files::write(&file, text.as_bytes())?;
        self.remember_map(headers, name.trim())?;
        Ok(file)
    }

    /// Surveys a caseload table; nothing where a file or folder is none.
    pub fn survey(&self, path: &Path, now: Moment) -> Result<Option<Survey>> {
        if path.is_dir() || alone(path)? != Kind::Caseload {
            return Ok(None);
        }
        let name = path.file_name().unwrap_or(path.as_os_str());
        let name = name.to_string_lossy().into_owned();
        let opened = Opened::of(&name, files::open(path)?.0)?;
        let map = self.map_of(&opened.headers())?;
        let map = map.as_ref().map(|(name, map)| (name.as_str(), map));
        Ok(Some(opened.survey(now.day(), map)?))
    }

    /// The map of a table by its headers: the one that was named, else the one remembered for them.
    pub(super) fn map_of(&self, headers: &[Vec<String>]) -> Result<Option<(String, ColumnMap)>> {
        if self.map.is_some() {
            return Ok(self.map.clone());
        }
        for headers in headers {
            let Some(name) = self.store.meta(&remembered(headers))? else {
                continue;
            };
            // A map that was thrown away is no longer meant.
            if let Some(map) = self.kept_map(&name)? {
                return Ok(Some((name, map)));
            }
        }
        Ok(None)
    }

    /// Remembers the maps by which tables came in, each for their headers.
    pub(super) fn remember_maps(&mut self, tables: &[(Vec<String>, String)]) -> Result<()> {
        for (headers, name) in tables {
            // A file from elsewhere is meant for this once; it is kept by putting it into the folder.
            if self.map_file(name).is_ok_and(|file| file.exists()) {
                self.remember_map(headers, name)?;
            }
        }
        Ok(())
    }

    fn remember_map(&mut self, headers: &[String], name: &str) -> Result<()> {
        Ok(self.store.set_meta(&remembered(headers), name)?)
    }

    fn kept_map(&self, name: &str) -> Result<Option<ColumnMap>> {
        let Ok(file) = self.map_file(name) else {
            return Ok(None);
        };
        if !file.exists() {
            return Ok(None);
        }
        let shown = file.display().to_string();
        Ok(Some(maps::read(&shown, &files::read(&file)?)?))
    }

    /// The file of a map; its name leads nowhere else.
    fn map_file(&self, name: &str) -> Result<PathBuf> {
        let name = name.trim();
        let fits = |letter: char| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_');
        if name.is_empty() || name.chars().count() > LONGEST || !name.chars().all(fits) {
            return Err(Problem::MapName(name.to_owned()));
        }
        let file = format!("{name}.{ENDING}");
        Ok(self.folder.join(FOLDER).join(file))
    }
}

/// Under which name the store keeps the map of headers.
fn remembered(headers: &[String]) -> String {
    [kept::COLUMNS, &fingerprint(headers).to_string()].concat()
}
