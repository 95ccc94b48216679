//! Health checks for monitoring.

use actix_web::web::{Data, Json};
use actix_web::{Responder, get};
use serde::Serialize;
use storage::{StorageError, events};
use utoipa::ToSchema;
use web::{AppContext, Problem, ProblemKind, run_blocking};

use crate::problem_responses;

/// The largest number of events that the index of a ready server is behind.
const MAX_EVENTS_BEHIND: i64 = 1_000;

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
    /// The position of the index in the event log.
    index_position: i64,
    /// The position of the last event.
    last_event: i64,
}

/// Whether the server is live: it responds.
#[utoipa::path(operation_id = "is_live", tag = "about", responses((status = 200, body = LiveResponse)))]
#[get("/live")]
pub(crate) async fn is_live() -> impl Responder {
    Json(LiveResponse { status: "live" })
}

/// Whether the server is ready for requests: the database is reachable and migrated, and the index follows the event log.
#[utoipa::path(operation_id = "is_ready", tag = "about", responses((status = 200, body = ReadyResponse), problem_responses::Readiness))]
#[get("/ready")]
pub(crate) async fn is_ready(context: Data<AppContext>) -> Result<impl Responder, Problem> {
    let ready = run_blocking(&context, |context| {
        context.database.check_schema().map_err(storage_not_ready)?;
        let last_event = context.database.read(events::last_position).map_err(storage_not_ready)?;
        let index_position = context.rankings.index().snapshot().position;
        match last_event - index_position {
            behind if behind > MAX_EVENTS_BEHIND => Err(not_ready(format!("the index is {behind} events behind"))),
            _ => Ok(ReadyResponse { status: "ready", index_position, last_event }),
        }
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
