//! Who somebody is.

use actix_web::{Responder, get, web};
use candidate_profile::{Candidates, PersonalData};
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::CandidateId;

use crate::caller::Caller;
use crate::id::Id;
use crate::problem::{self, Problem};
use crate::schema_of;
use crate::shared::{Shared, run_blocking};

/// Who a candidate is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CandidatePersonalData)]
pub(crate) struct PersonalDataResponse {
    #[schema(value_type = uuid::Uuid)]
    candidate: CandidateId,
    #[schema(schema_with = schema_of::personal_data)]
    personal_data: PersonalData,
}

/// Who a candidate is: name, sex, birth date, nationality, e-mail, phone. Every reading is noted in the trail.
#[utoipa::path(
    operation_id = "get_candidate_identity",
    tag = "candidates",
    params(("id" = uuid::Uuid, Path, description = "the candidate")),
    responses((status = 200, body = PersonalDataResponse), problem::Usual, problem::NotFound)
)]
#[get("/candidates/{id}/personal_data")]
pub(crate) async fn personal_data(
    api: Shared,
    caller: Caller,
    id: Id<CandidateId>,
) -> Result<impl Responder, Problem> {
    let read = move |api: &crate::Api| {
        let personal_data = Candidates::new(&api.database, &api.reference).get_personal_data(&caller.0, id.0);
        personal_data.map(|personal_data| PersonalDataResponse { candidate: id.0, personal_data })
    };
    Ok(web::Json(run_blocking(&api, read).await?))
}
