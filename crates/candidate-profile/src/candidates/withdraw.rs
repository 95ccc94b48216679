//! Taking somebody out.

use access::{Actor, Permission};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use serde_json::json;
use storage::events::NewEvent;
use storage::{StorageError, Timestamp, audit, events};
use vocabulary::CandidateId;

use super::{Candidate, CandidateError, Candidates, KIND, State, find};
use crate::candidate_tables::candidates;

impl Candidates<'_> {
    /// Takes somebody out: they are no longer ranked, counted or shown. Somebody who is out already stays out.
    ///
    /// # Errors
    /// When the actor may not, or there is no such candidate.
    pub fn withdraw(&self, actor: &Actor, id: CandidateId) -> Result<Candidate, CandidateError> {
        self.database.write(|transaction| {
            let mut candidate = find(transaction.connection(), id)?;
            actor.may(Permission::WithdrawCandidate, &candidate.subject())?;
            if candidate.state == State::Withdrawn {
                return Ok(candidate);
            }
            let seen = candidate.version;
            candidate.state = State::Withdrawn;
            candidate.version += 1;
            candidate.changed_at = Timestamp::now();
            let of_version =
                candidates::table.filter(candidates::id.eq(id.to_string())).filter(candidates::version.eq(seen));
            let updated = diesel::update(of_version)
                .set((
                    candidates::state.eq(candidate.state.word()),
                    candidates::version.eq(candidate.version),
                    candidates::changed_at.eq(candidate.changed_at.to_string()),
                ))
                .execute(transaction.connection())
                .map_err(StorageError::from)?;
            if updated == 0 {
                let current = find(transaction.connection(), id)?.version;
                return Err(CandidateError::Conflict { candidate: id, seen, current });
            }
            let data = json!({ "version": candidate.version });
            let withdrawn =
                NewEvent { kind: "candidate.withdrawn", subject_kind: KIND, subject: id.uuid(), data: data.clone() };
            events::append(transaction, &[withdrawn])?;
            audit::append(
                transaction,
                &[actor.audit_entry(Permission::WithdrawCandidate, KIND, Some(id.uuid()), data)],
            )?;
            Ok(candidate)
        })
    }
}
