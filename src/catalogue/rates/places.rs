//! Where the parts of a rate set stand in its file.

/// Where the parts of a rate set stand in its file.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// The table `[rates]`.
    pub(super) head: usize,
    /// The framework's id.
    pub(super) framework: usize,
    /// Its versions.
    pub(super) versions: usize,
    /// The day from which the set holds.
    pub(super) effective_from: usize,
    /// Each line's tariff, in the order of the lines.
    pub(super) rates: Vec<usize>,
    /// Each protection.
    pub(super) protections: Vec<usize>,
}
