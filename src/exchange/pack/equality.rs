//! The equality assessment, where the caseload has people's particulars and it can stand beside the other tables.

use crate::exchange::equality;

use super::Contents;
use super::pieces::Section;

pub(super) fn section(pack: &Contents) -> Section {
    let mut section = Section::new("equality", "Equality assessment", "Equality");
    match &pack.equality {
        Ok(assessed) => section.document(&equality::document(assessed, &pack.from)),
        Err(why) => return section.left_out(why.as_str()),
    }
    section
}
