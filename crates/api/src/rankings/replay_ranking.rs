//! Computes a ranking again.

use actix_web::web::{Data, Json};
use actix_web::{Responder, get};
use ranking::decision_record::{Difference, Replay};
use ranking::decision_records::replay;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use web::{AppContext, Caller, PathId, Problem, run_blocking};

use crate::problem_responses;

/// The result of computing a decision record again.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Replay)]
pub(crate) struct ReplayResponse {
    ranking: Uuid,
    /// Whether the result is the same, to the byte.
    same: bool,
    /// Whether the record is, to the byte, the one whose hash is in the audit log.
    untouched: bool,
    /// Whether the candidates are listed in the order that their results give.
    in_order: bool,
    /// Number of candidates in the record.
    people: usize,
    /// Pseudonyms of the candidates whose results differ.
    differences: Vec<String>,
}

impl From<Replay> for ReplayResponse {
    fn from(Replay { record, same, untouched, in_order, people, differences }: Replay) -> Self {
        let differences = differences.into_iter().map(|Difference { candidate, .. }| candidate).collect();
        Self { ranking: record, same, untouched, in_order, people, differences }
    }
}

/// Computes the results of all candidates of a ranking again, from its decision record alone, and compares them with the
/// recorded ones.
#[utoipa::path(
    operation_id = "replay_ranking",
    tag = "rankings",
    params(("id" = uuid::Uuid, Path, description = "the ranking")),
    responses((status = 200, body = ReplayResponse), problem_responses::Usual, problem_responses::NotFound)
)]
#[get("/rankings/{id}/replay")]
pub(crate) async fn replay_ranking(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<Uuid>,
) -> Result<impl Responder, Problem> {
    let replayed = run_blocking(&context, move |context| replay(&context.database, &caller.0, id.0)).await?;
    Ok(Json(ReplayResponse::from(replayed)))
}
