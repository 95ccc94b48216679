//! Searches candidates.

use actix_web::web::{Data, Json};
use actix_web::{Responder, get};
use ranking::programme_rankings::FoundPerson;
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::CandidateId;
use web::pagination::Cursors;
use web::{AppContext, Caller, Page, Problem, QueryParams, run_blocking};

use super::SearchParams;
use crate::problem_responses;

/// A candidate that was found, under a pseudonym.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FoundCandidateResponse {
    /// The candidate's identifier; absent for employers, who get pseudonyms only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<uuid::Uuid>)]
    id: Option<CandidateId>,
    /// The name that employers see.
    #[schema(example = "Amber Heron-17")]
    pseudonym: String,
    /// The titles held, each with its status where that is known.
    titles: Vec<String>,
    /// Fields wanted or trained in.
    specialisms: Vec<String>,
}

impl From<FoundPerson> for FoundCandidateResponse {
    fn from(FoundPerson { id, pseudonym, titles, specialisms }: FoundPerson) -> Self {
        Self { id, pseudonym, titles, specialisms }
    }
}

/// Candidates whose texts match these words, best first, under their pseudonyms; only those who consent to be shown.
#[utoipa::path(
    operation_id = "search_candidates",
    tag = "search",
    params(SearchParams),
    responses((status = 200, body = Page<FoundCandidateResponse>), problem_responses::Usual, problem_responses::Query)
)]
#[get("/search/candidates")]
pub(crate) async fn search_candidates(
    context: Data<AppContext>,
    caller: Caller,
    params: QueryParams<SearchParams>,
) -> Result<impl Responder, Problem> {
    let cursors = Cursors::new(&context, &caller, "found candidates");
    let (skip, limit) = params.0.window(&cursors)?;
    let found = run_blocking(&context, move |context| {
        let SearchParams { q, language, .. } = &params.0;
        Ok::<_, Problem>(context.rankings_of(&caller)?.search_people(&caller.0, q, *language, skip, limit + 1)?)
    });
    let items = found.await?.into_iter().map(FoundCandidateResponse::from).collect();
    Ok(Json(Page::from_excess(items, limit, |_| cursors.encode(skip + limit))))
}
