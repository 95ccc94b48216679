//! Searches candidates.

use actix_web::web::{Data, Json};
use actix_web::{Responder, get};
use ranking::programme_rankings::{FoundPage, FoundPerson, FoundTitle};
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::{CandidateId, Code, SourceKind, TitleStatus};
use web::pagination::Cursors;
use web::{AppContext, Caller, Page, Problem, QueryParams, run_blocking};

use super::SearchParams;
use crate::{problem_responses, schema_references};

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
    /// The titles held, each once.
    titles: Vec<FoundTitleResponse>,
    /// Fields wanted or trained in.
    specialisms: Vec<String>,
    /// The candidate's own text. `▮▮▮` stands in place of the person's names, addresses, phone numbers and links.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "▮▮▮, infirmière en gériatrie depuis 2019.")]
    text: Option<String>,
}

impl From<FoundPerson> for FoundCandidateResponse {
    fn from(FoundPerson { id, pseudonym, titles, specialisms, text }: FoundPerson) -> Self {
        let titles = titles.into_iter().map(FoundTitleResponse::from).collect();
        Self { id, pseudonym, titles, specialisms, text }
    }
}

/// A title of a candidate who was found: of several statements of it the best.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FoundTitle)]
pub(crate) struct FoundTitleResponse {
    #[schema(value_type = String, example = "nurse-general-care")]
    title: Code,
    /// Its status, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = schema_references::title_status, required = false)]
    status: Option<TitleStatus>,
    /// On what kind of source the status rests.
    #[schema(schema_with = schema_references::source_kind)]
    source: SourceKind,
}

impl From<FoundTitle> for FoundTitleResponse {
    fn from(FoundTitle { title, status, source }: FoundTitle) -> Self {
        Self { title, status, source }
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
