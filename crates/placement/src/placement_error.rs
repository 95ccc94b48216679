//! Why an operation on a placement failed.

use access::Forbidden;
use employer::VacancyState;
use storage::StorageError;
use vocabulary::{CandidateId, Date};

/// Why an operation on a placement failed. Nothing was changed then.
///
/// A placement that was changed since the actor read it is [`StorageError::Conflict`], and one that doesn't exist
/// [`StorageError::NotFound`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlacementError {
    /// The actor lacks the permission.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The vacancy is none of the programme.
    #[error("the vacancy is no vacancy of this programme; name one that is")]
    NoVacancy,
    /// The person is no candidate of the programme.
    #[error("the candidate is no candidate of this programme; name one who is")]
    NoCandidate,
    /// Neither is of the programme.
    #[error("neither the vacancy nor the candidate is of this programme; name some that are")]
    NeitherVacancyNorCandidate,
    /// The candidate has withdrawn.
    #[error("candidate {0} has withdrawn and can't be placed; choose another one")]
    Withdrawn(CandidateId),
    /// The candidate doesn't consent to be shown to employers.
    #[error("candidate {0} doesn't consent to be shown to employers; ask for their consent first")]
    WithoutConsent(CandidateId),
    /// The candidate has another current placement.
    #[error("candidate {0} is placed already; end that placement first")]
    AlreadyPlaced(CandidateId),
    /// Posts can't be taken in the vacancy's state.
    #[error("a vacancy that is {0} takes nobody; only an open one does")]
    NotFillable(VacancyState),
    /// All posts are taken.
    #[error("all posts of the vacancy are taken, by {posts_taken} placements; end one, or raise the number of posts")]
    Full {
        /// How many posts are taken.
        posts_taken: u32,
    },
    /// The placement has ended.
    #[error("the placement ended on {0} already")]
    Ended(Date),
    /// The last day is to come.
    #[error("the end on {ended_on} is to come, and today is {today}; enter it when the placement has ended")]
    EndsInFuture {
        /// The last day.
        ended_on: Date,
        /// The day at the destination.
        today: Date,
    },
    /// The last day is before the first.
    #[error("a placement that starts on {starts_on} can't end on {ended_on}; give a day from its start on")]
    EndsBeforeStart {
        /// The first day.
        starts_on: Date,
        /// The last day.
        ended_on: Date,
    },
}
