//! Searches open vacancies.

use actix_web::web::{Data, Json};
use actix_web::{Responder, get};
use ranking::index::VacancyDocument;
use ranking::programme_rankings::FoundPage;
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::{Code, Date, OrganisationId, RegionCode, VacancyId};
use web::pagination::Cursors;
use web::{AppContext, Caller, Page, Problem, QueryParams, run_blocking};

use super::SearchParams;
use crate::problem_responses;

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
    /// Number of free posts, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    posts_free: Option<u32>,
    /// The last day on which candidates are ranked for it.
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

/// The list's name in its cursors.
const LIST: &str = "found vacancies";

/// Open vacancies whose texts match these words, best first.
#[utoipa::path(
    operation_id = "search_vacancies",
    tag = "search",
    params(SearchParams),
    responses((status = 200, body = Page<FoundVacancyResponse>), problem_responses::Usual, problem_responses::Query)
)]
#[get("/search/vacancies")]
pub(crate) async fn search_vacancies(
    context: Data<AppContext>,
    caller: Caller,
    params: QueryParams<SearchParams>,
) -> Result<impl Responder, Problem> {
    let page = run_blocking(&context, move |context| {
        let cursors = Cursors::new(context, &caller, LIST);
        let FoundPage { items, next } =
            context.rankings_of(&caller)?.search_vacancies(&caller.0, params.0.request(&cursors)?)?;
        let items = items.into_iter().map(FoundVacancyResponse::from).collect();
        Ok::<_, Problem>(Page { items, next: next.map(|next| cursors.encode(next)) })
    });
    Ok(Json(page.await?))
}
