//! Pages of lists, and the cursors at which the next page begins.

use std::fmt::Display;
use std::str::FromStr;

use access::{Actor, Tokens};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use crate::app_context::AppContext;
use crate::authentication::Caller;
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

/// Reads `limit`, so that one that is no number is refused in the words of one that is too large.
///
/// # Errors
/// When it isn't a whole number from 1 to 200.
pub fn given_limit<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    let limit = String::deserialize(deserializer)?.parse().ok().filter(|limit| (1..=MAX_LIMIT).contains(limit));
    limit.map(Some).ok_or_else(|| D::Error::custom(format!("expected a whole number from 1 to {MAX_LIMIT}")))
}

/// Reads `cursor`, so that what can't be one of any list is refused together with other parameters.
///
/// # Errors
/// When it is nothing that a page gave as its `next`.
pub fn given_cursor<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let cursor = String::deserialize(deserializer)?;
    let may_be_one = BASE64_URL_SAFE_NO_PAD.decode(&cursor).is_ok_and(|bytes| bytes.len() > CODE);
    if may_be_one { Ok(Some(cursor)) } else { Err(D::Error::custom(format!("expected {EXPECTED_CURSOR}"))) }
}

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

/// The cursors of one list for the callers of one organisation of one programme. Each has a code of this server, so that a
/// cursor of another list, organisation or programme is none, like any other text.
pub struct Cursors<'a> {
    tokens: &'a Tokens,
    list: String,
}

/// What is expected of a cursor.
const EXPECTED_CURSOR: &str = "the `next` of the page before, as it was given";

/// The bytes of a cursor's code, which stand before its key.
const CODE: usize = 16;

impl<'a> Cursors<'a> {
    /// The cursors of the list with this name, for a caller.
    pub fn new(context: &'a AppContext, caller: &Caller, list: &str) -> Self {
        Self::of(&context.tokens, &caller.0, list)
    }

    fn of(tokens: &'a Tokens, actor: &Actor, list: &str) -> Self {
        let programme = actor.scope.programme().map(|programme| programme.to_string()).unwrap_or_default();
        let organisation = actor.organisation.map(|organisation| organisation.to_string()).unwrap_or_default();
        Self { tokens, list: format!("cursor {list} {programme} {organisation}") }
    }

    /// The number of items of a page and the key after which it begins, from the query's `limit` and `cursor`.
    ///
    /// # Errors
    /// When the limit isn't from 1 to 200, or the cursor is none of this list; with both when both are wrong.
    pub fn page<T: FromStr>(&self, limit: Option<u64>, cursor: Option<&str>) -> Result<(usize, Option<T>), Problem> {
        Problem::both(page_limit(limit), self.decode(cursor))
    }

    /// Decodes a cursor: the key of the last item of the page before.
    ///
    /// # Errors
    /// When it is none of this list.
    pub fn decode<T: FromStr>(&self, cursor: Option<&str>) -> Result<Option<T>, Problem> {
        let decode = |cursor: &str| -> Option<T> {
            let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).ok()?;
            let (code, key) = bytes.split_at_checked(CODE)?;
            let key = std::str::from_utf8(key).ok()?;
            if self.tokens.authentication_code(&self.list, key) != code { None } else { key.parse().ok() }
        };
        let invalid = |cursor| Problem::query("cursor", cursor, EXPECTED_CURSOR);
        cursor.map(|cursor| decode(cursor).ok_or_else(|| invalid(cursor))).transpose()
    }

    /// The cursor of the page after the item with this key.
    pub fn encode(&self, last: impl Display) -> String {
        let key = last.to_string();
        let mut bytes = self.tokens.authentication_code(&self.list, &key).to_vec();
        bytes.extend_from_slice(key.as_bytes());
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    }
}

#[cfg(test)]
mod tests {
    use access::{Role, Secret};
    use vocabulary::{CandidateId, OrganisationId, ProgrammeId};

    use super::*;

    #[test]
    fn a_cursor_is_one_of_its_list_organisation_and_programme_alone() {
        let tokens = Tokens::new(&Secret::random().expect("a secret"));
        let (programme, other_programme) = (ProgrammeId::new(), ProgrammeId::new());
        let (school, other_school) = (OrganisationId::new(), OrganisationId::new());
        let actor = |programme: ProgrammeId| Actor::new("registrar-1", Role::Registrar, programme);
        let registrar = actor(programme).for_organisation(school);
        let cursors = Cursors::of(&tokens, &registrar, "candidates");
        let id = CandidateId::new();
        let cursor = cursors.encode(id);
        assert_eq!(cursors.decode(Some(&cursor)).expect("a cursor"), Some(id));
        assert_eq!(cursors.decode::<CandidateId>(None).expect("none"), None);

        let refusal = |cursors: &Cursors<'_>, cursor: &str| {
            let problem = cursors.decode::<CandidateId>(Some(cursor)).expect_err(cursor);
            (problem.kind, problem.errors[0].expected.clone())
        };
        let malformed = refusal(&cursors, "x");
        for (actor, list) in [
            (registrar.clone(), "placements"),
            (actor(programme), "candidates"),
            (actor(programme).for_organisation(other_school), "candidates"),
            (actor(other_programme).for_organisation(school), "candidates"),
        ] {
            assert_eq!(refusal(&Cursors::of(&tokens, &actor, list), &cursor), malformed, "{list}");
        }
        assert_eq!(refusal(&cursors, &BASE64_URL_SAFE_NO_PAD.encode(id.to_string())), malformed);
        let both = cursors.page::<CandidateId>(Some(0), Some("x")).expect_err("both are wrong");
        assert_eq!(both.errors.iter().map(|error| error.field.as_str()).collect::<Vec<_>>(), ["limit", "cursor"]);
    }

    #[test]
    fn a_page_has_a_next_cursor_only_where_there_are_more_items() {
        let page = Page::from_excess(vec![1, 2, 3], 2, |last| last.to_string());
        assert_eq!((page.items, page.next.is_some()), (vec![1, 2], true));
        let last = Page::from_excess(vec![3], 2, |last| last.to_string());
        assert_eq!((last.items, last.next), (vec![3], None));
    }
}
