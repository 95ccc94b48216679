//! Replaces the content of a curriculum.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, put};
use serde::Deserialize;
use training_harmonisation::{Curriculum, CurriculumError};
use utoipa::ToSchema;
use vocabulary::CurriculumId;
use web::{AppContext, Caller, IfMatch, InvalidField, JsonBody, Meanings, PathId, Problem, RequestBody};

use super::{CurriculumResponse, respond_with_curriculum};
use crate::{problem_responses, schema_references};

/// The new content of a curriculum.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CurriculumChange)]
pub(crate) struct ChangeCurriculumRequest {
    /// The whole content.
    #[schema(schema_with = schema_references::curriculum)]
    content: Curriculum,
}

impl RequestBody for ChangeCurriculumRequest {
    fn problems(&self, meanings: &Meanings<'_>) -> Vec<InvalidField> {
        let problems = self.content.check(meanings.reference.frameworks());
        Problem::from(CurriculumError::Invalid(problems)).errors
    }
}

/// Replaces the content of a curriculum or transcript, based on the version that was seen.
#[utoipa::path(
    operation_id = "change_curriculum",
    tag = "curricula",
    params(
        ("id" = uuid::Uuid, Path, description = "the curriculum"),
        ("If-Match" = String, Header, description = "the `ETag` of the version that was seen", example = "\"v3\""),
    ),
    request_body = ChangeCurriculumRequest,
    responses(
        (status = 200, body = CurriculumResponse, headers(("ETag" = String, description = "the new version"))),
        problem_responses::Usual,
        problem_responses::NotFound,
        problem_responses::Body,
        problem_responses::Versions,
    )
)]
#[put("/curricula/{id}")]
pub(crate) async fn change_curriculum(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<CurriculumId>,
    version: IfMatch,
    body: JsonBody<ChangeCurriculumRequest>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let content = body.content.content;
    respond_with_curriculum(&context, &request, move |curricula| {
        curricula.change(&caller.0, id.0, version.0, content)
    })
    .await
}
