//! What a key or a command asks for, done once for both.
//!
//! The rooms below know nothing of one another: the store keeps, the catalogue has the frameworks, the
//! exchange reads and writes files, Section F is read in its own room. Here they meet.

mod adopting;
mod amending;
mod backup;
mod bounding;
mod case;
mod caseload;
mod columns;
mod communities;
mod comparing;
mod counting;
mod covering;
mod encrypting;
mod erasing;
mod estimating;
mod examining;
mod explaining;
pub mod files;
mod forms;
mod importing;
mod kept;
mod listing;
mod mapping;
mod moderating;
mod opening;
mod presenting;
mod problem;
mod rating;
mod reaching;
mod recording;
mod redrafting;
mod releasing;
mod remapping;
mod repairing;
mod restoring;
mod secrecy;
mod settings;
mod settling;
mod share;
mod travelling;
mod unkept;
mod unshared;
mod validating;
mod veil;
mod verifying;
mod watching;

pub use crate::domain::pace::unwatched;
pub use backup::{
    Backup, FOLDER as BACKUPS, glance as backups_named, list as backups, look as backup_read,
};
pub use communities::share_out;
pub use comparing::{Compared, Comparison};
pub use covering::{Against, Decision};
pub use encrypting::{Encrypted, decrypt, encrypt, rekey};
pub use erasing::{Erasures, Left, Overdue, Past, Scrubbed, Wiped};
pub use examining::{Plans, Report, report};
pub use forms::Wanted as WantedForms;
pub use importing::{Whose, Wish};
pub use listing::Listing;
pub use moderating::{
    Agreed, AgreedReading, Bench, Beside, Cases, Decided, Drifted, Provisioned, Queue, SampleCase,
    SampleState, SchoolBeside, Waits,
};
pub use opening::own_wording;
pub use presenting::PackOrder;
pub use problem::{Problem, Result};
pub use rating::{RATES_FOLDER, rates_files};
pub use reaching::{Became, Closed};
pub use recording::{Judge, Made};
pub use repairing::{Repaired, repair};
pub use restoring::{Restored, finish as finish_restoring, restore};
pub use travelling::{Order as BundleOrder, Packed, Taken};
pub use validating::Validated;
pub use watching::{Step, Watch};

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::columns::ColumnMap;
use crate::domain::day::Day;
use crate::domain::flag::rules::Limits;
use crate::domain::framework::Framework;
use crate::domain::identity::{PupilId, Reader, Role};
use crate::domain::moderation::risk::Weights;
use crate::domain::moderation::seeds::Rhythm;
use crate::domain::moderation::standard::Bar;
use crate::domain::moderation::tolerance::Tolerance;
use crate::domain::worklist::{Assignments, Basis, Dates, Order};
use crate::section_f;
use crate::store::{Rev, Store};

use self::caseload::Caseload;
use self::counting::{Counts, Otherwise};
use self::opening::Stock;

/// How many pupils are asked of the store at once, where not everybody is.
const STRETCH: usize = 512;

/// One workspace: its database, the frameworks at hand, and who sits before it.
pub struct Workspace {
    folder: PathBuf,
    store: Store,
    /// Whether automatic backups are made.
    backs_up: bool,
    shelf: Stock,
    framework: Arc<Framework>,
    reader: Reader,
    /// Reads plans: by the framework's year, and by the authority's own vague words where it has a list.
    section_f: section_f::Reader,
    order: Order,
    dates: Dates,
    /// Who works on which group of pupils.
    assignments: Arc<Assignments>,
    /// The number of the authority whose caseload it is.
    authority: Option<u16>,
    /// From where on the rules flag.
    limits: Limits,
    /// How much each rule weighs.
    weights: Weights,
    /// How far two readings may lie apart.
    tolerance: Tolerance,
    /// How the standardisation set is passed.
    bar: Bar,
    /// How often seeds come.
    rhythm: Rhythm,
    caseload: Option<Caseload>,
    /// The caseload as it was read only to be counted.
    counts: Option<Counts>,
    /// Whether the caseload is read with the levels of the mappings, as a count has asked for.
    levels: bool,
    /// The caseload as it was counted last on other terms than the worklist's.
    otherwise: Option<Otherwise>,
    /// Pupils whose cases have changed since the caseload was read.
    changed: Vec<PupilId>,
    /// Which saving of each draft is at hand: one person may have two of a pupil, in two roles.
    revs: HashMap<(PupilId, Role), Rev>,
    /// The column map that tables are read by, where one was named.
    map: Option<(String, ColumnMap)>,
}

impl Workspace {
    /// The framework that is mapped to.
    pub fn framework(&self) -> &Arc<Framework> {
        &self.framework
    }

    /// The folder it is in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Who reads where nobody else is named.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Who reads the plans, and by which list of vague words.
    pub fn plan_reader(&self) -> &section_f::Reader {
        &self.section_f
    }

    fn basis<'a>(&self, framework: &'a Framework, today: Day) -> Basis<'a> {
        Basis {
            framework,
            today,
            dates: self.dates,
            order: self.order,
            authority: self.authority,
            counts_schools: false,
            school_apart: self.limits.school_apart,
        }
    }
}

#[cfg(test)]
pub(crate) use moderating::seeded;
