//! Work to be done once: put down in the transaction that asks for it, claimed by one worker at a time, tried again
//! later and later when it fails, and laid aside as dead when that doesn't help.

use chrono::TimeDelta;
use diesel::prelude::{Insertable, Queryable, Selectable};
use diesel::{BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};
use serde_json::Value;
use uuid::Uuid;

use crate::schema::jobs;
use crate::{AnyConnection, Database, StorageError, Timestamp, Transaction};

/// How long a worker may be silent before its job is given to another one. A worker does its work, or calls
/// [`keep`], within this time.
pub const LEASE: TimeDelta = TimeDelta::minutes(5);

/// How often a job is tried when nothing else is said.
pub const MAX_ATTEMPTS: u32 = 8;

/// The wait after the first failure; it doubles with each further one.
const FIRST_WAIT: TimeDelta = TimeDelta::seconds(10);

/// Work to be put down.
#[derive(Debug, Clone, PartialEq)]
pub struct NewJob<'a> {
    /// What is to be done: `send-mail`.
    pub kind: &'a str,
    /// With what.
    pub data: Value,
    /// Not before.
    pub run_after: Timestamp,
    /// How often it is tried, at least once.
    pub max_attempts: u32,
}

/// Work that a worker has claimed.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// The job.
    pub id: Uuid,
    /// What is to be done.
    pub kind: String,
    /// With what.
    pub data: Value,
    /// Which attempt this is, from 1.
    pub attempt: u32,
    /// The worker that claimed it.
    pub worker: String,
}

/// What became of a job that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterFailure {
    /// It is tried again, not before then.
    Again(Timestamp),
    /// It was tried often enough; somebody has to look at it.
    Dead,
}

#[derive(Debug, Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = jobs)]
struct JobRow {
    id: String,
    kind: String,
    data: String,
    state: String,
    attempts: i64,
    max_attempts: i64,
    run_after: String,
    claimed_by: Option<String>,
    last_error: Option<String>,
    created_at: String,
    changed_at: String,
}

/// Puts work down; it can be claimed once the transaction is committed.
///
/// # Errors
/// Those of the database.
pub fn enqueue(transaction: &mut Transaction<'_>, job: &NewJob<'_>) -> Result<Uuid, StorageError> {
    let (id, now) = (Uuid::now_v7(), Timestamp::now().to_string());
    let row = JobRow {
        id: id.to_string(),
        kind: job.kind.to_owned(),
        data: job.data.to_string(),
        state: WAITING.to_owned(),
        attempts: 0,
        max_attempts: i64::from(job.max_attempts.max(1)),
        run_after: job.run_after.to_string(),
        claimed_by: None,
        last_error: None,
        created_at: now.clone(),
        changed_at: now,
    };
    diesel::insert_into(jobs::table).values(row).execute(transaction.connection())?;
    Ok(id)
}

/// Claims the job that has been waiting longest among those of the given kinds that may be run now, for [`LEASE`].
/// One that a silent worker holds for longer than that is given on; after its last attempt it is dead.
///
/// # Errors
/// Those of the database.
pub fn claim(database: &Database, kinds: &[&str], now: Timestamp, worker: &str) -> Result<Option<Job>, StorageError> {
    let time = now.to_string();
    database.write(|transaction| {
        abandon_silent(transaction, &time)?;
        let Some(row) = next(transaction, kinds, &time)? else { return Ok(None) };
        diesel::update(jobs::table.find(&row.id))
            .set((
                jobs::state.eq(RUNNING),
                jobs::attempts.eq(row.attempts + 1),
                jobs::claimed_by.eq(worker),
                jobs::run_after.eq(now.plus(LEASE).to_string()),
                jobs::changed_at.eq(&time),
            ))
            .execute(transaction.connection())?;
        Ok(Some(Job {
            id: row.id.parse().map_err(|_| StorageError::unreadable("a UUID", &row.id))?,
            data: serde_json::from_str(&row.data).map_err(|_| StorageError::unreadable("JSON", &row.data))?,
            kind: row.kind,
            attempt: (row.attempts + 1) as u32,
            worker: worker.to_owned(),
        }))
    })
}

/// Holds on to a job for another [`LEASE`].
///
/// # Errors
/// [`StorageError::Conflict`] when it has been given to another worker.
pub fn extend_lease(transaction: &mut Transaction<'_>, job: &Job, now: Timestamp) -> Result<(), StorageError> {
    held(
        job,
        diesel::update(jobs::table)
            .filter(jobs::id.eq(job.id.to_string()).and(jobs::state.eq(RUNNING)))
            .filter(jobs::attempts.eq(i64::from(job.attempt)).and(jobs::claimed_by.eq(&job.worker)))
            .set((jobs::run_after.eq(now.plus(LEASE).to_string()), jobs::changed_at.eq(now.to_string())))
            .execute(transaction.connection())?,
    )
}

/// Notes that a job is done, in the transaction that writes what it did.
///
/// # Errors
/// [`StorageError::Conflict`] when it has been given to another worker, whose work counts.
pub fn complete(transaction: &mut Transaction<'_>, job: &Job, now: Timestamp) -> Result<(), StorageError> {
    finish(transaction, job, DONE, now, now, None)
}

/// Notes that an attempt failed, and why.
///
/// # Errors
/// [`StorageError::Conflict`] when it has been given to another worker.
pub fn fail(
    transaction: &mut Transaction<'_>,
    job: &Job,
    why: &str,
    now: Timestamp,
) -> Result<AfterFailure, StorageError> {
    let most: i64 =
        jobs::table.find(job.id.to_string()).select(jobs::max_attempts).first(transaction.connection())?;
    if i64::from(job.attempt) >= most {
        finish(transaction, job, DEAD, now, now, Some(why))?;
        return Ok(AfterFailure::Dead);
    }
    // 10 seconds, 20, 40 … and never more than about three hours.
    let again = now.plus(FIRST_WAIT * (1 << (job.attempt - 1).min(10)));
    finish(transaction, job, WAITING, again, now, Some(why))?;
    Ok(AfterFailure::Again(again))
}

const WAITING: &str = "waiting";
const RUNNING: &str = "running";
const DONE: &str = "done";
const DEAD: &str = "dead";

fn finish(
    transaction: &mut Transaction<'_>,
    job: &Job,
    state: &str,
    run_after: Timestamp,
    now: Timestamp,
    why: Option<&str>,
) -> Result<(), StorageError> {
    held(
        job,
        diesel::update(jobs::table)
            .filter(jobs::id.eq(job.id.to_string()).and(jobs::state.eq(RUNNING)))
            .filter(jobs::attempts.eq(i64::from(job.attempt)).and(jobs::claimed_by.eq(&job.worker)))
            .set((
                jobs::state.eq(state),
                jobs::run_after.eq(run_after.to_string()),
                jobs::claimed_by.eq(None::<String>),
                jobs::last_error.eq(why),
                jobs::changed_at.eq(now.to_string()),
            ))
            .execute(transaction.connection())?,
    )
}

fn held(job: &Job, changed: usize) -> Result<(), StorageError> {
    if changed == 1 { Ok(()) } else { Err(StorageError::conflict(format!("job {}", job.id))) }
}

/// Lays aside what was tried for the last time by a worker that fell silent.
fn abandon_silent(transaction: &mut Transaction<'_>, now: &str) -> Result<(), StorageError> {
    diesel::update(jobs::table)
        .filter(jobs::state.eq(RUNNING).and(jobs::run_after.le(now)))
        .filter(jobs::attempts.ge(jobs::max_attempts))
        .set((
            jobs::state.eq(DEAD),
            jobs::claimed_by.eq(None::<String>),
            jobs::last_error.eq("the worker fell silent"),
            jobs::changed_at.eq(now),
        ))
        .execute(transaction.connection())?;
    Ok(())
}

/// The next job to be run. On a server it is locked, and those that others have just locked are passed over; the
/// embedded database has one writer anyway.
fn next(transaction: &mut Transaction<'_>, kinds: &[&str], now: &str) -> Result<Option<JobRow>, StorageError> {
    let query = jobs::table
        .filter(jobs::state.eq_any([WAITING, RUNNING]).and(jobs::run_after.le(now)))
        .filter(jobs::kind.eq_any(kinds))
        .order((jobs::run_after, jobs::id))
        .limit(1)
        .select(jobs::id);
    let id: Option<String> = match transaction.connection() {
        AnyConnection::Sqlite(file) => query.first(file),
        AnyConnection::Postgres(server) => query.for_update().skip_locked().first(server),
    }
    .optional()?;
    let Some(id) = id else { return Ok(None) };
    Ok(Some(jobs::table.find(id).select(JobRow::as_select()).first(transaction.connection())?))
}
