//! Registering somebody.

use actix_web::{HttpResponse, post};
use candidate_profile::candidates::NewCandidate;
use candidate_profile::{Candidates, Identity, Profile};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{CandidateId, OrganisationId, ProgrammeId};

use super::LoweredShown;
use crate::body::Sent;
use crate::caller::Caller;
use crate::idempotency::{Answer, Key};
use crate::problem::{self, Problem};
use crate::programme::programme;
use crate::schema_of;
use crate::shared::{Shared, at_work};

/// Somebody to be registered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCandidate)]
pub(crate) struct New {
    /// The programme; without one the caller's own, else the first one.
    #[serde(default)]
    #[schema(value_type = Option<uuid::Uuid>)]
    programme: Option<ProgrammeId>,
    /// Their `id` in files, unique in the programme; without one their identifier serves.
    #[serde(default)]
    reference: Option<String>,
    /// The organisation that brings them; without one the caller's.
    #[serde(default)]
    #[schema(value_type = Option<uuid::Uuid>)]
    organisation: Option<OrganisationId>,
    #[schema(schema_with = schema_of::profile)]
    profile: Profile,
    /// Who they are; read by few, and every reading is noted.
    #[serde(default)]
    #[schema(schema_with = schema_of::identity, required = false)]
    identity: Identity,
}

/// Somebody who was registered.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RegisteredCandidate)]
pub(crate) struct Registered {
    #[schema(value_type = uuid::Uuid)]
    id: CandidateId,
    /// The name under which employers see them.
    pseudonym: String,
    version: i64,
    /// Statuses that were taken as lower ones, since only an agency may state more.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    lowered: Vec<LoweredShown>,
}

/// Registers somebody. Sent twice with the same key, it registers them once.
#[utoipa::path(
    operation_id = "register_candidate",
    tag = "candidates",
    params(("Idempotency-Key" = Option<String>, Header, description = "any 1 to 255 visible ASCII characters, new for each registration")),
    request_body = New,
    responses(
        (status = 201, body = Registered, headers(
            ("Location" = String, description = "where they are"),
            ("ETag" = String, description = "their version"),
            ("Idempotency-Replayed" = String, description = "`true` where the key was answered before"),
        )),
        problem::Usual,
        problem::Creation,
    )
)]
#[post("/candidates")]
pub(crate) async fn create(api: Shared, caller: Caller, key: Key, new: Sent<New>) -> Result<HttpResponse, Problem> {
    let answer = at_work(&api, move |api| {
        let Sent { content: new, bytes } = new;
        let actor = &caller.0;
        let new = NewCandidate {
            programme: programme(&api.database, actor, new.programme)?,
            reference: new.reference,
            organisation: new.organisation,
            profile: new.profile,
            identity: new.identity,
        };
        key.once(&api.database, actor, "create-candidate", &bytes, |transaction| {
            let candidates = Candidates::new(&api.database, &api.reference);
            let (candidate, lowered) = candidates.create_within(transaction, actor, new)?;
            let registered = Registered {
                id: candidate.id,
                pseudonym: candidate.pseudonym,
                version: candidate.version,
                lowered: lowered.into_iter().map(LoweredShown::from).collect(),
            };
            Answer::new(format!("/api/v1/candidates/{}", candidate.id), candidate.version, &registered)
        })
    })
    .await?;
    Ok(answer.response())
}
