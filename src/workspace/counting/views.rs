//! Views: counts that somebody wants again, kept under a name.

use crate::domain::distribution::{self, LONGEST_NAME, View, Wanted};
use crate::workspace::kept;

use super::super::Workspace;
use super::super::problem::{Problem, Result};

impl Workspace {
    /// The views that are kept, by name.
    pub fn views(&self) -> Result<Vec<View>> {
        let written = self.store.meta(kept::VIEWS)?;
        let views = written.and_then(|views| serde_json::from_str(&views).ok());
        Ok(views.unwrap_or_default())
    }

    /// The view of a name.
    pub fn view(&self, name: &str) -> Result<View> {
        let mut views = self.views()?.into_iter();
        let found = views.find(|view| view.name == name.trim());
        found.ok_or_else(|| Problem::NoView(name.trim().to_owned()))
    }

    /// Keeps what is wanted under a name, in the place of a view of that name; gives the view as it is kept.
    pub fn keep_view(&mut self, name: &str, wanted: &Wanted) -> Result<View> {
        let name = name.trim();
        let is_long = name.chars().count() > LONGEST_NAME;
        if name.is_empty() || is_long || name.chars().any(char::is_control) {
            return Err(Problem::ViewName);
        }
        self.counted_under(wanted)?;
        let view = View {
            name: name.to_owned(),
            wanted: wanted.clone(),
        };
        self.write_views(&distribution::kept(self.views()?, view.clone()))?;
        Ok(view)
    }

    /// Forgets a view; gives it as it was, so that it can be kept again.
    pub fn forget_view(&mut self, name: &str) -> Result<View> {
        let view = self.view(name)?;
        let mut views = self.views()?;
        views.retain(|one| one.name != view.name);
        self.write_views(&views)?;
        Ok(view)
    }

    fn write_views(&mut self, views: &[View]) -> Result<()> {
        let written = serde_json::to_string(views).unwrap_or_default();
        Ok(self.store.set_meta(kept::VIEWS, &written)?)
    }
}
