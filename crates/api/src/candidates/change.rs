//! Replacing what is known of somebody.

use actix_web::{HttpRequest, HttpResponse, put};
use candidate_profile::candidates::Change;
use candidate_profile::{Candidates, Identity, Profile};
use serde::Deserialize;
use utoipa::ToSchema;
use vocabulary::CandidateId;

use super::Changed;
use crate::body::Sent;
use crate::caller::Caller;
use crate::id::Id;
use crate::problem::{self, Problem};
use crate::schema_of;
use crate::shared::{Shared, at_work};
use crate::version::{Seen, versioned};

/// What is known of somebody from now on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CandidateChange)]
pub(crate) struct New {
    /// The whole profile: what is left out is unknown from now on.
    #[schema(schema_with = schema_of::profile)]
    profile: Profile,
    /// Who they are, as a whole; left out, it stays as it is.
    #[serde(default)]
    #[schema(schema_with = schema_of::identity, required = false)]
    identity: Option<Identity>,
}

/// Replaces what is known of a candidate, from the version that was seen. What a certificate asserts stays.
#[utoipa::path(
    operation_id = "change_candidate",
    tag = "candidates",
    params(
        ("id" = uuid::Uuid, Path, description = "the candidate"),
        ("If-Match" = String, Header, description = "the `ETag` of the version that was seen", example = "\"v3\""),
    ),
    request_body = New,
    responses(
        (status = 200, body = Changed, headers(("ETag" = String, description = "the new version"))),
        problem::Usual,
        problem::NotFound,
        problem::Body,
        problem::State,
        problem::Versions,
    )
)]
#[put("/candidates/{id}")]
pub(crate) async fn change(
    api: Shared,
    caller: Caller,
    id: Id<CandidateId>,
    seen: Seen,
    new: Sent<New>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let New { profile, identity } = new.content;
    let change = Change { profile: Some(profile), identity };
    let changed = at_work(&api, move |api| {
        Candidates::new(&api.database, &api.reference).change(&caller.0, id.0, seen.0, change)
    });
    let changed = Changed::new(changed.await?);
    Ok(versioned(&request, changed.version(), &changed))
}
