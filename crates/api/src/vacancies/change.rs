//! Changing what a vacancy says.

use actix_web::{HttpRequest, HttpResponse, put};
use employer::{Vacancies, VacancyContent};
use serde::Deserialize;
use utoipa::ToSchema;
use vocabulary::VacancyId;

use super::VacancyResponse;
use crate::body::JsonBody;
use crate::caller::Caller;
use crate::id::Id;
use crate::problem::{self, Problem};
use crate::schema_of;
use crate::shared::{Shared, run_blocking};
use crate::version::{IfMatch, versioned};

/// What a vacancy says from now on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = VacancyChange)]
pub(crate) struct ChangeVacancyRequest {
    /// Everything: what is left out is not asked from now on.
    #[schema(schema_with = schema_of::vacancy)]
    content: VacancyContent,
}

/// Replaces what a vacancy says, from the version that was seen; its state stays.
#[utoipa::path(
    operation_id = "change_vacancy",
    tag = "vacancies",
    params(
        ("id" = uuid::Uuid, Path, description = "the vacancy"),
        ("If-Match" = String, Header, description = "the `ETag` of the version that was seen", example = "\"v3\""),
    ),
    request_body = ChangeVacancyRequest,
    responses(
        (status = 200, body = VacancyResponse, headers(("ETag" = String, description = "the new version"))),
        problem::Usual,
        problem::NotFound,
        problem::Body,
        problem::State,
        problem::Versions,
    )
)]
#[put("/vacancies/{id}")]
pub(crate) async fn change(
    api: Shared,
    caller: Caller,
    id: Id<VacancyId>,
    seen: IfMatch,
    new: JsonBody<ChangeVacancyRequest>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let content = new.content.content;
    let vacancy = run_blocking(&api, move |api| {
        Vacancies::new(&api.database, &api.reference).change(&caller.0, id.0, seen.0, content)
    })
    .await?;
    Ok(versioned(&request, vacancy.version, &VacancyResponse::of(vacancy, &api)))
}
