//! Adds an organisation.

use access::{NewOrganisation, OrganisationKind, Organisations, organisations};
use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use serde::Deserialize;
use utoipa::ToSchema;
use vocabulary::EnterpriseNumber;
use web::{
    AppContext, Caller, CreationResponse, IdempotencyKey, InvalidField, JsonBody, Meanings, Problem, RequestBody,
    run_blocking,
};

use super::OrganisationResponse;
use crate::{problem_responses, schema_references};

/// An organisation to add.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewOrganisation)]
pub(crate) struct CreateOrganisationRequest {
    /// Its kind, which stays.
    #[schema(schema_with = schema_references::organisation_kind)]
    kind: OrganisationKind,
    /// Its name, unique among the organisations of its kind in the programme.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// Its number: of an employer or an agency that of the register of the destination, of a school that of its country.
    #[serde(default)]
    #[schema(schema_with = schema_references::enterprise_number, required = false)]
    enterprise_number: Option<EnterpriseNumber>,
}

impl RequestBody for CreateOrganisationRequest {
    fn problems(&self, meanings: &Meanings<'_>) -> Vec<InvalidField> {
        let destination = meanings.reference.destination(&meanings.corridor.destination);
        let register = destination.and_then(|destination| destination.enterprise_register.as_ref());
        let problems = organisations::check(register, self.kind, &self.name, self.enterprise_number.as_ref());
        problems.into_iter().map(InvalidField::from).collect()
    }
}

/// Adds an organisation to the programme. A request that is sent twice with the same key adds it once.
#[utoipa::path(
    operation_id = "add_organisation",
    tag = "organisations",
    params(("Idempotency-Key" = Option<String>, Header, description = "any 1 to 255 visible ASCII characters, new for each organisation")),
    request_body = CreateOrganisationRequest,
    responses(
        (status = 201, body = OrganisationResponse, headers(
            ("Location" = String, description = "the address of the organisation"),
            ("ETag" = String, description = "its version"),
            ("Idempotency-Replayed" = String, description = "`true` for a response that was sent before"),
        )),
        problem_responses::Usual,
        problem_responses::Creation,
    )
)]
#[post("/organisations")]
pub(crate) async fn create_organisation(
    context: Data<AppContext>,
    caller: Caller,
    key: IdempotencyKey,
    body: JsonBody<CreateOrganisationRequest>,
) -> Result<HttpResponse, Problem> {
    let response = run_blocking(&context, move |context| {
        let JsonBody { content: CreateOrganisationRequest { kind, name, enterprise_number }, bytes } = body;
        let new = NewOrganisation { programme: caller.programme()?, kind, name: &name, enterprise_number };
        key.create_once(&context.database, &caller.0, "create-organisation", &bytes, |transaction| {
            let organisations = Organisations::new(&context.database, &context.reference);
            let organisation = organisations.create_within(transaction, &caller.0, &new)?;
            let (id, version) = (organisation.id, organisation.version);
            CreationResponse::new(
                format!("/api/v1/organisations/{id}"),
                version,
                &OrganisationResponse::from(organisation),
            )
        })
    });
    Ok(response.await?.into_response())
}
