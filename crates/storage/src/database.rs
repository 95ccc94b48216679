//! Opening a database, reading one snapshot, and writing all or nothing.

use std::ops::{Deref, DerefMut};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::r2d2::{CustomizeConnection, ManageConnection, Pool, PooledConnection};
use diesel::{Connection, ExpressionMethods, RunQueryDsl};
use vocabulary::Clock;

use crate::connection::{AnyConnection, Backend, Connector};
use crate::schema::installation;
use crate::{StorageError, Timestamp, migrations};

/// How long a caller waits for a free connection.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A database and its connections. Cheap to clone; all clones share them.
#[derive(Clone)]
pub struct Database {
    connector: Connector,
    readers: Pool<Connector>,
    /// The embedded database has one writer, so one connection: waiting for it within the process is fairer and faster
    /// than polling the file's lock from each thread. On a server the same connections read and write.
    writers: Pool<Connector>,
    clock: Clock,
    /// When something was last committed.
    committed: Arc<Mutex<Option<Instant>>>,
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Database").field("location", &self.connector.location()).finish()
    }
}

impl Database {
    /// Opens `sqlite:PATH` (or just a path; a missing file is created, a missing folder isn't) or `postgres://…`, with
    /// at most `connections` connections, and at least one; the embedded database has one more, which writes. Rows, events
    /// and audit entries are dated by `clock`.
    ///
    /// # Errors
    /// When it can't be opened, with the reason and advice. The tables are checked by [`Self::check_schema`] only.
    pub fn open(url: &str, connections: u32, clock: Clock) -> Result<Self, StorageError> {
        Self::open_with(Connector::new(url)?, connections, clock)
    }

    /// Opens a database that exists, such as a copy, for reading alone: makes no file, also none beside it, and needs no right
    /// to write. [`Self::check_schema_to_read`] checks the tables.
    ///
    /// # Errors
    /// When it can't be opened, with the reason and advice.
    pub fn open_to_read(url: &str, clock: Clock) -> Result<Self, StorageError> {
        Self::open_with(Connector::new(url)?.into_read_only(), 1, clock)
    }

    fn open_with(connector: Connector, connections: u32, clock: Clock) -> Result<Self, StorageError> {
        // The first connection is opened here, since an error of the pool would only report a timeout.
        drop(connector.connect()?);
        let pool = |size: u32| {
            Pool::builder()
                .max_size(size)
                .min_idle(Some(0))
                .connection_timeout(TIMEOUT)
                .test_on_check_out(connector.kind() == Backend::Postgres)
                .error_handler(Box::new(PoolErrorLog))
        };
        let size = connections.max(1);
        let (readers, writers) = match connector.kind() {
            Backend::Sqlite => {
                let readers = pool(size).connection_customizer(Box::new(ReadOnly)).build_unchecked(connector.clone());
                (readers, pool(1).build_unchecked(connector.clone()))
            }
            Backend::Postgres => {
                let both = pool(size).build_unchecked(connector.clone());
                (both.clone(), both)
            }
        };
        Ok(Self { connector, readers, writers, clock, committed: Arc::default() })
    }

    /// The same database with another clock, for tests.
    pub fn with_clock(&self, clock: Clock) -> Self {
        Self { clock, ..self.clone() }
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The current time by the clock.
    pub fn now(&self) -> Timestamp {
        self.clock.now().into()
    }

    /// Whether the file of an embedded database exists. Returns `true` for a server without connecting to it.
    ///
    /// # Errors
    /// When the address is invalid.
    pub fn exists(url: &str) -> Result<bool, StorageError> {
        Ok(match Connector::new(url)? {
            Connector::Sqlite(path) | Connector::SqliteToRead(path) => path.exists(),
            Connector::Postgres(_) => true,
        })
    }

    /// The file of an embedded database; nothing for a server. SQLite has two more beside it, with `-wal` and `-shm` after
    /// its name.
    ///
    /// # Errors
    /// When the address is invalid.
    pub fn file(url: &str) -> Result<Option<PathBuf>, StorageError> {
        Ok(match Connector::new(url)? {
            Connector::Sqlite(path) | Connector::SqliteToRead(path) => Some(path),
            Connector::Postgres(_) => None,
        })
    }

    /// The kind of database.
    pub fn kind(&self) -> Backend {
        self.connector.kind()
    }

    /// Runs the pending migrations and returns their names.
    ///
    /// # Errors
    /// When one fails; it is then rolled back, and those before it stay. [`StorageError::DevelopmentVersion`] when the tables
    /// are from before the first migration of this program; nothing is changed then.
    pub fn migrate(&self) -> Result<Vec<String>, StorageError> {
        migrations::run(&mut *self.writer()?)
    }

    /// Checks that exactly the migrations of this program were applied.
    ///
    /// # Errors
    /// [`StorageError::NotMigrated`] when they are older, [`StorageError::TooNew`] when they are newer, and
    /// [`StorageError::DevelopmentVersion`] when they are from before the first migration of this program.
    pub fn check_schema(&self) -> Result<(), StorageError> {
        // A writer, since the table that names the migrations is created when it is missing.
        migrations::check(&mut *self.writer()?)
    }

    /// As [`Self::check_schema`], without any right to write.
    ///
    /// # Errors
    /// Those of [`Self::check_schema`].
    pub fn check_schema_to_read(&self) -> Result<(), StorageError> {
        self.read(migrations::check_to_read)
    }

    /// Reads from one snapshot: commits of other transactions meanwhile aren't visible. Writes are refused.
    ///
    /// # Errors
    /// Those of `operation`, and those of the database.
    pub fn read<T, E: From<StorageError>>(
        &self,
        operation: impl FnOnce(&mut AnyConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = self.reader()?;
        begin_reading(&mut connection)?;
        let outcome = operation(&mut connection);
        let ended = rollback(&mut connection);
        let value = outcome?;
        ended?;
        Ok(value)
    }

    /// Writes in one transaction: commits durably when `operation` returns `Ok`, and else rolls back.
    ///
    /// On the embedded database writers wait for their one connection. So never call this from within `operation`: it would
    /// wait for its own connection and fail with [`StorageError::Busy`].
    ///
    /// # Errors
    /// Those of `operation`, and those of the database; nothing is changed then.
    pub fn write<T, E: From<StorageError>>(
        &self,
        operation: impl FnOnce(&mut Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = self.writer()?;
        begin_writing(&mut connection)?;
        let mut transaction = Transaction { connection: &mut connection, clock: &self.clock, poisoned: false };
        let outcome = operation(&mut transaction);
        let poisoned = transaction.poisoned;
        let outcome = if poisoned { outcome.and(Err(StorageError::Interrupted.into())) } else { outcome };
        match outcome {
            Ok(value) => {
                commit(&mut connection)?;
                *self.committed.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
                Ok(value)
            }
            Err(error) => {
                // The first error is returned; the pool drops a connection that couldn't roll back.
                if let Err(second) = rollback(&mut connection) {
                    tracing::warn!(error = %second, "a transaction couldn't be rolled back");
                }
                if poisoned {
                    refuse_writes(&mut connection, false)?;
                }
                Err(error)
            }
        }
    }

    /// Checks that a request would find the database working: a connection is free, the tables are those of this program, and
    /// a write is taken. When nothing was committed for a second, a small write is, since only a commit shows a full disk.
    ///
    /// Waits for each of connection, lock and answer for `limit` at most. The network may keep it for longer.
    ///
    /// # Errors
    /// Those of [`Self::check_schema`]; [`StorageError::Unreachable`], [`StorageError::Busy`], [`StorageError::DiskFull`],
    /// [`StorageError::ReadOnly`].
    pub fn check(&self, limit: Duration) -> Result<(), StorageError> {
        let in_use = || self.unreachable("all connections are in use".to_owned());
        let busy = || StorageError::Busy;
        drop(self.connection_within(&self.readers, limit, in_use)?);
        let mut connection = match self.kind() {
            Backend::Sqlite => self.connection_within(&self.writers, limit, busy)?,
            Backend::Postgres => self.connection_within(&self.readers, limit, in_use)?,
        };
        migrations::check(&mut connection)?;
        connection.limit_waits(Some(limit))?;
        let outcome = self.check_write(&mut connection);
        outcome.and(connection.limit_waits(None))
    }

    fn check_write(&self, connection: &mut AnyConnection) -> Result<(), StorageError> {
        begin_writing(connection)?;
        let written = diesel::update(installation::table)
            .set(installation::id.eq(installation::id))
            .execute(connection)
            .map_err(StorageError::from);
        let last = *self.committed.lock().unwrap_or_else(PoisonError::into_inner);
        let is_idle = last.is_none_or(|last| last.elapsed() >= Duration::from_secs(1));
        match written {
            Ok(_) if is_idle => commit(connection).inspect_err(|_| drop(rollback(connection)))?,
            written => {
                rollback(connection)?;
                written?;
                return Ok(());
            }
        }
        *self.committed.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        Ok(())
    }

    fn reader(&self) -> Result<PooledConnection<Connector>, StorageError> {
        self.connection(&self.readers, || {
            self.unreachable("all connections are in use; try again in a moment, or allow more".to_owned())
        })
    }

    fn writer(&self) -> Result<PooledConnection<Connector>, StorageError> {
        match self.kind() {
            Backend::Sqlite => self.connection(&self.writers, || StorageError::Busy),
            Backend::Postgres => self.reader(),
        }
    }

    /// A connection of a pool; `in_use` is the error when others hold all of them for too long.
    fn connection(
        &self,
        pool: &Pool<Connector>,
        in_use: impl Fn() -> StorageError,
    ) -> Result<PooledConnection<Connector>, StorageError> {
        self.connection_within(pool, TIMEOUT, in_use)
    }

    fn connection_within(
        &self,
        pool: &Pool<Connector>,
        limit: Duration,
        in_use: impl Fn() -> StorageError,
    ) -> Result<PooledConnection<Connector>, StorageError> {
        pool.get_timeout(limit).map_err(|error| match error.to_string() {
            reason if reason.contains("timed out waiting for connection: ") => self.unreachable(reason),
            _ => in_use(),
        })
    }

    fn unreachable(&self, reason: String) -> StorageError {
        StorageError::Unreachable { what: self.connector.location(), reason }
    }
}

/// A transaction that writes. Derefs to the connection, so a query runs with `.execute(&mut **transaction)` or
/// `.execute(transaction.connection())`.
///
/// After an error of the database the transaction is unusable: return the error. Only an error inside
/// [`Self::savepoint`] may be handled.
pub struct Transaction<'a> {
    connection: &'a mut AnyConnection,
    clock: &'a Clock,
    /// A savepoint couldn't be committed or rolled back, so the transaction must not be committed.
    poisoned: bool,
}

impl Transaction<'_> {
    /// The connection, for a query.
    pub fn connection(&mut self) -> &mut AnyConnection {
        self.connection
    }

    /// The current time by the clock of the database.
    pub fn now(&self) -> Timestamp {
        self.clock.now().into()
    }

    /// Runs a part of the work that may fail: when `operation` fails, its changes are rolled back and the transaction
    /// continues.
    ///
    /// # Errors
    /// Those of `operation`, and those of the database.
    pub fn savepoint<T, E: From<StorageError>>(
        &mut self,
        operation: impl FnOnce(&mut Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        if self.poisoned {
            return Err(StorageError::Interrupted.into());
        }
        <AnyConnection as Connection>::TransactionManager::begin_transaction(self.connection)
            .map_err(StorageError::from)?;
        let mut part = Transaction { connection: self.connection, clock: self.clock, poisoned: false };
        let outcome = operation(&mut part);
        self.poisoned = part.poisoned;
        let outcome = if self.poisoned { outcome.and(Err(StorageError::Interrupted.into())) } else { outcome };
        let ended = match &outcome {
            Ok(_) => commit(self.connection),
            Err(_) => rollback(self.connection),
        };
        if let Err(error) = ended {
            // SQLite rolls the whole transaction back by itself when, for instance, the disk is full. Each statement after
            // that would be committed by itself.
            tracing::warn!(%error, "a part of a transaction couldn't be ended; nothing of it is kept");
            self.poisoned = true;
            refuse_writes(self.connection, true)?;
            return outcome.and(Err(error.into()));
        }
        outcome
    }
}

impl Deref for Transaction<'_> {
    type Target = AnyConnection;

    fn deref(&self) -> &AnyConnection {
        self.connection
    }
}

impl DerefMut for Transaction<'_> {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        self.connection
    }
}

fn begin_writing(connection: &mut AnyConnection) -> Result<(), StorageError> {
    Ok(match connection {
        // A transaction that begins as a reader and writes later can fail with SQLITE_BUSY under load.
        AnyConnection::Sqlite(file) => AnsiTransactionManager::begin_transaction_sql(file, "BEGIN IMMEDIATE"),
        AnyConnection::Postgres(server) => AnsiTransactionManager::begin_transaction_sql(server, "BEGIN"),
    }?)
}

fn begin_reading(connection: &mut AnyConnection) -> Result<(), StorageError> {
    Ok(match connection {
        AnyConnection::Sqlite(file) => AnsiTransactionManager::begin_transaction_sql(file, "BEGIN"),
        AnyConnection::Postgres(server) => {
            let snapshot = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
            AnsiTransactionManager::begin_transaction_sql(server, snapshot)
        }
    }?)
}

/// Makes a connection to the embedded database refuse writes, or accept them again. On a server the transaction itself is
/// read-only. SQLite then prepares all statements of the connection anew, so this isn't for every transaction.
fn refuse_writes(connection: &mut AnyConnection, refuse: bool) -> Result<(), StorageError> {
    match connection {
        AnyConnection::Sqlite(file) => {
            Ok(file.batch_execute(if refuse { "PRAGMA query_only = ON" } else { "PRAGMA query_only = OFF" })?)
        }
        AnyConnection::Postgres(_) => Ok(()),
    }
}

/// Makes the connections of a pool refuse writes for good.
#[derive(Debug)]
struct ReadOnly;

impl CustomizeConnection<AnyConnection, StorageError> for ReadOnly {
    fn on_acquire(&self, connection: &mut AnyConnection) -> Result<(), StorageError> {
        refuse_writes(connection, true)
    }
}

fn commit(connection: &mut AnyConnection) -> Result<(), StorageError> {
    Ok(<AnyConnection as Connection>::TransactionManager::commit_transaction(connection)?)
}

fn rollback(connection: &mut AnyConnection) -> Result<(), StorageError> {
    Ok(<AnyConnection as Connection>::TransactionManager::rollback_transaction(connection)?)
}

/// Logs the errors of the pool when it opens connections.
#[derive(Debug)]
struct PoolErrorLog;

impl diesel::r2d2::HandleError<StorageError> for PoolErrorLog {
    fn handle_error(&self, error: StorageError) {
        tracing::warn!(%error, "a connection couldn't be made");
    }
}
