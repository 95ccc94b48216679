//! The context that all handlers share.

use std::sync::Arc;

use access::Tokens;
use actix_web::web::{self, Data};
use chrono::{DateTime, Local, Utc};
use ranking::rankings::Rankings;
use reference_data::ReferenceData;
use storage::Database;
use training_harmonisation::SubjectSuggester;
use vocabulary::Date;

use crate::problem::{Problem, ProblemKind};
use crate::rate_limit::RateLimit;
use crate::server_settings::ServerSettings;

/// What handlers answer from. Cheap to clone; all clones share the same state.
#[derive(Clone)]
pub struct AppContext {
    /// The database.
    pub database: Database,
    /// The dated configuration.
    pub reference: Arc<ReferenceData>,
    /// Rankings and searches.
    pub rankings: Arc<Rankings>,
    /// Suggests subjects for modules of curricula.
    pub suggester: Arc<SubjectSuggester>,
    /// Verifies tokens.
    pub tokens: Tokens,
    /// The settings of the server.
    pub server: ServerSettings,
    /// Counts the requests of each caller, on all threads together.
    pub rate_limit: Arc<RateLimit>,
    /// The current time: `Utc::now`, except in tests.
    pub clock: fn() -> DateTime<Utc>,
}

impl AppContext {
    /// The current day in the local time zone.
    pub fn today(&self) -> Date {
        (self.clock)().with_timezone(&Local).date_naive()
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
