//! Errors as RFC 9457 (problem details for HTTP APIs) defines them.
//!
//! Each kind of problem has an address that doesn't change, such as `/problems/version-conflict`, which serves its meaning
//! and what to do. Programs compare the address, people read the detail.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{HttpResponse, ResponseError};
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

/// The media type of problems.
pub const MEDIA_TYPE: &str = "application/problem+json";

macro_rules! kinds {
    ($($kind:ident = $status:literal $code:literal, $title:literal: $meaning:literal;)*) => {
        /// A kind of problem.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum ProblemKind { $(#[doc = $meaning] $kind),* }

        impl ProblemKind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// The last part of its address.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$kind => $code),* }
            }

            /// The status of the response.
            pub const fn status(self) -> u16 {
                match self { $(Self::$kind => $status),* }
            }

            /// Its title.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$kind => $title),* }
            }

            /// Its meaning and what to do.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$kind => $meaning),* }
            }
        }
    };
}

kinds! {
    MalformedRequest = 400 "malformed-request", "The request can't be read":
        "Something of the request isn't HTTP as this server reads it. Look at the detail.";
    MalformedJson = 400 "malformed-json", "The body can't be read as JSON":
        "The body breaks off, isn't JSON, or is JSON that can't be held: too large a number, half of a character, more than 127 levels. `line` and `column` say where.";
    MalformedQuery = 400 "malformed-query", "The query can't be read":
        "A parameter after the `?` is unknown, missing or has a wrong value; `errors` says which.";
    MalformedHeader = 400 "malformed-header", "A header can't be read":
        "`If-Match` takes one version, like \"v3\"; `Idempotency-Key` takes 1 to 255 visible ASCII characters.";
    Unauthenticated = 401 "unauthenticated", "A token is needed":
        "The request has no token, or one that is not of this server or has expired. Send a new one as `Authorization: Bearer …`.";
    Forbidden = 403 "forbidden", "Not for this caller":
        "The caller's role never has this permission, or not for the whole of what was asked for. The detail says whose role has it.";
    NotFound = 404 "not-found", "There is nothing here":
        "No such address, or nothing with this identifier that the caller may see.";
    MethodNotAllowed = 405 "method-not-allowed", "Not with this method":
        "The address exists and takes other methods; `Allow` names them.";
    Conflict = 409 "conflict", "It doesn't go with what is there":
        "What was asked doesn't fit the present state: a reference that is taken, a draft that isn't confirmed, somebody who has withdrawn.";
    NotRanked = 409 "not-ranked", "Nobody is ranked for this vacancy":
        "A draft, a full, a closed or an expired vacancy has no ranking. The detail says which it is.";
    VersionConflict = 412 "version-conflict", "Somebody else changed it":
        "The version in `If-Match` isn't the current one any more. Get it again and repeat the change on what is there now.";
    BodyTooLarge = 413 "body-too-large", "The body is too long":
        "Send less at once; large files are imported with the program.";
    UnsupportedMediaType = 415 "unsupported-media-type", "Only JSON is taken":
        "Send the body as `Content-Type: application/json`.";
    Invalid = 422 "invalid", "Some values aren't right":
        "The body is JSON and some of it can't be taken; `errors` lists every field with its value and what is expected. Nothing was changed.";
    KeyReused = 422 "idempotency-key-reused", "The key belongs to another request":
        "This `Idempotency-Key` came with another body before. A new request needs a new key.";
    VersionRequired = 428 "version-required", "Which version was seen?":
        "A change names the version that it began from: send the `ETag` that was read as `If-Match`.";
    TooManyRequests = 429 "too-many-requests", "Too many requests":
        "Wait as many seconds as `Retry-After` says.";
    Internal = 500 "internal", "Something broke here":
        "Not the caller's fault. Tell the operator the `X-Request-Id` of the answer.";
    Unavailable = 503 "unavailable", "Not now":
        "The server can't do it at the moment. Try again after as many seconds as `Retry-After` says.";
    NotReady = 503 "not-ready", "The server isn't ready":
        "Some checks failed; `failed` names them, each with its reason. Ask again after as many seconds as `Retry-After` says.";
    TookTooLong = 504 "took-too-long", "It took too long":
        "The server gave up waiting. A change may have been made all the same: get it again before repeating it.";
}

impl ProblemKind {
    /// The `type` of its problems: the address that describes it.
    pub fn type_uri(self) -> String {
        format!("/problems/{}", self.code())
    }

    /// The kind of a status alone.
    pub(crate) fn from_status(status: StatusCode) -> Self {
        let code = status.as_u16();
        let fallback = if status.is_server_error() { Self::Internal } else { Self::MalformedRequest };
        Self::ALL.iter().copied().find(|kind| kind.status() == code).unwrap_or(fallback)
    }
}

impl Serialize for ProblemKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.type_uri())
    }
}

/// An invalid value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct InvalidField {
    /// Its path: `profile.languages[1].level`.
    pub field: String,
    /// The value, cut to a length that can be shown; empty for personal data.
    pub value: String,
    /// What was expected, as a phrase that follows "expected".
    pub expected: String,
}

/// An error that is sent to the caller.
#[derive(Debug, Clone)]
pub struct Problem {
    /// The kind of problem.
    pub kind: ProblemKind,
    /// What went wrong in this request and what to do, in a sentence.
    pub detail: String,
    /// All invalid values.
    pub errors: Vec<InvalidField>,
    /// Line and column at which the body stops being JSON, from 1.
    pub position: Option<Box<(usize, usize)>>,
    status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
}

/// A problem's JSON.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody<'a> {
    /// The kind of problem, an address on this server.
    #[serde(rename = "type")]
    #[schema(value_type = String, example = "/problems/version-conflict")]
    kind: ProblemKind,
    /// The title of the kind.
    title: &'static str,
    /// The status of the response.
    #[schema(example = 412)]
    status: u16,
    /// What went wrong in this request and what to do, in a sentence.
    detail: &'a str,
    /// All invalid values.
    #[serde(skip_serializing_if = "<[InvalidField]>::is_empty")]
    #[schema(required = false)]
    errors: &'a [InvalidField],
    /// The line at which the body stops being JSON, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    /// The column of that line, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
}

/// What is wrong with the values of a body, in a sentence.
fn detail_of_fields(errors: &[InvalidField]) -> String {
    match errors {
        [only] => format!("`{}` isn't right: expected {}", only.field, only.expected),
        more => format!("{} values aren't right", more.len()),
    }
}

impl Problem {
    /// A problem of a kind, in a sentence.
    pub fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        let status = StatusCode::from_u16(kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self { kind, detail: detail.into(), errors: Vec::new(), position: None, status, headers: Vec::new() }
    }

    /// Invalid values of a body.
    pub fn invalid(errors: Vec<InvalidField>) -> Self {
        let detail = detail_of_fields(&errors);
        Self { errors, ..Self::new(ProblemKind::Invalid, detail) }
    }

    /// The same with other names of the fields that are wrong, as a request has them.
    pub fn with_fields(mut self, name: impl Fn(&str) -> String) -> Self {
        for error in &mut self.errors {
            error.field = name(&error.field);
        }
        if self.kind == ProblemKind::Invalid && !self.errors.is_empty() {
            self.detail = detail_of_fields(&self.errors);
        }
        self
    }

    /// Adds invalid values to those of a body; of several on one field the first counts.
    pub(crate) fn add_invalid(&mut self, errors: Vec<InvalidField>) {
        if self.kind != ProblemKind::Invalid || errors.is_empty() {
            return;
        }
        let mut all = std::mem::take(&mut self.errors);
        all.extend(errors);
        all.sort_by(|one, other| one.field.cmp(&other.field));
        all.dedup_by(|one, other| one.field == other.field);
        *self = Self::invalid(all);
    }

    /// An invalid parameter of the query.
    pub fn query(field: &str, value: &str, expected: impl Into<String>) -> Self {
        let invalid = InvalidField { field: field.to_owned(), value: shortened(value), expected: expected.into() };
        Self::malformed_query(vec![invalid])
    }

    /// Invalid parameters of the query.
    pub fn malformed_query(errors: Vec<InvalidField>) -> Self {
        let detail = match errors.as_slice() {
            [only] => format!("the parameter `{}` isn't right: expected {}", only.field, only.expected),
            more => format!("{} parameters aren't right", more.len()),
        };
        Self { errors, ..Self::new(ProblemKind::MalformedQuery, detail) }
    }

    /// Two results, or the problems of both: those of one kind list the wrong values of both.
    ///
    /// # Errors
    /// Those of the results.
    pub fn both<A, B>(one: Result<A, Self>, other: Result<B, Self>) -> Result<(A, B), Self> {
        match (one, other) {
            (Ok(one), Ok(other)) => Ok((one, other)),
            (Err(one), Err(other)) if one.kind == other.kind && !one.errors.is_empty() => {
                let errors: Vec<InvalidField> = one.errors.into_iter().chain(other.errors).collect();
                Err(if one.kind == ProblemKind::MalformedQuery {
                    Self::malformed_query(errors)
                } else {
                    Self::invalid(errors)
                })
            }
            (Err(problem), _) | (_, Err(problem)) => Err(problem),
        }
    }

    /// Adds the position in the body.
    pub(crate) fn at_position(self, line: usize, column: usize) -> Self {
        Self { position: Some(Box::new((line, column))), ..self }
    }

    /// Sets a status that has no kind of its own.
    pub(crate) fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// Adds a header to the response. A value that isn't a valid header value is left out.
    pub fn with_header(mut self, name: HeaderName, value: &str) -> Self {
        self.headers.extend(HeaderValue::from_str(value).map(|value| (name, value)));
        self
    }

    /// Adds `Retry-After`: the request may succeed after so many seconds.
    pub fn retry_after(self, seconds: u64) -> Self {
        self.with_header(header::RETRY_AFTER, &seconds.to_string())
    }

    fn body(&self) -> ProblemBody<'_> {
        let position = self.position.as_deref();
        ProblemBody {
            kind: self.kind,
            title: self.kind.title(),
            status: self.status.as_u16(),
            detail: &self.detail,
            errors: &self.errors,
            line: position.map(|(line, _)| *line),
            column: position.map(|(_, column)| *column),
        }
    }
}

/// At most 60 characters of a value.
pub(crate) fn shortened(value: &str) -> String {
    vocabulary::ParseError::new(value, "").found
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status);
        for header in &self.headers {
            response.insert_header(header.clone());
        }
        response.content_type(MEDIA_TYPE).body(serde_json::to_string(&self.body()).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_own_code_and_an_error_status() {
        let mut codes: Vec<&str> = ProblemKind::ALL.iter().map(|kind| kind.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), ProblemKind::ALL.len());
        assert!(ProblemKind::ALL.iter().all(|kind| (400..600).contains(&kind.status())));
    }

    #[test]
    fn a_status_alone_becomes_its_kind() {
        for (status, kind) in
            [(400, ProblemKind::MalformedRequest), (404, ProblemKind::NotFound), (418, ProblemKind::MalformedRequest)]
        {
            assert_eq!(ProblemKind::from_status(StatusCode::from_u16(status).expect("a status")), kind);
        }
        assert_eq!(ProblemKind::from_status(StatusCode::BAD_GATEWAY), ProblemKind::Internal);
    }
}
