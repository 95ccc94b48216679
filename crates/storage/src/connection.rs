//! One connection type over two databases, and how connections are opened.

use std::path::{Path, PathBuf};
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::r2d2::{ManageConnection, R2D2Connection};
use diesel::{Connection, PgConnection, SqliteConnection};

use crate::StorageError;

/// A connection to either database. Queries of diesel's query builder run on both; `match` on it where they differ.
#[derive(diesel::MultiConnection)]
pub enum AnyConnection {
    /// SQLite, the embedded database.
    Sqlite(SqliteConnection),
    /// A PostgreSQL server.
    Postgres(PgConnection),
}

impl AnyConnection {
    /// Limits how long each statement waits for a lock, on a server also for its answer; nothing restores the usual limit.
    pub(crate) fn limit_waits(&mut self, limit: Option<Duration>) -> Result<(), StorageError> {
        let limit = limit.map(|limit| limit.as_millis());
        Ok(match self {
            Self::Sqlite(file) => {
                let limit = limit.unwrap_or(u128::from(SQLITE_BUSY_TIMEOUT_MS));
                file.batch_execute(&format!("PRAGMA busy_timeout = {limit}"))
            }
            Self::Postgres(server) => server.batch_execute(&match limit {
                Some(limit) => format!("SET lock_timeout = {limit}; SET statement_timeout = {limit}"),
                None => "RESET lock_timeout; RESET statement_timeout".to_owned(),
            }),
        }?)
    }
}

/// The kind of database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Backend {
    /// SQLite, the embedded database: one file, and one process that writes.
    Sqlite,
    /// A PostgreSQL server.
    Postgres,
}

/// How long a statement waits for a writer in another process before it fails, in milliseconds.
const SQLITE_BUSY_TIMEOUT_MS: u32 = 5_000;

/// Opens connections to one database, for the pool.
#[derive(Debug, Clone)]
pub(crate) enum Connector {
    /// To a file.
    Sqlite(PathBuf),
    /// To a file that is only read: nothing is written, beside it neither.
    SqliteToRead(PathBuf),
    /// To a server, by its URL.
    Postgres(String),
}

impl Connector {
    /// Reads `sqlite:PATH`, a path, `postgres://…` or `postgresql://…`.
    pub(crate) fn new(url: &str) -> Result<Self, StorageError> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(url.to_owned()));
        }
        let path = url.strip_prefix("sqlite:").map_or(url, |rest| rest.strip_prefix("//").unwrap_or(rest));
        // The URL of another kind of database must not become a file of that name, and the connections of a pool can't
        // share a database in memory.
        if path.is_empty() || path.contains("://") || path.starts_with(':') {
            return Err(StorageError::Address { address: without_password(url) });
        }
        Ok(Self::Sqlite(PathBuf::from(path)))
    }

    /// The same database, for reading alone.
    pub(crate) fn into_read_only(self) -> Self {
        match self {
            Self::Sqlite(path) => Self::SqliteToRead(path),
            other => other,
        }
    }

    pub(crate) const fn kind(&self) -> Backend {
        match self {
            Self::Sqlite(_) | Self::SqliteToRead(_) => Backend::Sqlite,
            Self::Postgres(_) => Backend::Postgres,
        }
    }

    /// The file, or the server without user, password and options.
    pub(crate) fn location(&self) -> String {
        match self {
            Self::Sqlite(path) | Self::SqliteToRead(path) => path.display().to_string(),
            Self::Postgres(url) => without_password(url),
        }
    }

    fn unreachable(&self, reason: impl Into<String>) -> StorageError {
        StorageError::Unreachable { what: self.location(), reason: reason.into() }
    }

    fn open_file_to_read(&self, path: &Path) -> Result<SqliteConnection, StorageError> {
        if !path.is_file() {
            return Err(self.unreachable("there is no such file"));
        }
        let Some(text) = path.to_str() else {
            return Err(self.unreachable("its path isn't UTF-8; choose another one"));
        };
        let advice = "copy it once more, with the file whose name ends in -wal, or when the server is stopped";
        let mut connection = SqliteConnection::establish(&uri_to_read(text))
            .map_err(|error| self.unreachable(format!("{error}; {advice}")))?;
        let settings = format!("PRAGMA busy_timeout = {SQLITE_BUSY_TIMEOUT_MS}; PRAGMA temp_store = MEMORY;");
        connection.batch_execute(&settings)?;
        // The first read opens the write-ahead log.
        connection
            .batch_execute("SELECT count(*) FROM sqlite_master")
            .map_err(|error| self.unreachable(format!("{error}; {advice}")))?;
        Ok(connection)
    }

    fn open_file(&self, path: &Path) -> Result<SqliteConnection, StorageError> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if !folder.is_dir() {
            return Err(self.unreachable(format!("the folder {} is missing; create it first", folder.display())));
        }
        if path.is_dir() {
            return Err(self.unreachable("it is a folder; give the path of a file"));
        }
        let Some(path) = path.to_str() else {
            return Err(self.unreachable("its path isn't UTF-8; choose another one"));
        };
        let mut connection = SqliteConnection::establish(path)
            .map_err(|error| self.unreachable(format!("{error}; check the rights on it and on its folder")))?;
        // With FULL, committed data survives a power cut. The write-ahead log is truncated to 64 MiB after an import.
        let settings = format!(
            "PRAGMA busy_timeout = {SQLITE_BUSY_TIMEOUT_MS}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
             PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864;"
        );
        connection.batch_execute(&settings).map_err(|error| match error.to_string() {
            message if message.contains("not a database") => {
                self.unreachable("the file is no SQLite database; give another path")
            }
            message if message.contains("unable to open") => {
                self.unreachable("the file can't be opened; check the rights on it and on its folder")
            }
            message if message.contains("locked") => {
                self.unreachable("another program holds it; stop that one, or wait for it")
            }
            _ => error.into(),
        })?;
        Ok(connection)
    }
}

/// The URI of a file that SQLite only reads. While a program has the database open, a write-ahead log is beside it, and both
/// are read; without one nobody writes, and SQLite needn't make files of its own beside it, which it couldn't in a folder
/// that is read-only.
fn uri_to_read(path: &str) -> String {
    let mut uri = "file:".to_owned();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => uri.push(char::from(byte)),
            other => uri.push_str(&format!("%{other:02x}")),
        }
    }
    let has_log = Path::new(&format!("{path}-wal")).metadata().is_ok_and(|log| log.len() > 0);
    uri.push_str(if has_log { "?mode=ro" } else { "?mode=ro&immutable=1" });
    uri
}

/// Why a server can't be reached, from the message of its library, which has no kinds of errors.
fn reason_of_server(message: &str) -> String {
    let has = |parts: &[&str]| parts.iter().any(|part| message.contains(part));
    let reason = if has(&["could not translate host name"]) {
        "there is no host of that name; check the address"
    } else if has(&["Connection refused", "No such file or directory"]) {
        "no server listens there; check that the server runs, and the address"
    } else if has(&["timeout", "timed out", "No route to host", "Network is unreachable"]) {
        "it doesn't answer; check the network and the address"
    } else if has(&["password authentication failed", "no password supplied", "no pg_hba.conf entry"]) {
        "it refuses the user or the password; check both"
    } else if message.contains("role") && message.contains("does not exist") {
        "it has no such user; check the user"
    } else if message.contains("database") && message.contains("does not exist") {
        "it has no such database; create it first, or check its name"
    } else if has(&["starting up", "shutting down"]) {
        "it is starting or stopping; try again in a moment"
    } else if has(&["too many clients", "remaining connection slots"]) {
        "it has too many connections already; allow it more, or set fewer"
    } else if has(&["SSL", "TLS"]) {
        "no encrypted connection can be agreed on; check `sslmode` and the certificates"
    } else if has(&[
        "invalid URI",
        "invalid connection option",
        "invalid port",
        "URI query parameter",
        "percent-encoded",
    ]) {
        "the address isn't written as postgres://user:password@host:port/name"
    } else {
        let message = message.trim().lines().collect::<Vec<_>>().join(" ");
        return format!("{message}; check that the server runs, and the address, user and password");
    };
    reason.to_owned()
}

/// Removes user, password and options from `postgres://user:secret@host/name?options`.
fn without_password(url: &str) -> String {
    let url = url.split('?').next().unwrap_or(url);
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://{host}"),
        _ => url.to_owned(),
    }
}

impl ManageConnection for Connector {
    type Connection = AnyConnection;
    type Error = StorageError;

    fn connect(&self) -> Result<AnyConnection, StorageError> {
        match self {
            Self::Sqlite(path) => self.open_file(path).map(AnyConnection::Sqlite),
            Self::SqliteToRead(path) => self.open_file_to_read(path).map(AnyConnection::Sqlite),
            Self::Postgres(url) => PgConnection::establish(url).map(AnyConnection::Postgres).map_err(|error| {
                tracing::debug!(%error, "the server can't be reached");
                self.unreachable(reason_of_server(&error.to_string()))
            }),
        }
    }

    fn is_valid(&self, connection: &mut AnyConnection) -> Result<(), StorageError> {
        match connection {
            // An open file stays usable between two statements.
            AnyConnection::Sqlite(_) => Ok(()),
            AnyConnection::Postgres(server) => Ok(server.ping()?),
        }
    }

    fn has_broken(&self, connection: &mut AnyConnection) -> bool {
        std::thread::panicking() || connection.is_broken()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_either_a_file_or_a_server() {
        for file in ["sqlite:data/p.sqlite", "data/p.sqlite", "sqlite:///data/p.sqlite"] {
            assert_eq!(Connector::new(file).expect(file).kind(), Backend::Sqlite);
        }
        assert_eq!(Connector::new("postgresql://host/name").expect("a server").kind(), Backend::Postgres);
        for wrong in ["", "sqlite:", ":memory:", "mysql://host/name"] {
            assert!(Connector::new(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_location_contains_no_password() {
        let server =
            Connector::new("postgres://anna:s3cret@db.example:5432/passerelle?sslmode=require").expect("url");
        assert_eq!(server.location(), "postgres://db.example:5432/passerelle");
    }
}
