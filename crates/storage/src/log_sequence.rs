//! The row that orders events and audit entries: it holds the last position of both.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};

use crate::schema::log_sequence;
use crate::{AnyConnection, StorageError, Transaction};

/// The key of the row.
const LOG: &str = "log";

/// The end of the audit log: its last position and hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AuditHead {
    pub(crate) position: i64,
    pub(crate) hash: String,
}

/// Locks the row until the transaction ends. The embedded database has one writer anyway.
pub(crate) fn lock(transaction: &mut Transaction<'_>) -> Result<(), StorageError> {
    let row = log_sequence::table.find(LOG).select(log_sequence::name);
    if let AnyConnection::Postgres(server) = transaction.connection() {
        row.for_update().first::<String>(server)?;
    }
    Ok(())
}

/// Reserves positions for events and returns the first of them. The row stays locked until the transaction ends, so
/// positions become visible in their order.
pub(crate) fn reserve_events(transaction: &mut Transaction<'_>, count: i64) -> Result<i64, StorageError> {
    diesel::update(log_sequence::table.find(LOG))
        .set(log_sequence::last_event.eq(log_sequence::last_event + count))
        .execute(transaction.connection())?;
    Ok(last_event(transaction)? - count + 1)
}

/// The position of the last event; 0 when there is none.
pub(crate) fn last_event(connection: &mut AnyConnection) -> Result<i64, StorageError> {
    Ok(log_sequence::table.find(LOG).select(log_sequence::last_event).first(connection)?)
}

/// Reserves positions for audit entries and returns the end of the log before them. The row stays locked until the
/// transaction ends.
pub(crate) fn reserve_audit_entries(
    transaction: &mut Transaction<'_>,
    count: i64,
) -> Result<AuditHead, StorageError> {
    diesel::update(log_sequence::table.find(LOG))
        .set(log_sequence::last_audit_entry.eq(log_sequence::last_audit_entry + count))
        .execute(transaction.connection())?;
    let AuditHead { position, hash } = audit_head(transaction)?;
    Ok(AuditHead { position: position - count, hash })
}

/// Stores the hash of the last audit entry.
pub(crate) fn set_audit_hash(transaction: &mut Transaction<'_>, hash: &str) -> Result<(), StorageError> {
    diesel::update(log_sequence::table.find(LOG))
        .set(log_sequence::last_audit_hash.eq(hash))
        .execute(transaction.connection())?;
    Ok(())
}

/// The end of the audit log; position 0 and a hash of zeros when it is empty.
pub(crate) fn audit_head(connection: &mut AnyConnection) -> Result<AuditHead, StorageError> {
    let (position, hash) = log_sequence::table
        .find(LOG)
        .select((log_sequence::last_audit_entry, log_sequence::last_audit_hash))
        .first(connection)?;
    Ok(AuditHead { position, hash })
}
