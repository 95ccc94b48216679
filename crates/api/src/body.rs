//! The JSON that a request brings.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

use crate::problem::{InvalidField, Problem, ProblemKind, shortened};

/// What a request brings, read, and as it came.
pub(crate) struct JsonBody<T> {
    pub(crate) content: T,
    pub(crate) bytes: web::Bytes,
}

/// Media types that are JSON for our purposes; `application/merge-patch+json` is RFC 7396.
const JSON: [&str; 2] = ["application/json", "application/merge-patch+json"];

impl<T: DeserializeOwned + 'static> FromRequest for JsonBody<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_json = JSON.contains(&request.content_type().to_ascii_lowercase().as_str());
        let bytes = web::Bytes::from_request(request, payload);
        Box::pin(async move {
            if !is_json {
                return Err(Problem::new(ProblemKind::UnsupportedMediaType, "send JSON, as `application/json`")
                    .with_header(header::ACCEPT, JSON[0]));
            }
            let bytes = bytes.await.map_err(|error| unread(&error))?;
            Ok(Self { content: read(&bytes)?, bytes })
        })
    }
}

/// A body that couldn't be received.
fn unread(error: &actix_web::Error) -> Problem {
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

/// Reads JSON; tells where it stops being JSON, or which value isn't right.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let content = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        if error.inner().is_data() { wrong_value(bytes, error.path(), error.inner()) } else { no_json(error.inner()) }
    })?;
    json.end().map_err(|error| no_json(&error))?;
    Ok(content)
}

/// The same from JSON that is read already.
pub(crate) fn read_value<T: DeserializeOwned>(value: &Value) -> Result<T, Problem> {
    serde_path_to_error::deserialize(value)
        .map_err(|error| wrong_value(value.to_string().as_bytes(), error.path(), error.inner()))
}

fn no_json(error: &serde_json::Error) -> Problem {
    let (line, column) = (error.line(), error.column());
    let told = told(error);
    Problem::new(ProblemKind::MalformedJson, format!("the body is no JSON at line {line}, column {column}: {told}"))
        .at(line, column)
}

/// What is wrong, without the place that serde_json appends.
fn told(error: &serde_json::Error) -> String {
    let told = error.to_string();
    told.rsplit_once(" at line ").map_or(told.clone(), |(told, _)| told.to_owned())
}

fn wrong_value(bytes: &[u8], path: &Path, error: &serde_json::Error) -> Problem {
    let (field, expected) = expectation(path, &told(error));
    // Who somebody is isn't repeated, since a message may be passed on.
    let value = if field.starts_with("personal_data.") { None } else { found(bytes, path) };
    Problem::invalid(vec![InvalidField { field, value: value.unwrap_or_default(), expected }])
}

/// The field, and what was expected of it, from serde's words.
pub(crate) fn expectation(path: &Path, told: &str) -> (String, String) {
    let at = path.to_string();
    let within = |name: &str| if at == "." || at == "?" { name.to_owned() } else { format!("{at}.{name}") };
    let quoted = |told: &str| told.split('`').nth(1).unwrap_or_default().to_owned();
    if told.starts_with("missing field ") {
        return (within(&quoted(told)), "it to be given".to_owned());
    }
    let expected = told.split_once("expected ").map_or(told, |(_, expected)| expected).to_owned();
    if told.starts_with("unknown field ") {
        let name = quoted(told);
        let last = at.rsplit('.').next().unwrap_or_default();
        let field = if last == name { at.clone() } else { within(&name) };
        return (field, format!("a field that there is: {expected}"));
    }
    (if at == "." { "body".to_owned() } else { at }, expected)
}

/// The value at a place of the body.
fn found(bytes: &[u8], path: &Path) -> Option<String> {
    let whole: Value = serde_json::from_slice(bytes).ok()?;
    let mut value = &whole;
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

    fn wrong(body: &str) -> InvalidField {
        let problem = read::<Body>(body.as_bytes()).expect_err(body);
        assert_eq!(problem.kind, ProblemKind::Invalid);
        problem.errors[0].clone()
    }

    #[test]
    fn what_is_right_is_read() {
        let body: Body = read(b" {\"profile\": {}}\n").expect("a body");
        assert_eq!(body.profile, Profile::default());
    }

    #[test]
    fn a_wrong_value_is_told_with_its_place() {
        let level = wrong(r#"{"profile": {"languages": [{"language": "nl", "level": "B9"}]}}"#);
        assert_eq!((level.field.as_str(), level.value.as_str()), ("profile.languages[0].level", "B9"));
        assert!(level.expected.starts_with("a level: A1"), "{level:?}");
    }

    #[test]
    fn a_missing_and_an_unknown_field_are_named() {
        assert_eq!(wrong("{}").field, "profile");
        assert_eq!(wrong(r#"{"profile": {"age": 30}}"#).field, "profile.age");
        assert_eq!(wrong(r#"{"profile": {}, "name": "x"}"#).field, "name");
    }

    #[test]
    fn what_is_no_json_is_told_with_line_and_column() {
        let problem = read::<Body>(b"{\n  \"profile\": {,}\n}").expect_err("no JSON");
        assert_eq!((problem.kind, problem.place.as_deref()), (ProblemKind::MalformedJson, Some(&(2, 15))));
        let problem = read::<Body>(br#"{"profile": {}} more"#).expect_err("more than one value");
        assert_eq!(problem.kind, ProblemKind::MalformedJson);
    }
}
