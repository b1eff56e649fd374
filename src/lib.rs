//! Continuum maps every pupil with an Education, Health and Care Plan to a
//! continuum of need and provision, from which the tariff distribution comes.
//!
//! The crate is a house of rooms. Arrows go one way, and a test holds them:
//!
//! | room | what lives there | may use |
//! | --- | --- | --- |
//! | [`domain`] | the field's words as types, and the rules | nothing |
//! | [`source`] | TOML text to typed values, with faults at line and column | nothing |
//! | [`section_f`] | plan text to provisions | `domain`, `source` |
//! | [`search`] | fuzzy finding, suggestions | `domain` |
//! | [`catalogue`] | framework files, checked, hashed, embedded | `domain`, `source` |
//! | [`exchange`] | every format in and out, over `Read` and `Write` | `domain`, `section_f` |
//! | [`store`] | the one SQLite file, its records and their chain | `domain` |
//! | [`demo`] | the invented caseload | `domain`, `source`, `exchange` |
//! | [`workspace`] | what a key or a command asks for, done once for both | `domain`, `section_f`, `search`, `catalogue`, `exchange`, `store` |
//! | [`ui`] | state, update and view of the screens | `domain`, `search` |
//! | [`runtime`] | the loop, the input thread, the worker, the terminal, the clock | `domain`, `ui`, `workspace` |
//! | [`cli`] | arguments, paths, settings, one file a command | all but `ui` |

pub mod catalogue;
pub mod cli;
pub mod demo;
pub mod domain;
pub mod exchange;
pub mod runtime;
pub mod search;
pub mod section_f;
pub mod source;
pub mod store;
pub mod ui;
pub mod workspace;
