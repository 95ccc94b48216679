//! A candidate's titles: assertions that are read and changed by themselves.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, put};
use candidate_profile::candidates::{CandidatePart, PartContent};
use candidate_profile::{HeldTitle, Profile};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::CandidateId;
use web::conditional::versioned;
use web::{AppContext, Caller, IfMatch, InvalidField, JsonBody, Meanings, PathId, Problem, RequestBody};

use super::{change_part, part_fields, respond_with_part};
use crate::{problem_responses, schema_references};

/// The new titles of a candidate.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TitlesChange)]
pub(crate) struct ChangeTitlesRequest {
    /// All titles that the caller states: one that they stated before and leave out is withdrawn. What others asserted stays.
    /// A status up to `declared`; of an officer who names the document seen, up to `documented`. More takes a decision of an
    /// authority or a certificate.
    #[schema(schema_with = schema_references::stated_titles)]
    titles: Vec<HeldTitle>,
}

impl RequestBody for ChangeTitlesRequest {
    fn problems(&self, meanings: &Meanings<'_>) -> Vec<InvalidField> {
        let titles = self.titles.clone();
        part_fields(Profile { titles, ..Profile::default() }.check(meanings.reference), "")
    }
}

/// A candidate's titles.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CandidateTitles)]
pub(crate) struct TitlesResponse {
    #[schema(value_type = uuid::Uuid)]
    candidate: CandidateId,
    #[schema(schema_with = schema_references::titles)]
    titles: Vec<HeldTitle>,
}

/// A candidate's titles, each with its status, its source and how long it holds.
#[utoipa::path(
    operation_id = "get_titles",
    tag = "candidates",
    params(("id" = uuid::Uuid, Path, description = "the candidate")),
    responses(
        (status = 200, body = TitlesResponse, headers(("ETag" = String, description = "the version of the titles"))),
        (status = 304, description = "it is the version of `If-None-Match`"),
        problem_responses::Usual,
        problem_responses::NotFound,
    )
)]
#[get("/candidates/{id}/titles")]
pub(crate) async fn get_titles(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<CandidateId>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    respond_with_part(&context, &request, caller, id.0, CandidatePart::Titles, |candidate| TitlesResponse {
        candidate: candidate.id,
        titles: candidate.profile.titles,
    })
    .await
}

/// Replaces the titles that the caller stated of a candidate, based on the version of the titles that was seen; changes of other
/// parts don't collide. What others asserted stays.
#[utoipa::path(
    operation_id = "change_titles",
    tag = "candidates",
    params(
        ("id" = uuid::Uuid, Path, description = "the candidate"),
        ("If-Match" = String, Header, description = "the `ETag` of the titles that were seen", example = "\"v3\""),
    ),
    request_body = ChangeTitlesRequest,
    responses(
        (status = 200, body = TitlesResponse, headers(("ETag" = String, description = "the new version of the titles"))),
        problem_responses::Usual,
        problem_responses::NotFound,
        problem_responses::Body,
        problem_responses::State,
        problem_responses::Versions,
    )
)]
#[put("/candidates/{id}/titles")]
pub(crate) async fn change_titles(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<CandidateId>,
    version: IfMatch,
    body: JsonBody<ChangeTitlesRequest>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let content = PartContent::Titles(body.content.titles);
    let candidate = change_part(&context, caller, id.0, version.0, content).await?;
    let version = candidate.versions.titles;
    Ok(versioned(&request, version, &TitlesResponse { candidate: candidate.id, titles: candidate.profile.titles }))
}
