//! Candidates: who is registered, what is known of them, and what suits them.

pub(crate) mod change;
pub(crate) mod create;
pub(crate) mod get;
pub(crate) mod identity;
pub(crate) mod list;
pub(crate) mod opportunities;
pub(crate) mod patch;
pub(crate) mod withdraw;

use candidate_profile::candidates::Lowered;
use candidate_profile::{Candidate, Profile, State};
use serde::Serialize;
use storage::Moment;
use utoipa::ToSchema;
use vocabulary::{CandidateId, Code, OrganisationId, ProgrammeId, TitleStatus};

use crate::schema_of;

/// A candidate, without who they are. Employers never get this: they see pseudonyms.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Candidate)]
pub(crate) struct CandidateShown {
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
    state: State,
    /// Counts changes from 1.
    version: i64,
    #[schema(schema_with = schema_of::profile)]
    profile: Profile,
    #[schema(value_type = chrono::DateTime<chrono::Utc>)]
    created_at: Moment,
    #[schema(value_type = chrono::DateTime<chrono::Utc>)]
    changed_at: Moment,
}

impl From<Candidate> for CandidateShown {
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
#[schema(as = Lowered)]
pub(crate) struct LoweredShown {
    #[schema(value_type = String)]
    title: Code,
    #[schema(schema_with = schema_of::title_status)]
    stated: TitleStatus,
    #[schema(schema_with = schema_of::title_status)]
    kept: TitleStatus,
}

impl From<Lowered> for LoweredShown {
    fn from(Lowered { title, stated, kept, .. }: Lowered) -> Self {
        Self { title, stated, kept }
    }
}

/// A candidate after a change, and what of it was taken as less than was stated.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ChangedCandidate)]
pub(crate) struct Changed {
    #[serde(flatten)]
    candidate: CandidateShown,
    /// Statuses that were taken as lower ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    lowered: Vec<LoweredShown>,
}

impl Changed {
    fn new((candidate, lowered): (Candidate, Vec<Lowered>)) -> Self {
        Self { candidate: candidate.into(), lowered: lowered.into_iter().map(LoweredShown::from).collect() }
    }

    fn version(&self) -> i64 {
        self.candidate.version
    }
}
