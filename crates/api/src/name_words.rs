//! The words of a query for names.

use vocabulary::name_search::name_patterns;
use web::Problem;

/// The longest query, in characters.
pub(crate) const LONGEST: usize = 200;

/// The words of the parameter `q`.
///
/// # Errors
/// When it has no letter and no digit, or is longer than 200 characters.
pub(crate) fn name_words(q: String) -> Result<String, Problem> {
    if q.chars().count() > LONGEST || name_patterns(&q).is_empty() {
        return Err(Problem::query(
            "q",
            &q,
            format!("1 to {LONGEST} characters, at least one of them a letter or digit"),
        ));
    }
    Ok(q)
}
