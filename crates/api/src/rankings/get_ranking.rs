//! Reads rankings that were made: whole, the near misses, the impacts of the requirements.

use actix_web::http::header::ContentType;
use actix_web::web::{Bytes, Data};
use actix_web::{HttpResponse, get};
use ranking::programme_rankings::ServedRanking;
use uuid::Uuid;
use vocabulary::TextLanguage;
use web::{AppContext, Caller, PathId, Problem, QueryParams, run_blocking};

use super::LanguageParams;
use super::ranking_response::{NearMissesResponse, RankingResponse, RequirementImpactsResponse, json};
use crate::problem_responses;

/// Reads a ranking and responds with the JSON that `part` makes of it. That it was read is recorded in the audit log.
async fn respond(
    context: &Data<AppContext>,
    caller: Caller,
    id: Uuid,
    params: LanguageParams,
    part: fn(&ServedRanking, &AppContext, Option<TextLanguage>) -> Result<Bytes, Problem>,
) -> Result<HttpResponse, Problem> {
    let body = run_blocking(context, move |context| {
        let served = context.rankings_of(&caller)?.read(&caller.0, id)?;
        part(&served, context, params.language)
    });
    Ok(HttpResponse::Ok().content_type(ContentType::json()).body(body.await?))
}

/// A ranking that was made, as it was made. Candidates who have withdrawn since are left out.
#[utoipa::path(
    operation_id = "get_ranking",
    tag = "rankings",
    params(("id" = uuid::Uuid, Path, description = "the ranking"), LanguageParams),
    responses(
        (status = 200, body = RankingResponse<'static>),
        problem_responses::Usual,
        problem_responses::Query,
        problem_responses::NotFound,
    )
)]
#[get("/rankings/{id}")]
pub(crate) async fn get_ranking(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<Uuid>,
    params: QueryParams<LanguageParams>,
) -> Result<HttpResponse, Problem> {
    respond(&context, caller, id.0, params.0, |served, context, language| {
        json(&RankingResponse::new(served, context, language))
    })
    .await
}

/// The candidates who failed exactly one rule, by rule, each with what they have and lack.
#[utoipa::path(
    operation_id = "get_near_misses",
    tag = "rankings",
    params(("id" = uuid::Uuid, Path, description = "the ranking"), LanguageParams),
    responses(
        (status = 200, body = NearMissesResponse<'static>),
        problem_responses::Usual,
        problem_responses::Query,
        problem_responses::NotFound,
    )
)]
#[get("/rankings/{id}/near-misses")]
pub(crate) async fn get_near_misses(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<Uuid>,
    params: QueryParams<LanguageParams>,
) -> Result<HttpResponse, Problem> {
    respond(&context, caller, id.0, params.0, |served, context, language| {
        json(&NearMissesResponse::new(served, context, language))
    })
    .await
}

/// Changes in the numbers of ready, reachable and to-verify candidates without each requirement of the vacancy, or with
/// an easier one.
#[utoipa::path(
    operation_id = "get_requirement_impacts",
    tag = "rankings",
    params(("id" = uuid::Uuid, Path, description = "the ranking"), LanguageParams),
    responses(
        (status = 200, body = RequirementImpactsResponse),
        problem_responses::Usual,
        problem_responses::Query,
        problem_responses::NotFound,
    )
)]
#[get("/rankings/{id}/requirement-impacts")]
pub(crate) async fn get_requirement_impacts(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<Uuid>,
    params: QueryParams<LanguageParams>,
) -> Result<HttpResponse, Problem> {
    respond(&context, caller, id.0, params.0, |served, context, language| {
        json(&RequirementImpactsResponse::new(served, context, language))
    })
    .await
}
