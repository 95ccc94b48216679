//! A candidate's languages: assertions that are read and changed by themselves.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, put};
use candidate_profile::candidates::{CandidatePart, PartContent};
use candidate_profile::{KnownLanguage, Profile};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::CandidateId;
use web::conditional::versioned;
use web::{AppContext, Caller, IfMatch, InvalidField, JsonBody, Meanings, PathId, Problem, RequestBody};

use super::{change_part, part_fields, respond_with_part};
use crate::{problem_responses, schema_references};

/// The new languages of a candidate.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LanguagesChange)]
pub(crate) struct ChangeLanguagesRequest {
    /// All languages that the caller states: one that they stated before and leave out is withdrawn. What others asserted stays.
    /// The evidence is `declared`; of an officer who names the document seen, up to `tested`.
    #[schema(schema_with = schema_references::stated_languages)]
    languages: Vec<KnownLanguage>,
    /// Whether the candidate knows no other languages.
    #[serde(default)]
    languages_complete: bool,
}

impl RequestBody for ChangeLanguagesRequest {
    fn problems(&self, meanings: &Meanings<'_>) -> Vec<InvalidField> {
        let languages = self.languages.clone();
        part_fields(Profile { languages, ..Profile::default() }.check(meanings.reference), "")
    }
}

/// A candidate's languages.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CandidateLanguages)]
pub(crate) struct LanguagesResponse {
    #[schema(value_type = uuid::Uuid)]
    candidate: CandidateId,
    #[schema(schema_with = schema_references::languages)]
    languages: Vec<KnownLanguage>,
    /// Whether the candidate knows no other languages.
    languages_complete: bool,
}

impl LanguagesResponse {
    fn from(candidate: CandidateId, profile: Profile) -> Self {
        Self { candidate, languages: profile.languages, languages_complete: profile.languages_complete }
    }
}

/// A candidate's languages, each with its level, its evidence, its source and how long it holds.
#[utoipa::path(
    operation_id = "get_languages",
    tag = "candidates",
    params(("id" = uuid::Uuid, Path, description = "the candidate")),
    responses(
        (status = 200, body = LanguagesResponse, headers(("ETag" = String, description = "the version of the languages"))),
        (status = 304, description = "it is the version of `If-None-Match`"),
        problem_responses::Usual,
        problem_responses::NotFound,
    )
)]
#[get("/candidates/{id}/languages")]
pub(crate) async fn get_languages(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<CandidateId>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    respond_with_part(&context, &request, caller, id.0, CandidatePart::Languages, |candidate| {
        LanguagesResponse::from(candidate.id, candidate.profile)
    })
    .await
}

/// Replaces the languages that the caller stated of a candidate, based on the version of the languages that was seen; changes of
/// other parts don't collide. What others asserted stays.
#[utoipa::path(
    operation_id = "change_languages",
    tag = "candidates",
    params(
        ("id" = uuid::Uuid, Path, description = "the candidate"),
        ("If-Match" = String, Header, description = "the `ETag` of the languages that were seen", example = "\"v3\""),
    ),
    request_body = ChangeLanguagesRequest,
    responses(
        (status = 200, body = LanguagesResponse, headers(("ETag" = String, description = "the new version of the languages"))),
        problem_responses::Usual,
        problem_responses::NotFound,
        problem_responses::Body,
        problem_responses::State,
        problem_responses::Versions,
    )
)]
#[put("/candidates/{id}/languages")]
pub(crate) async fn change_languages(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<CandidateId>,
    version: IfMatch,
    body: JsonBody<ChangeLanguagesRequest>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let ChangeLanguagesRequest { languages, languages_complete: complete } = body.content;
    let content = PartContent::Languages { languages, complete };
    let candidate = change_part(&context, caller, id.0, version.0, content).await?;
    let response = LanguagesResponse::from(candidate.id, candidate.profile);
    Ok(versioned(&request, candidate.versions.languages, &response))
}
