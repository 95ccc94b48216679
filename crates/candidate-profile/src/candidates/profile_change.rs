//! Changing what is known of a candidate: one part, or several.

use access::{Actor, Permission, programmes};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use serde_json::json;
use storage::events::NewEvent;
use storage::{StorageError, Transaction, as_json, audit, events};
use vocabulary::{CandidateId, Date, FieldProblem, ParseError};

use super::assertion_rights::{is_own, restated};
use super::assertions::{self, AssertionKind};
use super::finding::write_search_keys;
use super::part::{CandidatePart, PartContent};
use super::reading::stored_personal_data;
use super::registration::{personal_data_row, stored_row};
use super::{Candidate, CandidateError, CandidateEvent, Candidates, KIND, find_within_reach};
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
    /// Changes a candidate from the version that the actor saw. Titles and languages replace what the actor stated before; what
    /// others asserted stays. A change to what is there already keeps the version, and writes no event and no audit entry.
    ///
    /// # Errors
    /// When the actor lacks the permission, the version isn't the current one ([`CandidateError::Conflict`]), the
    /// candidate has withdrawn, or a field is wrong or states more than the actor may.
    pub fn change(
        &self,
        actor: &Actor,
        id: CandidateId,
        seen: i64,
        change: Change,
    ) -> Result<Candidate, CandidateError> {
        self.change_from(actor, id, seen, |candidate| (candidate.version, change.clone()))
    }

    /// Changes one part of a candidate from the version of the part that the actor saw, whatever happened to the other
    /// parts meanwhile.
    ///
    /// # Errors
    /// Those of [`Candidates::change`].
    pub fn change_part(
        &self,
        actor: &Actor,
        id: CandidateId,
        seen: i64,
        content: PartContent,
    ) -> Result<Candidate, CandidateError> {
        if let PartContent::Preferences(profile) = &content {
            let given = [
                ("titles", profile.titles.is_empty()),
                ("languages", profile.languages.is_empty()),
                ("languages_complete", !profile.languages_complete),
            ];
            let problem =
                |field| FieldProblem::new(field, ParseError::new(field, "nothing: it belongs to a part of its own"));
            let problems: Vec<_> =
                given.into_iter().filter(|(_, absent)| !absent).map(|(field, _)| problem(field)).collect();
            if !problems.is_empty() {
                return Err(CandidateError::Invalid(problems));
            }
        }
        self.change_from(actor, id, seen, |candidate| {
            let stated = candidate.stated_by(actor);
            let Profile { titles, languages, languages_complete, .. } = stated.clone();
            let profile = match content.clone() {
                PartContent::Titles(titles) => Profile { titles, ..stated },
                PartContent::Languages { languages, complete } => {
                    Profile { languages, languages_complete: complete, ..stated }
                }
                PartContent::Preferences(preferences) => {
                    Profile { titles, languages, languages_complete, ..preferences }
                }
                PartContent::PersonalData(personal_data) => {
                    return (
                        candidate.versions.personal_data,
                        Change { profile: None, personal_data: Some(personal_data) },
                    );
                }
            };
            (candidate.versions.of(content.part()), Change { profile: Some(profile), personal_data: None })
        })
    }

    /// Changes a candidate when the version that was seen is the current one. `change` gives for the candidate as they
    /// are the version to be compared, and the change.
    fn change_from(
        &self,
        actor: &Actor,
        id: CandidateId,
        seen: i64,
        change: impl Fn(&Candidate) -> (i64, Change),
    ) -> Result<Candidate, CandidateError> {
        self.database.write(|transaction| {
            loop {
                let connection = transaction.connection();
                let candidate = find_within_reach(connection, actor, Permission::ChangeCandidate, id)?;
                if !candidate.state.is_editable() {
                    return Err(CandidateError::Withdrawn(id));
                }
                let (current, change) = change(&candidate);
                if current != seen {
                    return Err(CandidateError::Conflict { candidate: id, seen, current });
                }
                let corridor = programmes::corridor(transaction.connection(), self.data, candidate.programme)?;
                let profile = self.checked(actor, &candidate, &change, corridor.today(self.database.clock()))?;
                let before = stored_personal_data(transaction.connection(), id)?;
                let personal_data = change.personal_data.filter(|personal_data| *personal_data != before);
                // When somebody else was faster, perhaps with another part, the candidate is read again.
                if let Some(written) = write_change(transaction, candidate, profile, personal_data)? {
                    if let Some(event) = written.event() {
                        events::append(transaction, &[event])?;
                        audit::append(transaction, &[written.audit_entry(actor)?])?;
                    }
                    return Ok(written.candidate);
                }
            }
        })
    }

    /// The profile after a change by an actor.
    fn checked(
        &self,
        actor: &Actor,
        candidate: &Candidate,
        change: &Change,
        today: Date,
    ) -> Result<Profile, CandidateError> {
        let mut problems = Vec::new();
        let mut profile = candidate.profile.clone();
        if let Some(stated) = &change.profile {
            problems.extend(stated.check(self.data));
            match restated(stated, Some(&candidate.profile), actor, today) {
                Ok(restated) => profile = restated,
                Err(unproven) => problems.extend(unproven),
            }
        }
        problems.extend(change.personal_data.iter().flat_map(PersonalData::check));
        if problems.is_empty() { Ok(profile) } else { Err(CandidateError::Invalid(problems)) }
    }
}

impl Candidate {
    /// The profile as an actor would state it in a change that changes nothing: with those titles and languages that they
    /// stated themselves.
    pub fn stated_by(&self, actor: &Actor) -> Profile {
        self.profile.with_statements_of(|provenance| is_own(actor, provenance))
    }
}

/// A change that was written, for its event and its audit entry.
pub(super) struct WrittenChange {
    pub(super) candidate: Candidate,
    /// The parts that have another content than before.
    parts: Vec<CandidatePart>,
}

impl WrittenChange {
    fn data(&self) -> serde_json::Value {
        json!({ "version": self.candidate.version, "parts": self.parts })
    }

    /// The event, if anything was changed.
    pub(super) fn event(&self) -> Option<NewEvent> {
        let Candidate { programme, id, .. } = self.candidate;
        let is_changed = !self.parts.is_empty();
        is_changed.then(|| NewEvent::new(programme, CandidateEvent::Changed, id.uuid(), self.data()))
    }

    pub(super) fn audit_entry<'a>(&self, actor: &'a Actor) -> Result<audit::NewAuditEntry<'a>, StorageError> {
        let Candidate { programme, id, .. } = self.candidate;
        let entry = actor.audit_entry(Permission::ChangeCandidate, programme, KIND, Some(id.uuid()), self.data());
        Ok(entry.covering([self.candidate.commitment()?]))
    }
}

/// Writes a profile, and personal data where they are given, as the next version. `None` when somebody else has changed
/// the candidate since they were read; nothing is written then.
pub(super) fn write_change(
    transaction: &mut Transaction<'_>,
    mut candidate: Candidate,
    profile: Profile,
    personal_data: Option<PersonalData>,
) -> Result<Option<WrittenChange>, StorageError> {
    let before = std::mem::replace(&mut candidate.profile, profile);
    let after = &candidate.profile;
    let is_changed = |part: &CandidatePart| match part {
        CandidatePart::Titles => before.titles != after.titles,
        CandidatePart::Languages => {
            (before.languages_complete, &before.languages) != (after.languages_complete, &after.languages)
        }
        CandidatePart::Preferences => before.preferences() != after.preferences(),
        CandidatePart::PersonalData => personal_data.is_some(),
    };
    let parts: Vec<CandidatePart> = CandidatePart::ALL.iter().copied().filter(is_changed).collect();
    if !parts.is_empty() {
        for part in &parts {
            *candidate.versions.of_mut(*part) += 1;
        }
        if !write_next_version(transaction, &mut candidate)? {
            return Ok(None);
        }
    }
    for part in &parts {
        match (part, &personal_data) {
            (CandidatePart::Titles, _) => {
                assertions::replace(transaction, candidate.id, AssertionKind::Title, &candidate.profile)?;
            }
            (CandidatePart::Languages, _) => {
                assertions::replace(transaction, candidate.id, AssertionKind::Language, &candidate.profile)?;
            }
            (CandidatePart::PersonalData, Some(personal_data)) => {
                write_personal_data(transaction, &candidate, personal_data)?;
            }
            (CandidatePart::PersonalData, None) | (CandidatePart::Preferences, _) => {}
        }
    }
    Ok(Some(WrittenChange { candidate, parts }))
}

/// Writes a candidate's row as the next version, unless somebody else has changed it since it was read.
pub(super) fn write_next_version(
    transaction: &mut Transaction<'_>,
    candidate: &mut Candidate,
) -> Result<bool, StorageError> {
    let read = candidate.version;
    candidate.version += 1;
    candidate.changed_at = transaction.now();
    let row = stored_row(candidate)?;
    let as_read = candidates::table.filter(candidates::id.eq(&row.id)).filter(candidates::version.eq(read));
    Ok(diesel::update(as_read).set(&row).execute(transaction.connection())? == 1)
}

fn write_personal_data(
    transaction: &mut Transaction<'_>,
    candidate: &Candidate,
    personal_data: &PersonalData,
) -> Result<(), StorageError> {
    let id = candidate.id;
    let of_candidate =
        candidate_personal_data::table.filter(candidate_personal_data::candidate_id.eq(id.to_string()));
    let updated = diesel::update(of_candidate)
        .set(candidate_personal_data::personal_data.eq(as_json(personal_data)?))
        .execute(transaction.connection())?;
    if updated == 0 {
        diesel::insert_into(candidate_personal_data::table)
            .values(personal_data_row(id, personal_data)?)
            .execute(transaction.connection())?;
    }
    write_search_keys(transaction, candidate, personal_data)
}
