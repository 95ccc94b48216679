//! Registers a candidate.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use candidate_profile::candidates::{NewCandidate, check_reference};
use candidate_profile::{Candidates, PersonalData, Profile};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{CandidateId, OrganisationId};
use web::{
    AppContext, Caller, CreationResponse, IdempotencyKey, InvalidField, JsonBody, Meanings, Problem, RequestBody,
    run_blocking,
};

use super::invalid_fields;
use crate::{problem_responses, schema_references};

/// A candidate to register.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCandidate)]
pub(crate) struct CreateCandidateRequest {
    /// The candidate's `id` in files, unique among those of the organisation; without one the identifier is used. A candidate
    /// who registers gives none.
    #[serde(default)]
    reference: Option<String>,
    /// The organisation that registers the candidate; without one the caller's. A candidate names none.
    #[serde(default)]
    #[schema(value_type = Option<uuid::Uuid>)]
    organisation: Option<OrganisationId>,
    /// Titles up to `declared` and languages as `declared`; of an officer who names the document seen, up to `documented`
    /// and `tested`.
    #[schema(schema_with = schema_references::stated_profile)]
    profile: Profile,
    /// Personal data. Few roles may read it, and every read is recorded in the audit log.
    #[serde(default)]
    #[schema(schema_with = schema_references::personal_data, required = false)]
    personal_data: PersonalData,
}

impl RequestBody for CreateCandidateRequest {
    fn problems(&self, meanings: &Meanings<'_>) -> Vec<InvalidField> {
        let problems = self.reference.as_deref().and_then(check_reference).into_iter();
        invalid_fields(problems.chain(self.profile.check(meanings.reference)).chain(self.personal_data.check()))
    }
}

/// A registered candidate.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RegisteredCandidate)]
pub(crate) struct CreateCandidateResponse {
    #[schema(value_type = uuid::Uuid)]
    id: CandidateId,
    /// The name that employers see.
    pseudonym: String,
    version: i64,
}

/// Registers a candidate. A request that is sent twice with the same key registers the candidate once.
#[utoipa::path(
    operation_id = "register_candidate",
    tag = "candidates",
    params(("Idempotency-Key" = Option<String>, Header, description = "any 1 to 255 visible ASCII characters, new for each registration")),
    request_body = CreateCandidateRequest,
    responses(
        (status = 201, body = CreateCandidateResponse, headers(
            ("Location" = String, description = "the address of the candidate"),
            ("ETag" = String, description = "the version"),
            ("Idempotency-Replayed" = String, description = "`true` for a response that was sent before"),
        )),
        problem_responses::Usual,
        problem_responses::Creation,
    )
)]
#[post("/candidates")]
pub(crate) async fn create_candidate(
    context: Data<AppContext>,
    caller: Caller,
    key: IdempotencyKey,
    body: JsonBody<CreateCandidateRequest>,
) -> Result<HttpResponse, Problem> {
    let response = run_blocking(&context, move |context| {
        let JsonBody { content, bytes } = body;
        let actor = &caller.0;
        let new = NewCandidate {
            programme: caller.programme()?,
            reference: content.reference,
            organisation: content.organisation,
            profile: content.profile,
            personal_data: content.personal_data,
        };
        key.create_once(&context.database, actor, "create-candidate", &bytes, |transaction| {
            let candidates = Candidates::new(&context.database, &context.reference);
            let candidate = candidates.create_within(transaction, actor, new)?;
            let registered = CreateCandidateResponse {
                id: candidate.id,
                pseudonym: candidate.pseudonym,
                version: candidate.version,
            };
            CreationResponse::new(format!("/api/v1/candidates/{}", candidate.id), candidate.version, &registered)
        })
    });
    Ok(response.await?.into_response())
}
