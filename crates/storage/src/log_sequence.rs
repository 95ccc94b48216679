//! The row that orders events and audit entries: it holds the last position of both.
//!
//! It is read with `get_result`: `first` adds a limit, and SQLite 3.53 prepares a statement anew each time a limit is bound.

use diesel::prelude::{Queryable, Selectable};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::merkle_tree::{Hash, Peaks, hash_from_hex};
use crate::schema::log_sequence;
use crate::{AnyConnection, StorageError, Transaction};

/// The key of the row.
const LOG: &str = "log";

/// The end of both logs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LogHead {
    /// The position of the last event; 0 when there is none.
    pub(crate) last_event: i64,
    /// The hash of the chain of events at the last one; zeros when there is none.
    pub(crate) last_event_hash: Hash,
    /// The position of the last event to which an audit entry commits.
    pub(crate) covered_event: i64,
    /// The position of the last audit entry; 0 when there is none.
    pub(crate) last_audit_entry: i64,
    /// The hash of the last audit entry; zeros when there is none.
    pub(crate) last_audit_hash: Hash,
    /// The peaks of the tree over the audit entries.
    pub(crate) peaks: Peaks,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = log_sequence)]
struct LogHeadRow {
    last_event: i64,
    last_event_hash: String,
    covered_event: i64,
    last_audit_entry: i64,
    last_audit_hash: String,
    audit_peaks: String,
}

impl TryFrom<LogHeadRow> for LogHead {
    type Error = StorageError;

    fn try_from(row: LogHeadRow) -> Result<Self, StorageError> {
        let hash = |text: &str| hash_from_hex(text).ok_or_else(|| StorageError::unreadable("a SHA-256", text));
        let size = u64::try_from(row.last_audit_entry).unwrap_or_default();
        Ok(Self {
            last_event_hash: hash(&row.last_event_hash)?,
            last_audit_hash: hash(&row.last_audit_hash)?,
            peaks: Peaks::from_hex(size, &row.audit_peaks)
                .ok_or_else(|| StorageError::unreadable("the peaks of the audit log", &row.audit_peaks))?,
            last_event: row.last_event,
            covered_event: row.covered_event,
            last_audit_entry: row.last_audit_entry,
        })
    }
}

/// Locks the row until the transaction ends. The embedded database has one writer anyway.
pub(crate) fn lock(transaction: &mut Transaction<'_>) -> Result<(), StorageError> {
    let row = log_sequence::table.find(LOG).select(log_sequence::name);
    if let AnyConnection::Postgres(server) = transaction.connection() {
        row.for_update().first::<String>(server)?;
    }
    Ok(())
}

/// The end of both logs, to which the transaction appends. The row stays locked until the transaction ends, so positions
/// become visible in their order; a transaction that writes to SQLite is alone anyway.
pub(crate) fn lock_head(transaction: &mut Transaction<'_>) -> Result<LogHead, StorageError> {
    match transaction.connection() {
        AnyConnection::Postgres(server) => {
            let row =
                log_sequence::table.find(LOG).select(LogHeadRow::as_select()).for_update().get_result(server)?;
            row.try_into()
        }
        file => head(file),
    }
}

/// Stores the new end of the event log.
pub(crate) fn set_last_event(transaction: &mut Transaction<'_>, head: &LogHead) -> Result<(), StorageError> {
    diesel::update(log_sequence::table.find(LOG))
        .set((
            log_sequence::last_event.eq(head.last_event),
            log_sequence::last_event_hash.eq(hex::encode(head.last_event_hash)),
        ))
        .execute(transaction.connection())?;
    Ok(())
}

/// Stores the new end of the audit log.
pub(crate) fn set_last_audit_entry(transaction: &mut Transaction<'_>, head: &LogHead) -> Result<(), StorageError> {
    diesel::update(log_sequence::table.find(LOG))
        .set((
            log_sequence::covered_event.eq(head.covered_event),
            log_sequence::last_audit_entry.eq(head.last_audit_entry),
            log_sequence::last_audit_hash.eq(hex::encode(head.last_audit_hash)),
            log_sequence::audit_peaks.eq(head.peaks.to_hex()),
        ))
        .execute(transaction.connection())?;
    Ok(())
}

/// The end of both logs.
pub(crate) fn head(connection: &mut AnyConnection) -> Result<LogHead, StorageError> {
    let row: LogHeadRow = log_sequence::table.find(LOG).select(LogHeadRow::as_select()).get_result(connection)?;
    row.try_into()
}
