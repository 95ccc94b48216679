//! The events of organisations and programmes.

use storage::events::EventKind;

/// What happens to an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrganisationEvent {
    /// It was added.
    Created,
    /// Its name or its number was changed.
    Changed,
}

vocabulary::written_as!(OrganisationEvent, "an event of an organisation", {
    Created => "organisation.created",
    Changed => "organisation.changed",
});

impl EventKind for OrganisationEvent {
    const SUBJECT_KIND: &'static str = "organisation";

    fn kind(self) -> &'static str {
        self.word()
    }
}

/// What happens to a programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProgrammeEvent {
    /// It was set up.
    Created,
}

vocabulary::written_as!(ProgrammeEvent, "an event of a programme", {
    Created => "programme.created",
});

impl EventKind for ProgrammeEvent {
    const SUBJECT_KIND: &'static str = "programme";

    fn kind(self) -> &'static str {
        self.word()
    }
}
