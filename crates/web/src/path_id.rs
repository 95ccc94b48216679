//! The identifier in an address.

use std::future::{Ready, ready};
use std::str::FromStr;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use vocabulary::identifiers::EXPECTED_IDENTIFIER;

use crate::problem::{Problem, ProblemKind, shortened};

/// The `{id}` of an address. Extraction fails with 404 where it can't be parsed, since nothing has such an identifier.
pub struct PathId<T>(pub T);

impl<T: FromStr> FromRequest for PathId<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let id = request.match_info().query("id");
        ready(id.parse().map(Self).map_err(|_| {
            let found = shortened(id);
            Problem::new(
                ProblemKind::NotFound,
                format!("`{found}` names nothing here: expected {EXPECTED_IDENTIFIER}"),
            )
        }))
    }
}
