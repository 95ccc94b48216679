//! The events of curricula and transcripts.

use storage::events::EventKind;

/// What happens to a curriculum or transcript.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CurriculumEvent {
    /// It was entered.
    Created,
    /// Its content was changed.
    Changed,
}

vocabulary::written_as!(CurriculumEvent, "an event of a curriculum", {
    Created => "curriculum.created",
    Changed => "curriculum.changed",
});

impl EventKind for CurriculumEvent {
    const SUBJECT_KIND: &'static str = "curriculum";

    fn kind(self) -> &'static str {
        self.word()
    }
}
