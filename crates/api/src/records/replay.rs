//! Computing a decision record again.

use actix_web::{Responder, get, web};
use ranking::decision_record::{Difference, Replay};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::caller::Caller;
use crate::id::Id;
use crate::problem::{self, Problem};
use crate::shared::{Shared, run_blocking};

/// What came of computing a record again.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Replay)]
pub(crate) struct ReplayResponse {
    record: Uuid,
    /// Whether everything came out the same, to the byte.
    same: bool,
    /// Whether the record is, to the byte, the one that the audit trail noted when it was kept.
    untouched: bool,
    /// How many people the record lists.
    people: usize,
    /// Of whom something else is said now than then, by their pseudonyms.
    differences: Vec<String>,
}

impl From<Replay> for ReplayResponse {
    fn from(Replay { record, same, untouched, people, differences }: Replay) -> Self {
        let differences = differences.into_iter().map(|Difference { candidate, .. }| candidate).collect();
        Self { record, same, untouched, people, differences }
    }
}

/// Computes what was said of everybody whom a decision record lists again, from the record alone, and says whether
/// it comes out the same.
#[utoipa::path(
    operation_id = "replay_record",
    tag = "rankings",
    params(("id" = uuid::Uuid, Path, description = "the decision record, as a ranking names it")),
    responses((status = 200, body = ReplayResponse), problem::Usual, problem::NotFound)
)]
#[get("/records/{id}")]
pub(crate) async fn replay(api: Shared, caller: Caller, id: Id<Uuid>) -> Result<impl Responder, Problem> {
    let replay = run_blocking(&api, move |api| api.rankings.replay(&caller.0, id.0)).await?;
    Ok(web::Json(ReplayResponse::from(replay)))
}
