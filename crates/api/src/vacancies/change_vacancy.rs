//! Replaces the content of a vacancy.

use actix_web::web::Data;
use actix_web::{HttpResponse, put};
use employer::{VacancyContent, VacancyError};
use serde::Deserialize;
use utoipa::ToSchema;
use vocabulary::VacancyId;
use web::{AppContext, Caller, IfMatch, InvalidField, JsonBody, Meanings, PathId, Problem, RequestBody};

use super::{VacancyResponse, respond_with_vacancy};
use crate::{problem_responses, schema_references};

/// The new content of a vacancy.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = VacancyChange)]
pub(crate) struct ChangeVacancyRequest {
    /// The whole content: fields that are left out are no longer required.
    #[schema(schema_with = schema_references::vacancy)]
    content: VacancyContent,
}

impl RequestBody for ChangeVacancyRequest {
    fn problems(&self, meanings: &Meanings<'_>) -> Vec<InvalidField> {
        let problems = self.content.check(meanings.reference, meanings.corridor);
        Problem::from(VacancyError::Invalid(problems)).errors
    }
}

/// Replaces the content of a vacancy, based on the version that was seen; its state stays.
#[utoipa::path(
    operation_id = "change_vacancy",
    tag = "vacancies",
    params(
        ("id" = uuid::Uuid, Path, description = "the vacancy"),
        ("If-Match" = String, Header, description = "the `ETag` of the version that was seen", example = "\"v3\""),
    ),
    request_body = ChangeVacancyRequest,
    responses(
        (status = 200, body = VacancyResponse, headers(("ETag" = String, description = "the new version"))),
        problem_responses::Usual,
        problem_responses::NotFound,
        problem_responses::Body,
        problem_responses::State,
        problem_responses::Versions,
    )
)]
#[put("/vacancies/{id}")]
pub(crate) async fn change_vacancy(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<VacancyId>,
    version: IfMatch,
    body: JsonBody<ChangeVacancyRequest>,
) -> Result<HttpResponse, Problem> {
    let content = body.content.content;
    respond_with_vacancy(&context, move |vacancies| vacancies.change(&caller.0, id.0, version.0, content)).await
}
