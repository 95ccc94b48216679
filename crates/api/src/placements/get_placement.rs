//! One placement.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use placement::Placements;
use vocabulary::PlacementId;
use web::conditional::versioned;
use web::{AppContext, Caller, PathId, Problem, run_blocking};

use super::PlacementResponse;
use crate::problem_responses;

/// One placement. The reading is noted in the audit log.
#[utoipa::path(
    operation_id = "get_placement",
    tag = "placements",
    params(("id" = uuid::Uuid, Path, description = "the placement")),
    responses(
        (status = 200, body = PlacementResponse, headers(("ETag" = String, description = "its version"))),
        problem_responses::Usual,
        problem_responses::NotFound,
    )
)]
#[get("/placements/{id}")]
pub(crate) async fn get_placement(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<PlacementId>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let placement = run_blocking(&context, move |context| {
        Placements::new(&context.database, &context.reference).get(&caller.0, id.0)
    })
    .await?;
    Ok(versioned(&request, placement.version, &PlacementResponse::from(placement)))
}
