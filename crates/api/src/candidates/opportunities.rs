//! What suits somebody.

use actix_web::{Responder, get, web};
use ranking::rankings::Opportunity;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocabulary::{CandidateId, Date, TextLanguage, VacancyId};

use crate::caller::Caller;
use crate::id::Id;
use crate::page::between;
use crate::problem::{self, Problem};
use crate::query::QueryParams;
use crate::ranked::{Explainer, RankedCandidateResponse};
use crate::schema_of;
use crate::shared::{Shared, run_blocking};

/// What is asked of a candidate's opportunities.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Query {
    /// The day on which everything is judged; without one, today.
    as_of: Option<Date>,
    /// How many are shown, from 1 to 200.
    #[param(minimum = 1, maximum = 200, default = 20)]
    limit: Option<u64>,
    /// Reasons are told in words too, in this language.
    #[param(schema_with = schema_of::text_language, required = false)]
    language: Option<TextLanguage>,
}

/// What suits a candidate.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OpportunitiesResponse {
    #[schema(value_type = uuid::Uuid)]
    candidate: CandidateId,
    /// The day on which everything was judged.
    as_of: Date,
    /// The vacancies: ready first, then reachable, to verify, and those that lack one thing.
    opportunities: Vec<OpportunityResponse>,
}

/// A vacancy as the candidate stands for it.
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
    /// Whether the employer could see the candidate, as a pseudonym: only with consent.
    shown: bool,
    /// Where the candidate stands, and why.
    ranked: RankedCandidateResponse,
}

/// Every open vacancy as one candidate stands for it, best first.
#[utoipa::path(
    operation_id = "get_opportunities",
    tag = "candidates",
    params(("id" = uuid::Uuid, Path, description = "the candidate"), Query),
    responses((status = 200, body = OpportunitiesResponse), problem::Usual, problem::NotFound, problem::Query)
)]
#[get("/candidates/{id}/opportunities")]
pub(crate) async fn opportunities(
    api: Shared,
    caller: Caller,
    id: Id<CandidateId>,
    query: QueryParams<Query>,
) -> Result<impl Responder, Problem> {
    let limit = between("limit", query.0.limit, 1, 200, 20)?;
    let found = run_blocking(&api, move |api| {
        let as_of = query.0.as_of.unwrap_or_else(|| api.today());
        let explainer = Explainer { reference: &api.reference, language: query.0.language };
        let shown = |opportunity: Opportunity| {
            let Opportunity { vacancy, reference, employer, municipality, shown, ranked } = opportunity;
            OpportunityResponse {
                vacancy,
                reference,
                employer,
                municipality,
                shown,
                ranked: explainer.ranked(ranked),
            }
        };
        let found = api.rankings.opportunities(&caller.0, id.0, as_of, limit)?;
        let opportunities = found.into_iter().map(shown).collect();
        Ok::<_, Problem>(OpportunitiesResponse { candidate: id.0, as_of, opportunities })
    })
    .await?;
    Ok(web::Json(found))
}
