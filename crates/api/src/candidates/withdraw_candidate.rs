//! Withdraws a candidate.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use vocabulary::CandidateId;
use web::{AppContext, Caller, PathId, Problem};

use super::{CandidateResponse, respond_with_candidate};
use crate::problem_responses;

/// Withdraws a candidate, who is no longer ranked, counted or shown. A withdrawn candidate stays withdrawn.
#[utoipa::path(
    operation_id = "withdraw_candidate",
    tag = "candidates",
    params(("id" = uuid::Uuid, Path, description = "the candidate")),
    responses((status = 200, body = CandidateResponse), problem_responses::Usual, problem_responses::NotFound)
)]
#[post("/candidates/{id}/withdraw")]
pub(crate) async fn withdraw_candidate(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<CandidateId>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    respond_with_candidate(&context, &request, move |candidates| candidates.withdraw(&caller.0, id.0)).await
}
