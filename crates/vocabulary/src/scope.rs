//! The scope of an actor, a subject or an audit entry.

use crate::ProgrammeId;

/// One programme, or the installation with all its programmes. There is no absent scope, so that nothing applies
/// everywhere by omission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// One programme.
    Programme(ProgrammeId),
    /// The installation: what concerns no single programme.
    Installation,
}

impl Scope {
    /// Whether it contains another scope. The installation contains every programme; a programme contains itself alone.
    pub fn contains(self, other: Self) -> bool {
        self == Self::Installation || self == other
    }

    /// The programme; nothing for the installation.
    pub const fn programme(self) -> Option<ProgrammeId> {
        match self {
            Self::Programme(programme) => Some(programme),
            Self::Installation => None,
        }
    }
}

impl From<ProgrammeId> for Scope {
    fn from(programme: ProgrammeId) -> Self {
        Self::Programme(programme)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_programme_contains_itself_alone() {
        let (one, other) = (Scope::Programme(ProgrammeId::new()), Scope::Programme(ProgrammeId::new()));
        assert!(one.contains(one) && !one.contains(other) && !one.contains(Scope::Installation));
        assert!(Scope::Installation.contains(one) && Scope::Installation.contains(Scope::Installation));
    }
}
