//! JSON bodies of requests.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header;
use actix_web::web::{Bytes, Data};
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;

use crate::field_errors::{self, FieldError, Notation};
use crate::json_document::JsonDocument;
use crate::operation_schemas::OperationSchemas;
use crate::problem::{InvalidField, Problem, ProblemKind};

/// A parsed JSON body and its bytes. Extraction fails with a problem that names the position at which the text isn't JSON,
/// or every field that is wrong.
pub struct JsonBody<T> {
    /// The parsed body.
    pub content: T,
    /// The body as it was sent.
    pub bytes: Bytes,
}

/// The accepted media types; `application/merge-patch+json` is RFC 7396.
const MEDIA_TYPES: [&str; 2] = ["application/json", "application/merge-patch+json"];

impl<T: DeserializeOwned + 'static> FromRequest for JsonBody<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_json = MEDIA_TYPES.contains(&request.content_type().to_ascii_lowercase().as_str());
        let bytes = Bytes::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            if !is_json {
                return Err(Problem::new(ProblemKind::UnsupportedMediaType, "send JSON, as `application/json`")
                    .with_header(header::ACCEPT, MEDIA_TYPES[0]));
            }
            let bytes = bytes.await.map_err(|error| receive_problem(&error))?;
            let missing = |body: &Value| -> Vec<String> {
                let schemas = request.app_data::<Data<OperationSchemas>>();
                schemas.map_or_else(Vec::new, |schemas| schemas.missing_in_body(&request, body))
            };
            Ok(Self { content: parse(&bytes, missing)?, bytes })
        })
    }
}

/// The problem of a body that wasn't received.
fn receive_problem(error: &actix_web::Error) -> Problem {
    match error.as_error::<PayloadError>() {
        Some(PayloadError::Overflow) => {
            Problem::new(ProblemKind::BodyTooLarge, "the body is longer than this server takes")
        }
        _ if error.as_response_error().status_code() == 413 => {
            Problem::new(ProblemKind::BodyTooLarge, "the body is longer than this server takes")
        }
        _ => Problem::new(ProblemKind::MalformedRequest, "the body broke off before its end; send the request again"),
    }
}

/// Parses a body. `missing` gives the paths of what the description of the operation requires and a body lacks.
///
/// # Errors
/// [`ProblemKind::MalformedJson`] with line and column, or [`ProblemKind::Invalid`] with every field that is wrong.
fn parse<T: DeserializeOwned>(bytes: &[u8], missing: impl FnOnce(&Value) -> Vec<String>) -> Result<T, Problem> {
    let JsonDocument { value, repeated, not_text } = JsonDocument::read(bytes).map_err(|error| malformed(&error))?;
    let read = field_errors::read(&value, Notation::Json);
    let mut errors: Vec<FieldError> = repeated.into_iter().map(FieldError::repeated).collect();
    errors.extend(not_text.into_iter().map(FieldError::not_text));
    match read {
        Ok(content) if errors.is_empty() => return Ok(content),
        Ok(_) => {}
        Err(wrong) => {
            errors.extend(missing(&value).into_iter().map(FieldError::missing));
            errors.extend(wrong);
        }
    }
    Err(invalid(errors))
}

/// The problem of wrong fields, each once.
fn invalid(mut errors: Vec<FieldError>) -> Problem {
    errors.sort_by(|one, other| one.field.cmp(&other.field));
    errors.dedup_by(|one, other| one.field == other.field);
    Problem::invalid(errors.into_iter().map(InvalidField::from).collect())
}

fn malformed(error: &serde_json::Error) -> Problem {
    let (line, column) = (error.line(), error.column());
    let reason = match error.classify() {
        Category::Eof => "it ends too early",
        Category::Syntax | Category::Data | Category::Io => "what stands there isn't JSON",
    };
    Problem::new(ProblemKind::MalformedJson, format!("the body is no JSON at line {line}, column {column}: {reason}"))
        .at_position(line, column)
}

#[cfg(test)]
mod tests {
    use candidate_profile::Profile;

    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Body {
        profile: Profile,
        #[serde(default)]
        posts: Option<u8>,
    }

    fn parse_body(body: &str) -> Result<Body, Problem> {
        parse(body.as_bytes(), |_| Vec::new())
    }

    fn invalid_fields(body: &str) -> Vec<(String, String)> {
        let problem = parse_body(body).expect_err(body);
        assert_eq!(problem.kind, ProblemKind::Invalid);
        problem.errors.into_iter().map(|error| (error.field, error.expected)).collect()
    }

    fn invalid_names(body: &str) -> Vec<String> {
        invalid_fields(body).into_iter().map(|(field, _)| field).collect()
    }

    #[test]
    fn a_valid_body_is_parsed() {
        let body = parse_body(" {\"profile\": {}, \"posts\": 3}\n").expect("a body");
        assert_eq!((body.profile, body.posts), (Profile::default(), Some(3)));
    }

    #[test]
    fn a_wrong_value_is_reported_with_its_path() {
        let problem =
            parse_body(r#"{"profile": {"languages": [{"language": "nl", "level": "B9"}]}}"#).expect_err("no level");
        let level = &problem.errors[0];
        assert_eq!((level.field.as_str(), level.value.as_str()), ("profile.languages[0].level", "B9"));
        assert!(level.expected.starts_with("a level: A1"), "{level:?}");
    }

    #[test]
    fn a_missing_and_an_unknown_field_are_named() {
        assert_eq!(invalid_names("{}"), ["profile"]);
        assert_eq!(invalid_names(r#"{"profile": {"age": 30}}"#), ["profile.age"]);
        assert_eq!(invalid_names(r#"{"profile": {}, "name": "x"}"#), ["name"]);
    }

    #[test]
    fn an_array_is_no_object_at_any_depth() {
        let object = "an object".to_owned();
        assert_eq!(invalid_fields("[{}]"), [("body".to_owned(), object.clone())]);
        assert_eq!(invalid_fields(r#"{"profile": []}"#), [("profile".to_owned(), object.clone())]);
        let nested = r#"{"profile": {"languages": [["nl", "B2"]], "titles": [["nurse-general-care"]]}}"#;
        assert_eq!(
            invalid_fields(nested),
            [("profile.languages[0]".to_owned(), object.clone()), ("profile.titles[0]".to_owned(), object)]
        );
    }

    #[test]
    fn every_wrong_field_is_listed_once() {
        let body = r#"{
            "posts": 256,
            "profile": {
                "languages": [{"language": "nl", "level": "B9"}, {"level": 3, "shoe": 1}, {"language": "fr", "level": "B1"}],
                "available_from": "2027-02-30",
                "last_practised": 7,
                "consent": "yes",
                "hours_min": null,
                "regions": "BE23",
                "text": {}
            },
            "more": 1,
            "profile": {"consent": 1, "regions": [4, "BE2"], "regions": []}
        }"#;
        assert_eq!(invalid_names(body), ["more", "posts", "profile", "profile.consent", "profile.regions"]);
        let body = body.replace("\"more\": 1,\n            \"profile\"", "\"other\"");
        let wrong = invalid_fields(&body);
        let names: Vec<&str> = wrong.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(
            names,
            [
                "other",
                "other.regions",
                "posts",
                "profile.available_from",
                "profile.consent",
                "profile.languages[0].level",
                "profile.languages[1].level",
                "profile.languages[1].shoe",
                "profile.last_practised",
                "profile.regions",
                "profile.text",
            ]
        );
        let of = |name: &str| wrong.iter().find(|(field, _)| field == name).map(|(_, expected)| expected.as_str());
        let date = Some("a date as 2027-02-01, from 1930-01-01 to 2109-12-31");
        assert_eq!((of("profile.available_from"), of("profile.last_practised")), (date, date));
        assert_eq!((of("profile.consent"), of("profile.text")), (Some("true or false"), Some("a text")));
        assert_eq!((of("posts"), of("profile.regions")), (Some("a whole number from 0 to 255"), Some("an array")));
    }

    #[test]
    fn malformed_json_is_reported_with_line_and_column() {
        let problem = parse_body("{\n  \"profile\": {,}\n}").expect_err("no JSON");
        assert_eq!((problem.kind, problem.position.as_deref()), (ProblemKind::MalformedJson, Some(&(2, 15))));
        let problem = parse_body(r#"{"profile": {}} more"#).expect_err("more than one value");
        assert_eq!(problem.kind, ProblemKind::MalformedJson);
    }

    #[test]
    fn a_large_body_with_many_errors_is_answered() {
        let languages = vec![r#"{"language": "nl", "level": "B9"}"#; 20_000].join(",");
        let names = invalid_names(&format!(r#"{{"profile": {{"languages": [{languages}]}}}}"#));
        assert!(names.len() >= 3 && names.len() < 20_000, "{}", names.len());
    }
}
