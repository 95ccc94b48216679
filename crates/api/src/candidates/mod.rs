//! Operations on candidates.

pub(crate) mod change_candidate;
pub(crate) mod create_candidate;
pub(crate) mod create_candidate_import;
pub(crate) mod get_candidate;
pub(crate) mod get_opportunities;
pub(crate) mod languages;
pub(crate) mod list_candidates;
pub(crate) mod patch_candidate;
pub(crate) mod personal_data;
pub(crate) mod preferences;
pub(crate) mod titles;
pub(crate) mod withdraw_candidate;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use candidate_profile::candidates::{CandidatePart, PartContent};
use candidate_profile::{Candidate, CandidateError, CandidateState, Candidates, Profile};
use serde::Serialize;
use storage::Timestamp;
use utoipa::ToSchema;
use vocabulary::{CandidateId, FieldProblem, OrganisationId, ProgrammeId};
use web::conditional::versioned;
use web::{AppContext, Caller, InvalidField, Problem, run_blocking};

use crate::schema_references;

/// A candidate without personal data. Employers never get this: they get pseudonyms only.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Candidate)]
pub(crate) struct CandidateResponse {
    #[schema(value_type = uuid::Uuid)]
    id: CandidateId,
    #[schema(value_type = uuid::Uuid)]
    programme: ProgrammeId,
    /// The candidate's `id` in files.
    reference: String,
    /// The organisation that registered the candidate.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<uuid::Uuid>)]
    organisation: Option<OrganisationId>,
    /// The name that employers see.
    pseudonym: String,
    #[schema(schema_with = schema_references::candidate_state)]
    state: CandidateState,
    /// Number of the version, from 1; a change of any part is a new one.
    version: i64,
    #[schema(schema_with = schema_references::profile)]
    profile: Profile,
    #[schema(value_type = chrono::DateTime<chrono::Utc>)]
    created_at: Timestamp,
    #[schema(value_type = chrono::DateTime<chrono::Utc>)]
    changed_at: Timestamp,
}

impl From<Candidate> for CandidateResponse {
    fn from(candidate: Candidate) -> Self {
        let Candidate {
            id,
            programme,
            reference,
            organisation,
            pseudonym,
            state,
            version,
            versions: _,
            profile,
            created_at,
            changed_at,
        } = candidate;
        Self { id, programme, reference, organisation, pseudonym, state, version, profile, created_at, changed_at }
    }
}

/// Wrong fields of a profile or personal data as a request has them.
fn invalid_fields(problems: impl IntoIterator<Item = FieldProblem>) -> Vec<InvalidField> {
    Problem::from(CandidateError::Invalid(problems.into_iter().collect())).errors
}

/// The same of a part, whose request has the fields of the profile under another name.
fn part_fields(problems: Vec<FieldProblem>, prefix: &str) -> Vec<InvalidField> {
    let of_part = |error: InvalidField| InvalidField { field: error.field.replacen("profile.", prefix, 1), ..error };
    invalid_fields(problems).into_iter().map(of_part).collect()
}

/// Runs an operation that returns a candidate, and responds with the candidate and its version.
async fn respond_with_candidate<E: Into<Problem> + Send + 'static>(
    context: &Data<AppContext>,
    request: &HttpRequest,
    operation: impl FnOnce(&Candidates<'_>) -> Result<Candidate, E> + Send + 'static,
) -> Result<HttpResponse, Problem> {
    let candidate =
        run_blocking(context, move |context| operation(&Candidates::new(&context.database, &context.reference)))
            .await?;
    Ok(versioned(request, candidate.version, &CandidateResponse::from(candidate)))
}

/// Responds with one part of a candidate and the version of the part.
async fn respond_with_part<R: Serialize>(
    context: &Data<AppContext>,
    request: &HttpRequest,
    caller: Caller,
    id: CandidateId,
    part: CandidatePart,
    response: impl FnOnce(Candidate) -> R,
) -> Result<HttpResponse, Problem> {
    let candidate = run_blocking(context, move |context| {
        Candidates::new(&context.database, &context.reference).get(&caller.0, id)
    })
    .await?;
    let version = candidate.versions.of(part);
    Ok(versioned(request, version, &response(candidate)))
}

/// Changes one part of a candidate. A wrong field is named as the request of the part has it.
async fn change_part(
    context: &Data<AppContext>,
    caller: Caller,
    id: CandidateId,
    seen: i64,
    content: PartContent,
) -> Result<Candidate, Problem> {
    let prefix = match content.part() {
        CandidatePart::Preferences => "preferences.",
        CandidatePart::Titles | CandidatePart::Languages | CandidatePart::PersonalData => "",
    };
    let changed = run_blocking(context, move |context| {
        Candidates::new(&context.database, &context.reference).change_part(&caller.0, id, seen, content)
    });
    changed.await.map_err(|problem| problem.with_fields(|field| field.replacen("profile.", prefix, 1)))
}
