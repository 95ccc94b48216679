//! Ends a placement.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use placement::Placements;
use serde::Deserialize;
use utoipa::ToSchema;
use vocabulary::{Date, PlacementId};
use web::conditional::versioned;
use web::{AppContext, Caller, IfMatch, JsonBody, PathId, Problem, RequestBody, run_blocking};

use super::PlacementResponse;
use crate::problem_responses;

/// The end of a placement.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PlacementEnd)]
pub(crate) struct EndPlacementRequest {
    /// The last day of work, up to today; for a placement that fell through before it began, the day of that.
    ended_on: Date,
}

impl RequestBody for EndPlacementRequest {}

/// Enters the last day of a placement that is over. The post is free then, and the candidate is ranked again.
#[utoipa::path(
    operation_id = "end_placement",
    tag = "placements",
    params(
        ("id" = uuid::Uuid, Path, description = "the placement"),
        ("If-Match" = String, Header, description = "the `ETag` of the version that was seen", example = "\"v3\""),
    ),
    request_body = EndPlacementRequest,
    responses(
        (status = 200, body = PlacementResponse, headers(("ETag" = String, description = "the new version"))),
        problem_responses::Usual,
        problem_responses::NotFound,
        problem_responses::Body,
        problem_responses::State,
        problem_responses::Versions,
    )
)]
#[post("/placements/{id}/end")]
pub(crate) async fn end_placement(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<PlacementId>,
    version: IfMatch,
    body: JsonBody<EndPlacementRequest>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let ended_on = body.content.ended_on;
    let placement = run_blocking(&context, move |context| {
        Placements::new(&context.database, &context.reference).end(&caller.0, id.0, version.0, ended_on)
    });
    let placement = placement.await?;
    Ok(versioned(&request, placement.version, &PlacementResponse::from(placement)))
}
