//! Who fits a vacancy.

use ::ranking::rankings::{RankingRequest, ServedRanking};
use access::Actor;
use actix_web::{Responder, get, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use vocabulary::{Date, TextLanguage, VacancyId};

use crate::caller::Caller;
use crate::id::Id;
use crate::page::between;
use crate::problem::{self, Problem};
use crate::query::QueryParams;
use crate::ranked::{CountsResponse, Explainer, NearMissResponse, RankedCandidateResponse};
use crate::schema_of;
use crate::shared::{Api, Shared, run_blocking};

/// What is asked of a ranking.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Query {
    /// The day on which everything is judged; without one, today.
    as_of: Option<Date>,
    /// How many of each standing (or of each near miss) are listed, from 0 to 200.
    #[param(minimum = 0, maximum = 200, default = 20)]
    top: Option<u64>,
    /// Whether courses and procedures count; without a word they do.
    #[param(default = true)]
    plans: Option<bool>,
    /// Reasons are told in words too, in this language.
    #[param(schema_with = schema_of::text_language, required = false)]
    pub(super) language: Option<TextLanguage>,
}

/// What a part of a ranking needs of it.
pub(super) enum Part {
    /// Those who are ranked; near misses are only counted.
    Ranked,
    /// The near misses.
    NearMisses,
    /// Only counts.
    Counts,
}

impl Query {
    /// Ranks everybody for a vacancy. What was said of whom is recorded and noted before anybody sees it.
    pub(super) fn rank(
        &self,
        api: &Api,
        actor: &Actor,
        vacancy: VacancyId,
        part: Part,
    ) -> Result<ServedRanking, Problem> {
        let top = between("top", self.top, 0, 200, 20)?;
        let (top, near) = match part {
            Part::Ranked => (top, 0),
            Part::NearMisses => (0, top),
            Part::Counts => (0, 0),
        };
        let as_of = self.as_of.unwrap_or_else(|| api.today());
        let ask = RankingRequest { as_of, top, near, with_plans: self.plans.unwrap_or(true) };
        Ok(api.rankings.rank(actor, vacancy, &ask)?)
    }

    /// How reasons are told.
    pub(super) fn explainer<'a>(&self, api: &'a Api) -> Explainer<'a> {
        Explainer { reference: &api.reference, language: self.language }
    }
}

/// Who fits a vacancy, why, and what would change it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Ranking)]
pub(crate) struct RankingResponse {
    /// The decision record, by which all of this can be computed again.
    record: Uuid,
    /// How far the index had read the log of events.
    position: i64,
    /// The vacancy's id in the employer's files.
    vacancy: String,
    /// The day on which everything was judged.
    as_of: Date,
    counts: CountsResponse,
    /// The first of each standing: ready, reachable, to verify.
    ranking: Vec<RankedCandidateResponse>,
    /// Near misses by rule, largest count first; who they are is told by `near-misses`.
    near_misses: Vec<NearMissResponse>,
}

/// Ranks everybody for a vacancy. What was said of whom is recorded and noted in the trail.
#[utoipa::path(
    operation_id = "rank_vacancy",
    tag = "rankings",
    params(("id" = uuid::Uuid, Path, description = "the vacancy"), Query),
    responses((status = 200, body = RankingResponse), problem::Usual, problem::Ranking)
)]
#[get("/vacancies/{id}/ranking")]
pub(crate) async fn ranking(
    api: Shared,
    caller: Caller,
    id: Id<VacancyId>,
    query: QueryParams<Query>,
) -> Result<impl Responder, Problem> {
    let shown = run_blocking(&api, move |api| {
        let ServedRanking { record, position, ranking } = query.0.rank(api, &caller.0, id.0, Part::Ranked)?;
        let explainer = query.0.explainer(api);
        Ok::<_, Problem>(RankingResponse {
            record,
            position,
            vacancy: ranking.vacancy,
            as_of: ranking.as_of,
            counts: ranking.counts.into(),
            ranking: ranking.ranking.into_iter().map(|ranked| explainer.ranked(ranked)).collect(),
            near_misses: ranking.near_misses.into_iter().map(|near| explainer.near_miss(near)).collect(),
        })
    })
    .await?;
    Ok(web::Json(shown))
}
