//! What an index reads of candidates. These functions take no actor, since the index checks the permissions of its
//! callers. They return no personal data: these are read only to mask them in the text that others may see.

use std::collections::HashMap;

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};
use rayon::prelude::*;
use storage::{AnyConnection, StorageError, Transaction};
use vocabulary::{CandidateId, OrganisationId, ProgrammeId};

use super::assertions::Assertions;
use super::reading::read_personal_data;
use super::{CandidateState, parsed, stored_profile};
use crate::candidate_tables::{StoredCandidate, candidate_personal_data, candidates};
use crate::mask::masked_text;
use crate::personal_data::PersonalData;
use crate::profile::Profile;

/// A candidate for an index.
#[derive(Debug, Clone, PartialEq)]
pub struct Indexable {
    /// Their identifier.
    pub id: CandidateId,
    /// The organisation that brought them.
    pub organisation: Option<OrganisationId>,
    /// Their `id` in files.
    pub reference: String,
    /// The name under which employers see them.
    pub pseudonym: String,
    /// Whether they take part; the index drops those who have withdrawn.
    pub state: CandidateState,
    /// Counts changes from 1.
    pub version: i64,
    /// What is known of them.
    pub profile: Profile,
    /// The text of the profile as others may read it.
    pub masked_text: Option<String>,
}

/// The most identifiers in one query.
const IDS: usize = 1_000;

/// The candidates of a programme with these identifiers, in no particular order; an identifier without a candidate is
/// skipped.
///
/// # Errors
/// Those of the database.
pub fn for_indexing(
    connection: &mut AnyConnection,
    programme: ProgrammeId,
    ids: &[CandidateId],
) -> Result<Vec<Indexable>, StorageError> {
    let mut rows: Vec<StoredCandidate> = Vec::with_capacity(ids.len());
    for some in ids.chunks(IDS) {
        let some: Vec<String> = some.iter().map(ToString::to_string).collect();
        rows.extend(
            candidates::table
                .filter(candidates::programme_id.eq(programme.to_string()))
                .filter(candidates::id.eq_any(some))
                .select(StoredCandidate::as_select())
                .load::<StoredCandidate>(connection)?,
        );
    }
    indexable(connection, rows)
}

/// The candidates of a programme after one of them, by identifier, at most `limit`; for building an index anew.
///
/// # Errors
/// Those of the database.
pub fn page_for_indexing(
    connection: &mut AnyConnection,
    programme: ProgrammeId,
    after: Option<CandidateId>,
    limit: usize,
) -> Result<Vec<Indexable>, StorageError> {
    let rows = candidates::table
        .filter(candidates::programme_id.eq(programme.to_string()))
        .filter(candidates::id.gt(after.map(|after| after.to_string()).unwrap_or_default()))
        .order(candidates::id)
        .limit(limit as i64)
        .select(StoredCandidate::as_select())
        .load(connection)?;
    indexable(connection, rows)
}

/// The candidates of a programme with a time-limited assertion, after one of them, by identifier, at most `limit`: their facts change
/// without an event when it ends.
///
/// # Errors
/// Those of the database.
pub fn expiring_for_indexing(
    connection: &mut AnyConnection,
    programme: ProgrammeId,
    after: Option<CandidateId>,
    limit: usize,
) -> Result<Vec<Indexable>, StorageError> {
    let rows = candidates::table
        .filter(candidates::programme_id.eq(programme.to_string()))
        .filter(candidates::id.gt(after.map(|after| after.to_string()).unwrap_or_default()))
        .filter(candidates::expires_on.is_not_null())
        .order(candidates::id)
        .limit(limit as i64)
        .select(StoredCandidate::as_select())
        .load(connection)?;
    indexable(connection, rows)
}

/// One candidate of a programme, for an operation that rests on their state and consent: until the transaction ends these
/// stay as they are. Checks no permission.
///
/// # Errors
/// Those of the database.
pub fn lock(
    transaction: &mut Transaction<'_>,
    programme: ProgrammeId,
    id: CandidateId,
) -> Result<Option<Indexable>, StorageError> {
    // The embedded database has one writer at a time.
    if let AnyConnection::Postgres(server) = transaction.connection() {
        candidates::table
            .find(id.to_string())
            // One of another programme isn't waited for, by which it could be told from one who doesn't exist.
            .filter(candidates::programme_id.eq(programme.to_string()))
            .select(candidates::id)
            .for_update()
            .first::<String>(server)
            .optional()?;
    }
    Ok(for_indexing(transaction.connection(), programme, &[id])?.pop())
}

fn indexable(connection: &mut AnyConnection, rows: Vec<StoredCandidate>) -> Result<Vec<Indexable>, StorageError> {
    let mut assertions = Assertions::of(connection, rows.iter().map(|row| row.id.as_str()))?;
    let personal_data = stored_personal_data(connection, &rows)?;
    let mut people = rows
        .into_par_iter()
        .with_min_len(64)
        .map(|row| {
            let profile = stored_profile(&row)?;
            let masked_text = match (&profile.text, personal_data.get(&row.id)) {
                (Some(text), Some(written)) => Some(masked_text(text, &read_personal_data(written)?)),
                (Some(text), None) => Some(masked_text(text, &PersonalData::default())),
                (None, _) => None,
            };
            Ok(Indexable {
                id: parsed(&row.id)?,
                organisation: row.organisation_id.as_deref().map(parsed).transpose()?,
                state: parsed(&row.state)?,
                profile,
                masked_text,
                reference: row.reference,
                pseudonym: row.pseudonym,
                version: row.version,
            })
        })
        .collect::<Result<Vec<_>, StorageError>>()?;
    for person in &mut people {
        assertions.move_into(person.id, &mut person.profile);
    }
    Ok(people)
}

/// The stored personal data of some candidates, by identifier.
fn stored_personal_data(
    connection: &mut AnyConnection,
    rows: &[StoredCandidate],
) -> Result<HashMap<String, String>, StorageError> {
    let mut stored = HashMap::new();
    for rows in rows.chunks(IDS) {
        let read: Vec<(String, String)> = candidate_personal_data::table
            .filter(candidate_personal_data::candidate_id.eq_any(rows.iter().map(|row| row.id.as_str())))
            .select((candidate_personal_data::candidate_id, candidate_personal_data::personal_data))
            .load(connection)?;
        stored.extend(read);
    }
    Ok(stored)
}
