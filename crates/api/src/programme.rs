//! The programme that a request is about.

use access::{Actor, programmes};
use storage::{Database, StorageError};
use vocabulary::ProgrammeId;

use crate::problem::Problem;

/// The programme that was asked for; else the caller's own; else the first one.
pub(crate) fn programme(
    database: &Database,
    actor: &Actor,
    asked: Option<ProgrammeId>,
) -> Result<ProgrammeId, Problem> {
    if let Some(programme) = asked.or(actor.programme) {
        return Ok(programme);
    }
    let first = database.read(|connection| programmes::find(connection, programmes::FIRST))?;
    Ok(first.ok_or_else(|| StorageError::not_found("programme yet"))?.id)
}
