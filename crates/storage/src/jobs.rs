//! Background jobs: enqueued in the transaction that requests them, claimed by one worker at a time, retried with
//! exponential backoff when they fail, and marked as dead after the last attempt.

use chrono::TimeDelta;
use diesel::prelude::{Insertable, Queryable, Selectable};
use diesel::{BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};
use serde_json::Value;
use uuid::Uuid;
use vocabulary::{ParseError, ProgrammeId, Scope};

use crate::schema::jobs;
use crate::{AnyConnection, Database, StorageError, Timestamp, Transaction};

/// How long a claim lasts. A worker completes its job, or calls [`extend_lease`], within this time; after it, another
/// worker may claim the job.
pub const LEASE: TimeDelta = TimeDelta::minutes(5);

/// The usual number of attempts.
pub const MAX_ATTEMPTS: u32 = 8;

/// The delay after the first failure; it doubles with each further one.
const FIRST_RETRY_DELAY: TimeDelta = TimeDelta::seconds(10);

/// A job to be enqueued.
#[derive(Debug, Clone, PartialEq)]
pub struct NewJob<'a> {
    /// The programme for which it is done, or the installation.
    pub scope: Scope,
    /// The kind of job: `send-mail`.
    pub kind: &'a str,
    /// The job's arguments.
    pub data: Value,
    /// The earliest time to run it.
    pub run_after: Timestamp,
    /// The number of attempts; 0 counts as 1.
    pub max_attempts: u32,
}

/// A job that a worker has claimed.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// The job.
    pub id: Uuid,
    /// The programme for which it is done, or the installation.
    pub scope: Scope,
    /// The kind of job.
    pub kind: String,
    /// The job's arguments.
    pub data: Value,
    /// The number of this attempt, from 1.
    pub attempt: u32,
    /// The worker that claimed it.
    pub worker: String,
}

/// What happens to a job after a failed attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterFailure {
    /// It is retried, not before this time.
    RetryAfter(Timestamp),
    /// It had its last attempt, and needs an administrator's attention.
    Dead,
}

#[derive(Debug, Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = jobs)]
struct JobRow {
    id: String,
    programme_id: Option<String>,
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

/// Enqueues a job, which can be claimed once the transaction is committed.
///
/// # Errors
/// Those of the database.
pub fn enqueue(transaction: &mut Transaction<'_>, job: &NewJob<'_>) -> Result<Uuid, StorageError> {
    let (id, now) = (Uuid::now_v7(), transaction.now().to_string());
    let row = JobRow {
        id: id.to_string(),
        programme_id: job.scope.programme().map(|programme| programme.to_string()),
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

/// Claims, for [`LEASE`], the job of the given kinds that has been due longest. A job whose lease has expired counts as
/// due, unless that was its last attempt: then it is marked as dead.
///
/// # Errors
/// Those of the database.
pub fn claim(database: &Database, kinds: &[&str], now: Timestamp, worker: &str) -> Result<Option<Job>, StorageError> {
    let time = now.to_string();
    database.write(|transaction| {
        abandon_expired(transaction, &time)?;
        let Some(row) = lock_next(transaction, kinds, &time)? else { return Ok(None) };
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
            scope: stored_scope(row.programme_id.as_deref())?,
            data: serde_json::from_str(&row.data).map_err(|_| StorageError::unreadable("JSON", &row.data))?,
            kind: row.kind,
            attempt: (row.attempts + 1) as u32,
            worker: worker.to_owned(),
        }))
    })
}

/// Extends the claim on a job to [`LEASE`] from now.
///
/// # Errors
/// [`StorageError::Conflict`] when another worker has claimed it.
pub fn extend_lease(transaction: &mut Transaction<'_>, job: &Job, now: Timestamp) -> Result<(), StorageError> {
    require_lease(
        job,
        diesel::update(jobs::table)
            .filter(jobs::id.eq(job.id.to_string()).and(jobs::state.eq(RUNNING)))
            .filter(jobs::attempts.eq(i64::from(job.attempt)).and(jobs::claimed_by.eq(&job.worker)))
            .set((jobs::run_after.eq(now.plus(LEASE).to_string()), jobs::changed_at.eq(now.to_string())))
            .execute(transaction.connection())?,
    )
}

/// Marks a job as done, in the transaction that writes its results.
///
/// # Errors
/// [`StorageError::Conflict`] when another worker has claimed it; the transaction has to be rolled back then.
pub fn complete(transaction: &mut Transaction<'_>, job: &Job, now: Timestamp) -> Result<(), StorageError> {
    finish(transaction, job, DONE, now, now, None)
}

/// Records a failed attempt with its reason.
///
/// # Errors
/// [`StorageError::Conflict`] when another worker has claimed it.
pub fn fail(
    transaction: &mut Transaction<'_>,
    job: &Job,
    reason: &str,
    now: Timestamp,
) -> Result<AfterFailure, StorageError> {
    let max_attempts: i64 =
        jobs::table.find(job.id.to_string()).select(jobs::max_attempts).first(transaction.connection())?;
    if i64::from(job.attempt) >= max_attempts {
        finish(transaction, job, DEAD, now, now, Some(reason))?;
        return Ok(AfterFailure::Dead);
    }
    // 10 seconds, 20, 40 … up to 10 240 seconds, which is less than three hours.
    let retry_at = now.plus(FIRST_RETRY_DELAY * (1 << (job.attempt - 1).min(10)));
    finish(transaction, job, WAITING, retry_at, now, Some(reason))?;
    Ok(AfterFailure::RetryAfter(retry_at))
}

fn stored_scope(programme: Option<&str>) -> Result<Scope, StorageError> {
    let Some(programme) = programme else { return Ok(Scope::Installation) };
    let parsed: Result<ProgrammeId, ParseError> = programme.parse();
    parsed.map(Scope::Programme).map_err(|error| StorageError::unreadable(error.expected, &error.found))
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
    reason: Option<&str>,
) -> Result<(), StorageError> {
    require_lease(
        job,
        diesel::update(jobs::table)
            .filter(jobs::id.eq(job.id.to_string()).and(jobs::state.eq(RUNNING)))
            .filter(jobs::attempts.eq(i64::from(job.attempt)).and(jobs::claimed_by.eq(&job.worker)))
            .set((
                jobs::state.eq(state),
                jobs::run_after.eq(run_after.to_string()),
                jobs::claimed_by.eq(None::<String>),
                jobs::last_error.eq(reason),
                jobs::changed_at.eq(now.to_string()),
            ))
            .execute(transaction.connection())?,
    )
}

/// Fails unless the update by job, attempt and worker has changed a row.
fn require_lease(job: &Job, changed: usize) -> Result<(), StorageError> {
    if changed == 1 { Ok(()) } else { Err(StorageError::conflict(format!("job {}", job.id))) }
}

/// Marks as dead the jobs whose lease expired during their last attempt.
fn abandon_expired(transaction: &mut Transaction<'_>, now: &str) -> Result<(), StorageError> {
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

/// The next job to run. On a server its row is locked, and rows that other workers have locked are skipped; the embedded
/// database has one writer anyway.
fn lock_next(transaction: &mut Transaction<'_>, kinds: &[&str], now: &str) -> Result<Option<JobRow>, StorageError> {
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
