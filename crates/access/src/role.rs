//! The roles in which people and programs act.

use std::fmt;
use std::str::FromStr;

use vocabulary::ParseError;

/// In which role somebody acts. One actor has one role; who has several acts in one at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// A person who looks for work: themselves and nobody else.
    Candidate,
    /// Recruits for one employer: that employer's vacancies, and people by their pseudonyms.
    Recruiter,
    /// Works at the agency: people and vacancies of the programme.
    Officer,
    /// Certifies at the agency: compares papers and training with the law.
    Certifier,
    /// Keeps the register of a school: the people whom it brought.
    Registrar,
    /// Leads a programme: sees how it goes, and changes no dossier.
    ProgrammeManager,
    /// Reads the trail, and nothing else.
    Auditor,
    /// Keeps organisations and accounts, and sees no dossier.
    Administrator,
    /// Whoever runs the program on its own machine, for the agency; never by a token from outside.
    Operator,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 9] = [
        Self::Candidate,
        Self::Recruiter,
        Self::Officer,
        Self::Certifier,
        Self::Registrar,
        Self::ProgrammeManager,
        Self::Auditor,
        Self::Administrator,
        Self::Operator,
    ];

    /// The role as it is written in tokens, in the trail and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Candidate => "candidate",
            Self::Recruiter => "recruiter",
            Self::Officer => "officer",
            Self::Certifier => "certifier",
            Self::Registrar => "registrar",
            Self::ProgrammeManager => "programme-manager",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
            Self::Operator => "operator",
        }
    }

    /// Whether what this role says of a title above `documented` is taken as said by an agency.
    pub const fn may_certify(self) -> bool {
        matches!(self, Self::Officer | Self::Certifier | Self::Operator)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Role {
    type Err = ParseError;

    fn from_str(written: &str) -> Result<Self, ParseError> {
        Self::ALL.into_iter().find(|role| role.word() == written).ok_or_else(|| {
            let words = Self::ALL.map(Self::word);
            ParseError::new(written, format!("a role: {}", words.join(", ")))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_written_in_one_way_everywhere() {
        for role in Role::ALL {
            assert_eq!(role.word().parse::<Role>().expect("a role"), role);
            assert_eq!(serde_json::to_value(role).expect("JSON"), role.word());
        }
        let error = "boss".parse::<Role>().expect_err("no role").to_string();
        assert!(error.contains("programme-manager"), "{error}");
    }
}
