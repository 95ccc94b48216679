//! Full-text search of candidates and vacancies; candidates by name.

pub(crate) mod find_people;
pub(crate) mod search_candidates;
pub(crate) mod search_vacancies;

use serde::Deserialize;
use utoipa::IntoParams;
use vocabulary::TextLanguage;
use web::Problem;
use web::pagination::{Cursors, in_range};

use crate::schema_references;

/// The parameters of a search.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SearchParams {
    /// The words, in any of the four languages.
    q: String,
    /// The language of the words; without one it is detected.
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
/// The largest number of results that a search skips.
const MAX_SKIPPED: u64 = 10_000;

impl SearchParams {
    /// The number of results to skip, and the number of results of the page.
    ///
    /// # Errors
    /// When the words, the cursor or the limit are invalid; with all that are.
    fn window(&self, cursors: &Cursors<'_>) -> Result<(usize, usize), Problem> {
        let words = if self.q.trim().is_empty() || self.q.len() > MAX_BYTES {
            Err(Problem::query("q", &self.q, format!("words to look for, at most {MAX_BYTES} bytes")))
        } else {
            Ok(())
        };
        let ((), (limit, skip)) = Problem::both(words, cursors.page::<u64>(self.limit, self.cursor.as_deref()))?;
        Ok((in_range("cursor", skip, 0, MAX_SKIPPED, 0)?, limit))
    }
}
