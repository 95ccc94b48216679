//! What each must costs.

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
use crate::ranked::{CountsShown, MustShown};
use crate::shared::{Shared, at_work};

/// What each must of a vacancy costs.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Musts)]
pub(crate) struct MustsShown {
    /// The decision record.
    record: Uuid,
    /// How far the index had read the log of events.
    position: i64,
    /// The vacancy's id in the employer's files.
    vacancy: String,
    /// The day on which everything was judged.
    as_of: Date,
    /// How many stand where with all musts.
    counts: CountsShown,
    /// What would change without each, or with it made easier, in the order of the rules.
    musts: Vec<MustShown>,
}

/// How many more people would be ready, reachable or to verify without each must of a vacancy, or with it made a
/// little easier. The relaxed vacancy is judged anew by all rules, for everybody.
#[utoipa::path(
    operation_id = "get_costs_of_musts",
    tag = "rankings",
    params(("id" = uuid::Uuid, Path, description = "the vacancy"), Query),
    responses((status = 200, body = MustsShown), problem::Usual, problem::Ranking)
)]
#[get("/vacancies/{id}/musts")]
pub(crate) async fn musts(
    api: Shared,
    caller: Caller,
    id: Id<VacancyId>,
    query: Asked<Query>,
) -> Result<impl Responder, Problem> {
    let shown = at_work(&api, move |api| {
        let served = query.0.rank(api, &caller.0, id.0, Part::Counts)?;
        let wording = query.0.wording(api);
        let ranking = served.ranking;
        Ok::<_, Problem>(MustsShown {
            record: served.record,
            position: served.position,
            vacancy: ranking.vacancy,
            as_of: ranking.as_of,
            counts: ranking.counts.into(),
            musts: ranking.musts.into_iter().map(|cost| wording.must(cost)).collect(),
        })
    })
    .await?;
    Ok(web::Json(shown))
}
