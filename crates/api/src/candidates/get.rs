//! One candidate.

use actix_web::{HttpRequest, HttpResponse, get};
use candidate_profile::Candidates;
use vocabulary::CandidateId;

use super::CandidateResponse;
use crate::caller::Caller;
use crate::id::Id;
use crate::problem::{self, Problem};
use crate::shared::{Shared, run_blocking};
use crate::version::versioned;

/// What is known of one candidate, and not who they are.
#[utoipa::path(
    operation_id = "get_candidate",
    tag = "candidates",
    params(("id" = uuid::Uuid, Path, description = "the candidate")),
    responses(
        (status = 200, body = CandidateResponse, headers(("ETag" = String, description = "their version"))),
        (status = 304, description = "it is the version of `If-None-Match`"),
        problem::Usual,
        problem::NotFound,
    )
)]
#[get("/candidates/{id}")]
pub(crate) async fn get(
    api: Shared,
    caller: Caller,
    id: Id<CandidateId>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let read = move |api: &crate::Api| Candidates::new(&api.database, &api.reference).get(&caller.0, id.0);
    let candidate = run_blocking(&api, read).await?;
    Ok(versioned(&request, candidate.version, &CandidateResponse::from(candidate)))
}
