//! The names under which the store keeps a workspace's settings.

pub(super) const READER: &str = "reader";
pub(super) const FRAMEWORK_ID: &str = "framework_id";
pub(super) const FRAMEWORK_VERSION: &str = "framework_version";
pub(super) const SCREEN: &str = "screen_";
pub(super) const DATES: &str = "dates";
pub(super) const ORDER: &str = "order";
pub(super) const ASSIGNMENTS: &str = "assignments";
pub(super) const AUTHORITY: &str = "authority";
pub(super) const LIMITS: &str = "limits";
pub(super) const TOLERANCE: &str = "tolerance_";
pub(super) const STANDARD: &str = "standard";
pub(super) const SEEDS: &str = "seeds";
pub(super) const WEIGHTS: &str = "weights";
pub(super) const VIEWS: &str = "views";
pub(super) const COLUMNS: &str = "columns_";
pub(super) const BACKUPS: &str = "backups";
pub(super) const RETENTION: &str = "retention";
pub(super) const NOTICE: &str = "notice";
