//! Why an operation on a vacancy failed.

use access::{AccessError, Forbidden};
use sheets::ImportProblems;
use storage::StorageError;
use vocabulary::{FieldProblem, TransitionError};

use super::VacancyState;

/// Why an operation on a vacancy failed. Nothing was changed then.
///
/// A vacancy that was changed since the actor read it is [`StorageError::Conflict`], one that doesn't exist
/// [`StorageError::NotFound`], and an id that is taken [`StorageError::Unique`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VacancyError {
    /// The actor lacks the permission.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// Fields contradict each other, or name what doesn't exist.
    #[error("the vacancy is not right: {}", FieldProblem::sentence(.0))]
    Invalid(Vec<FieldProblem>),
    /// A draft was to be published before its title and region were confirmed.
    #[error("a draft is published with its title and region confirmed; fill in {} first", .missing.join(" and "))]
    Unconfirmed {
        /// The fields that are still empty.
        missing: Vec<&'static str>,
    },
    /// The transition isn't possible from the vacancy's state.
    #[error(transparent)]
    Transition(#[from] TransitionError),
    /// The content can't be changed in this state.
    #[error("a vacancy that is {0} can't be changed; load it again to see its state")]
    NotEditable(VacancyState),
    /// An employer of an import can't be added.
    #[error("nothing was imported: {0}")]
    Employer(AccessError),
    /// Rows of an import can't be taken.
    #[error(transparent)]
    Import(#[from] ImportProblems),
}

impl From<AccessError> for VacancyError {
    fn from(error: AccessError) -> Self {
        match error {
            AccessError::Forbidden(forbidden) => Self::Forbidden(forbidden),
            AccessError::Storage(error) => Self::Storage(error),
            name => Self::Employer(name),
        }
    }
}

impl From<FieldProblem> for VacancyError {
    fn from(problem: FieldProblem) -> Self {
        Self::Invalid(vec![problem])
    }
}
