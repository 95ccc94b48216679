//! Full-text search of candidates and vacancies; candidates by name.

pub(crate) mod find_people;
pub(crate) mod search_candidates;
pub(crate) mod search_vacancies;

use ranking::SearchCursor;
use ranking::programme_rankings::SearchRequest;
use serde::Deserialize;
use utoipa::IntoParams;
use vocabulary::TextLanguage;
use web::Problem;
use web::pagination::Cursors;

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
    #[serde(default, deserialize_with = "web::pagination::given_limit")]
    limit: Option<u64>,
    /// The `next` of the page before; without one the first page.
    #[serde(default, deserialize_with = "web::pagination::given_cursor")]
    cursor: Option<String>,
}

/// The longest text to search for, in bytes.
const MAX_BYTES: usize = 1_000;

impl SearchParams {
    /// The question and the page.
    ///
    /// # Errors
    /// When the words, the cursor or the limit are invalid; with all that are.
    fn request(&self, cursors: &Cursors<'_>) -> Result<SearchRequest<'_>, Problem> {
        let words = if self.q.trim().is_empty() || self.q.len() > MAX_BYTES {
            Err(Problem::query("q", &self.q, format!("words to look for, at most {MAX_BYTES} bytes")))
        } else {
            Ok(self.q.as_str())
        };
        let page = cursors.page::<SearchCursor>(self.limit, self.cursor.as_deref());
        let (words, (limit, cursor)) = Problem::both(words, page)?;
        Ok(SearchRequest { words, language: self.language, cursor, limit })
    }
}
