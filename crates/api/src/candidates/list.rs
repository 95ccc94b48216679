//! Candidates, a page at a time.

use actix_web::{Responder, get, web};
use candidate_profile::Candidates;
use serde::Deserialize;
use utoipa::IntoParams;
use vocabulary::ProgrammeId;

use super::CandidateResponse;
use crate::caller::Caller;
use crate::page::{Page, after, cursor, limit};
use crate::problem::{self, Problem};
use crate::programme::programme;
use crate::query::QueryParams;
use crate::shared::{Shared, run_blocking};

/// Which candidates are asked for.
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
}

/// Candidates in the order of their registration, those who withdrew included; for a school, those whom it brought.
#[utoipa::path(
    operation_id = "list_candidates",
    tag = "candidates",
    params(Query),
    responses((status = 200, body = Page<CandidateResponse>), problem::Usual, problem::Query)
)]
#[get("/candidates")]
pub(crate) async fn list(api: Shared, caller: Caller, query: QueryParams<Query>) -> Result<impl Responder, Problem> {
    let (limit, after) = (limit(query.0.limit)?, after(query.0.cursor.as_deref())?);
    let page = run_blocking(&api, move |api| {
        let programme = programme(&api.database, &caller.0, query.0.programme)?;
        let page = Candidates::new(&api.database, &api.reference)
            .page(&caller.0, programme, after, limit)
            .map_err(Problem::from)?;
        Ok::<_, Problem>(Page::of(page, |last| cursor(last.id), CandidateResponse::from))
    })
    .await?;
    Ok(web::Json(page))
}
