//! What comes in and goes out again: imports, their columns, documents, and the check of the caseload.

use std::path::{Path, PathBuf};

use super::desk::Desk;
use crate::domain::identity::FrameworkKey;
use crate::domain::movement::ImportHead;
use crate::domain::paper::{Fate, PaperId};
use crate::ui::message::Reply;
use crate::workspace::{Problem, Wish};

/// How many pupils are shown of those whose name is like what was typed: as many as have a digit.
const FOUND: usize = 9;

impl Desk {
    pub(super) fn survey(&self, file: &str) -> Result<Reply, Problem> {
        let now = self.clock.now();
        let survey = self.workspace.survey(Path::new(file), now)?;
        Ok(Reply::Surveyed(survey.map(Box::new)))
    }

    /// Imports a file or a folder.
    pub(super) fn brought(&mut self, file: &str) -> Result<Reply, Problem> {
        let (files, now) = ([PathBuf::from(file)], self.clock.now());
        let mut watch = self.telling();
        let account = self
            .workspace
            .import(&files, Wish::default(), now, &mut watch)?;
        let told = self.workspace.keep_account(&account, now)?;
        self.began(Some(told))
    }

    pub(super) fn begin(
        &mut self,
        name: &str,
        framework: &FrameworkKey,
        caseload: Option<&str>,
    ) -> Result<Reply, Problem> {
        let now = self.clock.now();
        let files: Vec<PathBuf> = caseload.map(PathBuf::from).into_iter().collect();
        let mut watch = self.telling();
        let account = self
            .workspace
            .set_up(name, framework, &files, now, &mut watch)?;
        let told = account.map(|account| self.workspace.keep_account(&account, now));
        self.began(told.transpose()?)
    }

    pub(super) fn moved_by(&self, import: ImportHead) -> Result<Reply, Problem> {
        let moved = self.workspace.moved_by(&import, self.clock.now().day())?;
        Ok(Reply::MovedBy(import.id, moved))
    }

    pub(super) fn undo_import(&mut self, import: &ImportHead) -> Result<Reply, Problem> {
        let by = self.workspace.reader().clone();
        let (now, mut watch) = (self.clock.now(), self.telling());
        let undone = self.workspace.undo_import(import, &by, now, &mut watch)?;
        Ok(Reply::Undone(undone.told(import)))
    }

    pub(super) fn validate(&self) -> Result<Reply, Problem> {
        let day = self.clock.now().day();
        let written = self.workspace.validate(None, day, &mut self.telling())?;
        let (sum, page) = (written.tally.sum(), written.page.display());
        Ok(Reply::Validated(format!(
            "{sum}. What to mend is in {page}"
        )))
    }

    pub(super) fn papers(&mut self) -> Result<Reply, Problem> {
        let mut watch = self.telling();
        let papers = self.workspace.papers(&mut watch)?;
        Ok(Reply::Papers(papers))
    }

    pub(super) fn settle(&mut self, paper: PaperId, fate: &Fate) -> Result<Reply, Problem> {
        let now = self.clock.now();
        Ok(Reply::Fates(self.workspace.settle_paper(paper, fate, now)?))
    }

    pub(super) fn found(&mut self, text: &str) -> Result<Reply, Problem> {
        let now = self.clock.now();
        Ok(Reply::Found(self.workspace.find_pupils(text, FOUND, now)?))
    }
}
