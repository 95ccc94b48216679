//! Ranks the open vacancies for a candidate.

use actix_web::web::{Data, Json};
use actix_web::{Responder, get};
use ranking::programme_rankings::Opportunity;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocabulary::{CandidateId, Date, TextLanguage, VacancyId};
use web::pagination::in_range;
use web::{AppContext, Caller, PathId, Problem, QueryParams, pagination, run_blocking};

use crate::rankings::ranking_response::{Explainer, RankedCandidateResponse};
use crate::{problem_responses, schema_references};

/// The parameters of a candidate's opportunities.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct OpportunityParams {
    /// The day on which all rules are judged; without one, today at the destination.
    as_of: Option<Date>,
    /// Number of vacancies, from 1 to 200.
    #[param(minimum = 1, maximum = 200, default = 20)]
    #[serde(default, deserialize_with = "pagination::given_limit")]
    limit: Option<u64>,
    /// Adds reasons as sentences in this language.
    #[param(schema_with = schema_references::text_language, required = false)]
    language: Option<TextLanguage>,
}

/// The open vacancies, ranked for a candidate.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OpportunitiesResponse {
    #[schema(value_type = uuid::Uuid)]
    candidate: CandidateId,
    /// The day on which all rules were judged.
    as_of: Date,
    /// The vacancies: ready first, then reachable, to verify, and near misses.
    opportunities: Vec<OpportunityResponse>,
}

/// A vacancy and the candidate's result for it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Opportunity)]
pub(crate) struct OpportunityResponse {
    #[schema(value_type = uuid::Uuid)]
    vacancy: VacancyId,
    /// Its id in the employer's files.
    reference: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    employer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    municipality: Option<String>,
    /// Whether the employer can see the candidate, under the pseudonym: only with consent.
    shown: bool,
    /// The candidate's standing, and the reasons.
    ranked: RankedCandidateResponse,
}

impl OpportunityResponse {
    fn new(opportunity: Opportunity, explainer: Explainer<'_>) -> Self {
        let Opportunity { vacancy, reference, employer, municipality, shown, ranked } = opportunity;
        Self { vacancy, reference, employer, municipality, shown, ranked: explainer.ranked_candidate(ranked) }
    }
}

/// All open vacancies, ranked for one candidate, best first.
#[utoipa::path(
    operation_id = "get_opportunities",
    tag = "candidates",
    params(("id" = uuid::Uuid, Path, description = "the candidate"), OpportunityParams),
    responses(
        (status = 200, body = OpportunitiesResponse),
        problem_responses::Usual,
        problem_responses::NotFound,
        problem_responses::Query,
    )
)]
#[get("/candidates/{id}/opportunities")]
pub(crate) async fn get_opportunities(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<CandidateId>,
    params: QueryParams<OpportunityParams>,
) -> Result<impl Responder, Problem> {
    let limit = in_range("limit", params.0.limit, 1, 200, 20)?;
    let response = run_blocking(&context, move |context| {
        let rankings = context.rankings_of(&caller)?;
        let as_of = params.0.as_of.unwrap_or_else(|| rankings.today());
        let explainer = Explainer { reference: &context.reference, language: params.0.language };
        let found = rankings.opportunities(&caller.0, id.0, as_of, limit)?;
        let opportunities =
            found.into_iter().map(|opportunity| OpportunityResponse::new(opportunity, explainer)).collect();
        Ok::<_, Problem>(OpportunitiesResponse { candidate: id.0, as_of, opportunities })
    });
    Ok(Json(response.await?))
}
