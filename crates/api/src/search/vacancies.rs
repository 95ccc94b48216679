//! Open vacancies whose texts are about some words.

use actix_web::{Responder, get, web};
use ranking::index::VacancyDocument;
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::{Code, Date, OrganisationId, RegionCode, VacancyId};

use super::Query;
use crate::caller::Caller;
use crate::page::{Page, cursor};
use crate::problem::{self, Problem};
use crate::query::QueryParams;
use crate::shared::{Shared, run_blocking};

/// A vacancy that was found.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FoundVacancyResponse {
    #[schema(value_type = uuid::Uuid)]
    id: VacancyId,
    /// The employer.
    #[schema(value_type = uuid::Uuid)]
    organisation: OrganisationId,
    /// Its id in the employer's files.
    reference: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    employer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    title: Option<Code>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    region: Option<RegionCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    municipality: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    setting: Option<Code>,
    /// Posts that are still free, where their number is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    posts_free: Option<u32>,
    /// The last day on which people are ranked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_until: Option<Date>,
}

impl From<VacancyDocument> for FoundVacancyResponse {
    fn from(vacancy: VacancyDocument) -> Self {
        let requirements = vacancy.requirements;
        Self {
            id: vacancy.id,
            organisation: vacancy.organisation,
            reference: requirements.reference,
            employer: vacancy.employer,
            title: requirements.title,
            region: requirements.region,
            municipality: vacancy.municipality,
            setting: requirements.setting,
            posts_free: vacancy.posts_free,
            valid_until: vacancy.valid_until,
        }
    }
}

/// Open vacancies whose texts are about these words, best first.
#[utoipa::path(
    operation_id = "search_vacancies",
    tag = "search",
    params(Query),
    responses((status = 200, body = Page<FoundVacancyResponse>), problem::Usual, problem::Query)
)]
#[get("/search/vacancies")]
pub(crate) async fn vacancies(
    api: Shared,
    caller: Caller,
    query: QueryParams<Query>,
) -> Result<impl Responder, Problem> {
    let (skip, limit) = query.0.window()?;
    let found = run_blocking(&api, move |api| {
        let Query { q, language, .. } = &query.0;
        api.rankings.search_vacancies(&caller.0, q, *language, skip, limit + 1)
    });
    let shown = found.await?.into_iter().map(FoundVacancyResponse::from).collect();
    Ok(web::Json(Page::cut(shown, limit, |_| cursor(skip + limit))))
}
