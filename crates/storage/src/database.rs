//! Opening a database, reading at one moment, and writing all or nothing.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::r2d2::{ManageConnection, Pool, PooledConnection};
use diesel::{Connection, SqliteConnection};

use crate::connection::{AnyConnection, Backend, Connector};
use crate::{StorageError, migrations};

/// How long one waits for a free connection, or for one's write_lock to write to the embedded database.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A database and its pool of connections. Cheap to clone; all clones are the same database.
#[derive(Clone)]
pub struct Database {
    pool: Pool<Connector>,
    connector: Connector,
    write_lock: Arc<WriteLock>,
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Database").field("place", &self.connector.location()).finish()
    }
}

impl Database {
    /// Opens `sqlite:PATH` (or just a path; the file is made when missing, its folder isn't) or `postgres://…`, with
    /// at most so many connections at once, and at least one.
    ///
    /// # Errors
    /// When it can't be opened, with what is wrong and what to do. Tables are looked at by [`Self::check_schema`].
    pub fn open(url: &str, connections: u32) -> Result<Self, StorageError> {
        let connector = Connector::new(url)?;
        // The first connection is made here and not by the pool, which would only say that it waited in vain.
        drop(connector.connect()?);
        let pool = Pool::builder()
            .max_size(connections.max(1))
            .min_idle(Some(0))
            .connection_timeout(TIMEOUT)
            .test_on_check_out(connector.kind() == Backend::Postgres)
            .error_handler(Box::new(Log))
            .build_unchecked(connector.clone());
        Ok(Self { pool, connector, write_lock: Arc::default() })
    }

    /// Whether there is a database at an address to look at: the file of an embedded one. Of one on a server that isn't
    /// known before it is asked.
    ///
    /// # Errors
    /// When the address is none.
    pub fn exists(url: &str) -> Result<bool, StorageError> {
        Ok(match Connector::new(url)? {
            Connector::Sqlite(path) => path.exists(),
            Connector::Postgres(_) => true,
        })
    }

    /// Which database it is.
    pub fn kind(&self) -> Backend {
        self.connector.kind()
    }

    /// Runs the migrations that are still to be run and gives their names.
    ///
    /// # Errors
    /// When one fails; it is then undone, and those before it stay. [`StorageError::DevelopmentVersion`] when the tables
    /// are from before the first migration of this program; nothing is changed then.
    pub fn migrate(&self) -> Result<Vec<String>, StorageError> {
        let _turn = self.lock_writes()?;
        migrations::run(&mut *self.connection()?)
    }

    /// Checks that the tables are those of this program.
    ///
    /// # Errors
    /// [`StorageError::NotMigrated`] when they are older, [`StorageError::TooNew`] when they are newer, and
    /// [`StorageError::DevelopmentVersion`] when they are from before the first migration of this program.
    pub fn check_schema(&self) -> Result<(), StorageError> {
        migrations::check(&mut *self.connection()?)
    }

    /// Reads, everything at the same moment: what others commit meanwhile isn't seen. Writing is refused.
    ///
    /// # Errors
    /// Those of `act`, and those of the database.
    pub fn read<T, E: From<StorageError>>(
        &self,
        act: impl FnOnce(&mut AnyConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = self.connection()?;
        begin_reading(&mut connection)?;
        let outcome = act(&mut connection);
        let ended = end_reading(&mut connection);
        let value = outcome?;
        ended?;
        Ok(value)
    }

    /// Writes in one transaction: all of it when `act` gives `Ok`, durably, and else nothing.
    ///
    /// On the embedded database writers take turns. So never call this from inside itself: it would wait for its own
    /// write_lock, and be refused as busy.
    ///
    /// # Errors
    /// Those of `act`, and those of the database; nothing is changed then.
    pub fn write<T, E: From<StorageError>>(
        &self,
        act: impl FnOnce(&mut Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let _turn = self.lock_writes()?;
        let mut connection = self.connection()?;
        begin_writing(&mut connection)?;
        let mut transaction = Transaction { connection: &mut connection, poisoned: false };
        let outcome = act(&mut transaction);
        let poisoned = transaction.poisoned;
        let outcome = if poisoned { outcome.and(Err(StorageError::Interrupted.into())) } else { outcome };
        match outcome {
            Ok(value) => {
                commit(&mut connection)?;
                Ok(value)
            }
            Err(error) => {
                // The error that is told is the first one; a connection that can't go back is thrown away by the pool.
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

    fn connection(&self) -> Result<PooledConnection<Connector>, StorageError> {
        self.pool.get().map_err(|error| StorageError::Unreachable {
            what: self.connector.location(),
            reason: match error.to_string() {
                reason if reason.contains("timed out waiting for connection: ") => reason,
                _ => "all connections are in use; try again in a moment, or allow more".to_owned(),
            },
        })
    }

    fn lock_writes(&self) -> Result<Option<WriteLockGuard<'_>>, StorageError> {
        match self.kind() {
            Backend::Sqlite => self.write_lock.take().map(Some),
            Backend::Postgres => Ok(None),
        }
    }
}

/// A transaction that writes. Derefs to the connection, so a query runs with `.execute(&mut **transaction)` or
/// `.execute(transaction.connection())`.
///
/// An error of the database ends the transaction: hand it on. Only what failed inside [`Self::savepoint`] may be left
/// behind.
pub struct Transaction<'a> {
    connection: &'a mut AnyConnection,
    /// A savepoint couldn't be gone back to, so nothing of the transaction may be kept.
    poisoned: bool,
}

impl Transaction<'_> {
    /// The connection, for a query.
    pub fn connection(&mut self) -> &mut AnyConnection {
        self.connection
    }

    /// Does a part of the work that may fail alone: when `act` fails, what it did is undone and the rest goes on.
    ///
    /// # Errors
    /// Those of `act`, and those of the database.
    pub fn savepoint<T, E: From<StorageError>>(
        &mut self,
        act: impl FnOnce(&mut Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        if self.poisoned {
            return Err(StorageError::Interrupted.into());
        }
        <AnyConnection as Connection>::TransactionManager::begin_transaction(self.connection)
            .map_err(StorageError::from)?;
        let mut part = Transaction { connection: self.connection, poisoned: false };
        let outcome = act(&mut part);
        self.poisoned = part.poisoned;
        let outcome = if self.poisoned { outcome.and(Err(StorageError::Interrupted.into())) } else { outcome };
        let ended = match &outcome {
            Ok(_) => commit(self.connection),
            Err(_) => rollback(self.connection),
        };
        if let Err(error) = ended {
            // A full disk, for one, makes SQLite undo the whole transaction on its own, and what came after would be
            // kept, statement by statement.
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
        // A transaction that turns from reading to writing fails under load, so it says at once that it will write.
        AnyConnection::Sqlite(file) => AnsiTransactionManager::begin_transaction_sql(file, "BEGIN IMMEDIATE"),
        AnyConnection::Postgres(server) => AnsiTransactionManager::begin_transaction_sql(server, "BEGIN"),
    }?)
}

fn begin_reading(connection: &mut AnyConnection) -> Result<(), StorageError> {
    Ok(match connection {
        AnyConnection::Sqlite(file) => {
            set_query_only(file, true)?;
            let begun = AnsiTransactionManager::begin_transaction_sql(file, "BEGIN");
            if begun.is_err() {
                // Else the connection would go back to the others and refuse their writes.
                set_query_only(file, false)?;
            }
            begun
        }
        AnyConnection::Postgres(server) => {
            let snapshot = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
            AnsiTransactionManager::begin_transaction_sql(server, snapshot)
        }
    }?)
}

fn end_reading(connection: &mut AnyConnection) -> Result<(), StorageError> {
    rollback(connection)?;
    refuse_writes(connection, false)
}

/// Makes the embedded database refuse what isn't reading, or take it again. A server does so by itself.
fn refuse_writes(connection: &mut AnyConnection, refuse: bool) -> Result<(), StorageError> {
    match connection {
        AnyConnection::Sqlite(file) => Ok(set_query_only(file, refuse)?),
        AnyConnection::Postgres(_) => Ok(()),
    }
}

fn set_query_only(file: &mut SqliteConnection, on: bool) -> diesel::QueryResult<()> {
    file.batch_execute(if on { "PRAGMA query_only = ON" } else { "PRAGMA query_only = OFF" })
}

fn commit(connection: &mut AnyConnection) -> Result<(), StorageError> {
    Ok(<AnyConnection as Connection>::TransactionManager::commit_transaction(connection)?)
}

fn rollback(connection: &mut AnyConnection) -> Result<(), StorageError> {
    Ok(<AnyConnection as Connection>::TransactionManager::rollback_transaction(connection)?)
}

/// The write_lock to write to the embedded database, which has one writer. Waiting in line within the process is fairer,
/// and faster, than each thread's asking the file again and again.
#[derive(Default)]
struct WriteLock {
    taken: Mutex<bool>,
    free: Condvar,
}

struct WriteLockGuard<'a>(&'a WriteLock);

impl WriteLock {
    fn take(&self) -> Result<WriteLockGuard<'_>, StorageError> {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut taken, waited) =
            self.free.wait_timeout_while(taken, TIMEOUT, |taken| *taken).unwrap_or_else(PoisonError::into_inner);
        if waited.timed_out() {
            return Err(StorageError::Busy);
        }
        *taken = true;
        Ok(WriteLockGuard(self))
    }
}

impl Drop for WriteLockGuard<'_> {
    fn drop(&mut self) {
        *self.0.taken.lock().unwrap_or_else(PoisonError::into_inner) = false;
        self.0.free.notify_one();
    }
}

/// Writes to the log what the pool meets while it makes connections.
#[derive(Debug)]
struct Log;

impl diesel::r2d2::HandleError<StorageError> for Log {
    fn handle_error(&self, error: StorageError) {
        tracing::warn!(%error, "a connection couldn't be made");
    }
}
