//! Returns one vacancy.

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use vocabulary::VacancyId;
use web::{AppContext, Caller, PathId, Problem};

use super::{VacancyResponse, respond_with_vacancy};
use crate::problem_responses;

/// One vacancy: an open one for all roles of the programme, any other for roles that may read drafts.
#[utoipa::path(
    operation_id = "get_vacancy",
    tag = "vacancies",
    params(("id" = uuid::Uuid, Path, description = "the vacancy")),
    responses(
        (status = 200, body = VacancyResponse, headers(("ETag" = String, description = "its version"))),
        (status = 304, description = "it is the version of `If-None-Match`"),
        problem_responses::Usual,
        problem_responses::NotFound,
    )
)]
#[get("/vacancies/{id}")]
pub(crate) async fn get_vacancy(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<VacancyId>,
) -> Result<HttpResponse, Problem> {
    respond_with_vacancy(&context, move |vacancies| vacancies.get(&caller.0, id.0)).await
}
