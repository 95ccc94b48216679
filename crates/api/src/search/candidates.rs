//! People whose texts are about some words.

use actix_web::{Responder, get, web};
use ranking::rankings::FoundPerson;
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::CandidateId;

use super::Query;
use crate::caller::Caller;
use crate::page::{Page, cursor};
use crate::problem::{self, Problem};
use crate::query::QueryParams;
use crate::shared::{Shared, run_blocking};

/// Somebody who was found, under their pseudonym.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FoundCandidateResponse {
    /// The candidate's identifier; not for employers, who know people by their pseudonyms alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<uuid::Uuid>)]
    id: Option<CandidateId>,
    /// The name under which employers see them.
    #[schema(example = "Amber Heron-17")]
    pseudonym: String,
    /// The titles they hold, each with its status where that is known.
    titles: Vec<String>,
    /// Fields wanted or trained in.
    specialisms: Vec<String>,
}

impl From<FoundPerson> for FoundCandidateResponse {
    fn from(FoundPerson { id, pseudonym, titles, specialisms }: FoundPerson) -> Self {
        Self { id, pseudonym, titles, specialisms }
    }
}

/// People whose texts are about these words, best first, under their pseudonyms; only those who consent to be shown.
#[utoipa::path(
    operation_id = "search_candidates",
    tag = "search",
    params(Query),
    responses((status = 200, body = Page<FoundCandidateResponse>), problem::Usual, problem::Query)
)]
#[get("/search/candidates")]
pub(crate) async fn candidates(
    api: Shared,
    caller: Caller,
    query: QueryParams<Query>,
) -> Result<impl Responder, Problem> {
    let (skip, limit) = query.0.window()?;
    let found = run_blocking(&api, move |api| {
        let Query { q, language, .. } = &query.0;
        api.rankings.search_people(&caller.0, q, *language, skip, limit + 1)
    });
    let shown = found.await?.into_iter().map(FoundCandidateResponse::from).collect();
    Ok(web::Json(Page::cut(shown, limit, |_| cursor(skip + limit))))
}
