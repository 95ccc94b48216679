//! `passerelle migrate`: brings the schema of the database up to date.

use storage::Database;
use vocabulary::Clock;

use crate::failure::CommandResult;
use crate::settings::Settings;
use crate::{answer, notice, private_files};

/// Applies the migrations that are missing, and prints their names.
pub fn run(settings: &Settings, clock: Clock) -> CommandResult {
    private_files::tighten(settings, notice)?;
    let database = Database::open(&settings.database_url(), 1, clock)?;
    let applied = database.migrate()?;
    if applied.is_empty() {
        return answer("the database is up to date");
    }
    answer(&format!("migrated: {}", applied.join(", ")))
}
