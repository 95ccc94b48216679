//! The subcommands, one module each; `input_file` reads the files that several of them take.

pub mod check_config;
pub mod export;
pub mod import;
pub mod input_file;
pub mod maintain;
pub mod rank;
pub mod schema;
pub mod serve;
pub mod token;
