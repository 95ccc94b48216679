//! The one row that gives events and audit lines their order.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};

use crate::schema::log_sequence;
use crate::{AnyConnection, StorageError, Transaction};

/// The name of the row.
const LOG: &str = "log";

/// Where the trail ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AuditHead {
    pub(crate) position: i64,
    pub(crate) hash: String,
}

/// Moves the events' end on and gives the first of the new positions. The row stays locked until the transaction ends,
/// so positions become visible in their order.
pub(crate) fn take_events(transaction: &mut Transaction<'_>, count: i64) -> Result<i64, StorageError> {
    diesel::update(log_sequence::table.find(LOG))
        .set(log_sequence::last_event.eq(log_sequence::last_event + count))
        .execute(transaction.connection())?;
    Ok(last_event(transaction)? - count + 1)
}

/// The last event's position; 0 before the first.
pub(crate) fn last_event(connection: &mut AnyConnection) -> Result<i64, StorageError> {
    Ok(log_sequence::table.find(LOG).select(log_sequence::last_event).first(connection)?)
}

/// Moves the trail's end on and gives where it was. The row stays locked until the transaction ends.
pub(crate) fn take_audit_entries(transaction: &mut Transaction<'_>, count: i64) -> Result<AuditHead, StorageError> {
    diesel::update(log_sequence::table.find(LOG))
        .set(log_sequence::last_audit_entry.eq(log_sequence::last_audit_entry + count))
        .execute(transaction.connection())?;
    let AuditHead { position, hash } = trail(transaction)?;
    Ok(AuditHead { position: position - count, hash })
}

/// Notes the hash of the last audit line.
pub(crate) fn set_hash(transaction: &mut Transaction<'_>, hash: &str) -> Result<(), StorageError> {
    diesel::update(log_sequence::table.find(LOG))
        .set(log_sequence::last_audit_hash.eq(hash))
        .execute(transaction.connection())?;
    Ok(())
}

/// Where the trail ends: position 0 and a hash of zeros before the first line.
pub(crate) fn trail(connection: &mut AnyConnection) -> Result<AuditHead, StorageError> {
    let (position, hash) = log_sequence::table
        .find(LOG)
        .select((log_sequence::last_audit_entry, log_sequence::last_audit_hash))
        .first(connection)?;
    Ok(AuditHead { position, hash })
}
