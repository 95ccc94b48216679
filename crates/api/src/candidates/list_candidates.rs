//! Lists candidates.

use actix_web::web::{Data, Json};
use actix_web::{Responder, get};
use candidate_profile::Candidates;
use serde::Deserialize;
use utoipa::IntoParams;
use web::pagination::Cursors;
use web::{AppContext, Caller, Page, Problem, QueryParams, pagination, run_blocking};

use super::CandidateResponse;
use crate::problem_responses;

/// The parameters of the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListCandidatesParams {
    /// Number of items of a page, from 1 to 200.
    #[param(minimum = 1, maximum = 200, default = 50)]
    #[serde(default, deserialize_with = "pagination::given_limit")]
    limit: Option<u64>,
    /// The `next` of the page before; without one the first page.
    #[serde(default, deserialize_with = "pagination::given_cursor")]
    cursor: Option<String>,
}

fn cursors<'a>(context: &'a AppContext, caller: &Caller) -> Cursors<'a> {
    Cursors::new(context, caller, "candidates")
}

/// Candidates in the order of registration, withdrawn ones included; for a school, the candidates that it registered.
#[utoipa::path(
    operation_id = "list_candidates",
    tag = "candidates",
    params(ListCandidatesParams),
    responses((status = 200, body = Page<CandidateResponse>), problem_responses::Usual, problem_responses::Query)
)]
#[get("/candidates")]
pub(crate) async fn list_candidates(
    context: Data<AppContext>,
    caller: Caller,
    params: QueryParams<ListCandidatesParams>,
) -> Result<impl Responder, Problem> {
    let (limit, after) = cursors(&context, &caller).page(params.0.limit, params.0.cursor.as_deref())?;
    let page = run_blocking(&context, move |context| {
        let programme = caller.programme()?;
        let candidates = Candidates::new(&context.database, &context.reference);
        let page = candidates.page(&caller.0, programme, after, limit)?;
        Ok::<_, Problem>(Page::from_stored(
            page,
            |last| cursors(context, &caller).encode(last.id),
            CandidateResponse::from,
        ))
    });
    Ok(Json(page.await?))
}
