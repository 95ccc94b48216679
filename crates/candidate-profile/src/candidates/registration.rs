//! Registering a candidate.

use access::{Actor, OrganisationKind, Permission, Role, Subject, organisations, programmes};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use serde_json::json;
use storage::events::NewEvent;
use storage::{StorageError, Transaction, as_json, audit, content_hash, events, insert_many};
use vocabulary::{CandidateId, FieldProblem, OrganisationId, ProgrammeId};

use super::assertion_rights::restated;
use super::assertions::assertion_rows;
use super::finding::write_search_keys;
use super::part::PartVersions;
use super::{Candidate, CandidateError, CandidateEvent, CandidateState, Candidates, KIND};
use crate::candidate_tables::{
    StoredCandidate, StoredPersonalData, candidate_assertions, candidate_personal_data, candidates,
};
use crate::personal_data::PersonalData;
use crate::profile::Profile;
use crate::provenance::Provenance;
use crate::pseudonym::pseudonym;

/// A candidate to be registered.
#[derive(Debug, Clone, PartialEq)]
pub struct NewCandidate {
    /// The programme in which they take part.
    pub programme: ProgrammeId,
    /// Their `id` in files; by default their identifier.
    pub reference: Option<String>,
    /// The organisation that brings them; by default that of the actor.
    pub organisation: Option<OrganisationId>,
    /// What is known of them.
    pub profile: Profile,
    /// Their personal data.
    pub personal_data: PersonalData,
}

/// The indexes by which an organisation has a reference once, and those whom no organisation registered.
const REFERENCE: [&str; 2] =
    ["candidates_programme_id_reference_organisation_id", "candidates_programme_id_reference"];

/// The kinds of organisations that register candidates: schools, and the agency, whose officers do it for those without one.
const REGISTERING: [OrganisationKind; 2] = [OrganisationKind::School, OrganisationKind::Agency];

/// The longest reference, in bytes.
pub(super) const LONGEST_REFERENCE: usize = 200;

impl Candidates<'_> {
    /// Registers a candidate. Titles and languages are what the actor states; one that registers themselves names no
    /// organisation.
    ///
    /// # Errors
    /// When the actor lacks the permission, a field is wrong or states more than the actor may, or the organisation uses the
    /// reference.
    pub fn create(&self, actor: &Actor, new: NewCandidate) -> Result<Candidate, CandidateError> {
        self.database.write(|transaction| self.create_within(transaction, actor, new))
    }

    /// Registers a candidate in the caller's transaction, so that what the caller writes with it is committed or rolled
    /// back together.
    ///
    /// # Errors
    /// Those of [`Candidates::create`].
    pub fn create_within(
        &self,
        transaction: &mut Transaction<'_>,
        actor: &Actor,
        new: NewCandidate,
    ) -> Result<Candidate, CandidateError> {
        // A candidate can only register themselves, under the identifier of their account.
        let id = actor.candidate.unwrap_or_default();
        let NewCandidate { programme, reference, organisation: named, profile: stated, personal_data } = new;
        let organisation = named.or(actor.organisation);
        actor.may_ever(&[Permission::CreateCandidate])?;
        let subject = Subject::in_programme(programme).of_candidate(id, organisation);
        let is_within_reach = actor.reaches(Permission::CreateCandidate, &subject);

        // References of candidates who belong to no organisation are common to all of them, so a candidate chooses none:
        // the refusal of one that is taken would tell of somebody else.
        let chosen = reference.as_ref().filter(|_| actor.candidate.is_some()).cloned();
        let reference = reference.unwrap_or_else(|| id.to_string());
        let today =
            programmes::corridor(transaction.connection(), self.data, programme)?.today(self.database.clock());
        let mut problems = stated.check(self.data);
        let profile = restated(&stated, None, actor, today).unwrap_or_else(|unproven| {
            problems.extend(unproven);
            Profile::default()
        });
        problems.extend(personal_data.check());
        if let (Role::Candidate, Some(named)) = (actor.role, named) {
            problems.push(FieldProblem {
                field: "organisation".into(),
                value: named.to_string(),
                expected: "nothing: a school that brings a candidate says so itself, or an officer".to_owned(),
            });
        }
        problems.extend(check_reference(&reference));
        if let Some(chosen) = chosen {
            let expected = "none: a candidate who registers has the identifier as the reference".to_owned();
            problems.push(FieldProblem { field: "id".into(), value: chosen.chars().take(60).collect(), expected });
        }
        let takes_part = match organisation {
            Some(organisation) => organisations::takes_part(transaction, programme, &REGISTERING, organisation)?,
            None => true,
        };
        if !takes_part || !is_within_reach {
            let value = organisation.map(|organisation| organisation.to_string()).unwrap_or_default();
            let expected = "a school or an agency of this programme for which the caller may act".to_owned();
            problems.push(FieldProblem { field: "organisation".into(), value, expected });
        }
        if !problems.is_empty() {
            return Err(CandidateError::Invalid(problems));
        }

        let now = transaction.now();
        let mut candidate = Candidate {
            id,
            programme,
            reference,
            organisation,
            pseudonym: String::new(),
            state: CandidateState::Active,
            version: 1,
            versions: PartVersions::FIRST,
            profile,
            created_at: now,
            changed_at: now,
        };
        insert(transaction, &mut candidate)?;
        insert_many!(
            transaction,
            candidate_assertions::table,
            &assertion_rows(id, &candidate.profile, &Provenance::default())?
        )?;
        if !personal_data.is_empty() {
            diesel::insert_into(candidate_personal_data::table)
                .values(personal_data_row(id, &personal_data)?)
                .execute(transaction.connection())
                .map_err(StorageError::from)?;
            write_search_keys(transaction, &candidate, &personal_data)?;
        }
        let data = json!({ "version": 1 });
        let created = NewEvent::new(programme, CandidateEvent::Created, id.uuid(), data.clone());
        events::append(transaction, &[created])?;
        let entry = actor.audit_entry(Permission::CreateCandidate, programme, KIND, Some(id.uuid()), data);
        audit::append(transaction, &[entry.covering([candidate.commitment()?])])?;
        Ok(candidate)
    }
}

/// Inserts the row under the first pseudonym that is free in the programme.
fn insert(transaction: &mut Transaction<'_>, candidate: &mut Candidate) -> Result<(), CandidateError> {
    let key = programmes::secret_key(transaction.connection(), candidate.programme)?;
    for attempt in 0.. {
        candidate.pseudonym = pseudonym(&key, candidate.id, attempt);
        if has_pseudonym(transaction, candidate.programme, &candidate.pseudonym)? {
            continue;
        }
        let row = stored_row(candidate)?;
        // Another writer may take the name between the query and the insert: then the next one is tried.
        let inserted: Result<usize, StorageError> = transaction.savepoint(|transaction| {
            Ok(diesel::insert_into(candidates::table).values(&row).execute(transaction.connection())?)
        });
        match inserted {
            Ok(_) => break,
            Err(error) if error.is_unique_violation_of("candidates_programme_id_pseudonym") => {}
            Err(error) if REFERENCE.iter().any(|index| error.is_unique_violation_of(index)) => {
                return Err(CandidateError::ReferenceTaken { reference: candidate.reference.clone() });
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn has_pseudonym(
    transaction: &mut Transaction<'_>,
    programme: ProgrammeId,
    pseudonym: &str,
) -> Result<bool, StorageError> {
    let count: i64 = candidates::table
        .filter(candidates::programme_id.eq(programme.to_string()))
        .filter(candidates::pseudonym.eq(pseudonym))
        .count()
        .get_result(transaction.connection())?;
    Ok(count > 0)
}

/// A candidate as the row that is stored.
pub(super) fn stored_row(candidate: &Candidate) -> Result<StoredCandidate, StorageError> {
    let PartVersions { titles, languages, preferences, personal_data } = candidate.versions;
    Ok(StoredCandidate {
        id: candidate.id.to_string(),
        programme_id: candidate.programme.to_string(),
        reference: candidate.reference.clone(),
        organisation_id: candidate.organisation.map(|organisation| organisation.to_string()),
        pseudonym: candidate.pseudonym.clone(),
        state: candidate.state.word().to_owned(),
        preferences: as_json(&Profile {
            languages_complete: candidate.profile.languages_complete,
            ..candidate.profile.preferences()
        })?,
        content_hash: content_hash(&as_json(&*candidate.profile.as_files_state())?),
        expires_on: candidate.profile.expires_on().map(|day| day.to_string()),
        version: candidate.version,
        titles_version: titles,
        languages_version: languages,
        preferences_version: preferences,
        personal_data_version: personal_data,
        created_at: candidate.created_at.to_string(),
        changed_at: candidate.changed_at.to_string(),
    })
}

/// Personal data as the row that is inserted. A candidate whose personal data is empty has none.
pub(super) fn personal_data_row(
    candidate: CandidateId,
    personal_data: &PersonalData,
) -> Result<StoredPersonalData, StorageError> {
    Ok(StoredPersonalData { candidate_id: candidate.to_string(), personal_data: as_json(personal_data)? })
}

/// What is wrong with the reference of a candidate, if anything is.
pub fn check_reference(reference: &str) -> Option<FieldProblem> {
    let is_right =
        !reference.trim().is_empty() && reference.len() <= LONGEST_REFERENCE && !reference.contains(char::is_control);
    (!is_right).then(|| FieldProblem {
        field: "id".into(),
        value: reference.chars().take(60).collect(),
        expected: format!("a reference of 1 to {LONGEST_REFERENCE} bytes on one line"),
    })
}
