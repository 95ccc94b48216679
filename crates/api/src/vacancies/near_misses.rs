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
use crate::query::Asked;
use crate::ranked::{CountsShown, NearMissShown};
use crate::shared::{Shared, at_work};

/// Whom one rule alone keeps off a vacancy's ranking.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NearMisses)]
pub(crate) struct NearMissesShown {
    /// The decision record.
    record: Uuid,
    /// How far the index had read the log of events.
    position: i64,
    /// The vacancy's id in the employer's files.
    vacancy: String,
    /// The day on which everything was judged.
    as_of: Date,
    counts: CountsShown,
    /// By rule, largest count first.
    near_misses: Vec<NearMissShown>,
}

/// Everybody whom exactly one rule keeps off a vacancy's ranking, by that rule. Recorded and noted like the ranking.
#[utoipa::path(
    operation_id = "get_near_misses",
    tag = "rankings",
    params(("id" = uuid::Uuid, Path, description = "the vacancy"), Query),
    responses((status = 200, body = NearMissesShown), problem::Usual, problem::Ranking)
)]
#[get("/vacancies/{id}/near-misses")]
pub(crate) async fn near_misses(
    api: Shared,
    caller: Caller,
    id: Id<VacancyId>,
    query: Asked<Query>,
) -> Result<impl Responder, Problem> {
    let shown = at_work(&api, move |api| {
        let served = query.0.rank(api, &caller.0, id.0, Part::NearMisses)?;
        let wording = query.0.wording(api);
        let ranking = served.ranking;
        Ok::<_, Problem>(NearMissesShown {
            record: served.record,
            position: served.position,
            vacancy: ranking.vacancy,
            as_of: ranking.as_of,
            counts: ranking.counts.into(),
            near_misses: ranking.near_misses.into_iter().map(|near| wording.near_miss(near)).collect(),
        })
    })
    .await?;
    Ok(web::Json(shown))
}
