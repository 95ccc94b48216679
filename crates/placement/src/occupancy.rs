//! Which posts are taken and who is placed, by current placements. These functions take no actor: their callers show the
//! numbers and states of subjects that the actor may see.

use std::collections::{BTreeMap, BTreeSet};

use diesel::dsl::count_star;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use storage::{AnyConnection, StorageError};
use vocabulary::{CandidateId, ParseError, ProgrammeId, VacancyId};

use crate::placement_table::placements;

/// The most identifiers in one query.
const IDS: usize = 1_000;

/// How many posts of each of these vacancies are taken; a vacancy without a taken post is left out.
///
/// # Errors
/// Those of the database.
pub fn posts_taken(
    connection: &mut AnyConnection,
    vacancies: &[VacancyId],
) -> Result<BTreeMap<VacancyId, u32>, StorageError> {
    let mut taken = BTreeMap::new();
    for some in vacancies.chunks(IDS) {
        let counted: Vec<(String, i64)> = placements::table
            .filter(placements::vacancy_id.eq_any(some.iter().map(ToString::to_string)))
            .filter(placements::ended_on.is_null())
            .group_by(placements::vacancy_id)
            .select((placements::vacancy_id, count_star()))
            .load(connection)?;
        for (vacancy, count) in counted {
            let vacancy = vacancy.parse().map_err(unreadable)?;
            taken.insert(vacancy, u32::try_from(count).unwrap_or(u32::MAX));
        }
    }
    Ok(taken)
}

/// Those of these candidates of a programme who have a current placement.
///
/// # Errors
/// Those of the database.
pub fn placed_candidates(
    connection: &mut AnyConnection,
    programme: ProgrammeId,
    candidates: &[CandidateId],
) -> Result<BTreeSet<CandidateId>, StorageError> {
    let mut placed = BTreeSet::new();
    for some in candidates.chunks(IDS) {
        let found: Vec<String> = placements::table
            .filter(placements::programme_id.eq(programme.to_string()))
            .filter(placements::candidate_id.eq_any(some.iter().map(ToString::to_string)))
            .filter(placements::ended_on.is_null())
            .select(placements::candidate_id)
            .load(connection)?;
        for candidate in found {
            placed.insert(candidate.parse().map_err(unreadable)?);
        }
    }
    Ok(placed)
}

fn unreadable(error: ParseError) -> StorageError {
    StorageError::unreadable(error.expected, &error.found)
}
