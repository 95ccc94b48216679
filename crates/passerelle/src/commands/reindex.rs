//! `passerelle reindex`: builds the index again from the database.

use crate::answer;
use crate::failure::CommandResult;
use crate::installation::Installation;
use crate::progress::Progress;

/// Builds the index again and prints the number of its candidates and vacancies.
pub fn run(installation: &Installation) -> CommandResult {
    let index = installation.index()?;
    let progress = Progress::open("indexed");
    let position = ranking::rebuild(&installation.database, &index, &mut |changes| progress.more(changes))?;
    progress.finish();
    let snapshot = index.snapshot();
    let vacancies = snapshot.vacancies().count();
    answer(&format!("indexed {} candidates and {vacancies} open vacancies, as of event {position}", snapshot.count()))
}
