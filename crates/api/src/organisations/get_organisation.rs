//! One organisation.

use access::organisations;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use vocabulary::OrganisationId;
use web::conditional::versioned;
use web::{AppContext, Caller, PathId, Problem, run_blocking};

use super::OrganisationResponse;
use crate::problem_responses;

/// One organisation. Recruiters and registrars see their own alone.
#[utoipa::path(
    operation_id = "get_organisation",
    tag = "organisations",
    params(("id" = uuid::Uuid, Path, description = "the organisation")),
    responses(
        (status = 200, body = OrganisationResponse, headers(("ETag" = String, description = "its version"))),
        (status = 304, description = "it is the version of `If-None-Match`"),
        problem_responses::Usual,
        problem_responses::NotFound,
    )
)]
#[get("/organisations/{id}")]
pub(crate) async fn get_organisation(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<OrganisationId>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let organisation =
        run_blocking(&context, move |context| organisations::find(&context.database, &caller.0, id.0)).await?;
    Ok(versioned(&request, organisation.version, &OrganisationResponse::from(organisation)))
}
