//! The query string of an address.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::field_errors::{self, FieldError, Notation};
use crate::operation_schemas::OperationSchemas;
use crate::problem::{InvalidField, Problem, shortened};
use crate::request_text::{EXPECTED_PARAMETER, is_parameter};

/// The parameters of the query string. Extraction fails with a problem that names every parameter that is wrong.
pub struct QueryParams<T>(pub T);

impl<T: DeserializeOwned> FromRequest for QueryParams<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let missing = |query: &Value| {
            let schemas = request.app_data::<Data<OperationSchemas>>();
            schemas.map_or_else(Vec::new, |schemas| schemas.missing_in_query(request, query))
        };
        ready(parse(request.query_string(), missing).map(Self))
    }
}

/// Parses a query. `missing` gives the names of what the description of the operation requires and a query lacks.
fn parse<T: DeserializeOwned>(query: &str, missing: impl FnOnce(&Value) -> Vec<String>) -> Result<T, Problem> {
    let (mut parameters, mut errors) = (Map::new(), Vec::new());
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        if !is_parameter(&value) {
            let expected = EXPECTED_PARAMETER.to_owned();
            errors.push(InvalidField { field: name.to_string(), value: shortened(&value), expected });
        }
        if parameters.contains_key(name.as_ref()) {
            let expected = "each parameter once".to_owned();
            errors.push(InvalidField { field: name.into_owned(), value: String::new(), expected });
        } else {
            parameters.insert(name.into_owned(), Value::String(value.into_owned()));
        }
    }
    let query = Value::Object(parameters);
    match field_errors::read(&query, Notation::Text) {
        Ok(parsed) if errors.is_empty() => return Ok(parsed),
        Ok(_) => {}
        Err(wrong) => {
            let missing = missing(&query).into_iter().map(FieldError::missing);
            errors.extend(missing.chain(wrong.errors).map(InvalidField::from));
        }
    }
    errors.sort_by(|one, other| one.field.cmp(&other.field));
    errors.dedup_by(|one, other| one.field == other.field);
    Err(Problem::malformed_query(errors))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, serde::Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Paged {
        limit: Option<u64>,
        cursor: Option<String>,
        plans: Option<bool>,
        as_of: Option<vocabulary::Date>,
    }

    fn parse_paged(query: &str) -> Result<Paged, Problem> {
        parse(query, |_| Vec::new())
    }

    #[test]
    fn a_wrong_parameter_is_named_with_what_is_expected() {
        let problem = parse_paged("limit=many").expect_err("no number");
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].value.as_str()), ("limit", "many"));
        let problem = parse_paged("page=2").expect_err("unknown");
        assert_eq!(problem.errors[0].field, "page");
        assert!(problem.errors[0].expected.contains("cursor"), "{problem}");
        let paged = parse_paged("limit=7&cursor=&plans=false&as_of=2027-02-01").expect("a query");
        assert_eq!((paged.limit, paged.cursor.as_deref(), paged.plans), (Some(7), Some(""), Some(false)));
        assert_eq!(paged.as_of.map(|day| day.to_string()).as_deref(), Some("2027-02-01"));
    }

    #[test]
    fn a_parameter_is_text_in_utf_8_without_control_characters() {
        for query in ["cursor=a%00b", "cursor=%FF", "cursor=a%0Ab", "cursor=%C3", "cursor=%7F"] {
            let problem = parse_paged(query).expect_err(query);
            assert_eq!(problem.errors[0].field, "cursor", "{query}");
            assert_eq!(problem.errors[0].expected, EXPECTED_PARAMETER, "{query}");
        }
        assert!(parse_paged("cursor=%D9%85%20%C3%A9%F0%9F%91%9F").is_ok());
    }

    #[test]
    fn all_wrong_parameters_are_named() {
        let problem = parse_paged("limit=-1&plans=1&plans=0&as_of=1929-12-31&x=1").expect_err("wrong");
        let names: Vec<&str> = problem.errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(names, ["as_of", "limit", "plans", "x"]);
    }
}
