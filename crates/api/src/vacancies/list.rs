//! Vacancies, a page at a time.

use access::{Actor, Permission, Role, Subject};
use actix_web::{Responder, get, web};
use employer::{Vacancies, VacancyFilter, VacancyState};
use serde::Deserialize;
use utoipa::IntoParams;
use vocabulary::{OrganisationId, ProgrammeId};

use super::VacancyResponse;
use crate::caller::Caller;
use crate::page::{Page, after, cursor, limit};
use crate::problem::{self, Problem};
use crate::programme::programme;
use crate::query::QueryParams;
use crate::schema_of;
use crate::shared::{Shared, run_blocking};

/// Which vacancies are asked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Query {
    /// How many a page holds, from 1 to 200.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
    /// Where the page begins: the `next` of the page before, as it is.
    cursor: Option<String>,
    /// The programme; without one the caller's own, else the first one.
    #[param(value_type = Option<uuid::Uuid>)]
    programme: Option<ProgrammeId>,
    /// Where they are on their way; without a word all that the caller may read.
    #[param(schema_with = schema_of::vacancy_state, required = false)]
    state: Option<VacancyState>,
    /// The employer. A recruiter who asks for no state and no employer gets those of their own.
    #[param(value_type = Option<uuid::Uuid>)]
    organisation: Option<OrganisationId>,
}

/// What a filter lets through when only some of it was said: for a recruiter what is their own, and for whoever may
/// read no drafts what is open.
fn filter(actor: &Actor, programme: ProgrammeId, query: &Query) -> VacancyFilter {
    let own = || actor.organisation.filter(|_| actor.role == Role::Recruiter && query.state.is_none());
    let organisation = query.organisation.or_else(own);
    let subject = Subject { organisation, ..Subject::ALL }.in_programme(programme);
    let all = || actor.may(Permission::ReadVacancy, &subject).is_ok();
    let open = || (!all()).then_some(VacancyState::Open);
    VacancyFilter { state: query.state.or_else(open), organisation }
}

/// Vacancies in the order in which they were entered.
#[utoipa::path(
    operation_id = "list_vacancies",
    tag = "vacancies",
    params(Query),
    responses((status = 200, body = Page<VacancyResponse>), problem::Usual, problem::Query)
)]
#[get("/vacancies")]
pub(crate) async fn list(api: Shared, caller: Caller, query: QueryParams<Query>) -> Result<impl Responder, Problem> {
    let (limit, after) = (limit(query.0.limit)?, after(query.0.cursor.as_deref())?);
    let page = run_blocking(&api, move |api| {
        let programme = programme(&api.database, &caller.0, query.0.programme)?;
        let filter = filter(&caller.0, programme, &query.0);
        let vacancies = Vacancies::new(&api.database, &api.reference);
        let page = vacancies.page(&caller.0, programme, filter, after, limit)?;
        Ok::<_, Problem>(Page::of(page, |last| cursor(last.id), |vacancy| VacancyResponse::of(vacancy, api)))
    })
    .await?;
    Ok(web::Json(page))
}
