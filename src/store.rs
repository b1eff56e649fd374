//! The one SQLite file of a workspace: caseload, drafts, records and their chain.
