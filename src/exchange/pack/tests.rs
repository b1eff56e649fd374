//! The pack of a small invented case.
