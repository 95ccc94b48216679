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
use crate::query::QueryParams;
use crate::ranked::{CountsResponse, RequirementImpactResponse};
use crate::shared::{Shared, run_blocking};

/// What each must of a vacancy costs.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RequirementImpacts)]
pub(crate) struct RequirementImpactsResponse {
    /// The decision record.
    record: Uuid,
    /// How far the index had read the log of events.
    position: i64,
    /// The vacancy's id in the employer's files.
    vacancy: String,
    /// The day on which everything was judged.
    as_of: Date,
    /// How many stand where with all musts.
    counts: CountsResponse,
    /// What would change without each, or with it made easier, in the order of the rules.
    requirement_impacts: Vec<RequirementImpactResponse>,
}

/// How many more people would be ready, reachable or to verify without each must of a vacancy, or with it made a
/// little easier. The relaxed vacancy is judged anew by all rules, for everybody.
#[utoipa::path(
    operation_id = "get_requirement_impacts",
    tag = "rankings",
    params(("id" = uuid::Uuid, Path, description = "the vacancy"), Query),
    responses((status = 200, body = RequirementImpactsResponse), problem::Usual, problem::Ranking)
)]
#[get("/vacancies/{id}/requirement-impacts")]
pub(crate) async fn requirement_impacts(
    api: Shared,
    caller: Caller,
    id: Id<VacancyId>,
    query: QueryParams<Query>,
) -> Result<impl Responder, Problem> {
    let shown = run_blocking(&api, move |api| {
        let served = query.0.rank(api, &caller.0, id.0, Part::Counts)?;
        let explainer = query.0.explainer(api);
        let ranking = served.ranking;
        Ok::<_, Problem>(RequirementImpactsResponse {
            record: served.record,
            position: served.position,
            vacancy: ranking.vacancy,
            as_of: ranking.as_of,
            counts: ranking.counts.into(),
            requirement_impacts: ranking
                .requirement_impacts
                .into_iter()
                .map(|impact| explainer.requirement_impact(impact))
                .collect(),
        })
    })
    .await?;
    Ok(web::Json(shown))
}
