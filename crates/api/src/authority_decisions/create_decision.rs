//! Enters a decision of an authority.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use candidate_profile::{Candidates, DecisionState, StatedDecision};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{AuthorityDecisionId, CandidateId, Code, Date, TitleStatus};
use web::{
    AppContext, Caller, CreationResponse, IdempotencyKey, InvalidField, JsonBody, Meanings, PathId, Problem,
    RequestBody, run_blocking,
};

use crate::{problem_responses, schema_references};

/// A decision of an authority to enter.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewAuthorityDecision)]
pub(crate) struct CreateDecisionRequest {
    /// The title on which it was decided.
    #[schema(value_type = String, example = "nurse-general-care")]
    title: Code,
    /// What was decided: a procedure of the corridor that an authority decides. It gives the title its status.
    #[schema(example = "visum")]
    kind: String,
    /// The authority: its code, or its name in one of the languages.
    #[schema(example = "fps-health")]
    authority: String,
    /// The authority's reference of the decision.
    reference: String,
    /// The day of the decision, today or before.
    decided_on: Date,
}

impl CreateDecisionRequest {
    fn stated(&self) -> StatedDecision {
        StatedDecision {
            title: self.title.clone(),
            kind: self.kind.clone(),
            authority: self.authority.clone(),
            decided_on: self.decided_on,
            reference: self.reference.clone(),
        }
    }
}

impl RequestBody for CreateDecisionRequest {
    fn problems(&self, meanings: &Meanings<'_>) -> Vec<InvalidField> {
        let problems = self.stated().check(meanings.reference, meanings.corridor, meanings.today);
        problems.into_iter().map(InvalidField::from).collect()
    }
}

/// A decision that was entered.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EnteredAuthorityDecision)]
pub(crate) struct CreateDecisionResponse {
    #[schema(value_type = uuid::Uuid)]
    id: AuthorityDecisionId,
    /// The status that it gives the title when it is confirmed.
    #[schema(schema_with = schema_references::title_status)]
    status: TitleStatus,
    /// `entered`: it waits for confirmation.
    #[schema(schema_with = schema_references::decision_state)]
    state: DecisionState,
    version: i64,
}

/// Enters a decision of an authority on a title of a candidate. It counts when another officer has confirmed it. A request that
/// is sent twice with the same key enters it once.
#[utoipa::path(
    operation_id = "enter_authority_decision",
    tag = "candidates",
    params(
        ("id" = uuid::Uuid, Path, description = "the candidate"),
        ("Idempotency-Key" = Option<String>, Header, description = "any 1 to 255 visible ASCII characters, new for each decision"),
    ),
    request_body = CreateDecisionRequest,
    responses(
        (status = 201, body = CreateDecisionResponse, headers(
            ("Location" = String, description = "the address of the decision"),
            ("ETag" = String, description = "its version"),
            ("Idempotency-Replayed" = String, description = "`true` for a response that was sent before"),
        )),
        problem_responses::Usual,
        problem_responses::NotFound,
        problem_responses::Creation,
    )
)]
#[post("/candidates/{id}/authority-decisions")]
pub(crate) async fn create_decision(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<CandidateId>,
    key: IdempotencyKey,
    body: JsonBody<CreateDecisionRequest>,
) -> Result<HttpResponse, Problem> {
    let response = run_blocking(&context, move |context| {
        let JsonBody { content, bytes } = body;
        let stated = content.stated();
        let operation = format!("enter-authority-decision {}", id.0);
        key.create_once(&context.database, &caller.0, &operation, &bytes, |transaction| {
            let candidates = Candidates::new(&context.database, &context.reference);
            let decision = candidates.enter_decision_within(transaction, &caller.0, id.0, &stated)?;
            let (id, version) = (decision.id, decision.version());
            let created =
                CreateDecisionResponse { id, status: decision.decision.status, state: decision.state, version };
            CreationResponse::new(format!("/api/v1/authority-decisions/{id}"), version, &created)
        })
    });
    Ok(response.await?.into_response())
}
