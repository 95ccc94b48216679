//! One decision, and those of a candidate.

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, Responder, get};
use candidate_profile::Candidates;
use vocabulary::{AuthorityDecisionId, CandidateId};
use web::conditional::versioned;
use web::{AppContext, Caller, PathId, Problem, run_blocking};

use super::DecisionResponse;
use crate::problem_responses;

/// One decision of an authority. The reading is noted in the audit log.
#[utoipa::path(
    operation_id = "get_authority_decision",
    tag = "candidates",
    params(("id" = uuid::Uuid, Path, description = "the decision")),
    responses(
        (status = 200, body = DecisionResponse, headers(("ETag" = String, description = "its version"))),
        (status = 304, description = "it is the version of `If-None-Match`"),
        problem_responses::Usual,
        problem_responses::NotFound,
    )
)]
#[get("/authority-decisions/{id}")]
pub(crate) async fn get_decision(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<AuthorityDecisionId>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let decision = run_blocking(&context, move |context| {
        Candidates::new(&context.database, &context.reference).get_decision(&caller.0, id.0)
    })
    .await?;
    Ok(versioned(&request, decision.version(), &DecisionResponse::from(decision)))
}

/// The decisions of authorities on a candidate's titles, in the order of entry. The reading is noted in the audit log.
#[utoipa::path(
    operation_id = "get_decisions_of_candidate",
    tag = "candidates",
    params(("id" = uuid::Uuid, Path, description = "the candidate")),
    responses((status = 200, body = Vec<DecisionResponse>), problem_responses::Usual, problem_responses::NotFound)
)]
#[get("/candidates/{id}/authority-decisions")]
pub(crate) async fn get_decisions_of_candidate(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<CandidateId>,
) -> Result<impl Responder, Problem> {
    let decisions = run_blocking(&context, move |context| {
        Candidates::new(&context.database, &context.reference).decisions_of(&caller.0, id.0)
    })
    .await?;
    Ok(Json(decisions.into_iter().map(DecisionResponse::from).collect::<Vec<_>>()))
}
