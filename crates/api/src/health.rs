//! Health checks for monitoring.

use actix_web::web::{Data, Json};
use actix_web::{Responder, get};
use serde::Serialize;
use storage::{AnyConnection, StorageError, events};
use utoipa::ToSchema;
use web::{AppContext, Problem, ProblemKind, run_blocking};

use crate::problem_responses;

/// The largest number of events that an index of a ready server is behind.
const MAX_EVENTS_BEHIND: usize = 1_000;

/// The server is live.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LiveResponse {
    #[schema(example = "live")]
    status: &'static str,
}

/// The server is ready.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReadyResponse {
    #[schema(example = "ready")]
    status: &'static str,
}

/// Whether the server is live: it responds.
#[utoipa::path(operation_id = "is_live", tag = "about", responses((status = 200, body = LiveResponse)))]
#[get("/live")]
pub(crate) async fn is_live() -> impl Responder {
    Json(LiveResponse { status: "live" })
}

/// Whether the server is ready for requests: the database is reachable and migrated, and the indexes follow the event log.
#[utoipa::path(operation_id = "is_ready", tag = "about", responses((status = 200, body = ReadyResponse), problem_responses::Readiness))]
#[get("/ready")]
pub(crate) async fn is_ready(context: Data<AppContext>) -> Result<impl Responder, Problem> {
    let ready = run_blocking(&context, |context| {
        context.database.check_schema().map_err(storage_not_ready)?;
        for rankings in context.rankings.opened() {
            let Ok(index) = rankings.index() else {
                return Err(not_ready("an index is being built anew".to_owned()));
            };
            let (programme, position) = (rankings.programme(), index.snapshot().position);
            let count = |connection: &mut AnyConnection| {
                events::count_after(connection, programme, position, MAX_EVENTS_BEHIND + 1)
            };
            if context.database.read(count).map_err(storage_not_ready)? > MAX_EVENTS_BEHIND {
                return Err(not_ready("an index is far behind the changes".to_owned()));
            }
        }
        Ok(ReadyResponse { status: "ready" })
    })
    .await?;
    Ok(Json(ready))
}

fn storage_not_ready(error: StorageError) -> Problem {
    tracing::warn!(%error, "the server isn't ready");
    match error {
        StorageError::NotMigrated { .. } | StorageError::TooNew { .. } | StorageError::DevelopmentVersion { .. } => {
            not_ready(error.to_string())
        }
        _ => not_ready("the database can't be reached".to_owned()),
    }
}

fn not_ready(reason: String) -> Problem {
    Problem::new(ProblemKind::NotReady, reason).retry_after(1)
}
