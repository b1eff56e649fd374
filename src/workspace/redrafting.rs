//! What the readings under a framework version say of its descriptors.

use crate::domain::evidence::{Counting, Evidence};
use crate::domain::framework::Framework;

use super::problem::Result;
use super::watching::tell;
use super::{Watch, Workspace};

impl Workspace {
    /// Counts every mapping of a framework version, pupil by pupil.
    pub fn evidence(&self, framework: &Framework, watch: &mut Watch<'_>) -> Result<Vec<Evidence>> {
        let by_pupil = self.store.mappings_under(&framework.key)?;
        let of = by_pupil.len() as u64;
        let mut counting = Counting::new(framework);
        for (ids, done) in by_pupil.iter().zip(1..) {
            let mut mappings = Vec::with_capacity(ids.len());
            for id in ids {
                mappings.extend(self.store.mapping(id)?);
            }
            counting.pupil(&mappings);
            tell(watch, "Counting judgements", done, of)?;
        }
        Ok(counting.finish())
    }
}
