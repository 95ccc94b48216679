//! The identifier in an address.

use std::future::{Ready, ready};
use std::str::FromStr;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use crate::problem::{Problem, ProblemKind, shortened};

/// The `{id}` of an address. One that can't be an identifier is of nothing.
pub(crate) struct Id<T>(pub(crate) T);

impl<T: FromStr> FromRequest for Id<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let written = request.match_info().query("id");
        ready(written.parse().map(Self).map_err(|_| {
            let found = shortened(written);
            Problem::new(
                ProblemKind::NotFound,
                format!("`{found}` is no identifier, so there is nothing here; check it"),
            )
        }))
    }
}
