//! The context that all handlers share.

use std::sync::Arc;

use access::{Tokens, programmes};
use actix_web::web::{self, Data};
use ranking::{ProgrammeRankings, Rankings};
use reference_data::{Corridor, ReferenceData};
use storage::Database;
use storage::checkpoint_folder::CheckpointFolder;
use training_harmonisation::SubjectSuggester;
use vocabulary::{Date, ProgrammeId};

use crate::authentication::Caller;
use crate::problem::{Problem, ProblemKind};
use crate::rate_limit::RateLimit;
use crate::readiness::Readiness;
use crate::server_settings::ServerSettings;

/// What handlers answer from. Cheap to clone; all clones share the same state.
#[derive(Clone)]
pub struct AppContext {
    /// The database, with the clock of the server.
    pub database: Database,
    /// The dated configuration.
    pub reference: Arc<ReferenceData>,
    /// Rankings and searches of all programmes.
    pub rankings: Arc<Rankings>,
    /// Signed checkpoints of the audit log.
    pub checkpoints: Arc<CheckpointFolder>,
    /// Suggests subjects for modules of curricula.
    pub suggester: Arc<SubjectSuggester>,
    /// Verifies tokens.
    pub tokens: Tokens,
    /// The settings of the server.
    pub server: ServerSettings,
    /// Counts the requests of each caller, on all threads together.
    pub rate_limit: Arc<RateLimit>,
    /// Whether the server can do its work.
    pub readiness: Readiness,
}

impl AppContext {
    /// Rankings and searches of the caller's programme.
    ///
    /// # Errors
    /// When the caller acts in no programme, and those of opening its index.
    pub fn rankings_of(&self, caller: &Caller) -> Result<Arc<ProgrammeRankings>, Problem> {
        Ok(self.rankings.of(caller.programme()?)?)
    }

    /// The corridor of a programme.
    ///
    /// # Errors
    /// When there is no such programme, or the configuration lacks its corridor.
    pub fn corridor(&self, programme: ProgrammeId) -> Result<&Corridor, Problem> {
        Ok(self.database.read(|connection| programmes::corridor(connection, &self.reference, programme))?)
    }

    /// The current day at the destination of a programme: the day of a question that names no other.
    ///
    /// # Errors
    /// When there is no such programme, or the configuration lacks its corridor.
    pub fn today(&self, programme: ProgrammeId) -> Result<Date, Problem> {
        Ok(self.corridor(programme)?.today(self.database.clock()))
    }
}

/// Runs work that waits for a disk or occupies a processor on a thread for blocking work.
///
/// # Errors
/// Those of the work; [`ProblemKind::Internal`] when it panics.
pub async fn run_blocking<T, E>(
    context: &Data<AppContext>,
    work: impl FnOnce(&AppContext) -> Result<T, E> + Send + 'static,
) -> Result<T, Problem>
where
    T: Send + 'static,
    E: Into<Problem>,
{
    let context = context.clone();
    let result = web::block(move || work(&context).map_err(Into::into)).await;
    result.unwrap_or_else(|_| {
        tracing::error!("a piece of work broke off");
        Err(Problem::new(ProblemKind::Internal, "the work broke off; nothing half done was kept"))
    })
}
