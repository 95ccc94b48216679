//! The provenance of an assertion.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use vocabulary::Date;

/// Who made an assertion first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
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

vocabulary::written_as!(Source, "the source of an assertion: file, candidate, organisation or certificate", {
    File => "file", Candidate => "candidate", Organisation => "organisation", Certificate => "certificate",
});

/// Where an assertion comes from, when it was made, how long it holds, and when it was revoked.
///
/// The default is a file and nothing else, as with most imported assertions, and takes no room in what is stored.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// Who made the assertion first.
    #[serde(default)]
    pub source: Source,
    /// The organisation or the certificate that vouches for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub source_id: Option<Uuid>,
    /// The day on which it was stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated_on: Option<Date>,
    /// The last day on which it holds; without one it holds until it is withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Date>,
    /// The day from which it holds no longer, since its certificate was revoked. Nobody states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_on: Option<Date>,
}

impl Provenance {
    /// Whether only the source is known, and is a file.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// The last day on which the assertion holds, if there is one: the day before its revocation, or that of its expiry.
    pub fn last_day(&self) -> Option<Date> {
        let before_revocation = self.revoked_on.and_then(|revoked| revoked.pred_opt());
        self.expires_on.into_iter().chain(before_revocation).min()
    }

    /// Whether the assertion holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.last_day().is_none_or(|last| day <= last)
    }
}
