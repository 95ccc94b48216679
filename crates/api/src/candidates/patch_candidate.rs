//! Changes single fields of a candidate.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, patch};
use candidate_profile::candidates::Change;
use candidate_profile::{PersonalData, Profile};
use reference_data::ReferenceData;
use serde::Deserialize;
use utoipa::ToSchema;
use vocabulary::CandidateId;
use web::{
    AppContext, Caller, IfMatch, InvalidField, JsonBody, Meanings, MergePatch, PathId, Problem, RequestBody,
    merge_patch,
};

use super::{CandidateResponse, invalid_fields, respond_with_candidate};
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

impl RequestBody for PatchCandidateRequest {
    fn problems(&self, meanings: &Meanings<'_>) -> Vec<InvalidField> {
        let profile =
            self.profile.as_ref().map(|patch| patched_profile(patch, &Profile::default(), meanings.reference));
        let personal_data =
            self.personal_data.as_ref().map(|patch| patched_personal_data(patch, &PersonalData::default()));
        Problem::both(profile.transpose(), personal_data.transpose())
            .err()
            .map_or_else(Vec::new, |problem| problem.errors)
    }
}

fn patched_profile(patch: &MergePatch, before: &Profile, reference: &ReferenceData) -> Result<Profile, Problem> {
    patch.apply("profile", before, |profile| invalid_fields(profile.check(reference)))
}

fn patched_personal_data(patch: &MergePatch, before: &PersonalData) -> Result<PersonalData, Problem> {
    patch.apply("personal_data", before, |personal_data| invalid_fields(personal_data.check()))
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
    let configuration = context.clone();
    respond_with_candidate(&context, &request, move |candidates| {
        let reference = &configuration.reference;
        let PatchCandidateRequest { profile, personal_data } = body.content;
        // The result is only written if the candidate still has the version that was seen.
        let profile = profile.map(|patch| {
            let candidate = candidates.get(&caller.0, id.0)?;
            patched_profile(&patch, &candidate.stated_by(&caller.0), reference)
        });
        let personal_data = personal_data.map(|patch| {
            let (personal_data, _) = candidates.get_personal_data(&caller.0, id.0)?;
            patched_personal_data(&patch, &personal_data)
        });
        let (profile, personal_data) = Problem::both(profile.transpose(), personal_data.transpose())?;
        Ok::<_, Problem>(candidates.change(&caller.0, id.0, version.0, Change { profile, personal_data })?)
    })
    .await
}
