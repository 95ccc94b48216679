//! A candidate's preferences: the profile without titles and languages, read and changed by itself.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, put};
use candidate_profile::Profile;
use candidate_profile::candidates::{CandidatePart, PartContent};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::CandidateId;
use web::conditional::versioned;
use web::{AppContext, Caller, IfMatch, InvalidField, JsonBody, Meanings, PathId, Problem, RequestBody};

use super::{change_part, part_fields, respond_with_part};
use crate::{problem_responses, schema_references};

/// The new preferences of a candidate.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PreferencesChange)]
pub(crate) struct ChangePreferencesRequest {
    /// The profile without titles and languages: fields that are left out become unknown.
    #[schema(schema_with = schema_references::stated_profile)]
    preferences: Profile,
}

impl RequestBody for ChangePreferencesRequest {
    fn problems(&self, meanings: &Meanings<'_>) -> Vec<InvalidField> {
        part_fields(self.preferences.check(meanings.reference), "preferences.")
    }
}

/// A candidate's preferences.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CandidatePreferences)]
pub(crate) struct PreferencesResponse {
    #[schema(value_type = uuid::Uuid)]
    candidate: CandidateId,
    #[schema(schema_with = schema_references::profile)]
    preferences: Profile,
}

/// A candidate's preferences: experience, wishes, availability, consent; the profile without titles and languages.
#[utoipa::path(
    operation_id = "get_preferences",
    tag = "candidates",
    params(("id" = uuid::Uuid, Path, description = "the candidate")),
    responses(
        (status = 200, body = PreferencesResponse, headers(("ETag" = String, description = "the version of the preferences"))),
        (status = 304, description = "it is the version of `If-None-Match`"),
        problem_responses::Usual,
        problem_responses::NotFound,
    )
)]
#[get("/candidates/{id}/preferences")]
pub(crate) async fn get_preferences(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<CandidateId>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    respond_with_part(&context, &request, caller, id.0, CandidatePart::Preferences, |candidate| PreferencesResponse {
        candidate: candidate.id,
        preferences: candidate.profile.preferences(),
    })
    .await
}

/// Replaces a candidate's preferences, based on the version of the preferences that was seen; changes of other parts don't
/// collide.
#[utoipa::path(
    operation_id = "change_preferences",
    tag = "candidates",
    params(
        ("id" = uuid::Uuid, Path, description = "the candidate"),
        ("If-Match" = String, Header, description = "the `ETag` of the preferences that were seen", example = "\"v3\""),
    ),
    request_body = ChangePreferencesRequest,
    responses(
        (status = 200, body = PreferencesResponse, headers(("ETag" = String, description = "the new version of the preferences"))),
        problem_responses::Usual,
        problem_responses::NotFound,
        problem_responses::Body,
        problem_responses::State,
        problem_responses::Versions,
    )
)]
#[put("/candidates/{id}/preferences")]
pub(crate) async fn change_preferences(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<CandidateId>,
    version: IfMatch,
    body: JsonBody<ChangePreferencesRequest>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let content = PartContent::Preferences(body.content.preferences);
    let candidate = change_part(&context, caller, id.0, version.0, content).await?;
    let response = PreferencesResponse { candidate: candidate.id, preferences: candidate.profile.preferences() };
    Ok(versioned(&request, candidate.versions.preferences, &response))
}
