//! Maintenance of an installation: `migrate`, `reindex`, `audit verify`, `replay`.

use access::{Actor, Permission, Subject};
use ranking::rankings;
use storage::{Database, audit};
use uuid::Uuid;

use crate::answer;
use crate::failure::{CommandResult, Failure};
use crate::installation::Installation;
use crate::progress::Progress;
use crate::settings::Settings;

/// `passerelle migrate`: brings the database's schema up to date.
pub fn migrate(settings: &Settings) -> CommandResult {
    std::fs::create_dir_all(&settings.data_folder)
        .map_err(|error| Failure::message(format!("the data folder can't be created: {error}")))?;
    let database = Database::open(&settings.database_url(), 1)?;
    let applied = database.migrate()?;
    if applied.is_empty() {
        return answer("the database is up to date");
    }
    answer(&format!("migrated: {}", applied.join(", ")))
}

/// `passerelle reindex`: builds the index again from the database.
pub fn reindex(installation: &Installation) -> CommandResult {
    let index = installation.index()?;
    let progress = Progress::open("indexed");
    let position = ranking::rebuild(&installation.database, &index, &mut |changes| progress.more(changes))?;
    progress.finish();
    let snapshot = index.snapshot();
    let vacancies = snapshot.vacancies().count();
    answer(&format!("indexed {} candidates and {vacancies} open vacancies, as of event {position}", snapshot.count()))
}

/// `passerelle audit verify`: verifies the hash chain of the audit log.
pub fn verify(installation: &Installation) -> CommandResult {
    Actor::operator()
        .may(Permission::ReadAuditLog, &Subject::ALL)
        .map_err(|error| Failure::message(error.to_string()))?;
    match installation.database.read(|connection| Ok::<_, storage::StorageError>(audit::verify(connection)))? {
        Ok(verified) => answer(&format!("the audit log is intact: {} entries", verified.entries)),
        Err(broken) => Err(Failure::message(broken.to_string())),
    }
}

/// `passerelle replay`: computes a decision record again.
pub fn replay(installation: &Installation, record: Uuid) -> CommandResult {
    let replay = rankings::replay(&installation.database, &Actor::operator(), record)?;
    if replay.same && replay.untouched {
        return answer(&format!("the same, to the byte, for {} listed candidates", replay.people));
    }
    let mut lines = Vec::new();
    if !replay.untouched {
        lines.push("the record was changed after it was written: the audit log has another SHA-256".to_owned());
    }
    if !replay.same {
        lines.push(format!("{} of {} candidates differ:", replay.differences.len(), replay.people));
    }
    lines.extend(replay.differences.iter().map(|difference| {
        format!("{}\n  then: {}\n  now:  {}", difference.candidate, difference.then, difference.now)
    }));
    Err(Failure::message(lines.join("\n")))
}
