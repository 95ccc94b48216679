//! Reading candidates.

use access::{Actor, Permission, Subject};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};
use serde_json::json;
use storage::{AnyConnection, StorageError, audit};
use vocabulary::{CandidateId, OrganisationId, ProgrammeId};

use super::{Candidate, CandidateError, Candidates, KIND, find};
use crate::candidate_tables::{StoredCandidate, candidate_personal_data, candidates};
use crate::personal_data::PersonalData;

/// Some of many candidates, in the order of their registration.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// These.
    pub candidates: Vec<Candidate>,
    /// The last of them, after whom the next page begins; nothing on the last page.
    pub next: Option<CandidateId>,
}

/// Whose candidates an actor may do something with.
#[derive(Debug, Clone, Copy)]
pub(super) enum Scope {
    Programme,
    Organisation(OrganisationId),
}

impl Scope {
    /// The widest scope in which the actor may do this.
    pub(super) fn of(actor: &Actor, act: Permission, programme: ProgrammeId) -> Result<Self, CandidateError> {
        match (actor.may(act, &Subject::ALL.in_programme(programme)), actor.organisation) {
            (Ok(()), _) => Ok(Self::Programme),
            (Err(_), Some(organisation)) => {
                actor.may(act, &Subject::of_organisation(organisation).in_programme(programme))?;
                Ok(Self::Organisation(organisation))
            }
            (Err(forbidden), None) => Err(forbidden.into()),
        }
    }
}

/// Candidates of a programme after one of them, in the order of their registration.
pub(super) fn rows_after(
    connection: &mut AnyConnection,
    programme: ProgrammeId,
    scope: Scope,
    after: Option<CandidateId>,
    limit: i64,
) -> Result<Vec<StoredCandidate>, StorageError> {
    let mut query = candidates::table
        .filter(candidates::programme_id.eq(programme.to_string()))
        .order(candidates::id)
        .limit(limit)
        .select(StoredCandidate::as_select())
        .into_boxed();
    if let Scope::Organisation(organisation) = scope {
        query = query.filter(candidates::organisation_id.eq(organisation.to_string()));
    }
    if let Some(after) = after {
        query = query.filter(candidates::id.gt(after.to_string()));
    }
    Ok(query.load(connection)?)
}

/// Who somebody is; empty when nothing is known.
pub(super) fn stored_personal_data(
    connection: &mut AnyConnection,
    id: CandidateId,
) -> Result<PersonalData, StorageError> {
    let written: Option<String> = candidate_personal_data::table
        .filter(candidate_personal_data::candidate_id.eq(id.to_string()))
        .select(candidate_personal_data::personal_data)
        .first(connection)
        .optional()?;
    written.as_deref().map_or_else(|| Ok(PersonalData::default()), read_personal_data)
}

/// An personal_data as it is stored. The error doesn't show what is there.
pub(super) fn read_personal_data(written: &str) -> Result<PersonalData, StorageError> {
    serde_json::from_str(written).map_err(|_| StorageError::unreadable("an personal_data", "…"))
}

impl Candidates<'_> {
    /// One candidate, with what is known of them. That it was read is noted in the trail, in the same transaction.
    ///
    /// # Errors
    /// When the actor may not, or there is no such candidate.
    pub fn get(&self, actor: &Actor, id: CandidateId) -> Result<Candidate, CandidateError> {
        self.database.write(|transaction| {
            let candidate = find(transaction.connection(), id)?;
            actor.may(Permission::ReadCandidate, &candidate.subject())?;
            audit::append(
                transaction,
                &[actor.audit_entry(Permission::ReadCandidate, KIND, Some(id.uuid()), json!({}))],
            )?;
            Ok(candidate)
        })
    }

    /// Who somebody is. That it was read is noted in the trail, in the same transaction.
    ///
    /// # Errors
    /// When the actor may not, or there is no such candidate.
    pub fn get_personal_data(&self, actor: &Actor, id: CandidateId) -> Result<PersonalData, CandidateError> {
        self.database.write(|transaction| {
            let candidate = find(transaction.connection(), id)?;
            actor.may(Permission::ReadPersonalData, &candidate.subject())?;
            let personal_data = stored_personal_data(transaction.connection(), id)?;
            let line = actor.audit_entry(Permission::ReadPersonalData, KIND, Some(id.uuid()), json!({}));
            audit::append(transaction, &[line])?;
            Ok(personal_data)
        })
    }

    /// The candidates after one of them, at most `limit`, those who withdrew included; of the actor's organisation
    /// only, where their role reaches no further. Whose dossiers were read is noted in the trail, a line each.
    ///
    /// # Errors
    /// When the actor may not.
    pub fn page(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        after: Option<CandidateId>,
        limit: usize,
    ) -> Result<Page, CandidateError> {
        let scope = Scope::of(actor, Permission::ReadCandidate, programme)?;
        let limit = limit.clamp(1, 1_000);
        let (candidates, more) = self.database.write(|transaction| {
            let mut rows = rows_after(transaction.connection(), programme, scope, after, limit as i64 + 1)?;
            let more = rows.len() > limit;
            rows.truncate(limit);
            let candidates = rows.into_iter().map(Candidate::try_from).collect::<Result<Vec<_>, StorageError>>()?;
            let line = |candidate: &Candidate| {
                actor.audit_entry(Permission::ReadCandidate, KIND, Some(candidate.id.uuid()), json!({ "page": true }))
            };
            audit::append(transaction, &candidates.iter().map(line).collect::<Vec<_>>())?;
            Ok::<_, CandidateError>((candidates, more))
        })?;
        let next = candidates.last().filter(|_| more).map(|candidate| candidate.id);
        Ok(Page { candidates, next })
    }
}
