//! The acts on candidates. Each takes an actor and asks inside whether they may; what it writes, the event and the
//! line in the trail are one transaction.
//!
//! | file | act |
//! |---|---|
//! | `create.rs` | register somebody |
//! | `change.rs` | change what is known of them, from the version that was seen |
//! | `withdraw.rs` | take them out |
//! | `read.rs` | one candidate, who they are (noted in the trail), a page of many |
//! | `import.rs`, `export.rs` | whole files |
//! | `indexing.rs` | what an index needs, and nothing of who anybody is |

mod assertion_rights;
mod candidate_error;
mod candidate_export;
mod candidate_import;
mod change;
mod create;
mod indexing;
mod read;
mod withdraw;

use access::Subject;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};
use reference_data::ReferenceData;
use sha2::{Digest, Sha256};
use storage::{AnyConnection, Database, StorageError, Timestamp};
use vocabulary::{CandidateId, OrganisationId, ProgrammeId};

use crate::candidate_tables::{StoredCandidate, candidates};
use crate::profile::Profile;

pub use assertion_rights::Downgrade;
pub use candidate_error::{CandidateError, ImportProblem, ImportProblems};
pub use candidate_import::{ImportOptions, Imported};
pub use change::Change;
pub use create::NewCandidate;
pub use indexing::{Indexable, expiring_for_indexing, for_indexing, page_for_indexing};
pub use read::Page;

/// What the trail and the events call a candidate.
pub(crate) const KIND: &str = "candidate";

/// Whether somebody takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// They do.
    Active,
    /// They took themselves out.
    Withdrawn,
}

impl State {
    /// The state as it is written in the database and in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Withdrawn => "withdrawn",
        }
    }

    fn read(written: &str) -> Result<Self, StorageError> {
        match written {
            "active" => Ok(Self::Active),
            "withdrawn" => Ok(Self::Withdrawn),
            _ => Err(StorageError::unreadable("a candidate's state", written)),
        }
    }
}

/// A candidate as the database has them, without who they are.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Candidate {
    /// Their identifier.
    pub id: CandidateId,
    /// The programme that they take part in.
    pub programme: ProgrammeId,
    /// Their `id` in files, unique in the programme.
    pub reference: String,
    /// The organisation that brought them.
    pub organisation: Option<OrganisationId>,
    /// The name under which employers see them.
    pub pseudonym: String,
    /// Whether they take part.
    pub state: State,
    /// Counts changes from 1; a change names the version that it saw.
    pub version: i64,
    /// What is known of them.
    pub profile: Profile,
    /// When they were registered.
    pub created_at: Timestamp,
    /// When they were last changed.
    pub changed_at: Timestamp,
}

impl Candidate {
    /// The candidate as the subject of an act.
    pub fn subject(&self) -> Subject {
        Subject::of_candidate(self.id, self.organisation).in_programme(self.programme)
    }
}

impl TryFrom<StoredCandidate> for Candidate {
    type Error = StorageError;

    fn try_from(row: StoredCandidate) -> Result<Self, StorageError> {
        Ok(Self {
            id: identifier(&row.id)?,
            programme: identifier(&row.programme_id)?,
            organisation: row.organisation_id.as_deref().map(identifier).transpose()?,
            state: State::read(&row.state)?,
            profile: stored_profile(&row.profile)?,
            created_at: row.created_at.parse()?,
            changed_at: row.changed_at.parse()?,
            reference: row.reference,
            pseudonym: row.pseudonym,
            version: row.version,
        })
    }
}

/// The candidates of a database.
#[derive(Clone, Copy)]
pub struct Candidates<'a> {
    database: &'a Database,
    data: &'a ReferenceData,
}

impl<'a> Candidates<'a> {
    /// The candidates of a database, checked against reference data.
    pub fn new(database: &'a Database, data: &'a ReferenceData) -> Self {
        Self { database, data }
    }
}

fn identifier<T: std::str::FromStr>(written: &str) -> Result<T, StorageError> {
    written.parse().map_err(|_| StorageError::unreadable("an identifier", written))
}

fn stored_profile(written: &str) -> Result<Profile, StorageError> {
    serde_json::from_str(written).map_err(|_| StorageError::unreadable("a profile", written))
}

/// A value as it is stored.
fn as_json(value: &impl serde::Serialize) -> Result<String, StorageError> {
    serde_json::to_string(value).map_err(|error| StorageError::Other(error.to_string()))
}

/// The hash by which an import knows that a profile is the same. Who somebody is doesn't go into it: what is so
/// short could be guessed from its hash.
fn content_hash(profile: &str) -> String {
    let hash = Sha256::digest(profile.as_bytes());
    hash.iter().fold(String::with_capacity(64), |mut hexadecimal, byte| {
        for digit in [byte >> 4, byte & 15] {
            hexadecimal.push(char::from_digit(digit.into(), 16).unwrap_or('0'));
        }
        hexadecimal
    })
}

fn find(connection: &mut AnyConnection, id: CandidateId) -> Result<Candidate, CandidateError> {
    let row: Option<StoredCandidate> = candidates::table
        .filter(candidates::id.eq(id.to_string()))
        .select(StoredCandidate::as_select())
        .first(connection)
        .optional()
        .map_err(StorageError::from)?;
    Ok(row.ok_or(CandidateError::NotFound(id))?.try_into()?)
}
