//! JSON bodies of requests.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

use crate::problem::{InvalidField, Problem, ProblemKind, shortened};

/// A parsed JSON body and its bytes. Extraction fails with a problem that names the position or the field of the error.
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
        Box::pin(async move {
            if !is_json {
                return Err(Problem::new(ProblemKind::UnsupportedMediaType, "send JSON, as `application/json`")
                    .with_header(header::ACCEPT, MEDIA_TYPES[0]));
            }
            let bytes = bytes.await.map_err(|error| receive_problem(&error))?;
            Ok(Self { content: parse(&bytes)?, bytes })
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

/// Parses a body.
///
/// # Errors
/// [`ProblemKind::MalformedJson`] with line and column, or [`ProblemKind::Invalid`] with the field.
fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let content = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        if error.inner().is_data() {
            invalid_value(bytes, error.path(), error.inner())
        } else {
            malformed(error.inner())
        }
    })?;
    json.end().map_err(|error| malformed(&error))?;
    Ok(content)
}

/// Converts parsed JSON.
///
/// # Errors
/// [`ProblemKind::Invalid`] with the field.
pub fn from_value<T: DeserializeOwned>(value: &Value) -> Result<T, Problem> {
    serde_path_to_error::deserialize(value)
        .map_err(|error| invalid_value(value.to_string().as_bytes(), error.path(), error.inner()))
}

fn malformed(error: &serde_json::Error) -> Problem {
    let (line, column) = (error.line(), error.column());
    let message = message(error);
    Problem::new(
        ProblemKind::MalformedJson,
        format!("the body is no JSON at line {line}, column {column}: {message}"),
    )
    .at_position(line, column)
}

/// The message of an error without the position that serde_json appends.
fn message(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.rsplit_once(" at line ").map_or(message.clone(), |(message, _)| message.to_owned())
}

fn invalid_value(bytes: &[u8], path: &Path, error: &serde_json::Error) -> Problem {
    let (field, expected) = expectation(path, &message(error));
    // Personal data isn't repeated, since an error message may be passed on.
    let value = if field.starts_with("personal_data.") { None } else { value_at(bytes, path) };
    Problem::invalid(vec![InvalidField { field, value: value.unwrap_or_default(), expected }])
}

/// The field and its expected value, from serde's message.
pub(crate) fn expectation(path: &Path, message: &str) -> (String, String) {
    let path = path.to_string();
    let child = |name: &str| if path == "." || path == "?" { name.to_owned() } else { format!("{path}.{name}") };
    let first_quoted = |message: &str| message.split('`').nth(1).unwrap_or_default().to_owned();
    if message.starts_with("missing field ") {
        return (child(&first_quoted(message)), "it to be given".to_owned());
    }
    let expected = message.split_once("expected ").map_or(message, |(_, expected)| expected).to_owned();
    if message.starts_with("unknown field ") {
        let name = first_quoted(message);
        let last = path.rsplit('.').next().unwrap_or_default();
        let field = if last == name { path.clone() } else { child(&name) };
        return (field, format!("a field that there is: {expected}"));
    }
    (if path == "." { "body".to_owned() } else { path }, expected)
}

/// The value at a path of the body.
fn value_at(bytes: &[u8], path: &Path) -> Option<String> {
    let body: Value = serde_json::from_slice(bytes).ok()?;
    let mut value = &body;
    for segment in path.iter() {
        value = match segment {
            Segment::Seq { index } => value.get(index)?,
            Segment::Map { key } => value.get(key)?,
            Segment::Enum { .. } | Segment::Unknown => return None,
        };
    }
    Some(match value {
        Value::String(text) => shortened(text),
        other => shortened(&other.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use candidate_profile::Profile;

    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Body {
        profile: Profile,
    }

    fn invalid_field(body: &str) -> InvalidField {
        let problem = parse::<Body>(body.as_bytes()).expect_err(body);
        assert_eq!(problem.kind, ProblemKind::Invalid);
        problem.errors[0].clone()
    }

    #[test]
    fn a_valid_body_is_parsed() {
        let body: Body = parse(b" {\"profile\": {}}\n").expect("a body");
        assert_eq!(body.profile, Profile::default());
    }

    #[test]
    fn a_wrong_value_is_reported_with_its_path() {
        let level = invalid_field(r#"{"profile": {"languages": [{"language": "nl", "level": "B9"}]}}"#);
        assert_eq!((level.field.as_str(), level.value.as_str()), ("profile.languages[0].level", "B9"));
        assert!(level.expected.starts_with("a level: A1"), "{level:?}");
    }

    #[test]
    fn a_missing_and_an_unknown_field_are_named() {
        assert_eq!(invalid_field("{}").field, "profile");
        assert_eq!(invalid_field(r#"{"profile": {"age": 30}}"#).field, "profile.age");
        assert_eq!(invalid_field(r#"{"profile": {}, "name": "x"}"#).field, "name");
    }

    #[test]
    fn malformed_json_is_reported_with_line_and_column() {
        let problem = parse::<Body>(b"{\n  \"profile\": {,}\n}").expect_err("no JSON");
        assert_eq!((problem.kind, problem.position.as_deref()), (ProblemKind::MalformedJson, Some(&(2, 15))));
        let problem = parse::<Body>(br#"{"profile": {}} more"#).expect_err("more than one value");
        assert_eq!(problem.kind, ProblemKind::MalformedJson);
    }
}
