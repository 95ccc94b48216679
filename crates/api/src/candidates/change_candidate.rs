//! Replaces a candidate's profile.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, put};
use candidate_profile::candidates::Change;
use candidate_profile::{PersonalData, Profile};
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;
use vocabulary::CandidateId;
use web::{AppContext, Caller, IfMatch, InvalidField, JsonBody, Meanings, PathId, Problem, RequestBody};

use super::{CandidateResponse, invalid_fields, respond_with_candidate};
use crate::{problem_responses, schema_references};

/// The new content of a candidate.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CandidateChange)]
pub(crate) struct ChangeCandidateRequest {
    /// The whole profile: fields that are left out become unknown. Titles and languages are those that the caller states.
    #[schema(schema_with = schema_references::stated_profile)]
    profile: Profile,
    /// All personal data; left out, it stays unchanged.
    #[serde(default, deserialize_with = "given")]
    #[schema(schema_with = schema_references::personal_data, required = false)]
    personal_data: Option<PersonalData>,
}

impl RequestBody for ChangeCandidateRequest {
    fn problems(&self, meanings: &Meanings<'_>) -> Vec<InvalidField> {
        let personal_data = self.personal_data.iter().flat_map(PersonalData::check);
        invalid_fields(self.profile.check(meanings.reference).into_iter().chain(personal_data))
    }
}

/// Reads personal data that may be left out, and not be null, which would say neither that they stay nor that they go.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<PersonalData>, D::Error> {
    PersonalData::deserialize(deserializer).map(Some)
}

/// Replaces a candidate's profile, based on the version that was seen; of titles and languages those that the caller stated. What
/// others asserted stays.
#[utoipa::path(
    operation_id = "change_candidate",
    tag = "candidates",
    params(
        ("id" = uuid::Uuid, Path, description = "the candidate"),
        ("If-Match" = String, Header, description = "the `ETag` of the version that was seen", example = "\"v3\""),
    ),
    request_body = ChangeCandidateRequest,
    responses(
        (status = 200, body = CandidateResponse, headers(("ETag" = String, description = "the new version"))),
        problem_responses::Usual,
        problem_responses::NotFound,
        problem_responses::Body,
        problem_responses::State,
        problem_responses::Versions,
    )
)]
#[put("/candidates/{id}")]
pub(crate) async fn change_candidate(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<CandidateId>,
    version: IfMatch,
    body: JsonBody<ChangeCandidateRequest>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let ChangeCandidateRequest { profile, personal_data } = body.content;
    let change = Change { profile: Some(profile), personal_data };
    respond_with_candidate(&context, &request, move |candidates| {
        candidates.change(&caller.0, id.0, version.0, change)
    })
    .await
}
