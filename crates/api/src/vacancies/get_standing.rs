//! The standing of one candidate for a vacancy.

use actix_web::get;
use actix_web::web::{Data, Json};
use serde::Deserialize;
use utoipa::IntoParams;
use vocabulary::{CandidateId, Date, TextLanguage, VacancyId};
use web::{AppContext, Caller, PathId, Problem, QueryParams, run_blocking};

use crate::rankings::ranking_response::{Explainer, RankedCandidateResponse};
use crate::{problem_responses, schema_references};

/// The parameters of a standing.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct StandingParams {
    /// The candidate.
    #[param(value_type = uuid::Uuid)]
    candidate: CandidateId,
    /// The day on which all rules are judged; without one, today at the destination.
    as_of: Option<Date>,
    /// Whether courses and procedures count.
    #[param(default = true)]
    plans: Option<bool>,
    /// Adds reasons as sentences in this language.
    #[param(schema_with = schema_references::text_language, required = false)]
    language: Option<TextLanguage>,
}

/// Why a candidate is listed for a vacancy, or isn't: the standing with the result of each rule, by the data of this
/// moment.
#[utoipa::path(
    operation_id = "get_standing",
    tag = "rankings",
    params(("id" = uuid::Uuid, Path, description = "the vacancy"), StandingParams),
    responses((status = 200, body = RankedCandidateResponse), problem_responses::Usual, problem_responses::Ranking)
)]
#[get("/vacancies/{id}/standing")]
pub(crate) async fn get_standing(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<VacancyId>,
    params: QueryParams<StandingParams>,
) -> Result<Json<RankedCandidateResponse>, Problem> {
    let StandingParams { candidate, as_of, plans, language } = params.0;
    let response = run_blocking(&context, move |context| {
        let rankings = context.rankings_of(&caller)?;
        let as_of = as_of.unwrap_or_else(|| rankings.today());
        let ranked = rankings.standing(&caller.0, id.0, candidate, as_of, plans.unwrap_or(true))?;
        let explainer = Explainer { reference: &context.reference, language };
        Ok::<_, Problem>(explainer.ranked_candidate(ranked))
    });
    Ok(Json(response.await?))
}
