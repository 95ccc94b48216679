//! `passerelle migrate`: brings the schema of the database up to date.

use storage::Database;
use vocabulary::Clock;

use crate::answer;
use crate::failure::{CommandResult, Failure};
use crate::settings::Settings;

/// Applies the migrations that are missing, and prints their names.
pub fn run(settings: &Settings, clock: Clock) -> CommandResult {
    std::fs::create_dir_all(&settings.data_folder)
        .map_err(|error| Failure::message(format!("the data folder can't be created: {error}")))?;
    let database = Database::open(&settings.database_url(), 1, clock)?;
    let applied = database.migrate()?;
    if applied.is_empty() {
        return answer("the database is up to date");
    }
    answer(&format!("migrated: {}", applied.join(", ")))
}
