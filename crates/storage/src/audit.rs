//! Who did what: an append-only trail in which every line carries the hash of the one before, so that an edited,
//! removed, inserted or reordered line is found, and a tail that was cut off too.

use diesel::prelude::{Insertable, Queryable, Selectable};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use vocabulary::OrganisationId;

use crate::schema::audit_entries;
use crate::{AnyConnection, StorageError, Timestamp, Transaction, insert_many, log_sequence};

/// An act to be noted in the trail. People are named by their random identifiers only.
#[derive(Debug, Clone, PartialEq)]
pub struct NewAuditEntry<'a> {
    /// Who did it: the subject of their token.
    pub actor: &'a str,
    /// In which role.
    pub role: &'a str,
    /// For which organisation.
    pub organisation: Option<OrganisationId>,
    /// What was done: `read-personal-data`.
    pub action: &'a str,
    /// To what: `candidate`.
    pub subject_kind: &'a str,
    /// To which one; nothing where it was to all of them.
    pub subject: Option<Uuid>,
    /// What else an auditor wants to know; names nobody.
    pub details: Value,
}

/// A line of the trail.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct AuditEntry {
    /// Its place, from 1, without gaps.
    pub position: i64,
    /// When it was noted.
    pub recorded_at: Timestamp,
    /// Who did it.
    pub actor: String,
    /// In which role.
    pub role: String,
    /// For which organisation.
    pub organisation: Option<OrganisationId>,
    /// What was done.
    pub action: String,
    /// To what.
    pub subject_kind: String,
    /// To which one.
    pub subject: Option<Uuid>,
    /// What else there is to know.
    pub details: Value,
    /// The hash of this line, in hexadecimal.
    pub hash: String,
}

/// A trail that is whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Verified {
    /// How many lines it has.
    pub entries: i64,
}

/// Why a trail couldn't be found whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// The trail isn't what was written.
    #[error("the trail is broken at line {position}: {what}; compare it with a backup")]
    Broken {
        /// The first line that isn't right.
        position: i64,
        /// What isn't.
        what: String,
    },
    /// It couldn't be read.
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
    organisation: Option<String>,
    action: String,
    subject_kind: String,
    subject_id: Option<String>,
    details: String,
    previous_hash: String,
    hash: String,
}

/// Lines read at a time while verifying.
const PAGE: i64 = 5_000;

/// Appends lines, in the order given.
///
/// Locks the order until the transaction ends, so do it last.
///
/// # Errors
/// Those of the database.
pub fn append(transaction: &mut Transaction<'_>, entries: &[NewAuditEntry<'_>]) -> Result<(), StorageError> {
    if entries.is_empty() {
        return Ok(());
    }
    let mut head = log_sequence::take_audit_entries(transaction, entries.len() as i64)?;
    let recorded_at = Timestamp::now().to_string();
    let rows: Vec<AuditEntryRow> = entries
        .iter()
        .map(|entry| {
            head.position += 1;
            let mut row = AuditEntryRow {
                position: head.position,
                recorded_at: recorded_at.clone(),
                actor: entry.actor.to_owned(),
                role: entry.role.to_owned(),
                organisation: entry.organisation.map(|organisation| organisation.to_string()),
                action: entry.action.to_owned(),
                subject_kind: entry.subject_kind.to_owned(),
                subject_id: entry.subject.map(|subject| subject.to_string()),
                details: entry.details.to_string(),
                previous_hash: std::mem::take(&mut head.hash),
                hash: String::new(),
            };
            row.hash = row.right_hash();
            head.hash.clone_from(&row.hash);
            row
        })
        .collect();
    insert_many!(transaction, audit_entries::table, &rows)?;
    log_sequence::set_hash(transaction, &head.hash)
}

/// The lines after a position, in order, at most `limit` of them. From the beginning: after 0.
///
/// # Errors
/// Those of the database.
pub fn read(connection: &mut AnyConnection, after: i64, limit: usize) -> Result<Vec<AuditEntry>, StorageError> {
    page(connection, after, limit as i64)?.into_iter().map(AuditEntry::try_from).collect()
}

/// Whether the trail has a line of this act on this subject with just these details. Linear in the trail.
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

/// Goes through the whole trail.
///
/// # Errors
/// [`VerifyError::Broken`] with the first line that isn't right.
pub fn verify(connection: &mut AnyConnection) -> Result<Verified, VerifyError> {
    let broken = |position, what: &str| VerifyError::Broken { position, what: what.to_owned() };
    let head = log_sequence::trail(connection)?;
    let (mut position, mut hash) = (0, START.to_owned());
    loop {
        let rows = page(connection, position, PAGE)?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            position += 1;
            if row.position != position {
                return Err(broken(position, "the line is missing"));
            }
            if row.previous_hash != hash {
                return Err(broken(position, "it doesn't follow from the line before it"));
            }
            if row.hash != row.right_hash() {
                return Err(broken(position, "it was edited"));
            }
            hash = row.hash;
        }
    }
    match position.cmp(&head.position) {
        std::cmp::Ordering::Less => Err(broken(position + 1, "the lines from here on were cut off")),
        std::cmp::Ordering::Greater => Err(broken(head.position + 1, "the lines from here on were added later")),
        std::cmp::Ordering::Equal if hash != head.hash => Err(broken(position, "it isn't the line that was last")),
        std::cmp::Ordering::Equal => Ok(Verified { entries: position }),
    }
}

/// What the first line follows.
const START: &str = "0000000000000000000000000000000000000000000000000000000000000000";

fn page(connection: &mut AnyConnection, after: i64, limit: i64) -> Result<Vec<AuditEntryRow>, StorageError> {
    Ok(audit_entries::table
        .filter(audit_entries::position.gt(after))
        .order(audit_entries::position)
        .limit(limit)
        .select(AuditEntryRow::as_select())
        .load(connection)?)
}

impl AuditEntryRow {
    /// The hash that this row should have: SHA-256 over its fields in a fixed order, each after its length in eight
    /// bytes, so that no text can pass from one field to the next. A field without a value has the greatest length.
    fn right_hash(&self) -> String {
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
