//! Lists placements.

use actix_web::web::{Data, Json};
use actix_web::{Responder, get};
use placement::{PlacementFilter, Placements};
use serde::Deserialize;
use utoipa::IntoParams;
use vocabulary::{CandidateId, VacancyId};
use web::pagination::Cursors;
use web::{AppContext, Caller, Page, Problem, QueryParams, pagination, run_blocking};

use super::PlacementResponse;
use crate::problem_responses;

/// The parameters of the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListPlacementsParams {
    /// Number of items of a page, from 1 to 200.
    #[param(minimum = 1, maximum = 200, default = 50)]
    #[serde(default, deserialize_with = "pagination::given_limit")]
    limit: Option<u64>,
    /// The `next` of the page before; without one the first page.
    #[serde(default, deserialize_with = "pagination::given_cursor")]
    cursor: Option<String>,
    /// Those of one vacancy.
    #[param(value_type = Option<uuid::Uuid>)]
    vacancy: Option<VacancyId>,
    /// Those of one candidate.
    #[param(value_type = Option<uuid::Uuid>)]
    candidate: Option<CandidateId>,
}

fn cursors<'a>(context: &'a AppContext, caller: &Caller) -> Cursors<'a> {
    Cursors::new(context, caller, "placements")
}

/// Current and ended placements in the order of entry. The reading is noted in the audit log.
#[utoipa::path(
    operation_id = "list_placements",
    tag = "placements",
    params(ListPlacementsParams),
    responses((status = 200, body = Page<PlacementResponse>), problem_responses::Usual, problem_responses::Query)
)]
#[get("/placements")]
pub(crate) async fn list_placements(
    context: Data<AppContext>,
    caller: Caller,
    params: QueryParams<ListPlacementsParams>,
) -> Result<impl Responder, Problem> {
    let ListPlacementsParams { limit, cursor, vacancy, candidate } = params.0;
    let (limit, after) = cursors(&context, &caller).page(limit, cursor.as_deref())?;
    let page = run_blocking(&context, move |context| {
        let filter = PlacementFilter { vacancy, candidate };
        let placements = Placements::new(&context.database, &context.reference);
        let page = placements.page(&caller.0, caller.programme()?, filter, after, limit)?;
        Ok::<_, Problem>(Page::from_stored(
            page,
            |last| cursors(context, &caller).encode(last.id),
            PlacementResponse::from,
        ))
    });
    Ok(Json(page.await?))
}
