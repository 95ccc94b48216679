//! Health checks for monitoring.

use actix_web::http::header;
use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, Responder, get};
use serde::Serialize;
use utoipa::ToSchema;
use web::problem::MEDIA_TYPE;
use web::{AppContext, FailedCheck, ProblemKind};

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

/// The server isn't ready: a problem with the checks that failed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NotReadyProblem {
    /// The kind of problem, an address on this server.
    #[serde(rename = "type")]
    #[schema(example = "/problems/not-ready")]
    kind: String,
    /// The title of the kind.
    title: &'static str,
    /// The status of the response.
    #[schema(example = 503)]
    status: u16,
    /// The reasons of all failed checks, in one sentence.
    detail: String,
    /// The checks that failed.
    failed: Vec<FailedCheck>,
}

/// Whether the server is live: it responds.
#[utoipa::path(operation_id = "is_live", tag = "about", responses((status = 200, body = LiveResponse)))]
#[get("/live")]
pub(crate) async fn is_live() -> impl Responder {
    Json(LiveResponse { status: "live" })
}

/// Whether the server is ready for requests: the database answers and takes writes, there is space on the disk, the indexes
/// follow the event log, and all threads run. It answers within a second, and says which check failed.
#[utoipa::path(operation_id = "is_ready", tag = "about", responses(
    (status = 200, body = ReadyResponse),
    (status = 503, body = NotReadyProblem, content_type = "application/problem+json", description = "Some checks failed; `failed` has them."),
))]
#[get("/ready")]
pub(crate) async fn is_ready(context: Data<AppContext>) -> HttpResponse {
    let failed = context.readiness.failed().await;
    if failed.is_empty() {
        return HttpResponse::Ok().json(ReadyResponse { status: "ready" });
    }
    let kind = ProblemKind::NotReady;
    let reasons: Vec<&str> = failed.iter().map(|check| check.reason.as_str()).collect();
    let problem = NotReadyProblem {
        kind: kind.type_uri(),
        title: kind.title(),
        status: kind.status(),
        detail: reasons.join("; "),
        failed,
    };
    HttpResponse::ServiceUnavailable()
        .insert_header((header::RETRY_AFTER, "1"))
        .content_type(MEDIA_TYPE)
        .json(problem)
}
