//! Transitions between the states of a vacancy.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use vocabulary::VacancyId;
use web::{AppContext, Caller, IfMatch, PathId, Problem};

use super::{VacancyResponse, respond_with_vacancy};
use crate::problem_responses;

/// Publishes a draft whose title and region were confirmed by filling them in.
#[utoipa::path(
    operation_id = "publish_vacancy",
    tag = "vacancies",
    params(
        ("id" = uuid::Uuid, Path, description = "the vacancy"),
        ("If-Match" = String, Header, description = "the `ETag` of the version that was seen", example = "\"v3\""),
    ),
    responses(
        (status = 200, body = VacancyResponse, headers(("ETag" = String, description = "the new version"))),
        problem_responses::Usual,
        problem_responses::NotFound,
        problem_responses::State,
        problem_responses::Versions,
    )
)]
#[post("/vacancies/{id}/publish")]
pub(crate) async fn publish_vacancy(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<VacancyId>,
    version: IfMatch,
) -> Result<HttpResponse, Problem> {
    respond_with_vacancy(&context, move |vacancies| vacancies.publish(&caller.0, id.0, version.0)).await
}

/// Closes an open vacancy.
#[utoipa::path(
    operation_id = "close_vacancy",
    tag = "vacancies",
    params(
        ("id" = uuid::Uuid, Path, description = "the vacancy"),
        ("If-Match" = String, Header, description = "the `ETag` of the version that was seen", example = "\"v3\""),
    ),
    responses(
        (status = 200, body = VacancyResponse, headers(("ETag" = String, description = "the new version"))),
        problem_responses::Usual,
        problem_responses::NotFound,
        problem_responses::State,
        problem_responses::Versions,
    )
)]
#[post("/vacancies/{id}/close")]
pub(crate) async fn close_vacancy(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<VacancyId>,
    version: IfMatch,
) -> Result<HttpResponse, Problem> {
    respond_with_vacancy(&context, move |vacancies| vacancies.close(&caller.0, id.0, version.0)).await
}

/// Withdraws a draft or an open vacancy.
#[utoipa::path(
    operation_id = "withdraw_vacancy",
    tag = "vacancies",
    params(
        ("id" = uuid::Uuid, Path, description = "the vacancy"),
        ("If-Match" = String, Header, description = "the `ETag` of the version that was seen", example = "\"v3\""),
    ),
    responses(
        (status = 200, body = VacancyResponse, headers(("ETag" = String, description = "the new version"))),
        problem_responses::Usual,
        problem_responses::NotFound,
        problem_responses::State,
        problem_responses::Versions,
    )
)]
#[post("/vacancies/{id}/withdraw")]
pub(crate) async fn withdraw_vacancy(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<VacancyId>,
    version: IfMatch,
) -> Result<HttpResponse, Problem> {
    respond_with_vacancy(&context, move |vacancies| vacancies.withdraw(&caller.0, id.0, version.0)).await
}
