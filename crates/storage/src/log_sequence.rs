//! The row that orders events and audit entries: it holds the last position of both.
//!
//! It is read with `get_result`: `first` adds a limit, and SQLite 3.53 prepares a statement anew each time a limit is bound.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};

use crate::schema::log_sequence;
use crate::{AnyConnection, StorageError, Transaction};

/// The key of the row.
const LOG: &str = "log";

/// The end of the event log: its last position and hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EventHead {
    pub(crate) position: i64,
    pub(crate) hash: String,
}

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

/// The end of the event log, to which the transaction appends. The row stays locked until the transaction ends, so positions
/// become visible in their order.
pub(crate) fn lock_event_head(transaction: &mut Transaction<'_>) -> Result<EventHead, StorageError> {
    match transaction.connection() {
        AnyConnection::Postgres(server) => {
            let head = (log_sequence::last_event, log_sequence::last_event_hash);
            let (position, hash) = log_sequence::table.find(LOG).select(head).for_update().get_result(server)?;
            Ok(EventHead { position, hash })
        }
        file => event_head(file),
    }
}

/// Stores the new end of the event log.
pub(crate) fn set_event_head(transaction: &mut Transaction<'_>, head: &EventHead) -> Result<(), StorageError> {
    diesel::update(log_sequence::table.find(LOG))
        .set((log_sequence::last_event.eq(head.position), log_sequence::last_event_hash.eq(&head.hash)))
        .execute(transaction.connection())?;
    Ok(())
}

/// The end of the event log; position 0 and a hash of zeros when it is empty.
pub(crate) fn event_head(connection: &mut AnyConnection) -> Result<EventHead, StorageError> {
    let (position, hash) = log_sequence::table
        .find(LOG)
        .select((log_sequence::last_event, log_sequence::last_event_hash))
        .get_result(connection)?;
    Ok(EventHead { position, hash })
}

/// The end of the audit log, to which the transaction appends. The row stays locked until the transaction ends; a
/// transaction that writes to SQLite is alone anyway.
pub(crate) fn lock_audit_head(transaction: &mut Transaction<'_>) -> Result<AuditHead, StorageError> {
    match transaction.connection() {
        AnyConnection::Postgres(server) => {
            let head = (log_sequence::last_audit_entry, log_sequence::last_audit_hash);
            let (position, hash) = log_sequence::table.find(LOG).select(head).for_update().get_result(server)?;
            Ok(AuditHead { position, hash })
        }
        file => audit_head(file),
    }
}

/// Stores the new end of the audit log.
pub(crate) fn set_audit_head(transaction: &mut Transaction<'_>, head: &AuditHead) -> Result<(), StorageError> {
    diesel::update(log_sequence::table.find(LOG))
        .set((log_sequence::last_audit_entry.eq(head.position), log_sequence::last_audit_hash.eq(&head.hash)))
        .execute(transaction.connection())?;
    Ok(())
}

/// The end of the audit log; position 0 and a hash of zeros when it is empty.
pub(crate) fn audit_head(connection: &mut AnyConnection) -> Result<AuditHead, StorageError> {
    let (position, hash) = log_sequence::table
        .find(LOG)
        .select((log_sequence::last_audit_entry, log_sequence::last_audit_hash))
        .get_result(connection)?;
    Ok(AuditHead { position, hash })
}
