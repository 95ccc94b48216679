//! Changes single fields of a candidate.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, patch};
use candidate_profile::candidates::Change;
use candidate_profile::{PersonalData, Profile};
use serde::Deserialize;
use utoipa::ToSchema;
use vocabulary::CandidateId;
use web::{AppContext, Caller, IfMatch, JsonBody, MergePatch, PathId, Problem, merge_patch};

use super::{CandidateResponse, respond_with_candidate};
use crate::problem_responses;

/// A merge patch (RFC 7396): a field that is given replaces the present one, an array as a whole; null makes it unknown; and
/// a field that is left out stays unchanged. Profile and personal data themselves can't be null.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CandidatePatch)]
pub(crate) struct PatchCandidateRequest {
    /// Fields of the profile. Titles and languages are those that the caller states; what others asserted stays.
    #[serde(default, deserialize_with = "merge_patch::given")]
    #[schema(value_type = Object, required = false)]
    profile: Option<MergePatch>,
    /// Fields of the personal data. A change reads the other fields, which is recorded in the audit log.
    #[serde(default, deserialize_with = "merge_patch::given")]
    #[schema(value_type = Object, required = false)]
    personal_data: Option<MergePatch>,
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
        let profile = profile.map(|patch| {
            let candidate = candidates.get(&caller.0, id.0)?;
            patch.apply::<Profile>("profile", &candidate.stated_by(&caller.0))
        });
        let personal_data = personal_data.map(|patch| {
            let (personal_data, _) = candidates.get_personal_data(&caller.0, id.0)?;
            patch.apply::<PersonalData>("personal_data", &personal_data)
        });
        let (profile, personal_data) = Problem::both(profile.transpose(), personal_data.transpose())?;
        Ok::<_, Problem>(candidates.change(&caller.0, id.0, version.0, Change { profile, personal_data })?)
    })
    .await
}
