//! Changes an organisation.

use access::{OrganisationChange, OrganisationKind, Organisations, organisations};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, put};
use serde::Deserialize;
use utoipa::ToSchema;
use vocabulary::{EnterpriseNumber, OrganisationId};
use web::conditional::versioned;
use web::{
    AppContext, Caller, IfMatch, InvalidField, JsonBody, Meanings, PathId, Problem, RequestBody, run_blocking,
};

use super::OrganisationResponse;
use crate::{problem_responses, schema_references};

/// The new name and number of an organisation. Its kind stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OrganisationChange)]
pub(crate) struct ChangeOrganisationRequest {
    /// Its name, unique among the organisations of its kind in the programme.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// Its number in the register of its country; left out, it becomes unknown.
    #[serde(default)]
    #[schema(schema_with = schema_references::enterprise_number, required = false)]
    enterprise_number: Option<EnterpriseNumber>,
}

impl RequestBody for ChangeOrganisationRequest {
    fn problems(&self, _: &Meanings<'_>) -> Vec<InvalidField> {
        // The number depends on the kind, which the request doesn't have: that of a school is taken as it is written.
        let problems =
            organisations::check(None, OrganisationKind::School, &self.name, self.enterprise_number.as_ref());
        problems.into_iter().map(InvalidField::from).collect()
    }
}

/// Replaces name and number of an organisation, based on the version that was seen.
#[utoipa::path(
    operation_id = "change_organisation",
    tag = "organisations",
    params(
        ("id" = uuid::Uuid, Path, description = "the organisation"),
        ("If-Match" = String, Header, description = "the `ETag` of the version that was seen", example = "\"v3\""),
    ),
    request_body = ChangeOrganisationRequest,
    responses(
        (status = 200, body = OrganisationResponse, headers(("ETag" = String, description = "the new version"))),
        problem_responses::Usual,
        problem_responses::NotFound,
        problem_responses::Body,
        problem_responses::State,
        problem_responses::Versions,
    )
)]
#[put("/organisations/{id}")]
pub(crate) async fn change_organisation(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<OrganisationId>,
    version: IfMatch,
    body: JsonBody<ChangeOrganisationRequest>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let ChangeOrganisationRequest { name, enterprise_number } = body.content;
    let organisation = run_blocking(&context, move |context| {
        let change = OrganisationChange { name: &name, enterprise_number };
        Organisations::new(&context.database, &context.reference).change(&caller.0, id.0, version.0, &change)
    });
    let organisation = organisation.await?;
    Ok(versioned(&request, organisation.version, &OrganisationResponse::from(organisation)))
}
