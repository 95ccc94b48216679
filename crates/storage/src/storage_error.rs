//! The errors of reading and writing, each with advice.

use diesel::result::{DatabaseErrorKind, Error as DieselError};

/// Why reading or writing failed. Each message is one sentence with advice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// Another writer held the database for longer than the timeout.
    #[error("the database is busy with another writer; nothing was changed, try again in a moment")]
    Busy,
    /// The disk that holds the database is full.
    #[error("the disk that holds the database is full; nothing was changed, free some space and try again")]
    DiskFull,
    /// The database can't be opened or reached.
    #[error("the database {what} can't be opened: {reason}")]
    Unreachable {
        /// The file, or the server without user and password.
        what: String,
        /// The reason, with advice.
        reason: String,
    },
    /// The address is neither a file nor a PostgreSQL server.
    #[error("`{address}` is no database address; use `sqlite:PATH`, a path, or `postgres://user@host/name`")]
    Address {
        /// The given address, without a password.
        address: String,
    },
    /// The tables are older than the program.
    #[error("the database lacks {missing} of this program's migrations; run `passerelle migrate`")]
    NotMigrated {
        /// The number of pending migrations.
        missing: usize,
    },
    /// The tables are newer than the program.
    #[error("the database was migrated by a newer program (migration {unknown}); use that one, or a newer one")]
    TooNew {
        /// The first applied migration that this program lacks.
        unknown: String,
    },
    /// The tables were made by a development version from before the first migration of this program.
    #[error(
        "the database was made by an earlier development version (migration {migration}) and can't be migrated; \
         export its data with that version, then start with an empty database"
    )]
    DevelopmentVersion {
        /// The first migration that was applied.
        migration: String,
    },
    /// A migration failed.
    #[error("migration {name} failed and was undone: {reason}")]
    Migration {
        /// The migration.
        name: String,
        /// The message of the database.
        reason: String,
    },
    /// A unique constraint was violated.
    #[error("there is one like it already; use another value, or change the one that is there")]
    Unique {
        /// Table and columns, joined by underscores, the same on both databases: `candidates_programme_id_reference`.
        constraint: String,
    },
    /// Another constraint was violated: a reference to a missing row, or a value that isn't allowed.
    #[error("the database refused a value that doesn't fit the others; correct it and try again")]
    Constraint {
        /// The message of the database.
        reason: String,
    },
    /// A row was changed by another transaction since it was read.
    #[error("{what} was changed by somebody else meanwhile; load it again and repeat the change")]
    Conflict {
        /// The name of the row, for instance "candidate 0193…".
        what: String,
    },
    /// The row doesn't exist.
    #[error("there is no {what}; check the identifier")]
    NotFound {
        /// The name of the row.
        what: String,
    },
    /// A stored value can't be parsed.
    #[error("`{found}` is stored where {expected} belongs; restore the row from a backup")]
    Unreadable {
        /// The expected kind of value.
        expected: String,
        /// The stored value, truncated.
        found: String,
    },
    /// The file or the server is read-only.
    #[error("the database can't be written to ({reason}); check the rights on it and on its folder")]
    ReadOnly {
        /// The message of the database.
        reason: String,
    },
    /// The work panicked, or its transaction couldn't be completed.
    #[error("a piece of work broke off before it was saved; nothing of it was changed, look into the log")]
    Interrupted,
    /// Any other error of the database.
    #[error("the database said: {0}; look into the log and try again")]
    Other(String),
}

impl StorageError {
    /// A stored value that can't be parsed; `expected` is a phrase such as "a timestamp".
    pub fn unreadable(expected: impl Into<String>, found: &str) -> Self {
        Self::Unreadable { expected: expected.into(), found: found.chars().take(60).collect() }
    }

    /// A row that was changed since it was read; `what` is its name, for instance "candidate 0193…".
    pub fn conflict(what: impl Into<String>) -> Self {
        Self::Conflict { what: what.into() }
    }

    /// A row that doesn't exist; `what` is its name, for instance "vacancy 0193…".
    pub fn not_found(what: impl Into<String>) -> Self {
        Self::NotFound { what: what.into() }
    }

    /// Whether the same operation may succeed when it is repeated unchanged.
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::Busy | Self::Unreachable { .. })
    }

    /// Whether this is a violation of a unique constraint, by table and columns: `candidates_programme_id_reference`.
    pub fn is_unique_violation_of(&self, constraint_name: &str) -> bool {
        matches!(self, Self::Unique { constraint } if constraint == constraint_name)
    }

    /// Classifies a message of the database that has no error kind of its own.
    fn from_message(message: &str) -> Self {
        let has = |part: &str| message.contains(part);
        if has("database is locked")
            || has("table is locked")
            || has("deadlock detected")
            || has("lock timeout")
            || has("statement timeout")
        {
            Self::Busy
        } else if has("disk is full") || has("No space left on device") {
            Self::DiskFull
        } else if has("readonly database") {
            Self::ReadOnly { reason: message.to_owned() }
        } else {
            Self::Other(message.trim().to_owned())
        }
    }
}

/// Converts `UNIQUE constraint failed: candidates.programme_id, candidates.reference` to the name that the constraint
/// has in PostgreSQL.
fn constraint_of_sqlite(message: &str) -> Option<String> {
    let columns = message.split_once("failed: ")?.1;
    let table = columns.split('.').next()?;
    let mut name = table.to_owned();
    for column in columns.split(", ") {
        name.push('_');
        name.push_str(column.split_once('.')?.1);
    }
    Some(name)
}

impl From<DieselError> for StorageError {
    fn from(error: DieselError) -> Self {
        match error {
            DieselError::NotFound => Self::not_found("such row"),
            DieselError::DatabaseError(kind, information) => {
                let message = information.message();
                match kind {
                    DatabaseErrorKind::UniqueViolation => {
                        let constraint = information.constraint_name().map(str::to_owned);
                        let constraint = constraint.or_else(|| constraint_of_sqlite(message));
                        Self::Unique { constraint: constraint.unwrap_or_else(|| message.to_owned()) }
                    }
                    DatabaseErrorKind::ForeignKeyViolation
                    | DatabaseErrorKind::NotNullViolation
                    | DatabaseErrorKind::CheckViolation
                    | DatabaseErrorKind::RestrictViolation => Self::Constraint { reason: message.to_owned() },
                    DatabaseErrorKind::SerializationFailure => Self::Busy,
                    DatabaseErrorKind::ReadOnlyTransaction => Self::ReadOnly { reason: message.to_owned() },
                    DatabaseErrorKind::ClosedConnection => Self::Unreachable {
                        what: "server".to_owned(),
                        reason: "the connection broke; check that the server runs, then try again".to_owned(),
                    },
                    _ => Self::from_message(message),
                }
            }
            DieselError::BrokenTransactionManager => Self::Interrupted,
            DieselError::RollbackErrorOnCommit { commit_error, .. } => (*commit_error).into(),
            other => Self::from_message(&other.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unique_constraint_has_the_same_name_on_both_databases() {
        let message = "UNIQUE constraint failed: candidates.programme_id, candidates.reference";
        assert_eq!(constraint_of_sqlite(message).as_deref(), Some("candidates_programme_id_reference"));
        assert_eq!(constraint_of_sqlite("UNIQUE constraint failed: programmes.id").as_deref(), Some("programmes_id"));
    }

    #[test]
    fn a_full_disk_and_a_locked_file_are_recognised_by_their_messages() {
        assert_eq!(StorageError::from_message("database or disk is full"), StorageError::DiskFull);
        let server = "could not extend file \"base/5/1\": No space left on device";
        assert_eq!(StorageError::from_message(server), StorageError::DiskFull);
        assert_eq!(StorageError::from_message("database is locked"), StorageError::Busy);
    }
}
