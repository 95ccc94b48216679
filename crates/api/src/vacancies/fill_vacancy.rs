//! Records the number of taken posts.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use serde::Deserialize;
use utoipa::ToSchema;
use vocabulary::VacancyId;
use web::{AppContext, Caller, IfMatch, JsonBody, PathId, Problem};

use super::{VacancyResponse, respond_with_vacancy};
use crate::problem_responses;

/// The number of taken posts.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PostsTaken)]
pub(crate) struct FillVacancyRequest {
    /// The total, not the increase.
    posts_taken: u32,
}

/// Records the number of taken posts of an open vacancy. A vacancy without free posts is no longer ranked.
#[utoipa::path(
    operation_id = "fill_vacancy",
    tag = "vacancies",
    params(
        ("id" = uuid::Uuid, Path, description = "the vacancy"),
        ("If-Match" = String, Header, description = "the `ETag` of the version that was seen", example = "\"v3\""),
    ),
    request_body = FillVacancyRequest,
    responses(
        (status = 200, body = VacancyResponse, headers(("ETag" = String, description = "the new version"))),
        problem_responses::Usual,
        problem_responses::NotFound,
        problem_responses::Body,
        problem_responses::State,
        problem_responses::Versions,
    )
)]
#[post("/vacancies/{id}/fill")]
pub(crate) async fn fill_vacancy(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<VacancyId>,
    version: IfMatch,
    body: JsonBody<FillVacancyRequest>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let taken = body.content.posts_taken;
    respond_with_vacancy(&context, &request, move |vacancies| vacancies.fill(&caller.0, id.0, version.0, taken)).await
}
