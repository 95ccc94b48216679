//! FileKind the program can do beside ranking files, a file an act.

pub mod check_config;
pub mod export;
pub mod import;
pub mod maintain;
pub mod schema;
pub mod serve;
pub mod token;
