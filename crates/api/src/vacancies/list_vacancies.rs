//! Lists vacancies.

use access::{Actor, Permission, Role, Subject};
use actix_web::web::{Data, Json};
use actix_web::{Responder, get};
use employer::{Vacancies, Vacancy, VacancyFilter, VacancyState};
use placement::posts_taken;
use serde::Deserialize;
use utoipa::IntoParams;
use vocabulary::{OrganisationId, ProgrammeId, VacancyId};
use web::pagination::Cursors;
use web::{AppContext, Caller, Page, Problem, QueryParams, pagination, run_blocking};

use super::VacancyResponse;
use crate::{problem_responses, schema_references};

/// The parameters of the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListVacanciesParams {
    /// Number of items of a page, from 1 to 200.
    #[param(minimum = 1, maximum = 200, default = 50)]
    #[serde(default, deserialize_with = "pagination::given_limit")]
    limit: Option<u64>,
    /// The `next` of the page before; without one the first page.
    #[serde(default, deserialize_with = "pagination::given_cursor")]
    cursor: Option<String>,
    /// The state; without one all states that the caller may read.
    #[param(schema_with = schema_references::vacancy_state, required = false)]
    state: Option<VacancyState>,
    /// The employer; a recruiter who gives none gets the vacancies of the own organisation, unless it is the open ones.
    #[param(value_type = Option<uuid::Uuid>)]
    organisation: Option<OrganisationId>,
}

/// Completes the filter of the parameters: a recruiter who doesn't ask for open ones gets the own organisation's vacancies,
/// and callers who may not read drafts get open vacancies.
fn filter(actor: &Actor, programme: ProgrammeId, params: &ListVacanciesParams) -> VacancyFilter {
    let is_open = params.state == Some(VacancyState::Open);
    let own = || actor.organisation.filter(|_| actor.role == Role::Recruiter && !is_open);
    let organisation = params.organisation.or_else(own);
    let subject = Subject { organisation, ..Subject::in_programme(programme) };
    let may_read_all = || actor.may(Permission::ReadVacancy, &subject).is_ok();
    let open_only = || (!may_read_all()).then_some(VacancyState::Open);
    VacancyFilter { state: params.state.or_else(open_only), organisation }
}

fn cursors<'a>(context: &'a AppContext, caller: &Caller) -> Cursors<'a> {
    Cursors::new(context, caller, "vacancies")
}

/// Vacancies in the order of entry.
#[utoipa::path(
    operation_id = "list_vacancies",
    tag = "vacancies",
    params(ListVacanciesParams),
    responses((status = 200, body = Page<VacancyResponse>), problem_responses::Usual, problem_responses::Query)
)]
#[get("/vacancies")]
pub(crate) async fn list_vacancies(
    context: Data<AppContext>,
    caller: Caller,
    params: QueryParams<ListVacanciesParams>,
) -> Result<impl Responder, Problem> {
    let (limit, after) = cursors(&context, &caller).page(params.0.limit, params.0.cursor.as_deref())?;
    let page = run_blocking(&context, move |context| {
        let programme = caller.programme()?;
        let filter = filter(&caller.0, programme, &params.0);
        let vacancies = Vacancies::new(&context.database, &context.reference);
        let page = vacancies.page(&caller.0, programme, filter, after, limit)?;
        let today = context.today(programme)?;
        let ids: Vec<VacancyId> = page.items.iter().map(|vacancy| vacancy.id).collect();
        let taken = context.database.read(|connection| posts_taken(connection, &ids))?;
        let response = |vacancy: Vacancy| {
            let taken = taken.get(&vacancy.id).copied().unwrap_or(0);
            VacancyResponse::new(vacancy, taken, today, context)
        };
        Ok::<_, Problem>(Page::from_stored(page, |last| cursors(context, &caller).encode(last.id), response))
    });
    Ok(Json(page.await?))
}
