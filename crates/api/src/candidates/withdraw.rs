//! Taking somebody out.

use actix_web::{HttpRequest, HttpResponse, post};
use candidate_profile::Candidates;
use vocabulary::CandidateId;

use super::CandidateResponse;
use crate::caller::Caller;
use crate::id::Id;
use crate::problem::{self, Problem};
use crate::shared::{Shared, run_blocking};
use crate::version::versioned;

/// Takes somebody out: they are no longer ranked, counted or shown. Whoever is out already stays out.
#[utoipa::path(
    operation_id = "withdraw_candidate",
    tag = "candidates",
    params(("id" = uuid::Uuid, Path, description = "the candidate")),
    responses((status = 200, body = CandidateResponse), problem::Usual, problem::NotFound)
)]
#[post("/candidates/{id}/withdraw")]
pub(crate) async fn withdraw(
    api: Shared,
    caller: Caller,
    id: Id<CandidateId>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let act = move |api: &crate::Api| Candidates::new(&api.database, &api.reference).withdraw(&caller.0, id.0);
    let candidate = run_blocking(&api, act).await?;
    Ok(versioned(&request, candidate.version, &CandidateResponse::from(candidate)))
}
