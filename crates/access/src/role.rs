//! The roles in which people and programs act.

use vocabulary::written_as;

use crate::OrganisationKind;

/// The role of an actor. An actor has one role; a person with several roles acts in one at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A candidate, who has access to their own data only.
    Candidate,
    /// Recruits for one employer: has access to its vacancies, and to candidates by their pseudonyms.
    Recruiter,
    /// Works at the agency: has access to candidates and vacancies of the programme.
    Officer,
    /// Certifies titles at the agency: compares documents and training with the law.
    Certifier,
    /// Keeps the register of a school: has access to the candidates that it registered.
    Registrar,
    /// Leads a programme: reads candidates and rankings, enters placements, and changes no candidate.
    ProgrammeManager,
    /// Reads the audit log, and nothing else.
    Auditor,
    /// Administers programmes, their organisations and indexes, and reads no candidates.
    Administrator,
    /// Runs the program on its own machine, for the agency; gets no token.
    Operator,
}

written_as!(
    Role,
    "a role: candidate, recruiter, officer, certifier, registrar, programme-manager, auditor, administrator, operator",
    {
        Candidate => "candidate",
        Recruiter => "recruiter",
        Officer => "officer",
        Certifier => "certifier",
        Registrar => "registrar",
        ProgrammeManager => "programme-manager",
        Auditor => "auditor",
        Administrator => "administrator",
        Operator => "operator",
    }
);

impl Role {
    /// Whether an actor in this role may act for the installation as a whole, and not only within one programme.
    pub const fn may_act_for_installation(self) -> bool {
        match self {
            Self::Auditor | Self::Administrator | Self::Operator => true,
            Self::Candidate
            | Self::Recruiter
            | Self::Officer
            | Self::Certifier
            | Self::Registrar
            | Self::ProgrammeManager => false,
        }
    }

    /// The kind of organisation for which an actor in this role acts; none for a candidate, who acts for themselves.
    pub const fn organisation_kind(self) -> Option<OrganisationKind> {
        match self {
            Self::Candidate => None,
            Self::Recruiter => Some(OrganisationKind::Employer),
            Self::Registrar => Some(OrganisationKind::School),
            Self::Officer
            | Self::Certifier
            | Self::ProgrammeManager
            | Self::Auditor
            | Self::Administrator
            | Self::Operator => Some(OrganisationKind::Agency),
        }
    }

    /// Whether an actor in this role always acts for an organisation: its permissions end there.
    pub const fn needs_organisation(self) -> bool {
        matches!(self, Self::Recruiter | Self::Registrar)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_has_one_spelling_everywhere() {
        for role in Role::ALL.iter().copied() {
            assert_eq!(role.word().parse::<Role>().expect("a role"), role);
            assert_eq!(serde_json::to_value(role).expect("JSON"), role.word());
            assert_eq!(serde_json::from_value::<Role>(role.word().into()).expect("a role"), role);
        }
    }

    #[test]
    fn an_unknown_role_is_refused_with_all_roles() {
        let error = "boss".parse::<Role>().expect_err("no role").to_string();
        for role in Role::ALL {
            assert!(error.contains(role.word()), "{role}: {error}");
        }
    }
}
