//! Identifiers of rows: UUIDs of version 7. The program generates them, so an insert needn't return anything and rows
//! sort by their time of creation. They mean nothing outside the system.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

use crate::ParseError;

/// What is expected of an identifier, as a phrase that follows "expected".
pub const EXPECTED_IDENTIFIER: &str = "an identifier as 0190b2c4-7d5e-7a31-9c8f-2b6d4e8f1a3c";

macro_rules! identifier {
    ($(#[$about:meta])* $name:ident) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let written = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                written.parse().map_err(serde::de::Error::custom)
            }
        }

        impl $name {
            /// Generates an identifier that sorts after all identifiers that this process generated before.
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }

            /// The identifier as a UUID.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ParseError;

            fn from_str(written: &str) -> Result<Self, ParseError> {
                Uuid::parse_str(written).map(Self).map_err(|_| ParseError::new(written, EXPECTED_IDENTIFIER))
            }
        }
    };
}

identifier!(
    /// A candidate. It reveals nothing about the person, so it serves as the pseudonym in events, decision records and
    /// the audit log.
    CandidateId
);
identifier!(
    /// A vacancy.
    VacancyId
);
identifier!(
    /// A certificate of this program.
    CertificateId
);
identifier!(
    /// A placement: a candidate in a post of a vacancy.
    PlacementId
);
identifier!(
    /// An authority's decision on a candidate's title.
    AuthorityDecisionId
);
identifier!(
    /// A file of authorities' decisions, which are confirmed together.
    DecisionFileId
);
identifier!(
    /// A curriculum of a school, or a transcript of a person.
    CurriculumId
);
identifier!(
    /// An organisation: an employer, an agency, a school.
    OrganisationId
);
identifier!(
    /// A programme, which belongs to one corridor.
    ProgrammeId
);
