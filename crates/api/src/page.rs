//! A page of a list, and the cursor at which the next one begins.

use std::fmt::Display;
use std::str::FromStr;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::Problem;

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Page<T> {
    /// What is on this page.
    pub(crate) items: Vec<T>,
    /// The `cursor` of the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next: Option<String>,
}

impl<T> Page<T> {
    /// A page of stored rows, each as the response shows it, and the cursor of its last row.
    pub(crate) fn of<R>(
        stored: storage::Page<R>,
        next: impl FnOnce(&R) -> String,
        response: impl FnMut(R) -> T,
    ) -> Self {
        let next = stored.items.last().filter(|_| stored.has_more).map(next);
        Self { items: stored.items.into_iter().map(response).collect(), next }
    }

    /// As many as were asked for of what was found, which is one more where there is another page.
    pub(crate) fn cut(mut items: Vec<T>, limit: usize, next: impl FnOnce(&T) -> String) -> Self {
        let more = items.len() > limit;
        items.truncate(limit);
        Self { next: items.last().filter(|_| more).map(next), items }
    }
}

/// Most that a page holds.
const MOST: u64 = 200;
const USUAL: u64 = 50;

/// How many a page holds.
pub(crate) fn limit(asked: Option<u64>) -> Result<usize, Problem> {
    between("limit", asked, 1, MOST, USUAL)
}

/// A number of the query within its bounds.
pub(crate) fn between(field: &str, asked: Option<u64>, least: u64, most: u64, usual: u64) -> Result<usize, Problem> {
    match asked.unwrap_or(usual) {
        asked if (least..=most).contains(&asked) => Ok(asked as usize),
        asked => Err(Problem::query(field, &asked.to_string(), format!("a whole number from {least} to {most}"))),
    }
}

/// What a cursor holds: where the page before ended.
pub(crate) fn after<T: FromStr>(cursor: Option<&str>) -> Result<Option<T>, Problem> {
    let read = |cursor: &str| -> Option<T> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).ok()?;
        std::str::from_utf8(&bytes).ok()?.parse().ok()
    };
    let wrong = |cursor| Problem::query("cursor", cursor, "the `next` of the page before, as it was given");
    cursor.map(|cursor| read(cursor).ok_or_else(|| wrong(cursor))).transpose()
}

/// The cursor of what comes after something.
pub(crate) fn cursor(last: impl Display) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(last.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_and_anything_else_is_refused() {
        let id = vocabulary::CandidateId::new();
        assert_eq!(after(Some(&cursor(id))).expect("a cursor"), Some(id));
        assert!(after::<vocabulary::CandidateId>(Some("x")).is_err());
        assert!(after::<u64>(Some(&cursor("-1"))).is_err());
        assert_eq!(after::<u64>(None).expect("none"), None);
    }

    #[test]
    fn a_page_names_the_next_one_only_where_there_is_more() {
        let page = Page::cut(vec![1, 2, 3], 2, |last| cursor(last));
        assert_eq!((page.items, page.next.is_some()), (vec![1, 2], true));
        let last = Page::cut(vec![3], 2, |last| cursor(last));
        assert_eq!((last.items, last.next), (vec![3], None));
    }
}
