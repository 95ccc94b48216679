//! Candidates: who is registered, what is known of them, and what suits them.

pub(crate) mod change;
pub(crate) mod create;
pub(crate) mod get;
pub(crate) mod list;
pub(crate) mod opportunities;
pub(crate) mod patch;
pub(crate) mod personal_data;
pub(crate) mod withdraw;

use candidate_profile::candidates::Downgrade;
use candidate_profile::{Candidate, CandidateState, Profile};
use serde::Serialize;
use storage::Timestamp;
use utoipa::ToSchema;
use vocabulary::{CandidateId, Code, OrganisationId, ProgrammeId, TitleStatus};

use crate::schema_of;

/// A candidate, without who they are. Employers never get this: they see pseudonyms.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Candidate)]
pub(crate) struct CandidateResponse {
    #[schema(value_type = uuid::Uuid)]
    id: CandidateId,
    #[schema(value_type = uuid::Uuid)]
    programme: ProgrammeId,
    /// Their `id` in files.
    reference: String,
    /// The organisation that brought them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<uuid::Uuid>)]
    organisation: Option<OrganisationId>,
    /// The name under which employers see them.
    pseudonym: String,
    #[schema(schema_with = schema_of::candidate_state)]
    state: CandidateState,
    /// Counts changes from 1.
    version: i64,
    #[schema(schema_with = schema_of::profile)]
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
            profile,
            created_at,
            changed_at,
        } = candidate;
        Self { id, programme, reference, organisation, pseudonym, state, version, profile, created_at, changed_at }
    }
}

/// A status that was taken as a lower one, since only an agency may state more.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Downgrade)]
pub(crate) struct DowngradeResponse {
    #[schema(value_type = String)]
    title: Code,
    #[schema(schema_with = schema_of::title_status)]
    stated: TitleStatus,
    #[schema(schema_with = schema_of::title_status)]
    kept: TitleStatus,
}

impl From<Downgrade> for DowngradeResponse {
    fn from(Downgrade { title, stated, kept, .. }: Downgrade) -> Self {
        Self { title, stated, kept }
    }
}

/// A candidate after a change, and what of it was taken as less than was stated.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ChangedCandidate)]
pub(crate) struct ChangeCandidateResponse {
    #[serde(flatten)]
    candidate: CandidateResponse,
    /// Statuses that were taken as lower ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    downgrades: Vec<DowngradeResponse>,
}

impl ChangeCandidateResponse {
    fn new((candidate, downgrades): (Candidate, Vec<Downgrade>)) -> Self {
        Self {
            candidate: candidate.into(),
            downgrades: downgrades.into_iter().map(DowngradeResponse::from).collect(),
        }
    }

    fn version(&self) -> i64 {
        self.candidate.version
    }
}
