//! Returns one candidate.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use vocabulary::CandidateId;
use web::{AppContext, Caller, PathId, Problem};

use super::{CandidateResponse, respond_with_candidate};
use crate::problem_responses;

/// One candidate without personal data.
#[utoipa::path(
    operation_id = "get_candidate",
    tag = "candidates",
    params(("id" = uuid::Uuid, Path, description = "the candidate")),
    responses(
        (status = 200, body = CandidateResponse, headers(("ETag" = String, description = "their version"))),
        (status = 304, description = "it is the version of `If-None-Match`"),
        problem_responses::Usual,
        problem_responses::NotFound,
    )
)]
#[get("/candidates/{id}")]
pub(crate) async fn get_candidate(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<CandidateId>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    respond_with_candidate(&context, &request, move |candidates| candidates.get(&caller.0, id.0)).await
}
