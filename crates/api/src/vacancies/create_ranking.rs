//! Makes a ranking of a vacancy.

use actix_web::http::header::{self, ContentType};
use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use ranking::RankingRequest;
use serde::Deserialize;
use utoipa::ToSchema;
use vocabulary::{Date, VacancyId};
use web::{
    AppContext, Caller, InvalidField, JsonBody, Meanings, PathId, Problem, QueryParams, RequestBody, run_blocking,
};

use crate::problem_responses;
use crate::rankings::LanguageParams;
use crate::rankings::ranking_response::{RankingResponse, json};

/// The most candidates on one list.
const LONGEST_LIST: u64 = 200;

/// The question that a ranking answers.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = NewRanking, default)]
pub(crate) struct CreateRankingRequest {
    /// The day on which all rules are judged; without one, today at the destination.
    as_of: Option<Date>,
    /// Number of candidates listed per standing, from 0 to 200.
    #[schema(minimum = 0, maximum = 200, default = 20)]
    top: Option<u64>,
    /// Number of candidates listed per rule of near misses, from 0 to 200.
    #[schema(minimum = 0, maximum = 200, default = 5)]
    near_misses: Option<u64>,
    /// Whether courses and procedures count.
    #[schema(default = true)]
    plans: Option<bool>,
}

impl RequestBody for CreateRankingRequest {
    fn problems(&self, _: &Meanings<'_>) -> Vec<InvalidField> {
        list_lengths(self).err().map_or_else(Vec::new, |problem| problem.errors)
    }
}

/// The lengths of both lists.
fn list_lengths(asked: &CreateRankingRequest) -> Result<(usize, usize), Problem> {
    Problem::both(list_length("top", asked.top, 20), list_length("near_misses", asked.near_misses, 5))
}

/// The length of a list.
fn list_length(field: &str, asked: Option<u64>, default: usize) -> Result<usize, Problem> {
    match asked {
        None => Ok(default),
        Some(length @ 0..=LONGEST_LIST) => Ok(length as usize),
        Some(other) => Err(Problem::invalid(vec![InvalidField {
            field: field.to_owned(),
            value: other.to_string(),
            expected: format!("a whole number from 0 to {LONGEST_LIST}"),
        }])),
    }
}

/// Ranks all candidates for a vacancy. The ranking is kept, with the facts on which it rests, and recorded in the audit
/// log. The same question on the same data has one ranking: who asks it again gets that one.
#[utoipa::path(
    operation_id = "create_ranking",
    tag = "rankings",
    params(("id" = uuid::Uuid, Path, description = "the vacancy"), LanguageParams),
    request_body = CreateRankingRequest,
    responses(
        (status = 201, body = RankingResponse<'static>, headers(
            ("Location" = String, description = "the address of the ranking"),
        )),
        (status = 200, body = RankingResponse<'static>, description = "the question had been asked, and nothing has changed"),
        problem_responses::Usual,
        problem_responses::Body,
        problem_responses::Ranking,
    )
)]
#[post("/vacancies/{id}/rankings")]
pub(crate) async fn create_ranking(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<VacancyId>,
    params: QueryParams<LanguageParams>,
    body: JsonBody<CreateRankingRequest>,
) -> Result<HttpResponse, Problem> {
    let (top, near) = list_lengths(&body.content)?;
    let CreateRankingRequest { as_of, plans, .. } = body.content;
    let response = run_blocking(&context, move |context| {
        let rankings = context.rankings_of(&caller)?;
        let as_of = as_of.unwrap_or_else(|| rankings.today());
        let request = RankingRequest { as_of, top, near, with_plans: plans.unwrap_or(true) };
        let served = rankings.rank(&caller.0, id.0, &request)?;
        let body = json(&RankingResponse::new(&served, context, params.0.language))?;
        Ok::<_, Problem>((served.id, served.is_new, body))
    });
    let (id, is_new, body) = response.await?;
    let mut response = if is_new { HttpResponse::Created() } else { HttpResponse::Ok() };
    response.insert_header((header::LOCATION, format!("/api/v1/rankings/{id}")));
    Ok(response.content_type(ContentType::json()).body(body))
}
