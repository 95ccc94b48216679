//! Registering somebody.

use actix_web::{HttpResponse, post};
use candidate_profile::candidates::NewCandidate;
use candidate_profile::{Candidates, PersonalData, Profile};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{CandidateId, OrganisationId, ProgrammeId};

use super::DowngradeResponse;
use crate::body::JsonBody;
use crate::caller::Caller;
use crate::idempotency::{CreationResponse, IdempotencyKey};
use crate::problem::{self, Problem};
use crate::programme::programme;
use crate::schema_of;
use crate::shared::{Shared, run_blocking};

/// Somebody to be registered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCandidate)]
pub(crate) struct CreateCandidateRequest {
    /// The programme; without one the caller's own, else the first one.
    #[serde(default)]
    #[schema(value_type = Option<uuid::Uuid>)]
    programme: Option<ProgrammeId>,
    /// Their `id` in files, unique in the programme; without one their identifier serves.
    #[serde(default)]
    reference: Option<String>,
    /// The organisation that brings them; without one the caller's.
    #[serde(default)]
    #[schema(value_type = Option<uuid::Uuid>)]
    organisation: Option<OrganisationId>,
    #[schema(schema_with = schema_of::profile)]
    profile: Profile,
    /// Who they are; read by few, and every reading is noted.
    #[serde(default)]
    #[schema(schema_with = schema_of::personal_data, required = false)]
    personal_data: PersonalData,
}

/// Somebody who was registered.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RegisteredCandidate)]
pub(crate) struct CreateCandidateResponse {
    #[schema(value_type = uuid::Uuid)]
    id: CandidateId,
    /// The name under which employers see them.
    pseudonym: String,
    version: i64,
    /// Statuses that were taken as lower ones, since only an agency may state more.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    downgrades: Vec<DowngradeResponse>,
}

/// Registers somebody. JsonBody twice with the same key, it registers them once.
#[utoipa::path(
    operation_id = "register_candidate",
    tag = "candidates",
    params(("Idempotency-IdempotencyKey" = Option<String>, Header, description = "any 1 to 255 visible ASCII characters, new for each registration")),
    request_body = CreateCandidateRequest,
    responses(
        (status = 201, body = CreateCandidateResponse, headers(
            ("Location" = String, description = "where they are"),
            ("ETag" = String, description = "their version"),
            ("Idempotency-Replayed" = String, description = "`true` where the key was answered before"),
        )),
        problem::Usual,
        problem::Creation,
    )
)]
#[post("/candidates")]
pub(crate) async fn create(
    api: Shared,
    caller: Caller,
    key: IdempotencyKey,
    new: JsonBody<CreateCandidateRequest>,
) -> Result<HttpResponse, Problem> {
    let answer = run_blocking(&api, move |api| {
        let JsonBody { content: new, bytes } = new;
        let actor = &caller.0;
        let new = NewCandidate {
            programme: programme(&api.database, actor, new.programme)?,
            reference: new.reference,
            organisation: new.organisation,
            profile: new.profile,
            personal_data: new.personal_data,
        };
        key.once(&api.database, actor, "create-candidate", &bytes, |transaction| {
            let candidates = Candidates::new(&api.database, &api.reference);
            let (candidate, downgrades) = candidates.create_within(transaction, actor, new)?;
            let registered = CreateCandidateResponse {
                id: candidate.id,
                pseudonym: candidate.pseudonym,
                version: candidate.version,
                downgrades: downgrades.into_iter().map(DowngradeResponse::from).collect(),
            };
            CreationResponse::new(format!("/api/v1/candidates/{}", candidate.id), candidate.version, &registered)
        })
    })
    .await?;
    Ok(answer.response())
}
