//! The audit log for auditors: permission is checked first, and that it was read is noted in it.

use serde_json::json;
use storage::audit::{AuditEntry, AuditFilter, ERASE_DETAILS, NewAuditEntry};
use storage::audit_verification::{CoveredRows, ExpectedRoot, Verification, verify};
use storage::{Database, Page, audit};
use vocabulary::Scope;

use crate::{AccessError, Actor, Permission, Subject};

/// The kind of the log as the subject of audit entries.
const KIND: &str = "audit-log";

/// The entries of a programme, or without one of all and of the installation, that a filter lets through after a position,
/// at most `limit`. The reading is noted, with the filter.
///
/// # Errors
/// [`AccessError::Forbidden`], and those of the database.
pub fn search(
    database: &Database,
    actor: &Actor,
    filter: &AuditFilter,
    after: i64,
    limit: usize,
) -> Result<Page<AuditEntry>, AccessError> {
    let (permission, subject) = match filter.programme {
        Some(programme) => (Permission::ReadAuditLog, Subject::in_programme(programme)),
        None => (Permission::ReadWholeAuditLog, Subject::INSTALLATION),
    };
    actor.may(permission, &subject)?;
    database.write(|transaction| {
        let page = audit::search(transaction.connection(), filter, after, limit)?;
        // The entry may be read by an auditor of the programme, who sees no positions.
        let details = match subject.scope {
            Scope::Installation => json!({ "filter": filter, "after": after, "found": page.items.len() }),
            Scope::Programme(_) => json!({ "filter": filter, "found": page.items.len() }),
        };
        audit::append(transaction, &[actor.audit_entry(permission, subject.scope, KIND, None, details)])?;
        Ok(page)
    })
}

/// Verifies the whole log of the installation, and notes that and what was found.
///
/// # Errors
/// [`AccessError::Forbidden`], and those of the database.
pub fn verify_and_note(
    database: &Database,
    actor: &Actor,
    expected: &[ExpectedRoot],
    covered: &mut [Box<dyn CoveredRows>],
) -> Result<Verification, AccessError> {
    let permission = Permission::VerifyAuditLog;
    actor.may(permission, &Subject::INSTALLATION)?;
    let verification = database.read(|connection| verify(connection, expected, covered))?;
    database.write(|transaction| {
        let findings = verification.findings.len() + verification.further_findings;
        let details = json!({ "entries": verification.entries, "findings": findings });
        let entry = actor.audit_entry(permission, Scope::Installation, KIND, None, details);
        audit::append(transaction, &[entry])
    })?;
    Ok(verification)
}

/// Erases the details of the entry at a position. That, who and when stays in the log, which stays whole.
///
/// # Errors
/// [`AccessError::Forbidden`], when there are no such details, and those of the database.
pub fn erase_details(database: &Database, actor: &Actor, position: i64) -> Result<(), AccessError> {
    let permission = Permission::EraseAuditDetails;
    debug_assert_eq!(permission.word(), ERASE_DETAILS);
    actor.may(permission, &Subject::INSTALLATION)?;
    let by: NewAuditEntry<'_> = actor.audit_entry(permission, Scope::Installation, KIND, None, json!({}));
    Ok(database.write(|transaction| audit::erase_details(transaction, position, by))?)
}
