//! The errors of operations on organisations and programmes.

use storage::StorageError;
use vocabulary::{EnterpriseNumber, FieldProblem, OrganisationId, ParseError};

use crate::Forbidden;

/// Why an operation on organisations or programmes failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AccessError {
    /// The actor lacks the permission.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// An error of the database.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The operating system provided no random bytes.
    #[error("the system gave no random bytes for the key of a programme; try again")]
    Randomness,
    /// Fields are wrong.
    #[error("{}", FieldProblem::sentence(.0))]
    Invalid(Vec<FieldProblem>),
    /// Another organisation of the kind has the number already.
    #[error(
        "`{number}` is the number of `{name}` ({organisation}) already; use that organisation, or correct the number"
    )]
    NumberTaken {
        /// The number.
        number: EnterpriseNumber,
        /// The organisation that has it.
        organisation: OrganisationId,
        /// The name of that organisation.
        name: String,
    },
    /// The organisation was changed since the actor read it.
    #[error(
        "organisation {organisation} has version {current} by now, and version {seen} was seen; read it again and repeat the change"
    )]
    Conflict {
        /// The organisation that was to be changed.
        organisation: OrganisationId,
        /// The version from which the change began.
        seen: i64,
        /// The version in the database.
        current: i64,
    },
}

impl AccessError {
    /// Two results of one request, or their error: wrong fields of both are one error.
    ///
    /// # Errors
    /// Those of the results.
    pub(crate) fn both<A, B>(one: Result<A, Self>, other: Result<B, Self>) -> Result<(A, B), Self> {
        match (one, other) {
            (Ok(one), Ok(other)) => Ok((one, other)),
            (Err(Self::Invalid(one)), Err(Self::Invalid(other))) => {
                Err(Self::Invalid(one.into_iter().chain(other).collect()))
            }
            (Err(error), _) | (_, Err(error)) => Err(error),
        }
    }
}

/// The maximum length of an organisation's or a programme's name, in characters.
pub const LONGEST_NAME: usize = 200;

/// Trims a name and checks its length, and that it has no control characters.
pub(crate) fn checked_name(name: &str) -> Result<&str, AccessError> {
    let name = name.trim();
    let length = name.chars().count();
    if (1..=LONGEST_NAME).contains(&length) && !name.chars().any(char::is_control) {
        return Ok(name);
    }
    let wrong = ParseError::new(name, format!("1 to {LONGEST_NAME} characters on one line"));
    Err(AccessError::Invalid(vec![FieldProblem::new("name", wrong)]))
}
