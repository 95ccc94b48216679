//! Who did what with a candidate's data, for the candidate.

use std::collections::BTreeSet;

use access::{Actor, OrganisationKind, Permission, organisations};
use serde_json::json;
use storage::audit::{self, AuditFilter};
use storage::{Page, StorageError, Timestamp};
use vocabulary::CandidateId;

use super::{CandidateError, Candidates, KIND, find_within_reach};

/// That somebody did something with a candidate's data. It names no person and no other candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataAccess {
    /// The hash of the audit entry, by which a proof of it is asked for.
    pub hash: String,
    /// When.
    pub recorded_at: Timestamp,
    /// What was done: `read-personal-data`.
    pub action: String,
    /// On what kind of subject: `candidate`, `authority-decision`, `placement`.
    pub subject_kind: String,
    /// The role in which it was done.
    pub role: String,
    /// The kind of the organisation for which it was done.
    pub organisation_kind: Option<OrganisationKind>,
}

impl Candidates<'_> {
    /// The audit entries about a candidate after the one with a hash, in order, at most `limit`: those on the candidate, and
    /// those on decisions and placements that concern them. The reading is noted.
    ///
    /// # Errors
    /// When the actor lacks the permission, or there is no such candidate or entry.
    pub fn access_log(
        &self,
        actor: &Actor,
        id: CandidateId,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Page<DataAccess>, CandidateError> {
        self.database.write(|transaction| {
            let candidate = find_within_reach(transaction.connection(), actor, Permission::ReadAccessLog, id)?;
            let after = match after {
                Some(hash) => audit::position_of(transaction.connection(), id, hash)?.ok_or_else(no_entry)?,
                None => 0,
            };
            let filter = AuditFilter { candidate: Some(id), ..AuditFilter::default() };
            let page = audit::search(transaction.connection(), &filter, after, limit)?;
            let ids: BTreeSet<_> = page.items.iter().filter_map(|entry| entry.organisation).collect();
            let kinds = organisations::kinds(transaction.connection(), &ids)?;
            let entry =
                actor.audit_entry(Permission::ReadAccessLog, candidate.programme, KIND, Some(id.uuid()), json!({}));
            audit::append(transaction, &[entry])?;
            let items = page.items.into_iter().map(|entry| DataAccess {
                organisation_kind: entry.organisation.and_then(|id| kinds.get(&id).copied()),
                hash: entry.hash,
                recorded_at: entry.recorded_at,
                action: entry.action,
                subject_kind: entry.subject_kind,
                role: entry.role,
            });
            Ok(Page { items: items.collect(), has_more: page.has_more })
        })
    }

    /// The position of the audit entry about a candidate with a hash, for the proof that it is in the log. The reading is
    /// noted.
    ///
    /// # Errors
    /// When the actor lacks the permission, or there is no such candidate or entry.
    pub fn audit_entry_to_prove(&self, actor: &Actor, id: CandidateId, hash: &str) -> Result<i64, CandidateError> {
        self.database.write(|transaction| {
            let candidate = find_within_reach(transaction.connection(), actor, Permission::ReadAccessLog, id)?;
            let position = audit::position_of(transaction.connection(), id, hash)?.ok_or_else(no_entry)?;
            let details = json!({ "proof": true });
            let entry =
                actor.audit_entry(Permission::ReadAccessLog, candidate.programme, KIND, Some(id.uuid()), details);
            audit::append(transaction, &[entry])?;
            Ok(position)
        })
    }
}

fn no_entry() -> StorageError {
    StorageError::not_found("audit entry about this candidate")
}
