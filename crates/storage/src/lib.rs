//! One connection over SQLite and PostgreSQL, with the same behaviour on both: schema, migrations, events, jobs and
//! the audit trail.
//!
//! | module | what is there |
//! |---|---|
//! | [`Database`], [`Transaction`] | opening, reading at one moment, writing all or nothing |
//! | [`schema`] | the tables of this crate; other crates have theirs beside the code that reads them |
//! | [`events`] | what happened, in one order without gaps |
//! | [`audit`] | who did what, in a chain of hashes |
//! | [`jobs`] | work to be done once, claimed and retried |
//! | [`group_commit`] | one writer that commits whatever is waiting together |
//! | [`insert_many!`] | inserting many rows at once, for imports |
//! | [`Page`] | a page of a list |
//! | [`as_json`], [`content_hash`] | JSON as a column holds it, and its hash |
//! | [`StorageError`] | what can go wrong, each with what to do |
//!
//! In a transaction that writes, **append events and audit lines last**: both lock the one row that gives them their
//! order, and whoever holds it makes every other writer wait.

pub mod audit;
pub mod bulk;
pub mod events;
pub mod group_commit;
pub mod jobs;
pub mod schema;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

mod connection;
mod database;
mod json_content;
mod log_sequence;
mod migrations;
mod page;
mod storage_error;
mod timestamp;

pub use connection::{AnyConnection, Backend};
pub use database::{Database, Transaction};
pub use json_content::{as_json, content_hash};
pub use page::Page;
pub use storage_error::StorageError;
pub use timestamp::Timestamp;
