//! The event log: one order without gaps. Each follower (the index, a notifier) stores its own position.

use std::str::FromStr;

use diesel::prelude::{Insertable, Queryable, Selectable};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, QueryResult, RunQueryDsl, SelectableHelper};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use vocabulary::{ParseError, ProgrammeId};

use crate::json_content::canonical_json;
use crate::merkle_tree::Hash;
use crate::schema::{events, installation};
use crate::{AnyConnection, StorageError, Timestamp, Transaction, insert_many, log_sequence};

/// What can happen to one kind of subject: an enum of the crate that owns the subject, which followers match.
pub trait EventKind: Copy + FromStr<Err = ParseError> {
    /// The kind of subject: `candidate`.
    const SUBJECT_KIND: &'static str;

    /// The kind of event as it is stored: `candidate.changed`.
    fn kind(self) -> &'static str;
}

/// An event to be recorded in the transaction of the change that it reports.
#[derive(Debug, Clone, PartialEq)]
pub struct NewEvent {
    programme: ProgrammeId,
    kind: &'static str,
    subject_kind: &'static str,
    subject: Uuid,
    data: Value,
}

impl NewEvent {
    /// An event of a subject in a programme. The subject is a UUID, so that it can't be a person's name; `data` is for
    /// followers and contains no personal data.
    pub fn new<K: EventKind>(programme: ProgrammeId, kind: K, subject: Uuid, data: Value) -> Self {
        Self { programme, kind: kind.kind(), subject_kind: K::SUBJECT_KIND, subject, data }
    }
}

/// A recorded event.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Event {
    /// The position in the log, from 1, without gaps.
    pub position: i64,
    /// The programme in which it happened.
    pub programme: ProgrammeId,
    /// The kind of event: `candidate.changed`.
    pub kind: String,
    /// The kind of subject: `candidate`.
    pub subject_kind: String,
    /// The subject.
    pub subject: Uuid,
    /// Further data for followers.
    pub data: Value,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// The hash of this event and of all before it, in hexadecimal.
    pub hash: String,
}

/// A place in the event log: a position, and the hash of all events up to it. Two logs with the same mark have the same events
/// up to there.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct LogMark {
    /// The position; 0 before the first event.
    pub position: i64,
    /// The hash of the event at that position, in hexadecimal; zeros before the first event.
    pub hash: String,
}

impl Default for LogMark {
    /// Before the first event.
    fn default() -> Self {
        Self { position: 0, hash: FIRST_PREVIOUS_HASH.to_owned() }
    }
}

/// The previous hash of the first event.
const FIRST_PREVIOUS_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

impl Event {
    /// The event as a member of a crate's enum; nothing when it is about another kind of subject.
    ///
    /// # Errors
    /// When the enum has no such member: a newer program recorded the event.
    pub fn of_kind<K: EventKind>(&self) -> Result<Option<K>, StorageError> {
        if self.subject_kind != K::SUBJECT_KIND {
            return Ok(None);
        }
        let kind =
            self.kind.parse().map_err(|error: ParseError| StorageError::unreadable(error.expected, &error.found));
        kind.map(Some)
    }
}

#[derive(Debug, Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = events, treat_none_as_default_value = false)]
pub(crate) struct EventRow {
    pub(crate) position: i64,
    programme_id: String,
    kind: String,
    subject_kind: String,
    subject_id: String,
    data: String,
    recorded_at: String,
    pub(crate) hash: String,
}

impl EventRow {
    /// The hash of the chain of events at this one: SHA-256 over the hash before it and its JSON (RFC 8785: the keys in
    /// order, no spaces).
    pub(crate) fn chain_hash(&self, previous: &Hash) -> Hash {
        #[derive(serde::Serialize)]
        struct Content<'a> {
            data: &'a str,
            kind: &'a str,
            position: i64,
            programme: &'a str,
            recorded_at: &'a str,
            subject: &'a str,
            subject_kind: &'a str,
        }
        let content = Content {
            data: &self.data,
            kind: &self.kind,
            position: self.position,
            programme: &self.programme_id,
            recorded_at: &self.recorded_at,
            subject: &self.subject_id,
            subject_kind: &self.subject_kind,
        };
        Sha256::new().chain_update(previous).chain_update(canonical_json(&content)).finalize().into()
    }

    /// At most `limit` events from a position on, of all programmes.
    pub(crate) fn page(connection: &mut AnyConnection, from: i64, limit: i64) -> QueryResult<Vec<Self>> {
        events::table
            .filter(events::position.ge(from))
            .order(events::position)
            .limit(limit)
            .select(Self::as_select())
            .load(connection)
    }

    /// The positions of the same events.
    pub(crate) fn positions(connection: &mut AnyConnection, from: i64, limit: i64) -> QueryResult<Vec<i64>> {
        events::table
            .filter(events::position.ge(from))
            .order(events::position)
            .limit(limit)
            .select(events::position)
            .load(connection)
    }
}

/// Appends events in the given order and returns the position of the first; for an empty slice, the position of the
/// next event to come.
///
/// Locks `log_sequence` until the transaction ends, so call it last, and before [`audit::append`](crate::audit::append):
/// the next audit entry commits to the events before it.
///
/// # Errors
/// Those of the database.
pub fn append(transaction: &mut Transaction<'_>, new: &[NewEvent]) -> Result<i64, StorageError> {
    let mut head = log_sequence::lock_head(transaction)?;
    let first = head.last_event + 1;
    if new.is_empty() {
        return Ok(first);
    }
    let recorded_at = transaction.now().to_string();
    let rows: Vec<EventRow> = new
        .iter()
        .map(|event| {
            head.last_event += 1;
            let mut row = EventRow {
                position: head.last_event,
                programme_id: event.programme.to_string(),
                kind: event.kind.to_owned(),
                subject_kind: event.subject_kind.to_owned(),
                subject_id: event.subject.to_string(),
                data: event.data.to_string(),
                recorded_at: recorded_at.clone(),
                hash: String::new(),
            };
            head.last_event_hash = row.chain_hash(&head.last_event_hash);
            row.hash = hex::encode(head.last_event_hash);
            row
        })
        .collect();
    insert_many!(transaction, events::table, &rows)?;
    log_sequence::set_last_event(transaction, &head)?;
    Ok(first)
}

/// Returns at most `limit` events of a programme after a position, in order; position 0 is before the first.
///
/// # Errors
/// Those of the database.
pub fn after(
    connection: &mut AnyConnection,
    programme: ProgrammeId,
    position: i64,
    limit: usize,
) -> Result<Vec<Event>, StorageError> {
    let rows: Vec<EventRow> = events::table
        .filter(events::programme_id.eq(programme.to_string()))
        .filter(events::position.gt(position))
        .order(events::position)
        .limit(limit as i64)
        .select(EventRow::as_select())
        .load(connection)?;
    rows.into_iter().map(Event::try_from).collect()
}

/// The end of the log of all programmes. It changes when any programme has a new event, or the database is replaced.
///
/// # Errors
/// Those of the database.
pub fn end_of_log(connection: &mut AnyConnection) -> Result<LogMark, StorageError> {
    let head = log_sequence::head(connection)?;
    Ok(LogMark { position: head.last_event, hash: hex::encode(head.last_event_hash) })
}

/// Whether the log has a mark: whether its events up to there are those of the log from which the mark was taken.
///
/// # Errors
/// Those of the database.
pub fn has(connection: &mut AnyConnection, mark: &LogMark) -> Result<bool, StorageError> {
    if mark.position == 0 {
        return Ok(*mark == LogMark::default());
    }
    let hash: Option<String> =
        events::table.find(mark.position).select(events::hash).get_result(connection).optional()?;
    Ok(hash.as_ref() == Some(&mark.hash))
}

/// The last event of a programme as a mark; that before the first event when it has none.
///
/// # Errors
/// Those of the database.
pub fn last_mark(connection: &mut AnyConnection, programme: ProgrammeId) -> Result<LogMark, StorageError> {
    let position = last_position(connection, programme)?;
    if position == 0 {
        return Ok(LogMark::default());
    }
    let hash = events::table.find(position).select(events::hash).get_result(connection)?;
    Ok(LogMark { position, hash })
}

/// The identifier of the installation, made at random with its tables. A copy of the database has the same one.
///
/// # Errors
/// Those of the database.
pub fn installation_id(connection: &mut AnyConnection) -> Result<String, StorageError> {
    Ok(installation::table.select(installation::id).get_result(connection)?)
}

/// The number of a programme's events after a position, counted up to `limit`.
///
/// # Errors
/// Those of the database.
pub fn count_after(
    connection: &mut AnyConnection,
    programme: ProgrammeId,
    position: i64,
    limit: usize,
) -> Result<usize, StorageError> {
    let positions: Vec<i64> = events::table
        .filter(events::programme_id.eq(programme.to_string()))
        .filter(events::position.gt(position))
        .order(events::position)
        .limit(limit as i64)
        .select(events::position)
        .load(connection)?;
    Ok(positions.len())
}

/// The position of a programme's last event; 0 when there is none.
///
/// # Errors
/// Those of the database.
pub fn last_position(connection: &mut AnyConnection, programme: ProgrammeId) -> Result<i64, StorageError> {
    let last: Option<i64> = events::table
        .filter(events::programme_id.eq(programme.to_string()))
        .select(diesel::dsl::max(events::position))
        .get_result(connection)?;
    Ok(last.unwrap_or(0))
}

impl TryFrom<EventRow> for Event {
    type Error = StorageError;

    fn try_from(row: EventRow) -> Result<Self, StorageError> {
        Ok(Self {
            position: row.position,
            programme: row
                .programme_id
                .parse()
                .map_err(|error: ParseError| StorageError::unreadable(error.expected, &error.found))?,
            subject: row.subject_id.parse().map_err(|_| StorageError::unreadable("a UUID", &row.subject_id))?,
            data: serde_json::from_str(&row.data).map_err(|_| StorageError::unreadable("JSON", &row.data))?,
            recorded_at: row.recorded_at.parse()?,
            kind: row.kind,
            subject_kind: row.subject_kind,
            hash: row.hash,
        })
    }
}
