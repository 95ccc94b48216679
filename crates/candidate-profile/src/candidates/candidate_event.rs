//! The events of candidates.

use storage::events::EventKind;

/// What happens to a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CandidateEvent {
    /// They were registered.
    Created,
    /// Their profile or personal data was changed.
    Changed,
    /// They withdrew.
    Withdrawn,
}

vocabulary::written_as!(CandidateEvent, "an event of a candidate", {
    Created => "candidate.created",
    Changed => "candidate.changed",
    Withdrawn => "candidate.withdrawn",
});

impl EventKind for CandidateEvent {
    const SUBJECT_KIND: &'static str = "candidate";

    fn kind(self) -> &'static str {
        self.word()
    }
}
