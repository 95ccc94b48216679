//! The programme of a request.

use access::{Actor, programmes};
use storage::{Database, StorageError};
use vocabulary::ProgrammeId;

use crate::problem::Problem;

/// Returns the requested programme; without one the actor's own; without one the first.
///
/// # Errors
/// When the database fails, or has no programme yet.
pub fn programme_or_default(
    database: &Database,
    actor: &Actor,
    requested: Option<ProgrammeId>,
) -> Result<ProgrammeId, Problem> {
    if let Some(programme) = requested.or(actor.programme) {
        return Ok(programme);
    }
    let first = database.read(|connection| programmes::find(connection, programmes::FIRST))?;
    Ok(first.ok_or_else(|| StorageError::not_found("programme yet"))?.id)
}
