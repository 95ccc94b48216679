//! Enters a placement.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use placement::{NewPlacement, Placements};
use serde::Deserialize;
use utoipa::ToSchema;
use vocabulary::{CandidateId, Date, VacancyId};
use web::{AppContext, Caller, CreationResponse, IdempotencyKey, JsonBody, Problem, RequestBody, run_blocking};

use super::PlacementResponse;
use crate::problem_responses;

/// A placement to enter.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPlacement)]
pub(crate) struct CreatePlacementRequest {
    /// An open vacancy with a free post.
    #[schema(value_type = uuid::Uuid)]
    vacancy: VacancyId,
    /// A candidate who consents to be shown and has no current placement.
    #[schema(value_type = uuid::Uuid)]
    candidate: CandidateId,
    /// The first day of work.
    starts_on: Date,
}

impl RequestBody for CreatePlacementRequest {}

/// Enters that a candidate takes a post of a vacancy. The candidate is no longer ranked then, nor is a vacancy whose last
/// post is taken. A request that is sent twice with the same key enters it once.
#[utoipa::path(
    operation_id = "enter_placement",
    tag = "placements",
    params(("Idempotency-Key" = Option<String>, Header, description = "any 1 to 255 visible ASCII characters, new for each placement")),
    request_body = CreatePlacementRequest,
    responses(
        (status = 201, body = PlacementResponse, headers(
            ("Location" = String, description = "the address of the placement"),
            ("ETag" = String, description = "its version"),
            ("Idempotency-Replayed" = String, description = "`true` for a response that was sent before"),
        )),
        problem_responses::Usual,
        problem_responses::Creation,
    )
)]
#[post("/placements")]
pub(crate) async fn create_placement(
    context: Data<AppContext>,
    caller: Caller,
    key: IdempotencyKey,
    body: JsonBody<CreatePlacementRequest>,
) -> Result<HttpResponse, Problem> {
    let response = run_blocking(&context, move |context| {
        let JsonBody { content: CreatePlacementRequest { vacancy, candidate, starts_on }, bytes } = body;
        let new = NewPlacement { programme: caller.programme()?, vacancy, candidate, starts_on };
        key.create_once(&context.database, &caller.0, "create-placement", &bytes, |transaction| {
            let placement =
                Placements::new(&context.database, &context.reference).create_within(transaction, &caller.0, new)?;
            let (id, version) = (placement.id, placement.version);
            CreationResponse::new(format!("/api/v1/placements/{id}"), version, &PlacementResponse::from(placement))
        })
    });
    Ok(response.await?.into_response())
}
