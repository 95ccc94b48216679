//! Pages of lists, and the cursors at which the next page begins.

use std::fmt::Display;
use std::str::FromStr;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::Problem;

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// The items of this page.
    pub items: Vec<T>,
    /// The `cursor` of the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// A page of stored rows: `response` converts each row, `cursor` makes the cursor from the last one.
    pub fn from_stored<R>(
        stored: storage::Page<R>,
        cursor: impl FnOnce(&R) -> String,
        response: impl FnMut(R) -> T,
    ) -> Self {
        let next = stored.items.last().filter(|_| stored.has_more).map(cursor);
        Self { items: stored.items.into_iter().map(response).collect(), next }
    }

    /// A page of the first `limit` items. `items` holds one more where there is another page; `cursor` makes its
    /// cursor from the last item of this one.
    pub fn from_excess(mut items: Vec<T>, limit: usize, cursor: impl FnOnce(&T) -> String) -> Self {
        let has_more = items.len() > limit;
        items.truncate(limit);
        Self { next: items.last().filter(|_| has_more).map(cursor), items }
    }
}

/// The largest page.
const MAX_LIMIT: u64 = 200;
const DEFAULT_LIMIT: u64 = 50;

/// The number of items of a page, from the query's `limit`.
///
/// # Errors
/// When it isn't from 1 to 200.
pub fn page_limit(requested: Option<u64>) -> Result<usize, Problem> {
    in_range("limit", requested, 1, MAX_LIMIT, DEFAULT_LIMIT)
}

/// A number of the query from `least` to `most`, or the default where none is given.
///
/// # Errors
/// When it is outside these bounds.
pub fn in_range(field: &str, requested: Option<u64>, least: u64, most: u64, default: u64) -> Result<usize, Problem> {
    match requested.unwrap_or(default) {
        number if (least..=most).contains(&number) => Ok(number as usize),
        number => Err(Problem::query(field, &number.to_string(), format!("a whole number from {least} to {most}"))),
    }
}

/// Decodes a cursor: the key of the last item of the page before.
///
/// # Errors
/// When it isn't a cursor of such keys.
pub fn decode_cursor<T: FromStr>(cursor: Option<&str>) -> Result<Option<T>, Problem> {
    let decode = |cursor: &str| -> Option<T> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).ok()?;
        std::str::from_utf8(&bytes).ok()?.parse().ok()
    };
    let invalid = |cursor| Problem::query("cursor", cursor, "the `next` of the page before, as it was given");
    cursor.map(|cursor| decode(cursor).ok_or_else(|| invalid(cursor))).transpose()
}

/// The cursor of the page after the item with this key.
pub fn encode_cursor(last: impl Display) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(last.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_decodes_to_its_key_and_other_text_is_refused() {
        let id = vocabulary::CandidateId::new();
        assert_eq!(decode_cursor(Some(&encode_cursor(id))).expect("a cursor"), Some(id));
        assert!(decode_cursor::<vocabulary::CandidateId>(Some("x")).is_err());
        assert!(decode_cursor::<u64>(Some(&encode_cursor("-1"))).is_err());
        assert_eq!(decode_cursor::<u64>(None).expect("none"), None);
    }

    #[test]
    fn a_page_has_a_next_cursor_only_where_there_are_more_items() {
        let page = Page::from_excess(vec![1, 2, 3], 2, |last| encode_cursor(last));
        assert_eq!((page.items, page.next.is_some()), (vec![1, 2], true));
        let last = Page::from_excess(vec![3], 2, |last| encode_cursor(last));
        assert_eq!((last.items, last.next), (vec![3], None));
    }
}
