//! Who lacks one thing.

use actix_web::{Responder, get, web};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use vocabulary::{Date, VacancyId};

use super::ranking::{Part, Query};
use crate::caller::Caller;
use crate::id::Id;
use crate::problem::{self, Problem};
use crate::query::QueryParams;
use crate::ranked::{CountsResponse, NearMissResponse};
use crate::shared::{Shared, run_blocking};

/// Whom one rule alone keeps off a vacancy's ranking.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NearMisses)]
pub(crate) struct NearMissesResponse {
    /// The decision record.
    record: Uuid,
    /// How far the index had read the log of events.
    position: i64,
    /// The vacancy's id in the employer's files.
    vacancy: String,
    /// The day on which everything was judged.
    as_of: Date,
    counts: CountsResponse,
    /// By rule, largest count first.
    near_misses: Vec<NearMissResponse>,
}

/// Everybody whom exactly one rule keeps off a vacancy's ranking, by that rule. RecordedPerson and noted like the ranking.
#[utoipa::path(
    operation_id = "get_near_misses",
    tag = "rankings",
    params(("id" = uuid::Uuid, Path, description = "the vacancy"), Query),
    responses((status = 200, body = NearMissesResponse), problem::Usual, problem::Ranking)
)]
#[get("/vacancies/{id}/near-misses")]
pub(crate) async fn near_misses(
    api: Shared,
    caller: Caller,
    id: Id<VacancyId>,
    query: QueryParams<Query>,
) -> Result<impl Responder, Problem> {
    let shown = run_blocking(&api, move |api| {
        let served = query.0.rank(api, &caller.0, id.0, Part::NearMisses)?;
        let explainer = query.0.explainer(api);
        let ranking = served.ranking;
        Ok::<_, Problem>(NearMissesResponse {
            record: served.record,
            position: served.position,
            vacancy: ranking.vacancy,
            as_of: ranking.as_of,
            counts: ranking.counts.into(),
            near_misses: ranking.near_misses.into_iter().map(|near| explainer.near_miss(near)).collect(),
        })
    })
    .await?;
    Ok(web::Json(shown))
}
