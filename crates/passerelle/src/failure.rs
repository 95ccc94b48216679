//! How a command fails: one clear sentence, or a file's list of problems.

use std::io;
use std::path::Path;

/// Why a command did not do its task. All of these end the program with 1; wrong use ends it with 2.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Said in full by whoever noticed.
    #[error("{0}")]
    Message(String),
    /// A file that can't be read or has problems, each with its place.
    #[error("{0}")]
    Problems(#[from] sheets::Problems),
    /// Configuration with problems, each with file, key and reason.
    #[error("{0}")]
    Configuration(#[from] reference_data::ConfigErrors),
    /// The database.
    #[error(transparent)]
    Storage(#[from] storage::StorageError),
    /// The index.
    #[error(transparent)]
    Index(#[from] ranking::index::IndexError),
    /// Somebody or something in the database isn't as it must be.
    #[error(transparent)]
    PersonalData(#[from] access::AccessError),
    /// An act on candidates.
    #[error(transparent)]
    Candidate(#[from] candidate_profile::CandidateError),
    /// An act on vacancies.
    #[error(transparent)]
    Vacancy(#[from] employer::VacancyError),
    /// A configuration that the columns of matching can't hold.
    #[error(transparent)]
    RuleConfig(#[from] matching::rule_config::RuleConfigError),
    /// A ranking.
    #[error(transparent)]
    Ranking(#[from] ranking::rankings::RankingError),
    /// The index can't follow the event log.
    #[error(transparent)]
    Indexing(#[from] ranking::FollowError),
    /// The answer can't be written where it should go.
    #[error("the answer can't be written: {0}")]
    Output(#[source] io::Error),
}

impl Failure {
    /// Two results, or whatever is wrong with either of them, all of it.
    pub fn both<A, B>(first: Result<A, Self>, second: Result<B, Self>) -> Result<(A, B), Self> {
        match (first, second) {
            (Ok(first), Ok(second)) => Ok((first, second)),
            (Err(first), Err(second)) => Err(Self::Message(format!("{first}\n{second}"))),
            (Err(failure), _) | (_, Err(failure)) => Err(failure),
        }
    }
}

impl From<serde_json::Error> for Failure {
    /// Answers always can be put as JSON; what fails is where they are written to.
    fn from(error: serde_json::Error) -> Self {
        Self::Output(error.into())
    }
}

impl Failure {
    /// A sentence of one's own.
    pub fn message(sentence: impl Into<String>) -> Self {
        Self::Message(sentence.into())
    }

    /// A file that can't be read.
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
