//! What can go wrong with the acts on candidates.

use std::fmt;

use access::Forbidden;
use storage::StorageError;
use vocabulary::{CandidateId, FieldProblem};

/// Why an act on candidates failed; nothing was changed then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CandidateError {
    /// Not for this actor.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The profile isn't right.
    #[error("{}", lines(.0))]
    Invalid(Vec<FieldProblem>),
    /// There is no such candidate.
    #[error("there is no candidate {0}; check the identifier")]
    NotFound(CandidateId),
    /// Somebody else changed the candidate since they were read.
    #[error(
        "candidate {candidate} has version {current} by now, and version {seen} was seen; read them again and repeat the change"
    )]
    Conflict {
        /// Who was to be changed.
        candidate: CandidateId,
        /// The version that the change began from.
        seen: i64,
        /// The version that there is.
        current: i64,
    },
    /// The candidate took themselves out.
    #[error("candidate {0} has withdrawn and can't be changed")]
    Withdrawn(CandidateId),
    /// The reference is in use.
    #[error("the programme has a candidate with the reference `{reference}` already; use another one")]
    ReferenceTaken {
        /// The reference.
        reference: String,
    },
    /// Rows of an import that can't be taken.
    #[error(transparent)]
    Import(#[from] ImportProblems),
}

fn lines(problems: &[FieldProblem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<String>>().join("\n")
}

/// A row of an import that can't be taken.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, thiserror::Error)]
#[error("candidate `{reference}`: {what}")]
pub struct ImportProblem {
    /// The `id` of the row.
    pub reference: String,
    /// What is wrong and what to do.
    pub what: String,
}

/// Everything that keeps an import from being taken.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ImportProblems {
    /// In the order of the rows.
    pub list: Vec<ImportProblem>,
}

impl fmt::Display for ImportProblems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.list.iter().take(sheets::Problems::LISTED).enumerate() {
            write!(f, "{}{problem}", if index > 0 { "\n" } else { "" })?;
        }
        match self.list.len().saturating_sub(sheets::Problems::LISTED) {
            0 => Ok(()),
            more => write!(f, "\nand {more} more problems"),
        }
    }
}

impl std::error::Error for ImportProblems {}
