//! Searching by words, among people and among vacancies.

pub(crate) mod candidates;
pub(crate) mod vacancies;

use serde::Deserialize;
use utoipa::IntoParams;
use vocabulary::TextLanguage;

use crate::page::{after, between, limit};
use crate::problem::Problem;
use crate::schema_of;

/// What is searched for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Query {
    /// The words, in any of the four languages.
    q: String,
    /// The language of the words; without one it is detected.
    #[param(schema_with = schema_of::text_language, required = false)]
    language: Option<TextLanguage>,
    /// How many a page holds, from 1 to 200.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
    /// Where the page begins: the `next` of the page before, as it is.
    cursor: Option<String>,
}

/// The longest words that are searched for, in bytes.
const LONGEST: usize = 1_000;
/// How far a search goes: who finds more than this looks for something else.
const FURTHEST: u64 = 10_000;

impl Query {
    /// How many are skipped and how many shown.
    fn window(&self) -> Result<(usize, usize), Problem> {
        if self.q.trim().is_empty() || self.q.len() > LONGEST {
            return Err(Problem::query("q", &self.q, format!("words to look for, at most {LONGEST} bytes")));
        }
        let skip = between("cursor", after::<u64>(self.cursor.as_deref())?, 0, FURTHEST, 0)?;
        Ok((skip, limit(self.limit)?))
    }
}
