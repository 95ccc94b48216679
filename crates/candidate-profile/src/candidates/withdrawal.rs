//! Withdrawing a candidate.

use access::{Actor, Permission};
use serde_json::json;
use storage::events::NewEvent;
use storage::{audit, events};
use vocabulary::CandidateId;

use super::profile_change::write_next_version;
use super::{Candidate, CandidateError, CandidateEvent, CandidateTransition, Candidates, KIND, find_within_reach};

impl Candidates<'_> {
    /// Withdraws a candidate, who is no longer ranked, counted or shown; of the version that was seen, where the actor says which.
    /// A candidate who has withdrawn before is returned as they are.
    ///
    /// # Errors
    /// When the actor lacks the permission, there is no such candidate, or they have another version than the one that was seen.
    pub fn withdraw(&self, actor: &Actor, id: CandidateId, seen: Option<i64>) -> Result<Candidate, CandidateError> {
        self.database.write(|transaction| {
            let candidate = loop {
                let connection = transaction.connection();
                let mut candidate = find_within_reach(connection, actor, Permission::WithdrawCandidate, id)?;
                let current = candidate.version;
                if let Some(seen) = seen.filter(|seen| *seen != current) {
                    return Err(CandidateError::Conflict { candidate: id, seen, current });
                }
                let state = candidate.state.after(CandidateTransition::Withdraw);
                if state == candidate.state {
                    return Ok(candidate);
                }
                candidate.state = state;
                if write_next_version(transaction, &mut candidate)? {
                    break candidate;
                }
            };
            let data = json!({ "version": candidate.version });
            let programme = candidate.programme;
            let withdrawn = NewEvent::new(programme, CandidateEvent::Withdrawn, id.uuid(), data.clone());
            events::append(transaction, &[withdrawn])?;
            let entry = actor.audit_entry(Permission::WithdrawCandidate, programme, KIND, Some(id.uuid()), data);
            audit::append(transaction, &[entry.covering([candidate.commitment()?])])?;
            Ok(candidate)
        })
    }
}
