//! Why an operation on candidates failed.

use access::Forbidden;
use sheets::ImportProblems;
use storage::StorageError;
use vocabulary::{AuthorityDecisionId, CandidateId, CertificateId, DecisionFileId, FieldProblem};

use crate::authority_decision::ReviewError;

/// Why an operation on candidates failed; nothing was changed then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CandidateError {
    /// The actor lacks the permission.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// Fields of the profile or of the personal data are wrong.
    #[error("{}", joined(.0))]
    Invalid(Vec<FieldProblem>),
    /// There is no such candidate.
    #[error("there is no candidate {0}; check the identifier")]
    NotFound(CandidateId),
    /// No candidate has an assertion of this certificate.
    #[error("no candidate has anything from certificate {0}; check the identifier")]
    UnknownCertificate(CertificateId),
    /// The candidate was changed since the actor read them.
    #[error(
        "candidate {candidate} has version {current} by now, and version {seen} was seen; read them again and repeat the change"
    )]
    Conflict {
        /// The candidate that was to be changed.
        candidate: CandidateId,
        /// The version from which the change began.
        seen: i64,
        /// The version in the database.
        current: i64,
    },
    /// The candidate has withdrawn.
    #[error("candidate {0} has withdrawn and can't be changed")]
    Withdrawn(CandidateId),
    /// The reference is in use.
    #[error("the organisation has a candidate with the reference `{reference}` already; use another one")]
    ReferenceTaken {
        /// The reference.
        reference: String,
    },
    /// Candidates of several organisations have the reference.
    #[error("`{reference}` is the reference of candidates of several organisations; name the organisation too")]
    Ambiguous {
        /// The reference.
        reference: String,
    },
    /// There is no such decision.
    #[error("there is no decision {0}; check the identifier")]
    NoDecision(AuthorityDecisionId),
    /// No decision of the file waits for confirmation.
    #[error("no decision of file {0} waits for confirmation; check the identifier, or list those that wait")]
    NoDecisionFile(DecisionFileId),
    /// The decision was changed since the actor read it.
    #[error("decision {0} was changed since; read it again")]
    DecisionConflict(AuthorityDecisionId),
    /// A file of decisions was to be confirmed in a version.
    #[error(
        "the file {0} has no version that could have been seen; confirm it without `If-Match` and `If-None-Match`"
    )]
    DecisionFileConflict(DecisionFileId),
    /// The same decision is there already.
    #[error("the decision with the reference `{reference}` is recorded for this title already")]
    DecisionTaken {
        /// The authority's reference.
        reference: String,
    },
    /// Fields of a decision are wrong.
    #[error("{}", joined(.0))]
    WrongDecision(Vec<FieldProblem>),
    /// The decision can't be confirmed or refused, or not by this actor.
    #[error(transparent)]
    Review(#[from] ReviewError),
    /// Rows of a file of decisions can't be taken: each cell that is wrong, by its row and column.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    DecisionRows(Vec<sheets::Problem>),
    /// Rows of an import can't be taken.
    #[error(transparent)]
    Import(#[from] ImportProblems),
}

/// A line for each problem.
fn joined(problems: &[FieldProblem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<String>>().join("\n")
}
