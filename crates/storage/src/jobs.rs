//! Background jobs: work that is done once, apart from the request that asks for it.
//!
//! A job is a struct with its payload, which implements [`Job`]. It is enqueued in the transaction that asks for it, so
//! it exists if and only if that is committed. A worker of a [`JobRunner`](crate::job_runner::JobRunner) claims it for a
//! limited time with a [`Lease`], whose token every write of the job checks: the job of a worker that died goes to
//! another one, and nothing is kept of what a worker writes that was too slow. What fails is retried after delays that
//! double, and is dead after the last attempt. A job that is done has no row.

use chrono::TimeDelta;
use diesel::prelude::{Insertable, Queryable, Selectable};
use diesel::{BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use vocabulary::{ParseError, ProgrammeId, Scope};

use crate::schema::jobs;
use crate::{AnyConnection, Database, StorageError, Timestamp, Transaction};

/// How long a claim lasts. Each write of the job extends it to this time from then; after it, another worker may claim
/// the job.
pub const LEASE: TimeDelta = TimeDelta::minutes(5);

/// The delay after the first failure; it doubles with each further one.
pub const FIRST_RETRY_DELAY: TimeDelta = TimeDelta::seconds(10);

/// The exponent of the longest delay: 2^10 times the first one, which is less than three hours.
const MAX_DOUBLINGS: u32 = 10;

/// One kind of job: its payload, and how it is run.
pub trait Job: Serialize + DeserializeOwned {
    /// The kind as it is stored: `send-mail`. Rows of earlier versions of the program have it, so it never changes; a
    /// payload that an earlier version can't read gets another kind.
    const KIND: &'static str;

    /// The number of attempts. With the default, the last one is about twenty minutes after the first.
    const MAX_ATTEMPTS: u32 = 8;

    /// What the job needs besides its payload and the database; it is handed over when the kind is registered.
    type Context: Send + Sync + 'static;

    /// Does the work, outside of any transaction, and ends with [`RunningJob::finish`] or [`RunningJob::repeat`]. It may
    /// run more than once, because a worker may die at any moment; but what it writes to the database through `running`
    /// in the transaction that finishes it is written once.
    ///
    /// # Errors
    /// [`JobError::Again`] for a failure that may pass, [`JobError::Never`] for one that will not. A panic counts as the
    /// former.
    fn run(self, context: &Self::Context, running: RunningJob<'_>) -> Result<Finished, JobError>;
}

/// Why an attempt failed, and whether there is to be another one. The message is stored for administrators, and contains
/// no personal data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JobError {
    /// Another attempt may succeed: it is made after a delay, unless this was the last one.
    #[error("{0}")]
    Again(String),
    /// No attempt can succeed: the job is dead.
    #[error("{0}")]
    Never(String),
}

impl From<StorageError> for JobError {
    /// Most errors of the database pass: it is busy, restarted, or the row was changed meanwhile.
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Unreadable { .. } => Self::Never(error.to_string()),
            _ => Self::Again(error.to_string()),
        }
    }
}

/// A worker's claim on a job, for one attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    job: Uuid,
    /// Random, and another one for each claim: a worker knows by it that the job is still its own.
    token: Uuid,
    attempt: u32,
    max_attempts: u32,
}

impl Lease {
    /// The job.
    pub const fn job(&self) -> Uuid {
        self.job
    }

    /// The number of this attempt, from 1.
    pub const fn attempt(&self) -> u32 {
        self.attempt
    }
}

/// A job that a worker has claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedJob {
    /// The programme for which it is done, or the installation.
    pub scope: Scope,
    /// The kind of job.
    pub kind: String,
    /// The payload, as JSON.
    pub payload: String,
    /// The claim.
    pub lease: Lease,
}

/// The number of jobs in each state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JobCounts {
    /// Jobs that wait to be due, or for a worker.
    pub waiting: i64,
    /// Jobs that a worker has.
    pub running: i64,
    /// Jobs without further attempts.
    pub dead: i64,
}

/// A job without further attempts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadJob {
    /// The job.
    pub id: Uuid,
    /// The programme for which it was to be done, or the installation.
    pub scope: Scope,
    /// The kind of job.
    pub kind: String,
    /// The number of attempts that were made.
    pub attempts: i64,
    /// The last error.
    pub reason: String,
    /// When it died.
    pub died_at: Timestamp,
}

/// What happens to a job after a failed attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterFailure {
    /// It is retried, not before this time.
    RetryAfter(Timestamp),
    /// There is no further attempt; it needs an administrator's attention.
    Dead,
}

/// A job while a worker runs it: what it writes to the database, it writes through this value, which checks the lease in
/// the same transaction.
pub struct RunningJob<'a> {
    database: &'a Database,
    scope: Scope,
    lease: Lease,
}

/// That a job was finished, which only [`RunningJob::finish`] and [`RunningJob::repeat`] can say.
#[derive(Debug)]
pub struct Finished(());

impl<'a> RunningJob<'a> {
    pub(crate) fn new(database: &'a Database, scope: Scope, lease: Lease) -> Self {
        Self { database, scope, lease }
    }

    /// The job, the same in each attempt: by it a mail server recognises a mail that is sent again.
    pub const fn id(&self) -> Uuid {
        self.lease.job
    }

    /// The programme for which the job is done, or the installation.
    pub const fn scope(&self) -> Scope {
        self.scope
    }

    /// Reads from one snapshot of the database.
    ///
    /// # Errors
    /// Those of `operation`, and those of the database.
    pub fn read<T, E: From<StorageError>>(
        &self,
        operation: impl FnOnce(&mut AnyConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        self.database.read(operation)
    }

    /// The current time.
    pub fn now(&self) -> Timestamp {
        self.database.now()
    }

    /// Writes a part of the work, and extends the lease. A later attempt finds it written, so the job has to be able to
    /// go on from there.
    ///
    /// # Errors
    /// Those of `work`, and [`StorageError::Conflict`] when another worker has the job by now; nothing is written then.
    pub fn write<T, E: From<StorageError>>(
        &self,
        work: impl FnOnce(&mut Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.database.write(|transaction| {
            extend_lease(transaction, &self.lease)?;
            work(transaction)
        })
    }

    /// Extends the lease of work that takes long and writes nothing meanwhile.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] when another worker has the job by now.
    pub fn extend(&self) -> Result<(), StorageError> {
        self.write(|_| Ok(()))
    }

    /// Finishes the job, in one transaction with its last writes: either all of it is kept, or none.
    ///
    /// # Errors
    /// Those of `work`, and [`StorageError::Conflict`] when another worker has the job by now; nothing is written then.
    pub fn finish<E: From<StorageError>>(
        self,
        work: impl FnOnce(&mut Transaction<'_>) -> Result<(), E>,
    ) -> Result<Finished, E> {
        self.database.write(|transaction| {
            complete(transaction, &self.lease)?;
            work(transaction)?;
            Ok(Finished(()))
        })
    }

    /// As [`RunningJob::finish`], for a job that recurs: it waits for its next run.
    ///
    /// # Errors
    /// Those of [`RunningJob::finish`].
    pub fn repeat<E: From<StorageError>>(
        self,
        next_run: Timestamp,
        work: impl FnOnce(&mut Transaction<'_>) -> Result<(), E>,
    ) -> Result<Finished, E> {
        self.database.write(|transaction| {
            repeat(transaction, &self.lease, next_run, None)?;
            work(transaction)?;
            Ok(Finished(()))
        })
    }

    /// For a job that recurs and couldn't do its work this time: it waits for its next run, and until then the operator
    /// sees why ([`failing`]).
    ///
    /// # Errors
    /// Those of [`RunningJob::finish`].
    pub fn repeat_after_failure(self, next_run: Timestamp, reason: &str) -> Result<Finished, StorageError> {
        self.database.write(|transaction| {
            repeat(transaction, &self.lease, next_run, Some(reason))?;
            Ok(Finished(()))
        })
    }
}

#[derive(Debug, Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = jobs)]
struct JobRow {
    id: String,
    programme_id: Option<String>,
    kind: String,
    payload: String,
    unique_key: Option<String>,
    state: String,
    attempts: i64,
    max_attempts: i64,
    run_after: String,
    lease: Option<String>,
    last_error: Option<String>,
    created_at: String,
    changed_at: String,
}

impl JobRow {
    fn new<J: Job>(scope: Scope, job: &J, run_after: Timestamp, now: Timestamp) -> Result<Self, StorageError> {
        Ok(Self {
            id: Uuid::now_v7().to_string(),
            programme_id: scope.programme().map(|programme| programme.to_string()),
            kind: J::KIND.to_owned(),
            payload: crate::as_json(job)?,
            unique_key: None,
            state: WAITING.to_owned(),
            attempts: 0,
            max_attempts: i64::from(J::MAX_ATTEMPTS.max(1)),
            run_after: run_after.to_string(),
            lease: None,
            last_error: None,
            created_at: now.to_string(),
            changed_at: now.to_string(),
        })
    }
}

const WAITING: &str = "waiting";
const RUNNING: &str = "running";
const DEAD: &str = "dead";

/// Enqueues a job, which can be claimed from `run_after` on, once the transaction is committed.
///
/// # Errors
/// Those of the database, and when the payload can't be JSON.
pub fn enqueue<J: Job>(
    transaction: &mut Transaction<'_>,
    scope: Scope,
    job: &J,
    run_after: Timestamp,
) -> Result<(), StorageError> {
    let row = JobRow::new(scope, job, run_after, transaction.now())?;
    diesel::insert_into(jobs::table).values(row).execute(transaction.connection())?;
    Ok(())
}

/// Enqueues a job of the installation that recurs ([`RunningJob::repeat`]), unless it is there: of each kind there is
/// one, however many servers ask for it. One that is dead gets all its attempts again.
///
/// # Errors
/// Those of [`enqueue`].
pub fn enqueue_recurring<J: Job>(transaction: &mut Transaction<'_>, job: &J) -> Result<(), StorageError> {
    let now = transaction.now();
    let row = JobRow { unique_key: Some(J::KIND.to_owned()), ..JobRow::new(Scope::Installation, job, now, now)? };
    let payload = row.payload.clone();
    let inserted: Result<usize, StorageError> = transaction.savepoint(|transaction| {
        Ok(diesel::insert_into(jobs::table).values(row).execute(transaction.connection())?)
    });
    match inserted {
        Err(error) if !error.is_unique_violation_of("jobs_unique_key") => return Err(error),
        Ok(_) => return Ok(()),
        Err(_) => {}
    }
    diesel::update(jobs::table)
        .filter(jobs::unique_key.eq(J::KIND).and(jobs::state.eq(DEAD)))
        .set((
            jobs::payload.eq(payload),
            jobs::state.eq(WAITING),
            jobs::attempts.eq(0),
            jobs::run_after.eq(now.to_string()),
            jobs::changed_at.eq(now.to_string()),
        ))
        .execute(transaction.connection())?;
    Ok(())
}

/// Claims, for [`LEASE`], the job of the given kinds that has been due longest. A job whose lease has expired counts as
/// due, unless that was its last attempt: then it is dead.
///
/// # Errors
/// Those of the database.
pub fn claim(database: &Database, kinds: &[&str]) -> Result<Option<ClaimedJob>, StorageError> {
    let time = database.now().to_string();
    // Reading first: a worker without work mustn't take the only write lock of the embedded database.
    let due = database
        .read(|connection| Ok::<_, StorageError>(due(kinds, &time).first::<String>(connection).optional()?))?;
    if due.is_none() {
        return Ok(None);
    }
    database.write(|transaction| {
        while let Some(row) = lock_next(transaction, kinds, &time)? {
            if row.attempts < row.max_attempts {
                return lease(transaction, row).map(Some);
            }
            let reason = "its last worker ended, or fell silent, before it was done";
            tracing::error!(job = row.id, kind = row.kind, reason, "a job is dead");
            diesel::update(jobs::table.find(&row.id))
                .set((
                    jobs::state.eq(DEAD),
                    jobs::lease.eq(None::<String>),
                    jobs::last_error.eq(reason),
                    jobs::changed_at.eq(&time),
                ))
                .execute(transaction.connection())?;
        }
        Ok(None)
    })
}

/// The identifier of the job that has been due longest, of some kinds.
#[diesel::dsl::auto_type(no_type_alias)]
fn due<'a>(kinds: &'a [&'a str], time: &'a str) -> _ {
    let states: [&'static str; 2] = [WAITING, RUNNING];
    jobs::table
        .filter(jobs::state.eq_any(states))
        .filter(jobs::run_after.le(time))
        .filter(jobs::kind.eq_any(kinds))
        .order((jobs::run_after.asc(), jobs::id.asc()))
        .limit(1_i64)
        .select(jobs::id)
}

/// The next job to run. On a server its row is locked, and rows that other workers have locked are skipped; the embedded
/// database has one writer anyway.
fn lock_next(transaction: &mut Transaction<'_>, kinds: &[&str], time: &str) -> Result<Option<JobRow>, StorageError> {
    let id: Option<String> = match transaction.connection() {
        AnyConnection::Sqlite(file) => due(kinds, time).first(file),
        AnyConnection::Postgres(server) => due(kinds, time).for_update().skip_locked().first(server),
    }
    .optional()?;
    let Some(id) = id else { return Ok(None) };
    Ok(Some(jobs::table.find(id).select(JobRow::as_select()).first(transaction.connection())?))
}

/// Gives a job whose row is locked to a worker.
fn lease(transaction: &mut Transaction<'_>, row: JobRow) -> Result<ClaimedJob, StorageError> {
    let now = transaction.now();
    let lease = Lease {
        job: row.id.parse().map_err(|_| StorageError::unreadable("a UUID", &row.id))?,
        token: Uuid::new_v4(),
        attempt: (row.attempts + 1) as u32,
        max_attempts: row.max_attempts as u32,
    };
    diesel::update(jobs::table.find(&row.id))
        .set((
            jobs::state.eq(RUNNING),
            jobs::attempts.eq(i64::from(lease.attempt)),
            jobs::lease.eq(lease.token.to_string()),
            jobs::run_after.eq(now.plus(LEASE).to_string()),
            jobs::changed_at.eq(now.to_string()),
        ))
        .execute(transaction.connection())?;
    Ok(ClaimedJob { scope: stored_scope(row.programme_id.as_deref())?, kind: row.kind, payload: row.payload, lease })
}

fn stored_scope(programme: Option<&str>) -> Result<Scope, StorageError> {
    let Some(programme) = programme else { return Ok(Scope::Installation) };
    let parsed: Result<ProgrammeId, ParseError> = programme.parse();
    parsed.map(Scope::Programme).map_err(|error| StorageError::unreadable(error.expected, &error.found))
}

/// The row of a lease, while the lease is held.
#[diesel::dsl::auto_type(no_type_alias)]
fn leased(lease: &Lease) -> _ {
    let (id, token): (String, String) = (lease.job.to_string(), lease.token.to_string());
    jobs::table.filter(jobs::id.eq(id)).filter(jobs::lease.eq(token))
}

/// Fails unless a statement by job and token has found its row. On a server the row is locked from then on, so that
/// nobody can claim the job before the transaction ends.
fn require_lease(lease: &Lease, found: usize) -> Result<(), StorageError> {
    if found == 1 { Ok(()) } else { Err(StorageError::conflict(format!("job {}", lease.job))) }
}

fn extend_lease(transaction: &mut Transaction<'_>, lease: &Lease) -> Result<(), StorageError> {
    let now = transaction.now();
    let extended = diesel::update(leased(lease))
        .set((jobs::run_after.eq(now.plus(LEASE).to_string()), jobs::changed_at.eq(now.to_string())))
        .execute(transaction.connection())?;
    require_lease(lease, extended)
}

/// Deletes a job that is done: what its payload says isn't kept longer than it is needed.
fn complete(transaction: &mut Transaction<'_>, lease: &Lease) -> Result<(), StorageError> {
    let deleted = diesel::delete(leased(lease)).execute(transaction.connection())?;
    require_lease(lease, deleted)
}

fn repeat(
    transaction: &mut Transaction<'_>,
    lease: &Lease,
    next_run: Timestamp,
    reason: Option<&str>,
) -> Result<(), StorageError> {
    let now = transaction.now();
    let repeated = diesel::update(leased(lease))
        .set((
            jobs::state.eq(WAITING),
            jobs::attempts.eq(0),
            jobs::lease.eq(None::<String>),
            jobs::run_after.eq(next_run.to_string()),
            jobs::last_error.eq(reason),
            jobs::changed_at.eq(now.to_string()),
        ))
        .execute(transaction.connection())?;
    require_lease(lease, repeated)
}

/// Records a failed attempt with its reason.
///
/// # Errors
/// [`StorageError::Conflict`] when another worker has the job by now; what has become of it is that worker's to say.
pub fn fail(
    transaction: &mut Transaction<'_>,
    lease: &Lease,
    error: &JobError,
) -> Result<AfterFailure, StorageError> {
    let now = transaction.now();
    let is_last = lease.attempt >= lease.max_attempts || matches!(error, JobError::Never(_));
    let (state, after) = if is_last {
        (DEAD, AfterFailure::Dead)
    } else {
        let delay = FIRST_RETRY_DELAY * (1 << (lease.attempt - 1).min(MAX_DOUBLINGS));
        (WAITING, AfterFailure::RetryAfter(now.plus(delay)))
    };
    let run_after = if let AfterFailure::RetryAfter(time) = after { time } else { now };
    let failed = diesel::update(leased(lease))
        .set((
            jobs::state.eq(state),
            jobs::lease.eq(None::<String>),
            jobs::run_after.eq(run_after.to_string()),
            jobs::last_error.eq(error.to_string()),
            jobs::changed_at.eq(now.to_string()),
        ))
        .execute(transaction.connection())?;
    require_lease(lease, failed)?;
    Ok(after)
}

/// The number of jobs in each state.
///
/// # Errors
/// Those of the database.
pub fn counts(connection: &mut AnyConnection) -> Result<JobCounts, StorageError> {
    let mut count = |state: &str| jobs::table.filter(jobs::state.eq(state)).count().get_result::<i64>(connection);
    Ok(JobCounts { waiting: count(WAITING)?, running: count(RUNNING)?, dead: count(DEAD)? })
}

/// The jobs without further attempts, at most `limit`, in the order in which they died.
///
/// # Errors
/// Those of the database.
pub fn dead(connection: &mut AnyConnection, limit: usize) -> Result<Vec<DeadJob>, StorageError> {
    let rows: Vec<JobRow> = jobs::table
        .filter(jobs::state.eq(DEAD))
        .order((jobs::changed_at, jobs::id))
        .limit(limit as i64)
        .select(JobRow::as_select())
        .load(connection)?;
    let read = rows.into_iter().map(|row| {
        Ok(DeadJob {
            id: row.id.parse().map_err(|_| StorageError::unreadable("a UUID", &row.id))?,
            scope: stored_scope(row.programme_id.as_deref())?,
            kind: row.kind,
            attempts: row.attempts,
            reason: row.last_error.unwrap_or_default(),
            died_at: row.changed_at.parse()?,
        })
    });
    read.collect()
}

/// A job that waits for another attempt since its last one failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailingJob {
    /// The job.
    pub id: Uuid,
    /// The kind of job.
    pub kind: String,
    /// The last error.
    pub reason: String,
    /// When it is tried again.
    pub next_run: Timestamp,
}

/// The jobs whose last attempt failed and that are tried again, at most `limit`, in the order in which they are due.
///
/// # Errors
/// Those of the database.
pub fn failing(connection: &mut AnyConnection, limit: usize) -> Result<Vec<FailingJob>, StorageError> {
    let rows: Vec<JobRow> = jobs::table
        .filter(jobs::state.eq(WAITING))
        .filter(jobs::last_error.is_not_null())
        .order((jobs::run_after, jobs::id))
        .limit(limit as i64)
        .select(JobRow::as_select())
        .load(connection)?;
    let read = rows.into_iter().map(|row| {
        Ok(FailingJob {
            id: row.id.parse().map_err(|_| StorageError::unreadable("a UUID", &row.id))?,
            kind: row.kind,
            reason: row.last_error.unwrap_or_default(),
            next_run: row.run_after.parse()?,
        })
    });
    read.collect()
}

/// Gives a dead job all its attempts again, the first one at once. Returns for which programme it is done.
///
/// # Errors
/// [`StorageError::NotFound`] when there is no dead job with this identifier.
pub fn retry(transaction: &mut Transaction<'_>, id: Uuid) -> Result<Scope, StorageError> {
    let now = transaction.now();
    let job = jobs::table.filter(jobs::id.eq(id.to_string())).filter(jobs::state.eq(DEAD));
    let programme: Option<Option<String>> =
        job.clone().select(jobs::programme_id).first(transaction.connection()).optional()?;
    let revived = diesel::update(job)
        .set((
            jobs::state.eq(WAITING),
            jobs::attempts.eq(0),
            jobs::run_after.eq(now.to_string()),
            jobs::changed_at.eq(now.to_string()),
        ))
        .execute(transaction.connection())?;
    match programme {
        Some(programme) if revived == 1 => stored_scope(programme.as_deref()),
        _ => Err(StorageError::not_found(format!("dead job {id}"))),
    }
}
