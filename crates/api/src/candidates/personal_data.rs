//! A candidate's personal data, read and changed by themselves.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, put};
use candidate_profile::candidates::PartContent;
use candidate_profile::{Candidates, PersonalData};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::CandidateId;
use web::conditional::versioned;
use web::{
    AppContext, Caller, IfMatch, InvalidField, JsonBody, Meanings, PathId, Problem, RequestBody, run_blocking,
};

use super::{change_part, invalid_fields};
use crate::{problem_responses, schema_references};

/// A candidate's personal data.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CandidatePersonalData)]
pub(crate) struct PersonalDataResponse {
    #[schema(value_type = uuid::Uuid)]
    candidate: CandidateId,
    #[schema(schema_with = schema_references::personal_data)]
    personal_data: PersonalData,
}

/// A candidate's personal data: name, sex, birth date, nationality, e-mail, phone. Every read is recorded in the audit
/// log.
#[utoipa::path(
    operation_id = "get_personal_data",
    tag = "candidates",
    params(("id" = uuid::Uuid, Path, description = "the candidate")),
    responses(
        (
            status = 200,
            body = PersonalDataResponse,
            headers(("ETag" = String, description = "the version of the personal data")),
        ),
        (status = 304, description = "it is the version of `If-None-Match`"),
        problem_responses::Usual,
        problem_responses::NotFound,
    )
)]
#[get("/candidates/{id}/personal-data")]
pub(crate) async fn get_personal_data(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<CandidateId>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let candidate = id.0;
    let (personal_data, version) = run_blocking(&context, move |context| {
        Candidates::new(&context.database, &context.reference).get_personal_data(&caller.0, candidate)
    })
    .await?;
    Ok(versioned(&request, version, &PersonalDataResponse { candidate, personal_data }))
}

/// The new personal data of a candidate.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CandidatePersonalDataChange)]
pub(crate) struct ChangePersonalDataRequest {
    /// All personal data: fields that are left out become unknown.
    #[schema(schema_with = schema_references::personal_data)]
    personal_data: PersonalData,
}

impl RequestBody for ChangePersonalDataRequest {
    fn problems(&self, _: &Meanings<'_>) -> Vec<InvalidField> {
        invalid_fields(self.personal_data.check())
    }
}

/// Replaces a candidate's personal data, based on the version of the personal data that was seen; changes of other parts
/// don't collide.
#[utoipa::path(
    operation_id = "change_personal_data",
    tag = "candidates",
    params(
        ("id" = uuid::Uuid, Path, description = "the candidate"),
        (
            "If-Match" = String,
            Header,
            description = "the `ETag` of the personal data that were seen",
            example = "\"v3\"",
        ),
    ),
    request_body = ChangePersonalDataRequest,
    responses(
        (
            status = 200,
            body = PersonalDataResponse,
            headers(("ETag" = String, description = "the new version of the personal data")),
        ),
        problem_responses::Usual,
        problem_responses::NotFound,
        problem_responses::Body,
        problem_responses::State,
        problem_responses::Versions,
    )
)]
#[put("/candidates/{id}/personal-data")]
pub(crate) async fn change_personal_data(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<CandidateId>,
    version: IfMatch,
    body: JsonBody<ChangePersonalDataRequest>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let personal_data = body.content.personal_data;
    let content = PartContent::PersonalData(personal_data.clone());
    let candidate = change_part(&context, caller, id.0, version.0, content).await?;
    let response = PersonalDataResponse { candidate: candidate.id, personal_data };
    Ok(versioned(&request, candidate.versions.personal_data, &response))
}
