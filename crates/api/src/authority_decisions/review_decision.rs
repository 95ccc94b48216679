//! Confirms and refuses decisions of authorities.

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, Responder, post};
use candidate_profile::{Candidates, DecisionTransition};
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::{AuthorityDecisionId, DecisionFileId};
use web::conditional::versioned;
use web::{AppContext, Caller, IfMatch, OptionalIfMatch, PathId, Problem, run_blocking};

use super::DecisionResponse;
use crate::problem_responses;

/// Confirms a decision that somebody else entered. It gives the title its status from now on.
#[utoipa::path(
    operation_id = "confirm_authority_decision",
    tag = "candidates",
    params(
        ("id" = uuid::Uuid, Path, description = "the decision"),
        ("If-Match" = String, Header, description = "the `ETag` of the version that was seen", example = "\"v1\""),
    ),
    responses(
        (status = 200, body = DecisionResponse, headers(("ETag" = String, description = "the new version"))),
        problem_responses::Usual,
        problem_responses::NotFound,
        problem_responses::State,
        problem_responses::Versions,
    )
)]
#[post("/authority-decisions/{id}/confirm")]
pub(crate) async fn confirm_decision(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<AuthorityDecisionId>,
    version: IfMatch,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    review(&context, caller, id, version, request, DecisionTransition::Confirm).await
}

/// Refuses a decision, which won't count: it was entered by mistake, or couldn't be verified.
#[utoipa::path(
    operation_id = "refuse_authority_decision",
    tag = "candidates",
    params(
        ("id" = uuid::Uuid, Path, description = "the decision"),
        ("If-Match" = String, Header, description = "the `ETag` of the version that was seen", example = "\"v1\""),
    ),
    responses(
        (status = 200, body = DecisionResponse, headers(("ETag" = String, description = "the new version"))),
        problem_responses::Usual,
        problem_responses::NotFound,
        problem_responses::State,
        problem_responses::Versions,
    )
)]
#[post("/authority-decisions/{id}/refuse")]
pub(crate) async fn refuse_decision(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<AuthorityDecisionId>,
    version: IfMatch,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    review(&context, caller, id, version, request, DecisionTransition::Refuse).await
}

async fn review(
    context: &Data<AppContext>,
    caller: Caller,
    id: PathId<AuthorityDecisionId>,
    version: IfMatch,
    request: HttpRequest,
    transition: DecisionTransition,
) -> Result<HttpResponse, Problem> {
    let decision = run_blocking(context, move |context| {
        let candidates = Candidates::new(&context.database, &context.reference);
        candidates.review_decision(&caller.0, id.0, version.0, transition)
    })
    .await?;
    Ok(versioned(&request, decision.version(), &DecisionResponse::from(decision)))
}

/// The confirmed decisions of a file.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ConfirmedDecisionFile)]
pub(crate) struct ConfirmDecisionFileResponse {
    /// The file.
    #[schema(value_type = uuid::Uuid)]
    file: DecisionFileId,
    /// How many decisions were confirmed.
    confirmed: usize,
}

/// Confirms all decisions of a file that wait, whether it was a file of decisions or of candidates. Somebody else than who
/// imported it confirms it.
#[utoipa::path(
    operation_id = "confirm_authority_decision_file",
    tag = "candidates",
    params(("id" = uuid::Uuid, Path, description = "the file")),
    responses(
        (status = 200, body = ConfirmDecisionFileResponse),
        problem_responses::Usual,
        problem_responses::NotFound,
        problem_responses::State,
        problem_responses::OptionalVersions,
    )
)]
#[post("/authority-decision-files/{id}/confirm")]
pub(crate) async fn confirm_decision_file(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<DecisionFileId>,
    version: OptionalIfMatch,
) -> Result<impl Responder, Problem> {
    let file = id.0;
    let confirmed = run_blocking(&context, move |context| {
        let candidates = Candidates::new(&context.database, &context.reference);
        Ok::<_, Problem>(candidates.confirm_decision_file(&caller.0, caller.programme()?, file, version.0)?)
    })
    .await?;
    Ok(Json(ConfirmDecisionFileResponse { file, confirmed }))
}
