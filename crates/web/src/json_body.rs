//! JSON bodies of requests.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header;
use actix_web::web::{Bytes, Data};
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use reference_data::{Corridor, ReferenceData};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;
use vocabulary::Date;

use crate::app_context::{AppContext, run_blocking};
use crate::authentication::authenticated;
use crate::field_errors::{self, FieldError, Notation};
use crate::json_document::JsonDocument;
use crate::operation_schemas::OperationSchemas;
use crate::problem::{InvalidField, Problem, ProblemKind};

/// What the values of a body are compared with.
pub struct Meanings<'a> {
    /// The dated configuration.
    pub reference: &'a ReferenceData,
    /// The corridor of the caller's programme.
    pub corridor: &'a Corridor,
    /// The current day at its destination.
    pub today: Date,
}

/// The body of an operation.
pub trait RequestBody: DeserializeOwned + Send + 'static {
    /// What is wrong with values that have the right types, as far as the body alone tells it. The operation checks all of it;
    /// this is asked where other fields have wrong types, so that one answer names the fields of both sorts.
    fn problems(&self, _: &Meanings<'_>) -> Vec<InvalidField> {
        Vec::new()
    }
}

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

impl<T: RequestBody> FromRequest for JsonBody<T> {
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
            let schemas = request.app_data::<Data<OperationSchemas>>();
            let missing = |body: &Value| -> Vec<String> {
                schemas.map_or_else(Vec::new, |schemas| schemas.missing_in_body(&request, body))
            };
            let example = schemas.and_then(|schemas| schemas.example_of_body(&request)).unwrap_or(&Value::Null);
            match parse(&bytes, missing, example) {
                Ok(content) => Ok(Self { content, bytes }),
                Err(Unreadable { problem, right_part: None }) => Err(problem),
                Err(Unreadable { problem, right_part: Some(part) }) => {
                    Err(with_meanings(problem, part, &request).await)
                }
            }
        })
    }
}

/// A body that can't be read as a whole.
struct Unreadable<T> {
    /// Why.
    problem: Problem,
    /// What is right of it, if that can be read.
    right_part: Option<T>,
}

impl<T> From<Problem> for Unreadable<T> {
    fn from(problem: Problem) -> Self {
        Self { problem, right_part: None }
    }
}

/// A problem of wrong fields with those whose types are right and whose values aren't.
async fn with_meanings<T: RequestBody>(mut problem: Problem, right_part: T, request: &HttpRequest) -> Problem {
    let Ok(actor) = authenticated(request) else { return problem };
    let (Some(programme), Some(context)) = (actor.scope.programme(), request.app_data::<Data<AppContext>>()) else {
        return problem;
    };
    let found = run_blocking(context, move |context| {
        let corridor = context.corridor(programme)?;
        let today = corridor.today(context.database.clock());
        Ok::<_, Problem>(right_part.problems(&Meanings { reference: &context.reference, corridor, today }))
    });
    if let Ok(found) = found.await {
        problem.add_invalid(found);
    }
    problem
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

/// Parses a body. `missing` gives the paths of what the description of the operation requires and a body lacks, `example` is a
/// right body.
///
/// # Errors
/// [`ProblemKind::MalformedJson`] with line and column, or [`ProblemKind::Invalid`] with every field that is wrong.
fn parse<T: DeserializeOwned>(
    bytes: &[u8],
    missing: impl FnOnce(&Value) -> Vec<String>,
    example: &Value,
) -> Result<T, Unreadable<T>> {
    let JsonDocument { value, repeated, not_text } =
        JsonDocument::read(bytes).map_err(|error| malformed(bytes, &error))?;
    let read = field_errors::read(&value, Notation::Json);
    let mut errors: Vec<FieldError> = repeated.into_iter().map(FieldError::repeated).collect();
    errors.extend(not_text.into_iter().map(FieldError::not_text));
    let mut has_more = false;
    let right_part = match read {
        Ok(content) if errors.is_empty() => return Ok(content),
        Ok(content) => Some(content),
        Err(wrong) => {
            has_more = wrong.has_more;
            let of_value = wrong.errors;
            let right_part = if has_more { None } else { field_errors::read_right_part(&value, &of_value, example) };
            errors.extend(missing(&value).into_iter().map(FieldError::missing));
            errors.extend(of_value);
            right_part
        }
    };
    let mut problem = Problem::invalid(Vec::new());
    problem.add_invalid(errors.into_iter().map(InvalidField::from).collect());
    if has_more {
        problem.detail =
            format!("more than {} values aren't right; the first of them are listed", problem.errors.len());
    }
    Err(Unreadable { problem, right_part })
}

fn malformed(bytes: &[u8], error: &serde_json::Error) -> Problem {
    let (line, column) = (error.line(), error.column());
    let at = format!("at line {line}, column {column}");
    let detail = match error.classify() {
        Category::Eof => format!("the body is no JSON {at}: it ends too early"),
        Category::Syntax | Category::Data | Category::Io => match limit(bytes, error) {
            Some(limit) => format!("the body is JSON that can't be taken {at}: {limit}"),
            None => format!("the body is no JSON {at}: what stands there isn't JSON"),
        },
    };
    Problem::new(ProblemKind::MalformedJson, detail).at_position(line, column)
}

/// What JSON may hold by its grammar (RFC 8259, sections 7 to 9) and no value here can, if that is what is wrong.
fn limit(bytes: &[u8], error: &serde_json::Error) -> Option<&'static str> {
    // The reader has no kinds of errors, only sentences.
    let reason = error.to_string();
    if reason.starts_with("number out of range") {
        Some("a number is too large; the largest is about 1.8e308")
    } else if reason.starts_with("recursion limit exceeded") {
        Some("its arrays and objects are nested deeper than 127")
    } else if reason.contains("surrogate") || reason.starts_with("unexpected end of hex escape") {
        Some("an escape such as \\ud800 is half of a character; its other half is missing")
    } else if std::str::from_utf8(bytes).is_err() {
        Some("it isn't in UTF-8")
    } else {
        None
    }
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
        parse(body.as_bytes(), |_| Vec::new(), &Value::Null)
            .map_err(|unreadable: Unreadable<Body>| unreadable.problem)
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
    fn json_that_no_value_can_hold_is_not_called_none() {
        let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
        for (body, reason) in [
            (r#"{"posts": 1e999}"#, "too large"),
            (r#"{"posts": "\ud800"}"#, "half of a character"),
            (r#"{"posts": "\ud800x"}"#, "half of a character"),
            (r#"{"posts": "\udc00"}"#, "half of a character"),
            (deep.as_str(), "deeper than 127"),
        ] {
            let problem = parse_body(body).expect_err(body);
            assert_eq!(problem.kind, ProblemKind::MalformedJson);
            assert!(problem.detail.contains(reason) && !problem.detail.contains("no JSON"), "{body}: {problem}");
        }
        let problem = parse(b"{\"a\": \"\xff\"}", |_| Vec::new(), &Value::Null);
        let problem = problem.map_err(|unreadable: Unreadable<Body>| unreadable.problem).expect_err("no UTF-8");
        assert!(problem.detail.contains("UTF-8"), "{problem}");
    }

    #[test]
    fn what_is_right_of_a_body_is_read_without_the_rest() {
        let example = serde_json::json!({ "profile": { "hours_max": "30" } });
        let right_part = |body: &str| {
            let read = parse(body.as_bytes(), |_| Vec::new(), &example);
            read.map_err(|unreadable: Unreadable<Body>| unreadable.right_part).expect_err(body)
        };
        let part = right_part(
            r#"{"profile": {"hours_max": "zz", "regions": ["XX9"], "languages": [{}, {"language": "nl", "level": "B1"}, 3]}, "more": 1}"#,
        );
        let part = part.expect("the rest can be read");
        assert_eq!((part.profile.regions.len(), part.profile.languages.len(), part.profile.hours_max), (1, 1, None));
        assert!(right_part(r#"{"posts": 3, "profile": 4}"#).is_some_and(|part| part.profile.hours_max.is_some()));
        assert!(right_part("[]").is_none());
    }

    #[test]
    fn a_large_body_with_many_errors_is_answered() {
        let languages = vec![r#"{"language": "nl", "level": "B9"}"#; 20_000].join(",");
        let names = invalid_names(&format!(r#"{{"profile": {{"languages": [{languages}]}}}}"#));
        assert!(names.len() >= 3 && names.len() < 20_000, "{}", names.len());
        let problem = parse_body(&format!(r#"{{"profile": {{"languages": [{languages}]}}}}"#)).expect_err("wrong");
        assert!(problem.detail.starts_with("more than "), "{problem}");
    }
}
