//! The events of vacancies.

use storage::events::EventKind;

/// What happens to a vacancy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VacancyEvent {
    /// It was entered.
    Created,
    /// Its content was changed.
    Changed,
    /// It was published.
    Published,
    /// It was closed.
    Closed,
    /// It was withdrawn.
    Withdrawn,
}

vocabulary::written_as!(VacancyEvent, "an event of a vacancy", {
    Created => "vacancy.created",
    Changed => "vacancy.changed",
    Published => "vacancy.published",
    Closed => "vacancy.closed",
    Withdrawn => "vacancy.withdrawn",
});

impl EventKind for VacancyEvent {
    const SUBJECT_KIND: &'static str = "vacancy";

    fn kind(self) -> &'static str {
        self.word()
    }
}
