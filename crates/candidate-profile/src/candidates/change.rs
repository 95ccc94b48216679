//! Changing what is known of somebody.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use identity::{Act, Actor};
use serde_json::json;
use storage::events::NewEvent;
use storage::schema::{candidate_identities, candidates};
use storage::{Moment, StorageError, Transaction, audit, events};
use vocabulary::CandidateId;

use super::claims::{Lowered, false_sources, keep_certificates, lower};
use super::create::{identity_row, stored_row};
use super::read::stored_identity;
use super::{Candidate, CandidateError, Candidates, KIND, State, as_json, find};
use crate::profile::Profile;
use crate::protected::Identity;

/// What is known of somebody from now on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Change {
    /// The whole profile; nothing leaves it as it is.
    pub profile: Option<Profile>,
    /// Who they are, as a whole; nothing leaves it as it is.
    pub identity: Option<Identity>,
}

impl Candidates<'_> {
    /// Changes what is known of somebody, from the version that the actor saw. What a certificate asserts stays,
    /// since only its revocation ends it. A change that changes nothing is no change, and leaves the version.
    ///
    /// # Errors
    /// When the actor may not, the version isn't the current one ([`CandidateError::Conflict`]), the candidate has
    /// withdrawn, or the new profile isn't right.
    pub fn change(
        &self,
        actor: &Actor,
        id: CandidateId,
        seen: i64,
        change: Change,
    ) -> Result<(Candidate, Vec<Lowered>), CandidateError> {
        self.database.write(|transaction| {
            let candidate = find(transaction.connection(), id)?;
            actor.may(Act::ChangeCandidate, &candidate.subject())?;
            if candidate.state == State::Withdrawn {
                return Err(CandidateError::Withdrawn(id));
            }
            if candidate.version != seen {
                return Err(CandidateError::Conflict { candidate: id, seen, current: candidate.version });
            }
            let mut lowered = Vec::new();
            let mut problems = Vec::new();
            let mut profile = candidate.profile.clone();
            if let Some(new) = change.profile {
                profile = new;
                keep_certificates(&mut profile, &candidate.profile);
                lowered = lower(&mut profile, Some(&candidate.profile), actor, &candidate.reference);
                problems.extend(profile.check(self.data));
                problems.extend(false_sources(&profile, Some(&candidate.profile), actor));
            }
            problems.extend(change.identity.iter().flat_map(Identity::check));
            if !problems.is_empty() {
                return Err(CandidateError::Invalid(problems));
            }
            let before = stored_identity(transaction.connection(), id)?;
            let identity = change.identity.filter(|identity| *identity != before);
            let changed = write_change(transaction, candidate, profile, identity)?;
            if let Some(event) = changed.event() {
                events::append(transaction, &[event])?;
                audit::append(transaction, &[changed.line(actor)])?;
            }
            Ok((changed.candidate, lowered))
        })
    }
}

/// A change that was written, for its event and its line in the trail.
pub(super) struct Changed {
    pub(super) candidate: Candidate,
    profile: bool,
    identity: bool,
}

impl Changed {
    fn data(&self) -> serde_json::Value {
        json!({ "version": self.candidate.version, "profile": self.profile, "identity": self.identity })
    }

    /// The event, if there was anything to change.
    pub(super) fn event(&self) -> Option<NewEvent<'static>> {
        (self.profile || self.identity).then(|| NewEvent {
            kind: "candidate.changed",
            subject_kind: KIND,
            subject: self.candidate.id.uuid(),
            data: self.data(),
        })
    }

    pub(super) fn line<'a>(&self, actor: &'a Actor) -> audit::NewAuditLine<'a> {
        actor.line(Act::ChangeCandidate, KIND, Some(self.candidate.id.uuid()), self.data())
    }
}

/// Writes a profile, and an identity where it is another one, as the next version.
pub(super) fn write_change(
    transaction: &mut Transaction<'_>,
    mut candidate: Candidate,
    profile: Profile,
    identity: Option<Identity>,
) -> Result<Changed, CandidateError> {
    let mut changed =
        Changed { profile: profile != candidate.profile, identity: identity.is_some(), candidate: candidate.clone() };
    if !changed.profile && !changed.identity {
        return Ok(changed);
    }
    let seen = candidate.version;
    candidate.profile = profile;
    candidate.version += 1;
    candidate.changed_at = Moment::now();
    let row = stored_row(&candidate)?;
    let of_version = candidates::table.filter(candidates::id.eq(&row.id)).filter(candidates::version.eq(seen));
    let updated = diesel::update(of_version)
        .set((
            candidates::profile.eq(&row.profile),
            candidates::content_hash.eq(&row.content_hash),
            candidates::version.eq(row.version),
            candidates::changed_at.eq(&row.changed_at),
        ))
        .execute(transaction.connection())
        .map_err(StorageError::from)?;
    if updated == 0 {
        let current = find(transaction.connection(), candidate.id)?.version;
        return Err(CandidateError::Conflict { candidate: candidate.id, seen, current });
    }
    if let Some(identity) = &identity {
        write_identity(transaction, candidate.id, identity)?;
    }
    changed.candidate = candidate;
    Ok(changed)
}

fn write_identity(
    transaction: &mut Transaction<'_>,
    id: CandidateId,
    identity: &Identity,
) -> Result<(), StorageError> {
    let of_candidate = candidate_identities::table.filter(candidate_identities::candidate_id.eq(id.to_string()));
    let updated = diesel::update(of_candidate)
        .set((
            candidate_identities::identity.eq(as_json(identity)?),
            candidate_identities::version.eq(candidate_identities::version + 1),
        ))
        .execute(transaction.connection())?;
    if updated == 0 {
        diesel::insert_into(candidate_identities::table)
            .values(identity_row(id, identity)?)
            .execute(transaction.connection())?;
    }
    Ok(())
}
