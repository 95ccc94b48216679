//! Lists organisations.

use access::{OrganisationFilter, OrganisationKind, Organisations};
use actix_web::web::{Data, Json};
use actix_web::{Responder, get};
use serde::Deserialize;
use utoipa::IntoParams;
use vocabulary::EnterpriseNumber;
use web::pagination::Cursors;
use web::{AppContext, Caller, Page, Problem, QueryParams, pagination, run_blocking};

use super::OrganisationResponse;
use crate::name_words::name_words;
use crate::{problem_responses, schema_references};

/// The parameters of the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListOrganisationsParams {
    /// Number of items of a page, from 1 to 200.
    #[param(minimum = 1, maximum = 200, default = 50)]
    #[serde(default, deserialize_with = "pagination::given_limit")]
    limit: Option<u64>,
    /// The `next` of the page before; without one the first page.
    #[serde(default, deserialize_with = "pagination::given_cursor")]
    cursor: Option<String>,
    /// Words with which words of the name begin, in any order, without regard to case and accents.
    #[param(min_length = 1, max_length = 200)]
    q: Option<String>,
    /// Those of one kind.
    #[param(schema_with = schema_references::organisation_kind)]
    kind: Option<OrganisationKind>,
    /// Those with this number in the register of their country, however it is written.
    #[param(schema_with = schema_references::enterprise_number)]
    enterprise_number: Option<EnterpriseNumber>,
}

/// The list's name in its cursors.
const LIST: &str = "organisations";

/// Organisations of the programme in the order in which they were added; recruiters and registrars see their own alone.
#[utoipa::path(
    operation_id = "list_organisations",
    tag = "organisations",
    params(ListOrganisationsParams),
    responses((status = 200, body = Page<OrganisationResponse>), problem_responses::Usual, problem_responses::Query)
)]
#[get("/organisations")]
pub(crate) async fn list_organisations(
    context: Data<AppContext>,
    caller: Caller,
    params: QueryParams<ListOrganisationsParams>,
) -> Result<impl Responder, Problem> {
    let ListOrganisationsParams { limit, cursor, q, kind, enterprise_number } = params.0;
    let ((limit, after), name) = Problem::both(
        Cursors::new(&context, &caller, LIST).page(limit, cursor.as_deref()),
        q.map(name_words).transpose(),
    )?;
    let page = run_blocking(&context, move |context| {
        let filter = OrganisationFilter { kind, name, enterprise_number };
        let organisations = Organisations::new(&context.database, &context.reference);
        let page = organisations.page(&caller.0, caller.programme()?, &filter, after, limit)?;
        Ok::<_, Problem>(Page::from_stored(
            page,
            |last| Cursors::new(context, &caller, LIST).encode(last.id),
            OrganisationResponse::from,
        ))
    });
    Ok(Json(page.await?))
}
