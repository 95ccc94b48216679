//! The operations on candidates. Each takes an actor and checks their permission; the rows, the event and the audit
//! entry of an operation are one transaction.
//!
//! | file | what it does |
//! |---|---|
//! | `registration.rs` | registers a candidate |
//! | `part.rs` | the parts of a candidate, each with a version of its own |
//! | `profile_change.rs` | changes one part, or several, from the version that the actor saw |
//! | `assertions.rs` | titles and languages as rows |
//! | `authority_decisions.rs` | decisions of authorities: entered, confirmed, refused, imported, read |
//! | `certified.rs` | what a certificate asserts, and its revocation |
//! | `candidate_event.rs` | what happens to a candidate, for those who follow the event log |
//! | `candidate_state.rs`, `withdrawal.rs` | the states; withdraws a candidate |
//! | `reading.rs` | one candidate, their personal data, a page of many; each noted in the audit log |
//! | `finding.rs` | candidates by name, e-mail address or reference, for those who may read personal data |
//! | `candidate_import.rs`, `candidate_export.rs` | whole files |
//! | `assertion_rights.rs` | what an actor may state, what is lowered for want of proof, what a change replaces |
//! | `indexing.rs` | what an index needs, without personal data |

mod access_log;
mod assertion_rights;
mod assertions;
mod authority_decisions;
mod candidate_error;
mod candidate_event;
mod candidate_export;
mod candidate_import;
mod candidate_state;
mod certified;
mod covered;
mod finding;
mod indexing;
mod part;
mod profile_change;
mod reading;
mod registration;
mod withdrawal;

use access::{Actor, Permission, Subject};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};
use reference_data::ReferenceData;
use storage::events::EventKind;
use storage::{AnyConnection, Database, StorageError, Timestamp};
use vocabulary::{CandidateId, OrganisationId, ParseError, ProgrammeId};

use assertions::Assertions;

use crate::candidate_tables::{StoredCandidate, candidates};
use crate::profile::Profile;

pub use access_log::DataAccess;
pub use assertion_rights::{Downgrade, DowngradeReason, text_keys};
pub use authority_decisions::{DecisionEvent, DecisionFilter, DecisionImport};
pub use candidate_error::CandidateError;
pub use candidate_event::CandidateEvent;
pub use candidate_import::CandidateImport;
pub use candidate_state::{CandidateState, CandidateTransition};
pub use certified::CertifiedAssertions;
pub use covered::{CoveredCandidates, CoveredDecisions};
pub use finding::FoundCandidate;
pub use indexing::{Indexable, expiring_for_indexing, for_indexing, lock, page_for_indexing};
pub use part::{CandidatePart, PartContent, PartVersions};
pub use profile_change::Change;
pub use reading::{still_listed, subject};
pub use registration::{NewCandidate, check_reference};

/// The kind of a candidate as the subject of audit entries, as of events.
pub(crate) const KIND: &str = CandidateEvent::SUBJECT_KIND;

/// A candidate as the database has them, without their personal data.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Candidate {
    /// Their identifier.
    pub id: CandidateId,
    /// The programme in which they take part.
    pub programme: ProgrammeId,
    /// Their `id` in files, unique among the candidates of the organisation that registered them.
    pub reference: String,
    /// The organisation that brought them.
    pub organisation: Option<OrganisationId>,
    /// The name under which employers see them.
    pub pseudonym: String,
    /// Whether they take part.
    pub state: CandidateState,
    /// Counts changes of any part from 1; a change of several parts names the version from which it began.
    pub version: i64,
    /// The versions of the parts; a change of one part names that of the part.
    pub versions: PartVersions,
    /// What is known of them.
    pub profile: Profile,
    /// When they were registered.
    pub created_at: Timestamp,
    /// When they were last changed.
    pub changed_at: Timestamp,
}

impl Candidate {
    /// The candidate as the subject of a permission.
    pub fn subject(&self) -> Subject {
        Subject::in_programme(self.programme).of_candidate(self.id, self.organisation)
    }
}

impl Candidate {
    /// Candidates from their rows and those of their assertions, in the same order.
    fn with_assertions(
        connection: &mut AnyConnection,
        rows: Vec<StoredCandidate>,
    ) -> Result<Vec<Self>, StorageError> {
        let mut assertions = Assertions::of(connection, rows.iter().map(|row| row.id.as_str()))?;
        rows.into_iter().map(|row| Self::stored(row, &mut assertions)).collect()
    }

    /// A candidate from their row, with those of the assertions that are theirs.
    fn stored(row: StoredCandidate, assertions: &mut Assertions) -> Result<Self, StorageError> {
        let mut profile = stored_profile(&row)?;
        let id = parsed(&row.id)?;
        assertions.move_into(id, &mut profile);
        Ok(Self {
            id,
            programme: parsed(&row.programme_id)?,
            organisation: row.organisation_id.as_deref().map(parsed).transpose()?,
            state: parsed(&row.state)?,
            versions: PartVersions {
                titles: row.titles_version,
                languages: row.languages_version,
                preferences: row.preferences_version,
                personal_data: row.personal_data_version,
            },
            profile,
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

fn parsed<T: std::str::FromStr<Err = ParseError>>(written: &str) -> Result<T, StorageError> {
    written.parse().map_err(|error: ParseError| StorageError::unreadable(error.expected, &error.found))
}

/// The profile of a row, without what are rows of their own.
fn stored_profile(row: &StoredCandidate) -> Result<Profile, StorageError> {
    let written = &row.preferences;
    serde_json::from_str(written).map_err(|_| StorageError::unreadable("a profile", written))
}

fn find(connection: &mut AnyConnection, id: CandidateId) -> Result<Candidate, CandidateError> {
    let row: Option<StoredCandidate> = candidates::table
        .filter(candidates::id.eq(id.to_string()))
        .select(StoredCandidate::as_select())
        .first(connection)
        .optional()
        .map_err(StorageError::from)?;
    let row = row.ok_or(CandidateError::NotFound(id))?;
    let mut assertions = Assertions::of(connection, std::iter::once(row.id.as_str()))?;
    Ok(Candidate::stored(row, &mut assertions)?)
}

/// Whether a candidate takes part in a programme and an actor's permission extends to them, for use inside other operations.
/// Which of the two isn't so isn't told.
///
/// # Errors
/// Those of the database.
pub fn is_within_reach(
    connection: &mut AnyConnection,
    actor: &Actor,
    permission: Permission,
    programme: ProgrammeId,
    id: CandidateId,
) -> Result<bool, StorageError> {
    let organisation: Option<Option<String>> = candidates::table
        .find(id.to_string())
        .filter(candidates::programme_id.eq(programme.to_string()))
        .select(candidates::organisation_id)
        .first(connection)
        .optional()?;
    let Some(organisation) = organisation else { return Ok(false) };
    let organisation = organisation.as_deref().map(parsed).transpose()?;
    Ok(actor.reaches(permission, &Subject::in_programme(programme).of_candidate(id, organisation)))
}

/// The candidate with an identifier, on whom an actor has a permission. One beyond its reach is as one who doesn't exist:
/// nothing more of them is read.
fn find_within_reach(
    connection: &mut AnyConnection,
    actor: &Actor,
    permission: Permission,
    id: CandidateId,
) -> Result<Candidate, CandidateError> {
    actor.may_ever(&[permission])?;
    let belongs_to: Option<(String, Option<String>)> = candidates::table
        .find(id.to_string())
        .select((candidates::programme_id, candidates::organisation_id))
        .first(connection)
        .optional()
        .map_err(StorageError::from)?;
    let (programme, organisation) = belongs_to.ok_or(CandidateError::NotFound(id))?;
    let organisation = organisation.as_deref().map(parsed).transpose()?;
    let subject = Subject::in_programme(parsed(&programme)?).of_candidate(id, organisation);
    if actor.reaches(permission, &subject) { find(connection, id) } else { Err(CandidateError::NotFound(id)) }
}
