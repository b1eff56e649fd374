//! Opening a workspace: its database, its frameworks, its settings, its reader.

mod stock;

pub(super) use stock::Stock;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::catalogue::{self, Lock, Shelf};
use crate::domain::account::Account;
use crate::domain::case::Opening;
use crate::domain::day::Moment;
use crate::domain::framework::{Framework, Status};
use crate::domain::identity::{FrameworkKey, Reader, Role};
use crate::domain::moderation::seeds::Rhythm;
use crate::domain::moderation::standard::Bar;
use crate::domain::moderation::tolerance::Tolerance;
use crate::domain::worklist::{Assignment, Assignments, Order, Part};
use crate::section_f::{self, Wording};
use crate::store::{Door, End, FILE, KEY_FILE, Mint, RESTORING, Store, StoreError};

use super::backup::sweep_anew;
use super::kept;
use super::mapping::named;
use super::problem::{Problem, Result};
use super::watching::tell_store;
use super::{Watch, Wish, Workspace, files, share, unwatched};

/// The file in a workspace's folder that has the authority's own vague words.
const WORDING: &str = "wording.toml";

/// The reader of a workspace in which nobody has given a name yet.
const NOBODY: &str = "officer";

impl Workspace {
    /// Opens a workspace, and makes it where it is missing; one of an older form is backed up and brought to this one.
    ///
    /// A seed fixes the ids of everything recorded, for reproducible runs.
    pub fn open(door: impl Into<Door>, seed: Option<u64>, now: Moment) -> Result<Self> {
        let mint = match seed {
            Some(seed) => Mint::seeded(seed),
            None => Mint::system()?,
        };
        Self::open_watched(&door.into(), mint, now, &mut unwatched)
    }

    /// The same, with a word on how far what takes its time before has come.
    pub fn open_watched(
        door: &Door,
        mint: Mint,
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<Self> {
        share::refuse(door.folder())?;
        files::lasting::make_own_folder(door.folder())?;
        sweep_anew(door.folder(), watch);
        Self::back_up_older(door, now, watch)?;
        let mut store = Store::open(door, mint, now)?;
        pay(&mut store, watch)?;
        Self::with(store, now)
    }

    /// Opens a workspace that is there already.
    pub fn open_existing(door: impl Into<Door>, now: Moment) -> Result<Self> {
        Self::open_existing_watched(&door.into(), now, &mut unwatched)
    }

    /// The same, with a word on how far what takes its time before has come.
    pub fn open_existing_watched(door: &Door, now: Moment, watch: &mut Watch<'_>) -> Result<Self> {
        share::refuse(door.folder())?;
        sweep_anew(door.folder(), watch);
        Self::back_up_older(door, now, watch)?;
        let mut store = Store::open_existing(door, Mint::system()?, now)?;
        pay(&mut store, watch)?;
        Self::with(store, now)
    }

    /// Makes a workspace of its store; nothing that takes its time is done.
    pub(super) fn with(mut store: Store, now: Moment) -> Result<Self> {
        let shelf = Stock::of(&store)?;
        let framework = Arc::new(adopted(&store, &shelf)?);
        if !shelf.keeps(&framework.key) {
            keep_file(&mut store, &shelf, &framework, now)?;
        }
        // Pinned from the first day: a later program may ship a later version.
        if store.meta(kept::FRAMEWORK_ID)?.is_none() {
            pin(&mut store, &framework.key)?;
        }
        let reader = store
            .meta(kept::READER)?
            .unwrap_or_else(|| NOBODY.to_owned());
        let dates = store.meta(kept::DATES)?;
        let dates = dates.and_then(|dates| serde_json::from_str(&dates).ok());
        let order = store
            .meta(kept::ORDER)?
            .and_then(|order| order.parse().ok());
        let groups = store.meta(kept::ASSIGNMENTS)?;
        let groups = groups.and_then(|groups| serde_json::from_str(&groups).ok());
        let authority = store.meta(kept::AUTHORITY)?;
        let authority = authority.and_then(|code| code.parse().ok());
        let limits = store.meta(kept::LIMITS)?;
        let limits = limits.and_then(|limits| serde_json::from_str(&limits).ok());
        let weights = store.meta(kept::WEIGHTS)?;
        let weights = weights.and_then(|weights| serde_json::from_str(&weights).ok());
        let tolerance = store.meta(&[kept::TOLERANCE, &framework.key.id].concat())?;
        let tolerance = tolerance.and_then(|one| serde_json::from_str(&one).ok());
        let tolerance: Tolerance = tolerance.unwrap_or_default();
        let bar = store.meta(kept::STANDARD)?;
        let bar: Option<Bar> = bar.and_then(|bar| serde_json::from_str(&bar).ok());
        let rhythm = store.meta(kept::SEEDS)?;
        let rhythm: Option<Rhythm> = rhythm.and_then(|rhythm| serde_json::from_str(&rhythm).ok());
        let folder = store.door().folder().to_owned();
        let section_f = plan_reader(&folder, &framework)?;
        Ok(Self {
            folder,
            store,
            backs_up: true,
            shelf,
            framework,
            reader: Reader {
                name: reader,
                role: Role::Officer,
            },
            section_f,
            order: order.unwrap_or_else(Order::default),
            dates: dates.unwrap_or_default(),
            authority,
            limits: limits.unwrap_or_default(),
            weights: weights.unwrap_or_default(),
            tolerance,
            bar: Bar {
                tolerance,
                ..bar.unwrap_or_default()
            },
            rhythm: rhythm.unwrap_or_default(),
            assignments: Arc::new(groups.unwrap_or_default()),
            caseload: None,
            counts: None,
            levels: false,
            otherwise: None,
            changed: Vec::new(),
            revs: std::collections::HashMap::new(),
            map: None,
        })
    }

    /// Whether a write waits for somebody else's to end; if not, it is refused at once ([`Problem::is_locked`]).
    pub fn wait_for_others(&self, waits: bool) -> Result<()> {
        Ok(self.store.wait_for_others(waits)?)
    }

    /// Makes the workspace ready for its first reader, all of it or nothing; gives the account of the caseload that
    /// was named. Where it fails the workspace is to be opened anew, for the framework in memory may be the new one.
    pub fn set_up(
        &mut self,
        name: &str,
        framework: &FrameworkKey,
        caseload: &[PathBuf],
        now: Moment,
        watch: &mut Watch<'_>,
    ) -> Result<Option<Account>> {
        self.whole(|workspace| {
            workspace.adopt(framework, now, watch)?;
            let account = match caseload {
                [] => None,
                files => Some(workspace.import(files, Wish::default(), now, watch)?),
            };
            workspace.be(name)?;
            Ok((account, End::Keep))
        })
    }

    /// What the screens must know; nothing where nobody has begun here yet.
    pub fn opening(&self) -> Result<Option<Opening>> {
        if self.store.meta(kept::READER)?.is_none() {
            return Ok(None);
        }
        let (framework, reader) = (self.framework.clone(), self.reader.name.clone());
        Ok(Some(Opening {
            framework,
            reader,
            told: None,
        }))
    }

    /// Keeps who reads here.
    pub fn be(&mut self, name: &str) -> Result<()> {
        let name = name.trim();
        named(&Reader {
            name: name.to_owned(),
            role: Role::Officer,
        })?;
        self.store.set_meta(kept::READER, name)?;
        name.clone_into(&mut self.reader.name);
        // Which seed is due is asked of each reader by themselves.
        self.forget();
        Ok(())
    }

    /// Keeps a setting of the screens.
    pub fn keep(&mut self, name: &str, value: &str) -> Result<()> {
        Ok(self.store.set_meta(&[kept::SCREEN, name].concat(), value)?)
    }

    /// The setting of the screens of a name, as it was kept.
    pub fn kept(&self, name: &str) -> Result<Option<String>> {
        Ok(self.store.meta(&[kept::SCREEN, name].concat())?)
    }

    /// Who works on which group of pupils.
    pub fn assignments(&self) -> &Assignments {
        &self.assignments
    }

    /// Gives a group of pupils to an officer.
    pub fn assign(&mut self, assignment: Assignment) -> Result<()> {
        let mut groups = Assignments::clone(&self.assignments);
        groups.give(assignment);
        self.keep_assignments(groups)
    }

    /// Takes a group of pupils back; gives whether anybody had it.
    pub fn take_back(&mut self, part: Part, value: &str) -> Result<bool> {
        let mut groups = Assignments::clone(&self.assignments);
        let had = groups.take_back(part, value);
        self.keep_assignments(groups)?;
        Ok(had)
    }

    fn keep_assignments(&mut self, groups: Assignments) -> Result<()> {
        let written = serde_json::to_string(&groups).unwrap_or_default();
        self.store.set_meta(kept::ASSIGNMENTS, &written)?;
        self.assignments = Arc::new(groups);
        Ok(())
    }

    /// The frameworks at hand, the adopted one first.
    pub fn frameworks(&self) -> Vec<Arc<Framework>> {
        let others = self.shelf.frameworks().iter().rev();
        let others = others
            .filter(|one| one.key != self.framework.key)
            .cloned()
            .map(Arc::new);
        std::iter::once(self.framework.clone())
            .chain(others)
            .collect()
    }

    /// Puts a framework file on this workspace's shelf, so that it can be adopted.
    pub fn bring_framework(
        &mut self,
        file: &str,
        bytes: &[u8],
        now: Moment,
    ) -> Result<FrameworkKey> {
        let framework =
            catalogue::load(file, bytes, &Lock::shipped()).map_err(Problem::Framework)?;
        self.store
            .keep_framework(&framework.key, framework.hash, bytes, now)?;
        self.shelf = Stock::of(&self.store)?;
        Ok(framework.key)
    }

    /// Looks again at which frameworks are kept.
    pub(super) fn restock(&mut self) -> Result<()> {
        self.shelf = Stock::of(&self.store)?;
        Ok(())
    }

    /// Removes the workspace in a folder, which nobody may have open, and the folder where nothing else is in it.
    pub fn remove(folder: &Path) -> Result<()> {
        let log = ["-wal", "-shm"].map(|end| [FILE, end].concat());
        let [wal, shm] = log.each_ref().map(String::as_str);
        Ok(files::clear(folder, &[FILE, wal, shm, KEY_FILE])?)
    }

    /// Whether a folder holds a workspace.
    pub fn is_at(folder: &Path) -> bool {
        folder.join(FILE).exists() || folder.join(RESTORING).exists()
    }

    /// The frameworks on the shelf: those shipped and those brought here.
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }
}

/// Carries an erasure whose end was missed to it; what keeps it from that is said by `continuum erase --list`.
fn pay(store: &mut Store, watch: &mut Watch<'_>) -> Result<()> {
    if !store.is_scrub_owed()? {
        return Ok(());
    }
    let told = &mut |what, done, of| tell_store(watch, what, done, of);
    match store.scrub(told) {
        Err(StoreError::Stopped) => Err(Problem::Stopped),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// The reader of a workspace's plans.
fn plan_reader(folder: &Path, framework: &Framework) -> Result<section_f::Reader> {
    let reader = section_f::Reader::new(framework.year);
    Ok(match own_wording(folder)? {
        Some(wording) => reader.with_wording(wording),
        None => reader,
    })
}

/// The authority's own list of vague words, where its file stands in a workspace's folder.
pub fn own_wording(folder: &Path) -> Result<Option<Wording>> {
    let file = folder.join(WORDING);
    if !file.exists() {
        return Ok(None);
    }
    let bytes = files::read(&file)?;
    let shown = file.display().to_string();
    Ok(Some(Wording::read(&shown, &bytes)?))
}

fn pin(store: &mut Store, key: &FrameworkKey) -> Result<()> {
    store.set_meta(kept::FRAMEWORK_ID, &key.id)?;
    store.set_meta(kept::FRAMEWORK_VERSION, &key.version)?;
    Ok(())
}

/// Keeps a framework's file with the work, so that mappings stay readable without this program's own.
pub(super) fn keep_file(
    store: &mut Store,
    shelf: &Shelf,
    framework: &Framework,
    now: Moment,
) -> Result<()> {
    let kept = store
        .frameworks()?
        .iter()
        .any(|kept| kept.key == framework.key);
    if let Some(bytes) = shelf.file(framework).filter(|_| !kept) {
        store.keep_framework(&framework.key, framework.hash, bytes, now)?;
    }
    Ok(())
}

/// The framework that was taken for the workspace; at first the latest released one that is shipped.
fn adopted(store: &Store, shelf: &Stock) -> Result<Framework> {
    let id = store.meta(kept::FRAMEWORK_ID)?;
    let version = store.meta(kept::FRAMEWORK_VERSION)?;
    if let (Some(id), Some(version)) = (id, version) {
        let key = FrameworkKey { id, version };
        let found = shelf.one(&key);
        return found.ok_or_else(|| Problem::NoSuchFramework(key.to_string()));
    }
    let released = shelf
        .frameworks()
        .iter()
        .filter(|one| one.status == Status::Released);
    let latest = released
        .filter_map(|one| shelf.latest(&one.key.id))
        .next_back();
    latest
        .cloned()
        .ok_or_else(|| Problem::NoSuchFramework("released".to_owned()))
}
