//! The parameters of an address.

use std::future::{Ready, ready};
use std::str::FromStr;

use actix_web::dev::Payload;
use actix_web::web::Path;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;

use vocabulary::identifiers::EXPECTED_IDENTIFIER;

use crate::problem::{Problem, ProblemKind, shortened};
use crate::request_text::{EXPECTED_PARAMETER, is_parameter};

/// The `{id}` of an address. Extraction fails with 404 where it can't be parsed, since nothing has such an identifier.
pub struct PathId<T>(pub T);

impl<T: FromStr> FromRequest for PathId<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let id = request.match_info().query("id");
        ready(id.parse().map(Self).map_err(|_| nothing_named(id, EXPECTED_IDENTIFIER)))
    }
}

/// All parameters of an address that has several or others than `{id}`. Extraction fails with 404 where one isn't text.
pub struct PathParts<T>(pub T);

impl<T: DeserializeOwned> FromRequest for PathParts<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let wrong = request.match_info().iter().find(|(_, value)| !is_parameter(value));
        if let Some((_, value)) = wrong {
            return ready(Err(nothing_named(value, EXPECTED_PARAMETER)));
        }
        let parts = Path::<T>::from_request(request, payload).into_inner();
        ready(
            parts.map(|parts| Self(parts.into_inner())).map_err(|_| nothing_named(request.path(), "another address")),
        )
    }
}

/// The problem of a part of an address by which nothing can be found.
fn nothing_named(part: &str, expected: &str) -> Problem {
    let found = shortened(part);
    Problem::new(ProblemKind::NotFound, format!("`{found}` names nothing here: expected {expected}"))
}
