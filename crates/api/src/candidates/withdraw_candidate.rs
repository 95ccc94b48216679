//! Withdraws a candidate.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use vocabulary::CandidateId;
use web::{AppContext, Caller, OptionalIfMatch, PathId, Problem};

use super::{CandidateResponse, respond_with_candidate};
use crate::problem_responses;

/// Withdraws a candidate, who is no longer ranked, counted or shown. A withdrawn candidate stays withdrawn.
#[utoipa::path(
    operation_id = "withdraw_candidate",
    tag = "candidates",
    params(
        ("id" = uuid::Uuid, Path, description = "the candidate"),
        ("If-Match" = Option<String>, Header, description = "the `ETag` of the version that was seen; not needed", example = "\"v3\""),
    ),
    responses(
        (status = 200, body = CandidateResponse, headers(("ETag" = String, description = "the new version"))),
        problem_responses::Usual,
        problem_responses::NotFound,
        problem_responses::OptionalVersions,
    )
)]
#[post("/candidates/{id}/withdraw")]
pub(crate) async fn withdraw_candidate(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<CandidateId>,
    version: OptionalIfMatch,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    respond_with_candidate(&context, &request, move |candidates| candidates.withdraw(&caller.0, id.0, version.0))
        .await
}
