//! Noting how many posts are taken.

use actix_web::{HttpRequest, HttpResponse, post};
use employer::Vacancies;
use serde::Deserialize;
use utoipa::ToSchema;
use vocabulary::VacancyId;

use super::VacancyResponse;
use crate::body::JsonBody;
use crate::caller::Caller;
use crate::id::Id;
use crate::problem::{self, Problem};
use crate::shared::{Shared, run_blocking};
use crate::version::{IfMatch, versioned};

/// How many posts are taken.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PostsTaken)]
pub(crate) struct FillVacancyRequest {
    /// In all, not how many more.
    posts_taken: u32,
}

/// Notes how many posts of an open vacancy are taken. One whose posts are all taken is no longer ranked.
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
        problem::Usual,
        problem::NotFound,
        problem::Body,
        problem::State,
        problem::Versions,
    )
)]
#[post("/vacancies/{id}/fill")]
pub(crate) async fn fill(
    api: Shared,
    caller: Caller,
    id: Id<VacancyId>,
    seen: IfMatch,
    taken: JsonBody<FillVacancyRequest>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let taken = taken.content.posts_taken;
    let vacancy = run_blocking(&api, move |api| {
        Vacancies::new(&api.database, &api.reference).fill(&caller.0, id.0, seen.0, taken)
    })
    .await?;
    Ok(versioned(&request, vacancy.version, &VacancyResponse::of(vacancy, &api)))
}
