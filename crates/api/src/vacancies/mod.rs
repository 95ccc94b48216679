//! Vacancies: what they say, where they are on their way, and who fits.

pub(crate) mod change;
pub(crate) mod close;
pub(crate) mod create;
pub(crate) mod fill;
pub(crate) mod get;
pub(crate) mod list;
pub(crate) mod near_misses;
pub(crate) mod publish;
pub(crate) mod ranking;
pub(crate) mod requirement_impacts;
pub(crate) mod withdraw;

use employer::{PayNotice, Suggestions, Vacancy, VacancyContent, VacancyState};
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::{OrganisationId, ProgrammeId, VacancyId};

use crate::schema_of;
use crate::shared::Api;

/// A vacancy.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Vacancy)]
pub(crate) struct VacancyResponse {
    #[schema(value_type = uuid::Uuid)]
    id: VacancyId,
    #[schema(value_type = uuid::Uuid)]
    programme: ProgrammeId,
    /// The employer, or who brought the vacancy in.
    #[schema(value_type = uuid::Uuid)]
    organisation: OrganisationId,
    /// Its id in the employer's files.
    reference: String,
    #[schema(schema_with = schema_of::vacancy_state)]
    state: VacancyState,
    /// How many of its posts are taken.
    posts_taken: u32,
    /// Counts changes from 1.
    version: i64,
    #[schema(schema_with = schema_of::vacancy)]
    content: VacancyContent,
    /// What an advert's words suggest for a draft, until somebody confirms it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = schema_of::suggestions, required = false)]
    suggestions: Option<Suggestions>,
    /// Its pay beside the threshold for a single permit, where it is below it or can't be compared. No must: other
    /// routes may be open.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pay_notice: Option<PayNotice>,
}

impl VacancyResponse {
    /// A vacancy as it is shown today.
    pub(crate) fn of(vacancy: Vacancy, api: &Api) -> Self {
        let pay_notice = vacancy.content.pay_notice(&api.reference, api.today());
        let Vacancy { id, programme, organisation, reference, state, posts_taken, version, content, suggestions } =
            vacancy;
        Self { id, programme, organisation, reference, state, posts_taken, version, content, suggestions, pay_notice }
    }
}
