//! Where the parts of a framework stand in its file.

/// The byte offsets of the parts, in the order of the framework's own lists.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) version: usize,
    pub(super) previous: usize,
    pub(super) levels: Vec<usize>,
    pub(super) areas: Vec<usize>,
    pub(super) descriptors: Vec<usize>,
    pub(super) tariffs: Vec<usize>,
    pub(super) lineage: Vec<usize>,
    pub(super) derivation: usize,
    pub(super) rules: Vec<usize>,
    pub(super) cuts: Vec<usize>,
}
