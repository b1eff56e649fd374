//! Invented rates files, so that a demo has something to try against its caseload.

/// Each file's name, and what stands in it.
pub const RATES: [(&str, &str); 7] = [
    (
        "equal-2027.toml",
        include_str!("../../fixtures/rates/equal-2027.toml"),
    ),
    (
        "by-setting-2027.toml",
        include_str!("../../fixtures/rates/by-setting-2027.toml"),
    ),
    (
        "weights-2027.toml",
        include_str!("../../fixtures/rates/weights-2027.toml"),
    ),
    (
        "envelope-2027.toml",
        include_str!("../../fixtures/rates/envelope-2027.toml"),
    ),
    (
        "cost-book.toml",
        include_str!("../../fixtures/rates/cost-book.toml"),
    ),
    (
        "community-method.toml",
        include_str!("../../fixtures/rates/community-method.toml"),
    ),
    (
        "communities.csv",
        include_str!("../../fixtures/rates/demo-communities.csv"),
    ),
];
