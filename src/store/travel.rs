//! Work that travels: what goes into a bundle, and what becomes of what one brings.
//!
//! Every chain goes as a whole, from its first place to its sealed head: places are digests, and small. Records come with
//! their place or later, or never, where they are of pupils of whom a workspace has nothing; until then they are awaited.
//! So bundles may come in any order, and whoever has taken the same ones in has the same records.

mod arrival;
mod chains;
mod packing;
mod placing;
mod pupils;
mod rows;
mod schools;
#[cfg(test)]
mod tests;

pub use arrival::{Arrival, Parcel};
pub use packing::Pack;
