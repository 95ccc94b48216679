//! Versions: what was read carries one as its `ETag`, and a change names the one that it began from.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use serde::Serialize;

use crate::problem::{Problem, ProblemKind};

/// The version that a caller saw, from `If-Match`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct IfMatch(pub(crate) i64);

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(written) = request.headers().get(header::IF_MATCH) else {
            let detail = "say in `If-Match` which version was seen: the `ETag` that came with it, like \"v3\"";
            return ready(Err(Problem::new(ProblemKind::VersionRequired, detail)));
        };
        let version = written.to_str().ok().and_then(read);
        ready(version.map(Self).ok_or_else(|| {
            Problem::new(
                ProblemKind::MalformedHeader,
                "`If-Match` takes one version as its `ETag` gave it, like \"v3\"",
            )
        }))
    }
}

/// Reads a tag. One that a proxy weakened because it compressed the answer still names the version.
fn read(tag: &str) -> Option<i64> {
    let tag = tag.trim();
    let digits = tag.strip_prefix("W/").unwrap_or(tag).strip_prefix("\"v")?.strip_suffix('"')?;
    let version: i64 = digits.parse().ok()?;
    (version > 0 && version.to_string() == digits).then_some(version)
}

/// The tag of a version.
pub(crate) fn tag(version: i64) -> String {
    format!("\"v{version}\"")
}

/// Something with its version, or only that it is the one that the caller has already.
pub(crate) fn versioned(request: &HttpRequest, version: i64, shown: &impl Serialize) -> HttpResponse {
    let had = request.headers().get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok());
    let is_had = had.is_some_and(|tags| tags.split(',').any(|tag| read(tag) == Some(version)));
    if is_had && request.method().is_safe() {
        return HttpResponse::NotModified().insert_header((header::ETAG, tag(version))).finish();
    }
    HttpResponse::Ok().insert_header((header::ETAG, tag(version))).json(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_as_its_tag_writes_it_and_in_no_other_way() {
        assert_eq!(read(&tag(3)), Some(3));
        assert_eq!(read("W/\"v12\""), Some(12));
        for wrong in
            ["", "*", "v3", "\"3\"", "\"v03\"", "\"v0\"", "\"v-1\"", "\"v3\", \"v4\"", "\"v99999999999999999999\""]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
