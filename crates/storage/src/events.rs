//! What happened, in one order without gaps. Whoever follows it (an index, a notifier) keeps its own position.

use diesel::prelude::{Insertable, Queryable, Selectable};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};
use serde_json::Value;
use uuid::Uuid;

use crate::schema::events;
use crate::{AnyConnection, StorageError, Timestamp, Transaction, insert_many, log_sequence};

/// Something that happened, to be recorded with what it changed.
#[derive(Debug, Clone, PartialEq)]
pub struct NewEvent<'a> {
    /// What happened: `candidate.changed`.
    pub kind: &'a str,
    /// To what: `candidate`.
    pub subject_kind: &'a str,
    /// To which one. A UUID, so that nobody's name can come in.
    pub subject: Uuid,
    /// What else a follower needs to know; names nobody.
    pub data: Value,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Event {
    /// Its place in the order, from 1, without gaps.
    pub position: i64,
    /// What happened: `candidate.changed`.
    pub kind: String,
    /// To what: `candidate`.
    pub subject_kind: String,
    /// To which one.
    pub subject: Uuid,
    /// What else a follower needs to know.
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

/// Appends events, in the order given, and gives the position of the first. Nothing given: the position that the next
/// one would have had.
///
/// Locks the order until the transaction ends, so do it last.
///
/// # Errors
/// Those of the database.
pub fn append(transaction: &mut Transaction<'_>, new: &[NewEvent<'_>]) -> Result<i64, StorageError> {
    let first = log_sequence::take_events(transaction, new.len() as i64)?;
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

/// The events after a position, in order, at most `limit` of them. From the beginning: after 0.
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

/// The position of the last event; 0 before the first.
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
