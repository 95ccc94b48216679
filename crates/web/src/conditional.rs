//! Conditional requests (RFC 9110, section 13): a read has its version as `ETag`, and a change names the version that it
//! is based on as `If-Match`.
//!
//! | header | in a read (GET, HEAD) | in a change |
//! |---|---|---|
//! | `If-Match: "v3"` | 412 when there is a version and it is another one | 412 when that isn't the version; 428 without the header |
//! | `If-Match: *` | no condition, as there is something | 428: it would overwrite what nobody has seen |
//! | `If-None-Match: "v3"` | 304 when that is the version; tags are compared weakly | 412 when `If-Match` names the same |
//! | `If-None-Match: *` | 304 when there is anything | 412 when there is anything, else 404: no change creates |
//!
//! A change that does no harm when it is repeated ([`OptionalIfMatch`]) needs no `If-Match`; its other conditions are the same.

use std::future::{Ready, ready};

use actix_web::dev::{Payload, ServiceRequest};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, ETag, EntityTag, Header, HeaderMap, IfMatch as IfMatchHeader, IfNoneMatch};
use actix_web::{FromRequest, HttpMessage, HttpRequest, HttpResponse, ResponseError};
use serde::Serialize;

use crate::problem::{Problem, ProblemKind};

/// The version that a change is based on, from `If-Match`. Extraction fails where the header is missing or isn't one
/// version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IfMatch(pub i64);

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        if is_any(request) {
            return ready(Ok(Self(NO_VERSION)));
        }
        // Not the typed `header::IfMatch`: it skips what it can't parse of a list, and `*` and lists are refused here.
        let Some(value) = request.headers().get(header::IF_MATCH) else {
            let detail = "say in `If-Match` which version was seen: the `ETag` that came with it, like \"v3\"";
            return ready(Err(Problem::new(ProblemKind::VersionRequired, detail)));
        };
        if value == "*" {
            let detail =
                "`If-Match: *` would overwrite what nobody has seen; send the `ETag` that was seen, like \"v3\"";
            return ready(Err(Problem::new(ProblemKind::VersionRequired, detail)));
        }
        let version = value.to_str().ok().and_then(parse_version);
        let excluded = |version: &i64| is_none_match_of(request, &entity_tag(*version));
        let version = version.map(|version| if excluded(&version) { NO_VERSION } else { version });
        ready(version.map(Self).ok_or_else(|| {
            Problem::new(
                ProblemKind::MalformedHeader,
                "`If-Match` takes one version as its `ETag` gave it, like \"v3\"",
            )
        }))
    }
}

/// The version that a change is based on, for one that does no harm when it is repeated and therefore needs none: `None` without
/// the header, and for `If-Match: *`. Extraction fails where the header isn't one version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OptionalIfMatch(pub Option<i64>);

impl FromRequest for OptionalIfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let header = request.headers().get(header::IF_MATCH);
        if !is_any(request) && header.is_none_or(|value| value == "*") {
            return ready(Ok(Self(None)));
        }
        ready(IfMatch::from_request(request, payload).into_inner().map(|IfMatch(version)| Self(Some(version))))
    }
}

/// A version that nothing has: a change on it fails with 412 where there is something, and with 404 where there is nothing.
const NO_VERSION: i64 = 0;

/// Whether `If-None-Match` is `*`.
fn is_any(request: &impl HttpMessage) -> bool {
    matches!(IfNoneMatch::parse(request), Ok(IfNoneMatch::Any))
}

/// Whether `If-None-Match` contains a tag. Tags are compared weakly.
fn is_none_match_of(request: &impl HttpMessage, tag: &EntityTag) -> bool {
    match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Items(tags)) => tags.iter().any(|one| one.weak_eq(tag)),
        Ok(IfNoneMatch::Any) | Err(_) => false,
    }
}

/// The conditions of a request that its response decides, whatever it is about.
pub(crate) struct Conditions {
    is_read: bool,
    if_match: Option<IfMatchHeader>,
    none_match_any: bool,
}

impl Conditions {
    /// Those of a request.
    pub(crate) fn of(request: &ServiceRequest) -> Self {
        let if_match = request.headers().contains_key(header::IF_MATCH);
        Self {
            is_read: request.method().is_safe(),
            // A header without any tag that can be parsed matches nothing.
            if_match: if_match.then(|| IfMatchHeader::parse(request).unwrap_or(IfMatchHeader::Items(Vec::new()))),
            none_match_any: is_any(request),
        }
    }

    /// The response to send in place of this one, when a condition isn't fulfilled.
    pub(crate) fn unfulfilled(&self, status: StatusCode, headers: &HeaderMap) -> Option<HttpResponse> {
        if !self.is_read {
            let is_refused = self.none_match_any && status == StatusCode::PRECONDITION_FAILED;
            return is_refused.then(|| {
                let detail = "there is one here already, which `If-None-Match: *` excludes; to change it, send its `ETag` as `If-Match`";
                Problem::new(ProblemKind::VersionConflict, detail).error_response()
            });
        }
        if status != StatusCode::OK {
            return None;
        }
        let tag = headers.get(header::ETAG);
        if let Some(IfMatchHeader::Items(wanted)) = &self.if_match {
            // What has no version has none to compare.
            let tag: Option<EntityTag> = tag.and_then(|tag| tag.to_str().ok()?.parse().ok());
            if tag.is_some_and(|tag| !wanted.iter().any(|one| one.strong_eq(&tag))) {
                let detail = "`If-Match` names another version than there is; get it without that header";
                return Some(Problem::new(ProblemKind::VersionConflict, detail).error_response());
            }
        }
        self.none_match_any.then(|| {
            let mut response = HttpResponse::NotModified();
            for name in [header::ETAG, header::CACHE_CONTROL, header::VARY] {
                for value in headers.get_all(&name) {
                    response.append_header((name.clone(), value.clone()));
                }
            }
            response.finish()
        })
    }
}

/// The version of one tag. A weak tag counts as well, since proxies that compress a response weaken its tag.
fn parse_version(value: &str) -> Option<i64> {
    let tag: EntityTag = value.trim().parse().ok()?;
    let version: i64 = tag.tag().strip_prefix('v')?.parse().ok()?;
    (version > 0 && entity_tag(version).weak_eq(&tag)).then_some(version)
}

/// The tag of a version: `"v3"`.
pub(crate) fn entity_tag(version: i64) -> EntityTag {
    EntityTag::new_strong(format!("v{version}"))
}

/// Responds with the body and its version; with 304 to a safe request whose `If-None-Match` contains the version.
pub fn versioned(request: &HttpRequest, version: i64, body: &impl Serialize) -> HttpResponse {
    let tag = entity_tag(version);
    if is_none_match_of(request, &tag) && request.method().is_safe() {
        return HttpResponse::NotModified().insert_header(ETag(tag)).finish();
    }
    with_version(version, body)
}

/// Responds with the body and its version, always with 200: for a body that has something which changes without the version,
/// such as a count.
pub fn with_version(version: i64, body: &impl Serialize) -> HttpResponse {
    HttpResponse::Ok().insert_header(ETag(entity_tag(version))).json(body)
}

/// Responds with a body that has no version, tagged with a hash of itself; with 304 to a safe request whose
/// `If-None-Match` contains that tag. The client may keep it, and asks each time whether it is still the same.
///
/// # Errors
/// When the body can't be written as JSON.
pub fn cacheable(request: &HttpRequest, body: &impl Serialize) -> Result<HttpResponse, Problem> {
    let text = storage::as_json(body)?;
    let tag = EntityTag::new_strong(storage::content_hash(&text));
    let is_cached = match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Items(cached)) => cached.iter().any(|cached| cached.weak_eq(&tag)),
        Ok(IfNoneMatch::Any) => true,
        Err(_) => false,
    };
    let mut response = if is_cached { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header(ETag(tag)).insert_header((header::CACHE_CONTROL, "private, no-cache"));
    Ok(if is_cached { response.finish() } else { response.content_type("application/json").body(text) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_parsed_from_its_own_tag_only() {
        assert_eq!(parse_version(&entity_tag(3).to_string()), Some(3));
        assert_eq!(parse_version("W/\"v12\""), Some(12));
        for wrong in
            ["", "*", "v3", "\"3\"", "\"v03\"", "\"v0\"", "\"v-1\"", "\"v3\", \"v4\"", "\"v99999999999999999999\""]
        {
            assert_eq!(parse_version(wrong), None, "{wrong}");
        }
    }
}
