//! `passerelle reindex`: builds the index of a programme again from the database.

use ranking::Indexer;

use crate::answer;
use crate::failure::CommandResult;
use crate::installation::Installation;
use crate::progress::Progress;

/// Builds the index again and prints the number of its candidates and vacancies.
pub fn run(installation: &Installation) -> CommandResult {
    let programme = installation.programme()?;
    let rankings = installation.rankings()?;
    let mut indexer = Indexer::new(rankings.clone())?;
    let progress = Progress::open("indexed");
    indexer.rebuild(programme.id, &mut |changes| progress.more(changes))?;
    indexer.close()?;
    progress.finish();
    let snapshot = rankings.of(programme.id)?.index()?.snapshot();
    let vacancies = snapshot.vacancies().count();
    answer(&format!("indexed {} candidates and {vacancies} open vacancies of {}", snapshot.count(), programme.code))
}
