//! Operations on vacancies.

pub(crate) mod change_vacancy;
pub(crate) mod create_ranking;
pub(crate) mod create_vacancy;
pub(crate) mod get_standing;
pub(crate) mod get_vacancy;
pub(crate) mod list_vacancies;
pub(crate) mod vacancy_transitions;

use actix_web::HttpResponse;
use actix_web::web::Data;
use employer::{PayNotice, Suggestions, Vacancies, Vacancy, VacancyContent, VacancyError, VacancyState};
use placement::posts_taken;
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::{Date, OrganisationId, ProgrammeId, VacancyId};
use web::conditional::with_version;
use web::{AppContext, Problem, run_blocking};

use crate::schema_references;

/// A vacancy.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Vacancy)]
pub(crate) struct VacancyResponse {
    #[schema(value_type = uuid::Uuid)]
    id: VacancyId,
    #[schema(value_type = uuid::Uuid)]
    programme: ProgrammeId,
    /// The employer, or the organisation that entered the vacancy.
    #[schema(value_type = uuid::Uuid)]
    organisation: OrganisationId,
    /// Its id in the employer's files.
    reference: String,
    #[schema(schema_with = schema_references::vacancy_state)]
    state: VacancyState,
    /// Number of posts that are taken, by current placements. It changes without the version.
    posts_taken: u32,
    /// Number of the version, from 1.
    version: i64,
    #[schema(schema_with = schema_references::vacancy)]
    content: VacancyContent,
    /// Values that an advert's words suggest for a draft, until they are confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = schema_references::suggestions, required = false)]
    suggestions: Option<Suggestions>,
    /// Compares its pay with the threshold for a single permit, where it is below the threshold or can't be compared.
    /// Not a requirement: other routes may be open.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pay_notice: Option<PayNotice>,
}

impl VacancyResponse {
    /// A vacancy of which so many posts are taken, with the pay notice of a day.
    pub(crate) fn new(vacancy: Vacancy, posts_taken: u32, today: Date, context: &AppContext) -> Self {
        let pay_notice = vacancy.content.pay_notice(&context.reference, today);
        let Vacancy { id, programme, organisation, reference, state, version, content, suggestions } = vacancy;
        Self { id, programme, organisation, reference, state, posts_taken, version, content, suggestions, pay_notice }
    }
}

/// Runs an operation that returns a vacancy, and responds with the vacancy and its version.
async fn respond_with_vacancy(
    context: &Data<AppContext>,
    operation: impl FnOnce(&Vacancies<'_>) -> Result<Vacancy, VacancyError> + Send + 'static,
) -> Result<HttpResponse, Problem> {
    let response = run_blocking(context, move |context| {
        let vacancy = operation(&Vacancies::new(&context.database, &context.reference))?;
        let today = context.today(vacancy.programme)?;
        let taken = context.database.read(|connection| posts_taken(connection, &[vacancy.id]))?;
        let taken = taken.get(&vacancy.id).copied().unwrap_or(0);
        Ok::<_, Problem>(VacancyResponse::new(vacancy, taken, today, context))
    });
    let response = response.await?;
    Ok(with_version(response.version, &response))
}
