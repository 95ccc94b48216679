//! The subcommands, one module each.

pub mod assess;
pub mod audit;
pub mod audit_verify;
pub mod candidate;
pub mod check_config;
pub mod compare;
pub mod export;
pub mod followers;
pub mod import;
pub mod jobs;
pub mod migrate;
pub mod organisation;
pub mod programme;
pub mod rank;
pub mod reindex;
pub mod replay;
pub mod schema;
pub mod serve;
pub mod token;
