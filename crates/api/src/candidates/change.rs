//! Replacing what is known of somebody.

use actix_web::{HttpRequest, HttpResponse, put};
use candidate_profile::candidates::Change;
use candidate_profile::{Candidates, PersonalData, Profile};
use serde::Deserialize;
use utoipa::ToSchema;
use vocabulary::CandidateId;

use super::ChangeCandidateResponse;
use crate::body::JsonBody;
use crate::caller::Caller;
use crate::id::Id;
use crate::problem::{self, Problem};
use crate::schema_of;
use crate::shared::{Shared, run_blocking};
use crate::version::{IfMatch, versioned};

/// What is known of somebody from now on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CandidateChange)]
pub(crate) struct ChangeCandidateRequest {
    /// The whole profile: what is left out is unknown from now on.
    #[schema(schema_with = schema_of::profile)]
    profile: Profile,
    /// Who they are, as a whole; left out, it stays as it is.
    #[serde(default)]
    #[schema(schema_with = schema_of::personal_data, required = false)]
    personal_data: Option<PersonalData>,
}

/// Replaces what is known of a candidate, from the version that was seen. What a certificate asserts stays.
#[utoipa::path(
    operation_id = "change_candidate",
    tag = "candidates",
    params(
        ("id" = uuid::Uuid, Path, description = "the candidate"),
        ("If-Match" = String, Header, description = "the `ETag` of the version that was seen", example = "\"v3\""),
    ),
    request_body = ChangeCandidateRequest,
    responses(
        (status = 200, body = ChangeCandidateResponse, headers(("ETag" = String, description = "the new version"))),
        problem::Usual,
        problem::NotFound,
        problem::Body,
        problem::State,
        problem::Versions,
    )
)]
#[put("/candidates/{id}")]
pub(crate) async fn change(
    api: Shared,
    caller: Caller,
    id: Id<CandidateId>,
    seen: IfMatch,
    new: JsonBody<ChangeCandidateRequest>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let ChangeCandidateRequest { profile, personal_data } = new.content;
    let change = Change { profile: Some(profile), personal_data };
    let changed = run_blocking(&api, move |api| {
        Candidates::new(&api.database, &api.reference).change(&caller.0, id.0, seen.0, change)
    });
    let changed = ChangeCandidateResponse::new(changed.await?);
    Ok(versioned(&request, changed.version(), &changed))
}
