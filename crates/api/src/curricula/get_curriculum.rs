//! Returns one curriculum.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use vocabulary::CurriculumId;
use web::{AppContext, Caller, PathId, Problem};

use super::{CurriculumResponse, respond_with_curriculum};
use crate::problem_responses;

/// One curriculum of a school, or the transcript of a person; the reading of a transcript is recorded.
#[utoipa::path(
    operation_id = "get_curriculum",
    tag = "curricula",
    params(("id" = uuid::Uuid, Path, description = "the curriculum")),
    responses(
        (status = 200, body = CurriculumResponse, headers(("ETag" = String, description = "its version"))),
        (status = 304, description = "it is the version of `If-None-Match`"),
        problem_responses::Usual,
        problem_responses::NotFound,
    )
)]
#[get("/curricula/{id}")]
pub(crate) async fn get_curriculum(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<CurriculumId>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    respond_with_curriculum(&context, &request, move |curricula| curricula.get(&caller.0, id.0)).await
}
