//! Enters a curriculum.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use serde::{Deserialize, Serialize};
use training_harmonisation::{Curricula, Curriculum, CurriculumError, NewCurriculum, check_key};
use utoipa::ToSchema;
use vocabulary::{CandidateId, CurriculumId, OrganisationId};
use web::{
    AppContext, Caller, CreationResponse, IdempotencyKey, InvalidField, JsonBody, Meanings, Problem, RequestBody,
    run_blocking,
};

use crate::{problem_responses, schema_references};

/// A curriculum to enter; with a candidate, the transcript of a person.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCurriculum)]
pub(crate) struct CreateCurriculumRequest {
    /// The school that teaches it; without one the caller's organisation.
    #[serde(default)]
    #[schema(value_type = Option<uuid::Uuid>)]
    school: Option<OrganisationId>,
    /// The person whose transcript it is.
    #[serde(default)]
    #[schema(value_type = Option<uuid::Uuid>)]
    candidate: Option<CandidateId>,
    /// Its name, unique at the school for its year of enrolment.
    reference: String,
    /// The year of enrolment for which it holds.
    enrolment_year: u16,
    #[schema(schema_with = schema_references::curriculum)]
    content: Curriculum,
}

impl RequestBody for CreateCurriculumRequest {
    fn problems(&self, meanings: &Meanings<'_>) -> Vec<InvalidField> {
        let content = self.content.check(meanings.reference.frameworks()).into_iter();
        let problems = content.chain(check_key(self.reference.trim(), self.enrolment_year)).collect();
        Problem::from(CurriculumError::Invalid(problems)).errors
    }
}

/// An entered curriculum.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EnteredCurriculum)]
pub(crate) struct CreateCurriculumResponse {
    #[schema(value_type = uuid::Uuid)]
    id: CurriculumId,
    reference: String,
    enrolment_year: u16,
    version: i64,
}

/// Enters a curriculum or transcript. A request that is sent twice with the same key enters it once.
#[utoipa::path(
    operation_id = "enter_curriculum",
    tag = "curricula",
    params(("Idempotency-Key" = Option<String>, Header, description = "any 1 to 255 visible ASCII characters, new for each curriculum")),
    request_body = CreateCurriculumRequest,
    responses(
        (status = 201, body = CreateCurriculumResponse, headers(
            ("Location" = String, description = "the address of the curriculum"),
            ("ETag" = String, description = "its version"),
            ("Idempotency-Replayed" = String, description = "`true` for a response that was sent before"),
        )),
        problem_responses::Usual,
        problem_responses::Creation,
    )
)]
#[post("/curricula")]
pub(crate) async fn create_curriculum(
    context: Data<AppContext>,
    caller: Caller,
    key: IdempotencyKey,
    body: JsonBody<CreateCurriculumRequest>,
) -> Result<HttpResponse, Problem> {
    let response = run_blocking(&context, move |context| {
        let JsonBody { content: curriculum, bytes } = body;
        let actor = &caller.0;
        let school = curriculum.school.or(actor.organisation).ok_or_else(|| {
            let expected = "the school, since the caller belongs to no organisation".to_owned();
            Problem::invalid(vec![InvalidField { field: "school".to_owned(), value: String::new(), expected }])
        })?;
        let new = NewCurriculum {
            programme: caller.programme()?,
            school,
            candidate: curriculum.candidate,
            reference: curriculum.reference,
            enrolment_year: curriculum.enrolment_year,
            content: curriculum.content,
        };
        key.create_once(&context.database, actor, "create-curriculum", &bytes, |transaction| {
            let curricula = Curricula::new(&context.database, &context.reference);
            let entered = curricula.create_within(transaction, actor, new)?;
            let (id, version, enrolment_year) = (entered.id, entered.version, entered.enrolment_year);
            let response = CreateCurriculumResponse { id, reference: entered.reference, enrolment_year, version };
            CreationResponse::new(format!("/api/v1/curricula/{id}"), version, &response)
        })
    });
    Ok(response.await?.into_response())
}
