//! The store: one SQLite file a workspace, its records and the chain that holds them.
//!
//! Rows are only ever added. The exceptions, each for its reason: a `draft` is unfinished work; a `pupil` says
//! which version of the facts is current and which import named them last; the `seal` is the signed head of the
//! chain; `workspace` has settings; `checksum` counts what the rows come to; `counted` and its like are a copy that any reader may drop. And what names a person goes
//! where a signed record says that they were erased.
//! The clock is never read here: whoever writes hands `now` in.

mod agreed;
mod ask;
mod audits;
mod backup;
mod batch;
mod begun;
mod caseload;
mod chain;
mod change;
mod checksums;
mod cohorts;
mod colleagues;
mod connection;
mod content;
mod convert;
mod counted;
mod door;
mod drafts;
mod erased;
mod fault;
#[cfg(test)]
mod fixtures;
mod frameworks;
mod held;
mod history;
mod hours;
mod import;
mod imports;
mod levels;
mod mappings;
mod migrate;
mod mint;
mod notices;
mod offers;
mod opened;
mod outcomes;
mod papers;
mod passphrase;
mod place;
mod plans;
mod pseudonym;
mod pupils;
mod records;
mod rekey;
mod repair;
mod reviews;
mod rulings;
mod samples;
mod schools;
mod seal;
mod settings;
mod telling;
mod told;
mod travel;
mod verify;
mod words;

pub use audits::Counted;
pub use backup::{Held, contents, copy, is_earlier, is_newer, is_older, opens, setting};
pub use batch::{Amends, Conflict, File, Imported, Incoming, IncomingPlan, Order, Taken};
pub use caseload::Sight;
pub use change::End;
pub use colleagues::BUNDLE;
pub use connection::{MANIFEST, RESTORING, Store};
pub use counted::{Keeping, Kept, Marks};
pub use door::{Door, FILE, is_encrypted};
pub use drafts::Rev;
pub(crate) use erased::Shunned;
pub use erased::{Gone, Holding, gone, holds};
pub use fault::{Result, StoreError};
pub use frameworks::KeptFramework;
pub use import::{Intake, Taking};
pub use levels::Levelled;
pub use mint::Mint;
pub use offers::Shown;
pub use passphrase::{ENCRYPTS, LONGEST, Passphrase, PassphraseFault, SHORTEST};
pub use place::BACKUPS;
pub use pseudonym::Pseudonyms;
pub use rekey::Rekeying;
pub use repair::{Saved, headers, is_readable, save};
pub use schools::{Registered, SchoolBatch};
pub use seal::{KEY_FILE, vouches};
pub use telling::Told;
pub use told::ToldPupil;
pub use travel::{Arrival, Pack, Parcel};
pub use verify::{ChainHead, Fault, Verified};
pub use words::JudgedText;
