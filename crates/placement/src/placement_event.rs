//! The events of placements.

use serde::{Deserialize, Serialize};
use storage::StorageError;
use storage::events::{Event, EventKind};
use vocabulary::{CandidateId, VacancyId};

/// What happens to a placement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlacementEvent {
    /// A candidate took a post.
    Started,
    /// It is no longer current: the post is free, and the candidate available.
    Ended,
}

vocabulary::written_as!(PlacementEvent, "an event of a placement", {
    Started => "placement.started",
    Ended => "placement.ended",
});

impl EventKind for PlacementEvent {
    const SUBJECT_KIND: &'static str = "placement";

    fn kind(self) -> &'static str {
        self.word()
    }
}

/// Whom an event of a placement concerns, as its data say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacementSubjects {
    /// The vacancy.
    pub vacancy: VacancyId,
    /// The candidate.
    pub candidate: CandidateId,
}

impl PlacementSubjects {
    /// Those of an event of a placement.
    ///
    /// # Errors
    /// When the data of the event don't name both.
    pub fn of(event: &Event) -> Result<Self, StorageError> {
        Self::deserialize(&event.data).map_err(|_| {
            StorageError::unreadable("the vacancy and candidate of a placement", &event.data.to_string())
        })
    }
}
