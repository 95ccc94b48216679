//! Changing the profile or the personal data of a candidate.

use access::{Actor, Permission};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use serde_json::json;
use storage::events::NewEvent;
use storage::{StorageError, Timestamp, Transaction, as_json, audit, events};
use vocabulary::CandidateId;

use super::assertion_rights::{Downgrade, downgrade, false_sources, keep_certificates};
use super::reading::stored_personal_data;
use super::registration::{personal_data_row, stored_row};
use super::{Candidate, CandidateError, CandidateEvent, Candidates, KIND, conflict, find_in_scope};
use crate::candidate_tables::{candidate_personal_data, candidates};
use crate::personal_data::PersonalData;
use crate::profile::Profile;

/// What is to replace profile and personal data.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Change {
    /// The whole new profile; `None` leaves it as it is.
    pub profile: Option<Profile>,
    /// The whole new personal data; `None` leaves it as it is.
    pub personal_data: Option<PersonalData>,
}

impl Candidates<'_> {
    /// Changes a candidate from the version that the actor saw. What a certificate asserts stays, since only its
    /// revocation ends it. A change to what is there already keeps the version, and writes no event and no audit entry.
    ///
    /// # Errors
    /// When the actor lacks the permission, the version isn't the current one ([`CandidateError::Conflict`]), the
    /// candidate has withdrawn, or a field is wrong.
    pub fn change(
        &self,
        actor: &Actor,
        id: CandidateId,
        seen: i64,
        change: Change,
    ) -> Result<(Candidate, Vec<Downgrade>), CandidateError> {
        self.database.write(|transaction| {
            let candidate = find_in_scope(transaction.connection(), actor, id)?;
            actor.may(Permission::ChangeCandidate, &candidate.subject())?;
            if !candidate.state.is_editable() {
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
            let written = write_change(transaction, candidate, profile, personal_data)?;
            if let Some(event) = written.event() {
                events::append(transaction, &[event])?;
                audit::append(transaction, &[written.audit_entry(actor)])?;
            }
            Ok((written.candidate, downgrades))
        })
    }
}

/// A change that was written, for its event and its audit entry.
pub(super) struct WrittenChange {
    pub(super) candidate: Candidate,
    has_new_profile: bool,
    has_new_personal_data: bool,
}

impl WrittenChange {
    fn data(&self) -> serde_json::Value {
        json!({
            "version": self.candidate.version,
            "profile": self.has_new_profile,
            "personal_data": self.has_new_personal_data,
        })
    }

    /// The event, if anything was changed.
    pub(super) fn event(&self) -> Option<NewEvent> {
        let Candidate { programme, id, .. } = self.candidate;
        let is_changed = self.has_new_profile || self.has_new_personal_data;
        is_changed.then(|| NewEvent::new(programme, CandidateEvent::Changed, id.uuid(), self.data()))
    }

    pub(super) fn audit_entry<'a>(&self, actor: &'a Actor) -> audit::NewAuditEntry<'a> {
        let Candidate { programme, id, .. } = self.candidate;
        actor.audit_entry(Permission::ChangeCandidate, programme, KIND, Some(id.uuid()), self.data())
    }
}

/// Writes a profile, and personal data where they are given, as the next version.
pub(super) fn write_change(
    transaction: &mut Transaction<'_>,
    mut candidate: Candidate,
    profile: Profile,
    personal_data: Option<PersonalData>,
) -> Result<WrittenChange, CandidateError> {
    let has_new_profile = profile != candidate.profile;
    let has_new_personal_data = personal_data.is_some();
    if has_new_profile || has_new_personal_data {
        let seen = candidate.version;
        candidate.profile = profile;
        candidate.version += 1;
        candidate.changed_at = Timestamp::now();
        let row = stored_row(&candidate)?;
        let as_read = candidates::table.filter(candidates::id.eq(&row.id)).filter(candidates::version.eq(seen));
        let updated = diesel::update(as_read)
            .set((
                candidates::profile.eq(&row.profile),
                candidates::expires_on.eq(&row.expires_on),
                candidates::content_hash.eq(&row.content_hash),
                candidates::version.eq(row.version),
                candidates::changed_at.eq(&row.changed_at),
            ))
            .execute(transaction.connection())
            .map_err(StorageError::from)?;
        if updated == 0 {
            return Err(conflict(transaction.connection(), candidate.id, seen));
        }
    }
    if let Some(personal_data) = &personal_data {
        write_personal_data(transaction, candidate.id, personal_data)?;
    }
    Ok(WrittenChange { candidate, has_new_profile, has_new_personal_data })
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
