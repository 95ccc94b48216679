//! Ending a vacancy.

use actix_web::{HttpRequest, HttpResponse, post};
use employer::Vacancies;
use vocabulary::VacancyId;

use super::VacancyResponse;
use crate::caller::Caller;
use crate::id::Id;
use crate::problem::{self, Problem};
use crate::shared::{Shared, run_blocking};
use crate::version::{IfMatch, versioned};

/// Ends an open vacancy.
#[utoipa::path(
    operation_id = "close_vacancy",
    tag = "vacancies",
    params(
        ("id" = uuid::Uuid, Path, description = "the vacancy"),
        ("If-Match" = String, Header, description = "the `ETag` of the version that was seen", example = "\"v3\""),
    ),
    responses(
        (status = 200, body = VacancyResponse, headers(("ETag" = String, description = "the new version"))),
        problem::Usual,
        problem::NotFound,
        problem::State,
        problem::Versions,
    )
)]
#[post("/vacancies/{id}/close")]
pub(crate) async fn close(
    api: Shared,
    caller: Caller,
    id: Id<VacancyId>,
    seen: IfMatch,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let vacancy =
        run_blocking(&api, move |api| Vacancies::new(&api.database, &api.reference).close(&caller.0, id.0, seen.0))
            .await?;
    Ok(versioned(&request, vacancy.version, &VacancyResponse::of(vacancy, &api)))
}
