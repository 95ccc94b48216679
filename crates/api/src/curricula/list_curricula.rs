//! Lists curricula.

use access::Role;
use actix_web::web::{Data, Json};
use actix_web::{Responder, get};
use serde::Deserialize;
use training_harmonisation::{Curricula, CurriculumKind};
use utoipa::IntoParams;
use vocabulary::OrganisationId;
use web::pagination::Cursors;
use web::{AppContext, Caller, Page, Problem, QueryParams, pagination, run_blocking};

use super::CurriculumResponse;
use crate::problem_responses;

/// The parameters of the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListCurriculaParams {
    /// Number of items of a page, from 1 to 200.
    #[param(minimum = 1, maximum = 200, default = 50)]
    #[serde(default, deserialize_with = "pagination::given_limit")]
    limit: Option<u64>,
    /// The `next` of the page before; without one the first page.
    #[serde(default, deserialize_with = "pagination::given_cursor")]
    cursor: Option<String>,
    /// Whether transcripts of persons are listed instead of curricula of schools; the reading is recorded.
    #[param(default = false)]
    transcripts: Option<bool>,
    /// The school; a registrar who gives none gets those of the own school.
    #[param(value_type = Option<uuid::Uuid>)]
    school: Option<OrganisationId>,
}

fn cursors<'a>(context: &'a AppContext, caller: &Caller) -> Cursors<'a> {
    Cursors::new(context, caller, "curricula")
}

/// Curricula of schools, or transcripts of persons, in the order of entry.
#[utoipa::path(
    operation_id = "list_curricula",
    tag = "curricula",
    params(ListCurriculaParams),
    responses((status = 200, body = Page<CurriculumResponse>), problem_responses::Usual, problem_responses::Query)
)]
#[get("/curricula")]
pub(crate) async fn list_curricula(
    context: Data<AppContext>,
    caller: Caller,
    params: QueryParams<ListCurriculaParams>,
) -> Result<impl Responder, Problem> {
    let params = params.0;
    let (limit, after) = cursors(&context, &caller).page(params.limit, params.cursor.as_deref())?;
    let page = run_blocking(&context, move |context| {
        let actor = &caller.0;
        let programme = caller.programme()?;
        let own = actor.organisation.filter(|_| actor.role == Role::Registrar);
        let is_transcripts = params.transcripts.unwrap_or(false);
        let kind = if is_transcripts { CurriculumKind::Transcript } else { CurriculumKind::Curriculum };
        let curricula = Curricula::new(&context.database, &context.reference);
        let page = curricula.page(actor, programme, kind, params.school.or(own), after, limit)?;
        Ok::<_, Problem>(Page::from_stored(
            page,
            |last| cursors(context, &caller).encode(last.id),
            CurriculumResponse::from,
        ))
    });
    Ok(Json(page.await?))
}
