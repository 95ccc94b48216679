//! The event log: one order without gaps. Each follower (the index, a notifier) stores its own position.

use diesel::prelude::{Insertable, Queryable, Selectable};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};
use serde_json::Value;
use uuid::Uuid;

use crate::schema::events;
use crate::{AnyConnection, StorageError, Timestamp, Transaction, insert_many, log_sequence};

/// An event to be recorded in the transaction of the change that it reports.
#[derive(Debug, Clone, PartialEq)]
pub struct NewEvent<'a> {
    /// The kind of event: `candidate.changed`.
    pub kind: &'a str,
    /// The kind of subject: `candidate`.
    pub subject_kind: &'a str,
    /// The subject. A UUID, so that it can't be a person's name.
    pub subject: Uuid,
    /// Further data for followers; contains no personal data.
    pub data: Value,
}

/// A recorded event.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Event {
    /// The position in the log, from 1, without gaps.
    pub position: i64,
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
}

#[derive(Debug, Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = events, treat_none_as_default_value = false)]
struct EventRow {
    position: i64,
    kind: String,
    subject_kind: String,
    subject_id: String,
    data: String,
    recorded_at: String,
}

/// Appends events in the given order and returns the position of the first; for an empty slice, the position of the
/// next event to come.
///
/// Locks `log_sequence` until the transaction ends, so call it last.
///
/// # Errors
/// Those of the database.
pub fn append(transaction: &mut Transaction<'_>, new: &[NewEvent<'_>]) -> Result<i64, StorageError> {
    let first = log_sequence::reserve_events(transaction, new.len() as i64)?;
    let recorded_at = Timestamp::now().to_string();
    let rows: Vec<EventRow> = (first..)
        .zip(new)
        .map(|(position, event)| EventRow {
            position,
            kind: event.kind.to_owned(),
            subject_kind: event.subject_kind.to_owned(),
            subject_id: event.subject.to_string(),
            data: event.data.to_string(),
            recorded_at: recorded_at.clone(),
        })
        .collect();
    insert_many!(transaction, events::table, &rows)?;
    Ok(first)
}

/// Returns at most `limit` events after a position, in order; position 0 is before the first.
///
/// # Errors
/// Those of the database.
pub fn after(connection: &mut AnyConnection, position: i64, limit: usize) -> Result<Vec<Event>, StorageError> {
    let rows: Vec<EventRow> = events::table
        .filter(events::position.gt(position))
        .order(events::position)
        .limit(limit as i64)
        .select(EventRow::as_select())
        .load(connection)?;
    rows.into_iter().map(Event::try_from).collect()
}

/// The position of the last event; 0 when there is none.
///
/// # Errors
/// Those of the database.
pub fn last_position(connection: &mut AnyConnection) -> Result<i64, StorageError> {
    log_sequence::last_event(connection)
}

impl TryFrom<EventRow> for Event {
    type Error = StorageError;

    fn try_from(row: EventRow) -> Result<Self, StorageError> {
        Ok(Self {
            position: row.position,
            subject: row.subject_id.parse().map_err(|_| StorageError::unreadable("a UUID", &row.subject_id))?,
            data: serde_json::from_str(&row.data).map_err(|_| StorageError::unreadable("JSON", &row.data))?,
            recorded_at: row.recorded_at.parse()?,
            kind: row.kind,
            subject_kind: row.subject_kind,
        })
    }
}
