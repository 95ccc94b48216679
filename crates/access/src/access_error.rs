//! The errors of operations on organisations and programmes.

use storage::StorageError;
use vocabulary::{FieldProblem, OrganisationId};

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
    /// An invalid name.
    #[error("`{found}` is no name of an organisation or programme; give 1 to {LONGEST_NAME} characters")]
    Name {
        /// The given name, truncated.
        found: String,
    },
    /// A field is wrong.
    #[error(transparent)]
    Invalid(#[from] FieldProblem),
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

/// The maximum length of an organisation's or a programme's name, in characters.
pub const LONGEST_NAME: usize = 200;

/// Trims a name and checks its length, and that it has no control characters.
pub(crate) fn checked_name(name: &str) -> Result<&str, AccessError> {
    let name = name.trim();
    let length = name.chars().count();
    if (1..=LONGEST_NAME).contains(&length) && !name.chars().any(char::is_control) {
        return Ok(name);
    }
    Err(AccessError::Name { found: name.chars().take(60).collect() })
}
