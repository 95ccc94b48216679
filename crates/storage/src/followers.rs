//! How far each follower of the event log is in each programme.
//!
//! A follower reads the events after its position and then moves the position. Where what it does is written to this
//! database (a mail enqueued as a job), the stored position is the truth: [`advance`] moves it in the transaction of
//! that work, and of two servers one succeeds. Where it is written elsewhere (an index, whose position is part of its
//! commits), the follower's own position is the truth, and [`report`] tells administrators.

use diesel::{BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use vocabulary::{ParseError, ProgrammeId};

use crate::schema::follower_positions as table;
use crate::{AnyConnection, StorageError, Timestamp, Transaction};

/// How far a follower is in a programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowerPosition {
    /// The follower: `index 0193…` is the index of one data folder.
    pub follower: String,
    /// The programme.
    pub programme: ProgrammeId,
    /// The last event that it has applied.
    pub position: i64,
    /// When it moved there.
    pub changed_at: Timestamp,
}

/// The position of a follower in a programme; 0 when it has none yet, which is before the first event.
///
/// # Errors
/// Those of the database.
pub fn position(connection: &mut AnyConnection, follower: &str, programme: ProgrammeId) -> Result<i64, StorageError> {
    let position: Option<i64> =
        table::table.find((follower, programme.to_string())).select(table::position).first(connection).optional()?;
    Ok(position.unwrap_or(0))
}

/// Moves the position of a follower from one event to a later one, in the transaction that writes what it does about the
/// events between them.
///
/// # Errors
/// [`StorageError::Conflict`] when the position isn't `from`: another server was faster, and the transaction has to be
/// rolled back.
pub fn advance(
    transaction: &mut Transaction<'_>,
    follower: &str,
    programme: ProgrammeId,
    from: i64,
    to: i64,
) -> Result<(), StorageError> {
    let id = programme.to_string();
    let moved = diesel::update(table::table)
        .filter(table::follower.eq(follower).and(table::programme_id.eq(&id)).and(table::position.eq(from)))
        .set((table::position.eq(to), table::changed_at.eq(transaction.now().to_string())))
        .execute(transaction.connection())?;
    let conflict = || StorageError::conflict(format!("the position of `{follower}`"));
    match moved {
        0 if from == 0 => match insert(transaction, follower, &id, to) {
            Err(error) if is_taken(&error) => Err(conflict()),
            inserted => inserted,
        },
        0 => Err(conflict()),
        _ => Ok(()),
    }
}

/// Stores the position of a follower whose own one is the truth.
///
/// # Errors
/// Those of the database.
pub fn report(
    transaction: &mut Transaction<'_>,
    follower: &str,
    programme: ProgrammeId,
    position: i64,
) -> Result<(), StorageError> {
    let id = programme.to_string();
    let stored = diesel::update(table::table.find((follower, &id)))
        .set((table::position.eq(position), table::changed_at.eq(transaction.now().to_string())))
        .execute(transaction.connection())?;
    if stored == 0 { insert(transaction, follower, &id, position) } else { Ok(()) }
}

/// The positions of all followers, by follower.
///
/// # Errors
/// Those of the database.
pub fn list(connection: &mut AnyConnection) -> Result<Vec<FollowerPosition>, StorageError> {
    let rows: Vec<(String, String, i64, String)> = table::table
        .order((table::follower, table::programme_id))
        .select((table::follower, table::programme_id, table::position, table::changed_at))
        .load(connection)?;
    let read = rows.into_iter().map(|(follower, programme, position, changed_at)| {
        let programme =
            programme.parse().map_err(|error: ParseError| StorageError::unreadable(error.expected, &error.found))?;
        Ok(FollowerPosition { follower, programme, position, changed_at: changed_at.parse()? })
    });
    read.collect()
}

fn insert(
    transaction: &mut Transaction<'_>,
    follower: &str,
    programme: &str,
    position: i64,
) -> Result<(), StorageError> {
    let row = (
        table::follower.eq(follower),
        table::programme_id.eq(programme),
        table::position.eq(position),
        table::changed_at.eq(transaction.now().to_string()),
    );
    diesel::insert_into(table::table).values(row).execute(transaction.connection())?;
    Ok(())
}

fn is_taken(error: &StorageError) -> bool {
    error.is_unique_violation_of("follower_positions_follower_programme_id")
}
