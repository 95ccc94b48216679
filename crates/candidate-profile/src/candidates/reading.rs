//! Reading candidates.

use std::collections::BTreeSet;

use access::{Actor, Permission, Role, Subject};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};
use serde_json::json;
use storage::{AnyConnection, Page, StorageError, audit};
use vocabulary::{CandidateId, OrganisationId, ProgrammeId};

use super::{Candidate, CandidateError, CandidateState, Candidates, KIND, find_within_reach, parsed};
use crate::candidate_tables::{StoredCandidate, candidate_personal_data, candidates};
use crate::personal_data::PersonalData;

/// The largest page.
const LARGEST_PAGE: usize = 1_000;

/// The candidates of a programme to which a permission of an actor extends.
#[derive(Debug, Clone, Copy)]
pub(super) enum CandidateScope {
    /// All of the programme.
    Programme,
    /// Those of one organisation.
    Organisation(OrganisationId),
}

impl CandidateScope {
    /// The widest scope in which the actor has the permission.
    pub(super) fn of(actor: &Actor, permission: Permission, programme: ProgrammeId) -> Result<Self, CandidateError> {
        match (actor.may(permission, &Subject::in_programme(programme)), actor.organisation) {
            // The operator may act for one organisation alone.
            (Ok(()), Some(organisation)) if actor.role == Role::Operator => Ok(Self::Organisation(organisation)),
            (Ok(()), _) => Ok(Self::Programme),
            (Err(_), Some(organisation)) => {
                actor.may(permission, &Subject::in_programme(programme).of_organisation(organisation))?;
                Ok(Self::Organisation(organisation))
            }
            (Err(forbidden), None) => Err(forbidden.into()),
        }
    }
}

/// The candidates of a programme after one of them, in the order of their registration.
pub(super) fn rows_after(
    connection: &mut AnyConnection,
    programme: ProgrammeId,
    scope: CandidateScope,
    after: Option<CandidateId>,
    limit: i64,
) -> Result<Vec<StoredCandidate>, StorageError> {
    let mut query = candidates::table
        .filter(candidates::programme_id.eq(programme.to_string()))
        .order(candidates::id)
        .limit(limit)
        .select(StoredCandidate::as_select())
        .into_boxed();
    if let CandidateScope::Organisation(organisation) = scope {
        query = query.filter(candidates::organisation_id.eq(organisation.to_string()));
    }
    if let Some(after) = after {
        query = query.filter(candidates::id.gt(after.to_string()));
    }
    Ok(query.load(connection)?)
}

/// A candidate as the subject of permissions; nothing when there is none within reach of the actor's permission. For use inside
/// other operations.
///
/// # Errors
/// Those of the database.
pub fn subject(
    connection: &mut AnyConnection,
    actor: &Actor,
    permission: Permission,
    id: CandidateId,
) -> Result<Option<Subject>, StorageError> {
    match find_within_reach(connection, actor, permission, id) {
        Ok(candidate) => Ok(Some(candidate.subject())),
        Err(CandidateError::NotFound(_) | CandidateError::Forbidden(_)) => Ok(None),
        Err(CandidateError::Storage(error)) => Err(error),
        Err(other) => Err(StorageError::Other(other.to_string())),
    }
}

/// Those of some candidates who may still be listed: they haven't withdrawn, and they consent.
///
/// # Errors
/// Those of the database.
pub fn still_listed(
    connection: &mut AnyConnection,
    ids: &[CandidateId],
) -> Result<BTreeSet<CandidateId>, StorageError> {
    #[derive(serde::Deserialize)]
    struct Consent {
        consent: Option<bool>,
    }
    if ids.is_empty() {
        return Ok(BTreeSet::new());
    }
    let rows: Vec<(String, String)> = candidates::table
        .filter(candidates::id.eq_any(ids.iter().map(ToString::to_string)))
        .filter(candidates::state.eq(CandidateState::Active.word()))
        .select((candidates::id, candidates::preferences))
        .load(connection)?;
    let mut listed = BTreeSet::new();
    for (id, profile) in rows {
        let consent: Consent = serde_json::from_str(&profile)
            .map_err(|error| StorageError::unreadable("a profile", &error.to_string()))?;
        if consent.consent == Some(true) {
            listed.insert(id.parse().map_err(|_| StorageError::unreadable("a UUID", &id))?);
        }
    }
    Ok(listed)
}

/// The personal data of a candidate; empty when there is none.
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

/// Reads stored personal data. The error doesn't contain what is stored.
pub(super) fn read_personal_data(written: &str) -> Result<PersonalData, StorageError> {
    serde_json::from_str(written).map_err(|_| StorageError::unreadable("personal data", "…"))
}

impl Candidates<'_> {
    /// One candidate with their profile. The reading is noted in the audit log, in the same transaction.
    ///
    /// # Errors
    /// When the actor lacks the permission, or there is no such candidate.
    pub fn get(&self, actor: &Actor, id: CandidateId) -> Result<Candidate, CandidateError> {
        self.database.write(|transaction| {
            let candidate = find_within_reach(transaction.connection(), actor, Permission::ReadCandidate, id)?;
            let (programme, subject) = (candidate.programme, Some(id.uuid()));
            let entry = actor.audit_entry(Permission::ReadCandidate, programme, KIND, subject, json!({}));
            audit::append(transaction, &[entry])?;
            Ok(candidate)
        })
    }

    /// The candidate of a programme with a reference, of one organisation if it is given. The reading is noted in the audit
    /// log, in the same transaction.
    ///
    /// # Errors
    /// When the actor lacks the permission, there is no such candidate within its reach, or several organisations have one
    /// and none is given.
    pub fn find_by_reference(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        organisation: Option<OrganisationId>,
        reference: &str,
    ) -> Result<Candidate, CandidateError> {
        let found: Vec<(String, Option<String>)> = self.database.read(|connection| {
            let found = candidates::table
                .filter(candidates::programme_id.eq(programme.to_string()))
                .filter(candidates::reference.eq(reference))
                .select((candidates::id, candidates::organisation_id))
                .load(connection);
            found.map_err(StorageError::from)
        })?;
        let mut within_reach = Vec::new();
        for (id, of_organisation) in found {
            let id = parsed(&id)?;
            let registered_by = of_organisation.as_deref().map(parsed).transpose()?;
            let subject = Subject::in_programme(programme).of_candidate(id, registered_by);
            let is_meant = organisation.is_none() || organisation == registered_by;
            if is_meant && actor.reaches(Permission::ReadCandidate, &subject) {
                within_reach.push(id);
            }
        }
        match within_reach.as_slice() {
            [] => Err(StorageError::not_found(format!("candidate with the reference `{reference}`")).into()),
            [id] => self.get(actor, *id),
            _ => Err(CandidateError::Ambiguous { reference: reference.to_owned() }),
        }
    }

    /// The personal data of a candidate, with their version. The reading is noted in the audit log, in the same
    /// transaction.
    ///
    /// # Errors
    /// When the actor lacks the permission, or there is no such candidate.
    pub fn get_personal_data(&self, actor: &Actor, id: CandidateId) -> Result<(PersonalData, i64), CandidateError> {
        self.database.write(|transaction| {
            let candidate = find_within_reach(transaction.connection(), actor, Permission::ReadPersonalData, id)?;
            let personal_data = stored_personal_data(transaction.connection(), id)?;
            let (programme, subject) = (candidate.programme, Some(id.uuid()));
            let entry = actor.audit_entry(Permission::ReadPersonalData, programme, KIND, subject, json!({}));
            audit::append(transaction, &[entry])?;
            Ok((personal_data, candidate.versions.personal_data))
        })
    }

    /// The candidates after one of them, at most `limit` and at most 1,000, including those who have withdrawn; only
    /// those of the actor's organisation where the actor's role extends no further. Each candidate on the page gets an
    /// audit entry.
    ///
    /// # Errors
    /// When the actor lacks the permission.
    pub fn page(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        after: Option<CandidateId>,
        limit: usize,
    ) -> Result<Page<Candidate>, CandidateError> {
        let scope = CandidateScope::of(actor, Permission::ReadCandidate, programme)?;
        let limit = limit.clamp(1, LARGEST_PAGE);
        self.database.write(|transaction| {
            let to_load = Page::<StoredCandidate>::rows_to_load(limit);
            let rows = rows_after(transaction.connection(), programme, scope, after, to_load)?;
            let Page { items, has_more } = Page::cut(rows, limit);
            let page = Page { items: Candidate::with_assertions(transaction.connection(), items)?, has_more };
            let entry = |candidate: &Candidate| {
                let (subject, details) = (Some(candidate.id.uuid()), json!({ "page": true }));
                actor.audit_entry(Permission::ReadCandidate, programme, KIND, subject, details)
            };
            audit::append(transaction, &page.items.iter().map(entry).collect::<Vec<_>>())?;
            Ok(page)
        })
    }
}
