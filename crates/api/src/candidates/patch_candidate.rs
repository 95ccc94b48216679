//! Changes single fields of a candidate.

use std::collections::HashMap;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, patch};
use candidate_profile::candidates::Change;
use candidate_profile::{PersonalData, Profile};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use vocabulary::CandidateId;
use web::json_body::from_value;
use web::{AppContext, Caller, IfMatch, JsonBody, PathId, Problem};

use super::{CandidateResponse, respond_with_candidate};
use crate::problem_responses;

/// A merge patch (RFC 7396): a field that is given replaces the present one, null makes it unknown, and a field that is
/// left out stays unchanged.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CandidatePatch)]
pub(crate) struct PatchCandidateRequest {
    /// Fields of the profile. Titles and languages are those that the caller states; what others asserted stays.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    profile: Option<Value>,
    /// Fields of the personal data. A change reads the other fields, which is recorded in the audit log.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    personal_data: Option<Value>,
}

/// Changes single fields of a candidate, based on the version that was seen.
#[utoipa::path(
    operation_id = "patch_candidate",
    tag = "candidates",
    params(
        ("id" = uuid::Uuid, Path, description = "the candidate"),
        ("If-Match" = String, Header, description = "the `ETag` of the version that was seen", example = "\"v3\""),
    ),
    request_body(content = PatchCandidateRequest, content_type = "application/merge-patch+json"),
    responses(
        (status = 200, body = CandidateResponse, headers(("ETag" = String, description = "the new version"))),
        problem_responses::Usual,
        problem_responses::NotFound,
        problem_responses::Body,
        problem_responses::State,
        problem_responses::Versions,
    )
)]
#[patch("/candidates/{id}")]
pub(crate) async fn patch_candidate(
    context: Data<AppContext>,
    caller: Caller,
    id: PathId<CandidateId>,
    version: IfMatch,
    body: JsonBody<PatchCandidateRequest>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    respond_with_candidate(&context, &request, move |candidates| {
        let PatchCandidateRequest { profile, personal_data } = body.content;
        // The result is only written if the candidate still has the version that was seen.
        let profile: Option<Profile> = match profile {
            Some(patch) => Some(merged("profile", &candidates.get(&caller.0, id.0)?.stated_by(&caller.0), &patch)?),
            None => None,
        };
        let personal_data: Option<PersonalData> = match personal_data {
            Some(patch) => Some(merged("personal_data", &candidates.get_personal_data(&caller.0, id.0)?.0, &patch)?),
            None => None,
        };
        Ok::<_, Problem>(candidates.change(&caller.0, id.0, version.0, Change { profile, personal_data })?)
    })
    .await
}

/// Applies a patch to a value. The value is wrapped in an object with the field's name, so that errors name the field.
fn merged<T: DeserializeOwned + Serialize>(field: &str, value: &T, patch: &Value) -> Result<T, Problem> {
    let mut wrapped = json!({ field: value });
    json_patch::merge(&mut wrapped[field], patch);
    let mut unwrapped: HashMap<String, T> = from_value(&wrapped)?;
    unwrapped.remove(field).ok_or_else(|| Problem::query(field, "", "an object"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_replaces_the_fields_that_it_gives_and_removes_those_that_are_null() {
        let before = json!({ "a": 1, "b": { "c": 2, "d": 3 }, "e": [1, 2] });
        let patch = json!({ "a": null, "b": { "c": 4 }, "e": [5], "f": "new" });
        let after = merged("field", &before, &patch).expect("a value");
        assert_eq!(after, json!({ "b": { "c": 4, "d": 3 }, "e": [5], "f": "new" }));
    }

    #[test]
    fn an_invalid_value_is_reported_with_its_path() {
        let patch = json!({ "hours_min": "a lot" });
        let problem = merged("profile", &Profile::default(), &patch).expect_err("no hours");
        assert_eq!(problem.errors[0].field, "profile.hours_min");
    }
}
