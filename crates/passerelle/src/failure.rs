//! Errors of commands.

use std::io;
use std::path::Path;

/// The error of a command. The program ends with exit code 1; wrong arguments end it with 2.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A complete message.
    #[error("{0}")]
    Message(String),
    /// Problems of a file, each with its position.
    #[error("{0}")]
    Problems(#[from] sheets::Problems),
    /// Problems of the configuration, each with file, key and reason.
    #[error("{0}")]
    Configuration(#[from] reference_data::ConfigErrors),
    /// An error of the database.
    #[error(transparent)]
    Storage(#[from] storage::StorageError),
    /// An error of the index.
    #[error(transparent)]
    Index(#[from] ranking::index::IndexError),
    /// An error of organisations, programmes or permissions.
    #[error(transparent)]
    Access(#[from] access::AccessError),
    /// An error of an operation on candidates.
    #[error(transparent)]
    Candidate(#[from] candidate_profile::CandidateError),
    /// An error of an operation on vacancies.
    #[error(transparent)]
    Vacancy(#[from] employer::VacancyError),
    /// An error of an operation on curricula.
    #[error(transparent)]
    Curriculum(#[from] training_harmonisation::CurriculumError),
    /// A configuration that the columns of matching can't hold.
    #[error(transparent)]
    RuleConfig(#[from] matching::rule_config::RuleConfigError),
    /// An error of a ranking.
    #[error(transparent)]
    Ranking(#[from] ranking::RankingError),
    /// An error while events are applied to the index.
    #[error(transparent)]
    Indexing(#[from] ranking::FollowError),
    /// Standard output can't be written.
    #[error("the answer can't be written: {0}")]
    Output(#[source] io::Error),
}

impl Failure {
    /// Both results, or the errors of both.
    pub fn both<A, B>(first: Result<A, Self>, second: Result<B, Self>) -> Result<(A, B), Self> {
        match (first, second) {
            (Ok(first), Ok(second)) => Ok((first, second)),
            (Err(first), Err(second)) => Err(Self::Message(format!("{first}\n{second}"))),
            (Err(failure), _) | (_, Err(failure)) => Err(failure),
        }
    }
}

impl From<serde_json::Error> for Failure {
    /// Serialising our own types doesn't fail; writing the output may.
    fn from(error: serde_json::Error) -> Self {
        Self::Output(error.into())
    }
}

impl Failure {
    /// A failure with a message.
    pub fn message(sentence: impl Into<String>) -> Self {
        Self::Message(sentence.into())
    }

    /// The failure of reading a file.
    pub fn unreadable(file: &Path, error: &io::Error) -> Self {
        let why = match error.kind() {
            io::ErrorKind::NotFound => "there is no such file".to_owned(),
            io::ErrorKind::PermissionDenied => "it may not be read by this user".to_owned(),
            io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
            _ => error.to_string(),
        };
        Self::Message(format!("{} can't be read: {why}", file.display()))
    }
}

/// A result of a command.
pub type CommandResult = Result<(), Failure>;
