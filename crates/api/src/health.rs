//! Whether the server lives, and whether it can be asked.

use actix_web::{Responder, get, web};
use serde::Serialize;
use storage::events;
use utoipa::ToSchema;

use crate::problem::{self, Problem, ProblemKind};
use crate::shared::{Shared, run_blocking};

/// How many events the index may be behind before the server is said to be not ready.
const BEHIND: i64 = 1_000;

/// A server that lives.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LiveResponse {
    #[schema(example = "live")]
    status: &'static str,
}

/// A server that can be asked.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReadyResponse {
    #[schema(example = "ready")]
    status: &'static str,
    /// Where the index is in the log of events.
    index_position: i64,
    /// The last event.
    last_event: i64,
}

/// Whether the server lives: it answers.
#[utoipa::path(operation_id = "is_live", tag = "about", responses((status = 200, body = LiveResponse)))]
#[get("/live")]
pub(crate) async fn live() -> impl Responder {
    web::Json(LiveResponse { status: "live" })
}

/// Whether the server can be asked: the database is reached and migrated, and the index follows the events.
#[utoipa::path(operation_id = "is_ready", tag = "about", responses((status = 200, body = ReadyResponse), problem::Readiness))]
#[get("/ready")]
pub(crate) async fn ready(api: Shared) -> Result<impl Responder, Problem> {
    let ready = run_blocking(&api, |api| {
        let not_ready = |why: String| Problem::new(ProblemKind::NotReady, why).retry_after(1);
        let unfit = |error: storage::StorageError| {
            tracing::warn!(%error, "the server isn't ready");
            match error {
                storage::StorageError::NotMigrated { .. }
                | storage::StorageError::TooNew { .. }
                | storage::StorageError::DevelopmentVersion { .. } => not_ready(error.to_string()),
                _ => not_ready("the database can't be reached".to_owned()),
            }
        };
        api.database.check_schema().map_err(unfit)?;
        let last_event = api.database.read(events::last_position).map_err(unfit)?;
        let index_position = api.rankings.index().snapshot().position;
        match last_event - index_position {
            behind if behind > BEHIND => Err(not_ready(format!("the index is {behind} events behind"))),
            _ => Ok(ReadyResponse { status: "ready", index_position, last_event }),
        }
    })
    .await?;
    Ok(web::Json(ready))
}
