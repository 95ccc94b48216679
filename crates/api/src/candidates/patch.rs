//! Changing some of what is known of somebody.

use actix_web::{HttpRequest, HttpResponse, patch};
use candidate_profile::candidates::Change;
use candidate_profile::{Candidates, PersonalData, Profile};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use utoipa::ToSchema;
use vocabulary::CandidateId;

use super::ChangeCandidateResponse;
use crate::body::{JsonBody, read_value};
use crate::caller::Caller;
use crate::id::Id;
use crate::problem::{self, Problem};
use crate::shared::{Shared, run_blocking};
use crate::version::{IfMatch, versioned};

/// Some of what is known of somebody, as a merge patch (RFC 7396): a field that is given replaces the one that is
/// there, null makes it unknown, and what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CandidatePatch)]
pub(crate) struct PatchCandidateRequest {
    /// Fields of the profile.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    profile: Option<Value>,
    /// Fields of who they are. Changing some of it reads the rest, which is noted.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    personal_data: Option<Value>,
}

/// Changes some of what is known of a candidate, from the version that was seen.
#[utoipa::path(
    operation_id = "patch_candidate",
    tag = "candidates",
    params(
        ("id" = uuid::Uuid, Path, description = "the candidate"),
        ("If-Match" = String, Header, description = "the `ETag` of the version that was seen", example = "\"v3\""),
    ),
    request_body(content = PatchCandidateRequest, content_type = "application/merge-patch+json"),
    responses(
        (status = 200, body = ChangeCandidateResponse, headers(("ETag" = String, description = "the new version"))),
        problem::Usual,
        problem::NotFound,
        problem::Body,
        problem::State,
        problem::Versions,
    )
)]
#[patch("/candidates/{id}")]
pub(crate) async fn patch(
    api: Shared,
    caller: Caller,
    id: Id<CandidateId>,
    seen: IfMatch,
    sent: JsonBody<PatchCandidateRequest>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let changed = run_blocking(&api, move |api| {
        let PatchCandidateRequest { profile, personal_data } = sent.content;
        let candidates = Candidates::new(&api.database, &api.reference);
        // What is merged is checked against the version that was seen when it is written.
        let profile: Option<Profile> = match profile {
            Some(new) => Some(merged("profile", &candidates.get(&caller.0, id.0)?.profile, new)?),
            None => None,
        };
        let personal_data: Option<PersonalData> = match personal_data {
            Some(new) => Some(merged("personal_data", &candidates.get_personal_data(&caller.0, id.0)?, new)?),
            None => None,
        };
        Ok::<_, Problem>(candidates.change(&caller.0, id.0, seen.0, Change { profile, personal_data })?)
    });
    let changed = ChangeCandidateResponse::new(changed.await?);
    Ok(versioned(&request, changed.version(), &changed))
}

/// Something with a patch merged in. The field's name is kept around it, so that an error names it.
fn merged<T: DeserializeOwned + serde::Serialize>(field: &str, before: &T, new: Value) -> Result<T, Problem> {
    let mut whole = json!({ field: before });
    merge(&mut whole[field], new);
    let mut read: std::collections::HashMap<String, T> = read_value(&whole)?;
    read.remove(field).ok_or_else(|| Problem::query(field, "", "an object"))
}

/// RFC 7396, section 2.
fn merge(target: &mut Value, new: Value) {
    let Value::Object(new) = new else {
        *target = new;
        return;
    };
    if !target.is_object() {
        *target = json!({});
    }
    for (name, value) in new {
        match (target.as_object_mut(), value) {
            (Some(target), Value::Null) => drop(target.shift_remove(&name)),
            (Some(target), value) => merge(target.entry(name).or_insert(Value::Null), value),
            (None, _) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_replaces_what_it_gives_and_removes_what_it_makes_null() {
        let mut target = json!({ "a": 1, "b": { "c": 2, "d": 3 }, "e": [1, 2] });
        merge(&mut target, json!({ "a": null, "b": { "c": 4 }, "e": [5], "f": "new" }));
        assert_eq!(target, json!({ "b": { "c": 4, "d": 3 }, "e": [5], "f": "new" }));
    }

    #[test]
    fn a_value_that_isnt_right_is_named_by_its_place_in_the_whole() {
        let problem = merged("profile", &Profile::default(), json!({ "hours_min": "a lot" })).expect_err("no hours");
        assert_eq!(problem.errors[0].field, "profile.hours_min");
    }
}
