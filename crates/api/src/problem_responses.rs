//! Groups of problems as the responses of operations, for the OpenAPI document.

use std::collections::BTreeMap;

use utoipa::IntoResponses;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};
use web::ProblemKind;
use web::problem::MEDIA_TYPE;

/// The responses of some kinds of problems, by status.
fn responses(kinds: &[ProblemKind]) -> BTreeMap<String, RefOr<Response>> {
    let mut descriptions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for kind in kinds {
        let description = format!("`{}` {}: {}", kind.type_uri(), kind.title(), kind.meaning());
        descriptions.entry(kind.status().to_string()).or_default().push(description);
    }
    let problem = || ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    let response = |descriptions: Vec<String>| {
        ResponseBuilder::new().description(descriptions.join("\n\n")).content(MEDIA_TYPE, problem()).build().into()
    };
    descriptions.into_iter().map(|(status, descriptions)| (status, response(descriptions))).collect()
}

macro_rules! problem_responses {
    ($($(#[$doc:meta])* $name:ident: $($kind:ident),+;)*) => {
        $($(#[$doc])* pub(crate) struct $name;

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                responses(&[$(ProblemKind::$kind),+])
            }
        })*
    };
}

problem_responses! {
    /// Problems of every operation that authenticates its caller.
    Usual: Unauthenticated, Forbidden, TooManyRequests, Internal, Unavailable, TookTooLong;
    /// Nothing has this identifier.
    NotFound: NotFound;
    /// The query string is invalid.
    Query: MalformedQuery;
    /// The body is invalid.
    Body: MalformedJson, BodyTooLarge, UnsupportedMediaType, Invalid;
    /// The creation is invalid or refused.
    Creation: MalformedJson, MalformedHeader, Conflict, BodyTooLarge, UnsupportedMediaType, Invalid, KeyReused;
    /// The operation doesn't fit the present state.
    State: Conflict;
    /// The change names no version, or an old one.
    Versions: MalformedHeader, VersionConflict, VersionRequired;
    /// The change names an old version, or asks that there be nothing yet.
    OptionalVersions: MalformedHeader, VersionConflict;
    /// The vacancy isn't ranked.
    Ranking: MalformedQuery, NotFound, NotRanked;
}
