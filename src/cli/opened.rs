//! The workspace that a command means, opened; what that takes its time for stands behind a bar.

use crate::store::{Door, ENCRYPTS, Mint, Passphrase};
use crate::workspace::{Workspace, files};

use super::failure::Failure;
use super::progress::Late;
use super::room::Room;

impl Room {
    /// Opens the workspace where there is one.
    pub(super) fn workspace_if_any(&self) -> Result<Option<Workspace>, Failure> {
        let folder = self.folder()?;
        if !Workspace::is_at(&folder) {
            return Ok(None);
        }
        Ok(Some(self.workspace()?))
    }

    /// Opens the workspace, which must be there.
    pub(super) fn workspace(&self) -> Result<Workspace, Failure> {
        let door = self.door()?;
        let mut waits = Late::behind(self);
        self.bring_up(&door, &mut waits)?;
        let workspace = Workspace::open_existing_watched(&door, self.now(), &mut waits.watch())?;
        Ok(self.heeded(workspace))
    }

    /// Brings a workspace of an older form to this one, where no backup of it is wished.
    fn bring_up(&self, door: &Door, waits: &mut Late<'_>) -> Result<(), Failure> {
        if !self.backs_up() && Workspace::is_at(door.folder()) {
            Workspace::bring_up(door, self.now(), &mut waits.watch())?;
        }
        Ok(())
    }

    /// Lets a workspace hear whether backups are wished.
    fn heeded(&self, mut workspace: Workspace) -> Workspace {
        if !self.backs_up() {
            workspace.without_backups();
        }
        workspace
    }

    /// Tries something out on the workspace; where there is none, on an empty one that goes again.
    pub(super) fn try_out<T>(
        &self,
        what: impl FnOnce(&mut Workspace) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        if let Some(mut workspace) = self.workspace_if_any()? {
            return what(&mut workspace);
        }
        let folder = files::temporary_folder("continuum-try").map_err(Failure::refused)?;
        let mut door = Door::of(&folder);
        if ENCRYPTS {
            door = door.with(Passphrase::unknown().map_err(Failure::refused)?);
        }
        let mut workspace = Workspace::open(&door, None, self.now())?;
        let tried = what(&mut workspace);
        drop(workspace);
        files::remove_folder(&folder).map_err(Failure::refused)?;
        tried
    }

    /// Does something in the workspace, which is made where it is missing: where nothing comes of it, none is left.
    pub(super) fn made<T>(
        &self,
        what: impl FnOnce(&mut Workspace) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let folder = self.folder()?;
        let is_new = !Workspace::is_at(&folder);
        // Also before and after the work itself a press takes back the whole.
        let _heed = self.heed();
        let mut workspace = self.made_workspace()?;
        let done = what(&mut workspace);
        drop(workspace);
        if is_new && done.is_err() {
            Workspace::remove(&folder)?;
        }
        done
    }

    /// Opens the workspace, and makes it where it is missing.
    pub(super) fn made_workspace(&self) -> Result<Workspace, Failure> {
        let door = self.door()?;
        let (mint, mut waits) = (
            Mint::system().map_err(Failure::refused)?,
            Late::behind(self),
        );
        self.bring_up(&door, &mut waits)?;
        let workspace = Workspace::open_watched(&door, mint, self.now(), &mut waits.watch())?;
        Ok(self.heeded(workspace))
    }
}
