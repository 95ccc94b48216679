//! Conditional requests (RFC 9110, section 13): a read has its version as `ETag`, and a change names the version that it
//! is based on as `If-Match`.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::{self, ETag, EntityTag, Header, IfNoneMatch};
use actix_web::{FromRequest, HttpRequest, HttpResponse};
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
        // Not the typed `header::IfMatch`: it skips what it can't parse of a list, and `*` and lists are refused here.
        let Some(value) = request.headers().get(header::IF_MATCH) else {
            let detail = "say in `If-Match` which version was seen: the `ETag` that came with it, like \"v3\"";
            return ready(Err(Problem::new(ProblemKind::VersionRequired, detail)));
        };
        let version = value.to_str().ok().and_then(parse_version);
        ready(version.map(Self).ok_or_else(|| {
            Problem::new(
                ProblemKind::MalformedHeader,
                "`If-Match` takes one version as its `ETag` gave it, like \"v3\"",
            )
        }))
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
    let is_cached = match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Items(cached)) => cached.iter().any(|cached| cached.weak_eq(&tag)),
        Ok(IfNoneMatch::Any) | Err(_) => false,
    };
    if is_cached && request.method().is_safe() {
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
