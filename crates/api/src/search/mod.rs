//! Full-text search of candidates and vacancies.

pub(crate) mod search_candidates;
pub(crate) mod search_vacancies;

use ranking::SearchCursor;
use ranking::programme_rankings::SearchRequest;
use serde::Deserialize;
use utoipa::IntoParams;
use vocabulary::TextLanguage;
use web::Problem;
use web::pagination::{decode_cursor, page_limit};

use crate::schema_references;

/// The parameters of a search.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SearchParams {
    /// The words, in any of the four languages.
    q: String,
    /// The language of the words; without one they are looked for in all four.
    #[param(schema_with = schema_references::text_language, required = false)]
    language: Option<TextLanguage>,
    /// Number of items of a page, from 1 to 200.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
    /// The `next` of the page before; without one the first page.
    cursor: Option<String>,
}

/// The longest text to search for, in bytes.
const MAX_BYTES: usize = 1_000;

impl SearchParams {
    /// The question and the page.
    ///
    /// # Errors
    /// When the words, the cursor or the limit are invalid.
    fn request(&self) -> Result<SearchRequest<'_>, Problem> {
        if self.q.trim().is_empty() || self.q.len() > MAX_BYTES {
            return Err(Problem::query("q", &self.q, format!("words to look for, at most {MAX_BYTES} bytes")));
        }
        let cursor = decode_cursor::<SearchCursor>(self.cursor.as_deref())?;
        Ok(SearchRequest { words: &self.q, language: self.language, cursor, limit: page_limit(self.limit)? })
    }
}
