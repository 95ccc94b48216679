//! One connection over SQLite and PostgreSQL, with the same behaviour on both: transactions, migrations, events, jobs
//! and the audit log.
//!
//! | item | contents |
//! |---|---|
//! | [`Database`], [`Transaction`] | opening a database, reading one snapshot, writing all or nothing |
//! | [`schema`] | the tables of this crate; other crates have theirs beside the code that reads them |
//! | [`events`] | the event log: one order without gaps |
//! | [`audit`] | the audit log: a chain of hashes, and a Merkle tree over its entries ([`merkle_tree`]) |
//! | [`audit_verification`] | verifies the audit log and all that it commits to |
//! | [`checkpoint`], [`checkpoint_folder`], [`signed_note`] | signed checkpoints of the audit log, proofs against them, and the files and keys |
//! | [`followers`] | how far each follower of the event log is |
//! | [`jobs`], [`job_runner`] | background jobs that are claimed, retried and finished once, and the threads that run them |
//! | [`group_commit`] | one writer that commits all waiting work in one transaction |
//! | [`insert_many!`] | inserting many rows at once, for imports |
//! | [`private_file`] | whether others can reach a file of the program |
//! | [`Page`] | a page of a list |
//! | [`RunningThreads`] | whether threads that should run still do |
//! | [`matches_any!`] | texts compared with several patterns |
//! | [`covered_rows!`] | the rows of a table to which audit entries commit |
//! | [`as_json`], [`content_hash`] | JSON as it is stored in a column, and its hash |
//! | [`StorageError`] | the errors, each with advice |
//!
//! In a transaction that writes, **append events and audit entries last**: both lock the row of `log_sequence`, and all
//! other writers wait until that transaction ends.

pub mod audit;
pub mod audit_verification;
pub mod bulk;
pub mod checkpoint;
pub mod checkpoint_folder;
pub mod events;
pub mod followers;
pub mod group_commit;
pub mod job_runner;
pub mod jobs;
pub mod merkle_tree;
pub mod private_file;
pub mod schema;
pub mod signed_note;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

mod connection;
mod database;
mod json_content;
mod log_sequence;
mod migrations;
mod page;
mod patterns;
mod running_threads;
mod storage_error;
mod timestamp;

pub use connection::{AnyConnection, Backend};
pub use database::{Database, Transaction};
pub use json_content::{as_json, canonical_json, content_hash, row_hash};
pub use page::Page;
pub use running_threads::{RunningThread, RunningThreads};
pub use storage_error::StorageError;
pub use timestamp::Timestamp;
