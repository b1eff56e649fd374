//! The invented caseload: pupils and plans that look real and are nobody's.
