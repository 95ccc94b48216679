//! Enters a vacancy.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use employer::{NewVacancy, Vacancies, VacancyContent, VacancyError, VacancyState, checked_reference};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{OrganisationId, VacancyId};
use web::{
    AppContext, Caller, CreationResponse, IdempotencyKey, InvalidField, JsonBody, Meanings, Problem, RequestBody,
    run_blocking,
};

use crate::{problem_responses, schema_references};

/// A vacancy to enter.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewVacancy)]
pub(crate) struct CreateVacancyRequest {
    /// The employer; without one the caller's organisation.
    #[serde(default)]
    #[schema(value_type = Option<uuid::Uuid>)]
    organisation: Option<OrganisationId>,
    /// Its id in the employer's files, unique among the vacancies of the employer.
    reference: String,
    /// Whether it is published at once, which needs a title; otherwise it is a draft.
    #[serde(default)]
    open: bool,
    #[schema(schema_with = schema_references::vacancy)]
    content: VacancyContent,
}

impl RequestBody for CreateVacancyRequest {
    fn problems(&self, meanings: &Meanings<'_>) -> Vec<InvalidField> {
        let content = self.content.check(meanings.reference, meanings.corridor).into_iter();
        let problems = content.chain(checked_reference(self.reference.trim()).err()).collect();
        Problem::from(VacancyError::Invalid(problems)).errors
    }
}

/// An entered vacancy.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EnteredVacancy)]
pub(crate) struct CreateVacancyResponse {
    #[schema(value_type = uuid::Uuid)]
    id: VacancyId,
    reference: String,
    #[schema(schema_with = schema_references::vacancy_state)]
    state: VacancyState,
    version: i64,
}

/// Enters a vacancy. A request that is sent twice with the same key enters it once.
#[utoipa::path(
    operation_id = "enter_vacancy",
    tag = "vacancies",
    params(("Idempotency-Key" = Option<String>, Header, description = "any 1 to 255 visible ASCII characters, new for each vacancy")),
    request_body = CreateVacancyRequest,
    responses(
        (status = 201, body = CreateVacancyResponse, headers(
            ("Location" = String, description = "the address of the vacancy"),
            ("ETag" = String, description = "its version"),
            ("Idempotency-Replayed" = String, description = "`true` for a response that was sent before"),
        )),
        problem_responses::Usual,
        problem_responses::Creation,
    )
)]
#[post("/vacancies")]
pub(crate) async fn create_vacancy(
    context: Data<AppContext>,
    caller: Caller,
    key: IdempotencyKey,
    body: JsonBody<CreateVacancyRequest>,
) -> Result<HttpResponse, Problem> {
    let response = run_blocking(&context, move |context| {
        let JsonBody { content: vacancy, bytes } = body;
        let actor = &caller.0;
        let organisation = vacancy.organisation.or(actor.organisation).ok_or_else(|| {
            let expected = "the employer, since the caller belongs to no organisation".to_owned();
            Problem::invalid(vec![InvalidField { field: "organisation".to_owned(), value: String::new(), expected }])
        })?;
        let new = NewVacancy {
            programme: caller.programme()?,
            organisation,
            reference: vacancy.reference,
            content: vacancy.content,
            open: vacancy.open,
            suggestions: None,
        };
        key.create_once(&context.database, actor, "create-vacancy", &bytes, |transaction| {
            let vacancies = Vacancies::new(&context.database, &context.reference);
            let vacancy = vacancies.create_within(transaction, actor, new)?;
            let (id, version) = (vacancy.id, vacancy.version);
            let entered = CreateVacancyResponse { id, reference: vacancy.reference, state: vacancy.state, version };
            CreationResponse::new(format!("/api/v1/vacancies/{id}"), version, &entered)
        })
    });
    Ok(response.await?.into_response())
}
