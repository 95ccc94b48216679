//! Changing what is known of somebody.

use access::{Actor, Permission};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use serde_json::json;
use storage::events::NewEvent;
use storage::{StorageError, Timestamp, Transaction, audit, events};
use vocabulary::CandidateId;

use super::assertion_rights::{Downgrade, downgrade, false_sources, keep_certificates};
use super::create::{personal_data_row, stored_row};
use super::read::stored_personal_data;
use super::{Candidate, CandidateError, Candidates, KIND, State, as_json, find};
use crate::candidate_tables::{candidate_personal_data, candidates};
use crate::personal_data::PersonalData;
use crate::profile::Profile;

/// What is known of somebody from now on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Change {
    /// The whole profile; nothing leaves it as it is.
    pub profile: Option<Profile>,
    /// Who they are, as a whole; nothing leaves it as it is.
    pub personal_data: Option<PersonalData>,
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
    ) -> Result<(Candidate, Vec<Downgrade>), CandidateError> {
        self.database.write(|transaction| {
            let candidate = find(transaction.connection(), id)?;
            actor.may(Permission::ChangeCandidate, &candidate.subject())?;
            if candidate.state == State::Withdrawn {
                return Err(CandidateError::Withdrawn(id));
            }
            if candidate.version != seen {
                return Err(CandidateError::Conflict { candidate: id, seen, current: candidate.version });
            }
            let mut downgrades = Vec::new();
            let mut problems = Vec::new();
            let mut profile = candidate.profile.clone();
            if let Some(new) = change.profile {
                profile = new;
                keep_certificates(&mut profile, &candidate.profile);
                downgrades = downgrade(&mut profile, Some(&candidate.profile), actor, &candidate.reference);
                problems.extend(profile.check(self.data));
                problems.extend(false_sources(&profile, Some(&candidate.profile), actor));
            }
            problems.extend(change.personal_data.iter().flat_map(PersonalData::check));
            if !problems.is_empty() {
                return Err(CandidateError::Invalid(problems));
            }
            let before = stored_personal_data(transaction.connection(), id)?;
            let personal_data = change.personal_data.filter(|personal_data| *personal_data != before);
            let changed = write_change(transaction, candidate, profile, personal_data)?;
            if let Some(event) = changed.event() {
                events::append(transaction, &[event])?;
                audit::append(transaction, &[changed.audit_entry(actor)])?;
            }
            Ok((changed.candidate, downgrades))
        })
    }
}

/// A change that was written, for its event and its line in the trail.
pub(super) struct Changed {
    pub(super) candidate: Candidate,
    profile: bool,
    personal_data: bool,
}

impl Changed {
    fn data(&self) -> serde_json::Value {
        json!({ "version": self.candidate.version, "profile": self.profile, "personal_data": self.personal_data })
    }

    /// The event, if there was anything to change.
    pub(super) fn event(&self) -> Option<NewEvent<'static>> {
        (self.profile || self.personal_data).then(|| NewEvent {
            kind: "candidate.changed",
            subject_kind: KIND,
            subject: self.candidate.id.uuid(),
            data: self.data(),
        })
    }

    pub(super) fn audit_entry<'a>(&self, actor: &'a Actor) -> audit::NewAuditEntry<'a> {
        actor.audit_entry(Permission::ChangeCandidate, KIND, Some(self.candidate.id.uuid()), self.data())
    }
}

/// Writes a profile, and an personal_data where it is another one, as the next version.
pub(super) fn write_change(
    transaction: &mut Transaction<'_>,
    mut candidate: Candidate,
    profile: Profile,
    personal_data: Option<PersonalData>,
) -> Result<Changed, CandidateError> {
    let mut changed = Changed {
        profile: profile != candidate.profile,
        personal_data: personal_data.is_some(),
        candidate: candidate.clone(),
    };
    if !changed.profile && !changed.personal_data {
        return Ok(changed);
    }
    let seen = candidate.version;
    candidate.profile = profile;
    candidate.version += 1;
    candidate.changed_at = Timestamp::now();
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
    if let Some(personal_data) = &personal_data {
        write_personal_data(transaction, candidate.id, personal_data)?;
    }
    changed.candidate = candidate;
    Ok(changed)
}

fn write_personal_data(
    transaction: &mut Transaction<'_>,
    id: CandidateId,
    personal_data: &PersonalData,
) -> Result<(), StorageError> {
    let of_candidate =
        candidate_personal_data::table.filter(candidate_personal_data::candidate_id.eq(id.to_string()));
    let updated = diesel::update(of_candidate)
        .set((
            candidate_personal_data::personal_data.eq(as_json(personal_data)?),
            candidate_personal_data::version.eq(candidate_personal_data::version + 1),
        ))
        .execute(transaction.connection())?;
    if updated == 0 {
        diesel::insert_into(candidate_personal_data::table)
            .values(personal_data_row(id, personal_data)?)
            .execute(transaction.connection())?;
    }
    Ok(())
}
