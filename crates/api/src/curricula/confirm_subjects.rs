//! Confirms the subjects of a module.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use serde::Deserialize;
use utoipa::ToSchema;
use vocabulary::{Code, CurriculumId};
use web::{AppContext, Caller, IfMatch, JsonBody, PathId, Problem, RequestBody};

use super::{CurriculumResponse, respond_with_curriculum};
use crate::{problem_responses, schema_references};

/// The subjects of a module.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ConfirmedSubjects)]
pub(crate) struct ConfirmSubjectsRequest {
    /// The code of the module.
    module: String,
    /// Its subjects; an empty list for a module that belongs to no subject.
    #[schema(schema_with = schema_references::codes)]
    subjects: Vec<Code>,
}

impl RequestBody for ConfirmSubjectsRequest {}

/// Confirms the subjects of a module. Modules of the same title at the same school are suggested these subjects from
/// then on.
#[utoipa::path(
    operation_id = "confirm_subjects",
    tag = "curricula",
    params(
        ("id" = uuid::Uuid, Path, description = "the curriculum"),
        ("If-Match" = String, Header, description = "the `ETag` of the version that was seen", example = "\"v3\""),
    ),
    request_body = ConfirmSubjectsRequest,
    responses(
        (status = 200, body = CurriculumResponse, headers(("ETag" = String, description = "the new version"))),
        problem_responses::Usual,
        problem_responses::NotFound,
        problem_responses::Body,
        problem_responses::Versions,
    )
)]
#[post("/curricula/{id}/confirmed-subjects")]
pub(crate) async fn confirm_subjects(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<CurriculumId>,
    version: IfMatch,
    body: JsonBody<ConfirmSubjectsRequest>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let ConfirmSubjectsRequest { module, subjects } = body.content;
    respond_with_curriculum(&context, &request, move |curricula| {
        curricula.confirm_subjects(&caller.0, id.0, version.0, &module, &subjects)
    })
    .await
}
