//! Why an act on a vacancy failed.

use access::{AccessError, Forbidden};
use storage::StorageError;
use vocabulary::FieldProblem;

use crate::VacancyState;

/// Why an act on a vacancy failed. Nothing was changed then.
///
/// A vacancy that somebody else changed meanwhile is [`StorageError::Conflict`], one that isn't there
/// [`StorageError::NotFound`], and an id that is taken [`StorageError::Unique`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VacancyError {
    /// Not for this actor.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// What the vacancy says doesn't fit together, or asks for what doesn't exist.
    #[error("the vacancy is not right: {}", joined(.0))]
    Invalid(Vec<FieldProblem>),
    /// Published too early.
    #[error("a draft is published with its title and region confirmed; fill in {} first", .missing.join(" and "))]
    Unconfirmed {
        /// The fields that are still empty.
        missing: Vec<&'static str>,
    },
    /// Not in this state.
    #[error("a vacancy that is {state} can't be {act}; load it again to see where it is")]
    State {
        /// The vacancy's state.
        state: VacancyState,
        /// What was tried, as a participle: "published".
        act: &'static str,
    },
    /// More posts taken than there are.
    #[error("{taken} posts can't be taken, the vacancy has {posts}; correct the one or the other")]
    TooManyTaken {
        /// How many were said to be taken.
        taken: u32,
        /// How many there are.
        posts: u32,
    },
    /// An employer can't be added.
    #[error("nothing was imported: {0}")]
    Employer(AccessError),
    /// An import with rows that can't come in.
    #[error("nothing was imported: {}", refused(.0))]
    Import(Vec<ImportProblem>),
}

/// Why one vacancy of an import can't come in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize)]
#[error("`{reference}`: {reason}")]
pub struct ImportProblem {
    /// The vacancy's id in the file or feed.
    pub reference: String,
    /// What is wrong and what to do.
    pub reason: String,
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

fn joined(problems: &[FieldProblem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// How many problems of an import are said one by one.
const LISTED: usize = 100;

fn refused(problems: &[ImportProblem]) -> String {
    let mut lines: Vec<String> = problems.iter().take(LISTED).map(|problem| format!("\n{problem}")).collect();
    if problems.len() > LISTED {
        lines.push(format!("\nand {} more", problems.len() - LISTED));
    }
    lines.concat()
}
