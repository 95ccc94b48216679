//! Ranks the candidates for a vacancy. The ranking, the near misses and the impacts of the requirements are three views
//! of one ranking; each request computes only its own view, and all are recorded.

use actix_web::get;
use actix_web::web::{Data, Json};
use ranking::programme_rankings::{RankingRequest, ServedRanking};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;
use vocabulary::{Date, TextLanguage, VacancyId};
use web::pagination::in_range;
use web::{AppContext, Caller, PathId, Problem, QueryParams, run_blocking};

use crate::ranking_response::{Explainer, NearMissesResponse, RankingResponse, RequirementImpactsResponse};
use crate::{problem_responses, schema_references};

/// The parameters of a ranking.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct RankingParams {
    /// The day on which all rules are judged; without one, today.
    as_of: Option<Date>,
    /// Number of candidates listed per standing (or per rule of near misses), from 0 to 200.
    #[param(minimum = 0, maximum = 200, default = 20)]
    top: Option<u64>,
    /// Whether courses and procedures count.
    #[param(default = true)]
    plans: Option<bool>,
    /// Adds reasons as sentences in this language.
    #[param(schema_with = schema_references::text_language, required = false)]
    language: Option<TextLanguage>,
}

/// The part of a ranking that lists candidates.
enum ListedPart {
    /// The ranked candidates; near misses are only counted.
    Ranked,
    /// The near misses.
    NearMisses,
    /// None: counts only.
    Nothing,
}

/// Ranks all candidates for a vacancy, and responds with what `response` takes of the ranking. The decision record and
/// the audit entry are written before the response is sent.
async fn respond_with_ranking<R: Serialize + Send + 'static>(
    context: &Data<AppContext>,
    caller: Caller,
    vacancy: VacancyId,
    params: RankingParams,
    part: ListedPart,
    response: fn(ServedRanking, String, Explainer<'_>) -> R,
) -> Result<Json<R>, Problem> {
    let top = in_range("top", params.top, 0, 200, 20)?;
    let (top, near) = match part {
        ListedPart::Ranked => (top, 0),
        ListedPart::NearMisses => (0, top),
        ListedPart::Nothing => (0, 0),
    };
    let response = run_blocking(context, move |context| {
        let as_of = params.as_of.unwrap_or_else(|| context.today());
        let request = RankingRequest { as_of, top, near, with_plans: params.plans.unwrap_or(true) };
        let rankings = context.rankings_of(&caller)?;
        let served = rankings.rank(&caller.0, vacancy, &request)?;
        let freshness = context.tokens.freshness(rankings.programme(), served.position);
        let explainer = Explainer { reference: &context.reference, language: params.language };
        Ok::<_, Problem>(response(served, freshness, explainer))
    });
    Ok(Json(response.await?))
}

/// Ranks all candidates for a vacancy. The ranking is kept as a decision record, and recorded in the audit log.
#[utoipa::path(
    operation_id = "rank_vacancy",
    tag = "rankings",
    params(("id" = uuid::Uuid, Path, description = "the vacancy"), RankingParams),
    responses((status = 200, body = RankingResponse), problem_responses::Usual, problem_responses::Ranking)
)]
#[get("/vacancies/{id}/ranking")]
pub(crate) async fn rank_vacancy(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<VacancyId>,
    params: QueryParams<RankingParams>,
) -> Result<Json<RankingResponse>, Problem> {
    respond_with_ranking(&context, caller, id.0, params.0, ListedPart::Ranked, RankingResponse::new).await
}

/// Candidates who fail exactly one rule of a vacancy, by rule. Recorded like the ranking.
#[utoipa::path(
    operation_id = "get_near_misses",
    tag = "rankings",
    params(("id" = uuid::Uuid, Path, description = "the vacancy"), RankingParams),
    responses((status = 200, body = NearMissesResponse), problem_responses::Usual, problem_responses::Ranking)
)]
#[get("/vacancies/{id}/near-misses")]
pub(crate) async fn get_near_misses(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<VacancyId>,
    params: QueryParams<RankingParams>,
) -> Result<Json<NearMissesResponse>, Problem> {
    respond_with_ranking(&context, caller, id.0, params.0, ListedPart::NearMisses, NearMissesResponse::new).await
}

/// Changes in the numbers of ready, reachable and to-verify candidates without each requirement of a vacancy, or with an
/// easier one. All rules judge all candidates again for each relaxed vacancy.
#[utoipa::path(
    operation_id = "get_requirement_impacts",
    tag = "rankings",
    params(("id" = uuid::Uuid, Path, description = "the vacancy"), RankingParams),
    responses((status = 200, body = RequirementImpactsResponse), problem_responses::Usual, problem_responses::Ranking)
)]
#[get("/vacancies/{id}/requirement-impacts")]
pub(crate) async fn get_requirement_impacts(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<VacancyId>,
    params: QueryParams<RankingParams>,
) -> Result<Json<RequirementImpactsResponse>, Problem> {
    respond_with_ranking(&context, caller, id.0, params.0, ListedPart::Nothing, RequirementImpactsResponse::new).await
}
