//! The provenance of an assertion.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::{Date, OrganisationId};

/// Who made an assertion first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// A file that an organisation imported; the candidate's record names the organisation.
    #[default]
    File,
    /// The candidate.
    Candidate,
    /// An organisation, outside any file.
    Organisation,
    /// A certificate of this program, whose revocation ends the assertion.
    Certificate,
}

/// Where an assertion comes from, when it was made and how long it holds.
///
/// The default is a file and nothing else, as with most imported assertions, and takes no room in what is stored.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// Who made the assertion first.
    #[serde(default)]
    pub source: Source,
    /// The organisation that vouches for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub by: Option<OrganisationId>,
    /// The day on which it was stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated_on: Option<Date>,
    /// The last day on which it holds; without one it holds until it is withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Date>,
}

impl Provenance {
    /// Whether only the source is known, and is a file.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the assertion holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.expires_on.is_none_or(|last| day <= last)
    }
}
