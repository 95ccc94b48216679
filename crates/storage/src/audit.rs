//! The audit log: append-only. Each entry has the hash of a chain, which tells where the log was changed, and is a leaf of
//! a Merkle tree (RFC 6962), whose root in a signed checkpoint tells that it was changed at all.
//!
//! The content of a leaf is the JSON of the entry (RFC 8785) without its details, but with their salted hash: so details
//! can be erased without breaking the log, and shown to one person without the log being guessed. An entry also commits to
//! the events before it, and to the rows that its action wrote: these hashes are part of the leaf and are never erased.

use diesel::prelude::{Insertable, Queryable, Selectable};
use diesel::{
    BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, QueryResult, RunQueryDsl, SelectableHelper,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use vocabulary::{CandidateId, Date, OrganisationId, ProgrammeId, Scope};

use crate::json_content::canonical_json;
use crate::log_sequence::LogHead;
use crate::merkle_tree::{BLOCK, Hash, hash_from_hex, leaf_hash};
use crate::schema::{audit_blocks, audit_entries};
use crate::{AnyConnection, Page, StorageError, Timestamp, Transaction, insert_many, log_sequence};

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
    /// The candidate whom the action concerns, where the subject is something else, such as a placement.
    pub candidate: Option<CandidateId>,
    /// The rows that the action wrote, as they are now.
    pub covers: Vec<Commitment>,
    /// Further details for an auditor; contains no personal data. They may be erased.
    pub details: Value,
}

impl NewAuditEntry<'_> {
    /// The same entry about a candidate who isn't its subject.
    pub fn about(self, candidate: CandidateId) -> Self {
        Self { candidate: Some(candidate), ..self }
    }

    /// The same entry, committing to rows.
    pub fn covering(self, covers: impl IntoIterator<Item = Commitment>) -> Self {
        Self { covers: covers.into_iter().collect(), ..self }
    }
}

/// The hash of a row as an action left it, or of what else an entry commits to. The newest commitment to a row counts.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Commitment {
    /// The row.
    pub id: Uuid,
    /// The kind of row: `candidate`.
    pub kind: String,
    /// The hash of its content, in hexadecimal.
    pub sha256: String,
}

impl Commitment {
    /// That a row of a kind has this hash.
    pub fn new(kind: &str, id: Uuid, hash: &Hash) -> Self {
        Self { id, kind: kind.to_owned(), sha256: hex::encode(hash) }
    }
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
    /// The candidate whom it concerns, where the subject is something else.
    pub candidate: Option<CandidateId>,
    /// What the entry commits to besides the events.
    pub covers: Vec<Commitment>,
    /// Further details; `null` when they were erased.
    pub details: Value,
    /// Whether the details were erased.
    pub is_erased: bool,
    /// The hash of the chain at this entry, in hexadecimal.
    pub hash: String,
}

/// An entry with what shows that it is the leaf of the tree at its position: for the person it concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryOpening {
    /// The position in the log, from 1.
    pub position: i64,
    /// The content of the leaf, byte for byte.
    pub leaf: String,
    /// The details as they are hashed; nothing when they were erased.
    pub details: Option<String>,
    /// The salt of the details in hexadecimal; nothing when they were erased. SHA-256 over the salt's bytes and the details
    /// is `details_hash` of the leaf.
    pub salt: Option<String>,
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
pub(crate) struct AuditEntryRow {
    pub(crate) position: i64,
    pub(crate) recorded_at: String,
    pub(crate) actor: String,
    pub(crate) role: String,
    pub(crate) programme_id: Option<String>,
    pub(crate) organisation: Option<String>,
    pub(crate) action: String,
    pub(crate) subject_kind: String,
    pub(crate) subject_id: Option<String>,
    pub(crate) candidate_id: Option<String>,
    pub(crate) covers: Option<String>,
    pub(crate) details: Option<String>,
    pub(crate) salt: Option<String>,
    pub(crate) details_hash: String,
    pub(crate) events_through: Option<i64>,
    pub(crate) events_hash: Option<String>,
    pub(crate) hash: String,
}

#[derive(Debug, Insertable)]
#[diesel(table_name = audit_blocks, treat_none_as_default_value = false)]
struct BlockRow {
    number: i64,
    hash: String,
}

/// The length of a salt in bytes.
const SALT_LENGTH: usize = 16;

/// Appends entries in the given order. The first of them commits to the events that were appended since the last entry.
///
/// Locks `log_sequence` until the transaction ends, so call it last.
///
/// # Errors
/// Those of the database.
pub fn append(transaction: &mut Transaction<'_>, entries: &[NewAuditEntry<'_>]) -> Result<(), StorageError> {
    if entries.is_empty() {
        return Ok(());
    }
    let mut salts = vec![0; SALT_LENGTH * entries.len()];
    getrandom::fill(&mut salts)
        .map_err(|error| StorageError::Other(format!("the system gave no random bytes: {error}; try again")))?;
    let mut head = log_sequence::lock_head(transaction)?;
    let recorded_at = transaction.now().to_string();
    let mut rows = Vec::with_capacity(entries.len());
    let mut blocks = Vec::new();
    for (entry, salt) in entries.iter().zip(salts.chunks_exact(SALT_LENGTH)) {
        let row = AuditEntryRow::new(entry, recorded_at.clone(), salt, &mut head);
        let leaf = row.leaf_hash();
        if let Some(block) = head.peaks.push(leaf) {
            blocks.push(BlockRow { number: head.last_audit_entry / BLOCK as i64 - 1, hash: hex::encode(block) });
        }
        head.last_audit_hash = chain_hash(&head.last_audit_hash, &leaf);
        rows.push(AuditEntryRow { hash: hex::encode(head.last_audit_hash), ..row });
    }
    insert_many!(transaction, audit_entries::table, &rows)?;
    insert_many!(transaction, audit_blocks::table, &blocks)?;
    log_sequence::set_last_audit_entry(transaction, &head)
}

/// The hash of the chain at an entry: SHA-256 over the hash before it and the hash of its leaf.
pub(crate) fn chain_hash(previous: &Hash, leaf: &Hash) -> Hash {
    Sha256::new().chain_update(previous).chain_update(leaf).finalize().into()
}

/// Returns at most `limit` entries after a position, in order; position 0 is before the first.
///
/// # Errors
/// Those of the database.
pub fn read(connection: &mut AnyConnection, after: i64, limit: usize) -> Result<Vec<AuditEntry>, StorageError> {
    page(connection, after + 1, limit as i64)?.into_iter().map(AuditEntry::try_from).collect()
}

/// The first entry of this action on this subject that commits to the row of a kind with an identifier, if it is what was
/// written at its place: its hash follows from its content and the entry before it. Linear in the entries on the subject.
///
/// # Errors
/// Those of the database.
pub fn find(
    connection: &mut AnyConnection,
    action: &str,
    subject: &str,
    kind: &str,
    id: Uuid,
) -> Result<Option<AuditEntry>, StorageError> {
    let last = log_sequence::head(connection)?.last_audit_entry;
    let rows: Vec<AuditEntryRow> = audit_entries::table
        .filter(audit_entries::subject_id.eq(subject))
        .filter(audit_entries::action.eq(action))
        .filter(audit_entries::position.between(1, last))
        .order(audit_entries::position)
        .select(AuditEntryRow::as_select())
        .load(connection)?;
    for row in rows {
        let covers = row.commitments().unwrap_or_default();
        if covers.iter().any(|covered| covered.kind == kind && covered.id == id) && row.follows(connection)? {
            return Ok(Some(row.try_into()?));
        }
    }
    Ok(None)
}

/// Which entries are searched for; what is absent doesn't matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct AuditFilter {
    /// Those of a programme; absent: those of all programmes and of the installation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub programme: Option<ProgrammeId>,
    /// Those of an actor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// Those of actors in a role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Those of an action.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// Those on a subject.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<Uuid>,
    /// Those on a candidate, and those on something else that concern the candidate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub candidate: Option<CandidateId>,
    /// Those from a day on, in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Those until a day, included, in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// The entries that a filter lets through after a position, in order, at most `limit`.
///
/// # Errors
/// Those of the database.
pub fn search(
    connection: &mut AnyConnection,
    filter: &AuditFilter,
    after: i64,
    limit: usize,
) -> Result<Page<AuditEntry>, StorageError> {
    let AuditFilter { programme, actor, role, action, subject, candidate, from, until } = filter;
    let mut query = audit_entries::table
        .filter(audit_entries::position.gt(after.max(0)))
        .order(audit_entries::position)
        .limit(Page::<AuditEntry>::rows_to_load(limit))
        .select(AuditEntryRow::as_select())
        .into_boxed();
    if let Some(programme) = programme {
        query = query.filter(audit_entries::programme_id.eq(programme.to_string()));
    }
    if let Some(actor) = actor {
        query = query.filter(audit_entries::actor.eq(actor));
    }
    if let Some(role) = role {
        query = query.filter(audit_entries::role.eq(role));
    }
    if let Some(action) = action {
        query = query.filter(audit_entries::action.eq(action));
    }
    if let Some(subject) = subject {
        query = query.filter(audit_entries::subject_id.eq(subject.to_string()));
    }
    if let Some(candidate) = candidate {
        let id = candidate.to_string();
        query = query.filter(audit_entries::subject_id.eq(id.clone()).or(audit_entries::candidate_id.eq(id)));
    }
    // Timestamps are text in the order of time, and begin with their day.
    if let Some(from) = from {
        query = query.filter(audit_entries::recorded_at.ge(from.to_string()));
    }
    if let Some(after) = until.and_then(|until| until.succ_opt()) {
        query = query.filter(audit_entries::recorded_at.lt(after.to_string()));
    }
    let rows = query.load(connection)?.into_iter().map(AuditEntry::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok(Page::cut(rows, limit))
}

/// The position of the entry with a hash on a candidate or concerning them: who may know of these entries names one by its
/// hash, which tells nothing about the rest of the log.
///
/// # Errors
/// Those of the database.
pub fn position_of(
    connection: &mut AnyConnection,
    candidate: CandidateId,
    hash: &str,
) -> Result<Option<i64>, StorageError> {
    let id = candidate.to_string();
    Ok(audit_entries::table
        .filter(audit_entries::subject_id.eq(id.clone()).or(audit_entries::candidate_id.eq(id)))
        .filter(audit_entries::hash.eq(hash))
        .filter(audit_entries::position.ge(1))
        .select(audit_entries::position)
        .first(connection)
        .optional()?)
}

/// An entry as the place where a page begins, for those who may not know positions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryName {
    /// The subject, by which it is found.
    pub subject: Option<Uuid>,
    /// The hash of the chain.
    pub hash: String,
}

impl EntryName {
    /// The position of the entry.
    ///
    /// # Errors
    /// When there is none, and those of the database.
    pub fn position(&self, connection: &mut AnyConnection) -> Result<i64, StorageError> {
        let with_hash = audit_entries::table
            .filter(audit_entries::hash.eq(&self.hash))
            .filter(audit_entries::position.ge(1))
            .select(audit_entries::position)
            .into_boxed();
        let on_subject = match self.subject {
            Some(subject) => with_hash.filter(audit_entries::subject_id.eq(subject.to_string())),
            None => with_hash.filter(audit_entries::subject_id.is_null()),
        };
        let found: Option<i64> = on_subject.first(connection).optional()?;
        found.ok_or_else(|| StorageError::not_found("audit entry with this hash"))
    }
}

impl std::fmt::Display for EntryName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.subject {
            Some(subject) => write!(f, "{} {subject}", self.hash),
            None => f.write_str(&self.hash),
        }
    }
}

impl std::str::FromStr for EntryName {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, uuid::Error> {
        Ok(match text.split_once(' ') {
            Some((hash, subject)) => Self { subject: Some(subject.parse()?), hash: hash.to_owned() },
            None => Self { subject: None, hash: text.to_owned() },
        })
    }
}

/// Verifies the whole log and the events to which it commits; [`crate::audit_verification`] says more.
///
/// # Errors
/// [`VerifyError::Broken`] with the first wrong entry.
pub fn verify(connection: &mut AnyConnection) -> Result<Verified, VerifyError> {
    let found = crate::audit_verification::verify(connection, &[], &mut [])?;
    match found.findings.first() {
        None => Ok(Verified { entries: found.entries }),
        Some(first) => Err(VerifyError::Broken { position: first.first, what: first.what.clone() }),
    }
}

/// Erases the details of an entry, which leaves its hash and the log whole. `by` says who erased them; its subject and
/// details are set here. An entry about erased details keeps its own.
///
/// # Errors
/// When there is no such entry, or its details are erased or not to be erased, and those of the database.
pub fn erase_details(
    transaction: &mut Transaction<'_>,
    position: i64,
    by: NewAuditEntry<'_>,
) -> Result<(), StorageError> {
    let entry = audit_entries::table.find(position);
    let action: Option<String> = entry
        .filter(audit_entries::details.is_not_null())
        .select(audit_entries::action)
        .get_result(transaction.connection())
        .optional()?;
    match action.as_deref() {
        None => return Err(StorageError::not_found("audit entry with details at this position")),
        Some(ERASE_DETAILS) => {
            let reason = "an entry that says whose details were erased keeps its own".to_owned();
            return Err(StorageError::Constraint { reason });
        }
        Some(_) => {}
    }
    diesel::update(entry)
        .set((audit_entries::details.eq(None::<String>), audit_entries::salt.eq(None::<String>)))
        .execute(transaction.connection())?;
    let by = NewAuditEntry {
        action: ERASE_DETAILS,
        subject_kind: "audit-entry",
        details: json!({ "position": position }),
        ..by
    };
    append(transaction, &[by])
}

/// The action of an entry that says whose details were erased.
pub const ERASE_DETAILS: &str = "erase-audit-details";

/// At most `limit` entries from a position on.
pub(crate) fn page(connection: &mut AnyConnection, from: i64, limit: i64) -> QueryResult<Vec<AuditEntryRow>> {
    audit_entries::table
        .filter(audit_entries::position.ge(from))
        .order(audit_entries::position)
        .limit(limit)
        .select(AuditEntryRow::as_select())
        .load(connection)
}

/// The positions of the same entries.
pub(crate) fn positions(connection: &mut AnyConnection, from: i64, limit: i64) -> QueryResult<Vec<i64>> {
    audit_entries::table
        .filter(audit_entries::position.ge(from))
        .order(audit_entries::position)
        .limit(limit)
        .select(audit_entries::position)
        .load(connection)
}

impl AuditEntryRow {
    /// The next entry after the head, which is moved; its hash is still missing.
    fn new(entry: &NewAuditEntry<'_>, recorded_at: String, salt: &[u8], head: &mut LogHead) -> Self {
        head.last_audit_entry += 1;
        let events_through = (head.last_event > head.covered_event).then_some(head.last_event);
        head.covered_event = head.last_event;
        let details = entry.details.to_string();
        Self {
            position: head.last_audit_entry,
            recorded_at,
            actor: entry.actor.to_owned(),
            role: entry.role.to_owned(),
            programme_id: entry.scope.programme().map(|programme| programme.to_string()),
            organisation: entry.organisation.map(|organisation| organisation.to_string()),
            action: entry.action.to_owned(),
            subject_kind: entry.subject_kind.to_owned(),
            subject_id: entry.subject.map(|subject| subject.to_string()),
            candidate_id: entry.candidate.map(|candidate| candidate.to_string()),
            // A list of text has a JSON form.
            covers: (!entry.covers.is_empty())
                .then(|| String::from_utf8_lossy(&canonical_json(&entry.covers)).into_owned()),
            details_hash: hex::encode(salted_hash(salt, &details)),
            details: Some(details),
            salt: Some(hex::encode(salt)),
            events_hash: events_through.map(|_| hex::encode(head.last_event_hash)),
            events_through,
            hash: String::new(),
        }
    }

    /// The content of its leaf: JSON with the keys in order.
    pub(crate) fn leaf_content(&self) -> Vec<u8> {
        #[derive(serde::Serialize)]
        struct Content<'a> {
            action: &'a str,
            actor: &'a str,
            candidate: Option<&'a str>,
            covers: Option<&'a str>,
            details_hash: &'a str,
            events_hash: Option<&'a str>,
            events_through: Option<i64>,
            organisation: Option<&'a str>,
            position: i64,
            programme: Option<&'a str>,
            recorded_at: &'a str,
            role: &'a str,
            subject: Option<&'a str>,
            subject_kind: &'a str,
        }
        canonical_json(&Content {
            action: &self.action,
            actor: &self.actor,
            candidate: self.candidate_id.as_deref(),
            covers: self.covers.as_deref(),
            details_hash: &self.details_hash,
            events_hash: self.events_hash.as_deref(),
            events_through: self.events_through,
            organisation: self.organisation.as_deref(),
            position: self.position,
            programme: self.programme_id.as_deref(),
            recorded_at: &self.recorded_at,
            role: &self.role,
            subject: self.subject_id.as_deref(),
            subject_kind: &self.subject_kind,
        })
    }

    /// What it commits to besides the events.
    fn commitments(&self) -> Result<Vec<Commitment>, StorageError> {
        match &self.covers {
            None => Ok(Vec::new()),
            Some(covers) => {
                serde_json::from_str(covers).map_err(|_| StorageError::unreadable("a list of commitments", covers))
            }
        }
    }

    /// The hash of its leaf.
    pub(crate) fn leaf_hash(&self) -> Hash {
        leaf_hash(&self.leaf_content())
    }

    /// Whether the details are those that were hashed, or were erased with their salt.
    pub(crate) fn has_its_details(&self) -> bool {
        match (&self.details, &self.salt) {
            (Some(details), Some(salt)) => {
                hex::decode(salt).is_ok_and(|salt| hex::encode(salted_hash(&salt, details)) == self.details_hash)
            }
            (None, None) => true,
            _ => false,
        }
    }

    /// Whether this entry is what was written at its place, as far as it and the entry before it tell.
    fn follows(&self, connection: &mut AnyConnection) -> Result<bool, StorageError> {
        let previous: Option<String> = audit_entries::table
            .find(self.position - 1)
            .select(audit_entries::hash)
            .get_result(connection)
            .optional()?;
        let previous = match previous {
            Some(hash) => hash_from_hex(&hash),
            None => (self.position == 1).then_some(Hash::default()),
        };
        let expected = previous.map(|previous| hex::encode(chain_hash(&previous, &self.leaf_hash())));
        Ok(expected.as_ref() == Some(&self.hash) && self.has_its_details())
    }

    pub(crate) fn opening(self) -> EntryOpening {
        let leaf = String::from_utf8_lossy(&self.leaf_content()).into_owned();
        EntryOpening { position: self.position, leaf, details: self.details, salt: self.salt }
    }
}

/// SHA-256 over a salt and a text.
fn salted_hash(salt: &[u8], text: &str) -> Hash {
    Sha256::new().chain_update(salt).chain_update(text).finalize().into()
}

impl TryFrom<AuditEntryRow> for AuditEntry {
    type Error = StorageError;

    fn try_from(row: AuditEntryRow) -> Result<Self, StorageError> {
        let covers = row.commitments()?;
        let uuid = |text: String| text.parse::<Uuid>().map_err(|_| StorageError::unreadable("a UUID", &text));
        let details = row
            .details
            .as_deref()
            .map(|details| serde_json::from_str(details).map_err(|_| StorageError::unreadable("JSON", details)));
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
            candidate: row.candidate_id.map(uuid).transpose()?.map(CandidateId::from),
            covers,
            is_erased: details.is_none(),
            details: details.transpose()?.unwrap_or_default(),
            hash: row.hash,
        })
    }
}
