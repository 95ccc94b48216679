//! One vacancy.

use actix_web::{HttpRequest, HttpResponse, get};
use employer::Vacancies;
use vocabulary::VacancyId;

use super::VacancyResponse;
use crate::caller::Caller;
use crate::id::Id;
use crate::problem::{self, Problem};
use crate::shared::{Shared, run_blocking};
use crate::version::versioned;

/// One vacancy: an open one for everybody in the programme, any other for those who may read drafts.
#[utoipa::path(
    operation_id = "get_vacancy",
    tag = "vacancies",
    params(("id" = uuid::Uuid, Path, description = "the vacancy")),
    responses(
        (status = 200, body = VacancyResponse, headers(("ETag" = String, description = "its version"))),
        (status = 304, description = "it is the version of `If-None-Match`"),
        problem::Usual,
        problem::NotFound,
    )
)]
#[get("/vacancies/{id}")]
pub(crate) async fn get(
    api: Shared,
    caller: Caller,
    id: Id<VacancyId>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let read = move |api: &crate::Api| Vacancies::new(&api.database, &api.reference).get(&caller.0, id.0);
    let vacancy = run_blocking(&api, read).await?;
    Ok(versioned(&request, vacancy.version, &VacancyResponse::of(vacancy, &api)))
}
