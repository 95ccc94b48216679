//! The query string of an address.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;

use crate::json_body::expectation;
use crate::problem::Problem;

/// The parameters of the query string. Extraction fails with a problem that names the wrong parameter.
pub struct QueryParams<T>(pub T);

impl<T: DeserializeOwned> FromRequest for QueryParams<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(parse(request.query_string()).map(Self))
    }
}

fn parse<T: DeserializeOwned>(query: &str) -> Result<T, Problem> {
    let parameters = form_urlencoded::parse(query.as_bytes());
    let deserializer = serde_urlencoded::Deserializer::new(parameters);
    serde_path_to_error::deserialize(deserializer).map_err(|error| {
        let (field, expected) = expectation(error.path(), &error.inner().to_string());
        let value = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| *name == field);
        Problem::query(&field, value.map(|(_, value)| value.into_owned()).as_deref().unwrap_or(""), expected)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, serde::Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Paged {
        limit: Option<u64>,
        cursor: Option<String>,
    }

    #[test]
    fn a_wrong_parameter_is_named_with_what_is_expected() {
        let problem = parse::<Paged>("limit=many").expect_err("no number");
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].value.as_str()), ("limit", "many"));
        let problem = parse::<Paged>("page=2").expect_err("unknown");
        assert_eq!(problem.errors[0].field, "page");
        assert!(problem.errors[0].expected.contains("cursor"), "{problem}");
        assert_eq!(parse::<Paged>("limit=7").expect("a query").limit, Some(7));
    }
}
