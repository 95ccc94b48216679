//! Operations on decisions of authorities on titles of candidates.

pub(crate) mod create_decision;
pub(crate) mod create_decision_file;
pub(crate) mod get_decision;
pub(crate) mod list_decisions;
pub(crate) mod review_decision;

use candidate_profile::authority_decision::{AuthorityDecision, DecisionState, ResolvedDecision};
use serde::Serialize;
use storage::Timestamp;
use utoipa::ToSchema;
use vocabulary::{
    AuthorityDecisionId, CandidateId, Code, Date, DecisionFileId, OrganisationId, ProgrammeId, TitleStatus,
};

use crate::schema_references;

/// A decision of an authority on a title of a candidate.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuthorityDecision)]
pub(crate) struct DecisionResponse {
    #[schema(value_type = uuid::Uuid)]
    id: AuthorityDecisionId,
    #[schema(value_type = uuid::Uuid)]
    programme: ProgrammeId,
    #[schema(value_type = uuid::Uuid)]
    candidate: CandidateId,
    /// The title on which it was decided.
    #[schema(value_type = String, example = "nurse-general-care")]
    title: Code,
    /// The status that it gives the title.
    #[schema(schema_with = schema_references::title_status)]
    status: TitleStatus,
    /// What was decided: a procedure of the corridor.
    #[schema(value_type = String, example = "visum")]
    kind: Code,
    /// The authority that decided.
    #[schema(value_type = String, example = "fps-health")]
    authority: Code,
    /// The day of the decision.
    decided_on: Date,
    /// The authority's reference.
    reference: String,
    /// `entered`, `confirmed` or `refused`; only a confirmed one counts.
    #[schema(schema_with = schema_references::decision_state)]
    state: DecisionState,
    /// The file in which it came; its decisions can be confirmed together.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<uuid::Uuid>)]
    file: Option<DecisionFileId>,
    /// Who entered it, as in the audit log; somebody else has to confirm it.
    entered_by: String,
    /// The organisation for which it was entered.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<uuid::Uuid>)]
    organisation: Option<OrganisationId>,
    #[schema(value_type = chrono::DateTime<chrono::Utc>)]
    entered_at: Timestamp,
    /// Who confirmed or refused it.
    #[serde(skip_serializing_if = "Option::is_none")]
    reviewed_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<chrono::DateTime<chrono::Utc>>)]
    reviewed_at: Option<Timestamp>,
    /// Number of the version: 1 while it waits, then 2.
    version: i64,
}

impl From<AuthorityDecision> for DecisionResponse {
    fn from(recorded: AuthorityDecision) -> Self {
        let version = recorded.version();
        let AuthorityDecision { id, programme, candidate, decision, state, file, entered, organisation, reviewed } =
            recorded;
        let ResolvedDecision { title, status, kind, authority, decided_on, reference } = decision;
        let (reviewed_by, reviewed_at) = reviewed.map(|review| (review.actor, review.at)).unzip();
        Self {
            id,
            programme,
            candidate,
            title,
            status,
            kind,
            authority,
            decided_on,
            reference,
            state,
            file,
            entered_by: entered.actor,
            organisation,
            entered_at: entered.at,
            reviewed_by,
            reviewed_at,
            version,
        }
    }
}
