//! The audit log: append-only, each entry with the hash of the one before it, so that an edited, removed, inserted or
//! reordered entry is detected, and a truncated log too.

use diesel::prelude::{Insertable, Queryable, Selectable};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use vocabulary::{OrganisationId, ProgrammeId, Scope};

use crate::schema::audit_entries;
use crate::{AnyConnection, StorageError, Timestamp, Transaction, insert_many, log_sequence};

/// An action to be recorded in the audit log. People are identified by their random identifiers only.
#[derive(Debug, Clone, PartialEq)]
pub struct NewAuditEntry<'a> {
    /// The actor: the subject of their token.
    pub actor: &'a str,
    /// The actor's role.
    pub role: &'a str,
    /// The programme in which they acted, or the installation.
    pub scope: Scope,
    /// The organisation for which they acted.
    pub organisation: Option<OrganisationId>,
    /// The action: `read-personal-data`.
    pub action: &'a str,
    /// The kind of subject: `candidate`.
    pub subject_kind: &'a str,
    /// The subject; `None` where the action was on all of that kind.
    pub subject: Option<Uuid>,
    /// Further details for an auditor; contains no personal data.
    pub details: Value,
}

/// An entry of the audit log.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct AuditEntry {
    /// The position in the log, from 1, without gaps.
    pub position: i64,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// The actor.
    pub actor: String,
    /// The actor's role.
    pub role: String,
    /// The programme in which they acted; nothing for the installation.
    pub programme: Option<ProgrammeId>,
    /// The organisation for which they acted.
    pub organisation: Option<OrganisationId>,
    /// The action.
    pub action: String,
    /// The kind of subject.
    pub subject_kind: String,
    /// The subject.
    pub subject: Option<Uuid>,
    /// Further details.
    pub details: Value,
    /// The hash of this entry, in hexadecimal.
    pub hash: String,
}

/// The result of verifying an intact audit log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Verified {
    /// The number of entries.
    pub entries: i64,
}

/// Why the audit log couldn't be verified.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// The log differs from what was written.
    #[error("the audit log is broken at entry {position}: {what}; compare it with a backup")]
    Broken {
        /// The first wrong entry.
        position: i64,
        /// What is wrong with it.
        what: String,
    },
    /// The log couldn't be read.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

#[derive(Debug, Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = audit_entries, treat_none_as_default_value = false)]
struct AuditEntryRow {
    position: i64,
    recorded_at: String,
    actor: String,
    role: String,
    programme_id: Option<String>,
    organisation: Option<String>,
    action: String,
    subject_kind: String,
    subject_id: Option<String>,
    details: String,
    previous_hash: String,
    hash: String,
}

/// Entries read at a time while verifying.
const PAGE: i64 = 5_000;

/// Appends entries in the given order.
///
/// Locks `log_sequence` until the transaction ends, so call it last.
///
/// # Errors
/// Those of the database.
pub fn append(transaction: &mut Transaction<'_>, entries: &[NewAuditEntry<'_>]) -> Result<(), StorageError> {
    if entries.is_empty() {
        return Ok(());
    }
    let mut head = log_sequence::lock_audit_head(transaction)?;
    let recorded_at = transaction.now().to_string();
    let rows: Vec<AuditEntryRow> = entries
        .iter()
        .map(|entry| {
            head.position += 1;
            let mut row = AuditEntryRow {
                position: head.position,
                recorded_at: recorded_at.clone(),
                actor: entry.actor.to_owned(),
                role: entry.role.to_owned(),
                programme_id: entry.scope.programme().map(|programme| programme.to_string()),
                organisation: entry.organisation.map(|organisation| organisation.to_string()),
                action: entry.action.to_owned(),
                subject_kind: entry.subject_kind.to_owned(),
                subject_id: entry.subject.map(|subject| subject.to_string()),
                details: entry.details.to_string(),
                previous_hash: std::mem::take(&mut head.hash),
                hash: String::new(),
            };
            row.hash = row.expected_hash();
            head.hash.clone_from(&row.hash);
            row
        })
        .collect();
    insert_many!(transaction, audit_entries::table, &rows)?;
    log_sequence::set_audit_head(transaction, &head)
}

/// Returns at most `limit` entries after a position, in order; position 0 is before the first.
///
/// # Errors
/// Those of the database.
pub fn read(connection: &mut AnyConnection, after: i64, limit: usize) -> Result<Vec<AuditEntry>, StorageError> {
    page(connection, after, limit as i64)?.into_iter().map(AuditEntry::try_from).collect()
}

/// Whether the log has an entry of this action on this subject with exactly these details. Linear in the log.
///
/// # Errors
/// Those of the database.
pub fn has(
    connection: &mut AnyConnection,
    action: &str,
    subject: &str,
    details: &Value,
) -> Result<bool, StorageError> {
    let entries = audit_entries::table
        .filter(audit_entries::action.eq(action))
        .filter(audit_entries::subject_id.eq(subject))
        .filter(audit_entries::details.eq(details.to_string()));
    Ok(diesel::select(diesel::dsl::exists(entries)).get_result(connection)?)
}

/// Verifies the whole log.
///
/// # Errors
/// [`VerifyError::Broken`] with the first wrong entry.
pub fn verify(connection: &mut AnyConnection) -> Result<Verified, VerifyError> {
    let broken = |position, what: &str| VerifyError::Broken { position, what: what.to_owned() };
    let head = log_sequence::audit_head(connection)?;
    let (mut position, mut hash) = (0, FIRST_PREVIOUS_HASH.to_owned());
    loop {
        let rows = page(connection, position, PAGE)?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            position += 1;
            if row.position != position {
                return Err(broken(position, "the entry is missing"));
            }
            if row.previous_hash != hash {
                return Err(broken(position, "it doesn't follow from the entry before it"));
            }
            if row.hash != row.expected_hash() {
                return Err(broken(position, "it was edited"));
            }
            hash = row.hash;
        }
    }
    match position.cmp(&head.position) {
        std::cmp::Ordering::Less => Err(broken(position + 1, "the entries from here on were cut off")),
        std::cmp::Ordering::Greater => Err(broken(head.position + 1, "the entries from here on were added later")),
        std::cmp::Ordering::Equal if hash != head.hash => Err(broken(position, "it isn't the entry that was last")),
        std::cmp::Ordering::Equal => Ok(Verified { entries: position }),
    }
}

/// The previous hash of the first entry.
const FIRST_PREVIOUS_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

fn page(connection: &mut AnyConnection, after: i64, limit: i64) -> Result<Vec<AuditEntryRow>, StorageError> {
    Ok(audit_entries::table
        .filter(audit_entries::position.gt(after))
        .order(audit_entries::position)
        .limit(limit)
        .select(AuditEntryRow::as_select())
        .load(connection)?)
}

impl AuditEntryRow {
    /// Computes the hash of this row: SHA-256 over its fields in a fixed order, each after its length in eight bytes, so
    /// that text moved from one field to the next changes the hash. The length of an absent value is `u64::MAX`.
    fn expected_hash(&self) -> String {
        let mut sha = Sha256::new();
        let mut field = |value: Option<&str>| match value {
            Some(text) => {
                sha.update((text.len() as u64).to_be_bytes());
                sha.update(text);
            }
            None => sha.update(u64::MAX.to_be_bytes()),
        };
        field(Some(&self.previous_hash));
        field(Some(&self.position.to_string()));
        field(Some(&self.recorded_at));
        field(Some(&self.actor));
        field(Some(&self.role));
        field(self.programme_id.as_deref());
        field(self.organisation.as_deref());
        field(Some(&self.action));
        field(Some(&self.subject_kind));
        field(self.subject_id.as_deref());
        field(Some(&self.details));
        hex::encode(sha.finalize())
    }
}

impl TryFrom<AuditEntryRow> for AuditEntry {
    type Error = StorageError;

    fn try_from(row: AuditEntryRow) -> Result<Self, StorageError> {
        let uuid = |text: String| text.parse::<Uuid>().map_err(|_| StorageError::unreadable("a UUID", &text));
        Ok(Self {
            position: row.position,
            recorded_at: row.recorded_at.parse()?,
            actor: row.actor,
            role: row.role,
            programme: row.programme_id.map(uuid).transpose()?.map(ProgrammeId::from),
            organisation: row.organisation.map(uuid).transpose()?.map(OrganisationId::from),
            action: row.action,
            subject_kind: row.subject_kind,
            subject: row.subject_id.map(uuid).transpose()?,
            details: serde_json::from_str(&row.details)
                .map_err(|_| StorageError::unreadable("JSON", &row.details))?,
            hash: row.hash,
        })
    }
}
