//! What can go wrong with organisations and programmes.

use storage::StorageError;

use crate::Forbidden;

/// Why an act on organisations or programmes failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AccessError {
    /// Not for this actor.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A name that is none.
    #[error("`{found}` is no name of an organisation or programme; give 1 to {LONGEST_NAME} characters")]
    Name {
        /// What was given, cut short.
        found: String,
    },
}

/// The most characters that an organisation's or a programme's name may have.
pub const LONGEST_NAME: usize = 200;

/// A name without blanks around it, of a length that fits on a line.
pub(crate) fn checked_name(name: &str) -> Result<&str, AccessError> {
    let name = name.trim();
    let length = name.chars().count();
    if (1..=LONGEST_NAME).contains(&length) && !name.chars().any(char::is_control) {
        return Ok(name);
    }
    Err(AccessError::Name { found: name.chars().take(60).collect() })
}
