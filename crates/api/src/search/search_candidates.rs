//! Searches candidates.

use actix_web::web::{Data, Json};
use actix_web::{Responder, get};
use ranking::programme_rankings::{FoundPage, FoundPerson};
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
    /// The candidate's own text. `▮▮▮` stands in place of the person's names, addresses, phone numbers and links.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "▮▮▮, infirmière en gériatrie depuis 2019.")]
    text: Option<String>,
}

impl From<FoundPerson> for FoundCandidateResponse {
    fn from(FoundPerson { id, pseudonym, titles, specialisms, text }: FoundPerson) -> Self {
        Self { id, pseudonym, titles, specialisms, text }
    }
}

/// The list's name in its cursors.
const LIST: &str = "found candidates";

/// Candidates whose texts match these words, best first, under their pseudonyms; only those who consent to be shown.
///
/// For employers, words count only where they are words of the field, such as titles, specialisms and languages: no name finds
/// anybody. Equally relevant candidates come in an order that tells nothing of them, the same on every page. A page may have fewer items than
/// its limit before the last one.
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
    let page = run_blocking(&context, move |context| {
        let cursors = Cursors::new(context, &caller, LIST);
        let FoundPage { items, next } =
            context.rankings_of(&caller)?.search_people(&caller.0, params.0.request(&cursors)?)?;
        let items = items.into_iter().map(FoundCandidateResponse::from).collect();
        Ok::<_, Problem>(Page { items, next: next.map(|next| cursors.encode(next)) })
    });
    Ok(Json(page.await?))
}
