//! What can go wrong with a database, said so that somebody can act on it.

use diesel::result::{DatabaseErrorKind, Error as DieselError};

/// Why reading or writing failed. Each message is one sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// Another writer was in the way for longer than we wait.
    #[error("the database is busy with another writer; nothing was changed, try again in a moment")]
    Busy,
    /// The disk of the database is full.
    #[error("the disk that holds the database is full; nothing was changed, free some space and try again")]
    DiskFull,
    /// The database can't be opened or reached.
    #[error("the database {what} can't be opened: {reason}")]
    Unreachable {
        /// The file, or the server without user and password.
        what: String,
        /// Why, and what to do.
        reason: String,
    },
    /// The address is neither a file nor a PostgreSQL server.
    #[error("`{address}` is no database address; use `sqlite:PATH`, a path, or `postgres://user@host/name`")]
    Address {
        /// What was given, without a password.
        address: String,
    },
    /// The tables are older than the program.
    #[error("the database lacks {missing} of this program's migrations; run `passerelle migrate`")]
    NotMigrated {
        /// How many migrations are to be run.
        missing: usize,
    },
    /// The tables are newer than the program.
    #[error("the database was migrated by a newer program (migration {unknown}); use that one, or a newer one")]
    TooNew {
        /// The first migration that this program doesn't know.
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
        /// What the database said.
        reason: String,
    },
    /// There is a row already where only one may be.
    #[error("there is one already ({constraint}); use another value, or change the one that is there")]
    Unique {
        /// Table and columns, joined by underscores, the same on both databases: `candidates_programme_id_reference`.
        constraint: String,
    },
    /// A row doesn't fit what the tables hold together: a reference to nothing, a value that isn't allowed.
    #[error("the database refused a value that doesn't fit the others ({reason}); correct it and try again")]
    Constraint {
        /// What the database said.
        reason: String,
    },
    /// Somebody else changed it since it was read.
    #[error("{what} was changed by somebody else meanwhile; load it again and repeat the change")]
    Conflict {
        /// What was to be changed.
        what: String,
    },
    /// There is no such row.
    #[error("there is no {what}; check the identifier")]
    NotFound {
        /// What was looked for.
        what: String,
    },
    /// A stored value can't be read.
    #[error("`{found}` is stored where {expected} belongs; restore the row from a backup")]
    Unreadable {
        /// What should be there.
        expected: String,
        /// What is there, cut short.
        found: String,
    },
    /// The file or the server takes no writes.
    #[error("the database can't be written to ({reason}); check the rights on it and on its folder")]
    ReadOnly {
        /// What the database said.
        reason: String,
    },
    /// The piece of work that was to be committed broke off.
    #[error("a piece of work broke off before it was saved; nothing of it was changed, look into the log")]
    Interrupted,
    /// Anything else that the database says.
    #[error("the database said: {0}; look into the log and try again")]
    Other(String),
}

impl StorageError {
    /// A stored value that isn't what it should be; `expected` is a phrase such as "a moment".
    pub fn unreadable(expected: impl Into<String>, found: &str) -> Self {
        Self::Unreadable { expected: expected.into(), found: found.chars().take(60).collect() }
    }

    /// Something changed since it was read; `what` names it, for instance "candidate 0193…".
    pub fn conflict(what: impl Into<String>) -> Self {
        Self::Conflict { what: what.into() }
    }

    /// No such row; `what` names it, for instance "vacancy 0193…".
    pub fn not_found(what: impl Into<String>) -> Self {
        Self::NotFound { what: what.into() }
    }

    /// Whether the same thing may well succeed when tried again unchanged.
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::Busy | Self::Unreachable { .. })
    }

    /// Whether this is a second row where one may be, by table and columns: `candidates_programme_id_reference`.
    pub fn is_unique_violation_of(&self, constraint_name: &str) -> bool {
        matches!(self, Self::Unique { constraint } if constraint == constraint_name)
    }

    /// What a message of the database means, where no kind of error says it.
    fn from_message(message: &str) -> Self {
        let holds = |part: &str| message.contains(part);
        if holds("database is locked") || holds("table is locked") || holds("deadlock detected") {
            Self::Busy
        } else if holds("disk is full") || holds("No space left on device") {
            Self::DiskFull
        } else if holds("readonly database") {
            Self::ReadOnly { reason: message.to_owned() }
        } else {
            Self::Other(message.trim().to_owned())
        }
    }
}

/// `UNIQUE constraint failed: candidates.programme_id, candidates.reference` as PostgreSQL's constraint is called.
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
    fn a_second_row_is_named_alike_on_both_databases() {
        let message = "UNIQUE constraint failed: candidates.programme_id, candidates.reference";
        assert_eq!(constraint_of_sqlite(message).as_deref(), Some("candidates_programme_id_reference"));
        assert_eq!(constraint_of_sqlite("UNIQUE constraint failed: programmes.id").as_deref(), Some("programmes_id"));
    }

    #[test]
    fn a_full_disk_and_a_locked_file_are_known_by_their_messages() {
        assert_eq!(StorageError::from_message("database or disk is full"), StorageError::DiskFull);
        let server = "could not extend file \"base/5/1\": No space left on device";
        assert_eq!(StorageError::from_message(server), StorageError::DiskFull);
        assert_eq!(StorageError::from_message("database is locked"), StorageError::Busy);
    }
}
