//! What an index needs to know of candidates. It has no actor, since nobody sees it: the index answers only those who
//! may ask. Nothing of who anybody is can come in.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper, TextExpressionMethods};
use rayon::prelude::*;
use storage::{AnyConnection, StorageError};
use vocabulary::{CandidateId, OrganisationId, ProgrammeId};

use super::{State, identifier, stored_profile};
use crate::candidate_tables::{StoredCandidate, candidates};
use crate::profile::Profile;

/// A candidate for an index.
#[derive(Debug, Clone, PartialEq)]
pub struct Indexable {
    /// Their identifier.
    pub id: CandidateId,
    /// The programme that they take part in.
    pub programme: ProgrammeId,
    /// The organisation that brought them.
    pub organisation: Option<OrganisationId>,
    /// Their `id` in files.
    pub reference: String,
    /// The name under which employers see them.
    pub pseudonym: String,
    /// Whether they take part; who withdrew goes out of the index.
    pub state: State,
    /// Counts changes from 1.
    pub version: i64,
    /// What is known of them.
    pub profile: Profile,
}

/// As many identifiers as one query asks for.
const IDS: usize = 1_000;

/// The candidates of these identifiers, in no order; those who aren't there are left out.
///
/// # Errors
/// Those of the database.
pub fn for_indexing(connection: &mut AnyConnection, ids: &[CandidateId]) -> Result<Vec<Indexable>, StorageError> {
    let mut rows: Vec<StoredCandidate> = Vec::with_capacity(ids.len());
    for some in ids.chunks(IDS) {
        let some: Vec<String> = some.iter().map(ToString::to_string).collect();
        rows.extend(
            candidates::table
                .filter(candidates::id.eq_any(some))
                .select(StoredCandidate::as_select())
                .load::<StoredCandidate>(connection)?,
        );
    }
    indexable(rows)
}

/// The candidates of all programmes after one of them, by identifier, at most `limit`; to build an index anew.
///
/// # Errors
/// Those of the database.
pub fn page_for_indexing(
    connection: &mut AnyConnection,
    after: Option<CandidateId>,
    limit: usize,
) -> Result<Vec<Indexable>, StorageError> {
    let rows = candidates::table
        .filter(candidates::id.gt(after.map(|after| after.to_string()).unwrap_or_default()))
        .order(candidates::id)
        .limit(limit as i64)
        .select(StoredCandidate::as_select())
        .load(connection)?;
    indexable(rows)
}

/// Those of whom something is asserted that ends on some day, after one of them, by identifier, at most `limit`: their
/// facts change without any event.
///
/// # Errors
/// Those of the database.
pub fn expiring_for_indexing(
    connection: &mut AnyConnection,
    after: Option<CandidateId>,
    limit: usize,
) -> Result<Vec<Indexable>, StorageError> {
    let rows = candidates::table
        .filter(candidates::id.gt(after.map(|after| after.to_string()).unwrap_or_default()))
        .filter(candidates::profile.like("%\"expires_on\"%"))
        .order(candidates::id)
        .limit(limit as i64)
        .select(StoredCandidate::as_select())
        .load(connection)?;
    indexable(rows)
}

fn indexable(rows: Vec<StoredCandidate>) -> Result<Vec<Indexable>, StorageError> {
    rows.into_par_iter()
        .with_min_len(64)
        .map(|row| {
            Ok(Indexable {
                id: identifier(&row.id)?,
                programme: identifier(&row.programme_id)?,
                organisation: row.organisation_id.as_deref().map(identifier).transpose()?,
                state: State::read(&row.state)?,
                profile: stored_profile(&row.profile)?,
                reference: row.reference,
                pseudonym: row.pseudonym,
                version: row.version,
            })
        })
        .collect()
}
