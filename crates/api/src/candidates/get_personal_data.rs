//! Returns a candidate's personal data.

use actix_web::web::{Data, Json};
use actix_web::{Responder, get};
use candidate_profile::{Candidates, PersonalData};
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::CandidateId;
use web::{AppContext, Caller, PathId, Problem, run_blocking};

use crate::{problem_responses, schema_references};

/// A candidate's personal data.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CandidatePersonalData)]
pub(crate) struct PersonalDataResponse {
    #[schema(value_type = uuid::Uuid)]
    candidate: CandidateId,
    #[schema(schema_with = schema_references::personal_data)]
    personal_data: PersonalData,
}

/// A candidate's personal data: name, sex, birth date, nationality, e-mail, phone. Every read is recorded in the audit
/// log.
#[utoipa::path(
    operation_id = "get_personal_data",
    tag = "candidates",
    params(("id" = uuid::Uuid, Path, description = "the candidate")),
    responses((status = 200, body = PersonalDataResponse), problem_responses::Usual, problem_responses::NotFound)
)]
#[get("/candidates/{id}/personal-data")]
pub(crate) async fn get_personal_data(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<CandidateId>,
) -> Result<impl Responder, Problem> {
    let response = run_blocking(&context, move |context| {
        let candidates = Candidates::new(&context.database, &context.reference);
        let personal_data = candidates.get_personal_data(&caller.0, id.0)?;
        Ok::<_, Problem>(PersonalDataResponse { candidate: id.0, personal_data })
    });
    Ok(Json(response.await?))
}
