//! Who somebody is.

use actix_web::{Responder, get, web};
use candidate_profile::{Candidates, Identity};
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::CandidateId;

use crate::caller::Caller;
use crate::id::Id;
use crate::problem::{self, Problem};
use crate::schema_of;
use crate::shared::{Shared, at_work};

/// Who a candidate is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CandidateIdentity)]
pub(crate) struct IdentityShown {
    #[schema(value_type = uuid::Uuid)]
    candidate: CandidateId,
    #[schema(schema_with = schema_of::identity)]
    identity: Identity,
}

/// Who a candidate is: name, sex, birth date, nationality, e-mail, phone. Every reading is noted in the trail.
#[utoipa::path(
    operation_id = "get_candidate_identity",
    tag = "candidates",
    params(("id" = uuid::Uuid, Path, description = "the candidate")),
    responses((status = 200, body = IdentityShown), problem::Usual, problem::NotFound)
)]
#[get("/candidates/{id}/identity")]
pub(crate) async fn identity(api: Shared, caller: Caller, id: Id<CandidateId>) -> Result<impl Responder, Problem> {
    let read = move |api: &crate::Api| {
        let identity = Candidates::new(&api.database, &api.reference).get_identity(&caller.0, id.0);
        identity.map(|identity| IdentityShown { candidate: id.0, identity })
    };
    Ok(web::Json(at_work(&api, read).await?))
}
