//! Withdrawing a candidate.

use access::{Actor, Permission};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use serde_json::json;
use storage::events::NewEvent;
use storage::{StorageError, Timestamp, audit, events};
use vocabulary::CandidateId;

use super::{
    Candidate, CandidateError, CandidateEvent, CandidateTransition, Candidates, KIND, conflict, find_in_scope,
};

impl Candidates<'_> {
    /// Withdraws a candidate, who is no longer ranked, counted or shown. A candidate who has withdrawn before is
    /// returned as they are.
    ///
    /// # Errors
    /// When the actor lacks the permission, or there is no such candidate.
    pub fn withdraw(&self, actor: &Actor, id: CandidateId) -> Result<Candidate, CandidateError> {
        self.database.write(|transaction| {
            let before = find_in_scope(transaction.connection(), actor, id)?;
            actor.may(Permission::WithdrawCandidate, &before.subject())?;
            let state = before.state.after(CandidateTransition::Withdraw);
            if state == before.state {
                return Ok(before);
            }
            let (version, changed_at) = (before.version + 1, Timestamp::now());
            let as_read = candidates::table
                .filter(candidates::id.eq(id.to_string()))
                .filter(candidates::version.eq(before.version))
                .filter(candidates::state.eq(before.state.word()));
            let updated = diesel::update(as_read)
                .set((
                    candidates::state.eq(state.word()),
                    candidates::version.eq(version),
                    candidates::changed_at.eq(changed_at.to_string()),
                ))
                .execute(transaction.connection())
                .map_err(StorageError::from)?;
            if updated == 0 {
                return Err(conflict(transaction.connection(), id, before.version));
            }
            let data = json!({ "version": version });
            let programme = before.programme;
            let withdrawn = NewEvent::new(programme, CandidateEvent::Withdrawn, id.uuid(), data.clone());
            events::append(transaction, &[withdrawn])?;
            let entry = actor.audit_entry(Permission::WithdrawCandidate, programme, KIND, Some(id.uuid()), data);
            audit::append(transaction, &[entry])?;
            Ok(Candidate { state, version, changed_at, ..before })
        })
    }
}
use crate::candidate_tables::candidates;
