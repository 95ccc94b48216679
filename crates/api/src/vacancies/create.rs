//! Entering a vacancy.

use actix_web::{HttpResponse, post};
use employer::{NewVacancy, Vacancies, VacancyContent, VacancyState};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{OrganisationId, ProgrammeId, VacancyId};

use crate::body::JsonBody;
use crate::caller::Caller;
use crate::idempotency::{CreationResponse, IdempotencyKey};
use crate::problem::{self, InvalidField, Problem};
use crate::programme::programme;
use crate::schema_of;
use crate::shared::{Shared, run_blocking};

/// A vacancy to be entered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewVacancy)]
pub(crate) struct CreateVacancyRequest {
    /// The programme; without one the caller's own, else the first one.
    #[serde(default)]
    #[schema(value_type = Option<uuid::Uuid>)]
    programme: Option<ProgrammeId>,
    /// The employer; without one the caller's organisation.
    #[serde(default)]
    #[schema(value_type = Option<uuid::Uuid>)]
    organisation: Option<OrganisationId>,
    /// Its id in the employer's files, unique in the programme.
    reference: String,
    /// Whether it is published at once, for which it needs a title, or is a draft.
    #[serde(default)]
    open: bool,
    #[schema(schema_with = schema_of::vacancy)]
    content: VacancyContent,
}

/// A vacancy that was entered.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EnteredVacancy)]
pub(crate) struct CreateVacancyResponse {
    #[schema(value_type = uuid::Uuid)]
    id: VacancyId,
    reference: String,
    #[schema(schema_with = schema_of::vacancy_state)]
    state: VacancyState,
    version: i64,
}

/// Enters a vacancy. JsonBody twice with the same key, it is entered once.
#[utoipa::path(
    operation_id = "enter_vacancy",
    tag = "vacancies",
    params(("Idempotency-IdempotencyKey" = Option<String>, Header, description = "any 1 to 255 visible ASCII characters, new for each vacancy")),
    request_body = CreateVacancyRequest,
    responses(
        (status = 201, body = CreateVacancyResponse, headers(
            ("Location" = String, description = "where it is"),
            ("ETag" = String, description = "its version"),
            ("Idempotency-Replayed" = String, description = "`true` where the key was answered before"),
        )),
        problem::Usual,
        problem::Creation,
    )
)]
#[post("/vacancies")]
pub(crate) async fn create(
    api: Shared,
    caller: Caller,
    key: IdempotencyKey,
    new: JsonBody<CreateVacancyRequest>,
) -> Result<HttpResponse, Problem> {
    let answer = run_blocking(&api, move |api| {
        let JsonBody { content: new, bytes } = new;
        let actor = &caller.0;
        let organisation = new.organisation.or(actor.organisation).ok_or_else(|| {
            let expected = "the employer, since the caller belongs to no organisation".to_owned();
            Problem::invalid(vec![InvalidField { field: "organisation".to_owned(), value: String::new(), expected }])
        })?;
        let new = NewVacancy {
            programme: programme(&api.database, actor, new.programme)?,
            organisation,
            reference: new.reference,
            content: new.content,
            open: new.open,
            suggestions: None,
        };
        key.once(&api.database, actor, "create-vacancy", &bytes, |transaction| {
            let vacancies = Vacancies::new(&api.database, &api.reference);
            let vacancy = vacancies.create_within(transaction, actor, new)?;
            let (id, version) = (vacancy.id, vacancy.version);
            let entered = CreateVacancyResponse { id, reference: vacancy.reference, state: vacancy.state, version };
            CreationResponse::new(format!("/api/v1/vacancies/{id}"), version, &entered)
        })
    })
    .await?;
    Ok(answer.response())
}
