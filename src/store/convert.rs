//! Turns SQL values into the domain's, and back; one file an aggregate.

pub(crate) mod children;
pub(crate) mod columns;
pub(crate) mod facts;
pub(crate) mod heads;
pub(crate) mod mapping;
pub(crate) mod payload;
