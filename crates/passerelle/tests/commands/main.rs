//! The commands for operators of an installation. Candidates, vacancies and postings are invented.

#[path = "../generator/mod.rs"]
mod generator;
#[path = "../test_folder/mod.rs"]
mod test_folder;

mod audit_log;
mod configuration;
mod exports;
mod imports;
mod job_posting_feed;
mod json_schemas;
mod operation;
mod organisations;
mod training;
